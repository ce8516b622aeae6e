"""The import contracts in pyproject.toml hold, and each of them bites: one bad line at a time must be refused."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

MUTATIONS = [
    # file, bad line, words of the contract that refuses it
    ("storage/accounts.py", "from smbot.raw.box import RawText", "hold raw text"),
    ("playbooks/render.py", "from smbot.raw.post import RawPost", "hold raw text"),
    ("platforms/x/to_post.py", "from smbot.raw.opening import open_raw", "open raw text"),
    ("redact/scan.py", "from smbot.raw.opening import open_raw", "open raw text"),
    ("pipeline/reading.py", "from smbot.raw.opening import open_raw", "open raw text"),
    ("handoff/thread.py", "from smbot.raw.box import RawText", "hold raw text"),
    ("handoff/sealing.py", "from smbot.raw.opening import open_raw", "open raw text"),
    ("handoff/arriving.py", "from smbot.handoff.opening import open_private", "open private words"),
    ("review/desk.py", "from smbot.collect.ports import Collector", "know collectors"),
    ("web/queue_pages.py", "from smbot.vault.revealed import Revealed", "revealed value"),
    ("playbooks/render.py", "from smbot.core.warrant import WARRANT", "call a text redacted"),
    ("review/desk.py", "from smbot.send.ports import Sender", "know senders"),
    ("review/desk.py", "import smbot.guard.check", "Dependencies point down"),
    ("core/ids.py", "import smbot.classify.ports", "Dependencies point down"),
    ("helpers.py", "", "Dependencies point down"),  # a new module must be placed on purpose
    ("platforms/files/dates.py", "import smbot.platforms.x.budget", "Platforms do not know"),
    ("redact/recognizers/email.py", "import smbot.redact.recognizers.phone", "Recognizers do not know"),
    ("core/ids.py", "import pydantic", "nothing but Python"),
    ("storage/handoff.py", "from smbot.handoff.box import PrivateText", "hold private words"),
    ("web/queue_pages.py", "from smbot.handoff.opening import open_private", "open private words"),
    ("handoff/thread.py", "from smbot.handoff.opening import open_private", "open private words"),
    ("web/citizen/app.py", "from smbot.handoff.desk import PrivateDesk", "how threads are opened"),
    ("handoff/desk.py", "import smbot.members.passwords", "Dependencies point down"),
]


@pytest.fixture(scope="module")
def a_copy(tmp_path_factory):
    """A copy of the package and its contracts, to be spoiled."""
    folder = tmp_path_factory.mktemp("contracts")
    shutil.copytree(ROOT / "smbot", folder / "smbot", ignore=lambda _folder, names: [n for n in names if _left_out(n)])
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def _left_out(name):
    return name == "__pycache__" or ("." in name and not name.endswith(".py"))


def lint(folder):
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_hold(a_copy):
    done = lint(a_copy)

    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(("file", "line", "contract"), MUTATIONS)
def test_a_bad_import_is_refused(a_copy, file, line, contract):
    path = a_copy / "smbot" / file
    before = path.read_text("utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n", "utf-8")

    done = lint(a_copy)

    if before is None:
        path.unlink()
    else:
        path.write_text(before, "utf-8")
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert done.returncode != 0
    assert any(contract in row for row in broken), done.stdout


def test_every_contract_has_a_mutation_that_it_refuses():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]

    for contract in contracts:
        assert any(words in contract["name"] for _, _, words in MUTATIONS), contract["name"]

"""What the README says is there is there, and what is there stands in the README."""

import json
import os
import re
import tomllib
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel
from typer.main import get_command
from typer.testing import CliRunner

from smbot import __version__
from smbot.classify.labels import load_labels
from smbot.cli.app import build_app
from smbot.core.events import Act
from smbot.core.roles import GRANTS, Permission, Role
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.daemon.metrics import METRICS
from smbot.daemon.parts import KEYS as KEYS_OF_PARTS
from smbot.guard.check import RULES
from smbot.notify.alarms import AlarmKind
from smbot.notify.recipients import SECRETS as NOTIFICATIONS
from smbot.redact.engine import BUILT_IN
from smbot.redact.entities import ENTITIES
from smbot.registry import load_platform, platform_names
from smbot.settings import Settings, Words
from smbot.vault.keys import AUDIT_PUBLIC, PAIRS
from smbot.vault.keys import SECRETS as KEYS
from smbot.web.words import ENTITIES as ENTITY_WORDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PAGES = ["README.md", *(str(page.relative_to(ROOT)) for page in sorted((ROOT / "smbot").rglob("README.md")))]
NEEDED = "needed"
"""What stands in place of a default where there is none."""
LEFT_OUT = "–"
"""What stands there where a table may be left out."""

COMMON = {"--help", "--config", "--json", "--member"}
"""Options that the README explains once for all commands."""


def table(heading: str) -> dict[str, list[str]]:
    """Return a table's rows by their first cell, without its backquotes; `heading` is its first column's."""
    lines = README.partition(f"\n| {heading} |")[2].splitlines()[2:]
    found = {}
    for line in lines:
        if not line.startswith("|"):
            break
        first, *others = (cell.strip() for cell in line.strip("| ").split(" | "))
        found[first.strip("`")] = others
    assert found, f"there is no table {heading}"
    return found


def section(heading: str) -> str:
    """Return what stands under a heading, up to the next one of any level."""
    return re.split(r"(?m)^#+ ", README.partition(f"\n{heading}\n")[2])[0]


def example(name: str) -> str:
    """Return a code block that is marked as an example."""
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def leaves(model: type[BaseModel], prefix: str = "") -> dict[str, object]:
    """Return every setting with its default as TOML has it; `NEEDED` where there is none."""
    found: dict[str, object] = {}
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel) and inner is not Words:
            found |= leaves(inner, f"{prefix}{name}.")
            continue
        found[prefix + name] = NEEDED if field.is_required() else _plain(field.default)
        for part in getattr(inner, "__args__", ()):  # a list of tables
            if isinstance(part, type) and issubclass(part, BaseModel):
                found |= leaves(part, f"{prefix}{name}.")
    return found


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return value.model_dump()
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, Path) else value


def settings() -> dict[str, object]:
    """Return every setting of smbot and of the platforms that come with it."""
    found = {name: default for name, default in leaves(Settings).items() if name != "platforms"}
    for platform in platform_names():
        found |= leaves(load_platform(platform).settings_model, f"platforms.{platform}.")
    return found


def commands(group: object = None, path: str = "smbot") -> dict[str, set[str]]:
    """Return the options of every command, by the words that call it."""
    command = get_command(build_app()) if group is None else group
    inner = getattr(command, "commands", None)
    if inner is None:
        options = {o for p in command.params for o in (*p.opts, *p.secondary_opts) if o.startswith("--")}
        return {path: options}
    return {name: options for word, sub in inner.items() for name, options in commands(sub, f"{path} {word}").items()}


def packages() -> set[str]:
    """Return every package and module at the top of smbot, as the map writes them."""
    found = set()
    for entry in (ROOT / "smbot").iterdir():
        if entry.is_dir() and entry.name != "__pycache__" and any(p.is_file() for p in entry.rglob("*")):
            found.add(f"smbot/{entry.name}/")
        elif entry.suffix == ".py" and entry.name != "__init__.py":
            found.add(f"smbot/{entry.name}")
    return found


@pytest.mark.parametrize("setting", sorted(settings()))
def test_each_setting_is_in_the_readme_with_its_default(setting):
    default, meaning = table("setting")[setting]

    plain = {NEEDED: NEEDED, LEFT_OUT: None}
    shown = plain[default] if default in plain else tomllib.loads(f"value = {default.strip('`')}")["value"]

    assert shown == settings()[setting]
    assert meaning


def test_the_readme_names_no_setting_that_is_not_there():
    assert set(table("setting")) <= set(settings())


def test_each_command_is_in_the_readme_and_no_other():
    written = {re.match(r"smbot[ a-z-]*[a-z]", name)[0] for name in table("command")}

    assert written == set(commands())


@pytest.mark.parametrize("command", sorted(commands()))
def test_each_option_of_a_command_is_in_its_row(command):
    [cells] = [cells for name, cells in table("command").items() if re.fullmatch(rf"{command}( [A-Z\[].*)?", name)]

    written = set(re.findall(r"--[a-z-]+", cells[1]))

    there = commands()[command] - COMMON
    # Of a switch with two names, the one that changes something is written.
    assert written <= there
    assert all(option in written or f"--no-{option[2:]}" in written for option in there)


@pytest.mark.parametrize("option", sorted(COMMON - {"--help"}))
def test_common_options_are_explained_once(option):
    assert f"`{option}" in section("## Commands")


def test_each_event_is_in_the_readme_with_the_meaning_that_the_code_gives_it():
    source = (ROOT / "smbot/core/events.py").read_text("utf-8")
    meant = dict(re.findall(r'(?m)^    [A-Z_]+ = "([a-z.-]+)"  # (.+)$', source))
    events = README.partition("**Events of the audit log.**")[2]

    written = dict(re.findall(r"(?m)^\| `([a-z.-]+)` \| (.+) \|$", events.partition("The log is a Merkle tree")[0]))

    assert {act.value for act in Act} == set(meant)
    assert written == meant


@pytest.mark.parametrize(
    ("heading", "states"), [("state of a mention", MentionState), ("state of a reply", ReplyState)]
)
def test_each_state_is_in_the_readme_with_its_meaning(heading, states):
    written = table(heading)

    assert set(written) == {state.value for state in states}
    assert all(meaning for [meaning] in written.values())


def test_each_label_is_in_the_readme_in_its_order_with_its_clock():
    written = [(name, cells[0]) for name, cells in table("label").items()]

    assert written == [(label.name, label.clock) for label in load_labels().entries]


def test_each_mode_is_in_the_readme():
    assert set(table("mode")) == {mode.value for mode in Mode}


def test_each_role_is_in_the_readme_with_what_it_grants():
    columns = (
        Permission.READ_QUEUE,
        Permission.WORK_QUEUE,
        Permission.TAKE_PASSED,
        Permission.APPROVE,
        Permission.READ_AUDIT,
        Permission.CORRECT_MASKS,
        Permission.READ_REPORTS,
        Permission.REVEAL,
        Permission.CONFIGURE,
    )
    written = table("role")

    assert set(columns) == set(Permission)
    assert written == {
        role.value: ["yes" if permission in GRANTS[role] else "–" for permission in columns] for role in Role
    }


def test_each_kind_of_personal_information_is_in_the_readme_with_the_desks_word():
    masked = " ".join(section("### What is masked").split())

    assert [name for name in ENTITIES if f"`{name}` ({ENTITY_WORDS[name]})" not in masked] == []


def test_each_recognizer_is_in_the_readme():
    masked = section("### What is masked")

    assert [name for name in BUILT_IN if f"`{name}`" not in masked] == []


def test_each_rule_of_the_guard_is_in_the_readme():
    written = re.findall(r"(?m)^- `([a-z]+)`:", section("### What the guard refuses"))

    assert written == [name for name, _ in RULES]


def test_each_key_and_secret_is_in_the_readme():
    keys = {f"{name}.key" for name in (*PAIRS, *KEYS)} | {f"{name}.pub" for name in PAIRS} | {AUDIT_PUBLIC}
    secrets = {f"{name}.{secret}" for name in platform_names() for secret in load_platform(name).secret_names}
    secrets |= {f"{table}.{secret}" for table, names in NOTIFICATIONS.items() for secret in names}

    assert sorted(name for name in keys | secrets if f"`{name}`" not in README) == []


def test_each_log_event_is_in_the_readme():
    logged = set()
    for source in (ROOT / "smbot").rglob("*.py"):
        logged |= set(re.findall(r'\blog\.(?:info|warning|error)\(\s*"([a-z.-]+)"', source.read_text("utf-8")))

    assert logged
    assert sorted(event for event in logged if f"`{event}`" not in section("## Operations")) == []


def test_each_metric_is_in_the_readme_with_the_meaning_that_the_code_gives_it():
    written = {name: meaning for name, [_, meaning] in table("metric").items()}

    assert written == dict(METRICS)


def test_each_alarm_is_in_the_readme():
    assert set(table("alarm")) == {kind.value for kind in AlarmKind}


def test_each_part_is_in_the_readme_with_its_keys():
    written = {name: set(re.findall(r"`([a-z]+\.(?:key|pub))`", cells[1])) for name, cells in table("part").items()}

    assert written == {part.value: set(keys) for part, keys in KEYS_OF_PARTS.items()}


def test_the_map_shows_each_package_and_each_place_on_it_exists():
    written = {place for row in table("place") for place in re.findall(r"[^`, ]+", row)}

    assert sorted(packages() - written) == []
    assert sorted(place for place in written if not (ROOT / place).exists()) == []


def test_the_map_shows_each_folder_of_tests_and_no_other():
    [tests] = table("place")["tests/"]

    there = {f"{p.name}/" for p in (ROOT / "tests").iterdir() if p.is_dir() and p.name != "__pycache__"}

    assert set(re.findall(r"`([a-z]+/)`", tests)) == there


@pytest.mark.parametrize("page", PAGES)
def test_each_path_that_a_page_names_exists(page):
    text = (ROOT / page).read_text("utf-8")
    tops = "smbot|tests|playbooks|\\.dev|\\.ci"
    named = set(re.findall(rf"(?<![\w/.])(?:\./)?((?:{tops})/[\w./*-]*)", text))
    named |= set(
        re.findall(r"(?<![\w/])((?:config\.example|pyproject)\.toml|requirements[\w-]*\.txt|[A-Z]+\.md)", text)
    )
    linked = set(re.findall(r"\]\((?!https?:|#)([^)#]+)", text))

    missing = [name for name in named if not list(ROOT.glob(name.rstrip("/.")))]
    missing += [name for name in linked if not (ROOT / page).parent.joinpath(name).exists()]

    assert sorted(missing) == []


def test_each_link_within_the_readme_leads_to_a_heading():
    headings = {
        re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in re.findall(r"(?m)^#+ (.+)$", README)
    }

    assert sorted(set(re.findall(r"\]\(#([^)]+)\)", README)) - headings) == []


@pytest.mark.parametrize("script", sorted(set(re.findall(r"(?m)^    \./(\.dev/\w+)", README))))
def test_the_two_commands_are_there_and_can_be_run(script):
    assert os.access(ROOT / script, os.X_OK)


def test_there_are_two_first_commands():
    assert re.findall(r"(?m)^    (\S+)$", section("## Two commands")) == ["./.dev/demo", "./.dev/test"]


def test_prose_lines_of_the_readme_fit_into_120_columns():
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL).splitlines()

    assert [line for line in prose if len(line) > 120 and not line.startswith(("|", "    "))] == []


def test_the_newest_release_in_the_changelog_is_the_version():
    newest = re.search(r"(?m)^## (?!\[Unreleased\])(\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"))

    assert newest is not None
    assert newest[1] == __version__


def run(tmp_path: Path, command: str) -> list[dict[str, object]]:
    """Return what a command makes of the README's posts."""
    posts = tmp_path / "posts.jsonl"
    posts.write_text(example("posts.jsonl"), "utf-8")
    app = build_app()
    assert isinstance(app, typer.Typer)
    done = CliRunner().invoke(app, [command, str(posts)])
    assert done.exit_code == 0
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_redact_writes_what_the_readme_shows(tmp_path):
    shown = [json.loads(line) for line in example("redact").splitlines()]

    assert run(tmp_path, "redact") == shown


def test_triage_gives_the_labels_that_the_readme_shows(tmp_path):
    [shown] = [json.loads(line) for line in example("triage").splitlines()]

    [line] = [line for line in run(tmp_path, "triage") if line["id"] == shown["id"]]

    # The scores move with each mended rule; what the line is made of does not.
    assert line.keys() == shown.keys()
    assert line["labels"] == shown["labels"]

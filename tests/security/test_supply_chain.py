"""Threat 23: what is installed is what was locked, and nothing of strangers is unpickled or fetched at run time."""

import json
import re
from pathlib import Path

import pytest
from security.sources import callers, importers

from smbot.doctor.bill import Locked, Package, bill, installed, problems, read_lock

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.txt").read_text("utf-8")
FORBIDDEN = {"pickle", "cPickle", "joblib", "marshal", "shelve", "dill", "cloudpickle", "pip", "ensurepip"}
"""Modules that make objects, and so run code, of bytes; and those that install."""
CALLS = {"eval", "exec", "compile", "__import__"}


def test_every_line_of_the_lock_is_one_version_with_its_digests():
    lines = [line for line in LOCK.replace("\\\n", " ").splitlines() if line and not line.lstrip().startswith("#")]

    for line in lines:
        assert re.match(r"^[A-Za-z0-9._-]+==[^\s;]+( ; [^-]+)?(\s+--hash=sha256:[0-9a-f]{64})+\s*$", line), line[:60]


def test_nothing_is_unpickled_and_nothing_installed_at_run_time():
    assert {place for place in importers(FORBIDDEN) if not place.startswith("training/")} == set()


def test_no_text_is_run_as_code():
    assert callers(CALLS) == set()


@pytest.fixture(scope="module")
def packages():
    return installed()


def test_the_bill_names_smbot_and_what_it_needs_once_each(packages):
    made = bill(packages, read_lock(LOCK))

    names = [each["name"] for each in made["components"]]
    assert made["metadata"]["component"]["name"] == "smbot"
    assert len(names) == len(set(names)) > 50
    assert {"cryptography", "pynacl", "sqlmodel", "spacy", "thinc"} <= set(names)
    assert json.dumps(made) == json.dumps(bill(packages, read_lock(LOCK)))


def test_every_reference_of_the_bill_leads_to_a_component(packages):
    made = bill(packages, {})

    known = {each["bom-ref"] for each in [*made["components"], made["metadata"]["component"]]}
    assert {each["ref"] for each in made["dependencies"]} == known
    assert {needed for each in made["dependencies"] for needed in each["dependsOn"]} <= known


def a_package(**changes):
    told = {"name": "left-pad", "version": "1.0", "license": "MIT", "summary": "", "needs": (), "changed": ()}
    return Package(**(told | changes))


@pytest.mark.parametrize(
    ("changes", "lock", "told"),
    [
        ({}, {"left-pad": Locked(version="1.0", sha256=())}, []),
        ({}, {}, []),
        ({"version": "1.1"}, {"left-pad": Locked(version="1.0", sha256=())}, ["the lock file says 1.0"]),
        ({}, {"other": Locked(version="1.0", sha256=())}, ["is not in the lock file"]),
        ({"changed": ("left_pad.py",)}, {}, ["1 files differ from what was installed, left_pad.py"]),
    ],
)
def test_what_differs_from_the_lock_or_was_changed_is_told(changes, lock, told):
    found = [str(problem) for problem in problems([a_package(**changes)], lock)]

    assert len(found) == len(told)
    assert all(words in problem for words, problem in zip(told, found, strict=True))


def test_lines_for_another_python_are_passed_over():
    digest = "a" * 64
    text = (
        f"one==1 ; python_full_version < '3.0' \\\n    --hash=sha256:{digest}\n"
        f"one==2 ; python_full_version >= '3.0' \\\n    --hash=sha256:{digest} \\\n    --hash=sha256:{digest}\n"
    )

    assert read_lock(text) == {"one": Locked(version="2", sha256=(digest, digest))}

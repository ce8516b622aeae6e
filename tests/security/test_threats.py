"""The README's table of threats: each of the twenty-four stands there with what is done, and its tests are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
THREATS = 24


def rows():
    section = (ROOT / "README.md").read_text("utf-8").partition("\n| threat |")[2]
    found = {}
    for line in section.splitlines()[2:]:
        if not line.startswith("|"):
            break
        threat, done, tests = (cell.strip() for cell in line.strip("| ").split(" | "))
        found[int(threat.split(".")[0])] = (done, re.findall(r"`([^`]+)`", tests))
    return found


def test_every_threat_has_its_row():
    assert sorted(rows()) == list(range(1, THREATS + 1))


@pytest.mark.parametrize("number", range(1, THREATS + 1))
def test_a_threat_has_a_mitigation_and_tests_that_are_there(number):
    done, tests = rows()[number]

    assert done
    assert tests
    for test in tests:
        path, _, words = test.partition("::")
        file = ROOT / "tests" / path
        assert file.exists(), test
        if words:
            assert f"def test_{words}" in file.read_text("utf-8"), test

"""Regular expressions mean the same on every Python that smbot supports."""

import re
from pathlib import Path

import smbot

POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{+[0-9,]+\}+)\+")
SOURCES = [file for file in Path(smbot.__file__).parent.rglob("*.py") if "locale" not in file.parts]


def test_no_group_is_repeated_possessively():
    # CPython before 3.11.5 (Debian 12 has 3.11.2) backtracks wrongly into such a group (gh-106052): write (?>(?:…)*).
    found = [f"{file.name}:{n}" for file in SOURCES for n, line in lines(file) if POSSESSIVE_GROUP.search(line)]

    assert found == []


def test_the_search_would_find_one():
    assert POSSESSIVE_GROUP.search(r"(?:[ ]{CAP}){{0,3}}+")
    assert POSSESSIVE_GROUP.search(r"(?:ab)*+")
    assert not POSSESSIVE_GROUP.search(r"(?>(?:ab)*)\d++")


def lines(file):
    """Yield the lines that hold a pattern: where a string stands, not where Python adds to a call's value."""
    return (
        (n, line)
        for n, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if re.search(r"[rR][fF]?[\"']|[fF][rR][\"']", line)
    )

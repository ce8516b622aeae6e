"""Regular expressions mean the same on every Python that smbot supports, and none takes long on any text."""

import re
import time
from pathlib import Path

import pytest

import smbot
from smbot.redact.engine import load_finders
from tests.pumping import patterns_of, pumped

POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{+[0-9,]+\}+)\+")
SOURCES = [file for file in Path(smbot.__file__).parent.rglob("*.py") if "locale" not in file.parts]

LENGTHS = (2_000, 8_000)
SUSPICIOUS_S = 0.02
GROWTH = 8
"""Four times the text takes four times as long where time is linear, and sixteen times where it is quadratic."""
SHORT, LONG_S = range(12, 61, 4), 0.1
"""On so short texts only tries without number take so long."""


def test_no_group_is_repeated_possessively():
    # CPython before 3.11.5 (Debian 12 has 3.11.2) backtracks wrongly into such a group (gh-106052): write (?>(?:…)*).
    found = [f"{file.name}:{n}" for file in SOURCES for n, line in lines(file) if POSSESSIVE_GROUP.search(line)]

    assert found == []


def test_the_search_would_find_one():
    assert POSSESSIVE_GROUP.search(r"(?:[ ]{CAP}){{0,3}}+")
    assert POSSESSIVE_GROUP.search(r"(?:ab)*+")
    assert not POSSESSIVE_GROUP.search(r"(?>(?:ab)*)\d++")


@pytest.fixture(scope="module")
def patterns():
    load_finders()
    return patterns_of("smbot.normalise", "smbot.redact", "smbot.classify")


def test_patterns_are_found_in_modules_tables_and_closures(patterns):
    modules = {name.partition(" ")[0] for name in patterns}

    assert len(patterns) > 150
    assert {"smbot.normalise.characters", "smbot.redact.recognizers.email", "smbot.redact.presidio.cards"} <= modules


@pytest.mark.campaign
def test_no_pattern_takes_more_than_linear_time_on_texts_that_pump_its_own_repeats(patterns):
    slow = {name: texts for name, pattern in patterns.items() if (texts := more_than_linear(pattern))}

    assert slow == {}


@pytest.mark.campaign
def test_no_pattern_tries_without_number_on_a_short_text_that_pumps_its_own_repeats(patterns):
    slow = {name: texts for name, pattern in patterns.items() if (texts := without_number(pattern))}

    assert slow == {}


@pytest.mark.parametrize("quadratic", [r"\s+$", r"\d+[ -]?km"])
def test_the_pumping_would_find_a_quadratic_pattern(quadratic):
    assert more_than_linear(re.compile(quadratic))


@pytest.mark.parametrize("exponential", [r"(?:one|two|[0-9]+)+x", r"(?:a+)+b"])
def test_the_pumping_would_find_an_exponential_pattern(exponential):
    assert without_number(re.compile(exponential))


@pytest.mark.parametrize("linear", [r"[a-z]{2,5}\d", r"(?<!\S)[^\s@]++@\S+", r"\b\w++;"])
def test_the_pumping_lets_linear_patterns_pass(linear):
    assert not more_than_linear(re.compile(linear))
    assert not without_number(re.compile(linear))


def more_than_linear(pattern):
    """Return the beginnings of the texts on which searching a pattern takes more than linear time."""
    short, long = LENGTHS
    for small, large in zip(pumped(pattern, short, tries=1), pumped(pattern, long, tries=1), strict=True):
        if search(pattern, large, 1) < SUSPICIOUS_S:
            continue
        spent = search(pattern, large, 3)
        if spent > SUSPICIOUS_S and spent > GROWTH * search(pattern, small, 5):
            return [large[:40]]
    return []


def search(pattern, text, times):
    """Return the processor's seconds of the quickest of some searches through a text."""
    return min(seconds(lambda: sum(1 for _ in pattern.finditer(text))) for _ in range(times))


def without_number(pattern):
    """Return the first text on which matching a pattern takes long although it is short: lengths rise step by step."""
    for length in SHORT:
        for text in pumped(pattern, length, tries=1):
            for match in (pattern.match, pattern.fullmatch):
                if seconds(lambda match=match, text=text: match(text)) > LONG_S:
                    return [text]
    return []


def seconds(work):
    """Return the processor's seconds that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def lines(file):
    """Yield the lines that hold a pattern: where a string stands, not where Python adds to a call's value."""
    return (
        (n, line)
        for n, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if re.search(r"[rR][fF]?[\"']|[fF][rR][\"']", line)
    )

"""`smbot report weekly`: sentences and tables for people, one object for machines."""

import json
from datetime import timedelta

import pytest
from fakes import NOW, redacted

from smbot.core.clock import SystemClock

FACTS = """
[[facts]]
name = { en = "birth certificate", fr = "acte de naissance" }
kind = "fee"
words = { en = ["birth certificate"], fr = ["acte de naissance"] }
right = ["35"]
"""


@pytest.fixture
def watching(config):
    """The installation's configuration with a fact."""
    text = config.read_text("utf-8")
    config.write_text(text.replace("[platforms.x]\n", f"{FACTS}\n[platforms.x]\n", 1), "utf-8")
    return config


@pytest.fixture
def at_now(monkeypatch):
    """The commands' clock stands at the time of the tests' posts."""
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW + timedelta(hours=1))


def test_an_empty_week_is_told(smbot, config, at_now):
    done = smbot("report", "weekly")

    assert done.code == 0
    assert "What is said about us, 2026-11-02 to 2026-11-02" in done.out
    assert "Nothing was said about us" in done.out


def test_a_week_is_told_in_sentences_and_tables(smbot, watching, stored, at_now):
    one = stored(text=redacted("A birth certificate is $60 now."))
    stored(posted_at=NOW - timedelta(days=7, hours=1))

    done = smbot("report", "weekly")

    lines = done.out.splitlines()
    assert "Posts: 1, as many as before." in lines
    assert "complaint\t1\t1\t+0" in lines
    assert f"{one}\tstates it\tbirth certificate\tbirth certificate is $60\t$35" in lines


def test_a_post_commands_no_terminal_from_a_report(smbot, watching, stored, at_now):
    stored(text=redacted("A birth certificate\x1b[2J is $60 now."))

    assert "\x1b" not in smbot("report", "weekly").out


def test_a_report_for_machines_holds_ids_and_places_and_no_text(smbot, watching, stored, at_now):
    one = stored(text=redacted("CANARY birth certificate is $60 now."))

    done = smbot("report", "weekly", "--json", "--until", "2026-11-02")

    found = json.loads(done.out)
    assert found["total"] == {"now": 1, "before": 0, "change": 1}
    assert found["findings"] == [
        {"mention": one, "kind": "claim", "start": 7, "end": 31, "fact": "birth certificate", "right": ["35"]}
    ]
    assert "CANARY" not in done.out


def test_any_days_can_be_reported(smbot, config, stored, at_now):
    stored(posted_at=NOW - timedelta(days=20))

    found = json.loads(smbot("report", "weekly", "--json", "--days", "30").out)

    assert found["total"]["now"] == 1
    assert found["period"]["first_day"] == "2026-10-04"


def test_the_report_speaks_the_language_that_is_asked_for(smbot, config, at_now, monkeypatch):
    monkeypatch.setenv("SMBOT_LANG", "en")  # put back at the end: the option changes it

    done = smbot("report", "weekly", "--lang", "fr")

    assert done.code == 0


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "1999-12-31", "2026-11-03"])
def test_a_day_that_cannot_be_is_refused_with_its_mend(smbot, config, at_now, day):
    done = smbot("report", "weekly", "--until", day)

    assert done.code == 2
    assert "--until" in done.err
    assert "2026-11-02" in done.err


def test_a_language_that_is_not_spoken_is_refused(smbot, config):
    assert smbot("report", "weekly", "--lang", "de").code == 2

"""`smbot report operations`: the same figures as the page, for people, as a file, for machines."""

import csv
import io
import json
from datetime import timedelta

import pytest
from fakes import NOW

from smbot.core.clock import SystemClock
from smbot.core.events import Act, Event
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role


@pytest.fixture
def at_now(monkeypatch):
    """The commands' clock stands at the time of the tests' posts."""
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW + timedelta(hours=1))


@pytest.fixture
def seen(stored, application):
    """A mention of which the log tells."""
    mention = stored()
    with application.store.write() as tx:
        tx.record(Event(act=Act.MENTION_TRIAGED, subject=mention))
        tx.record(Event(act=Act.MENTION_CLAIMED, actor="ana", subject=mention))
    return mention


def test_nothing_posted_is_one_sentence(smbot, config, at_now):
    done = smbot("report", "operations")

    assert done.code == 0
    assert "Operations, 2026-10-06 to 2026-11-02" in done.out
    assert "Nothing was posted in this time." in done.out


def test_people_read_sentences_and_tables(smbot, config, seen, at_now):
    lines = smbot("report", "operations").out.splitlines()

    assert "1 posts, 0 in the time before." in lines
    assert any(line.startswith("first act of a person\t1\t") for line in lines)


def test_machines_read_the_figures_by_section_key_and_name(smbot, config, seen, at_now):
    found = json.loads(smbot("report", "operations", "--from", "2026-11-01", "--to", "2026-11-02", "--json").out)

    assert (found["from"], found["to"]) == ("2026-11-01", "2026-11-02")
    assert found["figures"]["total"][""]["posts"] == {"now": 1, "before": 0}
    assert found["figures"]["total"][""]["acted_count"] == {"now": 1, "before": 0}
    assert found["figures"]["total"][""]["sent_median_seconds"] == {"now": None, "before": None}


def test_the_file_has_the_same_figures_as_the_object(smbot, config, seen, at_now):
    tree = json.loads(smbot("report", "operations", "--json").out)["figures"]
    rows = list(csv.DictReader(io.StringIO(smbot("report", "operations", "--csv").out)))

    flat = {
        (section, key, figure): values["now"]
        for section, keys in tree.items()
        for key, figures in keys.items()
        for figure, values in figures.items()
    }
    assert {(row["section"], row["key"], row["figure"]): row["now"] for row in rows} == {
        name: "" if value is None else str(value) for name, value in flat.items()
    }


@pytest.mark.parametrize(
    ("options", "where"),
    [
        (["--from", "soon"], "--from"),
        (["--to", "2031-01-01"], "--to"),
        (["--from", "2026-11-02", "--to", "2026-11-01"], "--from"),
        (["--from", "2001-01-01"], "--from"),
        (["--lang", "de"], "--lang"),
    ],
)
def test_days_that_cannot_be_are_refused_with_the_option_that_named_them(smbot, config, at_now, options, where):
    done = smbot("report", "operations", *options)

    assert done.code == 2
    assert where in done.err


def test_a_viewer_may_not_read_it(smbot, config, application, at_now):
    with application.store.write() as tx:
        tx.add_member(Member(id=new_member_id(), name="Vera", roles=frozenset({Role.VIEWER})), "no hash")

    done = smbot("report", "operations", "--member", "Vera")

    assert done.code == 1
    assert "Your role does not permit this." in done.err

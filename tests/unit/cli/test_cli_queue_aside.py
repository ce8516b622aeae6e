"""The acts beside the answer at the command line: search, putting off, notes, acts on many, kept views."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import text

from smbot.core.clock import SystemClock
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.storage.searching import MOST_FOUND

PHONE = "204-555-0143"


@pytest.fixture
def team(an_installation):
    """A reviewer and a viewer beside the administrator of the installation."""
    with an_installation.store.write() as tx:
        for name, role in {"rita": Role.REVIEWER, "vera": Role.VIEWER, "paul": Role.APPROVER}.items():
            tx.add_member(Member(id=new_member_id(), name=name, roles=frozenset({role})), "hash")


def told(outcome):
    assert outcome.code == 0, outcome.err
    return json.loads(outcome.out)


def listed(smbot, *options):
    return [item["id"] for item in told(smbot("queue", "list", *options, "--member", "rita", "--json"))["items"]]


def in_days(days):
    return (SystemClock().now() + timedelta(days=days)).isoformat(timespec="minutes")


def test_words_that_would_give_a_person_away_are_not_looked_for(smbot, config, stored, team):
    stored()

    done = smbot("queue", "list", "--words", PHONE, "--member", "rita")

    assert (done.code, done.out) == (1, "")
    assert done.err == "Posts are kept with such words masked: look for words around them.\n"


@pytest.mark.parametrize("an_installation", ["sqlite"], indirect=True)  # the index of words is SQLite's
@pytest.mark.parametrize(("posts", "newest_only"), [(MOST_FOUND, False), (MOST_FOUND + 1, True)])
def test_a_search_says_when_it_looks_through_the_newest_alone(
    smbot, config, stored, team, an_installation, posts, newest_only
):
    stored()
    with an_installation.store.write() as tx:
        rows = [{"at": 10_000 + number, "words": "waited"} for number in range(posts - 1)]
        tx.session.execute(text("INSERT INTO mention_words (rowid, words) VALUES (:at, :words)"), rows)

    as_json = told(smbot("queue", "list", "--words", "waited", "--member", "rita", "--json"))
    in_words = smbot("queue", "list", "--words", "waited", "--member", "rita").err

    assert as_json["newest_only"] is newest_only
    assert ("only the newest of them are looked through" in in_words) is newest_only


def test_a_mention_is_put_off_and_woken_in_the_pages_words(smbot, config, stored, team):
    mention = stored()

    off = smbot("queue", "snooze", mention, "--until", "tomorrow", "--member", "rita")
    shown = told(smbot("queue", "show", mention, "--member", "rita", "--json"))
    woken = told(smbot("queue", "wake", mention, "--member", "rita", "--json"))
    again = smbot("queue", "wake", mention, "--member", "rita")

    assert (off.code, off.err) == (0, "The mention is put off.\n")
    assert off.out.split("\t")[:3] == [mention, "drafted", "rita"]
    assert shown["snoozed_until"] is not None
    assert woken["snoozed_until"] is None
    assert (again.code, again.err) == (1, f"{mention}: It is not put off.\n")


@pytest.mark.parametrize("until", ["soon", "2026-03-05", "2026-03-05T14:00"])
def test_what_is_no_time_with_its_zone_is_a_wrong_use(smbot, config, stored, team, until):
    done = smbot("queue", "snooze", stored(), "--until", until, "--member", "rita")

    assert (done.code, done.out) == (2, "")
    assert "hour, three-hours, tomorrow, monday, week" in done.err


def test_a_time_with_its_zone_will_do_and_one_too_far_is_refused(smbot, config, stored, team):
    mention = stored()

    far = smbot("queue", "snooze", mention, "--until", in_days(91), "--member", "rita")
    off = smbot("queue", "snooze", mention, "--until", in_days(2), "--member", "rita", "--seen", "99")

    assert "between five minutes and ninety days" in far.err
    assert "Somebody changed this first" in off.err
    assert smbot("queue", "snooze", mention, "--until", in_days(2), "--member", "rita").code == 0


def test_a_mention_is_given_to_a_colleague_and_to_nobody(smbot, config, stored, team):
    mention = stored()

    given = smbot("queue", "assign", mention, "paul", "--member", "rita")
    wrong = smbot("queue", "assign", mention, "vera", "--member", "rita")
    free = smbot("queue", "assign", mention, "--member", "rita")

    assert (given.out, given.err) == (f"{mention}\tdrafted\tpaul\n", "Noted who has it.\n")
    assert "Nobody of this name works on the queue." in wrong.err
    assert free.out == f"{mention}\tdrafted\n"


def test_a_note_is_masked_and_read_again(smbot, config, stored, team):
    mention = stored()

    kept = smbot("queue", "note", mention, f"She waits at {PHONE}.", "--member", "rita")
    read = told(smbot("queue", "notes", mention, "--member", "vera", "--json"))
    lines = smbot("queue", "notes", mention, "--member", "vera").out

    assert kept.err == "The note is kept.\n"
    assert [each["by"] for each in read] == ["rita"]
    assert "waits at" in read[0]["text"]
    assert PHONE not in kept.out + lines + read[0]["text"]
    assert smbot("queue", "notes", "m-none", "--member", "vera").code == 1


def test_many_go_or_stay_each_by_itself_and_are_taken_back(smbot, config, stored, team):
    free, changed = stored(), stored()
    member = ("--member", "rita")

    done = told(smbot("queue", "together", "claim", free, f"{changed}:99", *member, "--json"))
    back = smbot("queue", "together", "--undo", done["number"], *member)
    again = smbot("queue", "together", "--undo", done["number"], *member)

    assert list(done["went"]) == [free]
    assert done["stayed"] == {changed: "Somebody changed this first. Look at it again."}
    assert (back.out, back.err) == (f"{free}\n", "Taken back: 1.\n")
    assert (again.code, again.err) == (1, "This is taken back already.\n")


def test_an_act_on_many_says_what_went_what_stayed_and_how_to_take_it_back(smbot, config, stored, team):
    one, other = stored(), stored()
    smbot("queue", "claim", other, "--member", "paul")

    done = smbot("queue", "together", "assign", one, other, "--to", "paul", "--member", "rita")

    assert done.out == f"{one}\n"
    assert "Given to a colleague: 1.\nLeft as they are: 1.\n" in done.err
    assert f"paul holds this mention. {other}\n" in done.err
    assert "smbot queue together --undo 1" in done.err


@pytest.mark.parametrize(
    "arguments",
    [(), ("claim", "--undo", "1"), ("claim", "m-1:x"), ("dance", "m-1")],
)
def test_an_act_on_many_that_is_asked_for_wrongly_does_nothing(smbot, config, stored, team, arguments):
    assert smbot("queue", "together", *arguments, "--member", "rita").code == 2


@pytest.mark.parametrize(
    ("act", "why"), [("snooze", "Say until when."), ("assign", "Say to whom."), ("label", "Choose a label.")]
)
def test_what_an_act_on_many_lacks_is_said_in_the_pages_words(smbot, config, stored, team, act, why):
    assert smbot("queue", "together", act, stored(), "--member", "rita").err == f"{why}\n"


def test_a_kept_view_lists_the_queue_by_its_name(smbot, config, stored, team):
    french, _ = stored(language="fr"), stored()
    kept = ("queue", "views", "--keep", "French", "--filter", "tab=all", "--filter", "language=fr", "--member", "rita")

    rows = smbot(*kept).out
    views = told(smbot("queue", "views", "--member", "rita", "--json"))
    found = listed(smbot, "--view", "French")
    dropped = smbot("queue", "views", "--drop", "French", "--member", "rita")

    assert rows == "French\tyour own\trita\ttab=all&language=fr\n"
    assert views == [
        {"name": "French", "shared": False, "by": "rita", "filters": {"tab": "all", "language": "fr"}},
    ]
    assert found == [french]
    assert dropped.err == "No view is kept.\n"
    assert smbot("queue", "list", "--view", "French", "--member", "rita").code == 2


def test_a_view_of_what_cannot_be_lists_nothing(smbot, config, stored, team):
    stored()
    filters = ("--filter", "tab=access", "--filter", "label=complaint")
    smbot("queue", "views", "--keep", "Nothing", *filters, "--member", "rita")

    assert listed(smbot, "--view", "Nothing") == []


@pytest.mark.parametrize("named", ["colour=red", "language", "page=2"])
def test_a_filter_that_is_none_is_a_wrong_use(smbot, config, team, named):
    done = smbot("queue", "views", "--keep", "X", "--filter", named, "--member", "rita")

    assert done.code == 2
    assert "language=…" in done.err


def test_views_that_give_a_person_away_or_are_everybodys_are_refused_as_on_the_page(smbot, config, team):
    personal = smbot("queue", "views", "--keep", f"Call {PHONE}", "--member", "rita")
    shared = smbot("queue", "views", "--keep", "Ours", "--shared", "--member", "rita")

    assert (personal.code, shared.code) == (1, 1)
    assert "would give a person away" in personal.err
    assert PHONE not in personal.err
    assert smbot("queue", "views", "--keep", "Ours", "--shared", "--member", "paul").code == 0

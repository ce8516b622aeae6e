"""Beside the answer: putting off, giving to a colleague, notes, who has it open."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.bootstrap.deadlines import Reckoner
from smbot.core.labels import ACCESS
from smbot.core.states import MentionState
from smbot.review.ports import Filter
from smbot.web.aside_words import until
from smbot.web.differences import side_by_side
from smbot.web.view import Tab, View


def item(desk, mention):
    return desk.application.desk().item(desk.members["ana"], mention)


def listed(desk, browser, tab):
    return browser.get(f"/queue?tab={tab}").text


def test_what_is_put_off_leaves_the_lists_and_comes_back_at_its_time(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    answer = browser.post(f"/items/{mention}/snooze?tab=unclaimed", {"version": "2", "until_when": "hour"})
    told = browser.get(answer.headers["location"]).text
    gone = mention not in listed(desk, browser, "unclaimed")
    apart = mention in listed(desk, browser, "snoozed")
    aside = desk.application.aside()
    early = aside.wake_due()
    desk.clock.advance(hours=1)

    assert "The mention is put off." in told
    assert f"/items/{mention}/wake" in told
    assert (gone, apart, early, aside.wake_due()) == (True, True, 0, 1)
    assert mention in listed(desk, a_browser("ana"), "mine")


def test_what_is_put_off_comes_back_when_its_conversation_goes_on(desk):
    mention = desk.add_mention()
    aside, ana = desk.application.aside(), desk.members["ana"]
    aside.snooze(ana, mention, desk.clock.now() + timedelta(days=1))
    before = aside.wake_due()
    desk.clock.advance(minutes=1)
    answer = desk.add_mention()
    desk.set_mention(answer, conversation=item(desk, mention).conversation)

    assert (before, aside.wake_due()) == (0, 1)
    assert item(desk, mention).snoozed_until is None


def test_putting_off_ends_ones_claim_and_undo_takes_it_up_again(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["ana"], mention)
    browser = a_browser("ana")

    browser.post(f"/items/{mention}/snooze", {"version": "3", "until_when": "week"})
    resting = item(desk, mention)
    browser.post(f"/items/{mention}/wake")

    assert (resting.state, resting.claimed_by, resting.assigned_to) == (MentionState.DRAFTED, "", "ana")
    assert item(desk, mention).snoozed_until is None


@pytest.mark.parametrize("act", ["claim", "escalate", "no-reply", "labels"])
def test_an_act_ends_that_a_mention_is_put_off(a_browser, desk, act):
    mention = desk.add_mention()
    desk.application.aside().snooze(desk.members["ana"], mention, desk.clock.now() + timedelta(days=1))
    browser = a_browser("ana")

    values = {"escalate": {"to": "approver", "reason": "urgent"}, "labels": {"version": "3", "label": "urgent"}}
    browser.post(f"/items/{mention}/{act}", values.get(act, {}))

    assert item(desk, mention).version == 4
    assert item(desk, mention).snoozed_until is None


@pytest.mark.parametrize(("choice", "then"), [("tomorrow", "2026-03-08T13:00"), ("monday", "2026-03-09T13:00")])
def test_morning_is_that_of_the_configured_time_zone_on_the_day_when_clocks_change_too(choice, then):
    saturday_evening = datetime(2026, 3, 8, 2, 30, tzinfo=UTC)  # 21:30 on March 7 in Toronto

    found = until(choice, saturday_evening, ZoneInfo("America/Toronto"))

    assert found == datetime.fromisoformat(then).replace(tzinfo=UTC)


@pytest.mark.parametrize("values", [{"version": "2", "until_when": "never"}, {"version": "1", "until_when": "hour"}])
def test_what_cannot_be_put_off_says_why(a_browser, desk, values):
    mention = desk.add_mention()

    assert a_browser("ana").post(f"/items/{mention}/snooze", values).status_code == 409
    assert item(desk, mention).snoozed_until is None


def test_nobody_puts_off_what_a_colleague_holds(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["paul"], mention)

    answer = a_browser("ana").post(f"/items/{mention}/snooze", {"version": "3", "until_when": "hour"})

    assert answer.status_code == 409
    assert "paul holds this mention." in answer.text


def test_a_mention_is_given_to_a_colleague_and_stands_among_theirs(a_browser, desk):
    mention = desk.add_mention()

    answer = a_browser("ana").post(f"/items/{mention}/assign", {"version": "2", "to": "paul"})

    assert answer.status_code == 303
    assert mention in listed(desk, a_browser("paul"), "mine")
    assert mention not in listed(desk, a_browser("ana"), "mine")


@pytest.mark.parametrize("to", ["vera", "nobody-here"])
def test_only_who_works_on_the_queue_is_given_anything(a_browser, desk, to):
    mention = desk.add_mention()

    assert a_browser("ana").post(f"/items/{mention}/assign", {"version": "2", "to": to}).status_code == 409


def test_who_serves_in_the_language_and_has_least_is_suggested(desk):
    aside, ana = desk.application.aside(), desk.members["ana"]
    with desk.application.store.write() as tx:
        tx.keep_office(desk.members["petra"].id, "", ["fr"])
        tx.keep_office(ana.id, "", ["en", "fr"])
    held = desk.add_mention()
    aside.assign(ana, held, "ana")

    suggested = {
        language: aside.suggestion(item(desk, desk.add_mention(language=language))) for language in ("fr", "en")
    }

    assert (suggested["fr"][0], suggested["en"][0]) == ("petra", "paul")


def test_what_is_free_is_given_out_evenly_where_that_is_wanted(desk):
    aside = desk.application.aside()
    for _ in range(6):
        desk.add_mention()

    given = aside.assign_free()

    with desk.application.store.read() as tx:
        assert (given, tx.loads()) == (6, {"ana": 2, "paul": 2, "petra": 2})
    assert aside.assign_free() == 0


def test_what_waits_for_a_role_is_given_to_nobody(desk):
    desk.set_mention(desk.add_mention(), state="escalated", escalated_to="approver")

    assert desk.application.aside().assign_free() == 0


def test_posts_that_nobody_can_serve_keep_no_others_waiting(desk, monkeypatch):
    monkeypatch.setattr("smbot.review.aside.AT_ONCE", 2)
    for _ in range(2):
        desk.add_mention(language="fr", rank=0)
    with desk.application.store.write() as tx:
        for name in ("ana", "paul", "petra"):
            tx.keep_office(desk.members[name].id, "", ["en"])
    desk.add_mention(language="en", rank=3)

    assert desk.application.aside().assign_free() == 1


def test_who_was_given_a_mention_is_told_to_who_gave_it(desk, a_browser):
    mention, browser = desk.add_mention(), a_browser("paul")
    version = desk.application.desk().item(desk.members["paul"], mention).version

    there = browser.post(f"/items/{mention}/assign", {"to": "ana", "version": version}).headers["location"]

    assert "The mention is given to ana." in browser.get(there).text


def test_whose_account_ends_has_nothing_any_more(desk):
    mention = desk.add_mention()
    desk.application.aside().assign(desk.members["ana"], mention, "paul")

    with desk.application.store.write() as tx:
        tx.end_claims_of("paul")

    assert item(desk, mention).assigned_to == ""


def test_a_note_is_kept_masked_and_read_by_colleagues(a_browser, desk):
    mention = desk.add_mention()

    a_browser("ana").post(f"/items/{mention}/note", {"words": "Called back at 204-555-0143, nobody there."})
    page = a_browser("vera").get(f"/items/{mention}").text

    assert "Called back at [phone\u00a01], nobody there." in page
    assert "555-0143" not in page


@pytest.mark.parametrize("words", ["", "   ", "x" * 2001])
def test_a_note_that_cannot_be_kept_stays_in_the_form(a_browser, desk, words):
    mention = desk.add_mention()

    answer = a_browser("ana").post(f"/items/{mention}/note", {"words": words})

    assert answer.status_code == 409
    assert words in answer.text


def test_colleagues_see_who_has_a_mention_open_and_who_writes_until_they_leave(a_browser, desk):
    mention = desk.add_mention()
    ana, paul = a_browser("ana"), a_browser("paul")

    alone = ana.post(f"/items/{mention}/here").json()["told"]
    other = paul.post(f"/items/{mention}/here", {"writes": "1"}).json()["told"]
    page = ana.get(f"/items/{mention}").text
    desk.clock.advance(seconds=31)
    later = ana.get(f"/items/{mention}").text

    assert (alone, other) == ("", "ana has this open.")
    assert "paul is editing this." in page
    assert "paul is editing this." not in later


def test_all_tabs_count_as_they_list(a_browser, desk):
    for label, state in (("complaint", "drafted"), ("access_request", "triaged"), ("urgent", "answered")):
        mention = desk.add_mention(label=label)
        desk.set_mention(mention, state=state)
    desk.set_mention(desk.add_mention(), snoozed_until=desk.clock.now())
    desk.set_mention(desk.add_mention(minutes_old=60 * 24 * 3), assigned_to="ana")
    desk.set_mention(desk.add_mention(), state="answered", back_at=desk.clock.now())
    desk.set_mention(desk.add_mention(), escalated_to="approver")
    queue, ana = desk.application.desk(), desk.members["ana"]
    due = Reckoner(desk.application, queue).deadlines().today
    for view in (View(), View(label="urgent"), View(state="drafted"), View(label=ACCESS), View(words="card")):
        tallies = queue.tallies(ana, view.common(), ACCESS, due)
        for tab in Tab:
            wanted = view.to(tab).wanted(ana, due)
            total = queue.listing(ana, wanted).total if wanted else 0
            assert sum(each.count for each in tallies if view.to(tab).holds(each, ana)) == total, (tab, view)
    assert queue.listing(ana, Filter()).total == 7


# --- two people, one draft ---------------------------------------------------------------------------


def test_a_text_that_could_not_be_saved_stands_beside_the_one_that_is_with_the_difference(a_browser, desk):
    mention = desk.add_mention()
    queue = desk.application.desk()
    version = item(desk, mention).version
    queue.claim(desk.members["ana"], mention)
    queue.edit(desk.members["ana"], mention, "Hello, bonjour! The road opens on Monday.")
    browser = a_browser("ana")

    answer = browser.post(
        f"/items/{mention}/edit", {"version": str(version), "draft": "Hello, bonjour! The road opens on Friday."}
    )

    assert answer.status_code == 409
    assert "<ins>Friday.</ins>" in answer.text
    assert "<del>Monday.</del>" in answer.text
    assert "Keep mine" in answer.text
    assert "Take the one that is saved" in answer.text
    kept = {"version": str(item(desk, mention).version), "draft": "Hello, bonjour! The road opens on Friday."}
    assert browser.post(f"/items/{mention}/edit", kept).status_code == 303
    assert item(desk, mention).draft.endswith("Friday.")


def test_nothing_leaves_before_the_newer_post_of_its_author_is_read(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("paul")
    newer = desk.add_mention("Never mind, it came today.", minutes_old=1)
    desk.set_mention(newer, conversation=item(desk, mention).conversation)

    first = browser.post(f"/items/{mention}/approve", {"version": "2", "posts": "0"})
    before = item(desk, mention).state
    second = browser.post(f"/items/{mention}/approve", {"version": "2", "posts": "1"})

    assert (first.status_code, before) == (409, MentionState.DRAFTED)
    assert "The conversation went on while you had this open." in first.text
    assert f'href="/items/{newer}?' in first.text
    assert (second.status_code, item(desk, mention).state) == (303, MentionState.APPROVED)


def test_the_posts_of_a_long_conversation_are_all_counted(a_browser, desk):
    mention = desk.add_mention()
    conversation = item(desk, mention).conversation
    for _ in range(21):
        desk.set_mention(desk.add_mention("More.", minutes_old=1), conversation=conversation)
    browser = a_browser("paul")
    page = browser.get(f"/items/{mention}").text
    desk.set_mention(desk.add_mention("Never mind.", minutes_old=0), conversation=conversation)

    answer = browser.post(f"/items/{mention}/approve", {"version": "2", "posts": "21"})

    assert 'name="posts" value="21"' in page
    assert (answer.status_code, item(desk, mention).state) == (409, MentionState.DRAFTED)


def test_a_text_that_is_not_saved_says_what_is(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")
    saved = item(desk, mention).draft

    refused = browser.post(f"/items/{mention}/edit", {"version": "1", "draft": "Another text."}).text

    assert f'data-saved="{saved}"' in refused
    assert "data-saved" not in browser.get(f"/items/{mention}").text


@given(mine=st.text(alphabet="ab \n", max_size=30), theirs=st.text(alphabet="ab \n", max_size=30))
def test_texts_side_by_side_stay_whole(mine, theirs):
    ours, others = side_by_side(mine, theirs)

    assert ("".join(p.text for p in ours), "".join(p.text for p in others)) == (mine, theirs)
    assert [p.text for p in ours if not p.alone] == [p.text for p in others if not p.alone]


def test_a_claim_lasts_while_one_writes_and_ends_when_one_stops(a_browser, desk):
    mention = desk.add_mention()
    queue = desk.application.desk()
    queue.claim(desk.members["ana"], mention)
    browser = a_browser("ana")
    desk.clock.advance(minutes=14)
    browser.post(f"/items/{mention}/here", {"writes": "1"})
    desk.clock.advance(minutes=14)
    kept = queue.release_expired_claims()
    desk.clock.advance(minutes=2)

    assert (kept, queue.release_expired_claims()) == (0, 1)


def test_who_could_be_given_it_stands_with_languages_and_load_the_fitting_first(a_browser, desk):
    mention = desk.add_mention(language="fr")
    with desk.application.store.write() as tx:
        tx.keep_office(desk.members["petra"].id, "", ["fr", "en"])
    page = a_browser("ana").get(f"/items/{mention}").text
    row = a_browser("ana").get("/queue").text
    french = a_browser("ana")
    french.get("/language/fr?next=/")

    offered = re.findall(r'<option value="\w+"[^>]*>(\w+ · [^<]+)</option>', page)
    assert offered == ["petra · French, English · 0 open", "ana · English · 0 open", "paul · English · 0 open"]
    assert "petra · French, English · 0 open" in row
    assert "petra · français, anglais · 0 en cours" in french.get(f"/items/{mention}").text

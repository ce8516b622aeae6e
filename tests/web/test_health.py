"""Health: a page for every member, and words for monitors; no count and no name before signing in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from web.making import NOW

from smbot.core.accounts import AccountHealth
from smbot.core.clock import FrozenClock
from smbot.core.events import Act, Event
from smbot.core.messages import msg, say
from smbot.core.states import ReplyState
from smbot.notify.alarms import Alarm, AlarmKind
from smbot.web.health import channel_name
from smbot.web.health import troubles as told_together

WORDS = {
    "ok", "attention", "failing", "broken", "low", "silent", "still", "ending", "paused", "short", "in doubt",
    "overdue", "grown", "old", "listen", "shadow", "live",
}  # fmt: skip


def verified(tx, whole=True):
    tx.record(Event(act=Act.AUDIT_VERIFIED, detail={"events": 1, "verified": whole}))


def wait(desk):
    assert isinstance(desk.clock, FrozenClock)
    desk.clock.advance(seconds=5)


def test_a_monitor_learns_without_signing_in_that_all_is_well(a_browser, desk):
    with desk.application.store.write() as tx:
        verified(tx)

    answer = a_browser().get("/health")

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() == {
        "state": "ok",
        "database": "ok",
        "log": "ok",
        "disk": "ok",
        "parts": "ok",
        "inbox": "ok",
        "tokens": "ok",
        "accounts": "ok",
        "budget": "ok",
        "outbox": "ok",
        "queue": "ok",
        "quarantine": "ok",
        "deliveries": "ok",
        "backups": "ok",
        "channels": "ok",
        "sending": "live",
    }


def troubles(desk, tx):
    tx.keep_health(AccountHealth(account="x", paused="401"))
    tx.spend("x", 45_000_000, 1)
    tx.keep_note("token:x", "ended:401")
    tx.keep_note("channel:reader 1", "550")
    tx.keep_note("alive:collect", "0.1")


def test_what_needs_a_person_is_told_and_smbot_still_works(a_browser, desk):
    desk.add_mention(minutes_old=60 * 60)
    desk.add_mention(None, withheld="failed:ValueError")
    with desk.application.store.write() as tx:
        troubles(desk, tx)
        verified(tx)

    answer = a_browser().get("/health")

    words = answer.json()
    assert (answer.status_code, words["state"]) == (200, "attention")
    assert {name for name, word in words.items() if word == "ok"} == {
        "database", "log", "disk", "parts", "inbox", "outbox", "deliveries", "backups",
    }  # fmt: skip
    assert set(words.values()) <= WORDS
    assert not any(character.isdigit() for character in answer.text)


@pytest.mark.parametrize(
    ("statement", "name", "word"),
    [
        ("INSERT INTO note VALUES ('alive:work', '2026-01-01 00:00:00.000000', '1')", "parts", "silent"),
        (
            "INSERT INTO delivery (digest, platform, sealed, received_at, attempts) "
            "VALUES ('d', 'x', x'00', '2026-01-01 00:00:00.000000', 0)",
            "inbox",
            "still",
        ),
        ("DROP TABLE mention", "database", "failing"),
    ],
)
def test_where_smbot_does_not_do_its_work_the_answer_is_503(a_browser, desk, statement, name, word):
    with desk.application.store.write() as tx:
        tx.session.connection().exec_driver_sql(statement)

    answer = a_browser().get("/health")

    assert answer.status_code == 503
    assert answer.json()["state"] == "failing"
    assert answer.json()[name] == word


def test_a_broken_log_is_503(a_browser, desk):
    with desk.application.store.write() as tx:
        verified(tx, whole=False)

    answer = a_browser().get("/health")

    assert (answer.status_code, answer.json()["log"]) == (503, "broken")


def test_the_database_is_asked_at_most_once_in_five_seconds(a_browser, desk):
    browser = a_browser()
    before = browser.get("/health").json()["queue"]
    desk.add_mention(minutes_old=60 * 60)
    soon = browser.get("/health").json()["queue"]
    wait(desk)

    assert (before, soon, browser.get("/health").json()["queue"]) == ("ok", "ok", "overdue")


# --- the page ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["vera", "ana", "paul", "chloe", "adam"])
def test_every_member_finds_the_page_and_an_empty_installation_says_so(a_browser, who):
    browser = a_browser(who)

    page = browser.get("/system").text

    assert 'href="/system"' in browser.get("/help").text
    for sentence in (
        "Nothing. Everything works.",
        "No account has been read yet.",
        "Nobody has been told anything yet.",
        "not verified yet",
        "No part of smbot has given a sign of life yet.",
    ):
        assert sentence in page


def test_the_page_tells_of_a_backup_that_is_too_old_with_its_mend(a_browser, desk):
    desk.clock.advance(days=-3)
    with desk.application.store.write() as tx:
        tx.record(Event(act=Act.BACKUP_MADE))
    desk.clock.advance(days=3)
    browser = a_browser("adam")

    page, words = browser.get("/system").text, browser.get("/health").json()

    assert "it is too old" in page
    assert "Run “smbot backup”" in page
    assert (words["backups"], words["state"]) == ("old", "attention")


def test_the_page_shows_each_trouble_with_its_mend(a_browser, desk):
    desk.add_mention(minutes_old=60 * 60)
    with desk.application.store.write() as tx:
        troubles(desk, tx)
        tx.keep_health(AccountHealth(account="x:send", retry_at=NOW + timedelta(minutes=5)))
        verified(tx)

    page = a_browser("ana").get("/system").text

    for sentence in (
        "The account X is paused (401).",
        "smbot account resume x",
        "spent to 90%",
        "The token of X has ended",
        "Overdue: 1.",
        "waits until",
        "45 of 50 US dollars (90%)",
        "could not be handed over (550)",
        "whole, verified",
        "reading",
    ):
        assert sentence in page, sentence


def test_pages_that_count_what_is_open_say_what_they_count(a_browser):
    browser = a_browser("paul")

    assert "“Waiting for a person” counts posts with a draft" in browser.get("/system").text
    assert "“Open” leaves out what is put off" in browser.get("/queue?tab=open").text
    assert "Here every post that was collected and is not closed counts" in browser.get("/operations").text


def test_what_is_counted_is_what_is_shown(a_browser, desk):
    alarm = Alarm(kind=AlarmKind.EXPOSED, what=msg("A post exposes somebody."), mend=msg("Hide it."), subject="m-1")
    many = [replace(alarm, subject=f"m-{number}") for number in range(182)]
    with desk.application.store.write() as tx:
        troubles(desk, tx)

    page = a_browser("chloe").get("/system").text
    shown = page.count('<div class="alert">')

    assert [len(each.alarms) for each in told_together(many)] == [182]
    assert f'What needs a person <span class="number">{shown}</span>' in page
    home = a_browser("chloe").get("/compliance").text
    assert f'Alarms</a></p><p class="age"><span class="number">{shown}<' in home


def test_channels_accounts_and_parts_have_names_that_people_know(a_browser, desk):
    with desk.application.store.write() as tx:
        tx.keep_note("channel:reader 1", "")
        tx.keep_note("alive:collect", "0.1")
        tx.keep_health(AccountHealth(account="x:monitor:by-name"))

    page = a_browser("ana").get("/system").text

    for told in (
        "reader no. 1 of the configuration",
        "was handed over",
        "X, search “by-name”",
        '<th scope="row">reading</th>',
    ):
        assert told in page
    assert say(channel_name("reader 2", ["", "chloe"]), "en") == "chloe, by e-mail"
    assert say(channel_name("target 3", []), "en") == "room or service no. 3 of the configuration"
    assert say(channel_name("something", []), "en") == "something"


def test_an_alarm_says_since_when_it_stands(a_browser, desk):
    desk.add_mention(minutes_old=60 * 60)
    desk.application.notifier().tell_alarms()
    wait(desk)

    assert "Since: " in a_browser("ana").get("/system").text


def test_the_outbox_is_counted_by_state(a_browser, desk):
    mention = desk.add_mention()
    desk.application.desk().approve(desk.members["paul"], mention)
    with desk.application.store.write() as tx:
        tx.session.connection().exec_driver_sql("UPDATE reply SET state = ?", (ReplyState.NEEDS_PERSON.value,))

    page = a_browser("ana").get("/system").text

    assert "<dt>needs a person</dt><dd>1</dd>" in page
    assert "<dt>sent</dt><dd>0</dd>" in page


def test_the_page_shows_no_text_of_any_post(a_browser, desk):
    desk.add_mention("canary words of somebody, call [PHONE_NUMBER 1]", platform="canaryplatform")

    browser = a_browser("ana")

    assert "canary" not in browser.get("/system").text
    assert "canary" not in browser.get("/health").text

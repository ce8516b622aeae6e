"""Alarms: what raises them, and when each is told. No clock, no database."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st
from snapshots import vitals

from smbot.core.accounts import AccountHealth
from smbot.notify.alarms import LEAST_FREE_BYTES, AlarmKind, Changes, alarms_of, decide, what_to_do
from smbot.notify.ports import Standing
from smbot.notify.vitals import Budget, Request, Seen, SignOfLife, Token
from smbot.notify.words import alarm_text

DAY = timedelta(days=1)


def raised(**changes):
    """Return the alarms of a snapshot by kind, subject and level."""
    return [(alarm.kind, alarm.subject, alarm.level) for alarm in alarms_of(vitals(**changes))]


BACKUPS = {"backup_within": timedelta(days=2), "begun_at": NOW - timedelta(days=90)}
"""An installation that is months old, and was never backed up."""


def a_token(days, **changes):
    return Token(**({"platform": "x", "checked_at": NOW, "expires_at": NOW + timedelta(days=days)} | changes))


def test_where_all_is_well_nothing_is_raised():
    assert raised() == []


@pytest.mark.parametrize(
    ("days", "level"), [(15, None), (14, "14"), (8, "14"), (7, "7"), (2, "7"), (1, "1"), (0.1, "1"), (0, "ended")]
)
def test_a_token_is_warned_of_two_weeks_a_week_and_a_day_before_it_ends(days, level):
    expected = [] if level is None else [(AlarmKind.TOKEN, "x", level)]

    assert raised(tokens=(a_token(days),)) == expected


def test_a_token_that_the_platform_calls_dead_has_ended_whatever_its_date():
    assert raised(tokens=(a_token(30, problem="190"),)) == [(AlarmKind.TOKEN, "x", "ended")]


def test_a_token_without_an_end_is_never_warned_of():
    assert raised(tokens=(a_token(0, expires_at=None),)) == []


def test_a_paused_account_is_told_with_its_code_and_its_mend():
    [alarm] = alarms_of(vitals(accounts=(AccountHealth(account="x:send", paused="402"), AccountHealth(account="x"))))

    assert (alarm.kind, alarm.subject, alarm.level) == (AlarmKind.ACCOUNT, "x:send", "402")
    assert "credit" in str(alarm.mend)
    assert "account resume x:send" in str(alarm.mend)


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("401", "token"),
        ("190 463", "token"),
        ("402", "credit"),
        ("403", "permission"),
        ("10", "permission"),
        ("283", "permission"),
        ("200 errors", "doctor"),
        ("AccountProblem", "doctor"),
        ("budget", "monthly_budget_usd"),
    ],
)
def test_each_pause_has_its_mend(code, word):
    assert word in str(what_to_do("x:send", code))


def test_an_account_paused_by_its_budget_is_the_budget_s_alarm_alone():
    spent = Budget(platform="x", spent_micros=5, limit_micros=5)

    found = raised(accounts=(AccountHealth(account="x", paused="budget"),), budgets=(spent,))

    assert found == [(AlarmKind.BUDGET, "x", "spent")]


@pytest.mark.parametrize(
    ("spent", "limit", "level"),
    [
        (79, 100, None),
        (80, 100, "nearly"),
        (99, 100, "nearly"),
        (100, 100, "spent"),
        (120, 100, "spent"),
        (0, 0, "spent"),
    ],
)
def test_a_budget_is_told_at_four_fifths_and_when_it_is_spent(spent, limit, level):
    found = raised(budgets=(Budget(platform="x", spent_micros=spent, limit_micros=limit),))

    assert found == ([] if level is None else [(AlarmKind.BUDGET, "x", level)])


def test_the_alarm_of_a_post_that_cannot_be_hidden_says_for_how_long_it_has_been_seen():
    seen = Seen(mention="m-1", posted_at=NOW - timedelta(hours=3, minutes=20))

    (alarm,) = alarms_of(vitals(exposed=(seen,)))

    assert alarm.lasts == timedelta(hours=3, minutes=20)
    standing = Standing(kind=alarm.kind.value, subject=alarm.subject, level="", raised_at=NOW, told_at=NOW)
    _, text = alarm_text(Changes(alarms=((alarm, standing),)), "", "en")
    assert "It is so for 3\u00a0h 20\u00a0min by now." in text


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"overdue": 1}, AlarmKind.OVERDUE),
        ({"quarantined": 3, "quarantined_today": 1}, AlarmKind.QUARANTINE),
        ({"replies": {"needs-person": 2}}, AlarmKind.DOUBT),
        ({"exposed": (Seen(mention="m-1", posted_at=NOW),)}, AlarmKind.EXPOSED),
        ({"inbox": 4, "inbox_oldest": NOW - timedelta(minutes=16)}, AlarmKind.INBOX),
        ({"disk_free": LEAST_FREE_BYTES - 1}, AlarmKind.DISK),
        ({"log_whole": False}, AlarmKind.LOG),
        ({"parts": (SignOfLife(part="work", at=NOW - timedelta(minutes=11), version="1"),)}, AlarmKind.PART),
        (BACKUPS | {"backed_up_at": NOW - timedelta(hours=49)}, AlarmKind.BACKUP),
        (BACKUPS, AlarmKind.BACKUP),
    ],
)
def test_each_kind_of_trouble_raises_its_alarm(changes, kind):
    assert [found for found, _, _ in raised(**changes)] == [kind]


@pytest.mark.parametrize(
    "changes",
    [
        {"quarantined": 3},
        {"replies": {"sent": 9, "unknown": 1}},
        {"inbox": 4000, "inbox_oldest": NOW - timedelta(minutes=14)},
        {"disk_free": LEAST_FREE_BYTES},
        {"log_whole": None, "log_verified_at": None},
        {"parts": (SignOfLife(part="work", at=NOW - timedelta(minutes=9), version="1"),)},
        {"waiting": 12},
        BACKUPS | {"backed_up_at": NOW - timedelta(hours=47)},
        BACKUPS | {"begun_at": NOW - timedelta(hours=47)},
        BACKUPS | {"backup_within": None},
    ],
)
def test_what_is_near_trouble_and_not_in_it_raises_nothing(changes):
    assert raised(**changes) == []


# --- when it is told ---------------------------------------------------------------------------------


def told(alarms, standing=(), now=NOW):
    changes = decide(alarms, standing, now)
    return [alarm.kind for alarm, _ in changes.alarms], [row.kind for row in changes.cleared]


def a_row(kind=AlarmKind.OVERDUE, **changes):
    row = Standing(kind=kind.value, subject="", level="", raised_at=NOW - DAY, told_at=NOW - timedelta(hours=1))
    return replace(row, **changes)


OVERDUE = alarms_of(vitals(overdue=3))


def a_request(**changes):
    return Request(**({"docket": "d-1"} | changes))


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        (a_request(due=date(2026, 12, 1), stage="10"), [(AlarmKind.REQUEST_DUE, "d-1", "10")]),
        (a_request(due=date(2026, 10, 1), stage="overdue", overdue=True), [(AlarmKind.REQUEST_DUE, "d-1", "overdue")]),
        (a_request(unseen=True), [(AlarmKind.REQUEST_UNSEEN, "d-1", "")]),
        (a_request(not_passed=True), [(AlarmKind.REQUEST_NOT_PASSED, "d-1", "")]),
    ],
)
def test_an_entry_of_the_docket_raises_the_alarm_of_its_stage(request_, expected):
    assert raised(requests=(request_,)) == expected


def test_an_entry_of_the_docket_is_told_once_for_each_stage_and_cleared_when_it_is_settled():
    told, standing, at = [], [], NOW
    stages = [("10", 3), ("5", 3), ("overdue", 3), (None, 1)]
    for stage, days in stages:
        for _ in range(days):
            at += DAY
            seen = (a_request(due=date(2026, 12, 1), stage=stage, overdue=stage == "overdue"),) if stage else ()
            changes = decide(alarms_of(vitals(at=at, requests=seen)), standing, at)
            told += [alarm.level for alarm, _ in changes.alarms] + ["cleared"] * len(changes.cleared)
            standing = [replace(row, told_at=at) for _, row in changes.alarms] or ([] if changes.cleared else standing)

    assert told == ["10", "5", "overdue", "cleared"]


def test_an_alarm_of_the_docket_holds_its_id_and_its_date_and_leads_to_its_page():
    [alarm] = alarms_of(vitals(requests=(a_request(due=date(2026, 12, 1), stage="5"),)))

    assert "2026-12-01" in str(alarm.what)
    assert alarm.page == "/docket/d-1"


def test_what_is_new_is_told_once():
    assert told(OVERDUE) == ([AlarmKind.OVERDUE], [])
    assert told(OVERDUE, [a_row()]) == ([], [])


def test_what_lasts_is_told_again_after_a_day():
    assert told(OVERDUE, [a_row(told_at=NOW - DAY + timedelta(minutes=1))]) == ([], [])
    assert told(OVERDUE, [a_row(told_at=NOW - DAY)]) == ([AlarmKind.OVERDUE], [])


def test_what_no_channel_took_is_told_again_at_once():
    assert told(OVERDUE, [a_row(told_at=None)]) == ([AlarmKind.OVERDUE], [])


def test_what_is_over_is_cleared_with_a_word():
    assert told((), [a_row()]) == ([], [AlarmKind.OVERDUE.value])


def test_an_alarm_that_grows_graver_is_told_anew_and_keeps_its_beginning():
    spent = alarms_of(vitals(budgets=(Budget(platform="x", spent_micros=5, limit_micros=5),)))
    row = a_row(AlarmKind.BUDGET, subject="x", level="nearly")

    [(_, kept)] = decide(spent, [row], NOW).alarms

    assert (kept.level, kept.raised_at, kept.told_at) == ("spent", row.raised_at, None)


@pytest.mark.parametrize(("days", "again"), [(10, False), (5, False), (0.5, True)])
def test_a_token_is_repeated_daily_on_its_last_day_only(days, again):
    [alarm] = alarms_of(vitals(tokens=(a_token(days),)))
    row = a_row(AlarmKind.TOKEN, subject="x", level=alarm.level, told_at=NOW - 2 * DAY)

    assert bool(decide([alarm], [row], NOW)) == again


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(1, 30)), max_size=40))
def test_no_alarm_is_told_twice_within_a_day(history):
    standing: dict[tuple[str, str], Standing] = {}
    now, told_at = NOW, []
    for wrong, taken, hours in history:
        changes = decide(OVERDUE if wrong else (), standing.values(), now)
        for _, row in changes.alarms:
            standing[row.kind, row.subject] = replace(row, told_at=now) if taken else row
            if taken:
                told_at.append(now)
        for row in changes.cleared:
            if taken:
                del standing[row.kind, row.subject]
                told_at.clear()
        now += timedelta(hours=hours)

        assert all(later - earlier >= DAY for earlier, later in pairwise(told_at))

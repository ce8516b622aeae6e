"""What may leave now: each rule alone, with its source, its price, what is left and when it may."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import ALLOWS_ALL, NOW

from smbot.core.platform_rules import Rule
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.sending_rules import (
    Facts,
    History,
    Limits,
    QuietHours,
    Wish,
    postponement,
    refusal,
    verdicts,
)
from smbot.platforms.facebook.rules import RULES as FACEBOOK
from smbot.platforms.x.rules import RULES as X

A_COMMENT = Facts(kind=PostKind.COMMENT, summoned=True, posted_at=NOW)
A_MESSAGE = replace(A_COMMENT, kind=PostKind.MESSAGE)
NIGHT = QuietHours(begins=time(21), ends=time(7), zone=ZoneInfo("America/Toronto"))
RICH = Limits(budget_micros=50_000_000)


def asked(rules, facts, purpose=Purpose.PUBLIC, *, text="", history=None, limits=RICH, after=timedelta()):
    wish = Wish(purpose=purpose, text=text)
    return verdicts(rules, facts, history or History(), limits=limits, wish=wish, now=NOW + after)


def refused(*args, **named):
    verdict = refusal(asked(*args, **named))
    return verdict and verdict.rule


def one(found, rule):
    return next(verdict for verdict in found if verdict.rule == rule)


def test_an_ordinary_reply_may_leave():
    assert refused(X, A_COMMENT) is None
    assert refused(FACEBOOK, A_COMMENT) is None
    assert refused(FACEBOOK, A_MESSAGE, Purpose.PRIVATE) is None


def test_x_lets_us_answer_only_who_addressed_us_and_says_where_that_stands():
    facts = replace(A_COMMENT, summoned=False)

    verdict = one(asked(X, facts), Rule.SUMMONED)

    assert (verdict.allowed, verdict.source) == (False, "X API changelog, 2026-02-23")
    assert refused(FACEBOOK, facts) is None


@pytest.mark.parametrize(
    ("facts", "window"),
    [(A_COMMENT, timedelta(days=7)), (A_MESSAGE, timedelta(hours=24))],
)
def test_a_private_message_leaves_within_the_platforms_window_and_not_at_its_end(facts, window):
    just_before = asked(FACEBOOK, facts, Purpose.PRIVATE, after=window - timedelta(seconds=1))

    assert refusal(just_before) is None
    assert one(just_before, Rule.WINDOW).left == timedelta(seconds=1)
    assert refused(FACEBOOK, facts, Purpose.PRIVATE, after=window) == Rule.WINDOW


def test_a_window_that_closes_while_something_is_on_its_way_is_closed():
    late = timedelta(hours=24) - timedelta(seconds=30)

    assert refused(FACEBOOK, A_MESSAGE, Purpose.PRIVATE, after=late) is None
    limits = Limits(attempt=timedelta(seconds=80))
    assert refused(FACEBOOK, A_MESSAGE, Purpose.PRIVATE, after=late, limits=limits) == Rule.WINDOW


def test_one_private_message_goes_to_the_author_of_a_post():
    used = asked(FACEBOOK, A_COMMENT, Purpose.PRIVATE, history=History(private_used=True))
    waits = asked(FACEBOOK, A_COMMENT, Purpose.PRIVATE, history=History(since_theirs=1))

    assert one(used, Rule.ONCE).used
    assert refusal(used).rule == refusal(waits).rule == Rule.ONCE


def test_whoever_writes_to_us_may_be_answered_again():
    assert refused(FACEBOOK, A_MESSAGE, Purpose.PRIVATE, history=History(since_theirs=3)) is None


def test_a_post_gets_one_reply_and_its_author_may_be_written_to_all_the_same():
    answered = History(answered=True)

    assert refused(FACEBOOK, A_COMMENT, history=answered) == Rule.ONE_REPLY
    assert refused(FACEBOOK, A_MESSAGE, Purpose.PRIVATE, history=answered) == Rule.ONE_REPLY
    assert refused(FACEBOOK, A_COMMENT, Purpose.PRIVATE, history=answered) is None


def test_who_asked_us_to_stop_is_not_written_to_but_their_post_can_be_hidden():
    stopped = History(opted_out=True)

    assert refused(FACEBOOK, A_COMMENT, history=stopped) == Rule.OPT_OUT
    assert refused(FACEBOOK, A_COMMENT, Purpose.PRIVATE, history=stopped) == Rule.OPT_OUT
    assert refused(FACEBOOK, A_COMMENT, Purpose.VISIBILITY, history=stopped) is None


@pytest.mark.parametrize(
    ("text", "summoned", "micros"),
    [("Thank you.", True, 10_000), ("Thank you.", False, 15_000), ("See example.ca/help", True, 200_000)],
)
def test_a_reply_on_x_has_its_price_and_a_link_makes_it_dear(text, summoned, micros):
    found = asked(X, replace(A_COMMENT, summoned=summoned), text=text)

    assert one(found, Rule.BUDGET).cost_micros == micros


def test_nothing_is_said_above_the_budget_and_what_is_billed_without_one_is_refused():
    limits = Limits(budget_micros=20_000)

    assert refused(X, A_COMMENT, limits=limits, history=History(spent_micros=10_000)) is None
    assert refused(X, A_COMMENT, limits=limits, history=History(spent_micros=10_001)) == Rule.BUDGET
    assert refused(X, A_COMMENT, limits=Limits()) == Rule.BUDGET
    assert refused(FACEBOOK, A_COMMENT, limits=Limits()) is None
    assert refused(X, A_COMMENT, Purpose.VISIBILITY, limits=Limits(budget_micros=0)) is None


def test_what_cannot_be_done_is_refused():
    review = replace(A_COMMENT, kind=PostKind.REVIEW)

    assert refused(X, A_COMMENT, Purpose.PRIVATE) == Rule.KIND
    assert refused(FACEBOOK, review, Purpose.VISIBILITY) == Rule.KIND
    assert refused(FACEBOOK, A_MESSAGE) == Rule.KIND
    assert refused(ALLOWS_ALL, replace(A_COMMENT, gone=True)) == Rule.GONE


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-03T01:59", None),
        ("2026-11-03T02:00", "2026-11-03T12:00"),
        ("2026-11-03T11:59", "2026-11-03T12:00"),
        ("2026-11-03T12:00", None),
        ("2026-11-01T04:30", "2026-11-01T12:00"),  # the night in which clocks are set back
        ("2026-03-08T06:30", "2026-03-08T11:00"),  # and the one in which they are set forward
    ],
)
def test_quiet_hours_end_by_the_clock_of_the_organisation(now, until):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    expected = datetime.fromisoformat(until).replace(tzinfo=UTC) if until else None
    assert NIGHT.until(moment) == expected


def test_quiet_hours_of_one_day_end_that_day():
    noon = QuietHours(begins=time(12), ends=time(13), zone=ZoneInfo("UTC"))

    assert noon.until(datetime(2026, 11, 2, 12, 30, tzinfo=UTC)) == datetime(2026, 11, 2, 13, tzinfo=UTC)
    assert noon.until(datetime(2026, 11, 2, 13, 0, tzinfo=UTC)) is None


def test_quiet_hours_hold_replies_until_they_end_but_not_what_is_urgent():
    limits, late = Limits(quiet=NIGHT), timedelta(hours=12)
    urgent = replace(A_COMMENT, labels=("urgent",))

    held = asked(FACEBOOK, A_COMMENT, limits=limits, after=late)

    assert refusal(held) is None
    assert postponement(held).until == datetime(2026, 11, 3, 12, 0, tzinfo=UTC)
    assert postponement(asked(FACEBOOK, urgent, limits=limits, after=late)) is None
    assert postponement(asked(FACEBOOK, A_COMMENT, Purpose.VISIBILITY, limits=limits, after=late)) is None


def test_each_verdict_names_a_source():
    for rules in (X, FACEBOOK):
        for purpose in Purpose:
            assert all(verdict.source for verdict in asked(rules, A_COMMENT, purpose, limits=Limits(quiet=NIGHT)))

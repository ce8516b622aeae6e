"""Telling: each alarm once, each digest at most once, whatever channels do and wherever the process dies."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import NOW
from snapshots import vitals

from smbot.core.clock import FrozenClock
from smbot.notify.ports import Kind, NotTold
from smbot.notify.recipients import Recipient
from smbot.notify.run import Notifier, Schedule, due_period
from smbot.notify.vitals import Request

TORONTO, VANCOUVER = ZoneInfo("America/Toronto"), ZoneInfo("America/Vancouver")
SCHEDULE = Schedule(hour=8, weekday=0)


class Killed(BaseException):
    """The process dies here."""


@dataclass
class FakeChannel:
    """Keeps what it is told; what stands in `script` is raised in its place."""

    name: str = "reader 1"
    languages: tuple = ("en",)
    script: list = field(default_factory=list)
    told: list = field(default_factory=list)

    def tell(self, subject, text):
        answer = self.script.pop(0) if self.script else None
        if isinstance(answer, tuple):
            self.told.append((subject, text))
            raise answer[0]
        if answer is not None:
            raise answer
        self.told.append((subject, text))


def hears(channel, *kinds, zone=TORONTO, name=None):
    return Recipient(channel=channel, kinds=frozenset(kinds), zone=zone, id=name or channel.name)


@pytest.fixture
def a_notifier(a_store, a_clock):
    """The factory `a_notifier(*recipients)`; `notifier.now` replaces the vitals that it sees."""

    def make(*recipients, weekly=None, desk="https://desk.example.ca"):
        seen = {}
        notifier = Notifier(
            store=a_store,
            clock=a_clock,
            vitals=lambda: vitals(at=a_clock.now(), **seen),
            recipients=recipients,
            schedule=SCHEDULE,
            desk=desk,
            weekly=weekly,
        )
        return notifier, seen

    return make


# --- alarms ------------------------------------------------------------------------------------------


def test_an_alarm_is_told_once_repeated_daily_and_cleared_with_a_word(a_notifier, a_clock):
    channel = FakeChannel()
    notifier, seen = a_notifier(hears(channel, Kind.ALARMS))
    seen["overdue"] = 3
    for _ in range(3 * 24 * 4):
        notifier.tell_alarms()
        a_clock.advance(minutes=15)
    del seen["overdue"]
    for _ in range(8):
        notifier.tell_alarms()

    subjects = [subject for subject, _ in channel.told]

    assert subjects == ["smbot needs a person: 1"] * 3 + ["smbot: mended"]
    assert "Overdue: 3" in channel.told[0][1]
    assert "https://desk.example.ca/queue?tab=open" in channel.told[0][1]
    assert "no mention is overdue" in channel.told[-1][1]


def test_a_channel_that_fails_stops_no_other_and_is_noted(a_notifier, a_store):
    broken, works = FakeChannel("target 1", script=[RuntimeError("token=canary")]), FakeChannel("reader 1")
    notifier, seen = a_notifier(hears(broken, Kind.ALARMS), hears(works, Kind.ALARMS))
    seen["overdue"] = 1

    notifier.tell_alarms()
    notifier.tell_alarms()

    assert len(works.told) == 1
    assert broken.told == []
    with a_store.read() as tx:
        assert [(n.name, n.value) for n in tx.notes("channel:")] == [
            ("channel:reader 1", ""),
            ("channel:target 1", "RuntimeError"),
        ]


def test_an_alarm_that_no_channel_took_is_told_the_next_time(a_notifier):
    channel = FakeChannel(script=[NotTold("OSError", certain=True)])
    notifier, seen = a_notifier(hears(channel, Kind.ALARMS))
    seen["disk_free"] = 1

    notifier.tell_alarms()
    notifier.tell_alarms()
    notifier.tell_alarms()

    assert len(channel.told) == 1


def test_a_word_that_no_channel_took_is_told_the_next_time(a_notifier):
    channel = FakeChannel(script=[None, NotTold("OSError", certain=True)])
    notifier, seen = a_notifier(hears(channel, Kind.ALARMS))
    seen["disk_free"] = 1
    notifier.tell_alarms()
    del seen["disk_free"]

    notifier.tell_alarms()
    notifier.tell_alarms()
    notifier.tell_alarms()

    assert [subject for subject, _ in channel.told] == ["smbot needs a person: 1", "smbot: mended"]


def test_the_docket_s_alarms_go_to_officers_alone_where_some_are_readers_of_it(a_notifier):
    officer, team = FakeChannel("reader 1"), FakeChannel("reader 2")
    notifier, seen = a_notifier(hears(officer, Kind.DOCKET), hears(team, Kind.ALARMS))
    seen["requests"] = (Request(docket="d-1", unseen=True),)
    seen["disk_free"] = 1

    notifier.tell_alarms()
    notifier.tell_alarms()
    del seen["requests"]
    notifier.tell_alarms()

    assert [subject for subject, _ in officer.told] == ["smbot needs a person: 1", "smbot: mended"]
    assert "https://desk.example.ca/docket/d-1" in officer.told[0][1]
    assert len(team.told) == 1
    assert "d-1" not in team.told[0][1]


def test_without_officers_among_the_readers_the_docket_s_alarms_reach_who_hears_of_alarms(a_notifier):
    team, daily = FakeChannel("reader 1"), FakeChannel("reader 2")
    notifier, seen = a_notifier(hears(team, Kind.ALARMS), hears(daily, Kind.DAILY))
    seen["requests"] = (Request(docket="d-1", unseen=True),)

    notifier.tell_alarms()

    assert (len(team.told), len(daily.told)) == (1, 0)


def test_officers_who_were_not_reached_are_told_the_next_time_and_nobody_else_twice(a_notifier):
    officer, team = FakeChannel("reader 1", script=[NotTold("550", certain=True)]), FakeChannel("reader 2")
    notifier, seen = a_notifier(hears(officer, Kind.DOCKET), hears(team, Kind.ALARMS))
    seen["requests"] = (Request(docket="d-1", unseen=True),)
    seen["disk_free"] = 1

    for _ in range(3):
        notifier.tell_alarms()

    assert (len(officer.told), len(team.told)) == (1, 1)


def test_without_channels_alarms_stand_and_end_all_the_same(a_notifier, a_store):
    notifier, seen = a_notifier()
    seen["log_whole"] = False
    notifier.tell_alarms()
    with a_store.read() as tx:
        [standing] = tx.standing_alarms()
    del seen["log_whole"]
    notifier.tell_alarms()

    assert (standing.kind, standing.raised_at) == ("log", NOW)
    with a_store.read() as tx:
        assert tx.standing_alarms() == []


def test_a_process_that_dies_while_telling_tells_again(a_notifier):
    channel = FakeChannel(script=[(Killed(),)])
    notifier, seen = a_notifier(hears(channel, Kind.ALARMS))
    seen["overdue"] = 1
    with pytest.raises(Killed):
        notifier.tell_alarms()

    notifier.tell_alarms()

    assert len(channel.told) == 2, "alarms err towards telling twice"


def test_an_alarm_that_comes_back_is_told_anew(a_notifier, a_clock):
    channel = FakeChannel()
    notifier, seen = a_notifier(hears(channel, Kind.ALARMS))
    for wrong in (True, False, True):
        seen.clear()
        if wrong:
            seen["disk_free"] = 1
        notifier.tell_alarms()
        a_clock.advance(minutes=1)

    assert len(channel.told) == 3


def test_readers_of_digests_hear_of_no_alarm(a_notifier):
    channel = FakeChannel()
    notifier, seen = a_notifier(hears(channel, Kind.WEEKLY))
    seen["overdue"] = 1

    notifier.tell_alarms()

    assert channel.told == []


def test_a_target_is_told_in_both_languages(a_notifier):
    channel = FakeChannel("target 1", ("fr", "en"))
    notifier, seen = a_notifier(hears(channel, Kind.ALARMS))
    seen["overdue"] = 1234

    notifier.tell_alarms()

    [(subject, text)] = channel.told
    assert subject.count("/") == 1
    assert "1\u00a0234" in text
    assert "1,234" in text


# --- digests -----------------------------------------------------------------------------------------


def local(*moment, zone=TORONTO):
    return datetime(*moment, tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "daily", "weekly"),
    [
        ((2026, 11, 2, 7, 59), None, None),  # a Monday
        ((2026, 11, 2, 8, 0), "2026-11-02", "2026-11-02"),
        ((2026, 11, 2, 23, 59), "2026-11-02", "2026-11-02"),
        ((2026, 11, 3, 0, 1), None, "2026-11-02"),
        ((2026, 11, 8, 23, 0), "2026-11-08", "2026-11-02"),
        ((2026, 11, 9, 3, 0), None, None),
        ((2026, 11, 9, 8, 0), "2026-11-09", "2026-11-09"),
    ],
)
def test_digests_are_due_at_the_hour_of_the_reader_s_own_clock(moment, daily, weekly):
    now = local(*moment)

    assert due_period(Kind.DAILY, now, TORONTO, SCHEDULE) == daily
    assert due_period(Kind.WEEKLY, now, TORONTO, SCHEDULE) == weekly


def at_each_hour(notifier, clock, days, hours=1):
    for _ in range(24 * days // hours):
        notifier.send_digests()
        clock.advance(hours=hours)


def test_each_reader_gets_one_digest_a_day_where_the_reader_is(a_notifier, a_clock):
    east, west = FakeChannel("reader 1"), FakeChannel("reader 2", ("fr",))
    notifier, _ = a_notifier(hears(east, Kind.DAILY), hears(west, Kind.DAILY, zone=VANCOUVER))
    a_clock.advance(seconds=(local(2026, 11, 3, 3, 30) - NOW).total_seconds())

    at_each_hour(notifier, a_clock, 1)
    a_clock.advance(seconds=(local(2026, 11, 5, 7, 0) - a_clock.now()).total_seconds())
    notifier.send_digests()
    early = len(east.told), len(west.told)
    a_clock.advance(hours=1)
    notifier.send_digests()

    assert early == (1, 1)
    assert (len(east.told), len(west.told)) == (2, 1), "it is five o'clock in Vancouver"


@pytest.mark.parametrize("begin", [(2026, 3, 6, 0, 30), (2026, 10, 30, 0, 30)])
def test_when_the_clocks_change_nobody_gets_two_digests_or_none(a_notifier, a_clock, begin):
    channel = FakeChannel()
    notifier, _ = a_notifier(hears(channel, Kind.DAILY))
    notifier = replace(notifier, schedule=Schedule(hour=1, weekday=0), clock=FrozenClock(local(*begin)))

    for _ in range(4 * (24 * 7 - 2)):
        notifier.send_digests()
        notifier.clock.advance(minutes=15)

    assert len(channel.told) == 7


def test_a_digest_holds_counts_money_and_accounts_in_the_reader_s_language(a_notifier):
    channel = FakeChannel(languages=("fr",))
    notifier, seen = a_notifier(hears(channel, Kind.DAILY))
    seen |= {"waiting": 1200, "overdue": 2, "new_today": 31, "access_requests": 4, "quarantined": 5}

    notifier.send_digests()

    [(_, text)] = channel.told
    assert "1\u00a0200" in text
    assert "https://desk.example.ca/queue" in text
    for count in ("31", "4", "5", "2"):
        assert count in text


def test_a_digest_whose_message_surely_did_not_arrive_is_sent_a_little_later(a_notifier, a_clock):
    channel = FakeChannel(script=[NotTold("ConnectionRefusedError", certain=True)])
    notifier, _ = a_notifier(hears(channel, Kind.DAILY))
    notifier.send_digests()
    a_clock.advance(minutes=14)
    notifier.send_digests()
    early = len(channel.told)
    a_clock.advance(minutes=1)
    notifier.send_digests()
    notifier.send_digests()

    assert (early, len(channel.told)) == (0, 1)


@pytest.mark.parametrize("end", [(NotTold("TimeoutError", certain=False),), (Killed(),)])
def test_a_digest_that_may_have_arrived_is_not_sent_again_that_day(a_notifier, a_clock, end):
    channel = FakeChannel(script=[end])
    notifier, _ = a_notifier(hears(channel, Kind.DAILY))
    try:
        notifier.send_digests()
    except Killed:
        assert isinstance(end[0], Killed)
    for _ in range(9):
        a_clock.advance(hours=1)
        notifier.send_digests()

    assert len(channel.told) == 1


def test_a_process_that_dies_before_telling_loses_that_digest_and_not_the_next(a_notifier, a_clock):
    channel = FakeChannel(script=[Killed()])
    notifier, _ = a_notifier(hears(channel, Kind.DAILY))
    with pytest.raises(Killed):
        notifier.send_digests()
    notifier.send_digests()
    lost = len(channel.told)
    at_each_hour(notifier, a_clock, 1)

    assert (lost, len(channel.told)) == (0, 1), "digests err towards telling not at all"


def test_the_weekly_digest_is_what_its_maker_says_once_a_week(a_notifier, a_clock):
    channel = FakeChannel(languages=("fr",))
    notifier, _ = a_notifier(
        hears(channel, Kind.WEEKLY), weekly=lambda language: (f"week in {language}", "what was said")
    )

    at_each_hour(notifier, a_clock, 15, hours=3)

    assert channel.told == [("week in fr", "what was said")] * 3


def test_a_weekly_digest_that_cannot_be_made_stops_no_daily_one_and_is_tried_again(a_notifier, a_clock):
    weekly, daily = FakeChannel("reader 1"), FakeChannel("reader 2")
    broken = [ValueError("canary")]

    def make(language):
        if broken:
            raise broken.pop()
        return "week", language

    notifier, _ = a_notifier(hears(weekly, Kind.WEEKLY), hears(daily, Kind.DAILY), weekly=make)

    notifier.send_digests()
    a_clock.advance(minutes=15)
    notifier.send_digests()

    assert weekly.told == [("week", "en")]
    assert len(daily.told) == 1


def test_without_a_maker_there_is_no_weekly_digest(a_notifier):
    channel = FakeChannel()
    notifier, _ = a_notifier(hears(channel, Kind.WEEKLY))

    notifier.send_digests()

    assert channel.told == []


def test_a_trial_tells_every_channel_and_what_became_of_each(a_notifier):
    works, broken = FakeChannel("reader 1"), FakeChannel("reader 2", script=[NotTold("550", certain=True)])
    notifier, _ = a_notifier(hears(works, Kind.DAILY), hears(broken, Kind.ALARMS))

    outcomes = notifier.trial(lambda language: ("a test", language))

    assert [(o.channel, o.error) for o in outcomes] == [("reader 1", ""), ("reader 2", "550")]
    assert works.told == [("a test", "en")]
    assert timedelta(0) <= outcomes[0].at - NOW

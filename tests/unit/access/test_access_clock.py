"""When an answer is due: dates worked out by hand, jurisdiction by jurisdiction."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.access.clock import ZONES, NoDate, Pause, alarm_level, local_day, reckon
from smbot.access.days import after_business_day, is_business_day, is_closed
from smbot.access.laws import Law, law_in_force, shipped_laws
from smbot.access.names import Counting, Jurisdiction, RequestKind

LAWS = shipped_laws()
GENERAL, OWN = RequestKind.GENERAL, RequestKind.OWN_FILE


def day(text):
    return date.fromisoformat(text)


def due(jurisdiction, received, *, laws=LAWS, kind=GENERAL, today=None, **more):
    return reckon(laws, Jurisdiction(jurisdiction), kind, day(received), today=today or day(received), **more)


def verified(jurisdiction, days, *, counting="business", **more):
    """Return the rows of smbot, and one that a coordinator verified."""
    row = {
        "jurisdiction": jurisdiction,
        "kinds": ["general", "own-file"],
        "name": {"en": "law", "fr": "loi"},
        "days": days,
        "counting": counting,
        "source": "read by a coordinator",
        "effective_from": "2026-04-01",
        "verified_on": "2026-11-20",
    }
    return (Law.model_validate(row | more),)


BY_HAND = [
    # Canada: 30 calendar days, the day after receipt is the first; off weekends and federal holidays.
    ("CA", "2026-03-02", "2026-04-01"),  # 29 days to 31 March, 1 more: Wednesday
    ("CA", "2026-03-04", "2026-04-07"),  # 27 + 3 = 3 April, Good Friday; 4 Saturday, 5 Sunday, 6 Easter Monday
    ("CA", "2026-01-30", "2026-03-02"),  # 1 + 28 + 1 = 1 March, Sunday; Monday
    ("CA", "2026-01-29", "2026-03-02"),  # 2 + 28 = 28 February, Saturday; Monday
    ("CA", "2028-01-31", "2028-03-01"),  # 29 days of February in a leap year, 1 more: Wednesday
    ("CA", "2027-01-31", "2027-03-02"),  # 28 days of February, 2 more: Tuesday
    ("CA", "2026-12-02", "2027-01-04"),  # 29 to 31 December, 1 more is New Year's Day, Friday; weekend; Monday
    ("CA", "2026-08-31", "2026-10-01"),  # 30 September, Truth and Reconciliation, Wednesday; Thursday
    ("CA", "2026-11-26", "2026-12-29"),  # 4 + 26 = 26 December, Saturday; Sunday; 28 Boxing Day kept; Tuesday
    ("CA", "2026-06-01", "2026-07-02"),  # 29 + 1 = 1 July, Canada Day, Wednesday; Thursday
    # British Columbia: 30 business days.
    (
        "BC",
        "2026-03-02",
        "2026-04-14",
    ),  # 3-6: 4, 13: 9, 20: 14, 27: 19, 30-2 April: 23, 3 off, 6-10: 28, 13, 14
    ("BC", "2026-02-02", "2026-03-17"),  # 3-6: 4, 13: 9, 16 Family Day, 17-20: 13, 27: 18, 6 March: 23, 13: 28, 16, 17
    ("BC", "2026-09-04", "2026-10-21"),  # 7 Labour, 8-11: 4, 18: 9, 25: 14, 28-29: 16, 30 off, 1-2: 18, 9: 23,
    # 12 Thanksgiving, 13-16: 27, 19, 20, 21
    (
        "BC",
        "2026-12-01",
        "2027-01-14",
    ),  # 2-4: 3, 11: 8, 18: 13, 24: 17, 25 off, 28-31: 21, 1 off, 4-8: 26, 11-14: 30
    ("BC", "2026-03-07", "2026-04-20"),  # a Saturday: 9-13: 5, 20: 10, 27: 15, 30-2: 19, 3 off, 6-10: 24, 13-17: 29, 20
    # Alberta: 30 business days; 30 September is no statutory holiday there.
    ("AB", "2026-02-02", "2026-03-17"),  # as in British Columbia: Family Day falls on the same Monday
    ("AB", "2026-09-04", "2026-10-20"),  # 8-11: 4, 18: 9, 25: 14, 28-2: 19, 5-9: 24, 12 off, 13-16: 28, 19, 20
    ("AB", "2026-10-30", "2026-12-14"),  # 2-6: 5, 9-10: 7, 11 Remembrance, 12-13: 9, 20: 14, 27: 19, 4: 24, 11: 29, 14
    # New Brunswick: 30 business days.
    (
        "NB",
        "2026-06-15",
        "2026-07-28",
    ),  # 16-19: 4, 26: 9, 29-30: 11, 1 off, 2-3: 13, 10: 18, 17: 23, 24: 28, 27, 28
    ("NB", "2026-07-06", "2026-08-18"),  # 7-10: 4, 17: 9, 24: 14, 31: 19, 3 August off, 4-7: 23, 14: 28, 17, 18
    # Quebec: 20 calendar days; off Sundays and holidays, not off Saturdays.
    ("QC", "2026-03-02", "2026-03-23"),  # 22 March, Sunday; Monday
    ("QC", "2026-03-01", "2026-03-21"),  # Saturday: it stays
    ("QC", "2026-06-04", "2026-06-25"),  # 24 June, St-Jean, Wednesday; Thursday
    ("QC", "2026-03-16", "2026-04-07"),  # 15 + 5 = 5 April, Sunday; 6 Easter Monday; Tuesday
    ("QC", "2026-12-12", "2027-01-02"),  # 19 + 1 = 1 January, Friday; Saturday is no holiday
    # Manitoba: 45 calendar days; nothing says that the last day moves.
    ("MB", "2026-03-02", "2026-04-16"),  # 29 to 31 March, 16 more
    ("MB", "2026-01-01", "2026-02-15"),  # 30 to 31 January, 15 more: a Sunday
    # Saskatchewan: 30 calendar days; off weekends and holidays.
    ("SK", "2026-01-17", "2026-02-17"),  # 14 + 16 = 16 February, Family Day; Tuesday
    ("SK", "2026-07-04", "2026-08-04"),  # 27 + 3 = 3 August, Saskatchewan Day; Tuesday
    # Ontario: 30 calendar days until the law of 2026.
    ("ON", "2026-03-02", "2026-04-01"),
    ("ON", "2026-03-31", "2026-04-30"),
    # Nova Scotia: 30 calendar days, business days from 1 April 2027.
    ("NS", "2027-03-31", "2027-04-30"),
    ("NS", "2027-04-01", "2027-05-13"),  # 2: 1, 9: 6, 16: 11, 23: 16, 30: 21, 7 May: 26, 10-13: 30
]


@pytest.mark.parametrize(("jurisdiction", "received", "expected"), BY_HAND)
def test_the_due_date_is_the_one_worked_out_by_hand(jurisdiction, received, expected):
    found = due(jurisdiction, received)

    assert found.due == day(expected)
    assert found.by_law == found.due
    assert found.why is None


def test_ones_own_file_has_the_same_days_under_the_privacy_act():
    found = due("CA", "2026-03-02", kind=OWN)

    assert found.due == day("2026-04-01")
    assert found.law.name.en == "Privacy Act"


@pytest.mark.parametrize("jurisdiction", ["NL", "PE", "NT", "NU", "YT"])
@pytest.mark.parametrize("received", ["2020-01-02", "2026-03-02", "2030-01-02"])
def test_an_unverified_jurisdiction_shows_no_date(jurisdiction, received):
    found = due(jurisdiction, received)

    assert (found.why, found.due, found.by_law, found.left) == (NoDate.UNVERIFIED, None, None, None)


def test_ontario_shows_no_date_while_nobody_verified_since_when_its_new_law_holds():
    found = due("ON", "2026-04-01")

    assert (found.why, found.due, found.left) == (NoDate.UNVERIFIED, None, None)


def test_a_law_that_did_not_hold_yet_shows_no_date():
    assert due("AB", "2025-06-30").why == NoDate.NO_LAW
    assert due("AB", "2025-07-01").due is not None


def test_boxing_day_and_its_kept_monday_do_not_count_in_ontario():
    # 3-6 November: 4, 13: 9, 20: 14, 27: 19, 4 December: 24, 11: 29, 18: 34, 21-24: 38, 25 off, 26 a Saturday and
    # kept on Monday 28, 29-31: 41, 1 January off, 4-7: 45.
    found = due("ON", "2026-11-02", laws=verified("ON", 45))

    assert found.due == day("2027-01-07")
    assert day("2026-12-28") in found.skipped


def test_orangemens_day_does_not_count_where_a_row_says_so():
    # 7-10 July: 4, Monday 13 Orangemen's Day, 14-17: 8, 24: 13, 31: 18, 3 and 4 August.
    laws = verified("NL", 20, holidays=["public", "optional"])

    found = due("NL", "2026-07-06", laws=laws)

    assert found.due == day("2026-08-04")
    assert found.skipped == (day("2026-07-13"),)
    # Without that list it counts: 7-10: 4, 17: 9, 24: 14, 31: 19, 3 August.
    assert due("NL", "2026-07-06", laws=verified("NL", 20)).due == day("2026-08-03")


def test_the_day_of_receipt_is_the_first_only_where_the_row_says_so():
    laws = verified("NL", 10, counting="calendar", receipt_counts=True)

    assert due("NL", "2026-07-06", laws=laws).due == day("2026-07-15")
    assert due("NL", "2026-07-06", laws=verified("NL", 10, counting="calendar")).due == day("2026-07-16")


def test_it_is_the_row_in_force_at_receipt_that_counts_and_not_a_later_one():
    found = due("NS", "2027-03-31", today=day("2027-04-15"))

    assert found.law.counting == Counting.CALENDAR
    assert found.left == 15


def test_a_moved_date_tells_where_it_fell_and_why():
    found = due("CA", "2026-03-04")

    assert found.fell_on == day("2026-04-03")
    assert found.skipped == (day("2026-04-03"), day("2026-04-06"))
    assert "s. 26" in found.law.closed_source


# --- receipt -----------------------------------------------------------------------------------------


def test_receipt_is_the_day_where_the_body_is():
    at = datetime(2026, 3, 3, 4, 30, tzinfo=UTC)

    assert local_day(at, ZoneInfo("America/Toronto")) == day("2026-03-02")  # half past eleven in the evening
    assert local_day(at, ZoneInfo("America/St_Johns")) == day("2026-03-03")  # one in the morning


def test_each_jurisdiction_has_a_time_zone():
    assert {ZoneInfo(ZONES[each]).key for each in Jurisdiction}


# --- days left and alarms ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jurisdiction", "today", "left"),
    [
        ("CA", "2026-03-30", 2),
        ("CA", "2026-04-01", 0),
        ("CA", "2026-04-03", -2),
        ("BC", "2026-04-01", 8),  # 2: 1, 3 off, 6-10: 6, 13, 14
        ("BC", "2026-04-11", 2),  # a Saturday: 13, 14
        ("BC", "2026-04-14", 0),
        ("BC", "2026-04-18", -3),  # 15, 16, 17; the Saturday is no day of the law
    ],
)
def test_days_left_are_counted_as_the_law_counts(jurisdiction, today, left):
    assert due(jurisdiction, "2026-03-02", today=day(today)).left == left


@pytest.mark.parametrize(
    ("left", "level"),
    [(None, ""), (11, ""), (10, "10"), (6, "10"), (5, "5"), (2, "5"), (1, "1"), (0, "1"), (-1, "overdue")],
)
def test_an_alarm_stands_from_its_day_on(left, level):
    assert alarm_level(left, (10, 5, 1)) == level


# --- extensions and pauses ---------------------------------------------------------------------------


def test_an_extension_is_counted_from_the_receipt():
    found = due("QC", "2026-03-02", extensions=[10])

    assert found.due == day("2026-04-01")  # 29 to 31 March, 1 more: Wednesday
    assert found.by_law == day("2026-03-23")


def test_business_days_of_a_pause_do_not_count():
    # 10-13 and 16-19 March, 8 business days: 8 more after 14 April are 15-17 and 20-24.
    found = due("BC", "2026-03-02", pauses=[Pause(since=day("2026-03-10"), until=day("2026-03-20"))])

    assert found.due == day("2026-04-24")
    assert found.by_law == day("2026-04-14")


def test_calendar_days_of_a_pause_do_not_count():
    # 10 days after 1 April are 11 April, a Saturday; Monday.
    found = due("CA", "2026-03-02", pauses=[Pause(since=day("2026-03-10"), until=day("2026-03-20"))])

    assert (found.fell_on, found.due) == (day("2026-04-11"), day("2026-04-13"))


def test_a_pause_that_ends_on_its_day_changes_nothing():
    found = due("CA", "2026-03-02", pauses=[Pause(since=day("2026-03-10"), until=day("2026-03-10"))])

    assert found.due == day("2026-04-01")


def test_a_clock_that_stands_still_shows_the_days_left_and_no_date():
    found = due("CA", "2026-03-02", today=day("2026-06-01"), pauses=[Pause(since=day("2026-03-10"))])

    assert (found.why, found.due) == (NoDate.PAUSED, None)
    assert found.left == 23  # 3-9 March are 7 of 30
    assert found.by_law == day("2026-04-01")


def test_a_pause_on_the_day_of_receipt_leaves_all_days():
    assert due("CA", "2026-03-02", pauses=[Pause(since=day("2026-03-02"))]).left == 30


# --- invariants --------------------------------------------------------------------------------------

DAYS = st.dates(min_value=date(2025, 7, 1), max_value=date(2035, 12, 31))
JURISDICTIONS = st.sampled_from(sorted({law.jurisdiction for law in LAWS if law.verified_on}))


@given(JURISDICTIONS, DAYS, st.sampled_from(list(RequestKind)))
def test_a_due_date_never_falls_on_a_day_that_does_not_count(jurisdiction, received, kind):
    found = reckon(LAWS, jurisdiction, kind, received, today=received)

    if found.due is None:
        return
    assert found.due > received
    assert not is_closed(found.law, found.due)
    assert found.law.counting == Counting.CALENDAR or is_business_day(found.law, found.due)


@given(JURISDICTIONS, DAYS, st.integers(1, 60), st.integers(0, 40), st.integers(0, 40))
def test_extensions_and_pauses_never_bring_a_date_forward(jurisdiction, received, more, after, length):
    since = date.fromordinal(received.toordinal() + after)
    pause = Pause(since=since, until=date.fromordinal(since.toordinal() + length))
    plain = reckon(LAWS, jurisdiction, GENERAL, received, today=received)

    extended = reckon(LAWS, jurisdiction, GENERAL, received, today=received, extensions=[more])
    paused = reckon(LAWS, jurisdiction, GENERAL, received, today=received, pauses=[pause])

    if plain.due is None:
        assert (extended.due, paused.due) == (None, None)
    else:
        assert extended.due > plain.due
        assert paused.due >= plain.due
        assert extended.by_law == paused.by_law == plain.due


@given(JURISDICTIONS, DAYS)
def test_a_later_receipt_is_never_due_earlier_under_one_row(jurisdiction, received):
    following = date.fromordinal(received.toordinal() + 1)
    one, two = (law_in_force(LAWS, jurisdiction, GENERAL, each) for each in (received, following))

    first = reckon(LAWS, jurisdiction, GENERAL, received, today=received).due
    second = reckon(LAWS, jurisdiction, GENERAL, following, today=received).due

    if one is two and first is not None:
        assert second >= first


@pytest.mark.parametrize(
    ("jurisdiction", "at", "over"),
    [
        ("CA", "2026-11-02T10:00", "2026-11-03T10:00"),  # Monday to Tuesday
        ("ON", "2026-11-06T16:30", "2026-11-09T16:30"),  # Friday to Monday
        ("ON", "2026-11-07T09:00", "2026-11-10T00:00"),  # Saturday: the whole of Monday counts
        ("CA", "2026-11-10T10:00", "2026-11-12T10:00"),  # the 11th is Remembrance Day in the public service
        ("QC", "2026-11-10T10:00", "2026-11-11T10:00"),  # and no holiday in Quebec
        ("QC", "2026-06-23T10:00", "2026-06-25T10:00"),  # Saint-Jean-Baptiste on Wednesday, 24 June
        ("ON", "2026-12-24T15:00", "2026-12-29T15:00"),  # 25 and 26 December, Sunday 27, and the 28th for Saturday's
    ],
)
def test_a_business_day_has_passed_at_the_same_time_of_the_next_one(jurisdiction, at, over):
    found = after_business_day(Jurisdiction(jurisdiction), datetime.fromisoformat(at))

    assert found == datetime.fromisoformat(over)

"""When offices are open: weeks, exceptions, holidays by province, daylight time. Dates were worked out by hand."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_offices import office

from smbot.offices.model import Office
from smbot.offices.opening import holiday, hours_on, is_open, next_opening

TORONTO = ZoneInfo("America/Toronto")


def an_office(**changes) -> Office:
    return Office.model_validate(office(**changes))


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=TORONTO)


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        (at(2, 8, 29), False),
        (at(2, 8, 30), True),
        (at(2, 16, 29), True),
        (at(2, 16, 30), False),
        (at(5, 10), False),
        (at(2, 10).astimezone(UTC), True),
    ],
)
def test_it_is_open_from_the_first_minute_up_to_the_last(moment, opened):
    assert is_open(an_office(), moment) is opened


def test_it_is_open_by_its_own_clock():
    vancouver = an_office(province="BC", time_zone="America/Vancouver")

    assert not is_open(vancouver, at(2, 8, 30))
    assert is_open(vancouver, at(2, 11, 30))


OBSERVED = [
    ("ON", "province", "2026-02-16", "Family Day", "Fête de la famille"),
    ("QC", "province", "2026-02-16", None, None),
    ("QC", "province", "2026-06-24", "Saint Jean Baptiste Day", "Fête nationale du Québec"),
    ("ON", "province", "2026-06-24", None, None),
    ("MB", "province", "2026-02-16", "Louis Riel Day", "Journée Louis Riel"),
    ("NB", "province", "2026-08-03", "New Brunswick Day", "Jour du Nouveau Brunswick"),
    ("YT", "province", "2026-08-17", "Discovery Day", "Jour de la Découverte"),
    ("NU", "province", "2026-07-09", "Nunavut Day", "Jour du Nunavut"),
    ("BC", "province", "2026-09-30", "National Day for Truth and Reconciliation", None),
    ("ON", "province", "2026-09-30", None, None),
    ("ON", "federal", "2026-09-30", "National Day for Truth and Reconciliation", None),
    ("QC", "federal", "2026-06-24", None, None),
    ("QC", "customary", "2026-04-06", "Easter Monday", "Lundi de Pâques"),
    ("QC", "province", "2026-04-06", None, None),
    ("ON", "customary", "2026-08-03", "Civic Holiday", "Congé civique"),
]


@pytest.mark.parametrize(("province", "calendar", "day", "english", "french"), OBSERVED)
def test_an_office_observes_the_holidays_of_its_calendars(province, calendar, day, english, french):
    found = holiday(an_office(province=province, holidays=(calendar,)), date.fromisoformat(day))

    assert (found and found.en) == english
    if french:
        assert found.fr == french


def test_a_holiday_closes_and_an_exception_goes_before_it():
    canada_day = date(2026, 7, 1)
    special = {"date": canada_day, "hours": ("10:00-12:00",), "reason": {"en": "festival", "fr": "fête"}}

    assert hours_on(an_office(), canada_day) == ()
    assert [str(one) for one in hours_on(an_office(exceptions=(special,)), canada_day)] == ["10:00-12:00"]
    assert hours_on(an_office(holidays=()), canada_day) != ()


def test_an_exception_without_hours_closes_each_of_its_days():
    special = {"date": date(2026, 9, 2), "until": date(2026, 9, 3), "reason": {"en": "works", "fr": "travaux"}}
    closed = an_office(exceptions=(special,))

    assert [bool(hours_on(closed, date(2026, 9, day))) for day in (1, 2, 3, 4)] == [True, False, False, True]


def test_next_opening_is_now_while_it_is_open_and_else_over_weekend_and_holiday():
    friday_night = at(4, 18)  # Monday 2026-09-07 is Labour Day

    assert next_opening(an_office(), at(2, 10)) == at(2, 10)
    assert next_opening(an_office(), at(2, 7)) == at(2, 8, 30)
    assert next_opening(an_office(), friday_night) == at(8, 8, 30)


def test_an_office_without_hours_never_opens():
    assert next_opening(an_office(hours={}), at(2, 10)) is None


def test_a_channel_has_hours_of_its_own_and_several_are_joined():
    early = {"kind": "phone", "at": "416-555-0123", "languages": ("en",), "hours": {"monday": "07:00-12:00"}}
    late = {"kind": "phone", "at": "416-555-0125", "languages": ("fr",), "hours": {"monday": "11:00-20:00"}}
    email = {"kind": "email", "at": "counter@example.ca", "languages": ("en", "fr")}
    reached = an_office(channels=(early, late, email))
    monday = date(2026, 9, 14)

    assert [str(one) for one in hours_on(reached, monday, "phone")] == ["07:00-20:00"]
    assert [str(one) for one in hours_on(reached, monday, "email")] == ["08:30-16:30"]
    assert hours_on(reached, monday, "secure_page") == ()


def test_a_day_may_end_at_midnight():
    always = an_office(hours={"wednesday": "00:00-24:00"}, holidays=())

    assert is_open(always, at(2, 23, 59))
    assert not is_open(always, at(3, 0))


SPAN = st.tuples(st.integers(0, 46), st.integers(1, 47)).filter(lambda pair: pair[0] < pair[1])
HOURS = st.dictionaries(
    st.sampled_from(["monday", "wednesday", "saturday", "sunday"]),
    SPAN.map(lambda pair: "-".join(f"{half // 2:02d}:{half % 2 * 30:02d}" for half in pair)),
    min_size=1,
)


@given(
    hours=HOURS,
    minutes=st.integers(0, 3 * 366 * 24 * 60),
    zone=st.sampled_from(["America/Toronto", "America/St_Johns", "America/Regina"]),
)
def test_whenever_it_opens_next_it_is_open_then_and_was_not_before(hours, minutes, zone):
    opened = an_office(hours=hours, time_zone=zone)
    now = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)

    opens = next_opening(opened, now)

    assert opens is not None
    assert opens >= now
    assert is_open(opened, opens)
    if opens > now:
        assert not is_open(opened, (opens.astimezone(UTC) - timedelta(minutes=1)))
        assert not is_open(opened, now)

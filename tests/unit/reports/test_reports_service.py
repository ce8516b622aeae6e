"""The report on service: medians by hand, standards, days of the local zone, both languages, backlog, sentences."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from smbot.core.shares import Share
from smbot.reports.operations import make_service_report
from smbot.reports.period import days_up_to
from smbot.reports.quantiles import jump
from smbot.reports.service import NEVER, Cell, Facet, OpenColumns, ServiceColumns, Step
from smbot.reports.service_words import backlog_told, longest_told, parity_told, service_findings

ZONE = ZoneInfo("America/Moncton")
NOW = datetime(2026, 3, 12, 15, 0, tzinfo=UTC)
HOUR = 3600


def columns(rows):
    """Return columns of rows: a dict each, with `posted` and steps as hours after the post."""
    cells, numbers = {}, {}
    for row in rows:
        names = {facet: row.get(facet, "") for facet in ("program", "office", "label", "language", "platform")}
        cell = Cell(**names)
        numbers.setdefault(cell, len(numbers) + 1)
        cells[numbers[cell]] = cell
        row["cell"] = numbers[cell]

    def column(read):
        return np.array([read(row) for row in rows], dtype=np.int64)

    def hours(name):
        return column(lambda row: round(row[name] * HOUR) if name in row else NEVER)

    return ServiceColumns(
        cells=cells,
        cell=column(lambda row: row["cell"]),
        posted=column(lambda row: int(row["posted"].timestamp())),
        waits={step: hours(step.value) for step in Step},
        hidden=hours("hidden"),
        exposed=column(lambda row: row.get("exposed", 0)),
        offered=column(lambda row: row.get("offered", NEVER)),
    )


def opened(rows):
    def moment(row, name):
        return int((row["posted"] + timedelta(hours=row[name])).timestamp()) if name in row else NEVER

    return OpenColumns(
        collected=np.array([moment(row, "collected") for row in rows], dtype=np.int64),
        closed=np.array([moment(row, "closed") for row in rows], dtype=np.int64),
    )


def report(rows, days=7, last=date(2026, 3, 12), standard=48, zone=ZONE):
    rows = [{"collected": 0} | row for row in rows]
    period = days_up_to(last, days, NOW, zone)
    standard = timedelta(hours=standard)
    return make_service_report(columns(rows), opened(rows), period, standard=standard, now=NOW, zone=zone)


def posted(day, hour=12, **values):
    return {"posted": datetime(2026, 3, day, hour, tzinfo=ZONE), "language": "en"} | values


def test_half_and_nine_of_ten_are_waits_that_somebody_had():
    found = report([posted(10, closed=n) for n in range(1, 11)])

    timing = found.total.now.steps[Step.CLOSED]
    assert (timing.count, timing.median, timing.ninetieth) == (10, timedelta(hours=5), timedelta(hours=9))
    assert found.total.now.steps[Step.SENT].count == 0
    assert found.total.now.steps[Step.SENT].median is None


def test_any_group_has_the_figures_that_counting_by_hand_gives():
    chance = random.Random(7)  # noqa: S311 - the same rows each time
    rows = [
        posted(
            chance.randrange(1, 12),
            chance.randrange(24),
            label=chance.choice(["a", "b", "c"]),
            language=chance.choice(["en", "fr"]),
            **({"closed": chance.randrange(200) / 10} if chance.random() < 0.8 else {}),
        )
        for _ in range(400)
    ]

    found = report(rows, days=5, last=date(2026, 3, 11))

    by_hand = defaultdict(list)
    for row in rows:
        now = 7 <= row["posted"].day <= 11
        if now and "closed" in row:
            by_hand[Facet.LABEL, row["label"]].append(row["closed"])
            by_hand[Facet.HOUR, str(row["posted"].astimezone(UTC).astimezone(ZONE).hour)].append(row["closed"])
            by_hand[Facet.WEEKDAY, str(row["posted"].weekday())].append(row["closed"])
    for (facet, key), waits in by_hand.items():
        timing = next(group for group in found.groups[facet] if group.key == key).now.steps[Step.CLOSED]
        waits.sort()
        assert timing.count == len(waits)
        assert timing.median == timedelta(hours=waits[(len(waits) + 1) // 2 - 1])
        assert timing.ninetieth == timedelta(hours=waits[-(-9 * len(waits) // 10) - 1])
    assert sum(group.now.posts for group in found.groups[Facet.LABEL]) == found.total.now.posts


def test_the_time_before_stands_beside():
    found = report([posted(10, closed=2), posted(1, closed=8), posted(2, closed=9)])

    assert (found.total.now.posts, found.total.before.posts) == (1, 2)
    assert found.total.before.steps[Step.CLOSED].median == timedelta(hours=8)


def test_what_waits_still_and_has_time_left_is_no_part_of_the_standard():
    kept, late = posted(9, closed=48), posted(9, closed=49)
    overdue, in_time = posted(9, hour=1), posted(12)

    found = report([kept, late, overdue, in_time])

    assert found.total.now.within == Share(hits=1, of=3)


@pytest.mark.parametrize(
    ("moment", "hour", "weekday"),
    [
        (datetime(2026, 3, 8, 5, 59, tzinfo=UTC), "1", "6"),
        (datetime(2026, 3, 8, 6, 1, tzinfo=UTC), "3", "6"),  # the clocks went forward
        (datetime(2026, 3, 9, 2, 30, tzinfo=UTC), "23", "6"),
    ],
)
def test_hours_and_days_are_those_of_the_organisation(moment, hour, weekday):
    found = report([{"posted": moment}])

    assert [group.key for group in found.groups[Facet.HOUR] if group.now.posts] == [hour]
    assert [group.key for group in found.groups[Facet.WEEKDAY] if group.now.posts] == [weekday]


def test_a_zone_half_an_hour_apart_counts_its_own_hours():
    moment = datetime(2026, 3, 10, 15, 45, tzinfo=UTC)  # 13:15 in Newfoundland

    found = report([{"posted": moment}], zone=ZoneInfo("America/St_Johns"))

    assert [group.key for group in found.groups[Facet.HOUR] if group.now.posts] == ["13"]


def test_both_languages_stand_side_by_side_with_their_difference():
    english = [posted(10, closed=2 + n / 100) for n in range(40)]
    french = [posted(10, language="fr", closed=5 + n / 100) for n in range(40)]

    found = report([*english, *french])

    side = found.parity.waits[Step.CLOSED]
    assert side.counts == (40, 40)
    assert side.apart.value == -3 * HOUR
    assert side.apart.tells
    assert [str(each) for each in parity_told(found.parity)] == [
        "French waits longer, by 3\u00a0h at the median (95%: 2\u00a0h 53\u00a0min to 3\u00a0h 6\u00a0min)."
    ]


def test_too_few_of_a_language_are_said_to_be_too_few():
    found = report([*(posted(10, closed=1) for _ in range(50)), posted(10, language="fr", closed=90)])

    assert [str(each) for each in parity_told(found.parity)] == [
        "Too few to compare: 50 closed in English, 1 in French; 20 of each are needed."
    ]


def test_what_chance_explains_is_not_called_a_difference():
    chance = random.Random(3)  # noqa: S311 - the same rows each time
    rows = [posted(10, language=language, closed=chance.randrange(1, 300) / 10) for language in ["en", "fr"] * 30]

    assert [str(each) for each in parity_told(report(rows).parity)] == [
        "Half of the waits in English and in French do not differ by more than chance explains."
    ]


def test_the_backlog_counts_what_is_open_at_the_end_of_each_day():
    rows = [posted(1), posted(7, closed=30), posted(7, closed=2), posted(9), posted(12, hour=11)]

    found = report(rows)

    assert [(end.day.day, end.open, end.came, end.closed) for end in found.backlog] == [
        (6, 1, 0, 0),
        (7, 2, 2, 1),
        (8, 1, 0, 1),
        (9, 2, 1, 0),
        (10, 2, 0, 0),
        (11, 2, 0, 0),
        (12, 3, 1, 0),
    ]
    assert found.backlog[-1].open == 3


@pytest.mark.parametrize(
    ("each_day", "told"),
    [(2, "it grows by about 14 a week"), (0, "steady")],
)
def test_the_trend_of_the_backlog_is_told(each_day, told):
    rows = [posted(day, hour=1) for day in range(6, 13) for _ in range(each_day)] or [posted(1)]

    assert told in str(backlog_told(report(rows)))


def test_a_jump_on_the_last_day_is_told_where_the_median_passes_over_it():
    rows = [posted(12, hour=1) for _ in range(357)]

    assert "357 more than the day before" in str(backlog_told(report(rows)))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ([0, 0, 0, 0, 357], 357),
        ([400, 401, 400, 40], -360),
        ([0, 0, 0, 9], 0),  # a few more are no jump
        ([10, 30, 12, 33, 60], 0),  # such steps are usual here
        ([0, 357], 0),  # nothing is usual yet
        ([], 0),
    ],
)
def test_a_jump_is_a_last_step_far_beyond_the_usual(line, told):
    assert jump(line) == told


def test_exposure_runs_from_the_post_to_hidden():
    found = report([posted(10, exposed=1, hidden=1), posted(10, exposed=1), posted(10, hidden=9)])

    assert (found.exposure.hidden, found.exposure.still, found.exposure.median) == (1, 1, timedelta(hours=1))
    assert found.exposure.still_median == found.exposure.still_longest > timedelta()


def test_the_offer_counts_replies_alone():
    found = report([posted(10, offered=1), posted(10, offered=0), posted(10), posted(1, offered=1)])

    assert found.offered == Share(hits=1, of=2)
    assert found.offered_before == Share(hits=1, of=1)


def test_without_posts_there_is_one_sentence_and_no_figure():
    found = report([])

    assert [str(each) for each in service_findings(found)] == ["Nothing was posted in this time."]
    assert found.total.now.posts == 0
    assert [end.open for end in found.backlog] == [0] * 7
    assert all(not group.now.posts for facet in Facet for group in found.groups[facet])


def longest(*groups, facet=Facet.LABEL):
    """Return what is told of groups: each a name and its waits in hours."""
    rows = [posted(1 + n % 6, label=name, closed=wait) for name, waits in groups for n, wait in enumerate(waits)]
    found = report(rows, days=7, last=date(2026, 3, 7))
    return longest_told([(group.key, group) for group in found.groups[facet]], Step.CLOSED)


def spread(middle, count=40, width=20):
    """Return waits around a middle."""
    return [middle + width * (n / count - 0.5) for n in range(count)]


def test_a_group_waits_longest_only_where_chance_does_not_explain_it():
    near = longest(("a", spread(30)), ("b", spread(31)))
    far = longest(("a", spread(30)), ("b", spread(90)))

    assert near.template == "Half of the waits do not differ by more than chance explains."
    assert far.template == "The longest wait at the median: {name}, {length}."
    assert far.values["name"] == "b"


def test_groups_that_chance_alone_may_order_are_named_together():
    few = longest(("a", spread(30)), ("b", spread(90)), ("c", spread(91)))
    many = longest(("a", spread(30)), *((name, spread(90 + n / 9)) for n, name in enumerate("bcdefg")))

    assert few.values["names"] == "c, b"
    assert (many.values["names"], many.values["count"]) == ("g, f, e", 3)


def test_who_has_too_few_is_not_compared():
    told = longest(("a", spread(30)), ("b", spread(90, count=19)))

    assert told.template == "Too few posts to say where people wait longest."


def test_the_middle_of_a_group_has_the_interval_of_its_waits_alone():
    found = report([posted(10, closed=n) for n in range(1, 41)])

    middle = found.total.now.steps[Step.CLOSED].middle
    assert (middle.value, middle.low, middle.high) == (20 * HOUR, 13 * HOUR, 28 * HOUR)

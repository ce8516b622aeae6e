"""The report on service, counted over columns: one sort a step, whatever it is shown by. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

import numpy as np
import numpy.typing as npt

from smbot.core.shares import Share
from smbot.reports.exposure import Exposure
from smbot.reports.model import Period
from smbot.reports.quantiles import (
    MEDIAN,
    NINETIETH,
    Estimate,
    bounds_of,
    difference,
    estimate_of,
    place_of,
    quantile,
    slope,
)
from smbot.reports.service import (
    NAMED,
    NEVER,
    DayEnd,
    Facet,
    Figures,
    Group,
    OpenColumns,
    Parity,
    Seconds,
    ServiceColumns,
    ServiceReport,
    ServiceTables,
    SideBySide,
    Step,
    Timing,
)

HOUR, DAY = 3600, 86_400
THURSDAY = 3
"""Weekday of the first day of 1970; Monday is 0."""
HOURS = tuple(str(hour) for hour in range(24))
WEEKDAYS = tuple(str(day) for day in range(7))
"""Keys of weekdays: Monday is 0."""
SPOKEN = ("en", "fr")
Mask = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.uint16]


def service_report(
    tables: ServiceTables, period: Period, *, standard: timedelta, now: datetime, zone: tzinfo
) -> ServiceReport:
    """Read what was posted in a period and in the one before, and report; `standard` is from post to closed."""
    columns = tables.service_columns(period.before_start, period.end)
    opened = tables.open_columns(period.start, period.end)
    return make_service_report(columns, opened, period, standard=standard, now=now, zone=zone)


def make_service_report(
    columns: ServiceColumns, opened: OpenColumns, period: Period, *, standard: timedelta, now: datetime, zone: tzinfo
) -> ServiceReport:
    """Report on columns that hold the period and the one before."""
    coded = _coded(columns, zone)
    these = _between(columns, coded, period.start, period.end)
    those = _between(columns, coded, period.before_start, period.before_end)
    count = _Counting(standard=int(standard.total_seconds()), now=_seconds(now))
    current, earlier = count.all_of(these), count.all_of(those)
    backlog = _backlog(opened, period, now, zone)
    nothing = count.nothing()
    return ServiceReport(
        period=period,
        standard=standard,
        total=Group(key="", now=current.total, before=earlier.total),
        groups={
            facet: [
                Group(
                    key=key,
                    now=current.facets[facet].get(key, nothing),
                    before=earlier.facets[facet].get(key, nothing),
                )
                for key in _keys(facet, current.facets[facet], earlier.facets[facet])
            ]
            for facet in Facet
        },
        parity=count.parity(these),
        exposure=_exposure(these.columns, count.now),
        exposure_before=_exposure(those.columns, count.now),
        offered=_offered(these.columns.offered),
        offered_before=_offered(those.columns.offered),
        backlog=backlog,
        rising=slope([end.open for end in backlog]),
    )


@dataclass(frozen=True, kw_only=True)
class _Counted:
    total: Figures
    facets: Mapping[Facet, Mapping[str, Figures]]


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """The mentions of one period: their columns, and for each facet its keys and the place of each one's key."""

    columns: ServiceColumns
    coded: Mapping[Facet, tuple[Sequence[str], Codes]]


@dataclass(frozen=True, kw_only=True)
class _Counting:
    standard: int
    now: int

    def all_of(self, part: _Part) -> _Counted:
        """Count everything of one period."""
        columns = part.columns
        whole: tuple[Sequence[str], Codes] = (("",), np.zeros(len(columns.posted), dtype=np.uint16))
        sets = [whole, *part.coded.values()]
        timings: dict[Step, list[list[Timing]]] = {}
        for step in Step:
            came = np.flatnonzero(columns.waits[step] >= 0)
            waits = columns.waits[step][came]
            order = np.argsort(waits)
            waits, came = waits[order], came[order]
            timings[step] = [_timings(waits, codes[came], len(keys)) for keys, codes in sets]
        due, kept = self._standard(columns)
        found: list[dict[str, Figures]] = []
        for at, (keys, codes) in enumerate(sets):
            posts, of, hits = (np.bincount(c, minlength=len(keys)) for c in (codes, codes[due], codes[kept]))
            found.append(
                {
                    key: Figures(
                        posts=int(posts[n]),
                        steps={step: timings[step][at][n] for step in Step},
                        within=Share(hits=int(hits[n]), of=int(of[n])),
                    )
                    for n, key in enumerate(keys)
                }
            )
        return _Counted(total=found[0][""], facets=dict(zip(part.coded, found[1:], strict=True)))

    def _standard(self, columns: ServiceColumns) -> tuple[Mask, Mask]:
        """Return of which it is known whether they kept the standard, and which did."""
        wait = columns.waits[Step.CLOSED]
        closed = wait >= 0
        return closed | (columns.posted + self.standard < self.now), closed & (wait <= self.standard)

    def parity(self, part: _Part) -> Parity:
        """Put English and French side by side."""
        columns, (keys, codes) = part.columns, part.coded[Facet.LANGUAGE]
        of = [codes == keys.index(spoken) if spoken in keys else np.zeros(len(codes), bool) for spoken in SPOKEN]
        due, kept = self._standard(columns)

        def waits(step: Step) -> SideBySide:
            sides = [np.sort(columns.waits[step][which & (columns.waits[step] >= 0)]) for which in of]
            return _beside([len(side) for side in sides], [quantile(side.tolist(), MEDIAN) for side in sides])

        def share(hit: Mask, counted: Mask) -> SideBySide:
            shares = [Share(hits=int((w & hit & counted).sum()), of=int((w & counted).sum())) for w in of]
            return _beside([each.of for each in shares], [estimate_of(each) for each in shares])

        return Parity(
            waits={step: waits(step) for step in Step},
            within=share(kept, due),
            offered=share(columns.offered == 1, columns.offered >= 0),
        )

    def nothing(self) -> Figures:
        """Return the figures of nobody."""
        return Figures(posts=0, steps={step: Timing(count=0) for step in Step}, within=Share(hits=0, of=0))


def _timings(ordered: Seconds, codes: Codes, groups: int) -> list[Timing]:
    """Return the timing of each group; a stable sort by group leaves each group's waits in their order."""
    by_group = ordered[np.argsort(codes, kind="stable")] if groups > 1 else ordered
    counts = np.bincount(codes, minlength=groups)
    begins = np.cumsum(counts) - counts
    return [_timing(by_group, int(begin), int(count)) for begin, count in zip(begins, counts, strict=True)]


def _timing(ordered: Seconds, begin: int, count: int) -> Timing:
    if not count:
        return Timing(count=0)

    def at(place: int | None) -> timedelta | None:
        return None if place is None else timedelta(seconds=int(ordered[begin + place]))

    low, high = bounds_of(MEDIAN, count)
    return Timing(
        count=count,
        median=at(place_of(MEDIAN, count)),
        ninetieth=at(place_of(NINETIETH, count)),
        low=at(low),
        high=at(high),
    )


def _coded(columns: ServiceColumns, zone: tzinfo) -> dict[Facet, tuple[Sequence[str], Codes]]:
    """Return the keys of each facet, and for each mention the place of its key among them."""
    coded: dict[Facet, tuple[Sequence[str], Codes]] = {}
    for facet in NAMED:
        keys = sorted({cell.get(facet) for cell in columns.cells.values()})
        places = {key: place for place, key in enumerate(keys)}
        table = np.zeros(max(columns.cells, default=0) + 1, dtype=np.uint16)
        for number, cell in columns.cells.items():
            table[number] = places[cell.get(facet)]
        coded[facet] = keys, table[columns.cell]
    local = columns.posted + _offsets(columns.posted, zone)
    coded[Facet.WEEKDAY] = WEEKDAYS, ((local // DAY + THURSDAY) % 7).astype(np.uint16)
    coded[Facet.HOUR] = HOURS, (local % DAY // HOUR).astype(np.uint16)
    return coded


def _offsets(moments: Seconds, zone: tzinfo) -> Seconds:
    """Return by how many seconds local time is ahead at each moment: asked once a day, where it changes each time."""
    days, which = np.unique(moments // DAY, return_inverse=True)
    begins = np.array([_offset(int(day) * DAY, zone) for day in days], dtype=np.int64)
    ends = np.array([_offset((int(day) + 1) * DAY - 1, zone) for day in days], dtype=np.int64)
    offsets: Seconds = begins[which]
    for at in np.flatnonzero((begins != ends)[which]):
        offsets[at] = _offset(int(moments[at]), zone)
    return offsets


def _offset(moment: int, zone: tzinfo) -> int:
    offset = datetime.fromtimestamp(moment, UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _keys(facet: Facet, now: Mapping[str, Figures], before: Mapping[str, Figures]) -> list[str]:
    """Return the keys that are shown: in their order for times, the most frequent first for names."""
    if facet not in NAMED:
        return list(now)
    posts = {key: (now[key].posts if key in now else 0, before[key].posts if key in before else 0)
             for key in {*now, *before}}  # fmt: skip
    return sorted((key for key, both in posts.items() if any(both)), key=lambda key: (*(-n for n in posts[key]), key))


def _beside(counts: Sequence[int], sides: Sequence[Estimate | None]) -> SideBySide:
    english, french = sides
    apart = None if english is None or french is None else difference(english, french)
    return SideBySide(counts=(counts[0], counts[1]), english=english, french=french, apart=apart)


def _between(
    columns: ServiceColumns, coded: Mapping[Facet, tuple[Sequence[str], Codes]], start: datetime, end: datetime
) -> _Part:
    chosen = (columns.posted >= _seconds(start)) & (columns.posted < _seconds(end))
    if not chosen.all():
        columns = replace(
            columns,
            cell=columns.cell[chosen],
            posted=columns.posted[chosen],
            waits={step: waits[chosen] for step, waits in columns.waits.items()},
            hidden=columns.hidden[chosen],
            exposed=columns.exposed[chosen],
            offered=columns.offered[chosen],
        )
        coded = {facet: (keys, codes[chosen]) for facet, (keys, codes) in coded.items()}
    return _Part(columns=columns, coded=coded)


def _exposure(columns: ServiceColumns, now: int) -> Exposure:
    """Return the figures of the exposure clock, as `smbot.reports.exposure` has them."""
    exposed = columns.exposed == 1
    over = exposed & (columns.hidden >= 0)
    times = np.sort(columns.hidden[over])
    running = np.sort(np.maximum(now - columns.posted[exposed & ~over], 0))
    timing, waiting = _timing(times, 0, len(times)), _timing(running, 0, len(running))
    return Exposure(
        hidden=len(times),
        still=len(running),
        median=timing.median,
        ninetieth=timing.ninetieth,
        still_median=waiting.median,
        still_longest=timedelta(seconds=int(running[-1])) if len(running) else None,
    )


def _offered(offered: Seconds) -> Share:
    return Share(hits=int((offered == 1).sum()), of=int((offered >= 0).sum()))


def _backlog(opened: OpenColumns, period: Period, now: datetime, zone: tzinfo) -> tuple[DayEnd, ...]:
    """Return the ends of the period's days; the last of a period that runs is now."""
    days = [period.first_day + timedelta(days=n) for n in range((period.last_day - period.first_day).days + 1)]
    starts = [datetime.combine(day, time.min, zone) for day in days]
    ends = [*starts[1:], datetime.combine(period.last_day + timedelta(days=1), time.min, zone)]
    edges = np.array([_seconds(min(moment, now)) for moment in (starts[0], *ends)], dtype=np.int64)
    came, closed = (_before(column, edges) for column in (opened.collected, opened.closed[opened.closed != NEVER]))
    return tuple(
        DayEnd(
            day=day,
            open=int(came[at] - closed[at]),
            came=int(came[at] - came[at - 1]),
            closed=int(closed[at] - closed[at - 1]),
        )
        for at, (day, start) in enumerate(zip(days, starts, strict=True), 1)
        if start <= now
    )


def _before(moments: Seconds, edges: Seconds) -> Seconds:
    """Count the moments before each edge."""
    return np.searchsorted(np.sort(moments), edges, side="left").astype(np.int64)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())

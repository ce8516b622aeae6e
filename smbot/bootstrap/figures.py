"""The figures of /operations as flat rows, the same for every reader: page, command line, other programs. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from smbot.bootstrap.operations import Operations
from smbot.cases.survey import Result
from smbot.core.money import in_usd
from smbot.core.shares import Share
from smbot.offices.report import Deflection
from smbot.reports.exposure import Exposure
from smbot.reports.service import Figures, ServiceReport, SideBySide

Value = int | float | str | None
COLUMNS = ("section", "key", "figure", "now", "before")


class Section(StrEnum):
    """What figures are sorted by; the names are stable."""

    TOTAL = "total"
    PROGRAM = "program"
    OFFICE = "office"
    LABEL = "label"
    LANGUAGE = "language"
    PLATFORM = "platform"
    WEEKDAY = "weekday"
    HOUR = "hour"
    BACKLOG = "backlog"
    PARITY = "parity"
    EXPOSURE = "exposure"
    OFFER = "offer"
    DEFLECTION = "deflection"
    SURVEY = "survey"
    INCIDENTS = "incidents"
    ACCOUNTS = "accounts"
    BUDGETS = "budgets"


SECTIONS = tuple(section.value for section in Section)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure. Waits are in seconds, shares from 0 to 1; `before` is None where nothing is compared."""

    section: str
    key: str
    figure: str
    now: Value
    before: Value = None


def figures(operations: Operations) -> Iterator[Figure]:
    """Yield every figure, in the order of `SECTIONS`."""
    service = operations.service
    for name, groups in [("total", [service.total]), *((f.value, service.groups[f]) for f in service.groups)]:
        for group in groups:
            yield from _pairs(name, group.key, _of_figures(group.now), _of_figures(group.before))
    yield from _backlog(service)
    yield from _parity(service)
    yield from _pairs("exposure", "", _of_exposure(service.exposure), _of_exposure(service.exposure_before))
    yield from _pairs("offer", "", _of_share("made", service.offered), _of_share("made", service.offered_before))
    yield from _pairs(
        "deflection", "", _of_deflection(operations.deflection), _of_deflection(operations.deflection_before)
    )
    yield from _pairs("survey", "", _of_survey(operations.survey), _of_survey(operations.survey_before))
    yield Figure(section="incidents", key="", figure="alone", now=operations.alone)
    for cluster in operations.clusters:
        for name, value in (
            ("incidents", cluster.now),
            ("all_incidents", cluster.all),
            ("first", cluster.first.isoformat()),
            ("last", cluster.last.isoformat()),
        ):
            yield Figure(section="incidents", key=cluster.problem.id, figure=name, now=value)
    yield from _accounts(operations)


def as_tree(rows: Iterable[Figure]) -> dict[str, dict[str, dict[str, dict[str, Value]]]]:
    """Return figures as section, key, figure, then now and before: for JSON."""
    tree: dict[str, dict[str, dict[str, dict[str, Value]]]] = {}
    for row in rows:
        tree.setdefault(row.section, {}).setdefault(row.key, {})[row.figure] = {"now": row.now, "before": row.before}
    return tree


def _pairs(
    section: str, key: str, now: Iterable[tuple[str, Value]], before: Iterable[tuple[str, Value]]
) -> Iterator[Figure]:
    for (name, value), (_, earlier) in zip(now, before, strict=True):
        yield Figure(section=section, key=key, figure=name, now=value, before=earlier)


def _of_figures(figures: Figures) -> Iterator[tuple[str, Value]]:
    yield "posts", figures.posts
    yield from _of_share("within_standard", figures.within)
    for step, timing in figures.steps.items():
        yield f"{step}_count", timing.count
        yield f"{step}_median_seconds", _seconds(timing.median)
        yield f"{step}_ninetieth_seconds", _seconds(timing.ninetieth)


def _of_share(name: str, share: Share) -> Iterator[tuple[str, Value]]:
    low, high = share.interval or (None, None)
    yield from ((name, share.hits), (f"{name}_of", share.of), (f"{name}_share", share.value))
    yield from ((f"{name}_share_low", low), (f"{name}_share_high", high))


def _of_exposure(exposure: Exposure) -> Iterator[tuple[str, Value]]:
    yield from (("hidden", exposure.hidden), ("still_seen", exposure.still))
    yield "median_seconds", _seconds(exposure.median)
    yield "ninetieth_seconds", _seconds(exposure.ninetieth)
    yield "still_seen_median_seconds", _seconds(exposure.still_median)
    yield "still_seen_longest_seconds", _seconds(exposure.still_longest)


def _of_deflection(deflection: Deflection) -> Iterator[tuple[str, Value]]:
    yield from (("deflected", deflection.deflected), ("came_back", deflection.came_back))
    yield from (("too_early", deflection.too_early), ("unknown", deflection.unknown), ("share", deflection.share))


def _of_survey(result: Result) -> Iterator[tuple[str, Value]]:
    yield from _of_share("answered", result.answered)
    yield from _of_share("solved", result.solved)
    yield from _of_share("own_language", result.own_language)


def _backlog(service: ServiceReport) -> Iterator[Figure]:
    yield Figure(section="backlog", key="", figure="rising_a_day", now=service.rising)
    for end in service.backlog:
        for name, value in (("open", end.open), ("came", end.came), ("closed", end.closed)):
            yield Figure(section="backlog", key=end.day.isoformat(), figure=name, now=value)


def _parity(service: ServiceReport) -> Iterator[Figure]:
    parity = service.parity
    waits = {f"{step}_median_seconds": side for step, side in parity.waits.items()}
    shares = {"within_standard_share": parity.within, "offer_made_share": parity.offered}
    for key, side in {**waits, **shares}.items():
        yield from (Figure(section="parity", key=key, figure=name, now=value) for name, value in _of_side(side))


def _of_side(side: SideBySide) -> Iterator[tuple[str, Value]]:
    yield from (("english_count", side.counts[0]), ("french_count", side.counts[1]))
    for name, estimate in (("english", side.english), ("french", side.french), ("difference", side.apart)):
        yield name, estimate.value if estimate else None
        yield f"{name}_low", estimate.low if estimate else None
        yield f"{name}_high", estimate.high if estimate else None


def _accounts(operations: Operations) -> Iterator[Figure]:
    for health in operations.accounts:
        last = health.collected_at
        for name, value in (
            ("collected_at", last.isoformat() if last else None),
            ("failures", health.failures),
            ("paused", health.paused),
        ):
            yield Figure(section="accounts", key=health.account, figure=name, now=value)
    for budget in operations.budgets:
        for name, spent in (("spent_usd", budget.spent_micros), ("limit_usd", budget.limit_micros)):
            yield Figure(section="budgets", key=budget.platform, figure=name, now=in_usd(spent))


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else int(length.total_seconds())

"""The page “Operations”: waits, backlog, both languages side by side, incidents, accounts; each also as a file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from babel.dates import get_day_names
from fastapi import Request
from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.figures import COLUMNS, SECTIONS, figures
from smbot.bootstrap.operations import Cluster, Operations, operations_of
from smbot.core.cells import csv_text
from smbot.core.durations import duration
from smbot.core.messages import Message, msg, say
from smbot.core.roles import Permission
from smbot.reports.digest import exposure_told
from smbot.reports.service import Facet, Group, SideBySide, Step, Timing
from smbot.reports.service_words import FACETS, STEPS, backlog_told, longest_told, parity_told, service_findings
from smbot.web.access import Routes, Visiting, permission
from smbot.web.charts import Bar, Columns, Line, bars_of, columns_of, line_of
from smbot.web.dates import long_day, number, percent, short_day
from smbot.web.reputation import FIRST_DAY
from smbot.web.templating import Pages
from smbot.web.words import LOCALES, label_name, language_name, platform_name

READERS = permission(Permission.READ_REPORTS)
PRESETS = (7, 28, 91, 364)
USUAL = 28
LONGEST = 732
"""Days in a period, at most: two years."""
MOST_BARS = 12
LABELLED_HOURS = 6
NO_NAME = msg("not known")
MINUS = "\u2212"
Told = Callable[[float, str], str]
"""Says a figure in a language."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which days, and the wait to which step the charts show."""

    first: date
    last: date
    step: Step

    @property
    def query(self) -> str:
        """Return the query of this choice's address."""
        return urlencode({"from": self.first.isoformat(), "to": self.last.isoformat(), "step": self.step.value})

    @property
    def days(self) -> int:
        """Return how many days these are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, kw_only=True)
class Row:
    """A group with its name."""

    name: str
    group: Group


@dataclass(frozen=True, kw_only=True)
class FacetChart:
    """Waits by one thing: a sentence, bars or columns, and the rows of the table."""

    facet: Facet
    title: Message
    finding: Message
    bars: tuple[Bar, ...]
    columns: Columns | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class ParityRow:
    """A figure in both languages, in words."""

    name: Message
    cells: tuple[str, ...]


class OperationsPages:
    """The page, and its figures for other programs."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/operations", self.operations, READERS)
        routes.get("/operations.csv", self.figures, READERS)

    def operations(self, request: Request, visit: Visiting) -> Response:
        """Show a period."""
        wanted = wanted_of(request.query_params, self._today())
        found = operations_of(self._application, wanted.first, wanted.last)
        service, language = found.service, visit.language
        opened = [end.open for end in service.backlog]
        may_queue = visit.signed_in.may(Permission.READ_QUEUE)
        values = {
            "wanted": wanted,
            "first": _day(wanted.first, language),
            "last": _day(wanted.last, language),
            "presets": [(days, Wanted(first=self._today() - timedelta(days=days - 1), last=self._today(),
                                      step=wanted.step)) for days in PRESETS],
            "today": self._today(),
            "steps": STEPS,
            "duration": duration,
            "sentences": list(service_findings(service)),
            "total": service.total,
            "service": service,
            "charts_shown": [self._facet(facet, service.groups[facet], wanted.step, language) for facet in Facet],
            "backlog": _line([*map(str, opened)], opened, service.backlog[0].day, service.backlog[-1].day, language),
            "backlog_finding": backlog_told(service),
            "parity": _parity_rows(found, language),
            "parity_findings": list(parity_told(service.parity)),
            "exposure_findings": list(exposure_told(service.exposure)),
            "found": found,
            "clusters": [(each, self._cluster_name(each, language), _spark(each)) for each in found.clusters],
            "links": may_queue,
        }  # fmt: skip
        return self._pages.show(visit, "operations.html", values)

    def figures(self, request: Request, visit: Visiting) -> Response:
        """Return the figures as comma-separated values: all, or those of one section."""
        wanted = wanted_of(request.query_params, self._today())
        section = request.query_params.get("of", "")
        shown = [
            each
            for each in figures(operations_of(self._application, wanted.first, wanted.last))
            if section in {"", each.section} or section not in SECTIONS
        ]
        text = csv_text(COLUMNS, [[getattr(each, column) for column in COLUMNS] for each in shown])
        part = f"-{section}" if section in SECTIONS else ""
        name = f"smbot-operations{part}-{wanted.first.isoformat()}-{wanted.last.isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    def _today(self) -> date:
        return self._application.clock.now().astimezone(self._application.zone).date()

    def _facet(self, facet: Facet, groups: Sequence[Group], step: Step, language: str) -> FacetChart:
        rows = tuple(Row(name=self._name(facet, group.key, language), group=group) for group in groups)
        if len(rows) == 1:
            finding = msg("All of them: {name}. There is nothing to compare.", name=rows[0].name)
        else:
            finding = longest_told([(row.name, row.group) for row in rows], step)
        timed = facet in (Facet.HOUR, Facet.WEEKDAY)
        waits = [_seconds(row.group.now.steps[step]) for row in rows]
        columns = None
        if timed:
            names = [r.name if facet == Facet.WEEKDAY or n % LABELLED_HOURS == 0 else "" for n, r in enumerate(rows)]
            top = say(duration(timedelta(seconds=max((most for _, most in waits), default=0))), language)
            columns = columns_of(waits, _shortened(names) if facet == Facet.WEEKDAY else names, top)
        bars = bars_of([(r.name, timing_told(r.group.now.steps[step]), *w)
                        for r, w in zip(rows[:MOST_BARS], waits, strict=False)])  # fmt: skip
        return FacetChart(
            facet=facet, title=FACETS[facet], finding=finding, bars=() if timed else bars, columns=columns, rows=rows
        )

    def _name(self, facet: Facet, key: str, language: str) -> str:
        """Return the name of a key, as the language writes it."""
        match facet:
            case Facet.LABEL:
                return say(label_name(key), language)
            case Facet.LANGUAGE:
                name = language_name(key, language)
                return say(name, language) if isinstance(name, Message) else name
            case Facet.PLATFORM:
                return platform_name(key)
            case Facet.WEEKDAY:
                return str(get_day_names("wide", locale=LOCALES[language])[int(key)])
            case Facet.HOUR:
                return say(msg("{hour}:00", hour=key), language)
        directory = self._application.directory
        named = directory.programs if facet == Facet.PROGRAM else directory.offices
        names = {one.id: one.name.en if language == "en" else one.name.fr for one in named}
        return names.get(key, key) or say(NO_NAME, language)

    def _cluster_name(self, cluster: Cluster, language: str) -> str:
        """Return by what a problem is known: its program and office, or its number."""
        case = cluster.problem
        parts = [self._name(facet, key, language)
                 for facet, key in ((Facet.PROGRAM, case.program), (Facet.OFFICE, case.office)) if key]  # fmt: skip
        return ", ".join(parts) or case.id


def wanted_of(query: Mapping[str, str], today: date) -> Wanted:
    """Read days and step from an address: `from` and `to`, or `days` up to today; what cannot be is left out."""
    days = query.get("days", "")[:4]
    length = min(int(days), LONGEST) if days.isascii() and days.isdecimal() and int(days) else USUAL
    first, last = period_near(_date(query.get("from", "")), _date(query.get("to", "")), today, usual=length)
    step = query.get("step", "")
    return Wanted(first=first, last=last, step=Step(step) if step in set(Step) else Step.CLOSED)


def period_near(first: date | None, last: date | None, today: date, *, usual: int = USUAL) -> tuple[date, date]:
    """Return the period nearest to what was asked for that can be: up to today, in order, and not too long. Pure."""
    end = min(max(last or today, FIRST_DAY), today)
    begin = first or end - timedelta(days=usual - 1)
    return min(max(begin, FIRST_DAY, end - timedelta(days=LONGEST - 1)), end), end


def timing_told(timing: Timing) -> Message:
    """Return a timing in few words."""
    if timing.median is None or timing.ninetieth is None:
        return msg("no post")
    return msg("{half} · {most} ({count})", half=duration(timing.median), most=duration(timing.ninetieth),
               count=timing.count)  # fmt: skip


def _parity_rows(found: Operations, language: str) -> list[ParityRow]:
    parity = found.service.parity
    waits = [ParityRow(name=STEPS[step], cells=_cells(parity.waits[step], _length, _length, language))
             for step in (Step.ACTED, Step.SENT, Step.CLOSED)]  # fmt: skip
    shares = [
        ParityRow(name=msg("within the service standard"), cells=_cells(parity.within, percent, _points, language)),
        ParityRow(name=msg("active offer made"), cells=_cells(parity.offered, percent, _points, language)),
    ]
    return [*waits, *shares]


def _cells(side: SideBySide, told: Told, apart: Told, language: str) -> tuple[str, ...]:
    """Return English, French, the difference and its interval, in words."""
    sides = [
        f"{told(one.value, language)} ({number(count, language)})" if one is not None else "–"
        for one, count in zip((side.english, side.french), side.counts, strict=True)
    ]
    if side.apart is None:
        return (*sides, "–", "–")
    low, high = (apart(bound, language) if bound is not None else "–" for bound in (side.apart.low, side.apart.high))
    return (*sides, apart(side.apart.value, language), say(msg("{low} to {high}", low=low, high=high), language))


def _length(seconds: float, language: str) -> str:
    return (MINUS if seconds < 0 else "") + say(duration(timedelta(seconds=abs(seconds))), language)


def _points(share: float, language: str) -> str:
    """Return how far two shares are apart: not in per cent, which would be taken for a share of one of them."""
    points = round(100 * share)
    return say(msg("{points} of 100", points=f"{MINUS if points < 0 else ''}{abs(points)}"), language)


def _line(texts: Sequence[str], values: Sequence[int], first: date, last: date, language: str) -> Line:
    return line_of(values, texts, (_short_day(first, language), _short_day(last, language)))


def _spark(cluster: Cluster) -> Line:
    return line_of(cluster.days, [""] * len(cluster.days), ("", ""))


def _seconds(timing: Timing) -> tuple[float, float]:
    if timing.median is None or timing.ninetieth is None:
        return 0.0, 0.0
    return timing.median.total_seconds(), timing.ninetieth.total_seconds()


def _shortened(names: Sequence[str]) -> list[str]:
    return [name[:3] for name in names]


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(day: date, language: str) -> str:
    return long_day(day, language)


def _short_day(day: date, language: str) -> str:
    return short_day(day, language)

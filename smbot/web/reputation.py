"""The page “What is said about us”: a week of posts in sentences, bars, words and wrong facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fastapi import Request
from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.core.cells import Cell, csv_text
from smbot.core.errors import NotAllowed
from smbot.core.messages import Message, msg, say
from smbot.core.roles import Permission
from smbot.core.spans import Evidence
from smbot.reports.drift import Gap, Move, TriageHealth
from smbot.reports.drift_words import health_findings
from smbot.reports.findings import NONE_RISES, NOT_COMPARED, findings, leading, right_values
from smbot.reports.model import SPOKEN, Finding, FindingKind, Report, Volume
from smbot.review.desk import Desk
from smbot.review.ports import QueueItem
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.dates import long_day
from smbot.web.templating import Pages
from smbot.web.words import label_name, language_name, platform_name

FIRST_DAY = date(2000, 1, 1)
MOST_SHOWN = 25
"""Posts shown of one kind; the count above says how many there are."""

LISTS: Sequence[tuple[FindingKind, Message, Message]] = (
    (
        FindingKind.CLAIM,
        msg("Wrong about our services"),
        msg("These posts state something else than the configuration does."),
    ),
    (
        FindingKind.QUESTION,
        msg("People ask whether it is so"),
        msg("These posts name a wrong value as a question: a good moment to give the right one."),
    ),
    (
        FindingKind.SCAM,
        msg("Scams in our name"),
        msg("These posts speak as if they were us, and ask for money, passwords or a click."),
    ),
    (
        FindingKind.SCAM_REPORT,
        msg("People tell of a scam"),
        msg("These posts tell of a message, a site or an account that poses as us."),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A finding with its post; `evidence` marks its words in the post, `right` are the right values."""

    item: QueueItem
    subject: str
    right: tuple[Message, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One row of a chart; shares are per cents of the longest bar."""

    name: str
    volume: Volume
    now_share: float
    before_share: float


@dataclass(frozen=True, kw_only=True)
class Chart:
    """Volumes of one kind, with the sentence that says what they show."""

    id: str
    title: Message
    finding: Message
    bars: tuple[Bar, ...]


class ReputationPages:
    """The page, and its figures as a table for other programs."""

    def __init__(self, application: Application, desk: Desk, pages: Pages) -> None:
        self._application = application
        self._desk = desk
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/reputation", self.reputation, permission(Permission.READ_QUEUE))
        routes.get("/reputation.csv", self.figures, permission(Permission.READ_QUEUE))

    def reputation(self, request: Request, visit: Visiting) -> Response:
        """Show a week."""
        today = self._application.clock.now().astimezone(self._application.zone).date()
        report = self._application.reputation(until := _until(request.query_params, today))
        monday = report.period.first_day
        later = monday + timedelta(days=13)
        values = {
            "report": report,
            "until": until,
            "first": _day(report.period.first_day, visit.language),
            "last": _day(report.period.last_day, visit.language),
            "running": report.period.last_day == today and today.weekday() < 6,
            "earlier": monday - timedelta(days=1) if monday > FIRST_DAY + timedelta(days=7) else None,
            "later": min(later, today) if monday + timedelta(days=7) <= today else None,
            "sentences": list(findings(report)),
            "lists": [
                (kind, title, why, len(found), self._shown(found[:MOST_SHOWN], visit))
                for kind, title, why in LISTS
                if (found := report.of_kind(kind))
            ],
            "charts": charts(report, visit.language),
            "health": (health := self._application.triage_health(until)),
            "health_sentences": list(health_findings(health)),
            "label_rows": _label_rows(health),
            "spoken": SPOKEN,
            "no_words": {s: NONE_RISES if report.compared[s] else NOT_COMPARED for s in SPOKEN},
        }
        return self._pages.show(visit, "reputation.html", values)

    def figures(self, request: Request, visit: Visiting) -> Response:
        """Return the week's volumes as comma-separated values."""
        today = self._application.clock.now().astimezone(self._application.zone).date()
        report = self._application.reputation(_until(request.query_params, today))
        rows: list[list[Cell]] = [
            [say(chart.title, visit.language), bar.name, bar.volume.now, bar.volume.before]
            for chart in charts(report, visit.language)
            for bar in chart.bars
        ]
        text = csv_text([say(title, visit.language) for title in CSV_COLUMNS], rows)
        name = f"smbot-{report.period.first_day.isoformat()}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)

    def _shown(self, found: Sequence[Finding], visit: Visit) -> list[Shown]:
        shown = []
        for finding in found:
            try:
                item = self._desk.item(visit.signed_in, finding.mention)
            except NotAllowed:
                continue  # disposed of since the report was made
            if item.text is None:
                continue
            evidence, fact = finding.evidence, finding.evidence.fact
            rule = evidence.kind.value
            mark = Evidence(start=evidence.start, end=evidence.end, label=rule, rule=rule)
            shown.append(
                Shown(
                    item=item,
                    subject=fact.name.get(visit.language) if fact else "",
                    right=tuple(right_values(fact.right, fact.kind)) if fact else (),
                    evidence=(mark,),
                )
            )
        return shown


CSV_COLUMNS = (msg("Counted by"), msg("Name"), msg("Posts"), msg("Before"))


def charts(report: Report, language: str) -> list[Chart]:
    """Return the report's volumes as charts; one of which there is nothing is left out."""

    def told(name: Message | str) -> str:
        return say(name, language) if isinstance(name, Message) else name

    labels = [(told(label_name(v.key)), v) for v in report.labels]
    languages = [(told(language_name(v.key, language)), v) for v in report.languages]
    platforms = [(platform_name(v.key), v) for v in report.platforms]
    subjects = [(v.name.get(language) if v.name else v.key, v) for v in report.subjects if v.now or v.before]
    wanted = (
        ("labels", msg("Labels"), labels),
        ("languages", msg("Languages"), languages),
        ("platforms", msg("Platforms"), platforms),
        ("subjects", msg("Places and services"), subjects),
    )
    return [_chart(key, title, rows, report) for key, title, rows in wanted if rows]


def _chart(key: str, title: Message, rows: Sequence[tuple[str, Volume]], report: Report) -> Chart:
    longest = max(1, *(max(volume.now, volume.before) for _, volume in rows))
    first = leading([volume for _, volume in rows])
    name = next((name for name, volume in rows if volume is first), "")
    finding = (
        msg("{name}: {now} of {total} posts, {before} before.", name=name, now=first.now, total=report.total.now,
            before=first.before)
        if first
        else msg("Nothing stands out.")
    )  # fmt: skip
    bars = tuple(
        Bar(
            name=name,
            volume=volume,
            now_share=round(100 * volume.now / longest, 1),
            before_share=round(100 * volume.before / longest, 1),
        )
        for name, volume in rows
    )
    return Chart(id=key, title=title, finding=finding, bars=bars)


def _label_rows(health: TriageHealth) -> list[tuple[Move, Gap]]:
    """Return the labels that were given in the period or before, each with its gap between the languages."""
    pairs = zip(health.labels, health.gaps, strict=True)
    return [(move, gap) for move, gap in pairs if move.now.hits or move.before.hits]


def _until(query: Mapping[str, str], today: date) -> date:
    """Return the day that the address names; today where it names none that can be."""
    try:
        day = date.fromisoformat(query.get("until", ""))
    except ValueError:
        return today
    return day if FIRST_DAY <= day <= today else today


def _day(day: date, language: str) -> str:
    return long_day(day, language)

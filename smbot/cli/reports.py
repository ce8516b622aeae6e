"""`smbot report weekly|operations`: what is said about us, and how the service fares."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.operations import operations
from smbot.cli.output import language, named, show, show_json, speak, table, tell, tr
from smbot.cli.triage_health import health_json, show_health
from smbot.core.errors import InputError, NotAllowed
from smbot.core.marked import marked
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.reports.model import Finding, Report, Volume

FIRST_DAY = date(2000, 1, 1)
LONGEST_DAYS = 366


def build() -> typer.Typer:
    """Return the commands of reports."""
    app = typer.Typer(no_args_is_help=True)
    app.callback()(_reports)
    app.command("weekly", help=tr("What is said about us: volumes, rising words, wrong facts, scams."))(weekly)
    app.command(help=tr("How the service fares: waits, backlog, both languages, incidents, accounts."))(operations)
    return app


def _reports() -> None:
    pass


def weekly(
    until: Annotated[
        str, typer.Option(metavar="DATE", help=tr("The week of this day (YYYY-MM-DD), up to and including it; today."))
    ] = "",
    days: Annotated[
        int | None, typer.Option(min=1, max=LONGEST_DAYS, help=tr("So many days up to that day, instead of a week."))
    ] = None,
    lang: Annotated[str, typer.Option(help=tr("Language of the report: en or fr."))] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Report."""
    speak(lang)
    application = open_installation(config)
    _may_read(application, member)
    last = _day(until, application)
    report, health = application.reputation(last, days), application.triage_health(last, days)
    if json:
        show_json({**_for_machines(report), "triage": health_json(health)})
        return
    _for_people(application, report)
    show_health(health)


def _may_read(application: "Application", name: str) -> None:
    from smbot.core.roles import Permission

    who = acting_member(application, name)
    if not who.may(Permission.READ_QUEUE):
        raise NotAllowed(msg("Your role does not permit this."), where=who.name)


def _day(text: str, application: "Application") -> date:
    today = application.clock.now().astimezone(application.zone).date()
    try:
        day = date.fromisoformat(text) if text else today
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= today:
        raise InputError(
            msg("This is no day from {first} to today.", first=FIRST_DAY.isoformat()),
            where="--until",
            mend=msg("Write year, month and day: {today}.", today=today.isoformat()),
        )
    return day


def _for_people(application: "Application", report: "Report") -> None:
    from smbot.core.words import label_name
    from smbot.reports.findings import NONE_RISES, NOT_COMPARED, findings
    from smbot.reports.model import SPOKEN
    from smbot.web.words import language_name, platform_name

    period, reader = report.period, language()
    show(tr("What is said about us, {first} to {last}", first=period.first_day, last=period.last_day))
    for sentence in findings(report):
        show(say(sentence, reader))
    if not report.total.now:
        return
    _volumes(tr("Label"), [(say(label_name(v.key), reader), v) for v in report.labels])
    _volumes(tr("Language"), [(tr("{name}", name=language_name(v.key, reader)), v) for v in report.languages])
    _volumes(tr("Platform"), [(platform_name(v.key), v) for v in report.platforms])
    _volumes(tr("Place or service"), [(v.name.get(reader) if v.name else v.key, v) for v in report.subjects])
    for spoken in SPOKEN:
        show("")
        title = tr("Rising words in English") if spoken == "en" else tr("Rising words in French")
        words = report.rising[spoken]
        if words:
            table((title, tr("Authors"), tr("Before")), [(w.word, str(w.authors), str(w.before)) for w in words])
        else:
            show(named(title, say(NONE_RISES if report.compared[spoken] else NOT_COMPARED, reader)))
    if report.findings:
        show("")
        texts = _texts(application, report.findings)
        columns = (tr("Id"), tr("What it does"), tr("Subject"), tr("Words"), tr("Right"))
        table(columns, [_row(f, texts.get(f.mention, ""), reader) for f in report.findings])
    tell(msg("“Before” is the same stretch of time before; each post counts under its first label."))


def _volumes(title: str, rows: Sequence[tuple[str, "Volume"]]) -> None:
    if not rows:
        return
    show("")
    columns = (title, tr("Posts"), tr("Before"), tr("Change"))
    table(columns, [(name, str(v.now), str(v.before), f"{v.change:+d}") for name, v in rows])


def _texts(application: "Application", found: Sequence["Finding"]) -> dict[str, str]:
    with application.store.read() as tx:
        items = [tx.item(finding.mention) for finding in found]
    return {item.id: marked(item.text) for item in items if item is not None and item.text is not None}


def _row(finding: "Finding", text: str, reader: str) -> tuple[str, ...]:
    from smbot.reports.findings import KINDS, right_values

    shown, fact = finding.evidence, finding.evidence.fact
    return (
        finding.mention,
        say(KINDS[shown.kind], reader),
        fact.name.get(reader) if fact else "",
        " ".join(text[shown.start : shown.end].split()),
        ", ".join(say(value, reader) for value in right_values(fact.right, fact.kind)) if fact else "",
    )


def _for_machines(report: "Report") -> dict[str, object]:
    def volumes(rows: Sequence["Volume"]) -> list[dict[str, object]]:
        return [{"key": v.key, "now": v.now, "before": v.before, "change": v.change} for v in rows]

    period, answers, before = report.period, report.answering, report.answering_before
    return {
        "period": {
            "first_day": period.first_day.isoformat(),
            "last_day": period.last_day.isoformat(),
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
        },
        "total": {"now": report.total.now, "before": report.total.before, "change": report.total.change},
        "labels": volumes(report.labels),
        "languages": volumes(report.languages),
        "platforms": volumes(report.platforms),
        "subjects": volumes(report.subjects),
        "answers": {
            name: {
                "due": one.due,
                "answered": one.answered,
                "share": one.share,
                "median_seconds": one.median.total_seconds() if one.median is not None else None,
            }
            for name, one in (("now", answers), ("before", before))
        },
        "rising": {
            spoken: [{"word": w.word, "authors": w.authors, "before": w.before, "g2": w.strength} for w in words]
            for spoken, words in report.rising.items()
        },
        "compared": dict(report.compared),
        "facts_known": report.facts_known,
        "findings": [
            {
                "mention": finding.mention,
                "kind": finding.evidence.kind.value,
                "start": finding.evidence.start,
                "end": finding.evidence.end,
                "fact": finding.evidence.fact.name.en if finding.evidence.fact else None,
                "right": list(finding.evidence.fact.right) if finding.evidence.fact else [],
            }
            for finding in report.findings
        ],
    }

"""`smbot access clock|laws`: when an answer is due, and by which law; neither needs an installation."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo, available_timezones

import typer

from smbot.access.names import Jurisdiction, RequestKind
from smbot.cli.app import JsonOption
from smbot.cli.output import language, named, show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.access.clock import Pause, Reckoning
    from smbot.access.laws import Law

LawsOption = Annotated[
    Path | None, typer.Option("--laws", help=tr("A file of your own rows of laws; they go before smbot's."))
]


YEARS = range(1980, 2101)
"""For which a clock is reckoned: holidays of far-off years are guesses."""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(help=tr("Reckon when an answer is due; needs no installation."))(clock)
    app.command(help=tr("List the laws with their clocks, sources and when each was verified."))(laws)


def clock(
    jurisdiction: Annotated[Jurisdiction, typer.Option(help=tr("Whose law counts."))],
    received: Annotated[
        str,
        typer.Option(metavar="DATE", help=tr("When it was received: a day, or a moment as 2026-03-02T23:30:00-05:00.")),
    ],
    kind: Annotated[RequestKind, typer.Option(help=tr("Records, or one's own file."))] = RequestKind.GENERAL,
    extended: Annotated[
        list[int] | None, typer.Option(min=1, max=366, help=tr("An extension in days, as the law counts them."))
    ] = None,
    paused: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FROM..UNTIL", help=tr("The clock stood still, as 2026-03-10..2026-03-20; or FROM.. alone.")
        ),
    ] = None,
    today: Annotated[str, typer.Option(metavar="DATE", help=tr("As on that day; else today."))] = "",
    time_zone: Annotated[
        str, typer.Option(help=tr("Where the body is, as America/Toronto; else the seat of government."))
    ] = "",
    own: LawsOption = None,
    json: JsonOption = False,
) -> None:
    """Reckon."""
    from smbot.access.clock import ZONES, local_day, reckon
    from smbot.access.laws import load_laws
    from smbot.access.words import DISCLAIMER, due_line, law_line
    from smbot.core.clock import SystemClock

    name = time_zone or ZONES[jurisdiction]
    if name not in available_timezones():
        raise InputError(
            msg("There is no time zone of this name."), where=name, mend=msg("Write it as America/Toronto.")
        )
    zone = ZoneInfo(name)
    found = reckon(
        load_laws(own),
        jurisdiction,
        kind,
        _received(received, zone),
        today=day_of(today, "--today") or local_day(SystemClock().now(), zone),
        extensions=extended or (),
        pauses=[_pause(each) for each in paused or ()],
    )
    if json:
        show_json({"jurisdiction": jurisdiction, "kind": kind, **reckoning_json(found)})
        return
    reader = language()
    if found.law is not None:
        show(say(law_line(found.law, reader), reader))
    show(say(due_line(found), reader))
    if found.by_law is not None and found.by_law != found.due:
        show(say(msg("Without extensions and pauses: {day}", day=found.by_law.isoformat()), reader))
    for line in holidays_told(found):
        show(line)
    tell(DISCLAIMER)


def laws(
    jurisdiction: Annotated[Jurisdiction | None, typer.Option(help=tr("Only this one."))] = None,
    own: LawsOption = None,
    json: JsonOption = False,
) -> None:
    """List laws."""
    from smbot.access.laws import load_laws

    found = [law for law in load_laws(own) if jurisdiction in {None, law.jurisdiction}]
    if json:
        show_json([law.model_dump(mode="json") for law in found])
        return
    columns = (
        "",
        tr("Law"),
        tr("For"),
        tr("Days"),
        tr("From"),
        tr("Verified on"),
        tr("Fee"),
        tr("Regulator"),
        tr("Source"),
    )
    table(columns, [_row(law) for law in found])


def day_of(text: str, option: str) -> date | None:
    """Return the day that an option names; None where it is empty.

    Raises:
        InputError: It is no day.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InputError(msg("This is no day."), where=option, mend=msg("Write it as 2026-03-02.")) from None
    if day.year not in YEARS:
        raise _far_off(option)
    return day


def reckoning_json(clock: "Reckoning") -> dict[str, object]:
    """Return a reckoning for machines."""
    law = clock.law
    return {
        "received": clock.received.isoformat(),
        "due": clock.due.isoformat() if clock.due else None,
        "days_left": clock.left,
        "no_date": clock.why.value if clock.why else None,
        "by_law": clock.by_law.isoformat() if clock.by_law else None,
        "fell_on": clock.fell_on.isoformat() if clock.fell_on else None,
        "holidays": [{"day": day.isoformat(), "name": name} for day, name in _named(clock)],
        "law": law.model_dump(mode="json") if law else None,
    }


def holidays_told(clock: "Reckoning") -> Iterator[str]:
    """Yield which holidays did not count, and whether the last day moved."""
    if clock.fell_on is not None and clock.law is not None:
        told = msg(
            "The last day fell on {day} and moves to the next open day ({source}).",
            day=clock.fell_on.isoformat(),
            source=clock.law.closed_source,
        )
        yield say(told, language())
    names = [f"{day.isoformat()} ({name})" for day, name in _named(clock)]
    if names:
        yield named(tr("Holidays that count for this"), ", ".join(names))


def _named(clock: "Reckoning") -> list[tuple[date, str]]:
    from smbot.access.days import holiday_name

    law = clock.law
    if law is None:
        return []
    return [(day, holiday_name(law.jurisdiction, law.holidays, day, language())) for day in clock.skipped]


def _received(text: str, zone: ZoneInfo) -> date:
    from smbot.access.clock import local_day

    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            msg("This is no day and no moment."), where="--received", mend=msg("Write it as 2026-03-02.")
        ) from None
    if at.year not in YEARS:
        raise _far_off("--received")
    return local_day(at if at.tzinfo else at.replace(tzinfo=zone), zone)


def _far_off(option: str) -> InputError:
    told = msg("No law is known for that time.")
    return InputError(
        told, where=option, mend=msg("Name a year from {first} to {last}.", first=YEARS[0], last=YEARS[-1])
    )


def _pause(text: str) -> "Pause":
    from smbot.access.clock import Pause

    since, dots, until = text.partition("..")
    begin, end = day_of(since, "--paused"), day_of(until, "--paused")
    if begin is None or not dots or (end is not None and end < begin):
        raise InputError(
            msg("This is no time."), where="--paused", mend=msg("Write it as 2026-03-10..2026-03-20, or 2026-03-10..")
        )
    return Pause(since=begin, until=end)


def _row(law: "Law") -> tuple[str, ...]:
    from smbot.access.words import KINDS

    reader = language()
    counted = tr("business") if law.counting == "business" else tr("calendar")
    verified = law.verified_on is not None and law.days is not None
    return (
        law.jurisdiction.value,
        law.name.said(reader),
        ", ".join(say(KINDS[kind], reader) for kind in RequestKind if kind in law.kinds),
        f"{law.days} {counted}" if verified else "–",
        law.effective_from.isoformat() if law.effective_from else "",
        law.verified_on.isoformat() if law.verified_on else tr("not verified"),
        law.fee.said(reader) if law.fee else "",
        law.regulator.said(reader) if law.regulator else "",
        law.source,
    )

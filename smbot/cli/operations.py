"""`smbot report operations`: waits, backlog, both languages side by side, incidents, accounts."""

import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language, show, show_json, speak, table, tell, tr
from smbot.core.cells import csv_text
from smbot.core.errors import InputError, NotAllowed
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.bootstrap.operations import Operations
    from smbot.reports.service import Group, ServiceReport, Timing

FIRST_DAY = date(2000, 1, 1)
LONGEST_DAYS = 732
USUAL_DAYS = 28


def operations(
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help=tr("First day (YYYY-MM-DD); 28 days up to the last."))
    ] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help=tr("Last day (YYYY-MM-DD); today."))] = "",
    csv: Annotated[bool, typer.Option("--csv", help=tr("Every figure as comma-separated values."))] = False,
    lang: Annotated[str, typer.Option(help=tr("Language of the report: en or fr."))] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Report."""
    from smbot.bootstrap.figures import COLUMNS, as_tree, figures
    from smbot.bootstrap.operations import operations_of
    from smbot.core.roles import Permission

    speak(lang)
    application = open_installation(config)
    who = acting_member(application, member)
    if not who.may(Permission.READ_REPORTS):
        raise NotAllowed(msg("Your role does not permit this."), where=who.name)
    today = application.clock.now().astimezone(application.zone).date()
    last = _day(until, today, today, "--to")
    first = _day(since, last - timedelta(days=USUAL_DAYS - 1), last, "--from")
    if (last - first).days >= LONGEST_DAYS:
        raise InputError(msg("A report covers {days} days at most.", days=LONGEST_DAYS), where="--from")
    found = operations_of(application, first, last)
    if json:
        show_json({"from": first.isoformat(), "to": last.isoformat(), "figures": as_tree(figures(found))})
    elif csv:
        rows = ([getattr(each, name) for name in COLUMNS] for each in figures(found))
        sys.stdout.write(csv_text(COLUMNS, rows, line_end="\n"))
    else:
        _for_people(found)


def _day(text: str, usual: date, newest: date, where: str) -> date:
    try:
        day = date.fromisoformat(text) if text else usual
    except ValueError:
        day = date.min
    if not FIRST_DAY <= day <= newest:
        raise InputError(
            msg("This is no day from {first} to {last}.", first=FIRST_DAY.isoformat(), last=newest.isoformat()),
            where=where,
            mend=msg("Write year, month and day: {today}.", today=newest.isoformat()),
        )
    return day


def _for_people(found: "Operations") -> None:
    from smbot.reports.digest import exposure_told
    from smbot.reports.service import Facet
    from smbot.reports.service_words import FACETS, STEPS, parity_told, service_findings

    service, reader = found.service, language()
    period = service.period
    show(tr("Operations, {first} to {last}", first=period.first_day, last=period.last_day))
    for sentence in (*service_findings(service), *parity_told(service.parity), *exposure_told(service.exposure)):
        show(say(sentence, reader))
    if not service.total.now.posts:
        return
    show("")
    columns = (tr("From post to"), tr("Posts"), tr("Half within"), tr("Nine of ten within"), tr("Half, before"))
    total = service.total
    table(
        columns,
        [
            (say(name, reader), *_timing(total.now.steps[step]), _half(total.before.steps[step]))
            for step, name in STEPS.items()
        ],
    )
    for facet in Facet:
        _facet(service, facet, say(FACETS[facet], reader))
    tell(msg("Waits are from post to closed. Every figure: --csv or --json."))


def _facet(service: "ServiceReport", facet: str, title: str) -> None:
    from smbot.reports.service import Facet, Step

    shown: list[Group] = [group for group in service.groups[Facet(facet)] if group.now.posts]
    if not shown:
        return
    show("")
    columns = (title, tr("Closed"), tr("Half within"), tr("Nine of ten within"), tr("Half, before"))
    table(
        columns,
        [
            (each.key or "–", *_timing(each.now.steps[Step.CLOSED]), _half(each.before.steps[Step.CLOSED]))
            for each in shown
        ],
    )


def _timing(timing: "Timing") -> tuple[str, str, str]:
    return str(timing.count), _length(timing.median), _length(timing.ninetieth)


def _half(timing: "Timing") -> str:
    return _length(timing.median)


def _length(length: timedelta | None) -> str:
    from smbot.core.durations import duration

    return "–" if length is None else say(duration(length), language())

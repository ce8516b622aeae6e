"""`smbot access confirm …`: what is done about an entry of the docket."""

from typing import Annotated

import typer

from smbot.access.names import Element, Jurisdiction, PauseKind, RequestKind, Where
from smbot.cli.access_clock import day_of
from smbot.cli.access_opening import EntryArgument, ReasonOption, open_docket
from smbot.cli.access_views import entry_json, passing_json, passing_lines, say_state, show_questions
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.output import show, show_json, tell, tr
from smbot.core.errors import InputError
from smbot.core.ids import DocketId
from smbot.core.messages import msg

OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help=tr("The day from which it holds, as in 2026-03-02; else today."))
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(help=tr("Say that an entry is an access request."))(confirm)
    app.command(help=tr("Say that an entry is no access request."))(reject)
    app.command(help=tr("Note that the author was told that the post was seen."))(acknowledge)
    app.command(help=tr("Note what the author was asked, or that they answered; else suggest questions."))(ask)
    app.command("pass", help=tr("Have an entry passed to the access coordinator; take that back, or try again."))(
        pass_on
    )
    app.command(help=tr("Note that the time for an answer was extended."))(extend)
    app.command(help=tr("Note that the legal clock stands still."))(pause)
    app.command(help=tr("Note that the legal clock goes on."))(resume)
    app.command(help=tr("Put an entry under another law."))(change)
    app.command(help=tr("Say that an entry needs nothing more."))(close)
    app.command(help=tr("Take an entry up again."))(reopen)


def confirm(
    entry: EntryArgument,
    reason: ReasonOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Confirm."""
    _, docket, who = open_docket(config, member)
    say_state(docket.confirm(who, DocketId(entry), reason), json=json)


def reject(
    entry: EntryArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Reject."""
    _, docket, who = open_docket(config, member)
    say_state(docket.reject(who, DocketId(entry), reason), json=json)


def acknowledge(
    entry: EntryArgument,
    reason: ReasonOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Acknowledge."""
    _, docket, who = open_docket(config, member)
    say_state(docket.acknowledge(who, DocketId(entry), reason), json=json)


def ask(
    entry: EntryArgument,
    about: Annotated[list[Element] | None, typer.Option("--about", help=tr("What was asked about."))] = None,
    in_public: Annotated[
        bool, typer.Option("--in-public", help=tr("Neutral help was given in public, and nothing was asked."))
    ] = False,
    answered: Annotated[
        int | None, typer.Option("--answered", metavar="NUMBER", help=tr("The author answered this question."))
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Help to make a request clear."""
    from smbot.bootstrap.access import missing_elements

    application, docket, who = open_docket(config, member)
    if answered is not None:
        if about or in_public:
            raise InputError(msg("Note a question or an answer, not both at once."))
        standing = docket.answered(who, DocketId(entry), answered)
    elif about or in_public:
        where = Where.PUBLIC if in_public else Where.PRIVATE
        standing = docket.ask(who, DocketId(entry), about or (), where)
    else:
        standing = docket.entry(who, DocketId(entry))
        missing = missing_elements(application, standing)
        if json:
            show_json({**entry_json(standing), "missing": [element.value for element in missing]})
        else:
            show_questions(standing, missing or tuple(Element))
        return
    say_state(standing, json=json)


def pass_on(
    entry: EntryArgument,
    by: Annotated[
        str, typer.Option("--by", help=tr("“export” where you hand over its evidence yourself; else all that is set."))
    ] = "",
    case: Annotated[str, typer.Option("--case", help=tr("The case in which the author said who they are."))] = "",
    again: Annotated[bool, typer.Option("--again", help=tr("Try once more what was given up."))] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help=tr("Take back what is not passed yet."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Pass to the coordinator."""
    from smbot.access.names import Means
    from smbot.bootstrap.access import ordering_of

    if by not in {"", Means.EXPORT.value}:
        raise InputError(msg("Use one of: {names}.", names=Means.EXPORT.value), where="--by")
    if again + take_back + bool(by or case) > 1:
        raise InputError(msg("Use --again or --take-back alone."))
    application, docket, who = open_docket(config, member)
    ordering, chosen = ordering_of(application), DocketId(entry)
    if by:
        say_state(docket.passed(who, chosen, Means.EXPORT, case=case), json=json)
        return
    if again:
        orders = ordering.again(who, chosen)
    elif take_back:
        orders = ordering.take_back(who, chosen)
    else:
        orders = ordering.give(who, chosen, case=case)
    if json:
        show_json({**entry_json(docket.entry(who, chosen)), "passings": [passing_json(order) for order in orders]})
        return
    for line in passing_lines(orders):
        show(line)
    if not take_back:
        tell(msg("“smbot run” tells the coordinator; “smbot access show” says how that went."))


def extend(
    entry: EntryArgument,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help=tr("How many days, as the law counts them."))],
    reason: ReasonOption,
    on: OnOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Extend."""
    _, docket, who = open_docket(config, member)
    standing = docket.extend(who, DocketId(entry), days, reason, day_of(on, "--on"))
    if standing.clock.law is not None and standing.clock.law.extension_days is None:
        tell(msg("smbot’s data does not say how far this law lets the time be extended: check it."))
    say_state(standing, json=json)


def pause(
    entry: EntryArgument,
    reason: ReasonOption,
    why: Annotated[PauseKind, typer.Option("--for", help=tr("What the clock waits for."))] = PauseKind.CLARIFICATION,
    on: OnOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Stop the clock."""
    _, docket, who = open_docket(config, member)
    standing = docket.pause(who, DocketId(entry), why, reason, day_of(on, "--on"))
    tell(msg("Not every law lets its clock stand still: check that this one does."))
    say_state(standing, json=json)


def resume(
    entry: EntryArgument,
    reason: ReasonOption = "",
    on: OnOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Let the clock go on."""
    _, docket, who = open_docket(config, member)
    say_state(docket.resume(who, DocketId(entry), reason, day_of(on, "--on")), json=json)


def change(
    entry: EntryArgument,
    reason: ReasonOption,
    jurisdiction: Annotated[Jurisdiction | None, typer.Option(help=tr("Whose law counts."))] = None,
    kind: Annotated[RequestKind | None, typer.Option(help=tr("Records, or one's own file."))] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Put under another law."""
    if jurisdiction is None and kind is None:
        raise InputError(msg("Say what changes: --jurisdiction, --kind, or both."))
    _, docket, who = open_docket(config, member)
    say_state(docket.change(who, DocketId(entry), reason, jurisdiction=jurisdiction, kind=kind), json=json)


def close(
    entry: EntryArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Close."""
    _, docket, who = open_docket(config, member)
    say_state(docket.close(who, DocketId(entry), reason), json=json)


def reopen(
    entry: EntryArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Reopen."""
    _, docket, who = open_docket(config, member)
    say_state(docket.reopen(who, DocketId(entry), reason), json=json)

"""`smbot queue snooze|wake|assign|note|notes|together|views`: the acts beside the answer, on one mention or on many."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.labels import SeenOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language, moment, show, show_json, table, tell, tr
from smbot.cli.views import IdArgument, item_json, read_words, state_word
from smbot.core.errors import InputError
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg, say
from smbot.review.aside_ports import Act

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.roles import Member
    from smbot.review.aside_ports import KeptView, Note
    from smbot.review.ports import QueueItem
    from smbot.web.view import View

UntilOption = Annotated[
    str,
    typer.Option(
        "--until",
        help=tr("Until when: hour, three-hours, tomorrow, monday, week, or a time such as 2026-03-05T14:00-05:00."),
    ),
]
ToOption = Annotated[str, typer.Option("--to", help=tr("To whom “assign” gives."))]
LabelOption = Annotated[str, typer.Option("--label", help=tr("Which label “label” gives."))]
UndoOption = Annotated[int | None, typer.Option("--undo", min=1, help=tr("Take back what was done under this number."))]
KeepOption = Annotated[str, typer.Option("--keep", help=tr("Keep a view by this name, of the filters named here."))]
DropOption = Annotated[str, typer.Option("--drop", help=tr("Keep the view of this name no longer."))]
SharedOption = Annotated[bool, typer.Option("--shared", help=tr("Everybody's view; for approvers."))]
FilterOption = Annotated[
    list[str] | None,
    typer.Option(
        "--filter", help=tr("A filter of the queue's address, such as tab=open or language=fr; several are allowed.")
    ),
]


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("snooze", help=tr("Put a mention off."))(snooze)
    app.command("wake", help=tr("Put a mention off no longer."))(wake)
    app.command("assign", help=tr("Give a mention to a colleague, or to nobody."))(assign)
    app.command("note", help=tr("Note something about a mention; it is masked."))(note)
    app.command("notes", help=tr("Show what was noted about a mention."))(notes)
    app.command("together", help=tr("Do one thing with many mentions, or take it back."))(together)
    app.command("views", help=tr("List kept views of the queue, keep one, or drop one."))(views)


def snooze(
    mention: IdArgument,
    until: UntilOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Put it off."""
    application, who = _open(config, member)
    at = _until(application, until)
    item = application.aside().snooze(who, MentionId(mention), at, seen_version=seen)
    tell(msg("The mention is put off."))
    _show(item, json=json)


def wake(
    mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Put it off no longer."""
    application, who = _open(config, member)
    item = application.aside().wake(who, MentionId(mention))
    tell(msg("The mention is put off no longer."))
    _show(item, json=json)


def assign(
    mention: IdArgument,
    name: Annotated[
        str, typer.Argument(metavar="[MEMBER]", help=tr("A member who works on the queue; nobody without one."))
    ] = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Give it to somebody."""
    application, who = _open(config, member)
    item = application.aside().assign(who, MentionId(mention), name, seen_version=seen)
    tell(msg("Noted who has it."))
    _show(item, json=json)


def note(
    mention: IdArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=tr("The words; - for standard input."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Note something."""
    words = read_words("", Path("-")) if text == "-" else text
    application, who = _open(config, member)
    kept = application.aside().note(who, MentionId(mention), words)
    tell(msg("The note is kept."))
    _show_notes([kept], json=json)


def notes(
    mention: IdArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Show what was noted."""
    application, who = _open(config, member)
    item = application.desk().item(who, MentionId(mention))
    found = application.aside().notes(who, item.id)
    if not found and not json:
        tell(msg("Nothing is noted about it."))
    _show_notes(found, json=json)


def together(
    act: Annotated[
        Act | None, typer.Argument(metavar="ACT", help=tr("claim, no-reply, snooze, assign or label."))
    ] = None,
    mentions: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID...]", help=tr("The mentions; ID:VERSION only as that version, as “queue show” says it.")
        ),
    ] = None,
    label: LabelOption = "",
    until: UntilOption = "",
    to: ToOption = "",
    undo: UndoOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Do one thing with many, or take it back."""
    from smbot.review.together import Asked

    application, who = _open(config, member)
    many = application.together()
    if act is not None and undo is None:
        at = _until(application, until) if until else None
        seen = _seen(application, who, mentions or ())
        number = many.do(who, Asked(act=act, label=label, until=at, to=to), seen)
    elif act is None and undo is not None:
        number = many.undo(who, undo)
    else:
        raise InputError(msg("Say what is to be done with which mentions, or use --undo with a number."))
    _show_together(application, who, number, json=json)


def views(
    keep: KeepOption = "",
    drop: DropOption = "",
    filters: FilterOption = None,
    shared: SharedOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List views, keep one, or drop one."""
    from smbot.web.view import view_of

    if keep and drop:
        raise InputError(msg("Use --keep or --drop, not both."))
    application, who = _open(config, member)
    aside = application.aside()
    if drop:
        aside.drop_view(who, drop, shared=shared)
    if keep:
        aside.keep_view(who, keep, view_of(_filters(filters or ())).kept, shared=shared)
    found = aside.views(who)
    if json:
        show_json([_view_json(each) for each in found])
        return
    if not found:
        tell(msg("No view is kept."))
    rows = [(each.name, tr("everybody's") if each.shared else tr("your own"), each.by, each.query) for each in found]
    table((tr("Name"), tr("Whose"), tr("By"), tr("Filters")), rows)


def _open(config: Path, member: str) -> "tuple[Application, Member]":
    application = open_installation(config)
    return application, acting_member(application, member)


def _until(application: "Application", said: str) -> datetime:
    """Return the moment that was meant: one of the page's choices, or a time.

    Raises:
        InputError: It is neither, or a time without its zone.
    """
    from smbot.web.aside_words import UNTIL, until

    chosen = until(said, application.clock.now(), application.zone)
    if chosen is not None:
        return chosen
    try:
        at = datetime.fromisoformat(said)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise InputError(
            msg("This is no time."),
            where="--until",
            mend=msg("Use one of: {names}; or a time with its zone.", names=", ".join(UNTIL)),
        )
    return at


def _seen(application: "Application", who: "Member", named: Iterable[str]) -> Mapping[MentionId, int]:
    """Return mentions as they were seen: those that name no version as they are now.

    Raises:
        InputError: What stands after the colon is no version.
    """
    desk, seen = application.desk(), {}
    for each in named:
        mention, colon, version = each.partition(":")
        if colon and not (version.isascii() and version.isdecimal()):
            raise InputError(msg("This is no version of a mention."), where=mention)
        seen[MentionId(mention)] = int(version) if colon else desk.item(who, MentionId(mention)).version
    return seen


def _filters(said: Iterable[str]) -> Mapping[str, str]:
    """Return filters by their names.

    Raises:
        InputError: One has no value, or no list has it.
    """
    from dataclasses import fields

    from smbot.web.view import View

    known = sorted(each.name for each in fields(View) if each.name != "page")
    found = dict(each.partition("=")[::2] for each in said)
    if not set(found) <= set(known) or not all(found.values()):
        raise InputError(
            msg("There is no such filter."),
            where="--filter",
            mend=msg("Use one of: {names}.", names=", ".join(f"{name}=…" for name in known)),
        )
    return found


def kept_view(application: "Application", who: "Member", name: str) -> "View":
    """Return a view that is kept by a name: one's own before everybody's.

    Raises:
        InputError: There is none of this name.
    """
    from urllib.parse import parse_qsl

    from smbot.web.view import view_of

    named = sorted((each for each in application.aside().views(who) if each.name == name), key=lambda each: each.shared)
    if not named:
        raise InputError(msg("There is no view of this name."), mend=msg("See “smbot queue views”."))
    return view_of(dict(parse_qsl(named[0].query)))


def _show_together(application: "Application", who: "Member", number: int, *, json: bool) -> None:
    from smbot.review.together import grouped
    from smbot.web.aside_words import stayed, went

    done = application.together().done(who, number)
    if done is None:
        return
    if json:
        show_json(
            {
                "number": number,
                "act": done.act,
                "undone": done.undone,
                "went": {mention: each.version for mention, each in done.went.items()},
                "stayed": {each.mention: say(each.why, language()) for each in done.stayed},
            }
        )
        return
    for mention in done.went:
        show(mention)
    tell(went(done.act, len(done.went), undone=done.undone))
    if done.stayed:
        tell(stayed(len(done.stayed)))
    for why, mentions in grouped(done.stayed):
        tell(Message("{why} {mentions}", {"why": why, "mentions": ", ".join(mentions)}))
    if done.went and not done.undone:
        tell(msg("“smbot queue together --undo {number}” takes it back.", number=number))


def _show(item: "QueueItem", *, json: bool) -> None:
    if json:
        show_json(item_json(item))
        return
    off = item.snoozed_until
    show("\t".join((item.id, state_word(item.state, language()), item.assigned_to, moment(off))).rstrip("\t"))


def _show_notes(found: "Iterable[Note]", *, json: bool) -> None:
    if json:
        show_json([{"at": each.at.isoformat(), "by": each.by, "text": each.text} for each in found])
        return
    for each in found:
        show(f"{moment(each.at)}\t{each.by}\t{' '.join(each.text.split())}")


def _view_json(view: "KeptView") -> dict[str, object]:
    from urllib.parse import parse_qsl

    return {"name": view.name, "shared": view.shared, "by": view.by, "filters": dict(parse_qsl(view.query))}

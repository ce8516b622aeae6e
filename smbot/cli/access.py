"""`smbot access …`: the docket of possible access-to-information requests."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.access.names import DocketAction, DocketState, Element, Jurisdiction, PauseKind, RequestKind, Where
from smbot.cli import access_clock
from smbot.cli.access_clock import day_of, holidays_told, reckoning_json
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language, moment, named, show, show_json, table, tell, tr
from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import LANGUAGES, msg, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smbot.access.acts import Docket, Standing
    from smbot.access.orders import PassingOrder
    from smbot.bootstrap import Application
    from smbot.core.roles import Member

EntryArgument = Annotated[str, typer.Argument(metavar="ID", help=tr("The entry's id, as “access list” shows it."))]
ReasonOption = Annotated[str, typer.Option("--reason", help=tr("Why, in a few words; it is masked."))]
OnOption = Annotated[
    str, typer.Option("--on", metavar="DATE", help=tr("The day from which it holds, as in 2026-03-02; else today."))
]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List the docket, what is due first at the top."))(list_entries)
    app.command("show", help=tr("Show one entry with its clock, its steps and questions to ask."))(show_entry)
    app.command("open", help=tr("Put posts onto the docket; without ids, all that are labelled access requests."))(
        open_entries
    )
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
    app.command(help=tr("Write an entry's evidence into a new folder: JSON, pages to print, and their digests."))(
        export
    )
    access_clock.add_to(app)
    return app


def list_entries(
    state: Annotated[list[DocketState] | None, typer.Option(help=tr("Only these states; else all open ones."))] = None,
    everything: Annotated[bool, typer.Option("--all", help=tr("Settled entries too."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List entries."""
    from smbot.access.docket import OPEN_STATES
    from smbot.access.words import STATES, alarm_line

    _, docket, who = _open(config, member)
    states = tuple(DocketState) if everything else tuple(state or OPEN_STATES)
    found = docket.listing(who, *states)
    if json:
        show_json([_json(standing) for standing in found])
        return
    if not found:
        tell(msg("Nothing here. Posts that triage labels as access requests come onto the docket."))
        return
    reader = language()
    rows = [
        (
            standing.entry.id,
            say(STATES[standing.entry.state], reader),
            moment(standing.entry.received_at),
            standing.clock.due.isoformat() if standing.clock.due else "–",
            say(alarm_line(standing.alarm), reader) if standing.alarm else "",
            standing.entry.jurisdiction.value,
            " ".join(each.mention for each in standing.entry.mentions),
        )
        for standing in found
    ]
    table((tr("Id"), tr("State"), tr("Posted"), tr("Due"), tr("Alarm"), tr("Law"), tr("Posts")), rows)


def show_entry(
    entry: EntryArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Show one entry."""
    from smbot.bootstrap.access import missing_elements, ordering_of

    application, docket, who = _open(config, member)
    standing = docket.entry(who, DocketId(entry))
    missing = missing_elements(application, standing)
    orders = ordering_of(application).of(who, standing.entry.id)
    if json:
        passings = [_passing_json(order) for order in orders]
        show_json({**_json(standing), "missing": [element.value for element in missing], "passings": passings})
        return
    _show_lines(standing)
    for line in _passing_lines(orders):
        show(line)
    _show_questions(standing, missing)


def open_entries(
    mentions: Annotated[list[str] | None, typer.Argument(metavar="MENTION...", help=tr("Ids of mentions."))] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Put posts onto the docket."""
    from smbot.access.acts import OFFICER, demand
    from smbot.bootstrap.access import intake_of
    from smbot.classify.access import access_request

    application, _, who = _open(config, member)
    demand(who, OFFICER)
    intake, opened = intake_of(application), []
    with application.store.write() as tx:
        wanted = [MentionId(mention) for mention in mentions or tx.requests_off_docket()]
        for mention in wanted:
            item = tx.item(mention)
            request = access_request(item.labels, item.evidence) if item else None
            if item is None or request is None:
                raise NotAllowed(
                    msg("No mention of this id is labelled as an access request."),
                    where=mention,
                    mend=msg("Label it with “smbot queue labels” first."),
                )
            entry = intake.possible(tx, mention, level=request.level, asked=request.kind, by=who.name)
            opened.append((mention, entry))
    if json:
        show_json([{"mention": mention, "docket": entry} for mention, entry in opened])
        return
    for mention, entry in opened:
        show(f"{mention}\t{entry}")
    if not opened:
        tell(msg("Every post that is labelled as an access request stands on the docket."))


def confirm(
    entry: EntryArgument,
    reason: ReasonOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Confirm."""
    _, docket, who = _open(config, member)
    _say_state(docket.confirm(who, DocketId(entry), reason), json=json)


def reject(
    entry: EntryArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Reject."""
    _, docket, who = _open(config, member)
    _say_state(docket.reject(who, DocketId(entry), reason), json=json)


def acknowledge(
    entry: EntryArgument,
    reason: ReasonOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Acknowledge."""
    _, docket, who = _open(config, member)
    _say_state(docket.acknowledge(who, DocketId(entry), reason), json=json)


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

    application, docket, who = _open(config, member)
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
            show_json({**_json(standing), "missing": [element.value for element in missing]})
        else:
            _show_questions(standing, missing or tuple(Element))
        return
    _say_state(standing, json=json)


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
    application, docket, who = _open(config, member)
    ordering, chosen = ordering_of(application), DocketId(entry)
    if by:
        _say_state(docket.passed(who, chosen, Means.EXPORT, case=case), json=json)
        return
    if again:
        orders = ordering.again(who, chosen)
    elif take_back:
        orders = ordering.take_back(who, chosen)
    else:
        orders = ordering.give(who, chosen, case=case)
    if json:
        show_json({**_json(docket.entry(who, chosen)), "passings": [_passing_json(order) for order in orders]})
        return
    for line in _passing_lines(orders):
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
    _, docket, who = _open(config, member)
    standing = docket.extend(who, DocketId(entry), days, reason, day_of(on, "--on"))
    if standing.clock.law is not None and standing.clock.law.extension_days is None:
        tell(msg("smbot’s data does not say how far this law lets the time be extended: check it."))
    _say_state(standing, json=json)


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
    _, docket, who = _open(config, member)
    standing = docket.pause(who, DocketId(entry), why, reason, day_of(on, "--on"))
    tell(msg("Not every law lets its clock stand still: check that this one does."))
    _say_state(standing, json=json)


def resume(
    entry: EntryArgument,
    reason: ReasonOption = "",
    on: OnOption = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Let the clock go on."""
    _, docket, who = _open(config, member)
    _say_state(docket.resume(who, DocketId(entry), reason, day_of(on, "--on")), json=json)


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
    _, docket, who = _open(config, member)
    _say_state(docket.change(who, DocketId(entry), reason, jurisdiction=jurisdiction, kind=kind), json=json)


def close(
    entry: EntryArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Close."""
    _, docket, who = _open(config, member)
    _say_state(docket.close(who, DocketId(entry), reason), json=json)


def reopen(
    entry: EntryArgument,
    reason: ReasonOption,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Reopen."""
    _, docket, who = _open(config, member)
    _say_state(docket.reopen(who, DocketId(entry), reason), json=json)


def export(
    entry: EntryArgument,
    folder: Annotated[Path, typer.Argument(help=tr("The folder to make; it must not exist."))],
    lang: Annotated[
        list[str] | None, typer.Option("--lang", help=tr("Languages of the pages: en, fr; else both."))
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Write the evidence."""
    from smbot.access.bundle import MANIFEST_FILE, manifest_digest
    from smbot.bootstrap.access import export_evidence

    languages = tuple(dict.fromkeys(lang or LANGUAGES))
    if unknown := sorted(set(languages) - set(LANGUAGES)):
        raise InputError(msg("Use one of: {names}.", names=", ".join(LANGUAGES)), where=f"--lang {unknown[0][:20]}")
    application, docket, who = _open(config, member)
    docket.may(who, DocketId(entry), DocketAction.EXPORT)
    _make(folder)
    made = export_evidence(application, who, DocketId(entry), languages)
    for name, content in made.items():
        path = folder / name
        path.touch(mode=0o600)
        path.write_bytes(content)
    if json:
        show_json({"folder": str(folder), "files": list(made), "manifest_sha256": manifest_digest(made)})
        return
    for name in made:
        show(str(folder / name))
    tell(msg("The audit log holds the digest of {file}: {digest}", file=MANIFEST_FILE, digest=manifest_digest(made)))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise InputError(
            msg("The folder cannot be made ({error}).", error=type(error).__name__),
            where=str(folder),
            mend=msg("Name a folder that does not exist yet, in a folder that is yours."),
        ) from None


def _open(config: Path, member: str) -> "tuple[Application, Docket, Member]":
    from smbot.bootstrap.access import docket_of

    application = open_installation(config)
    return application, docket_of(application), acting_member(application, member)


def _say_state(standing: "Standing", *, json: bool) -> None:
    from smbot.access.words import STATES, due_line

    if json:
        show_json(_json(standing))
        return
    show(f"{standing.entry.id}\t{say(STATES[standing.entry.state], language())}")
    if standing.entry.is_open:
        tell(due_line(standing.clock))


def _show_lines(standing: "Standing") -> None:
    from smbot.access.docket import allowed
    from smbot.access.words import ACTIONS, DISCLAIMER, KINDS, STATES, WORDS, alarm_line, due_line, law_line

    entry, clock, reader = standing.entry, standing.clock, language()
    show(
        f"{entry.id}  {say(STATES[entry.state], reader)}  {entry.jurisdiction.value}  {say(KINDS[entry.kind], reader)}"
    )
    show(say(msg("Posted (the earliest receipt): {at}", at=moment(entry.received_at)), reader))
    show(say(msg("Collected by smbot: {at}", at=moment(entry.collected_at)), reader))
    if clock.law is not None:
        show(say(law_line(clock.law, reader), reader))
    show(say(due_line(clock), reader) + (f" [{say(alarm_line(standing.alarm), reader)}]" if standing.alarm else ""))
    if clock.by_law is not None and clock.by_law != clock.due:
        show(say(msg("Without extensions and pauses: {day}", day=clock.by_law.isoformat()), reader))
    for line in holidays_told(clock):
        show(line)
    show(say(msg("Posts: {ids}", ids=" ".join(each.mention for each in entry.mentions)), reader))
    if entry.case:
        show(say(msg("The author said in private who they are: case {case}.", case=entry.case), reader))
    for step in entry.steps:
        told = [say(WORDS[step.word], reader)] if step.word in WORDS else []
        told += [each for each in (*step.elements, step.jurisdiction, step.reason) if each]
        told += [str(step.days)] if step.days else []
        told += [step.day.isoformat()] if step.day else []
        what = f"{step.number}  {moment(step.at)}  {step.by}  {say(ACTIONS[step.action], reader)}"
        show("  ".join([what, *told]))
    show(say(msg("Possible now: {names}", names=", ".join(action.value for action in allowed(entry.state))), reader))
    tell(DISCLAIMER)


def _show_questions(standing: "Standing", missing: tuple[Element, ...]) -> None:
    from smbot.access.assist import NEUTRAL_HELP, suggestions
    from smbot.access.words import ELEMENTS

    if not standing.entry.is_open or not missing:
        return
    show(named(tr("Not said"), ", ".join(say(ELEMENTS[element], language()) for element in missing)))
    show(tr("Questions to ask in private, never in public:"))
    for question in suggestions(standing.entry.kind, missing):
        show(f"  en  {question.en}")
        show(f"  fr  {question.fr}")
    show(tr("In public, at most:"))
    show(f"  en  {NEUTRAL_HELP.en}")
    show(f"  fr  {NEUTRAL_HELP.fr}")


def _passing_lines(orders: "Sequence[PassingOrder]") -> "Iterator[str]":
    from smbot.access.words import PASSINGS, WORDS, passing_mend, passing_why

    reader = language()
    for order in orders:
        said = [passing_why(order) if order.state in {"waiting", "failed"} else None, passing_mend(order)]
        told = [say(PASSINGS[order.state], reader), *(say(each, reader) for each in said if each)]
        yield named(tr("Passing to the coordinator, {means}", means=WORDS[order.means]), " ".join(told))


def _passing_json(order: "PassingOrder") -> dict[str, object]:
    return {
        "id": order.id,
        "means": order.means.value,
        "state": order.state.value,
        "case": order.case or None,
        "ordered_at": order.ordered_at.isoformat(),
        "ordered_by": order.ordered_by,
        "next_at": order.next_at.isoformat() if order.state == "waiting" else None,
        "attempts": order.attempts,
        "code": order.code or None,
        "certain": order.certain,
    }


def _json(standing: "Standing") -> dict[str, object]:
    from smbot.access.docket import allowed, extensions, questions

    entry = standing.entry
    return {
        "id": entry.id,
        "state": entry.state.value,
        "version": entry.version,
        "received_at": entry.received_at.isoformat(),
        "collected_at": entry.collected_at.isoformat(),
        "opened_at": entry.opened_at.isoformat(),
        "jurisdiction": entry.jurisdiction.value,
        "kind": entry.kind.value,
        "level": entry.level,
        "asked": entry.asked or None,
        "case": entry.case or None,
        "mentions": [each.mention for each in entry.mentions],
        "alarm": standing.alarm or None,
        "clock": reckoning_json(standing.clock),
        "extensions": list(extensions(entry)),
        "questions": [
            {
                "number": one.number,
                "asked_at": one.asked_at.isoformat(),
                "asked_by": one.asked_by,
                "where": one.where,
                "about": list(one.elements),
                "answered_at": one.answered_at.isoformat() if one.answered_at else None,
            }
            for one in questions(entry)
        ],
        "steps": [
            {
                "number": step.number,
                "at": step.at.isoformat(),
                "by": step.by,
                "action": step.action.value,
                "reason": step.reason,
                "day": step.day.isoformat() if step.day else None,
                "days": step.days or None,
                "word": step.word or None,
            }
            for step in entry.steps
        ],
        "actions": [action.value for action in allowed(entry.state)],
    }

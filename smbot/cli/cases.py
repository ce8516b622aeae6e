"""`smbot case …`: cases, what is to be done for them, problems, calls to people on duty, and the survey."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cases.model import CaseState, Kind, Outcome, Priority
from smbot.cli import case_groups
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.case_views import (
    CaseArgument,
    SeenOption,
    WhyOption,
    case_json,
    file_lines,
    open_cases,
    row,
    show_changed,
)
from smbot.cli.output import language as readers_language
from smbot.cli.output import show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.ids import CaseId, MentionId
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application

LanguageOption = Annotated[
    Literal["en", "fr"] | None, typer.Option("--language", help=tr("The language that the person chose."))
]
ProgramOption = Annotated[str | None, typer.Option("--program", help=tr("The program, by its name in the directory."))]
OfficeOption = Annotated[str | None, typer.Option("--office", help=tr("The office, by its name in the directory."))]
OutcomeOption = Annotated[Outcome | None, typer.Option("--outcome", help=tr("How the case ended."))]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List cases, the most urgent and oldest first."))(list_cases)
    app.command("show", help=tr("Show a case with everything on it."))(show_case)
    app.command("open", help=tr("Open a case, with the posts of one author or without any."))(open_case)
    app.command(help=tr("Put another post of its author on a case."))(add)
    app.command(help=tr("Say how urgent a case is, or its language, program or office."))(describe)
    app.command(help=tr("Note something; it is masked."))(note)
    app.command(help=tr("Give somebody something to do."))(task)
    app.command(help=tr("Note that a task is done."))(done)
    app.command(help=tr("Take a case, or give it to a colleague."))(assign)
    app.command("hand-over", help=tr("Hand a case to a colleague, or to one who has the language."))(hand_over)
    app.command(help=tr("Send a case up its escalation path."))(escalate)
    app.command(help=tr("Wait for the citizen: the service clock rests."))(wait)
    app.command(help=tr("Go on after waiting."))(resume)
    app.command(help=tr("Say how a case ended."))(resolve)
    app.command(help=tr("Close a case; a problem with its incidents."))(close)
    app.command(help=tr("Take a case up again."))(reopen)
    case_groups.add_to(app)
    return app


def list_cases(
    kind: Annotated[list[Kind] | None, typer.Option("--kind", help=tr("Only this kind; may be repeated."))] = None,
    state: Annotated[
        list[CaseState] | None, typer.Option("--state", help=tr("Only this state; without any, what has not ended."))
    ] = None,
    assignee: Annotated[str, typer.Option("--assignee", help=tr("Only cases of this member."))] = "",
    program: Annotated[str, typer.Option("--program", help=tr("Only cases of this program."))] = "",
    office: Annotated[str, typer.Option("--office", help=tr("Only cases of this office."))] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help=tr("Only cases whose time is over."))] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help=tr("At most so many."))] = 50,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List cases."""
    from smbot.cases.ports import CaseFilter

    _, cases, who = open_cases(config, member)
    wanted = CaseFilter(
        kinds=frozenset(kind or ()),
        states=frozenset(state or ()),
        assignee=assignee,
        program=program,
        office=office,
        unended=not state,
    )
    found = cases.listing(who, wanted, limit=None if overdue else limit)
    clocks = {case.id: cases.reading(case) for case in found}
    if overdue:
        found = [case for case in found if clocks[case.id].overdue][:limit]
    if json:
        show_json([case_json(case, clocks[case.id]) for case in found])
        return
    if not found:
        tell(msg("No case matches."))
        return
    columns = (tr("Id"), tr("Kind"), tr("State"), tr("Priority"), tr("Clock"), tr("Assigned to"), tr("Program"))
    table(columns, [row(case, clocks[case.id], readers_language()) for case in found])


def show_case(
    case: CaseArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Show a case."""
    _, cases, who = open_cases(config, member)
    found = cases.file(who, CaseId(case))
    clock, actions = cases.reading(found.case), cases.actions(who, found.case)
    if json:
        show_json(case_json(found.case, clock, found))
        return
    for line in file_lines(found, clock, actions, readers_language()):
        show(line)


def open_case(
    kind: Annotated[Kind, typer.Argument(help=tr("What it is about."))],
    mentions: Annotated[
        list[str] | None, typer.Argument(metavar="MENTION...", help=tr("Posts of one author, by their ids."))
    ] = None,
    priority: Annotated[Priority, typer.Option("--priority", help=tr("How urgent it is."))] = Priority.NORMAL,
    language: LanguageOption = None,
    program: ProgramOption = None,
    office: OfficeOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Open a case."""
    from smbot.cases.intake import Start

    _, cases, who = open_cases(config, member)
    start = Start(
        kind=kind,
        mentions=tuple(MentionId(mention) for mention in mentions or ()),
        priority=priority,
        language=language or "",
        program=program or "",
        office=office or "",
    )
    show_changed(cases, cases.open(who, start), json=json)


def add(
    case: CaseArgument,
    mention: Annotated[str, typer.Argument(metavar="MENTION", help=tr("The post’s id."))],
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Add a post."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.add(who, CaseId(case), MentionId(mention), seen=seen), json=json)


def describe(
    case: CaseArgument,
    priority: Annotated[Priority | None, typer.Option("--priority", help=tr("How urgent it is."))] = None,
    language: LanguageOption = None,
    program: ProgramOption = None,
    office: OfficeOption = None,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Describe a case."""
    _, cases, who = open_cases(config, member)
    changed = cases.describe(
        who, CaseId(case), priority=priority, language=language, program=program, office=office, seen=seen
    )
    show_changed(cases, changed, json=json)


def note(
    case: CaseArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=tr("What to note."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Note something."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.note(who, CaseId(case), text), json=json)


def task(
    case: CaseArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=tr("What is to be done; it is masked."))],
    who: Annotated[str, typer.Option("--who", help=tr("Who does it; you, if left out."))] = "",
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help=tr("Until when, as in 2026-03-02 or 2026-03-02T16:00."))
    ] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Add a task."""
    application, cases, actor = open_cases(config, member)
    changed, number = cases.task(actor, CaseId(case), text, who=who, until=_moment(application, until))
    if not json:
        tell(msg("Task {number}.", number=number))
    show_changed(cases, changed, json=json)


def done(
    case: CaseArgument,
    number: Annotated[int, typer.Argument(metavar="TASK", help=tr("The task’s number."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """End a task."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.done(who, CaseId(case), number), json=json)


def assign(
    case: CaseArgument,
    to: Annotated[str, typer.Argument(metavar="[MEMBER]", help=tr("To whom; you, if left out."))] = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Assign a case."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.assign(who, CaseId(case), to, seen=seen), json=json)


def hand_over(
    case: CaseArgument,
    reason: WhyOption,
    to: Annotated[
        str, typer.Argument(metavar="[MEMBER]", help=tr("To whom; without it, to one who has the language."))
    ] = "",
    language: Annotated[
        Literal["en", "fr"] | None, typer.Option("--language", help=tr("The language that is needed."))
    ] = None,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Hand a case over."""
    _, cases, who = open_cases(config, member)
    changed = cases.hand_over(who, CaseId(case), reason, to=to, language=language or "", seen=seen)
    if not json:
        tell(msg("{name} has it now.", name=changed.assignee))
    show_changed(cases, changed, json=json)


def escalate(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Escalate a case, and tell the rooms."""
    from smbot.bootstrap.cases import paging_of

    application, cases, who = open_cases(config, member)
    paging = paging_of(application)
    changed, role = cases.escalate(who, CaseId(case), reason, seen=seen)
    paging.tell_escalated([(changed.id, role)])
    show_changed(cases, changed, json=json)


def wait(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Wait for the citizen."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.wait(who, CaseId(case), reason, seen=seen), json=json)


def resume(
    case: CaseArgument,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Go on."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.resume(who, CaseId(case), seen=seen), json=json)


def resolve(
    case: CaseArgument,
    outcome: Annotated[Outcome, typer.Option("--outcome", help=tr("How the case ended."))],
    reason: WhyOption = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Resolve a case."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.resolve(who, CaseId(case), outcome, reason, seen=seen), json=json)


def close(
    case: CaseArgument,
    outcome: OutcomeOption = None,
    reason: WhyOption = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Close a case."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.close(who, CaseId(case), outcome, reason, seen=seen), json=json)


def reopen(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Reopen a case."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.reopen(who, CaseId(case), reason, seen=seen), json=json)


def _moment(application: "Application", text: str) -> datetime | None:
    """Return the end of a day, or a moment, in the organisation's time zone."""
    if not text:
        return None
    try:
        if len(text) == len("2026-03-02"):
            local = datetime.combine(date.fromisoformat(text), time(23, 59), application.zone)
        else:
            found = datetime.fromisoformat(text)
            local = found if found.tzinfo else found.replace(tzinfo=application.zone)
    except ValueError:
        raise InputError(
            msg("This is no date."), where=text[:40], mend=msg("Write it as in 2026-03-02 or 2026-03-02T16:00.")
        ) from None
    return local.astimezone(UTC)

"""`smbot case …`: cases, what is to be done for them, problems, calls to people on duty, and the survey."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cases.model import CaseState, Kind, Outcome, Priority
from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.case_views import (
    case_json,
    file_lines,
    page_json,
    result_row,
    results_json,
    row,
    suggestion_json,
    suggestion_line,
)
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language as readers_language
from smbot.cli.output import moment, show, show_json, table, tell, tr
from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import CaseId, MentionId, PageId
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.cases.acts import Cases
    from smbot.cases.model import Case, Page
    from smbot.core.roles import Member

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help=tr("The case’s id, as “case list” shows it."))]
SeenOption = Annotated[
    int | None,
    typer.Option("--seen", help=tr("Only if nobody changed it since this version, as “case show” says it.")),
]
WhyOption = Annotated[str, typer.Option("--reason", help=tr("Why, in a few words; it is masked."))]
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
    app.command(help=tr("Put an incident into a problem; or join another account of the same person."))(join)
    app.command(help=tr("Take an incident out of its problem again."))(separate)
    app.command(help=tr("Make a problem from incidents; or look which incidents may be one."))(problem)
    app.command(help=tr("Call people on call, list calls that wait, or acknowledge one."))(page)
    app.command(help=tr("Make the link to the two questions after a closed case, or show what was answered."))(survey)
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

    _, cases, who = _open(config, member)
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
    _, cases, who = _open(config, member)
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

    _, cases, who = _open(config, member)
    start = Start(
        kind=kind,
        mentions=tuple(MentionId(mention) for mention in mentions or ()),
        priority=priority,
        language=language or "",
        program=program or "",
        office=office or "",
    )
    _show(cases, cases.open(who, start), json=json)


def add(
    case: CaseArgument,
    mention: Annotated[str, typer.Argument(metavar="MENTION", help=tr("The post’s id."))],
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Add a post."""
    _, cases, who = _open(config, member)
    _show(cases, cases.add(who, CaseId(case), MentionId(mention), seen=seen), json=json)


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
    _, cases, who = _open(config, member)
    changed = cases.describe(
        who, CaseId(case), priority=priority, language=language, program=program, office=office, seen=seen
    )
    _show(cases, changed, json=json)


def note(
    case: CaseArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help=tr("What to note."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Note something."""
    _, cases, who = _open(config, member)
    _show(cases, cases.note(who, CaseId(case), text), json=json)


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
    application, cases, actor = _open(config, member)
    changed, number = cases.task(actor, CaseId(case), text, who=who, until=_moment(application, until))
    if not json:
        tell(msg("Task {number}.", number=number))
    _show(cases, changed, json=json)


def done(
    case: CaseArgument,
    number: Annotated[int, typer.Argument(metavar="TASK", help=tr("The task’s number."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """End a task."""
    _, cases, who = _open(config, member)
    _show(cases, cases.done(who, CaseId(case), number), json=json)


def assign(
    case: CaseArgument,
    to: Annotated[str, typer.Argument(metavar="[MEMBER]", help=tr("To whom; you, if left out."))] = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Assign a case."""
    _, cases, who = _open(config, member)
    _show(cases, cases.assign(who, CaseId(case), to, seen=seen), json=json)


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
    _, cases, who = _open(config, member)
    changed = cases.hand_over(who, CaseId(case), reason, to=to, language=language or "", seen=seen)
    if not json:
        tell(msg("{name} has it now.", name=changed.assignee))
    _show(cases, changed, json=json)


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

    application, cases, who = _open(config, member)
    paging = paging_of(application)
    changed, role = cases.escalate(who, CaseId(case), reason, seen=seen)
    paging.tell_escalated([(changed.id, role)])
    _show(cases, changed, json=json)


def wait(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Wait for the citizen."""
    _, cases, who = _open(config, member)
    _show(cases, cases.wait(who, CaseId(case), reason, seen=seen), json=json)


def resume(
    case: CaseArgument,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Go on."""
    _, cases, who = _open(config, member)
    _show(cases, cases.resume(who, CaseId(case), seen=seen), json=json)


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
    _, cases, who = _open(config, member)
    _show(cases, cases.resolve(who, CaseId(case), outcome, reason, seen=seen), json=json)


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
    _, cases, who = _open(config, member)
    _show(cases, cases.close(who, CaseId(case), outcome, reason, seen=seen), json=json)


def reopen(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Reopen a case."""
    _, cases, who = _open(config, member)
    _show(cases, cases.reopen(who, CaseId(case), reason, seen=seen), json=json)


def join(
    case: CaseArgument,
    problem: Annotated[str, typer.Argument(metavar="[PROBLEM]", help=tr("The problem that the incident joins."))] = "",
    account_of: Annotated[
        str, typer.Option("--account-of", metavar="MENTION", help=tr("A post of the person’s other account."))
    ] = "",
    said_in: Annotated[
        str,
        typer.Option(
            "--said-in",
            metavar="MESSAGE",
            help=tr("The private message in which the person said that both are theirs."),
        ),
    ] = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Join a problem, or an account."""
    if bool(problem) == bool(account_of) or bool(account_of) != bool(said_in):
        raise InputError(msg("Name a problem; or use --account-of and --said-in."))
    application, cases, who = _open(config, member)
    if problem:
        changed = cases.join(who, CaseId(case), CaseId(problem), seen=seen)
    else:
        with application.store.read() as tx:
            facts = tx.mention_facts(MentionId(account_of))
        if facts is None:
            raise NotAllowed(msg("There is no mention of this id."), where=account_of[:40])
        changed = cases.join_person(who, CaseId(case), facts.pseudonym, said_in=said_in, seen=seen)
    _show(cases, changed, json=json)


def separate(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Separate an incident."""
    _, cases, who = _open(config, member)
    _show(cases, cases.separate(who, CaseId(case), reason, seen=seen), json=json)


def problem(
    incidents: Annotated[list[str], typer.Argument(metavar="INCIDENT...", help=tr("The incidents, by their ids."))],
    suggest: Annotated[
        bool, typer.Option("--suggest", help=tr("Only show what may be the same fault as this incident."))
    ] = False,
    decline: Annotated[
        str, typer.Option("--decline", metavar="CASE", help=tr("Say that this one is not the same fault."))
    ] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Make a problem, show what may be one, or decline what was suggested."""
    if (suggest or decline) and len(incidents) != 1:
        raise InputError(msg("Name one incident."))
    _, cases, who = _open(config, member)
    if decline:
        cases.decline(who, CaseId(incidents[0]), CaseId(decline))
        tell(msg("It is not suggested again."))
        return
    if not suggest:
        _show(cases, cases.problem_from(who, [CaseId(each) for each in incidents]), json=json)
        return
    found = cases.likely(who, CaseId(incidents[0]))
    if json:
        show_json([suggestion_json(each) for each in found])
        return
    for each in found:
        show(suggestion_line(each, readers_language()))
    if not found:
        tell(msg("Nothing seems to be the same fault."))


def page(
    case: Annotated[
        str, typer.Argument(metavar="[CASE]", help=tr("Call people about this case; without it, list calls that wait."))
    ] = "",
    reason: WhyOption = "",
    acknowledge: Annotated[
        str, typer.Option("--acknowledge", metavar="CALL", help=tr("Take this call: nobody is told again."))
    ] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Call people, list calls, or take one."""
    from smbot.bootstrap.cases import paging_of

    if case and acknowledge:
        raise InputError(msg("Name a case, or use --acknowledge."))
    application, cases, who = _open(config, member)
    if acknowledge:
        _show_pages([paging_of(application).acknowledge(who, PageId(acknowledge), how="command")], json=json)
    elif case:
        _show_pages([cases.page(who, CaseId(case), reason)], json=json)
        tell(msg("“smbot run” tells who is on call until somebody acknowledges."))
    else:
        waiting = cases.calls(who)
        if not waiting and not json:
            tell(msg("No call waits."))
            return
        _show_pages(waiting, json=json)


def survey(
    case: Annotated[
        str, typer.Argument(metavar="[CASE]", help=tr("The closed case; without it, show what was answered."))
    ] = "",
    by: Annotated[
        Literal["kind", "program", "language"], typer.Option("--by", help=tr("What the answers are shown by."))
    ] = "kind",
    days: Annotated[int, typer.Option("--days", min=1, help=tr("Only who was asked in the last so many days."))] = 90,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Ask after a case, or show results."""
    from smbot.bootstrap.cases import survey_of
    from smbot.cases.survey import result_of, results_by

    application, _, who = _open(config, member)
    asking = survey_of(application)
    if case:
        path = asking.ask(CaseId(case), who)
        if json:
            show_json({"case": case, "path": path})
        else:
            show(path)
        return
    now = application.clock.now()
    answers = asking.answers(now - timedelta(days=days), now + timedelta(seconds=1))
    everybody, groups = result_of(answers), results_by(answers, by)
    if json:
        shown = {name: results_json(result) for name, result in groups.items()}
        show_json({"all": results_json(everybody), "by": by, "results": shown})
        return
    columns = (tr("Of"), tr("Answered"), tr("Solved"), tr("In their language"))
    rows = [(tr("all"), everybody), *((name or tr("unknown"), result) for name, result in groups.items())]
    table(columns, [result_row(name, result) for name, result in rows])


def _open(config: Path, member: str) -> "tuple[Application, Cases, Member]":
    from smbot.bootstrap.cases import cases_of

    application = open_installation(config)
    return application, cases_of(application), acting_member(application, member)


def _show(cases: "Cases", case: "Case", *, json: bool) -> None:
    if json:
        show_json(case_json(case, cases.reading(case)))
        return
    from smbot.cases.words import STATES

    show(f"{case.id}\t{say(STATES[case.state], readers_language())}")


def _show_pages(pages: "list[Page]", *, json: bool) -> None:
    if json:
        show_json([page_json(each) for each in pages])
        return
    columns = (tr("Call"), tr("About"), tr("Since"), tr("Acknowledged by"), tr("Reason"))
    table(columns, [(p.id, p.subject, moment(p.raised_at), p.acknowledged_by, p.reason) for p in pages])


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

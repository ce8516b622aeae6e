"""`smbot case join|separate|problem|page|survey`: what cases have with each other, and with people."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.case_views import (
    CaseArgument,
    SeenOption,
    WhyOption,
    open_cases,
    page_json,
    result_row,
    results_json,
    show_changed,
    suggestion_json,
    suggestion_line,
)
from smbot.cli.output import language as readers_language
from smbot.cli.output import moment, show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.ids import CaseId, MentionId, PageId
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.cases.model import Page


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(help=tr("Put an incident into a problem; or join another account of the same person."))(join)
    app.command(help=tr("Take an incident out of its problem again."))(separate)
    app.command(help=tr("Make a problem from incidents; or look which incidents may be one."))(problem)
    app.command(help=tr("Call people on call, list calls that wait, or acknowledge one."))(page)
    app.command(help=tr("Make the link to the two questions after a closed case, or show what was answered."))(survey)


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
    reason: WhyOption = "",
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Join a problem, or an account."""
    if bool(problem) == bool(account_of) or bool(account_of) != bool(said_in) or (problem and reason):
        raise InputError(msg("Name a problem; or use --account-of and --said-in."))
    _, cases, who = open_cases(config, member)
    if problem:
        changed = cases.join(who, CaseId(case), CaseId(problem), seen=seen)
    else:
        changed = cases.join_account(
            who, CaseId(case), MentionId(account_of), said_in=said_in, reason=reason, seen=seen
        )
    show_changed(cases, changed, json=json)


def separate(
    case: CaseArgument,
    reason: WhyOption,
    seen: SeenOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Separate an incident."""
    _, cases, who = open_cases(config, member)
    show_changed(cases, cases.separate(who, CaseId(case), reason, seen=seen), json=json)


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
    _, cases, who = open_cases(config, member)
    if decline:
        cases.decline(who, CaseId(incidents[0]), CaseId(decline))
        tell(msg("It is not suggested again."))
        return
    if not suggest:
        show_changed(cases, cases.problem_from(who, [CaseId(each) for each in incidents]), json=json)
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
    application, cases, who = open_cases(config, member)
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

    application, _, who = open_cases(config, member)
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
    rows = [(tr("all"), everybody), *((name or tr("not known"), result) for name, result in groups.items())]
    table(columns, [result_row(name, result) for name, result in rows])


def _show_pages(pages: "list[Page]", *, json: bool) -> None:
    if json:
        show_json([page_json(each) for each in pages])
        return
    columns = (tr("Call"), tr("About"), tr("Since"), tr("Acknowledged by"), tr("Reason"))
    table(columns, [(p.id, p.subject, moment(p.raised_at), p.acknowledged_by, p.reason) for p in pages])

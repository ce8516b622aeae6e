"""What the commands of cases share: arguments, and how cases are shown; ids and masked words alone."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cases.clock import Reading
from smbot.cases.model import Case, CaseFile, Kind, Page, Suggestion
from smbot.cases.survey import Result
from smbot.cases.transitions import Action
from smbot.cases.words import GROUNDS, KINDS, OUTCOMES, PRIORITIES, STATES, clock_told
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import language as readers_language
from smbot.cli.output import moment, show, show_json, tr
from smbot.core.messages import Message, decimal, msg, say
from smbot.core.shares import Share

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.cases.acts import Cases
    from smbot.core.roles import Member

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help=tr("The case’s id, as “case list” shows it."))]
SeenOption = Annotated[
    int | None,
    typer.Option("--seen", help=tr("Only if nobody changed it since this version, as “case show” says it.")),
]
WhyOption = Annotated[str, typer.Option("--reason", help=tr("Why, in a few words; it is masked."))]


def open_cases(config: Path, member: str) -> "tuple[Application, Cases, Member]":
    """Return what a command on cases works with."""
    from smbot.bootstrap.cases import cases_of
    from smbot.bootstrap.private import overheard_of

    application = open_installation(config)
    return application, cases_of(application, overheard_of(application)), acting_member(application, member)


def show_changed(cases: "Cases", case: "Case", *, json: bool) -> None:
    """Show what an act has made of a case."""
    if json:
        show_json(case_json(case, cases.reading(case)))
        return
    show(f"{case.id}\t{say(STATES[case.state], readers_language())}")


def row(case: Case, clock: Reading, language: str) -> tuple[str, ...]:
    """Return a case as a row of the list."""
    return (
        case.id,
        say(KINDS[case.kind], language),
        say(STATES[case.state], language),
        say(PRIORITIES[case.priority], language),
        say(clock_told(clock, ended=case.ended, date=moment), language),
        case.assignee,
        case.program,
    )


def file_lines(
    file: CaseFile, clock: Reading, actions: Mapping[Action, Message | None], language: str
) -> Iterator[str]:
    """Yield the lines that show a case with everything on it."""

    def line(template: Message) -> str:
        return say(template, language)

    case = file.case
    told = msg("{kind}, {state}", kind=KINDS[case.kind], state=STATES[case.state])
    yield f"{case.id}  {line(told)}"
    yield line(msg("Version: {version}", version=case.version))
    yield line(msg("Priority: {priority}", priority=PRIORITIES[case.priority]))
    yield line(msg("Clock: {told}", told=clock_told(clock, ended=case.ended, date=moment)))
    if clock.due_at and not clock.overdue:
        yield line(msg("Due: {time}", time=moment(clock.due_at)))
    if case.outcome:
        yield line(msg("Outcome: {outcome}", outcome=next(OUTCOMES[one] for one in OUTCOMES if one == case.outcome)))
    for name, value in (
        (msg("Assigned to: {value}", value=case.assignee), case.assignee),
        (msg("Language: {value}", value=case.language), case.language),
        (msg("Program: {value}", value=case.program), case.program),
        (msg("Office: {value}", value=case.office), case.office),
        (msg("Problem: {value}", value=case.problem), case.problem),
        (msg("Posts: {value}", value=", ".join(case.mentions)), case.mentions),
    ):
        if value:
            yield line(name)
    if case.kind == Kind.PROBLEM:
        yield line(msg("Incidents: {count}", count=len(file.incidents)))
        yield from (f"  {incident}" for incident in file.incidents)
    yield from _said_lines(file, language)
    if actions:
        yield line(msg("What you can do:"))
    for action, hindrance in actions.items():
        why = f"  ({action.value}{line(msg(':'))} {say(hindrance, language)})" if hindrance else ""
        yield why or f"  {action.value}"


def _said_lines(file: CaseFile, language: str) -> Iterator[str]:
    for note in file.notes:
        told = msg("Note of {name}, {time}: {text}", name=note.by, time=moment(note.at), text=note.text)
        yield say(told, language)
    for task in file.tasks:
        state = (
            msg("done") if task.done_at else msg("until {time}", time=moment(task.until)) if task.until else msg("open")
        )
        told = msg(
            "Task {number} of {name} ({state}): {text}", number=task.number, name=task.who, state=state, text=task.text
        )
        yield say(told, language)
    for one in file.hand_overs:
        told = msg(
            "Handed over by {by} to {to}, {time}: {reason}",
            by=one.by,
            to=one.to,
            time=moment(one.at),
            reason=one.reason,
        )
        yield say(told, language)
    for page in file.pages:
        taken = msg("{name} took it", name=page.acknowledged_by) if page.acknowledged_at else msg("nobody took it yet")
        yield say(msg("Call {id}, {time}: {taken}", id=page.id, time=moment(page.raised_at), taken=taken), language)
    for suggestion in file.suggestions:
        yield suggestion_line(suggestion, language)


def suggestion_line(suggestion: Suggestion, language: str) -> str:
    """Return a suggestion with its grounds."""
    grounds = ", ".join(say(GROUNDS[ground], language) for ground in suggestion.grounds)
    told = msg(
        "Perhaps the same fault as {case}, {score}: {grounds}",
        case=suggestion.target,
        score=decimal(suggestion.score, 2),
        grounds=grounds,
    )
    return say(told, language)


def case_json(case: Case, clock: Reading, file: CaseFile | None = None) -> dict[str, object]:
    """Return a case for machines, with everything on it where `file` is given."""
    shown: dict[str, object] = {
        "id": case.id,
        "kind": case.kind,
        "state": case.state,
        "version": case.version,
        "priority": case.priority,
        "opened_at": case.opened_at.isoformat(),
        "opened_by": case.opened_by,
        "language": case.language,
        "program": case.program,
        "office": case.office,
        "assignee": case.assignee,
        "outcome": case.outcome,
        "problem": case.problem,
        "escalated": case.rung,
        "mentions": list(case.mentions),
        "clock": {
            "used_seconds": int(clock.used.total_seconds()),
            "allowed_seconds": int(clock.allowance.total_seconds()),
            "running": clock.running,
            "due_at": clock.due_at.isoformat() if clock.due_at else None,
            "overdue": clock.overdue,
        },
    }
    return shown if file is None else shown | _file_json(file)


def suggestion_json(suggestion: Suggestion) -> dict[str, object]:
    """Return a suggestion for machines."""
    return {"case": suggestion.target, "score": suggestion.score, "grounds": list(suggestion.grounds)}


def page_json(page: Page) -> dict[str, object]:
    """Return a call for machines."""
    return {
        "id": page.id,
        "about": page.subject,
        "raised_at": page.raised_at.isoformat(),
        "raised_by": page.raised_by,
        "reason": page.reason,
        "acknowledged_at": page.acknowledged_at.isoformat() if page.acknowledged_at else None,
        "acknowledged_by": page.acknowledged_by,
    }


def results_json(result: Result) -> dict[str, object]:
    """Return survey results for machines; intervals are of 95 %."""

    def share(one: Share) -> dict[str, object]:
        return {"count": one.hits, "of": one.of, "share": one.value, "interval": one.interval}

    return {
        "answered": share(result.answered),
        "solved": share(result.solved),
        "own_language": share(result.own_language),
    }


def result_row(name: str, result: Result) -> tuple[str, ...]:
    """Return survey results as a row, each with its interval of 95 %."""

    def told(one: Share) -> str:
        if one.interval is None:
            return f"{one.hits}/{one.of}"
        low, high = one.interval
        return f"{one.hits}/{one.of} ({low:.2f}–{high:.2f})"

    return name, told(result.answered), told(result.solved), told(result.own_language)


def _file_json(file: CaseFile) -> dict[str, object]:
    return {
        "incidents": list(file.incidents),
        "count": len(file.incidents),
        "notes": [{"number": n.number, "at": n.at.isoformat(), "by": n.by, "text": n.text} for n in file.notes],
        "tasks": [
            {
                "number": t.number,
                "by": t.by,
                "text": t.text,
                "who": t.who,
                "until": t.until.isoformat() if t.until else None,
                "done_at": t.done_at.isoformat() if t.done_at else None,
                "done_by": t.done_by,
            }
            for t in file.tasks
        ],
        "hand_overs": [
            {"at": h.at.isoformat(), "by": h.by, "to": h.to, "reason": h.reason, "language": h.language}
            for h in file.hand_overs
        ],
        "suggestions": [suggestion_json(each) for each in file.suggestions],
        "calls": [page_json(each) for each in file.pages],
    }

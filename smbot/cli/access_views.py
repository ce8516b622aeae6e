"""How entries of the docket are shown by `smbot access`, to people and to machines."""

from typing import TYPE_CHECKING

from smbot.access.names import Element
from smbot.cli.access_clock import holidays_told, reckoning_json
from smbot.cli.output import language, moment, named, show, show_json, tell, tr
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from smbot.access.orders import PassingOrder
    from smbot.access.standings import Standing


def say_state(standing: "Standing", *, json: bool) -> None:
    """Show where an entry stands after an act."""
    from smbot.access.words import STATES, due_line

    if json:
        show_json(entry_json(standing))
        return
    show(f"{standing.entry.id}\t{say(STATES[standing.entry.state], language())}")
    if standing.entry.is_open:
        tell(due_line(standing.clock))


def show_lines(standing: "Standing") -> None:
    """Show an entry with its clock and its steps."""
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


def show_questions(standing: "Standing", missing: tuple[Element, ...]) -> None:
    """Show what the author has not said, and questions about it in both languages."""
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


def passing_lines(orders: "Sequence[PassingOrder]") -> "Iterator[str]":
    """Yield how each passing to the coordinator fares."""
    from smbot.access.words import PASSINGS, WORDS, passing_mend, passing_why

    reader = language()
    for order in orders:
        said = [passing_why(order) if order.state in {"waiting", "failed"} else None, passing_mend(order)]
        told = [say(PASSINGS[order.state], reader), *(say(each, reader) for each in said if each)]
        yield named(tr("Passing to the coordinator, {means}", means=WORDS[order.means]), " ".join(told))


def passing_json(order: "PassingOrder") -> dict[str, object]:
    """Return a passing for machines."""
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


def entry_json(standing: "Standing") -> dict[str, object]:
    """Return an entry for machines."""
    from smbot.access.docket import allowed, entry_data, extensions, questions

    entry = standing.entry
    return {
        **entry_data(entry),
        "version": entry.version,
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

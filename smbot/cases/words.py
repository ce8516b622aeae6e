"""What kinds, states, priorities, outcomes and grounds are called, for the command line and the pages."""

from collections.abc import Callable, Mapping
from datetime import datetime

from smbot.cases.clock import Reading
from smbot.cases.model import CaseState, Ground, Kind, Outcome, Priority
from smbot.core.durations import duration
from smbot.core.messages import Message, msg

KINDS: Mapping[Kind, Message] = {
    Kind.FEEDBACK: msg("feedback"),
    Kind.COMPLAINT: msg("complaint"),
    Kind.INCIDENT: msg("incident"),
    Kind.PROBLEM: msg("problem"),
}
STATES: Mapping[CaseState, Message] = {
    CaseState.OPEN: msg("open"),
    CaseState.IN_PROGRESS: msg("in progress"),
    CaseState.WAITING: msg("waiting for the citizen"),
    CaseState.RESOLVED: msg("resolved"),
    CaseState.CLOSED: msg("closed"),
    CaseState.REOPENED: msg("reopened"),
    CaseState.MERGED: msg("part of a problem"),
}
PRIORITIES: Mapping[Priority, Message] = {
    Priority.LOW: msg("low"),
    Priority.NORMAL: msg("normal"),
    Priority.HIGH: msg("high"),
    Priority.URGENT: msg("urgent"),
}
OUTCOMES: Mapping[Outcome, Message] = {
    Outcome.SOLVED: msg("solved"),
    Outcome.EXPLAINED: msg("explained"),
    Outcome.REDIRECTED: msg("redirected"),
    Outcome.WITHDRAWN: msg("withdrawn"),
    Outcome.NOT_OURS: msg("not ours"),
    Outcome.NO_ANSWER: msg("no answer from the citizen"),
    Outcome.DUPLICATE: msg("duplicate"),
}
GROUNDS: Mapping[Ground, Message] = {
    Ground.WORDS: msg("the same rare words"),
    Ground.PROGRAM: msg("the same program"),
    Ground.OFFICE: msg("the same office"),
    Ground.TIME: msg("near in time"),
}


def clock_told(reading: Reading, *, ended: bool, date: Callable[[datetime], str]) -> Message:
    """Return how a service clock stands, in a few words; its hours are those that the standard counts.

    What is late is told by when its time ended: opening hours since then are none overnight, however late it is.
    """
    if ended:
        if reading.overdue:
            return msg("late: {used} of {allowed}", used=duration(reading.used), allowed=duration(reading.allowance))
        return msg("{used} of {allowed}", used=duration(reading.used), allowed=duration(reading.allowance))
    if reading.overdue and reading.due_at is not None:
        return msg("overdue since {date}", date=date(reading.due_at))
    if not reading.running:
        return msg("rests, {left} left", left=duration(reading.left))
    if reading.opening:
        return msg("{left} left of opening hours", left=duration(reading.left))
    return msg("{left} left", left=duration(reading.left))

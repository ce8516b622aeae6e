"""A playbook's steps in words: what each does, where it stands, and how a mention ended."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from smbot.core.messages import Message, msg
from smbot.core.roles import Role
from smbot.core.words import ROLES
from smbot.playbooks.steps import Step, StepKind
from smbot.review.ports import QueueItem
from smbot.steps.model import KeptStep, StepState

OUTCOMES: Mapping[str, Message] = {
    "answered": msg("answered"),
    "handed-off": msg("handed off"),
    "no-reply": msg("no reply"),
    "misdirected": msg("for another office"),
}

STATES: Mapping[StepState, Message] = {
    StepState.DUE: msg("to be done"),
    StepState.RESTING: msg("waiting"),
    StepState.DONE: msg("done"),
    StepState.SKIPPED: msg("does not apply"),
    StepState.DROPPED: msg("not needed any more"),
}

COURSES: Mapping[str, Message] = {
    "waiting": msg("waiting for an answer"),
    "heard": msg("before us again"),
    "closed": msg("mention closed"),
}

_KINDS: Mapping[StepKind, Message] = {
    StepKind.HIDE: msg("Hide the post where the platform allows it"),
    StepKind.PUBLIC_REPLY: msg("Reply in public"),
    StepKind.PRIVATE_MESSAGE: msg("Write to the author in private"),
    StepKind.OPEN_CASE: msg("Open a case"),
    StepKind.OPEN_DOCKET: msg("Enter it into the docket"),
    StepKind.ASK_FOR_DOCUMENT: msg("Ask in private for a document"),
    StepKind.REDIRECT: msg("Lead to the right door"),
}


def step_told(step: Step) -> Message:
    """Return what a step does."""
    if step.notify is not None:
        return msg("Tell everybody with the role: {role}", role=ROLES[step.notify])
    if step.escalate is not None:
        return msg("Pass it to the role: {role}", role=ROLES[step.escalate])
    if step.close is not None:
        return msg("Close it: {outcome}", outcome=OUTCOMES[step.close])
    if step.wait is None:
        return _KINDS[step.kind]
    days, hours = step.wait.business_days, step.wait.business_hours
    if step.wait.until == "end":
        return (
            msg("Wait (business days: {days})", days=days)
            if days
            else msg("Wait (business hours: {hours})", hours=hours)
        )
    if days:
        return msg("Wait for an answer (business days: {days})", days=days)
    return msg("Wait for an answer (business hours: {hours})", hours=hours)


def standing(step: KeptStep) -> Message:
    """Return where a step stands."""
    if step.alone and step.state == StepState.DUE:
        return msg("to be done, without a person")
    return STATES[step.state]


def course_told(item: QueueItem, date: Callable[[datetime], str]) -> Sequence[Message]:
    """Return where a mention stands beside its state: waiting until when, how it ended, with which role."""
    told = []
    if item.rests_until is not None:
        told.append(msg("waiting for an answer until {date}", date=date(item.rests_until)))
    if item.outcome:
        told.append(msg("closed: {outcome}", outcome=outcome_name(item.outcome)))
    if item.escalated_to in set(Role):
        told.append(msg("passed to: {role}", role=ROLES[Role(item.escalated_to)]))
    return told


def outcome_name(outcome: str) -> Message:
    """Return how a mention ended."""
    return OUTCOMES.get(outcome) or Message("{outcome}", {"outcome": outcome})

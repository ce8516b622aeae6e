"""The words of the pages of cases: what can be done, what was done, tabs and what is said where nothing is listed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from smbot.cases.clock import Reading
from smbot.cases.model import Case
from smbot.cases.transitions import Action
from smbot.cases.words import GROUNDS, KINDS, OUTCOMES, PRIORITIES, STATES, clock_told
from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.handoff.model import Channel

__all__ = ["GROUNDS", "KINDS", "OUTCOMES", "PRIORITIES", "STATES", "clock"]


class Tab(StrEnum):
    """A tab of the cases."""

    MINE = "mine"
    OPEN = "open"
    WAITING = "waiting"
    ALL = "all"


TABS: Mapping[Tab, Message] = {
    Tab.MINE: msg("My cases"),
    Tab.OPEN: msg("Open cases"),
    Tab.WAITING: msg("Waiting for the citizen"),
    Tab.ALL: msg("All cases"),
}

EMPTY: Mapping[Tab, tuple[Message, Message]] = {
    Tab.MINE: (msg("No case is yours."), msg("Look at “Open cases” and take one.")),
    Tab.OPEN: (msg("No case is open."), msg("A case opens where a playbook asks for it, or by hand.")),
    Tab.WAITING: (
        msg("Nobody is waited for."),
        msg("A case waits, and its service clock rests, while its person is asked something."),
    ),
    Tab.ALL: (msg("There is no case yet."), msg("A case opens where a playbook asks for it, or by hand.")),
}

ACTIONS: Mapping[Action, Message] = {
    Action.NOTE: msg("Note"),
    Action.TASK: msg("Give a task"),
    Action.DESCRIBE: msg("Describe"),
    Action.PAGE: msg("Call people"),
    Action.ASSIGN: msg("Take the case"),
    Action.HAND_OVER: msg("Hand over"),
    Action.ESCALATE: msg("Send up"),
    Action.WAIT: msg("Wait for the citizen"),
    Action.RESUME: msg("Go on"),
    Action.RESOLVE: msg("Resolve"),
    Action.CLOSE: msg("Close the case"),
    Action.REOPEN: msg("Take up again"),
    Action.JOIN: msg("Join a problem"),
    Action.SEPARATE: msg("Take out of the problem"),
    Action.SURVEY: msg("Ask how it went"),
    Action.KNOW: msg("Join another account of the person"),
}
"""What this page offers; the other actions are the machine's, or stand beside what they are about."""


class Made(StrEnum):
    """What is told after an act that is none of a case's own."""

    OPENED = "opened"
    DECLINED = "declined"
    TAKEN = "taken"
    RENEWED = "renewed"
    REVOKED = "revoked"
    ANSWERED = "answered"
    DELETED = "deleted"


DONE: Mapping[str, tuple[Act, Message]] = {
    Action.NOTE: (Act.CASE_NOTED, msg("The note is kept.")),
    Action.TASK: (Act.CASE_TASK_ADDED, msg("The task is given.")),
    Action.DONE: (Act.CASE_TASK_DONE, msg("The task is done.")),
    Action.DESCRIBE: (Act.CASE_DESCRIBED, msg("The case is described anew.")),
    Action.PAGE: (Act.PAGE_RAISED, msg("People on call are told until one of them takes it.")),
    Action.ASSIGN: (Act.CASE_ASSIGNED, msg("The case is yours.")),
    Action.HAND_OVER: (Act.CASE_HANDED_OVER, msg("The case is handed over.")),
    Action.ESCALATE: (Act.CASE_ESCALATED, msg("The case is sent up.")),
    Action.WAIT: (Act.CASE_WAITS, msg("The case waits for its person. The service clock rests.")),
    Action.RESUME: (Act.CASE_RESUMED, msg("The case goes on, with its service clock.")),
    Action.RESOLVE: (Act.CASE_RESOLVED, msg("The case is resolved. It can be taken up again.")),
    Action.CLOSE: (Act.CASE_CLOSED, msg("The case is closed. It can be taken up again.")),
    Action.REOPEN: (Act.CASE_REOPENED, msg("The case is taken up again.")),
    Action.JOIN: (Act.CASE_JOINED, msg("The incident is part of the problem now.")),
    Action.SEPARATE: (Act.CASE_SEPARATED, msg("The incident is a case of its own again.")),
    Action.KNOW: (Act.CASE_PERSON_JOINED, msg("Both accounts are one person’s now, in this case.")),
    Made.OPENED: (Act.CASE_OPENED, msg("The case is open.")),
    Made.DECLINED: (Act.CASE_SUGGESTION_DECLINED, msg("It is not suggested again.")),
    Made.TAKEN: (Act.PAGE_ACKNOWLEDGED, msg("The call is yours: nobody is told again.")),
    Made.RENEWED: (Act.CODE_RENEWED, msg("The code holds longer; its passphrase stays.")),
    Made.REVOKED: (Act.CODE_REVOKED, msg("The code opens nothing any more.")),
    Made.ANSWERED: (Act.PRIVATE_ANSWERED, msg("The answer is sealed. The person reads it on the secure page.")),
    Made.DELETED: (Act.PRIVATE_DELETED, msg("What the person wrote is destroyed.")),
}
"""What is told after an act, and the trace that it leaves: an address that tells what nobody did tells nothing."""

CHANNELS: Mapping[Channel, Message] = {
    Channel.MESSAGE: msg("reads the answer on the secure page"),
    Channel.CALL_BACK: msg("asks for a call"),
    Channel.EMAIL: msg("asks for news by e-mail"),
    Channel.TEXT: msg("asks for news by text message"),
    Channel.VIDEO: msg("asks for a video call"),
    Channel.VISIT: msg("asks for an appointment"),
}
"""How a person wants to be answered."""


def clock(case: Case, reading: Reading, date: Callable[[datetime], str]) -> Message:
    """Return how the service clock of a case stands."""
    return clock_told(reading, ended=case.ended, date=date)

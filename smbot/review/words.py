"""What the acts on a mention are called, on pages and in messages."""

from collections.abc import Mapping

from smbot.core.messages import Message, msg
from smbot.review.transitions import Action

ACTIONS: Mapping[Action, Message] = {
    Action.CLAIM: msg("Claim"),
    Action.RELEASE: msg("Put back"),
    Action.EDIT: msg("Save the draft"),
    Action.APPROVE: msg("Approve the reply"),
    Action.UNDO: msg("Undo the approval"),
    Action.REJECT: msg("Reject the draft"),
    Action.NO_REPLY: msg("No reply is due"),
    Action.ESCALATE: msg("Escalate"),
    Action.ANSWERED: msg("Answered by hand"),
    Action.REOPEN: msg("Reopen"),
    Action.RECALL: msg("Take it back from the role"),
    Action.CLOSE: msg("Close"),
    Action.OPEN: msg("Open on the platform"),
}

NOTED: Mapping[bool, Message] = {
    True: msg("Noted: it is an access request."),
    False: msg("Noted: it is no access request."),
}
"""What is told when an officer has said whether a drawn post is an access request."""
TAKEN_BACK = msg("The answer is taken back: the post waits again.")

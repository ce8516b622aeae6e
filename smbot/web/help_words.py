"""What the glossary says of states, permissions and the words that only this desk uses; which help fits which page."""

from collections.abc import Mapping

from smbot.core.messages import Message, msg
from smbot.core.roles import Permission
from smbot.core.states import MentionState

STATES: Mapping[MentionState, Message] = {
    MentionState.REDACTED: msg("masked and stored; smbot has not looked at it yet"),
    MentionState.TRIAGED: msg("it has labels, and no draft"),
    MentionState.DRAFTED: msg("a draft waits for a person"),
    MentionState.CLAIMED: msg("a colleague holds it"),
    MentionState.APPROVED: msg("its reply is approved and on its way"),
    MentionState.ANSWERED: msg("our reply is out"),
    MentionState.QUARANTINED: msg("held without its text, because smbot is not sure that all of it is masked"),
    MentionState.NO_REPLY: msg("a person decided that no reply is due"),
    MentionState.REJECTED: msg("the draft was unfit, and no reply is under way"),
    MentionState.ESCALATED: msg("a higher role must decide"),
    MentionState.DISPOSED: msg("disposed of, when its time was over"),
}

PERMISSIONS: Mapping[Permission, Message] = {
    Permission.READ_QUEUE: msg("reads the queue and the cases"),
    Permission.WORK_QUEUE: msg("claims, edits, answers, works on cases"),
    Permission.TAKE_PASSED: msg("takes what is passed to it, decides, and gives it back"),
    Permission.APPROVE: msg("approves replies, pauses sending"),
    Permission.READ_AUDIT: msg("reads and verifies the audit log"),
    Permission.CORRECT_MASKS: msg("corrects masks, decides on access requests"),
    Permission.READ_REPORTS: msg("reads the figures of operations"),
    Permission.REVEAL: msg("reveals one masked value, with a reason that is logged first"),
    Permission.CONFIGURE: msg("administers members, accounts and settings, pauses sending"),
}

TERMS: tuple[tuple[Message, Message], ...] = (
    (msg("mention"), msg("a public post that names us, answers us or is found by a search of ours")),
    (msg("mask"), msg("what stands in place of personal information; the same number stands for the same value")),
    (msg("playbook"), msg("what is done with one kind of post, step by step, and how its reply is drafted")),
    (msg("guard"), msg("what reads each reply before it leaves, and refuses what must not be said in public")),
    (msg("undo window"), msg("the seconds between an approval and sending, in which the approval can be taken back")),
    (msg("case"), msg("what a post leads to when a reply is not enough: a complaint, an incident, a request")),
    (
        msg("case code"),
        msg("what a person needs, with a passphrase of their own, to open the private thread of a case"),
    ),
    (msg("docket"), msg("the list of all posts that may be access requests, with the dates that the law sets")),
    (msg("service clock"), msg("the time that we promise; it rests while we wait for the person")),
    (msg("legal clock"), msg("the time that a law sets for an access request, from the day of the post")),
    (msg("reveal"), msg("to show one masked value to an officer, once, after it was written into the log")),
    (msg("legal hold"), msg("it keeps something from being disposed of until it is lifted")),
    (msg("audit log"), msg("who did what and when; each entry seals those before it")),
)

BY_PATH: Mapping[str, str] = {
    "/compliance": "compliance",
    "/docket": "compliance",
    "/labels": "compliance",
    "/audit": "compliance",
    "/operations": "operations",
    "/offers": "operations",
    "/system": "operations",
    "/administration": "administration",
    "/sending": "administration",
    "/queue": "team",
    "/items": "team",
    "/cases": "team",
    "/reputation": "team",
}


def help_for(address: str) -> str:
    """Return the address of the help that fits a page best."""
    first = "/" + address.partition("?")[0].split("/")[1] if address.startswith("/") else ""
    topic = BY_PATH.get(first)
    return f"/help/{topic}" if topic else "/help"

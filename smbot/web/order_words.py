"""The words for what happens to a mention on its platform: kinds of posts, orders, their states, reasons, codes."""

from collections.abc import Mapping
from enum import StrEnum

from smbot.core.codes import Code
from smbot.core.messages import Message, msg
from smbot.core.platform_rules import RULE_CODE, Rule
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, Seen, Visibility
from smbot.core.states import ReplyState
from smbot.review.at_platform import PURPOSES, Order
from smbot.review.ports import ReplyStatus

KINDS: Mapping[PostKind, Message] = {
    PostKind.POST: msg("post"),
    PostKind.COMMENT: msg("comment"),
    PostKind.REVIEW: msg("review"),
    PostKind.MESSAGE: msg("private message"),
}

ORDERS: Mapping[Order, Message] = {
    Order.HIDE: msg("Hide the post"),
    Order.SHOW: msg("Show the post again"),
    Order.WRITE: msg("Write to the author in private"),
    Order.CORRECT: msg("Correct our reply"),
    Order.REMOVE: msg("Delete our reply"),
    Order.LOOK: msg("Look at our reply now"),
}

GIVEN: Mapping[Order, Message] = {
    Order.HIDE: msg("Ordered: the post is to be hidden."),
    Order.SHOW: msg("Ordered: the post is to be shown again."),
    Order.WRITE: msg("Ordered: your message goes to the author in private."),
    Order.CORRECT: msg("Ordered: our reply gets its new words."),
    Order.REMOVE: msg("Ordered: our reply is to be deleted."),
    Order.LOOK: msg("Ordered: smbot looks at our reply."),
}
TAKEN_BACK = msg("The order is taken back. Nothing was done on the platform.")

ORDER_STATES: Mapping[ReplyState, Message] = {
    ReplyState.PENDING: msg("waits to be carried out"),
    ReplyState.SENDING: msg("is being carried out now"),
    ReplyState.SENT: msg("done"),
    ReplyState.REFUSED: msg("refused: nothing was done"),
    ReplyState.UNKNOWN: msg("in doubt: the answer was lost, smbot will look whether it was done"),
    ReplyState.NEEDS_PERSON: msg(
        "in doubt: nobody can tell whether it arrived. Open the post, look among the messages, and say so"
    ),
    ReplyState.RETRACTED: msg("taken back"),
}

PROPOSED = msg("proposed: another approver must order it")
"""The state of words that wait for a second person."""
PROPOSED_NOW = msg("Kept: these words are yours, so another approver must order them.")

SEEN: Mapping[str, Message] = {
    Seen.THERE: msg("it is there, in our words"),
    Seen.CHANGED: msg("it is there, in other words"),
    Seen.GONE: msg("it is no longer there"),
    Seen.EXPOSES: msg("it holds what a compliance officer masked since: correct it or delete it there"),
}
NOT_SEEN = msg("nobody has looked yet")

HIDE_REASONS: Mapping[str, Message] = {
    "personal-information": msg("exposes personal information"),
    "abuse": msg("insults or threatens somebody"),
    "fraud": msg("advertises or deceives"),
    "other": msg("another reason"),
}
"""The first is the usual one. “other” needs a note."""
OTHER = "other"

PURPOSE_NAMES: Mapping[Purpose, Message] = {
    Purpose.PUBLIC: msg("public reply"),
    Purpose.PRIVATE: msg("private message"),
    Purpose.VISIBILITY: msg("hiding or showing"),
    Purpose.CORRECTION: msg("correction"),
    Purpose.REMOVAL: msg("deletion"),
    Purpose.LOOK: msg("look"),
}

FOUND: Mapping[str, Message] = {
    "platform": msg("on the platform"),
    "compliance": msg("by asking the platform which posts are gone"),
    "hold-lifted": msg("when its legal hold was lifted"),
}
"""How smbot learned of something that it did not do."""

RULE_NAMES: Mapping[Rule, Message] = {
    Rule.KIND: msg("kind of post"),
    Rule.GONE: msg("still there"),
    Rule.SUMMONED: msg("addressed"),
    Rule.WINDOW: msg("time window"),
    Rule.ONCE: msg("once only"),
    Rule.ONE_REPLY: msg("one reply"),
    Rule.OPT_OUT: msg("wish of the author"),
    Rule.BUDGET: msg("price and budget"),
    Rule.QUIET_HOURS: msg("quiet hours"),
}
RULES: Mapping[Rule, Message] = {
    Rule.KIND: msg("the platform lets us do no such thing to this post"),
    Rule.GONE: msg("the post is gone from its platform"),
    Rule.SUMMONED: msg("the author did not address us"),
    Rule.WINDOW: msg("the time to write in private is over"),
    Rule.ONCE: msg("one private message was sent already"),
    Rule.ONE_REPLY: msg("the post was answered already"),
    Rule.OPT_OUT: msg("the author asked us not to write to them"),
    Rule.BUDGET: msg("this month’s budget for sending is spent"),
    Rule.QUIET_HOURS: msg("quiet hours"),
}

CODES: Mapping[str, Message] = {
    Code.ANSWERED_BY_HAND: msg("a colleague answered on the platform first"),
    Code.EDITED: msg("the author changed the post meanwhile"),
    Code.DELETED: msg("the post is gone from its platform"),
    Code.REMOVED: msg("we deleted it on the platform"),
    Code.UNSUPPORTED: msg("the platform has no such thing"),
    Code.HANDLE: msg("the post’s address does not open"),
    Code.SEVERAL: msg("the same text stands there several times"),
    Code.NOT_FOUND: msg("it was not found"),
    Code.INCOMPLETE: msg("the platform did not show all"),
    Code.RESTORED: msg("it may have left after the backup that was put back"),
    Code.LEASE: msg("the attempt took too long"),
    Code.ABANDONED: msg("smbot was stopped in the middle of it"),
    **{f"{RULE_CODE}{rule}": words for rule, words in RULES.items()},
}
"""The words for smbot's own codes; a platform's are shown as they are."""


class Fact(StrEnum):
    """Something that a row of the queue tells beside the state."""

    MESSAGE = "message"
    HIDDEN = "hidden"
    GONE = "gone"
    BY_HAND = "by-hand"
    CHANGED = "changed"
    LOST = "lost"
    DOUBT = "doubt"
    UNSURE = "unsure"
    EXPOSES = "exposes"
    HEARD = "heard"


FACTS: Mapping[Fact, Message] = {
    Fact.MESSAGE: msg("private message"),
    Fact.HIDDEN: msg("hidden"),
    Fact.GONE: msg("gone from its platform"),
    Fact.BY_HAND: msg("answered by hand"),
    Fact.CHANGED: msg("our reply was changed there"),
    Fact.LOST: msg("our reply is gone there"),
    Fact.DOUBT: msg("private message in doubt"),
    Fact.UNSURE: msg("unsure masks"),
    Fact.EXPOSES: msg("our words there hold what was masked since"),
    Fact.HEARD: msg("before us again"),
}


def order_of(purpose: Purpose, status: ReplyStatus) -> Order:
    """Return which order a row of the outbox holds.

    Raises:
        KeyError: It is a public reply, which no order gives.
    """
    if purpose == Purpose.VISIBILITY:
        return Order.HIDE if status.text == Visibility.HIDDEN else Order.SHOW
    return {of: order for order, of in PURPOSES.items()}[purpose]


def order_state(status: ReplyStatus) -> Message:
    """Return where an order stands."""
    return PROPOSED if status.proposed else ORDER_STATES[status.state]


def code_words(code: str) -> Message:
    """Return what a code means; a platform's own is shown as it is."""
    return CODES.get(code) or Message("{code}", {"code": code})


def code_told(code: str) -> Message:
    """Return the sentence that says why something stands as it does."""
    if code in CODES:
        return msg("Why: {why}.", why=CODES[code])
    return msg("The answer was: {code}", code=code)


def reason_words(reason: str) -> Message:
    """Return a reason as people read it: one from the list in the reader's language, with the note behind it."""
    code, _, note = reason.partition(": ")
    known = HIDE_REASONS.get(code)
    if known is None:
        return Message("{reason}", {"reason": reason})
    return Message("{reason} – {note}", {"reason": known, "note": note}) if note else known


def reason_of(code: str, note: str) -> str:
    """Return a reason as it is logged: the code from the list, and the note; nothing where too little was said."""
    note = note.strip()
    if code not in HIDE_REASONS or (code == OTHER and not note):
        return ""
    return f"{code}: {note}" if note else code


def source_told(source: str) -> Message:
    """Return where a rule of sending stands; one that was read ends in ", read" and the month."""
    name, read, month = source.rpartition(", read ")
    return msg("{name}, read {month}", name=name, month=month) if read else Message("{name}", {"name": source})

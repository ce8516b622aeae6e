"""The words of the compliance desk."""

from collections.abc import Mapping
from typing import Final

from smbot.core.events import Act
from smbot.core.holds import HoldKind
from smbot.core.messages import Message, msg
from smbot.review.exports import COLUMNS, FORMATS, KINDS
from smbot.review.holds import LIFTED
from smbot.review.reveal import RevealReason

EXPORT_KINDS, EXPORT_FORMATS, EXPORT_COLUMNS = KINDS, FORMATS, COLUMNS

REASONS: Mapping[RevealReason, Message] = {
    RevealReason.ACCESS_REQUEST: msg("to answer an access request"),
    RevealReason.PRIVACY_REQUEST: msg("a request for a person’s own information, or its correction"),
    RevealReason.SAFETY: msg("somebody’s safety"),
    RevealReason.INVESTIGATION: msg("an investigation, or a breach of privacy"),
    RevealReason.LEGAL: msg("a court, or another order of law"),
    RevealReason.MASK_CHECK: msg("to check a mask that was disputed"),
}

HOLD_KINDS: Mapping[HoldKind, Message] = {
    HoldKind.MENTION: msg("one post"),
    HoldKind.AUTHOR: msg("all posts of one author"),
    HoldKind.CASE: msg("a case, with its posts and what was said in private"),
    HoldKind.DOCKET: msg("an entry of the docket, with its posts"),
}
HOLD_IDS: Mapping[HoldKind, Message] = {
    HoldKind.MENTION: msg("the post’s id, m-…"),
    HoldKind.AUTHOR: msg("the id of one of the author’s posts, m-…"),
    HoldKind.CASE: msg("the case’s id, c-…"),
    HoldKind.DOCKET: msg("the entry’s id, d-…"),
}

RULES: Mapping[str, Message] = {
    "": msg("the platform told us that its author deleted it"),
    "compliance": msg("the platform, asked, said that it is gone"),
    LIFTED: msg("the legal hold that kept it was lifted"),
}
PRIVATE_RULE: Final = msg("the person asked for it")
SCHEDULE_RULE: Final = msg("the schedule for records of its kind")
QUOTE_RULE: Final = msg("the post whose words it carried is gone")


def rule(act: str, found: str) -> Message:
    """Return why something was disposed of."""
    if act == Act.RECORDS_DISPOSED:
        return SCHEDULE_RULE
    if act == Act.PRIVATE_DELETED:
        return PRIVATE_RULE
    if act == Act.MENTION_QUOTE_DELETED and found != LIFTED:
        return QUOTE_RULE
    return RULES.get(found, RULES[""])


DISPOSED: Mapping[str, Message] = {
    Act.MENTION_DELETED: msg("masked text and sealed original of a post; its key was shredded"),
    Act.MENTION_QUOTE_DELETED: msg("another’s words in a post"),
    Act.RECORDS_DISPOSED: msg("records whose time was over; their keys were shredded"),
    Act.PRIVATE_DELETED: msg("what a person said in private; its keys were shredded"),
}

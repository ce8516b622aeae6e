"""The words people read for states, labels, roles and kinds of personal information: one place for all pages."""

from collections.abc import Mapping

from smbot.core.messages import Message, msg
from smbot.core.parts import PartKind
from smbot.core.roles import Role
from smbot.core.states import MentionState, ReplyState

STATES: Mapping[MentionState, Message] = {
    MentionState.REDACTED: msg("redacted"),
    MentionState.TRIAGED: msg("triaged"),
    MentionState.DRAFTED: msg("drafted"),
    MentionState.CLAIMED: msg("claimed"),
    MentionState.APPROVED: msg("approved"),
    MentionState.ANSWERED: msg("answered"),
    MentionState.QUARANTINED: msg("quarantined"),
    MentionState.NO_REPLY: msg("no reply"),
    MentionState.REJECTED: msg("rejected"),
    MentionState.ESCALATED: msg("escalated"),
    MentionState.DISPOSED: msg("disposed"),
}

REPLY_STATES: Mapping[ReplyState, Message] = {
    ReplyState.PENDING: msg("pending"),
    ReplyState.SENDING: msg("sending"),
    ReplyState.SENT: msg("sent"),
    ReplyState.REFUSED: msg("refused"),
    ReplyState.UNKNOWN: msg("unknown"),
    ReplyState.NEEDS_PERSON: msg("needs a person"),
    ReplyState.RETRACTED: msg("retracted"),
}

LABELS: Mapping[str, Message] = {
    "urgent": msg("urgent"),
    "access_request": msg("access request"),
    "abuse": msg("abuse"),
    "complaint": msg("complaint"),
    "incident": msg("incident"),
    "wrong_office": msg("wrong office"),
    "question": msg("question"),
    "suggestion": msg("suggestion"),
    "praise": msg("praise"),
    "spam": msg("spam"),
    "none": msg("nothing in particular"),
}

NO_LABEL = msg("no label")


def label_name(label: str) -> Message:
    """Return a label's name; what was never triaged has none."""
    if not label:
        return NO_LABEL
    return LABELS.get(label) or Message("{label}", {"label": label})


PLATFORMS: Mapping[str, str] = {"x": "X", "facebook": "Facebook", "bluesky": "Bluesky", "mastodon": "Mastodon"}


def platform_name(platform: str) -> str:
    """Return a platform's name as it writes itself."""
    return PLATFORMS.get(platform, platform)


def account_name(account: str) -> str:
    """Return an account's name for a sentence: that of its platform, and the part: "X", "X (ferries)"."""
    platform, _, part = account.partition(":")
    return f"{platform_name(platform)} ({part.rpartition(':')[2]})" if part else platform_name(platform)


ROLES: Mapping[Role, Message] = {
    Role.VIEWER: msg("viewer"),
    Role.REVIEWER: msg("agent"),
    Role.APPROVER: msg("approver"),
    Role.COMPLIANCE: msg("compliance officer"),
    Role.ADMINISTRATOR: msg("administrator"),
}

ENTITIES: Mapping[str, Message] = {
    "STREET_ADDRESS": msg("address"),
    "EMAIL_ADDRESS": msg("e-mail"),
    "CREDIT_CARD": msg("bank card"),
    "CA_SIN": msg("social insurance number"),
    "CA_HEALTH_NUMBER": msg("health number"),
    "CA_DRIVER_LICENCE": msg("driver’s licence"),
    "CA_PASSPORT": msg("passport"),
    "CA_IMMIGRATION_ID": msg("immigration number"),
    "CA_ID_CARD": msg("identity card"),
    "IBAN_CODE": msg("IBAN"),
    "CA_BANK_ACCOUNT": msg("bank account"),
    "PHONE_NUMBER": msg("phone"),
    "DATE_OF_BIRTH": msg("date of birth"),
    "CA_POSTAL_CODE": msg("postal code"),
    "CREDENTIAL": msg("password"),
    "CASE_NUMBER": msg("case number"),
    "LICENCE_PLATE": msg("licence plate"),
    "IP_ADDRESS": msg("IP address"),
    "PERSON": msg("name"),
    "HANDLE": msg("account name"),
    "URL": msg("part of a web address"),
}

PARTS: Mapping[PartKind, Message] = {
    PartKind.QUOTED: msg("Quotes:"),
    PartKind.PICTURE: msg("Picture described as:"),
    PartKind.LINK_TITLE: msg("Title of the page:"),
    PartKind.LINK_TEXT: msg("About the page:"),
    PartKind.LINK: msg("Link:"),
    PartKind.FILE: msg("File:"),
    PartKind.POLL: msg("Poll option:"),
}
"""What a post carries beside its text."""

PART_WITHHELD = msg("withheld: what is personal in it could not be masked for certain")

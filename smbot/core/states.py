"""The one vocabulary of states; pages show these words translated, and no others."""

from enum import StrEnum


class MentionState(StrEnum):
    """Where a mention stands."""

    REDACTED = "redacted"
    TRIAGED = "triaged"
    DRAFTED = "drafted"
    CLAIMED = "claimed"
    APPROVED = "approved"
    ANSWERED = "answered"
    QUARANTINED = "quarantined"
    NO_REPLY = "no-reply"
    REJECTED = "rejected"
    ESCALATED = "escalated"
    DISPOSED = "disposed"


class ReplyState(StrEnum):
    """Where a reply in the outbox stands."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    NEEDS_PERSON = "needs-person"
    RETRACTED = "retracted"


class Mode(StrEnum):
    """What may leave: nothing (`listen`), nothing but everything is rehearsed (`shadow`), replies (`live`)."""

    LISTEN = "listen"
    SHADOW = "shadow"
    LIVE = "live"

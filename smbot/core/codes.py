"""What smbot itself says of a reply or an order; a platform's own codes stand in the same place, as they are."""

from enum import StrEnum


class Code(StrEnum):
    """Why a reply or an order stands as it does."""

    ANSWERED_BY_HAND = "answered-by-hand"
    EDITED = "edited"
    DELETED = "deleted"
    REMOVED = "removed"
    PROPOSED = "proposed"
    """Words that somebody wrote for the platform wait until another approver orders them."""
    UNSUPPORTED = "unsupported"
    HANDLE = "handle"
    SEVERAL = "several"
    NOT_FOUND = "not-found"
    INCOMPLETE = "incomplete"
    LEASE = "lease"
    RESTORED = "restored"
    """It waited when a backup was made that was put back: it may have left since."""
    ABANDONED = "abandoned"

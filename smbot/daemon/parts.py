"""The parts of the process: each can run alone, with only the keys and secrets it needs."""

from collections.abc import Mapping
from enum import StrEnum


class Part(StrEnum):
    """A part of `smbot run`; its value is the word after ``--role``."""

    COLLECT = "collect"
    """Reads platforms and seals posts into the inbox; cannot open them."""
    WORK = "work"
    """Opens the inbox, masks, labels and drafts; signs and verifies the audit log. Needs no network."""
    DISPATCH = "dispatch"
    """Sends approved replies and tells people of alarms: all that leaves, leaves here."""
    DESK = "desk"
    """Serves the team's pages and the metrics."""
    WEBHOOKS = "webhooks"
    """Receives what platforms deliver and seals it into the inbox; cannot open it."""
    CITIZEN = "citizen"
    """Serves the secure page and seals what people write there; cannot open it without their passphrase."""


EVERY_PART = frozenset(Part)

KEYS: Mapping[Part, tuple[str, ...]] = {
    Part.COLLECT: ("compliance.pub", "inbox.pub", "digest.key", "cursor.key"),
    Part.WORK: (
        "compliance.pub",
        "inbox.pub",
        "inbox.key",
        "dispatch.pub",
        "private.pub",
        "digest.key",
        "cursor.key",
        "audit.key",
    ),
    Part.DISPATCH: ("dispatch.pub", "dispatch.key", "digest.key", "links.key"),
    Part.DESK: (
        "dispatch.key",
        "digest.key",
        "members.key",
        "links.key",
        "private.pub",
        "private.key",
        "audit.pub",
    ),
    Part.WEBHOOKS: ("inbox.pub", "digest.key"),
    Part.CITIZEN: ("private.pub", "dispatch.pub", "digest.key"),
}
"""The files of keys that each part asks for; a test takes all others away."""

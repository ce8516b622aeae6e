"""What smbot can do on a platform about one mention; each purpose has its own row in the outbox."""

from enum import StrEnum

from smbot.core.post_kinds import PostKind


class Purpose(StrEnum):
    """Why something goes to a platform."""

    PUBLIC = "public"
    """Reply under the post."""
    PRIVATE = "private"
    """Write to its author in private."""
    VISIBILITY = "visibility"
    """Hide the post, or show it again: the row's text is a `Visibility`."""
    CORRECTION = "correction"
    """Change the words of our public reply."""
    REMOVAL = "removal"
    """Delete our public reply."""
    LOOK = "look"
    """Read our public reply as the platform has it."""


class Visibility(StrEnum):
    """Whether others can see a post on its platform."""

    HIDDEN = "hidden"
    SHOWN = "shown"


class Seen(StrEnum):
    """How the platform has our reply, as it was found there."""

    THERE = "there"
    CHANGED = "changed"
    GONE = "gone"
    EXPOSES = "exposes"
    """It is there and holds what an officer masked since: it must be corrected or removed."""


MESSAGES = frozenset({Purpose.PUBLIC, Purpose.PRIVATE})
"""What says something to a person: doing it twice is the one thing that must not happen."""

REPEATABLE = frozenset(Purpose) - MESSAGES
"""What may be tried again when an answer was lost: doing it twice is as good as once."""

ABOUT_OURS = frozenset({Purpose.CORRECTION, Purpose.REMOVAL, Purpose.LOOK})
"""What is ordered about our own reply, and has no sense once that is gone."""

ONCE = frozenset({Purpose.PRIVATE})
"""What a platform permits a single time: after a doubt a person decides, the machine never tries again."""


def answer_purpose(kind: PostKind) -> Purpose:
    """Return how a post of this kind is answered: a private message in private, all else in public."""
    return Purpose.PRIVATE if kind == PostKind.MESSAGE else Purpose.PUBLIC

"""No author gets the same words twice: platforms refuse it as a duplicate, and people feel fobbed off."""

from collections.abc import Iterator

from smbot.core.canon import fold
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding


def repeat(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Refuse a reply that this author has had, or is about to have, under another post."""
    words = fold(reply).split()
    if any(fold(earlier).split() == words for earlier in context.earlier_replies):
        yield Finding(
            rule="repeat",
            refuses=True,
            message=msg("This author was given these very words before: change them, or decide that no reply is due."),
        )

"""Refuses a reply that the platform would not take for its length."""

from collections.abc import Iterator

from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding


def length(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield a finding for an empty reply, or one too long by the platform's own counting."""
    if not reply.strip():
        yield Finding(rule="length", refuses=True, message=msg("The reply is empty."))
    count, limit = context.platform.count(reply), context.platform.limit
    if count > limit:
        yield Finding(
            rule="length",
            refuses=True,
            message=msg("The reply has {count} characters; {limit} are allowed.", count=count, limit=limit),
        )

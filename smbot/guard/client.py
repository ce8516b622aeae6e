"""Refuses words that tell the public that the author is a client."""

from collections.abc import Iterator

from smbot.core.client_words import client_phrases
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding


def client(reply: str, _context: GuardContext) -> Iterator[Finding]:
    """Yield each phrase that confirms a client relation, in either language."""
    for start, end in client_phrases(reply):
        yield Finding(
            rule="client",
            refuses=True,
            message=msg("This tells the public that the author is a client: speak in general words."),
            start=start,
            end=end,
        )

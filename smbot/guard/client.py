"""Refuses words that tell the public that the author is a client."""

from collections.abc import Iterator

from smbot.core.client_words import client_phrases
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.told import told
from smbot.guard.unchanged import unchanged


def client(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each phrase, or else sentence, that confirms a client relation, in either language."""
    stretches = unchanged(reply, context.template_text)
    for start, end in told(reply, "client", client_phrases(reply), stretches):
        yield Finding(
            rule="client",
            refuses=True,
            message=msg("This tells the public that the author is a client: speak in general words."),
            start=start,
            end=end,
        )

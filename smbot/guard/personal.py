"""Refuses a reply that holds anybody's personal information, the author's or another's."""

from collections.abc import Iterator

from smbot.core.messages import msg
from smbot.core.words import ENTITIES
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.places import inside
from smbot.guard.unchanged import unchanged


def personal(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield what the recognizers find in the reply.

    The playbook's own words are left out: nothing personal is among its fields, and a recognizer that
    takes "Bonjour" for a name must not stop every reply.
    """
    stretches = unchanged(reply, context.template_text)
    for span in context.find_personal(reply):
        if inside((span.start, span.end), stretches):
            continue
        yield Finding(
            rule="personal",
            refuses=True,
            message=msg(
                "This looks like personal information ({entity}): remove it.",
                entity=ENTITIES.get(span.entity, span.entity),
            ),
            start=span.start,
            end=span.end,
        )

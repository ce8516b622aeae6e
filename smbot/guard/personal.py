"""Refuses a reply that holds anybody's personal information, the author's or another's, or the mask of some."""

import re
from collections.abc import Iterator

from smbot.core.marked import MARK
from smbot.core.messages import msg
from smbot.core.words import ENTITIES
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.places import inside
from smbot.guard.unchanged import unchanged

_MASK = re.compile(rf"[\[\uff3b](?:{'|'.join(ENTITIES)}) {MARK}[\]\uff3d]", re.IGNORECASE)


def personal(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield what the recognizers find in the reply, and masks copied from the post: a code or last digits may tell.

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
    for mask in _MASK.finditer(reply):
        yield Finding(
            rule="personal",
            refuses=True,
            message=msg("A mask was copied here: say it in general words."),
            start=mask.start(),
            end=mask.end(),
        )

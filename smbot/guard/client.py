"""Refuses words that tell the public that the author is a client."""

import re
from collections.abc import Iterator

from smbot.core import client_words_en as en
from smbot.core import client_words_fr as fr
from smbot.core.canon import fold
from smbot.core.client_words import client_phrases
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.implied import implied
from smbot.guard.meaning import sentences
from smbot.guard.places import inside, merged
from smbot.guard.told import told
from smbot.guard.unchanged import unchanged

_RIGHT = re.compile(rf"\b(?:entitled {en.RIGHT}|droit {fr.RIGHT})")


def client(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each phrase, or else sentence, that confirms a client relation, in either language.

    What everybody is entitled to, as an answer in French, is no claim of anybody's.
    """
    rights = (place for place in sentences(reply) if _RIGHT.search(fold(reply[slice(*place)])))
    stretches = (*unchanged(reply, context.template_text), *rights)
    hinted = (place for place in implied(reply, context.masked_text or "") if not inside(place, stretches))
    for start, end in merged((*told(reply, "client", client_phrases(reply), stretches), *hinted)):
        yield Finding(
            rule="client",
            refuses=True,
            message=msg("This tells the public that the author is a client: speak in general words."),
            start=start,
            end=end,
        )

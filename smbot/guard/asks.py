"""Refuses a reply that asks for personal information where everybody reads it."""

from collections.abc import Iterator

from smbot.core.asking_words import asking_phrases, points_to_private
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.indirect import asked_indirectly
from smbot.guard.places import inside, merged
from smbot.guard.told import told
from smbot.guard.unchanged import unchanged


def asks(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each question for something personal that does not point to a private channel."""
    stretches = unchanged(reply, context.template_text)
    asked = tuple(place for place in asking_phrases(reply) if not inside(place, stretches))
    weighed = (
        (start, end)
        for start, end in told(reply, "asks", asked, stretches)
        if (start, end) in asked or not points_to_private(reply[start:end])
    )
    hinted = (place for place in asked_indirectly(reply) if not inside(place, stretches))
    for start, end in merged((*weighed, *hinted)):
        yield Finding(
            rule="asks",
            refuses=True,
            message=msg("This asks for personal information in public: ask for it in private."),
            start=start,
            end=end,
        )

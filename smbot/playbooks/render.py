"""Renders a playbook's reply for one author; pure."""

from smbot.core.mention import Draft
from smbot.playbooks.fields import Language, Organisation, fill
from smbot.playbooks.model import Playbook

BOTH = "mul"
"""The language tag of a text in both languages (ISO 639-2: multiple languages)."""


def render(playbook: Playbook, *, language: str, organisation: Organisation) -> Draft | None:
    """Return the draft in the author's language, or None where the playbook gives no public reply.

    An author whose language is mixed, unsure or neither gets both, in the office's order; where the
    organisation's offer is one language, everybody is answered in that one.
    """
    if playbook.reply is None:
        return None
    order = organisation.order()
    spoken = _answered_in(language, order)
    if spoken is None:
        halves = [fill(getattr(playbook.reply.both, each), organisation.values(each)) for each in order]
        text = f"{organisation.greeting()} " + "\n".join(halves)
    else:
        text = fill(getattr(playbook.reply, spoken), organisation.values(spoken))
    return Draft(
        text=text,
        language=spoken or BOTH,
        playbook=playbook.name,
        playbook_version=playbook.revision(),
    )


def _answered_in(language: str, order: tuple[Language, ...]) -> Language | None:
    if len(order) == 1:
        return order[0]
    primary = language.replace("_", "-").split("-")[0].lower()
    return next((each for each in order if each == primary), None)

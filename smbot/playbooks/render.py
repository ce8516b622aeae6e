"""Renders a playbook's reply for one author, and lets its variants take turns; pure."""

import hashlib
from collections.abc import Collection, Mapping
from difflib import SequenceMatcher

from smbot.core.canon import fold
from smbot.core.mention import Draft
from smbot.playbooks.fields import DOOR, Language, Organisation, fill
from smbot.playbooks.model import Playbook
from smbot.playbooks.steps import StepKind
from smbot.playbooks.texts import Halves

BOTH = "mul"
"""The language tag of a text in both languages (ISO 639-2: multiple languages)."""

NO_DOOR: Mapping[Language, str] = {"en": "", "fr": ""}

ASKING: Mapping[Language, str] = {
    "en": "To go on, we need {document}. Tell us here how you would like to give it to us.",
    "fr": "Pour poursuivre, il nous faut {document}. Dites-nous ici comment vous voulez nous le faire parvenir.",
}
"""Asks in private for a document, a noun with its article."""


def render(playbook: Playbook, *, language: str, organisation: Organisation, variant: int = 0) -> Draft | None:
    """Return the draft in the author's language, or None where the playbook gives no public reply.

    An author whose language is mixed, unsure or neither gets both, in the office's order; where the
    organisation's offer is one language, everybody is answered in that one. `variant` counts from 0 and begins anew
    after the last.
    """
    drafts = variants(playbook, language=language, organisation=organisation)
    return drafts[variant % len(drafts)] if drafts else None


def variants(
    playbook: Playbook, *, language: str, organisation: Organisation, door: Mapping[Language, str] | None = None
) -> tuple[Draft, ...]:
    """Return the draft of every variant in the order of the file; none where the playbook gives no public reply.

    Variants that name the field of a door are those for a post that a `door` was found for, in the words of each
    language; without one they are left out.
    """
    if playbook.replies is None:
        return ()
    order = organisation.order()
    answered = answered_in(language, order)
    revision = playbook.revision()
    return tuple(
        Draft(
            text=_filled(playbook, text, answered, organisation, door or NO_DOOR),
            language=answered or BOTH,
            playbook=playbook.name,
            playbook_version=revision,
        )
        for text in playbook.replies.of(answered)
        if names_door(text) == (door is not None)
    )


def render_private(playbook: Playbook, *, language: str, organisation: Organisation) -> Draft | None:
    """Return what is said in private in the author's language (in both as `render`), or None where nothing is.

    That is the private message, then the documents that are asked for: these alone where there is no message.
    """
    order = organisation.order()
    answered = answered_in(language, order)
    halves = [_private(playbook, each, organisation) for each in ((answered,) if answered else order)]
    if not any(halves):
        return None
    return Draft(
        text=f"{organisation.greeting()} " + "\n".join(halves),
        language=answered or BOTH,
        playbook=playbook.name,
        playbook_version=playbook.revision(),
    )


def turn(drafts: tuple[Draft, ...], *, seed: str, avoid: Collection[str] = ()) -> Draft | None:
    """Return the variant whose turn it is: always the same for the same seed, a mention's id.

    A variant whose very words are among `avoid`, the replies this author has had, gives way to the next that is not;
    where all are, the seed alone decides (and the guard asks a person for other words).
    """
    if not drafts:
        return None
    start = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8]) % len(drafts)
    turns = drafts[start:] + drafts[:start]
    had = {_words(text) for text in avoid}
    return next((draft for draft in turns if _words(draft.text) not in had), turns[0])


def nearest(drafts: tuple[Draft, ...], text: str) -> Draft | None:
    """Return the variant from which `text` was most probably made, for the guard to compare it with."""
    same = next((draft for draft in drafts if draft.text.strip() == text.strip()), None)
    words = text.split()
    return same or max(
        drafts, key=lambda draft: SequenceMatcher(None, draft.text.split(), words, autojunk=False).ratio(), default=None
    )


def answered_in(language: str, order: tuple[Language, ...]) -> Language | None:
    """Return the language of the reply to an author of `language`; None where it is in both."""
    if len(order) == 1:
        return order[0]
    primary = language.replace("_", "-").split("-")[0].lower()
    return next((each for each in order if each == primary), None)


def values_of(playbook: Playbook, language: Language, organisation: Organisation) -> dict[str, str]:
    """Return what stands in each field: the organisation's, and the playbook's own service standard if it has one."""
    values = organisation.values(language)
    if playbook.service_standard is not None:
        values["service_standard"] = playbook.service_standard.words(language)
    return values


def _private(playbook: Playbook, language: Language, organisation: Organisation) -> str:
    step = playbook.step(StepKind.PRIVATE_MESSAGE)
    said = step.private_message.get(language) if step is not None and step.private_message is not None else ""
    asks = [
        ASKING[language].format(document=each.ask_for_document.get(language))
        for each in playbook.steps
        if each.ask_for_document is not None
    ]
    return " ".join([*([fill(said, values_of(playbook, language, organisation))] if said else []), *asks])


def _filled(
    playbook: Playbook,
    text: str | Halves,
    answered: Language | None,
    organisation: Organisation,
    door: Mapping[Language, str],
) -> str:
    order = organisation.order()

    def filled(said: str, language: Language) -> str:
        return fill(said, values_of(playbook, language, organisation) | {"door": door[language]})

    if isinstance(text, Halves):
        return f"{organisation.greeting()} " + "\n".join(filled(text.get(each), each) for each in order)
    return filled(text, answered or order[0])


def names_door(text: str | Halves) -> bool:
    """Say whether a text leads to a door."""
    return DOOR in (text.en + text.fr if isinstance(text, Halves) else text)


def _words(text: str) -> tuple[str, ...]:
    """Return what is compared: the guard's rule against repeating oneself compares the same."""
    return tuple(fold(text).split())

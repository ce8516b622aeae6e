"""The words for what an officer says of masks, and the line that keeps a published value readable."""

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache

from smbot.core.events import Act
from smbot.core.marked import MARK
from smbot.core.messages import LANGUAGES, Message, msg, say
from smbot.core.spans import Mask
from smbot.core.words import ENTITIES
from smbot.redact.entities import RECALLED, TAGGER
from smbot.redact.officer_marks import OFFICER
from smbot.review.correction_ports import Kind

_MASK = re.compile(rf"\[([A-Z_]+) ({MARK})\]")

SAYS: Mapping[Kind, Message] = {
    Kind.RIGHT: msg("It is right: this is personal information"),
    Kind.OTHER_KIND: msg("It is personal information of another kind"),
    Kind.NOT_PERSONAL: msg("It is not personal information"),
}
"""What can be said of a mask that is there."""

TOLD: Mapping[Kind, Message] = {
    Kind.MISSED: msg("The stretch is masked now, here and wherever this conversation repeats it."),
    Kind.OTHER_KIND: msg("The mask is named anew."),
    Kind.RIGHT: msg("Noted: the mask is right."),
    Kind.NOT_PERSONAL: msg("Noted: the mask is disputed. It stays until somebody can see the original."),
    Kind.LOOKED_AT: msg("Noted: nothing is missing in the edited post."),
}
"""What is told after the act."""
RECHECK = msg(
    "Its author edited the post after a compliance officer had corrected its masks: look whether something is missing."
)

TRACES: Mapping[Kind, Act] = {
    Kind.MISSED: Act.MASK_ADDED,
    Kind.OTHER_KIND: Act.MASK_CHANGED,
    Kind.RIGHT: Act.MASK_CONFIRMED,
    Kind.NOT_PERSONAL: Act.MASK_DISPUTED,
    Kind.LOOKED_AT: Act.MASK_CONFIRMED,
}
"""The trace that each leaves; the page tells of it only where it stands."""


def done(kind: Kind, details: Mapping[str, str]) -> Message:
    """Return what is told after an act with these details: also that words of ours which are out hold the stretch."""
    if out := details.get("out"):
        return msg(
            "The stretch is masked here, but replies of ours that are out hold it: correct or delete them on the "
            "platform. Replies: {count}.",
            count=out,
        )
    return TOLD[kind]


def standing(mask: Mask) -> Message | None:
    """Return what a mask says beside its name: that smbot was unsure, or that an officer disputes it."""
    if mask.disputed:
        return msg("disputed")
    return msg("unsure") if mask.doubtful else None


def values(masks: Sequence[Mask]) -> list[tuple[int, Mask]]:
    """Return one mask for each value with its place in the ledger: those of one number hide the same."""
    seen: set[tuple[str, int]] = set()
    found: list[tuple[int, Mask]] = []
    for place, mask in enumerate(masks):
        named = (mask.entity, mask.number)
        if not mask.number or named not in seen:
            found.append((place, mask))
        seen.add(named)
    return found


def meant(words: str) -> str:
    """Return words to look for; masks typed as pages show them, "nom 1", stand in them as in texts."""
    entities, as_shown = _names()
    return as_shown.sub(lambda found: f"{entities[_plain(found[1])]} {found[2]}", words)


@cache
def _names() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """Return the kinds of masks by their names in both languages, and what finds a name with a number behind it."""
    entities = {_plain(say(name, language)): entity for entity, name in ENTITIES.items() for language in LANGUAGES}
    longest_first = sorted(entities, key=len, reverse=True)
    names = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return entities, re.compile(rf"(?<!\w)({names})\s+(\d+)(?!\w)", re.IGNORECASE)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def published_line(published: Sequence[str], value: str) -> str:
    """Return the line of the configuration's ``[organisation]`` that keeps `value` readable from now on."""
    return f"published = {json.dumps([*published, value], ensure_ascii=False)}"


FOUND_BY: Mapping[str, Message] = {
    TAGGER: msg("the trained model"),
    RECALLED: msg("the same value elsewhere in the post"),
    OFFICER: msg("an officer"),
}


def found_by(mask: Mask) -> Message:
    """Return what found the value of a mask; every other name is that of a rule."""
    return FOUND_BY.get(mask.recognizer, msg("a rule"))


def named(text: str, language: str) -> str:
    """Return a masked text that has no ledger, a note of a colleague, with its masks in the reader's words."""

    def name(found: re.Match[str]) -> str:
        kind = ENTITIES.get(found[1])
        return f"[{say(kind, language)}\u00a0{found[2]}]" if kind else found[0]

    return _MASK.sub(name, text)

"""The words for what an officer says of masks, and the line that keeps a published value readable."""

import json
from collections.abc import Mapping, Sequence

from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.core.spans import Mask
from smbot.review.correction_ports import Kind

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
}
"""What is told after the act."""

TRACES: Mapping[Kind, Act] = {
    Kind.MISSED: Act.MASK_ADDED,
    Kind.OTHER_KIND: Act.MASK_CHANGED,
    Kind.RIGHT: Act.MASK_CONFIRMED,
    Kind.NOT_PERSONAL: Act.MASK_DISPUTED,
}
"""The trace that each leaves; the page tells of it only where it stands."""


def standing(mask: Mask) -> Message | None:
    """Return what a mask says beside its name: that smbot was unsure, or that an officer disputes it."""
    if mask.disputed:
        return msg("disputed")
    return msg("unsure") if mask.doubtful else None


def values(masks: Sequence[Mask]) -> list[tuple[int, Mask]]:
    """Return one mask for each value with its place in the ledger: those that show the same hide the same."""
    seen: set[str] = set()
    found: list[tuple[int, Mask]] = []
    for place, mask in enumerate(masks):
        if not mask.shown or mask.shown not in seen:
            found.append((place, mask))
        seen.add(mask.shown)
    return found


def published_line(published: Sequence[str], value: str) -> str:
    """Return the line of the configuration's ``[organisation]`` that keeps `value` readable from now on."""
    return f"published = {json.dumps([*published, value], ensure_ascii=False)}"

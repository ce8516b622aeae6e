"""Masked texts for readers that have no ledger beside them: what a poster typed like a mask is none there.

A poster can type "[PERSON 1]". Pages draw masks from the ledger and show that as the text it is. Where only text is at
hand – a terminal, the rules that label posts, the reports – square brackets stand around masks alone: those that were
typed become round ones, character for character, so that places stay.
"""

from typing import Final

from smbot.core.redacted import RedactedText

MARK: Final = r"(?:\d{1,6}|(?:\u2026|\.{3})\d{1,4}|[2-9bcdfghjklmnpqrstvwxz]{6})"
"""What stands after the entity in a mask, as a pattern in lower case: a number, last digits, or a code."""

GAP: Final = "\ua66e"
"""A letter that nobody types (found once, in a psalter of about 1429): stands where a mask is."""

_ROUND = str.maketrans("[]\uff3b\uff3d\ufe47\ufe48", "()()()")
"""Square brackets, also full-width and upright ones, which fold to them."""


def marked(text: RedactedText) -> str:
    """Return the masked text with square brackets around masks alone, character for character."""
    parts, at = [], 0
    for mask in text.masks:
        parts += [unmarked(text.text[at : mask.start]), text.text[mask.start : mask.end]]
        at = mask.end
    return "".join([*parts, unmarked(text.text[at:])])


def unmarked(typed: str) -> str:
    """Return what a poster typed, in which no mask stands, with round brackets for square ones."""
    return typed.translate(_ROUND)


def own_words(text: RedactedText) -> str:
    """Return what the poster wrote, with a `GAP` for each mask that shows."""
    parts, at = [], 0
    for mask in text.masks:
        parts += [text.text[at : mask.start], f" {GAP} " if mask.start < mask.end else ""]
        at = mask.end
    return "".join([*parts, text.text[at:]])

"""Fold a text so that recognizers see through disguises, and keep the way back to the original.

NFKC alone keeps U+200B, U+2060, U+00AD and U+FEFF, and one fold can make room for another (a Greek
question mark becomes the semicolon of an entity), so all folds run again until nothing changes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from smbot.normalise import characters, digit_runs, spelled, spoken_dates, spoken_email
from smbot.normalise.offsets import Draft, Edit, OffsetMap

_FOLDS: tuple[Callable[[str], Iterator[Edit]], ...] = (
    characters.surrogates,
    characters.entities,
    characters.keycaps,
    characters.circled_at,
    characters.invisible,
    characters.compatibility,
    characters.digits,
    characters.joiners,
    characters.look_alikes,
    spoken_email.spaced_emails,
    spelled.spaced_words,
    spoken_dates.spoken_dates,
    digit_runs.long_numbers,
    spelled.said_signs,
    spelled.postal_codes,
    spelled.spelled_codes,
    spoken_email.disguised_emails,
)
MAX_ROUNDS = 40
"""Far above what any text needs; a bound all the same, because texts come from strangers."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and the way back."""

    text: str
    offsets: OffsetMap

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Return the place of ``text[start:end]`` in the original, in code points, end exclusive."""
        return self.offsets.to_original(start, end)


def fold(text: str) -> Folded:
    """Return `text` without disguises: entities, compatibility forms, invisible characters, words for digits."""
    draft = Draft(text)
    for _ in range(MAX_ROUNDS):
        changed = [draft.apply(list(step(draft.text))) for step in _FOLDS]
        if not any(changed):
            break
    return Folded(draft.text, draft.offsets())

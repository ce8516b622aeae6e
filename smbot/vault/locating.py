"""Find in an opened original the one stretch that a mask hides: by the words that stand around the masks. Pure.

Where a mask stands is known in the masked text alone. What no mask hides is the same in both texts, so the original is
those words with something between them. Where that leaves several places, keyed digests of the value decide; where
nothing does, no place is returned: an officer asked for one value, and is shown no other.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from smbot.core.redacted import RedactedText

MOST_PLACES: Final = 20_000
"""Places that are tried; a text of nothing but masks can have millions."""

_UNSTORABLE: Final = {0: "\ufffd"} | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""What `smbot.redact.mask` replaces one for one before it masks."""

Judge = Callable[[str], bool | None]
"""Says whether a stretch is the value that a mask hides; None where no digest of it is known."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """One mask: the text in which it stands, its place among that text's masks, and what judges a value.

    `part` is the number of the part beside the post's text in which it stands; None where it stands in the text.
    """

    text: RedactedText
    at: int
    judge: Judge
    part: int | None = None


def value_behind(wanted: Wanted, original: str) -> str | None:
    """Return what the mask hides in `original`; None where its place is not certain."""
    return value_between(words_between(wanted.text), wanted.at, wanted.judge, original)


def value_between(words: Sequence[str], at: int, judge: Judge, original: str) -> str | None:
    """Return what stands in the stretch number `at` between `words`; None where its place is not certain."""
    text = original.translate(_UNSTORABLE)
    starts, ends = _places(words, at, text)
    if not starts or not ends or len(starts) * len(ends) > MOST_PLACES:
        return None
    found = [text[start:end] for start in starts for end in ends if start < end]
    if len(found) == 1:
        return None if judge(found[0]) is False else found[0]
    # Those that are the value in its canonical form differ in what means nothing: the shortest has least beside it.
    proved = [value for value in found if judge(value)]
    return min(proved, key=len, default=None)


def words_between(text: RedactedText) -> list[str]:
    """Return the words before, between and after the masks."""
    ends = [0, *(mask.end for mask in text.masks)]
    starts = [*(mask.start for mask in text.masks), len(text.text)]
    return [text.text[end:start] for end, start in zip(ends, starts, strict=True)]


def _places(words: Sequence[str], at: int, text: str) -> tuple[list[int], list[int]]:
    """Return where the stretch number `at` can begin and end, so that all others have a place too."""
    if not text.startswith(words[0]) or not text.endswith(words[-1]):
        return [], []
    starts = [len(words[0])]
    for stretch in words[1 : at + 1]:
        starts = [place + len(stretch) for place in _all(stretch, text, starts[0] + 1, len(text))] if starts else []
    ends = [len(text) - len(words[-1])]
    for stretch in reversed(words[at + 1 : -1]):
        ends = _all(stretch, text, 0, ends[-1] - 1) if ends else []
    return starts, ends


def _all(words: str, text: str, begin: int, end: int) -> list[int]:
    """Return every place of `words` that begins at `begin` or later and ends at `end` or before."""
    found, place = [], text.find(words, begin, end)
    while place >= 0:
        found.append(place)
        place = text.find(words, place + 1, end)
    return found

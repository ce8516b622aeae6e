"""What one mask of a post hides is masked wherever the same post says exactly the same, in any of its fields.

Within one post little is left to chance: four digits are enough, where recall between posts asks for more.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from smbot.core.spans import Span
from smbot.redact.entities import RECALLED, URL
from smbot.redact.recall import MAX_WORDS
from smbot.redact.words import GAP, WORD, is_a_place_here, names_nobody, plain_word

MIN_DIGITS: Final = 4
"""Digits of a value that is looked for in any case; fewer are a day, a price, an hour."""
MIN_LETTERS: Final = 3
"""Letters of a value that is looked for with a capital."""
MAX_LETTERS: Final = 120
"""Letters and digits of the longest value that is looked for: an address with all its parts."""


def values_of(masked: Iterable[tuple[str, Span]]) -> dict[str, Span]:
    """Return canonical values with the surest of the spans that hide each; those of web addresses tell nothing."""
    found: dict[str, Span] = {}
    for value, span in masked:
        words = WORD.findall(value)
        key = "".join(map(plain_word, words))
        if span.entity == URL or not _is_telling(key) or (len(words) == 1 and key.isalpha() and names_nobody(words[0])):
            continue
        if key not in found or (not span.doubtful, span.score) > (not found[key].doubtful, found[key].score):
            found[key] = span
    return found


def find_again(text: str, values: Mapping[str, Span], *, any_case: bool = False) -> Iterator[Span]:
    """Yield where `text` holds one of `values`, as sure as the span that hides it; `any_case` needs no capital."""
    longest = max(map(len, values), default=0)
    words = list(islice(WORD.finditer(text), MAX_WORDS)) if longest else []
    plain = [plain_word(word[0]) for word in words]
    for at, first in enumerate(words):
        key = ""
        for place in range(at, len(words)):
            if place > at and not GAP.fullmatch(text, words[place - 1].end(), words[place].start()):
                break
            key += plain[place]
            if len(key) > longest:
                break
            start, end = first.start(), words[place].end()
            if (span := values.get(key)) is not None and (any_case or _counts(text, start, end, key, span)):
                yield replace(span, start=start, end=end, recognizer=RECALLED)


def _is_telling(key: str) -> bool:
    digits = sum(map(str.isdigit, key))
    return len(key) <= MAX_LETTERS and (digits >= MIN_DIGITS or len(key) - digits >= MIN_LETTERS)


def _counts(text: str, start: int, end: int, key: str, span: Span) -> bool:
    """Say whether what stands there is told from chance: by its digits, or by a capital where no place is meant."""
    if sum(map(str.isdigit, key)) >= MIN_DIGITS:
        return True
    named = any(map(str.isupper, text[start:end]))
    return named and not (span.entity == "PERSON" and is_a_place_here(text, start, end))

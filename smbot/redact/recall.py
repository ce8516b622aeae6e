"""What was masked once is masked again where it stands bare: in the post's other fields, or later in its conversation.

What a mask hides leaves marks: short texts such as "name:example" or "value:6045550187", of which keyed digests are
kept for the conversation beside the guard's tokens (the colon keeps the two apart). A later text offers its own
candidates, and only what was masked before is found: bare, a first name or a number looks like any word.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from smbot.core import canon
from smbot.core.errors import MemoryFailed
from smbot.core.spans import Span
from smbot.redact.entities import ENTITIES, RECALLED
from smbot.redact.not_names import is_common, is_organisation
from smbot.redact.ports import Memory
from smbot.redact.tagger.lists import entries
from smbot.redact.words import (
    CAMEL,
    GAP,
    MIN_NAME,
    MIN_RUN_TOGETHER,
    WORD,
    is_a_place_here,
    names_nobody,
    plain_word,
)

SCORE: Final = 0.8
IN_DOUBT: Final = 0.5
"""The score of what was not searched."""

MIN_VALUE: Final = 5
"""Letters and digits of another value; fewer are too common."""
MIN_DIGITS: Final = 6
"""Digits of a number without letters; years, prices and hours have fewer."""
MAX_VALUE: Final = 40
MAX_JOINED: Final = 5
"""Words or groups of digits that are put together to one candidate."""
MAX_WORDS: Final = 2_500
"""Words of a text that are searched: more than any writing has in the characters that are read. See `unsearched`."""
MAX_TAG: Final = 60

_HOUSE = re.compile(r"(?<![\w#])\d{1,6}[ ]?[A-Za-z]?(?![\w])")
_CAPITAL_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-ÖØ-Þ][\w\-]{1,28}[ ]$")
_CAPITAL_AFTER = re.compile(r"[ ][A-ZÀ-ÖØ-Þ][\w\-]{1,28}")
_STREET_WORDS: Final = 4
"""So many words after a house number may be the street's name."""

Known = Callable[[frozenset[str]], frozenset[str]]
"""Says which of some marks were left before."""


def marks(value: str, entity: str) -> frozenset[str]:
    """Return the marks that a masked value leaves; words that name nobody leave none."""
    words = [plain_word(word) for word in WORD.findall(value)]
    found: set[str] = set()
    if entity == "PERSON" and not is_organisation(value):
        found |= {f"name:{plain}" for word, plain in zip(WORD.findall(value), words, strict=True) if _names(word)}
        if len(words) > 1:
            found |= _values(["".join(words)])
    elif entity == "EMAIL_ADDRESS":
        local = [plain_word(word) for word in WORD.findall(value.partition("@")[0])]
        found |= _values(["".join(local)] if not is_common("".join(local)) else [])
    elif entity == "HANDLE":
        plain = "".join(words)
        found |= _values([] if is_common(plain) or is_organisation(value.lstrip("@")) else [plain])
    elif entity == "STREET_ADDRESS":
        found |= {mark for mark, _, _ in _streets(value)}
    else:
        joined = "".join(words)
        with_digits = [word for word in (joined, *words) if any(c.isdigit() for c in word)]
        found |= _values(with_digits)
        if entity == "PHONE_NUMBER" and joined.isdigit() and len(joined) >= 10:
            found |= _values([joined[-10:], joined[-7:]])
    return frozenset(found | {f"{entity}:{mark}" for mark in found})


def find_recalled(text: str, known: Known, *, any_case: bool = False) -> Iterator[Span]:
    """Yield what of `text` was masked before, by its own kind; `any_case` takes names without a capital too.

    Raises:
        Exception: Whatever `known` raises.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for mark, start, end in _candidates(text, any_case=any_case):
        places.setdefault(mark, []).append((start, end))
    for mark in known(frozenset(places)):
        of_kind = {f"{entity}:{mark}": entity for entity in ENTITIES}
        entities = [of_kind[found] for found in known(frozenset(of_kind))]
        entity = min(entities, key=ENTITIES.index, default="PERSON")
        for start, end in places[mark]:
            if entity != "PERSON" or not _public(text, start, end):
                yield Span(start=start, end=end, entity=entity, score=SCORE, recognizer=RECALLED)


def remembered_by(memory: Memory | None) -> Known:
    """Return what a memory knows.

    Raises:
        MemoryFailed: By what is returned: the memory failed, which is no fault of the post.
    """

    def known(asked: frozenset[str]) -> frozenset[str]:
        try:
            return memory.known(asked) if memory is not None else frozenset()
        except Exception as error:  # noqa: BLE001 - whatever stores are made of
            failed = MemoryFailed(type(error).__name__)
        raise failed

    return known


def unsearched(text: str) -> Iterator[Span]:
    """Yield what of `text` is not searched: the rest of a text of more words than any writing has, masked in doubt."""
    beyond = next(islice(WORD.finditer(text), MAX_WORDS, None), None)
    if beyond is not None:
        yield Span(
            start=beyond.start(), end=len(text), entity="PERSON", score=IN_DOUBT, recognizer=RECALLED, doubtful=True
        )


def marks_of(values: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the marks of many values, each given with its entity."""
    found: set[str] = set()
    for value, entity in values:
        found |= marks(value, entity)
    return frozenset(found)


def _candidates(text: str, *, any_case: bool) -> Iterator[tuple[str, int, int]]:
    """Yield each mark that some stretch of `text` would have left, with its place."""
    words = [(match[0], match.start(), match.end()) for match in islice(WORD.finditer(text), MAX_WORDS)]
    plain = [plain_word(word) for word, _, _ in words]
    for at, (word, start, end) in enumerate(words):
        if (word[0].isupper() or any_case) and _names(word):
            yield f"name:{plain[at]}", start, end
        yield from _joined(text, words, plain, at)
        if len(word) <= MAX_TAG and (word[0].isupper() or any_case or _is_tag(text, start) or not word.islower()):
            yield from _inside(word, start, small=any_case or _is_tag(text, start))
    yield from _streets(text)


def _joined(text: str, words: list[tuple[str, int, int]], plain: list[str], at: int) -> Iterator[tuple[str, int, int]]:
    """Yield the word at `at`, and it with those that follow at once, as one value."""
    value, digits = "", False
    for place in range(at, min(at + MAX_JOINED, len(words))):
        if place > at and not GAP.fullmatch(text, words[place - 1][2], words[place][1]):
            return
        value += plain[place]
        if len(value) > MAX_VALUE:
            return
        digits = digits or any(c.isdigit() for c in plain[place])
        if place == at or digits or place - at < 3:  # names have few words; numbers many groups
            for mark in _values([value]):
                yield mark, words[at][1], words[place][2]


def _inside(word: str, start: int, *, small: bool) -> Iterator[tuple[str, int, int]]:
    """Yield names in a word that was run together: by its capitals, or in a hashtag at its beginning and end."""
    pieces = [(match.start(), match.end()) for match in CAMEL.finditer(word)]
    if len(pieces) > 1:
        for first in range(len(pieces)):
            for last in range(first, min(first + 3, len(pieces))):
                begin, end = pieces[first][0], pieces[last][1]
                piece = word[begin:end]
                if first == last and _names(piece):
                    yield f"name:{plain_word(piece)}", start + begin, start + end
                elif first != last:
                    for mark in _values([plain_word(piece)]):
                        yield mark, start + begin, start + end
    elif small and len(word) > MIN_RUN_TOGETHER:
        for cut in range(1, len(word)):
            for begin, end in ((0, cut), (cut, len(word))):
                if end - begin >= MIN_RUN_TOGETHER and _names(word[begin:end]):
                    yield f"name:{plain_word(word[begin:end])}", start + begin, start + end
                    for mark in _values([plain_word(word[begin:end])]):
                        yield mark, start + begin, start + end


def _streets(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield house numbers with each word of the street's name that may follow."""
    for match in _HOUSE.finditer(text):
        number = "".join(c for c in plain_word(match[0]) if c.isalnum())
        after = [(word[0], word.end()) for word in islice(WORD.finditer(text, match.end()), _STREET_WORDS)]
        for word, end in after:
            plain = plain_word(word)
            if len(plain) >= MIN_NAME and plain in canon.tokens(word) and not plain.isdigit():
                yield f"street:{number} {plain}", match.start(), end


def _values(values: Iterable[str]) -> frozenset[str]:
    """Return the marks of those values that are long enough to be told from chance."""
    return frozenset(
        f"value:{value}"
        for value in values
        if (MIN_DIGITS if value.isdigit() else MIN_VALUE) <= len(value) <= MAX_VALUE and not is_common(value)
    )


def _names(word: str) -> bool:
    """Say whether a word may name somebody where it stands alone; a public figure's name is everybody's to say."""
    return len(word) >= MIN_NAME and word.isalpha() and not (names_nobody(word) or word.lower() in entries("public"))


def _public(text: str, start: int, end: int) -> bool:
    """Say whether what stands around a name makes it an organisation's or a place's."""
    if is_a_place_here(text, start, end):
        return True
    before, after = _CAPITAL_BEFORE.search(text[max(0, start - 30) : start]), _CAPITAL_AFTER.match(text, end)
    around = [f"{before[0]}{text[start:end]}"] if before else []
    around += [f"{text[start:end]}{after[0]}"] if after else []
    return any(is_organisation(name) for name in around)


def _is_tag(text: str, start: int) -> bool:
    return text[max(0, start - 1) : start] == "#"

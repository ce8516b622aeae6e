"""Names found once in a post, found again wherever the post repeats them or a part of them."""

import difflib
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from smbot.core.spans import Span
from smbot.redact.entities import ANNOUNCED
from smbot.redact.not_names import is_common, is_organisation
from smbot.redact.words import CAMEL, MIN_NAME, is_a_place_here, names_nobody

REPEAT: Final = "repeat"
MAX_NAMES: Final = 60
"""More different names than any post holds; a bound, because texts come from strangers."""
_SURE: Final = 0.6
MIN_NEAR: Final = 5
MAX_NEAR: Final = 8
MAX_WORDS: Final = 60
NEAR: Final = 0.75
"""How alike a misspelled name is (`difflib` ratio): "Zephirin" and "Zephyrine" are 0.82."""
_CAPITALISED = re.compile(r"(?<![\w@#/.\-])[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ][\w\-]{2,30}(?!\w)(?!@)")
_ALONE = r"(?!\w)(?![ ][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ])"
"""Part of a name that only a model saw counts where no other capital follows: "Candy Crush" repeats no Candy."""
_AFTER_ARTICLE = re.compile(r"(?<!\w)(?:the|an?|le|la|les|une?|des)[ ]$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'\u2019]+")


def find_repeats(text: str, people: Iterable[Span]) -> Iterator[Span]:
    """Yield where the names that `people` cover stand, these places too, and their words and hyphenated forms."""
    announced: dict[str, bool] = {}
    for span in people:
        for piece in _pieces(text[span.start : span.end], span):
            announced[piece] = announced.get(piece, False) or span.recognizer == ANNOUNCED
    if not announced:
        return
    longest_first = sorted(list(announced)[:MAX_NAMES], key=len, reverse=True)
    wanted = "|".join(
        f"(?:{re.escape(name)}|{re.escape(name.upper())})" + ("" if announced[name] else _ALONE)
        for name in longest_first
    )
    pattern = re.compile(
        rf"(?<![\w@#/.\-])(?:[A-ZÀ-ÖØ-Þ]\w{{1,20}}-)?(?:{wanted})(?:-[A-ZÀ-ÖØ-Þ]\w{{1,20}})?(?!\w)(?!@)"
    )
    for match in pattern.finditer(text):
        if not _AFTER_ARTICLE.search(text, max(0, match.start() - 6), match.start()) and not is_a_place_here(
            text, match.start(), match.end()
        ):
            yield Span(start=match.start(), end=match.end(), entity="PERSON", score=0.55, recognizer=REPEAT)
    yield from _misspelled(text, (name for name, told in announced.items() if told))


def _misspelled(text: str, names: Iterable[str]) -> Iterator[Span]:
    """Yield capitalised words that are nearly a name of the post: people show how theirs was misspelled."""
    known = [name for name in names if len(name) >= MIN_NEAR][:MAX_NEAR]
    if not known:
        return
    for match in islice(_CAPITALISED.finditer(text), MAX_WORDS):
        word = match[0]
        if is_common(word) or is_organisation(word):
            continue
        near = (name for name in known if name[0] == word[0] and name != word and abs(len(name) - len(word)) <= 2)
        if any(difflib.SequenceMatcher(None, name, word).ratio() >= NEAR for name in near):
            yield Span(start=match.start(), end=match.end(), entity="PERSON", score=0.5, recognizer=REPEAT)


def _pieces(name: str, span: Span) -> Iterator[str]:
    """Yield what may stand alone of a full name; a single word only where the text announced it as a name."""
    if name.isalpha() and name[1:].lower() != name[1:]:
        name = " ".join(CAMEL.findall(name))
    words = [word for word in _WORD.findall(name) if word[0].isupper()]
    if len(words) < 2 and (span.score < _SURE or span.recognizer != ANNOUNCED):
        return
    for word in words:
        plain = word.removesuffix("'s").removesuffix("\u2019s")
        if len(plain) >= MIN_NAME and not names_nobody(plain):
            yield plain

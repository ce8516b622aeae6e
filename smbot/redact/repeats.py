"""Names found once in a post, found again wherever the post repeats them or a part of them."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from smbot.core.spans import Span
from smbot.redact.not_names import is_a_places_name, is_common, is_organisation, is_title

REPEAT: Final = "repeat"
MIN_LENGTH: Final = 3
MAX_NAMES: Final = 60
"""More different names than any post holds; a bound, because texts come from strangers."""
_SURE: Final = 0.6
_ALONE = r"(?!\w)(?![ ][A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ])"
"""Part of a name that only a model saw counts where no other capital follows: "Candy Crush" repeats no Candy."""
_AFTER_ARTICLE = re.compile(r"(?<!\w)(?:the|an?|le|la|les|une?|des)[ ]$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_][\w'\u2019]+")
_CAMEL = re.compile(r"(?:Mc|Mac)?[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]+")


def find_repeats(text: str, people: Iterable[Span]) -> Iterator[Span]:
    """Yield other occurrences of the names that `people` cover, of their words, and hyphenated forms of these."""
    announced: dict[str, bool] = {}
    for span in people:
        for piece in _pieces(text[span.start : span.end], span):
            announced[piece] = announced.get(piece, False) or span.recognizer == "person"
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
        if not _AFTER_ARTICLE.search(text, max(0, match.start() - 6), match.start()) and not is_a_places_name(
            text, match.start(), match.end()
        ):
            yield Span(start=match.start(), end=match.end(), entity="PERSON", score=0.55, recognizer=REPEAT)


def _pieces(name: str, span: Span) -> Iterator[str]:
    """Yield what may stand alone of a full name; a single word only where the text announced it as a name."""
    if name.isalpha() and name[1:].lower() != name[1:]:
        name = " ".join(_CAMEL.findall(name))
    words = [word for word in _WORD.findall(name) if word[0].isupper()]
    if len(words) < 2 and (span.score < _SURE or span.recognizer != "person"):
        return
    for word in words:
        plain = word.removesuffix("'s").removesuffix("\u2019s")
        if len(plain) >= MIN_LENGTH and not (is_common(plain) or is_title(plain) or is_organisation(plain)):
            yield plain

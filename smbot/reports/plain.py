"""Redacted text in plain letters, place for place, and cut into sentences."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_ALIKE = {
    **dict.fromkeys("\u2019\u2018\u02bc\u00b4`\u2032\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u201c\u201d\u00ab\u00bb\u201e", '"'),
    **dict.fromkeys("\u00a0\u202f\u2009\t", " "),
}
_TABLE_LIMIT = 20_000
_END = re.compile(r"(?<![ap]\.m)(?:[.!?\u2026]+[\"')]*(?=\s|$)|\n+)")


class _Letters(dict[int, str]):
    """Single characters in lower case and without accents, worked out once each."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        alike = _ALIKE.get(char)
        if alike is None:
            base = unicodedata.normalize("NFKD", char.lower())
            # One character for one, so that places stay: what would become two ("œ" stays, "½") is left alone.
            alike = base[0] if all(unicodedata.combining(c) for c in base[1:]) else char.lower()[0]
        if len(self) < _TABLE_LIMIT:
            self[code] = alike
        return alike


_letters = _Letters()


def plain(text: str) -> str:
    """Return `text` in lower case, without accents and with one form of quotes and dashes, character for character."""
    return text.translate(_letters)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sentence:
    """Part of a plain text; `asks` where it ends with a question mark."""

    start: int
    text: str
    asks: bool


def sentences(text: str) -> Iterator[Sentence]:
    """Cut a plain text at stops, question marks and line ends; a stop within a number or "a.m." does not end one."""
    start = 0
    for match in _END.finditer(text):
        if text[start : match.start()].strip():
            yield Sentence(start=start, text=text[start : match.end()], asks="?" in match[0])
            start = match.end()
    if text[start:].strip():
        yield Sentence(start=start, text=text[start:], asks=False)


class Hints:
    """Tells quickly that a plain text surely holds none of some phrases: most posts do not.

    Looking for a few short strings one by one takes a tenth of the time that a pattern of alternatives takes.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        words = {tuple(re.split(r"[\s-]+", plain(phrase).strip())) for phrase in phrases}
        self._alone = tuple(sorted(one for one, *others in words if one and not others))
        self._several = tuple(sorted(several for several in words if len(several) > 1))

    def may_be_in(self, text: str) -> bool:
        """Say whether one of the phrases can be in a plain text."""
        for word in self._alone:
            if word in text:
                return True
        return any(all(word in text for word in several) for several in self._several)


def any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for whole words of any of the phrases, in plain text, the longest first; none matches nothing.

    Spaces and hyphens stand for each other, so that "drop-off" is found as "drop off".
    """
    longest = sorted({plain(phrase).strip() for phrase in phrases if phrase.strip()}, key=lambda p: (-len(p), p))
    parts = [r"[\s-]+".join(re.escape(word) for word in re.split(r"[\s-]+", phrase)) for phrase in longest]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else r"(?!)")

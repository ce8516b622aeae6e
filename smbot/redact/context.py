"""Words near a number that say what it is, in English and French, with or without accents."""

import re
from bisect import bisect_right

from smbot.normalise.words import phrase_set

_OPTIONAL = {"é": "[ée]", "è": "[èe]", "ê": "[êe]", "à": "[àa]", "ç": "[çc]", "ô": "[ôo]", "î": "[îi]", "û": "[ûu]",
             "â": "[âa]", "ï": "[ïi]", " ": r"[\s\-.]{1,3}", "'": r"['\u2019 ]?"}  # fmt: skip


WORDS_BEFORE = (
    r"is|no|nr|in|de|du|of|est|le|la|les|et|and|or|ou|on|at|to|for|my|mon|ma|au|en|by|was|num|num[ée]ro|"
    r"number|card|since|"
    r"from|about|until|with|only|the|are|sont|id|after|over|under|like|some|than|dl|nas|"
    r"sin|phn|uci|iuc|pin|nip|tel|cell|ohip|ramq|mcp|msi|nam|acct|file|case|ref"
)
"""Words that people put before a number, as a source for patterns."""
NO_PREFIX = rf"(?!(?:{WORDS_BEFORE})\b)"
"""What a number's leading letters are not: the words that people put before a number."""


def words(block: str) -> re.Pattern[str]:
    """Compile phrases, which commas separate, to match whole, in any case, with or without accents and apostrophes."""
    longest_first = sorted(phrase_set(block), key=lambda phrase: (-len(phrase), phrase))
    parts = ("".join(_OPTIONAL.get(c, re.escape(c)) for c in phrase) for phrase in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def near(text: str, start: int, end: int, context: re.Pattern[str], *, before: int = 45, after: int = 25) -> bool:
    """Say whether `context` stands close before or after ``text[start:end]``, in the same part of a list.

    `before` and `after` are distances in characters.
    """
    first = max(0, start - before)
    while first > 0 and text[first - 1].isalnum():
        first -= 1
        if start - first > before + 20:
            break
    first = max(first, text.rfind(";", first, start))
    if context.search(text, first, start):
        return True
    last = end + after
    while last < min(len(text), end + after + 20) and text[last - 1].isalnum():
        last += 1
    return context.search(text, end, min(len(text), last)) is not None


_BREAK = re.compile(
    r"(?:[!?\u2026]|(?<!\bno)(?<!\bnr)(?<!\bnum)(?<!\btel)(?<!\btél)(?<!\bref)(?<!\bréf)(?<!\bacct)(?<!\blic)(?<!\W\w)\.)\s|\n",
    re.IGNORECASE,
)
"""Ends of sentences; the point of "no." and of an initial ends none."""


class Told:
    """Says whether a text told what a number is some words earlier; reads the text only when first asked."""

    def __init__(self, text: str, context: re.Pattern[str]) -> None:
        self._text = text
        self._context = context
        self._ends: list[int] | None = None
        self._breaks: list[int] = []

    def before(self, start: int, *, reach: int, sentences: int = 0) -> bool:
        """Say whether a context word ends at most `reach` characters before `start`, `sentences` sentences back."""
        if self._ends is None:
            self._ends = [match.end() for match in self._context.finditer(self._text)]
            self._breaks = [match.end() for match in _BREAK.finditer(self._text)] if self._ends else []
        index = bisect_right(self._ends, start) - 1
        if index < 0 or start - self._ends[index] > reach:
            return False
        return bisect_right(self._breaks, start) - bisect_right(self._breaks, self._ends[index]) <= sentences


_TOLL_FREE = re.compile(r"(?:\+?1[ .\-]{0,2})?\(?8(?:00|22|33|44|55|66|77|88)\)?[ .\-]{0,2}\d{3}[ .\-]{0,2}\d{4}$")


def is_toll_free(number: str) -> bool:
    """Say whether `number` is an organisation's toll-free line."""
    return _TOLL_FREE.match(number) is not None


_CALENDAR = re.compile(
    r"(?:19|20)\d{2}[\-/ .](?:0?[1-9]|1[0-2])(?:[\-/ .](?:0?[1-9]|[12]\d|3[01]))?|"
    r"(?:0?[1-9]|[12]\d|3[01])[\-/ .](?:0?[1-9]|[12]\d|3[01])[\-/ .](?:19|20)?\d{2}|"
    r"(?:19|20)\d{2}(?:[\-/ .](?:19|20)\d{2})?"
)


def is_calendar(number: str) -> bool:
    """Say whether `number` reads as a date, a year, or two years."""
    return _CALENDAR.fullmatch(number) is not None


def in_url(text: str, start: int) -> bool:
    """Say whether the place is inside a web address, whose numbers are nobody's."""
    head = text[max(0, start - 300) : start]
    word = head[max(head.rfind(" "), head.rfind("\n")) + 1 :].lower()
    return "://" in word or word.startswith(("www.", "(www.")) or bool(re.match(r"[(<\"]?[\w-]+(?:\.[\w-]+)+/", word))


def digits_of(text: str) -> str:
    """Return the ASCII digits of `text`."""
    return "".join(c for c in text if "0" <= c <= "9")


def luhn(digits: str) -> bool:
    """Say whether the digits pass the Luhn check (ISO/IEC 7812-1, annex B)."""
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0

"""Numbers as they are said, in English and French, read as digits."""

from collections.abc import Iterator
from dataclasses import dataclass

from smbot.normalise.number_words import AND, HUNDRED, REPEAT, TEENS, TEENS_FR, TENS, THOUSAND, TIMES, UNITS, Part


@dataclass(frozen=True, slots=True)
class Number:
    """Digits, where they stand in the text, and whether they were said in words."""

    start: int
    end: int
    digits: str
    spoken: bool


def numbers(parts: list[Part]) -> Iterator[Number]:
    """Yield the numbers that `parts` say; parts that belong to none are left out."""
    index = 0
    while index < len(parts):
        word, start, end = parts[index]
        digits, used = (word, 1) if word.isdigit() and word.isascii() else _spoken(parts, index)
        if word.isdigit() and word.isascii() and _word(parts, index + 1) in TIMES:
            digits, used = _repeated(parts, index) or (word, 1)
        if used:
            end = parts[index + used - 1][2]
            yield Number(start, end, digits, used > 1 or not (word.isdigit() and word.isascii()))
        index += used or 1


def _word(parts: list[Part], index: int) -> str:
    return parts[index][0] if index < len(parts) else ""


def _digit(word: str) -> str:
    if word in UNITS:
        return str(UNITS[word])
    return word if len(word) == 1 and word.isdigit() and word.isascii() else ""


def _repeated(parts: list[Part], index: int) -> tuple[str, int] | None:
    """Read "triple five" and "trois fois cinq"."""
    word = _word(parts, index)
    if word in REPEAT and (digit := _digit(_word(parts, index + 1))):
        return digit * REPEAT[word], 2
    if _word(parts, index + 1) in TIMES and _digit(word) in {"2", "3", "4"} and _digit(_word(parts, index + 2)):
        return _digit(_word(parts, index + 2)) * int(_digit(word)), 3
    return None


def _spoken(parts: list[Part], index: int) -> tuple[str, int]:
    """Return the digits of the number that begins at `index`, and how many parts it takes."""
    word = _word(parts, index)
    if (repeated := _repeated(parts, index)) is not None:
        return repeated
    if word in REPEAT:
        return "", 0
    if word in THOUSAND:
        rest, taken = _below_thousand(parts, index + 1)
        return f"1{int(rest or 0):03d}", 1 + taken
    digits, used = _below_thousand(parts, index)
    if used and int(digits) and len(digits) <= 2 and _word(parts, index + used) in THOUSAND:
        rest, taken = _below_thousand(parts, index + used + 1)
        return f"{digits}{int(rest or 0):03d}", used + 1 + taken
    return digits, used


def _below_thousand(parts: list[Part], index: int) -> tuple[str, int]:
    word = _word(parts, index)
    used = hundreds = 0
    if UNITS.get(word, 0) > 0 and _word(parts, index + 1) in HUNDRED:
        hundreds, used = UNITS[word], 2
    elif word in {"cent", "cents"}:
        hundreds, used = 1, 1
    if not hundreds:
        return _below_hundred(parts, index)
    joined = _word(parts, index + used) == "and"
    rest, taken = _below_hundred(parts, index + used + joined)
    return f"{hundreds}{int(rest or 0):02d}", used + (joined and taken > 0) + taken


def _below_hundred(parts: list[Part], index: int) -> tuple[str, int]:
    word = _word(parts, index)
    if word == "quatre" and _word(parts, index + 1) in {"vingt", "vingts"}:
        tens, used = 80, 2
    elif word in TENS:
        tens, used = TENS[word], 1
    elif word in TEENS:
        if word == "dix" and _word(parts, index + 1) in {"sept", "huit", "neuf"}:
            return str(10 + UNITS[_word(parts, index + 1)]), 2
        return str(TEENS[word]), 1
    elif word in UNITS:
        return str(UNITS[word]), 1
    else:
        return "", 0
    after = index + used
    joined = _word(parts, after)
    if (joined == "et" and _word(parts, after + 1) in {"un", "une", "onze"}) or (
        joined in AND - {"et"} and UNITS.get(_word(parts, after + 1), 0) > 0
    ):
        after += 1
    following = _word(parts, after)
    if tens in {60, 80} and following in TEENS_FR:
        teens, taken = _below_hundred(parts, after)
        return str(tens + int(teens)), after + taken - index
    if UNITS.get(following, 0) > 0:
        return str(tens + UNITS[following]), after + 1 - index
    return str(tens), used

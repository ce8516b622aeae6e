"""The canonical form of words and numbers, in which the redactor and the guard compare them.

At redaction, keyed digests of these tokens are kept for every masked span; the guard folds a reply
the same way and looks its tokens up. Both sides must therefore fold alike: this is the one place.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SEPARATORS = re.compile(r"[\s.\-/()_,'\u2019\u00b7]+")
ADDRESS_WORDS = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "the",
        "of",
        "and",
        "et",
        "st",
        "ste",
        "street",
        "rue",
        "avenue",
        "ave",
        "av",
        "boulevard",
        "boul",
        "blvd",
        "road",
        "rd",
        "chemin",
        "ch",
        "drive",
        "dr",
        "unit",
        "unite",
        "apt",
        "app",
        "apartment",
        "appartement",
        "suite",
        "bureau",
        "po",
        "box",
        "case",
        "postale",
        "cp",
        "north",
        "south",
        "east",
        "west",
        "nord",
        "sud",
        "est",
        "ouest",
        "gmail",
        "hotmail",
        "outlook",
        "yahoo",
        "icloud",
        "videotron",
        "sympatico",
        "protonmail",
        "example",
        "com",
        "ca",
        "org",
        "net",
        "qc",
        "on",
        "bc",
        "ab",
        "sk",
        "mb",
        "nb",
        "ns",
        "pe",
        "nl",
        "yt",
        "nt",
        "nu",
    ]
)
"""Tokens that appear in addresses of everyone: they identify nobody, and replies need them."""

UNDECOMPOSED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"}
    | {chr(first + n): chr(ord("a") + n) for first in (0x1F150, 0x1F170, 0x1F1E6) for n in range(26)}
    | dict.fromkeys("\u115f\u1160\u2800\u3164\uffa0", "")
)
"""Letters that Unicode does not take apart and that people type without their sign: Lebœuf is Leboeuf, Đặng is Dang.

Letters in black circles and squares, and those of flags, are letters; fillers are nothing.
"""

INVISIBLE = frozenset({"Mn", "Me", "Cf"})
"""Categories of what stands on or around another character, the key cap of an emoji included, or is not seen."""

MIN_WORD = 3
MIN_DIGITS = 4


def fold(text: str) -> str:
    """Lower case, without accents, compatibility forms or invisible characters; digits of every script are 0-9."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(map(_plain, decomposed)).casefold().translate(UNDECOMPOSED)


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    if unicodedata.category(character) in INVISIBLE:
        return ""
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)


def tokens(text: str) -> frozenset[str]:
    """Return what of `text` could identify somebody: words of three letters, runs of four digits or more.

    Numbers count whole, whatever separates their digits ("604 555-0187" is "6045550187"), and by each
    of their groups of at least four digits.
    """
    folded = fold(text)
    found = {w for w in _WORD.findall(folded) if len(w) >= MIN_WORD and not w.isdigit() and w not in ADDRESS_WORDS}
    found |= {part for w in found for part in re.split(r"['\u2019]", w) if len(part) >= MIN_WORD} - ADDRESS_WORDS
    for run in re.findall(r"\d(?:[\s.\-/()_]*\d)*", folded):
        digits = re.sub(r"\D", "", run)
        if len(digits) >= MIN_DIGITS:
            found.add(digits)
        found |= {group for group in re.findall(r"\d+", run) if len(group) >= MIN_DIGITS}
    joined = _SEPARATORS.sub("", folded)
    if any(c.isdigit() for c in joined) and MIN_DIGITS <= len(joined) <= 20:
        found.add(joined)
    return frozenset(found)


RUN_OF_WORDS = 4
"""Words in a row that repeat a text."""


def word_runs(folded: str) -> Iterator[tuple[str, int, int]]:
    """Yield each run of four words of a folded text as ``words:…``, with its place in it.

    Keyed digests of the runs of what was said in private let the guard see that a reply repeats it.
    """
    words = [(match[0], match.start(), match.end()) for match in re.finditer(r"[^\W_]+", folded)]
    for at in range(len(words) - RUN_OF_WORDS + 1):
        run = words[at : at + RUN_OF_WORDS]
        yield "words:" + " ".join(word for word, _, _ in run), run[0][1], run[-1][2]

"""The canonical form of words and numbers, in which the redactor and the guard compare them.

At redaction, keyed digests of these tokens are kept for every masked span; the guard folds a reply
the same way and looks its tokens up. Both sides must therefore fold alike: this is the one place.
"""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_SEPARATORS = re.compile(r"[\s.\-/()_,'\u2019\u00b7]+")
_COMMON = frozenset(
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

_UNDECOMPOSED = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"}
)
"""Letters that Unicode does not take apart and that people type without their sign: Lebœuf is Leboeuf, Đặng is Dang."""

MIN_WORD = 3
MIN_DIGITS = 4


def fold(text: str) -> str:
    """Lower case, without accents, compatibility forms or invisible characters; digits of every script are 0-9."""
    decomposed = unicodedata.normalize("NFKD", text)
    kept = (_plain(c) for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"})
    return "".join(kept).casefold().translate(_UNDECOMPOSED)


def _plain(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def tokens(text: str) -> frozenset[str]:
    """Return what of `text` could identify somebody: words of three letters, runs of four digits or more.

    Numbers count whole, whatever separates their digits ("604 555-0187" is "6045550187"), and by each
    of their groups of at least four digits.
    """
    folded = fold(text)
    found = {w for w in _WORD.findall(folded) if len(w) >= MIN_WORD and not w.isdigit() and w not in _COMMON}
    found |= {part for w in found for part in re.split(r"['\u2019]", w) if len(part) >= MIN_WORD} - _COMMON
    for run in re.findall(r"\d(?:[\s.\-/()_]*\d)*", folded):
        digits = re.sub(r"\D", "", run)
        if len(digits) >= MIN_DIGITS:
            found.add(digits)
        found |= {group for group in re.findall(r"\d+", run) if len(group) >= MIN_DIGITS}
    joined = _SEPARATORS.sub("", folded)
    if any(c.isdigit() for c in joined) and MIN_DIGITS <= len(joined) <= 20:
        found.add(joined)
    return frozenset(found)

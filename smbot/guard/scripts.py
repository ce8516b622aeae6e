"""Writes a word of Cyrillic or Greek letters in ours, as a name is: « Катерина » is "katerina"."""

# ruff: noqa: RUF001, RUF002 - letters of other scripts are what this module is of

import re

from smbot.core.canon import fold

OTHER_SCRIPT = re.compile(r"(?:[\u0370-\u03ff\u1f00-\u1fff\u0400-\u052f][\u0300-\u036f]?)+")
"""A word of these letters."""
_TWO = (("ου", "ou"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("αυ", "av"), ("ευ", "ev"))
"""What two Greek letters stand for together."""
_LATIN = {
    letter: latin
    for letters, written in (
        (
            "а б в г д е ж з и к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я і є ґ ђ ј љ њ ћ џ ў",
            "a b v g d e zh z i k l m n o p r s t u f kh ts ch sh shch - y - e yu ya i ye g dj j lj nj c dz u",
        ),
        (
            "α β γ δ ε ζ η θ ι κ λ μ ν ξ ο π ρ σ ς τ υ φ χ ψ ω",
            "a v g d e z i th i k l m n x o p r s s t y f ch ps o",
        ),
    )
    for letter, latin in zip(letters.split(), written.replace("-", "\u00b7").split(), strict=True)
}


def in_our_letters(word: str) -> frozenset[str]:
    """Return how a word of another script is written in ours, folded: « г » is a g in Russian, an h in Ukrainian."""
    folded = fold(word)
    for letters, latin in _TWO:
        folded = folded.replace(letters, latin)
    readings = (folded, folded.replace("г", "h"))
    return frozenset("".join(_LATIN.get(sign, sign) for sign in each).replace("\u00b7", "") for each in readings)

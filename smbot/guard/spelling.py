"""Undoes what is done to a word to hide it: look-alike letters, digits for letters, spelling out, letters left out."""

import re
from collections.abc import Iterator
from itertools import islice, product

from smbot.core.canon import MIN_WORD, fold, tokens
from smbot.core.flat import flatten
from smbot.guard.places import Place
from smbot.normalise.words import word_set

MAX_WINDOW = 48
"""Characters of neighbouring words that are also read as one ("T r e m b l a y"); the longest names fit."""
MAX_STARS = 2
"""Letters that may be starred out of a word and are still tried."""
MIN_SPELLED = 3
"""Letters or digits in a row, each said by itself, that are read as one word."""

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_NOT_WORD = re.compile(r"[\W_]+")
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")
_STARRED = re.compile(r"[^\W\d_]+(?:[*\u2217\u2731\ufe61\uff0a\u2022\u00b7\u25cf#?.\-][^\W\d_]+){1,2}")
_GLYPHS = "абвгдеёзийкмнопрстухцчьяіјѕԁһԛԝӏѵοαβγεηικλμνρστυχωϲհոսօցգքᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıƒℓ"
_LATIN = "abbrdeesuukmhonpctyxuybrijsdhqwlvoabyenikauvpotuxwchnuogqpabcdefghijklmnoprstuvwyzagifl"
_SECOND = str.maketrans("αηρνκμτβγωзсувтпиля", "anrvkmtvgozsyvtpiia")
_ALIKE = str.maketrans(_GLYPHS, _LATIN)
_LEET = {
    "0": "o", "1": "il", "2": "z", "3": "e", "4": "a", "5": "s", "6": "gb", "7": "t", "8": "b", "9": "gq", "@": "a",
    "$": "s", "!": "il", "|": "il", "+": "t", "\u20ac": "e", "(": "c", "\u00a3": "l", "&": "e", "%": "x",
}  # fmt: skip
"""What digits and signs stand for."""
MAX_READ = 32
"""Ways to read them that are tried for one word."""
MAX_KEY = 20
_KEY = re.compile(r"[^\s]*[a-z][^\s]*\d|[^\s]*\d[^\s]*[a-z]")
_ODD = re.compile(r"[^a-z'\u2019.,;:()«»\"\-]")
_SAID_AS = re.compile(
    r"(?<![^\W_])([a-z])\s*,?\s+(?:as in|for|like|of|is for|comme(?: dans)?|pour|de|dans)\s+[^\W\d_]+"
)
_ELEMENT = re.compile(r"[^\W_]+")
_NUMBERED = re.compile(r"(?<!\d)\d{1,2}(?:(?:[-.,/ ]|, )\d{1,2}){3,24}(?!\d)", re.ASCII)
_BETWEEN = frozenset({"dash", "tiret", "hyphen", "space", "espace", "then", "puis", "et", "and", "dot", "point"})
_ALPHABET = word_set("""
    alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett juliette kilo lima mike november oscar
    papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu zoulou
""")
_DIGITS = (
    "zero oh nought", "one un une", "two deux", "three trois", "four quatre", "five cinq", "six", "seven sept",
    "eight huit", "nine neuf niner", "ten dix", "eleven onze", "twelve douze", "thirteen treize", "fourteen quatorze",
    "fifteen quinze", "sixteen seize",
)  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "quatre-vingt": 80,
    "quatre-vingts": 80, "nonante": 90, "dix": 10, "soixante-dix": 70, "quatre-vingt-dix": 90,
}  # fmt: skip
_MORE = {word: value for value, words in enumerate(_DIGITS) if value for word in words.split()} | {
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "dix-sept": 17, "dix-huit": 18, "dix-neuf": 19,
}  # fmt: skip
_NUMBERS = (
    {f"{tens}-{more}": most + least for tens, most in _TENS.items() for more, least in _MORE.items() if least < 20}
    | {f"{tens}-et-{more}": most + least for tens, most in _TENS.items() for more, least in _MORE.items()}
    | {word: value for word, value in (_TENS | _MORE).items() if value > 9}
)
_NUMBER = re.compile(
    rf"(?<![^\W_])(?:{'|'.join(sorted(_NUMBERS, key=len, reverse=True)).replace('-', '[ -]')})(?![^\W_])"
)
_TWO_WORDS = re.compile(r"(?<![^\W_])(?:(?P<w>double[ -](?:u|you|ve|v))|(?P<y>i[ -]grec))(?![^\W_])")
_TIMES = re.compile(r"(?<![^\W_])(double|triple)[ -]([^\W_]+)")
_LETTER_NAMES = {
    word: letter
    for letter, words in zip(
        "abcdefghijklmnopqrstuvwxyz",
        (
            "ay eh ah", "bee be", "cee see sea ce", "dee de", "ee e", "eff ef effe", "gee ge",
            "aitch ache hache haitch",
            "eye i", "jay ji", "kay ka", "el ell elle", "em emm emme", "en enn enne", "oh o eau", "pee pea pe",
            "queue cue cu ku", "ar are erre air", "ess es esse", "tee tea te the", "you yu u", "vee ve",
            "dubya doubleyou w", "ex ixe eks", "why wye igrec y", "zee zed zede",
        ),
        strict=True,
    )
    for word in words.split()
}  # fmt: skip
"""How the letters are called in both languages, folded."""
_SIGNS_SAID = re.compile(
    r"(?<![^\W_])(?:(?:with an? )?(?:acute|grave)(?: accent)?|(?:avec )?(?:un )?accents? (?:aigu|grave|circonflexe)|"
    r"cedilla|cedille|(?:un )?trema|umlaut|(?:with a |a )?hyphen|(?:un )?trait d'union|apostrophe|majuscules?|"
    r"minuscules?|"
    r"capital|upper ?case|lower ?case)(?![^\W_])"
)
"""What is said of a letter besides its name."""
_TWICE = re.compile(
    r"(?<![^\W_])(?:(?:deux|two|2)[ -](?:fois[ -])?(?:le |la |the )?(?P<before>[a-z])(?:'?s)?|"
    r"(?P<after>[a-z]),? (?:deux fois|twice|redouble)(?! (?:le |la |the )?[a-z](?![^\W_])))(?![^\W_])"
)
"""A letter that is said to stand twice: "deux T", "two Ns", "T twice"."""
MAX_GROUP = 4
"""Letters or digits that are said together in a code."""
_SAID = {word: word[0] for word in _ALPHABET} | {
    word: str(value) for value, words in enumerate(_DIGITS) for word in words.split()
}


def spellings(chunk: str) -> frozenset[str]:
    """Return the tokens of one word in every spelling that is undone here."""
    found = set(joined(chunk)) | set(joined(_EDGES.sub("", chunk)))
    for text in respelled(fold(chunk)):
        found |= tokens(text) | tokens(_EDGES.sub("", text))
    for part in _CAMEL.split(chunk):
        found |= tokens(part)
    found |= set(_unstarred(fold(chunk)))
    return frozenset(token for token in found if len(token) >= MIN_WORD)


def joined(text: str, *, backwards: bool = True) -> frozenset[str]:
    """Return what a few words are when read as one, also without a plural's s, and backwards."""
    whole = {_NOT_WORD.sub("", spelling) for spelling in respelled(fold(text))}
    if backwards:
        whole |= {word[::-1] for word in whole if len(word) > MIN_WORD}
    return frozenset(word for each in whole for word in (each, each.removesuffix("s")) if len(word) >= MIN_WORD)


def respelled(folded: str) -> frozenset[str]:
    """Return a folded text, also with look-alike letters and with digits that stand for letters undone."""
    if not _ODD.search(folded):
        return frozenset({folded})
    letters = _read_as_letters(folded)
    if folded.isascii():
        return frozenset({folded, *letters})
    second = folded.translate(_SECOND)
    return frozenset({folded, folded.translate(_ALIKE), second, second.translate(_ALIKE), *letters})


def _read_as_letters(folded: str) -> Iterator[str]:
    """Yield what a word is when its digits and signs stand for letters, each for one of those that it may."""
    if any(sign.isalpha() for sign in folded) or len(folded) < MAX_WINDOW // 4:
        yield from map("".join, islice(product(*(_LEET.get(sign, sign) for sign in folded)), MAX_READ))
        if len(folded) <= MAX_KEY and _KEY.match(folded):  # of a key, some digits are digits
            both = (_LEET.get(sign, "") + sign if sign.isdigit() else _LEET.get(sign, sign) for sign in folded)
            yield from map("".join, islice(product(*both), 2 * MAX_READ))


def _unstarred(folded: str) -> Iterator[str]:
    """Yield what a word may be of which one or two letters are starred out ("tr*mbl*y")."""
    for match in _STARRED.finditer(folded):
        pieces = _NOT_WORD.split(match[0])
        if len(pieces) - 1 > MAX_STARS or sum(map(len, pieces)) + len(pieces) < MIN_WORD + 2:
            continue
        words = [pieces[0]]
        for piece in pieces[1:]:
            words = [f"{word}{letter}{piece}" for word in words for letter in "aeiouybcdfghjklmnpqrstvwxz"]
        yield from words


def spelled_out(text: str) -> Iterator[tuple[str, Place]]:
    """Yield each run of letters and digits that are said one by one, in letters, words or a spelling alphabet."""
    flat, places = flatten(text)
    flat = _SIGNS_SAID.sub(lambda said: " " * len(said[0]), flat)
    flat = _SAID_AS.sub(lambda said: said[1] + " " * (len(said[0]) - 1), flat)
    flat = _TIMES.sub(_repeated, flat)
    yield from _runs(flat, places)
    if (doubled := _TWICE.sub(_doubled, flat)) != flat:
        yield from _runs(doubled, places)
    if (figures := _NUMBER.sub(_figures, flat)) != flat:
        yield from _runs(figures, places)


def codes_said(text: str) -> Iterator[tuple[str, Place]]:
    """Yield each run of letters, said by their names or in small groups, and numbers; of letters alone from four on."""
    flat, places = flatten(text)
    flat = _TWO_WORDS.sub(lambda said: said.lastgroup.ljust(len(said[0])) if said.lastgroup else said[0], flat)
    flat = _TIMES.sub(_repeated, flat)
    for reading in dict.fromkeys((flat, _NUMBER.sub(_figures, flat))):
        run: list[tuple[str, int, int]] = []
        end = 0
        for match in (*_ELEMENT.finditer(reading), None):
            far = match is not None and len(reading[end : match.start()].strip()) > 1
            said = _as_code(match[0], text[places[match.start()] : places[match.end() - 1] + 1]) if match else ""
            if run and (far or not said) and not (match and match[0] in _BETWEEN and not far):
                yield from _mixed_in(run, places)
                run = []
            if match is not None:
                end = match.end()
                if said:
                    run.append((said, match.start(), match.end()))


def _as_code(word: str, written: str) -> str:
    """Return what a word stands for in a code: nothing if it is a word."""
    if said := _SAID.get(word) or _LETTER_NAMES.get(word):
        return said
    mixed = not (word.isalpha() or word.isdigit())
    short = len(word) <= MAX_GROUP and (len(word) == 1 or word.isdigit() or (written.isupper() and written.isalpha()))
    return word if short or (mixed and len(word) <= MAX_KEY) else ""


def _mixed_in(run: list[tuple[str, int, int]], places: tuple[int, ...]) -> Iterator[tuple[str, Place]]:
    for first in range(len(run)):
        word = ""
        for said, _, end in run[first : first + MAX_KEY]:
            word += said
            if len(word) >= MIN_SPELLED + word.isalpha() and not word.isdigit():
                yield word, (places[run[first][1]], places[end - 1] + 1)


def numbered(text: str) -> Iterator[tuple[str, Place]]:
    """Yield each word whose letters stand as their numbers in the alphabet ("20-18-5-13")."""
    for match in _NUMBERED.finditer(text):
        letters = [int(number) for number in _ELEMENT.findall(match[0])]
        if max(letters) <= len("abcdefghijklmnopqrstuvwxyz") and min(letters):
            yield "".join(chr(ord("a") + number - 1) for number in letters), match.span()


def _repeated(said: re.Match[str]) -> str:
    """Return "double eight" as two eights, as long as it was."""
    one = _SAID.get(said[2], said[2])
    times = 2 if said[1] == "double" else 3
    return (one * times if len(one) == 1 else said[0]).ljust(len(said[0]))


def _doubled(said: re.Match[str]) -> str:
    """Return "deux T" as two of them, as long as it was."""
    return (2 * (said["before"] or said["after"])).ljust(len(said[0]))


def _figures(said: re.Match[str]) -> str:
    """Return a number in words in figures, as long as it was."""
    return str(_NUMBERS[said[0].replace(" ", "-")]).ljust(len(said[0]))


def _runs(flat: str, places: tuple[int, ...]) -> Iterator[tuple[str, Place]]:
    run: list[tuple[str, int, int]] = []
    end = 0
    for match in _ELEMENT.finditer(flat):
        if run and len(flat[end : match.start()].strip()) > MIN_SPELLED:
            yield from _of_run(run, places)
            run = []
        end = match.end()
        word = match[0]
        alike = len(word) <= MIN_SPELLED and len(set(word)) == 1
        said = _SAID.get(word) or (word if alike or (word.isdigit() and len(word) < 5) else "")
        if said:
            run.append((said, match.start(), match.end()))
        elif word not in _BETWEEN:
            yield from _of_run(run, places)
            run = []
    yield from _of_run(run, places)


def _of_run(run: list[tuple[str, int, int]], places: tuple[int, ...]) -> Iterator[tuple[str, Place]]:
    for first in range(len(run)):
        word = ""
        for last in range(first, min(first + MAX_WINDOW // 2, len(run))):
            word += run[last][0]
            if last - first + 1 >= MIN_SPELLED and not word.isdigit():
                yield word, (places[run[first][1]], places[run[last][2] - 1] + 1)


def parts_of(chunk: str) -> frozenset[tuple[str, str]]:
    """Return each cut of a long word into two: known words that were written together show so ("julietremblay")."""
    word = _NOT_WORD.sub("", fold(chunk))
    return frozenset((word[:at], word[at:]) for at in range(MIN_WORD, len(word) - MIN_WORD + 1))

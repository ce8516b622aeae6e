"""Tells by a linear model how much a sentence confirms a client, or asks for something personal.

It stands beside the tables of words (`smbot.core.client_words`, `smbot.core.asking_words`): it finds what they have no
pattern for, and clears what only looks like one. The weights are plain arrays, one for each class of n-grams of words,
of letters, and of words of which only the kind is kept; `smbot train guard` makes them again.
"""

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import numpy as np

from smbot.core import client_words_en as en
from smbot.core import client_words_fr as fr
from smbot.core.flat import flatten
from smbot.guard.places import Place
from smbot.normalise.words import word_set

Head = Literal["client", "asks"]
HEADS: Final[tuple[Head, ...]] = ("client", "asks")
CLASSES: Final = 1 << 17
"""Classes of n-grams; several may share one, which costs little."""
WEIGHTS: Final = "meaning.npz"

_WORD = re.compile(r"[^\W_]+|[?!,;:]")
_SENTENCE = re.compile(r"[^.!?\n\u2026]+(?:\.(?=\w)[^.!?\n\u2026]+)*[.!?\u2026]*")
_GREETING = re.compile(r"\s*(?:hello,? bonjour|bonjour,? hello|hello|bonjour)\s*[.!,]\s*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_FUNCTION = word_set("""
    i you he she it we they me him her us them my your his its our their mine yours ours theirs who what which when
    where why how this that these those a an the and or but if so because as until while of at by for with about to from
    in on off over under again once here there all any both each no not only than too very can will just should now is
    are was were be been being have has had having do does did doing would could may might must shall never always
    already still also yet since nobody somebody anyone everyone people re ve ll s d t m don isn wasn didn hasn haven
    won doesn je tu il elle on nous vous ils elles me te se le la les un une des du de d l j n m t s c qu y en au aux ce
    cet cette ces ca cela celui celle ceux mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs qui que quoi
    dont ou et mais donc car si comme quand lorsque parce pour par avec sans sous sur dans chez vers entre depuis
    pendant avant apres est sont etait etaient sera seront ete etre avez avons ai a as ont avait aviez avoir suis etes
    sommes fait faire peut pouvez peuvent doit devez doivent faut ne pas plus jamais deja encore toujours bien aussi
    tout tous toute toutes aucun rien personne ici moi toi lui
""")
"""Words that stay themselves where of others only the kind is kept."""
_WHEN = word_set("""
    monday tuesday wednesday thursday friday saturday sunday yesterday tomorrow today tonight morning afternoon lundi
    mardi mercredi jeudi vendredi samedi dimanche hier demain aujourd hui matin january february march april may june
    july august september october november december janvier fevrier mars avril mai juin juillet aout septembre octobre
    novembre decembre week month year semaine mois annee fall spring summer winter
""")
_ENDINGS = ("ing", "ed", "tion", "ment", "ly", "ez", "er", "ee", "ees", "es", "e", "ons", "ait", "ent", "s")
_DEALING = re.compile(rf"(?:{en.RELATION}|{fr.RELATION})$")
_DEALINGS = re.compile(
    rf"(?<![^\W_])(?:{en.RELATION}|{en.MATTER}|{en.DOCUMENT}|{fr.RELATION}|{fr.MATTER}|{fr.DOCUMENT}|"
    r"aides?|services? sociaux|aid|assistance|support|programs?|programmes?|caseload|ceremon(?:y|ie)|returns?|owe\w*|"
    r"doi(?:s|t|vent)|devez|devons|audit\w*|with us|chez nous|on our end|our team|notre equipe|you(?:'re|"
    r" are) with|vous etes avec|list|liste)(?![^\W_])"
)
"""What people deal with us about."""
_DOCUMENT = re.compile(rf"(?:{en.DOCUMENT}|{fr.DOCUMENT})$")


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a sentence of a reply means: its place, and one score for each head; above 0 is rather yes than no."""

    place: Place
    scores: dict[Head, float]


def meanings(reply: str) -> tuple[Meaning, ...]:
    """Return what each sentence of a reply means."""
    weights, biases = _model()
    found = []
    for start, end in sentences(reply):
        classes, values = vector(reply[start:end])
        told = weights[:, classes] @ values + biases
        found.append(Meaning(place=(start, end), scores=dict(zip(HEADS, map(float, told), strict=True))))
    return tuple(found)


def names_dealings(sentence: str) -> bool:
    """Say whether a sentence names something that people deal with a public body about, as a file or a claim."""
    return _DEALINGS.search(flatten(sentence)[0]) is not None


def sentences(reply: str) -> Iterator[Place]:
    """Yield the place of each sentence but the greeting."""
    greeting = _GREETING.match(reply)
    for match in _SENTENCE.finditer(reply, greeting.end() if greeting else 0):
        if len(match[0].strip()) > 2:
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            yield start, match.end()


def vector(
    sentence: str,
) -> "tuple[np.ndarray[tuple[int], np.dtype[np.int64]], np.ndarray[tuple[int], np.dtype[np.float32]]]":
    """Return the classes of a sentence's n-grams and their values, which are the same within words, letters, kinds."""
    classes: list[int] = []
    values: list[float] = []
    for grams in _grams(_DIGITS.sub("0", flatten(sentence)[0].replace("\n", " "))):
        one = sorted({zlib.crc32(gram.encode()) % CLASSES for gram in grams})
        classes += one
        values += [len(one) ** -0.5] * len(one)
    return np.array(classes, dtype=np.int64), np.array(values, dtype=np.float32)


def _grams(flat: str) -> Iterator[set[str]]:
    words = ["^", *_WORD.findall(flat), "$"]
    kinds = [_kind(word) for word in words]
    yield {"w" + " ".join(words[at : at + size]) for size in range(1, 5) for at in range(len(words) - size + 1)}
    yield {"d" + " ".join(kinds[at : at + size]) for size in range(2, 6) for at in range(len(kinds) - size + 1)}
    yield {
        "c" + spaced[at : at + size]
        for word in words
        for spaced in (f" {word} ",)
        for size in range(3, 6)
        for at in range(len(spaced) - size + 1)
    }


@cache
def _kind_of(word: str) -> str:
    if word in _WHEN:
        return "DAY"
    if _DEALING.match(word):
        return "DEAL"
    if _DOCUMENT.match(word):
        return "DOC"
    return "X" + next((ending for ending in _ENDINGS if word.endswith(ending)), "")


def _kind(word: str) -> str:
    if word in _FUNCTION or not word.isalnum():
        return word
    return "0" if word.isdigit() else _kind_of(word)


@cache
def _model() -> (
    "tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], np.ndarray[tuple[int], np.dtype[np.float32]]]"
):
    with files("smbot.guard").joinpath(WEIGHTS).open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        return arrays["weights"].astype(np.float32), arrays["biases"].astype(np.float32)

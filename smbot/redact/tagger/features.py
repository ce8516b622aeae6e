"""What the tagger knows of each piece of a text: its shape, its neighbours, our lists, and what spaCy takes it for."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from smbot.redact.not_names import is_a_places_name, is_public_after, is_public_title
from smbot.redact.tagger.lists import MAX_WORDS, first_words, phrases
from smbot.redact.tagger.tokens import Token

Features = list[str]
_UPPER = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_RUNS = re.compile(r"(.)\1{2,}")
_ENDS: Final = frozenset(".!?\n\u2026")
_NEAR: Final = (-2, -1, 1, 2)


@dataclass(frozen=True, kw_only=True)
class Hint:
    """What a model takes a stretch of the text for: its language and its own label ("PER", "GPE")."""

    start: int
    end: int
    source: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """How often each word, in lower case, was a part of a name in training, and how often anything else."""

    other: Mapping[str, int]
    named: Mapping[str, int]


def features(text: str, pieces: Sequence[Token], hints: Sequence[Hint] | None, words: Words) -> list[Features]:
    """Return the features of each piece, in order; `hints` are None where no model was asked."""
    written = [text[start:end] for start, end in pieces]
    lower = [word.lower().replace("\u2019", "'") for word in written]
    shapes = [_shape(word) for word in written]
    known = _known(written, lower, words)
    style = style_of(written)
    hinted = _hinted(pieces, hints)
    return [
        _of_piece(index, text, pieces, written, lower, shapes, known, hinted, style) for index in range(len(pieces))
    ]


def _of_piece(  # noqa: PLR0917 - one piece among all that is known of its neighbours
    index: int,
    text: str,
    pieces: Sequence[Token],
    written: Sequence[str],
    lower: Sequence[str],
    shapes: Sequence[str],
    known: Sequence[Features],
    hinted: Sequence[Features],
    style: str,
) -> Features:
    word, shape, own = lower[index], shapes[index], known[index]
    case = shape[:2]
    found = ["bias", f"w={word}", f"s={shape}", f"style={style}", f"s={shape}|{style}"]
    found += [f"p={word[:3]}", f"e={word[-3:]}", f"e={word[-2:]}", f"n={min(len(word), 8)}"]
    found += own
    found += [f"{each}|{case}" for each in own]
    found += [f"{each}|{style}" for each in own]
    found += hinted[index]
    if hinted[index] == ["asked"]:
        found.append(f"no hint|{case}")
    if any("PER" in each for each in hinted[index]):
        found += ["per", f"per|{shape}", *(f"per|{each}" for each in own)]
    if index == 0 or written[index - 1] in _ENDS:
        found += ["first", f"first|{case}"]
    if index and pieces[index][0] == pieces[index - 1][1]:
        found.append(f"glued={written[index - 1][-1]}")
    for step in (-3, *_NEAR):
        other = index + step
        if not 0 <= other < len(pieces):
            found.append(f"{step}=END")
            continue
        found.append(f"{step}w={lower[other]}")
        if step in _NEAR:
            found.append(f"{step}s={shapes[other][:4]}")
            found += [f"{step}{each}" for each in known[other]]
    if written[index][0].isupper():
        found += _role(text, *pieces[index])
    if index >= 2:
        found.append(f"-2-1={lower[index - 2]}_{lower[index - 1]}")
    if 0 < index < len(pieces) - 1:
        found.append(f"-1+1={lower[index - 1]}_{lower[index + 1]}")
    if index and own:
        found.append(f"-1={lower[index - 1]}|{case}")
    if word[0].isdigit():  # what a number is, words tell that may stand some way off
        found.append(f"digits={min(len(word), 12)}")
        found += [f"<{each}" for each in lower[max(0, index - 7) : index] if len(each) > 2 and each[0].isalpha()]
        found += [f">{each}" for each in lower[index + 1 : index + 4] if len(each) > 2 and each[0].isalpha()]
    return found


def _role(text: str, start: int, end: int) -> Features:
    """Return what stands around a capital that makes it an office holder's, a school's or a ship's name."""
    found = []
    if is_public_title(text, start):
        found.append("after a title of office")
    if is_public_after(text, end):
        found.append("before a title of office")
    if is_a_places_name(text, start, end):
        found.append("beside a word for a place")
    return found


def _shape(word: str) -> str:
    """Return how a word is written: "Xxx", "xx", "X-Xx", "99"; runs are cut at two."""
    plain = _LOWER.sub("x", _UPPER.sub("X", word))
    return _RUNS.sub(r"\1\1", re.sub(r"\d", "9", plain))[:8]


def style_of(written: Sequence[str]) -> str:
    """Return how the whole post is written: in capitals, without any, as a headline, or as people should."""
    words = [word for word in written if word[0].isalpha()]
    if not words:
        return "none"
    shouted = sum(word.isupper() and len(word) > 1 for word in words) / len(words)
    small = sum(word[0].islower() for word in words) / len(words)
    if shouted > 0.6:
        return "capitals"
    if small > 0.97:
        return "small"
    return "headline" if small < 0.45 else "plain"


def _known(written: Sequence[str], lower: Sequence[str], words: Words) -> list[Features]:
    """Return what lists and training know of each word."""
    found: list[Features] = []
    for word, plain in zip(written, lower, strict=True):
        if not word[0].isalpha():
            found.append([])
            continue
        seen = f"c={_bucket(words.other.get(plain, 0))}{_bucket(words.named.get(plain, 0))}"
        kinds = Counter(kind for part in {plain, *plain.split("-")} for kind in phrases().get(part, ()))
        found.append([seen, *(f"in={kind}" for kind in sorted(kinds))])
    for start in range(len(lower)):
        if lower[start] in first_words():
            _mark_phrases(start, lower, found)
    return found


def _mark_phrases(start: int, lower: Sequence[str], found: Sequence[Features]) -> None:
    for length in range(2, MAX_WORDS + 1):
        for kind in phrases().get(" ".join(lower[start : start + length]), ()):
            for index in range(start, min(start + length, len(lower))):
                found[index].append(f"phrase={kind}")


def _bucket(count: int) -> str:
    """Return a count's size: none, one, a few, some, many."""
    for limit, name in ((1, "0"), (2, "1"), (4, "2"), (16, "4")):
        if count < limit:
            return name
    return "9"


def _hinted(pieces: Sequence[Token], hints: Sequence[Hint] | None) -> list[Features]:
    found: list[Features] = [["asked"] if hints is not None else [] for _ in pieces]
    starts, ends = [start for start, _ in pieces], [end for _, end in pieces]
    for hint in hints or ():
        place = "B"
        for index in range(bisect_right(ends, hint.start), bisect_left(starts, hint.end)):
            found[index].append(f"{hint.source}={place}")
            place = "I"
    return found

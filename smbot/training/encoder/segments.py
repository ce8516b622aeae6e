"""Posts with marks, altered as people write names: in other cases, run together, in hashtags, mistyped, renamed.

A post is a row of segments, text with what it is; altering changes texts and leaves marks where they belong.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from smbot.redact.tagger.lists import entries
from smbot.training.posts import GoldPost

PERSON: Final = "PERSON"
PUBLIC: Final = "PUBLIC"
"""The name of somebody known to the public: a name all the same, which others decide what to do with."""
UNKNOWN: Final = "?"
"""Text in which a name that stays readable may stand unmarked: of its pieces nothing is taught."""
HAS_PUBLIC: Final = "public-figure"
"""Tag of posts that name somebody whose name stays; the guide has them left unmarked."""
RENAMED: Final = 0.5
SMALL, CAPITALS, BARE, MISTYPED, MASKED = 0.22, 0.10, 0.10, 0.12, 0.05
"""Shares of posts: in small letters, in capitals, without accents, with a slip of the finger, with a value masked."""
TAGGED, TOGETHER = 0.05, 0.03
"""Shares of names: as a hashtag, run together."""
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_PUBLIC_NAME: Final = 5
"""Letters of a single word that is taken for a public figure's name wherever it stands."""


@dataclass(frozen=True, kw_only=True)
class Segment:
    """A part of a post; `entity` is empty where it is nothing."""

    text: str
    entity: str = ""


def segments(post: GoldPost) -> list[Segment]:
    """Return a post's segments; names of the list of public figures are marked as such."""
    found: list[Segment] = []
    at = 0
    rest = UNKNOWN if HAS_PUBLIC in post.tags else ""
    for span in sorted(post.spans):
        if span.start < at:
            continue
        found += _with_public(post.text[at : span.start], rest)
        found.append(Segment(text=post.text[span.start : span.end], entity=span.entity))
        at = span.end
    return [*found, *_with_public(post.text[at:], rest)]


def joined(parts: Sequence[Segment]) -> tuple[str, list[tuple[int, int, str]]]:
    """Return the text of segments, and where what is marked in it stands."""
    places, length = [], 0
    for part in parts:
        if part.entity:
            places.append((length, length + len(part.text), part.entity))
        length += len(part.text)
    return "".join(part.text for part in parts), places


def altered(parts: Sequence[Segment], source: random.Random) -> list[Segment]:
    """Return the segments, now and then written otherwise."""
    new = list(parts)
    if source.random() < RENAMED:
        new = renamed(new, source)
    new = [part for each in zip(["", *(part.text for part in new)], new, strict=False) for part in _name(*each, source)]
    if source.random() < MASKED and (marked := [at for at, part in enumerate(new) if part.entity not in ("", UNKNOWN)]):
        at = source.choice(marked)
        new[at] = Segment(text=f"[{new[at].entity if new[at].entity != PUBLIC else PERSON} {source.randint(1, 4)}]")
    if source.random() < MISTYPED:
        at = source.randrange(len(new))
        new[at] = replace(new[at], text=_slipped(new[at].text, source))
    case = source.random()
    if case < SMALL:
        new = _each(new, str.lower)
    elif case < SMALL + CAPITALS:
        new = _each(new, str.upper)
    return _each(new, _bare) if source.random() < BARE else new


def renamed(parts: Sequence[Segment], source: random.Random) -> list[Segment]:
    """Return the segments with other names of persons in their places, of one word as of several."""
    chosen: dict[str, str] = {}
    return [
        replace(part, text=_other_name(part.text, chosen, source)) if part.entity == PERSON else part for part in parts
    ]


def invented_name(source: random.Random) -> str:
    """Return a name of somebody unknown, given and family name."""
    given, family = source.choice(_pool("given")), source.choice(_pool("surnames"))
    return (
        f"{given} {source.choice('ABCDEFGHJKLMNPRSTVW')}. {family}" if source.random() < 0.04 else f"{given} {family}"
    )


def _other_name(text: str, chosen: dict[str, str], source: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words or any(char.isdigit() for char in text):
        return text  # a name in disguise stays one
    last = words[-1].start() if len(words) > 1 else -1

    def other(match: re.Match[str]) -> str:
        old = match[0].lower()
        if old not in chosen:
            single = len(words) == 1 and source.random() < 0.25
            chosen[old] = source.choice(_pool("surnames" if match.start() == last or single else "given"))
        new = chosen[old]
        return new.lower() if match[0].islower() else new.upper() if match[0].isupper() else new

    return _WORD.sub(other, text)


def _pool(kind: str) -> Sequence[str]:
    if kind not in _POOLS:
        _POOLS[kind] = sorted(
            "-".join(" ".join(w[:1].upper() + w[1:] for w in part.split(" ")) for part in entry.split("-"))
            for entry in entries(kind)
            if len(entry) > 1
        )
    return _POOLS[kind]


_POOLS: Final[dict[str, Sequence[str]]] = {}


def _with_public(text: str, rest: str) -> list[Segment]:
    found, at = [], 0
    for match in _public().finditer(text):
        found += [Segment(text=text[at : match.start()], entity=rest), Segment(text=match[0], entity=PUBLIC)]
        at = match.end()
    found.append(Segment(text=text[at:], entity=rest))
    return [part for part in found if part.text]


def _public() -> re.Pattern[str]:
    if not _PATTERN:
        known = [entry for entry in entries("public") if " " in entry or len(entry) >= _PUBLIC_NAME]
        either = "|".join(re.escape(entry) for entry in sorted(known, key=len, reverse=True))
        _PATTERN.append(re.compile(rf"(?<![\w@])(?=[A-ZÀ-Þ])(?i:{either})(?!\w)"))
    return _PATTERN[0]


_PATTERN: Final[list[re.Pattern[str]]] = []


def _name(before: str, part: Segment, source: random.Random) -> list[Segment]:
    """Return a name as it was, as a hashtag (whose sign is no part of it) or as one word."""
    if part.entity not in (PERSON, PUBLIC) or before.endswith(("#", "@")) or not part.text.strip():
        return [part]
    chance = source.random()
    if chance >= TAGGED + TOGETHER:
        return [part]
    words = [word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", part.text)]
    whole = replace(part, text="".join(words) if source.random() < 0.7 else "".join(words).lower())
    return [Segment(text="#"), whole] if chance < TAGGED else [whole]


def _each(parts: Sequence[Segment], change: Callable[[str], str]) -> list[Segment]:
    return [replace(part, text=change(part.text)) for part in parts]


def _bare(text: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")


def _slipped(text: str, source: random.Random) -> str:
    """Return a text with one letter left out, doubled, or changed with the next."""
    places = [at for at in range(len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()]
    if not places:
        return text
    at = source.choice(places)
    slips = (text[at + 1] + text[at] + text[at + 2 :], text[at] * 2 + text[at + 1 :], text[at + 1 :])
    return text[:at] + source.choice(slips)

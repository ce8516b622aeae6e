"""Refuses a reply that holds any of the author's personal information, however it is spelled.

Nobody keeps the values: the tokens of the reply are folded like those of the masked spans were
(`smbot.core.canon`) and looked up among the conversation's keyed digests, and so are the traces that a part of a value
leaves (`smbot.core.traces`). The playbook's own words are exempt where they stand as rendered
(`smbot.guard.unchanged`): an author called Service does not make every reply impossible, and the same word added by a
reviewer is still caught.
"""

import re
from collections.abc import Iterator
from functools import cache

from smbot.core.canon import fold
from smbot.core.messages import msg
from smbot.core.numbers import is_number_word
from smbot.guard.as_word import stands_as_a_word
from smbot.guard.context import GuardContext
from smbot.guard.feasts import feasts
from smbot.guard.figures import figures_told
from smbot.guard.findings import Finding
from smbot.guard.own import exempt
from smbot.guard.parts import is_of_another_day, parts_told
from smbot.guard.places import Known, Place, Places, inside, merged
from smbot.guard.public_names import public_names, public_places
from smbot.guard.riddles import riddles
from smbot.guard.spelling import MAX_WINDOW, joined, numbered, parts_of, spelled_out, spellings
from smbot.guard.unmasked import told_by
from smbot.guard.usual import is_usual
from smbot.guard.whereabouts import whereabouts

MAX_PIECE = 5
"""Characters, on average, of three pieces or more into which a word is taken apart."""
MIN_IN_TAG = 4
"""Letters of a name that is looked for within a hashtag or account."""

_STREETS = frozenset(
    ["street", "avenue", "road", "drive", "lane", "court", "crescent", "place", "close", "way", "boulevard", "terrace"]
)
_CHUNK = re.compile(r"\S+")
_BEFORE = re.compile(r"^[^\w@#]+")
_AFTER = re.compile(r"\W+$")
_WITH_ARTICLE = re.compile(r"(?:[Ll][ae]s?|[Dd]u|[Dd]es|[Dd]e)\s([^\W\d_A-Z]+)\W*")
_TITLED = re.compile(r"(?:\b(?:[Mm]me|[Mm]lle|[Mm]r|[Mm]rs|[Mm]s|[Mm]onsieur|[Mm]adame|[Ff]amille)|\bM)\.?\s+$")
_WITHIN = re.compile(r"[^\W\d_] $")
_TAG = re.compile(r"[#@][^\W_]{8,40}")


def echo(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield each place where the reply holds personal information of the author, or of others in the post.

    Raises:
        TooManyReadings: Too many numbers in words to look up; the reply cannot be cleared.
    """
    post = context.masked_text or ""
    unmasked = told_by(post)

    def known(token: str) -> bool:
        return token in unmasked or context.is_known(token)

    free = (
        *exempt(reply, context),
        *feasts(reply),
        *public_places(reply, public_names(post), known),
        *whereabouts(reply, post, unmasked.__contains__, context.is_known),
    )
    for start, end in merged((*known_places(reply, free, known), *riddles(reply, post, free, known))):
        yield Finding(
            rule="echo",
            refuses=True,
            message=msg("This repeats personal information of the author: remove it."),
            start=start,
            end=end,
        )


def known_places(reply: str, free: Places, is_known: Known) -> list[Place]:
    """Return where `reply` holds what `is_known` knows, outside the places that are `free`.

    Raises:
        TooManyReadings: Too many numbers in words to look up.
    """
    known = cache(is_known)
    found: list[Place] = []
    for start, end in (*_words(reply, free, known), *figures_told(reply, free, known), *parts_told(reply, known)):
        if not inside((start, end), free) and not any(start <= first and last <= end for first, last in found):
            found.append((start, end))
    return found


def _words(reply: str, free: Places, known: Known) -> Iterator[Place]:
    """Yield the known windows, shorter ones first."""
    chunks = [chunk.span() for chunk in _CHUNK.finditer(reply)]
    for start, end in chunks:
        bare = slice(*_bare(reply, start, end))
        if is_number_word(fold(reply[bare])) and not _is_capital_within(reply, bare.start):
            continue  # read with its neighbours as a number
        if stands_as_a_word(reply, bare.start, bare.stop):
            continue
        if not (inside((start, end), free) or inside((bare.start, bare.stop), free)):
            chunk = reply[start:end]
            if (any(map(known, spellings(chunk))) or _in_one(chunk, known)) and not is_of_another_day(
                reply, start, known
            ):
                yield start, end
    for size in range(2, len(chunks) + 1):
        fitting = False
        for first in range(len(chunks) - size + 1):
            start, end = chunks[first][0], chunks[first + size - 1][1]
            if end - start > MAX_WINDOW:
                continue
            fitting = True
            if size > 2 and end - start >= MAX_PIECE * size + size:
                continue
            spelled = end - start < 3 * size
            if _is_plain(reply[start:end]) and not _TITLED.search(reply, 0, start):
                continue
            if not inside((start, end), free) and any(map(known, joined(reply[start:end], backwards=spelled))):
                yield start, end
        if not fitting:
            break
    yield from (place for word, place in (*spelled_out(reply), *numbered(reply)) if known(word))


def _is_plain(words: str) -> bool:
    """Say whether two words are an article and an everyday word: "la voie" is nobody called Lavoie."""
    match = _WITH_ARTICLE.fullmatch(words)
    return match is not None and is_usual(fold(match[1]))


def _is_capital_within(reply: str, at: int) -> bool:
    """Say whether a capital stands at `at` that begins no sentence: "rang Double" is no number."""
    return reply[at].isupper() and _WITHIN.search(reply, 0, at) is not None


def _bare(reply: str, start: int, end: int) -> Place:
    """Return the place of a word without the signs around it."""
    word = reply[start:end]
    return start + len(word) - len(_BEFORE.sub("", word)), end - len(word) + len(_AFTER.sub("", word))


def _in_one(chunk: str, known: Known) -> bool:
    """Say whether a word is two known ones written together ("julietremblay"), or a tag that holds one."""
    if any(known(first) and (known(second) or second in _STREETS) for first, second in parts_of(chunk)):
        return True
    tag = _TAG.search(fold(chunk))
    return tag is not None and any(
        known(tag[0][at:end]) for at in range(1, len(tag[0])) for end in range(at + MIN_IN_TAG, len(tag[0]) + 1)
    )

"""Folds of single characters: entities, compatibility forms, invisible ones, digits, look-alikes."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from smbot.normalise.offsets import Edit

REPLACEMENT = "\ufffd"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CLUSTERS = re.compile(r"[^\x00-\x7f]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_KEYCAP = re.compile("([0-9#*])[\ufe0e\ufe0f]?\u20e3")
_CIRCLED_AT = re.compile("(?<!\\S)[\u24b6\u24d0](?!\\S)")
_JOINERS = re.compile("(?<=[^\\W_])[\u2010-\u2015\u2212\u30fc](?=[^\\W_])|(?<=[0-9])_(?=[0-9])")
_WORD = re.compile(r"\w+")
_LONGEST_ENTITY = 33
"""The longest name in `html.entities.html5`, with ampersand and semicolon."""

_INVISIBLE_LETTERS = "\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    f"\U000e0000-\U000e0fff{_INVISIBLE_LETTERS}]+"
)
"""Control and format characters (Cc but tab and line ends, Cf), variation selectors, blank letters."""

_LOOK_ALIKES = dict(
    zip(
        "АВЕЅІЈКМНОРСТХҮаеѕіјорсухһԁԛԝυΑΒΕΖΗΙΚΜΝΟΡΤΥΧοονιɑɡɩıʟꓐꓑꓒꓓꓔꓖꓗꓙꓚꓜꓝꓠꓡꓢꓣꓤꓪꓫꓬꓮꓰꓲꓳꓴՏՕօսհո",
        "ABESIJKMHOPCTXYaesijopcyxhdqwuABEZHIKMNOPTYXooviagiiLBPDDTGKJCZFNLSRRWXYAEIOUSOouhn",
        strict=True,
    )
)
"""Letters of other scripts drawn like Latin ones (from Unicode's confusables.txt, the commonest)."""


def surrogates(text: str) -> Iterator[Edit]:
    """Replace halves of surrogate pairs, which no encoding can hold."""
    if text.isascii():
        return
    for match in _SURROGATES.finditer(text):
        yield Edit(match.start(), match.end(), REPLACEMENT)


def entities(text: str) -> Iterator[Edit]:
    """Resolve HTML entities, nested ones at once ("&amp;amp;eacute;"), in one pass over a stack."""
    if "&" not in text or ";" not in text:
        return
    stack: list[tuple[str, int, int]] = []
    for at, character in enumerate(text):
        stack.append((character, at, at + 1))
        while stack and stack[-1][0] == ";":
            opened = _entity_start(stack)
            if opened is None:
                break
            name = "".join(piece[0] for piece in stack[opened:])
            value = html.unescape(name)
            if value == name:
                break
            start, end = stack[opened][1], stack[-1][2]
            del stack[opened:]
            stack += [(new, start, end) for new in value]
    yield from _joined(text, stack)


def _entity_start(stack: list[tuple[str, int, int]]) -> int | None:
    """Return where the entity that ends the stack begins, if there is one."""
    for index in range(len(stack) - 2, max(-1, len(stack) - _LONGEST_ENTITY), -1):
        character = stack[index][0]
        if character == "&":
            return index
        if not (character.isascii() and (character.isalnum() or character == "#")):
            return None
    return None


def _joined(text: str, stack: list[tuple[str, int, int]]) -> Iterator[Edit]:
    index = 0
    while index < len(stack):
        _, start, end = stack[index]
        last = index
        while last + 1 < len(stack) and stack[last + 1][1] == start:
            last += 1
        new = "".join(piece[0] for piece in stack[index : last + 1])
        if new != text[start:end]:
            yield Edit(start, end, new)
        index = last + 1


@lru_cache(maxsize=4096)
def _compatible(cluster: str) -> str:
    return unicodedata.normalize("NFKC", cluster)


def compatibility(text: str) -> Iterator[Edit]:
    """Fold compatibility forms (NFKC), letter by letter so that places stay exact."""
    if text.isascii() or unicodedata.is_normalized("NFKC", text):
        return
    for match in _CLUSTERS.finditer(text):
        start = match.start()
        if start and unicodedata.combining(text[start]):
            start -= 1
        while start < match.end():
            end = start + 1
            while end < match.end() and not _starts_cluster(text[end]):
                end += 1
            cluster = text[start:end]
            if (new := _compatible(cluster)) != cluster:
                yield Edit(start, end, new)
            start = end


def _starts_cluster(character: str) -> bool:
    """Say whether a character never joins with the one before it (marks and Hangul vowels do)."""
    return not unicodedata.category(character).startswith("M") and not "\u1160" <= character <= "\u11ff"


def keycaps(text: str) -> Iterator[Edit]:
    """Turn keycap emoji into their digits."""
    if "\u20e3" not in text:
        return
    for match in _KEYCAP.finditer(text):
        yield Edit(match.start(), match.end(), match[1])


def circled_at(text: str) -> Iterator[Edit]:
    """Turn a circled letter a that stands alone into an at sign."""
    for match in _CIRCLED_AT.finditer(text):
        yield Edit(match.start(), match.end(), "@")


def joiners(text: str) -> Iterator[Edit]:
    """Turn typographic dashes inside words, and low lines between digits, into hyphens."""
    for match in _JOINERS.finditer(text):
        yield Edit(match.start(), match.end(), "-")


def digits(text: str) -> Iterator[Edit]:
    """Turn every Unicode digit into its ASCII form."""
    if text.isascii():
        return
    for match in _NOT_ASCII.finditer(text):
        value = unicodedata.digit(match[0], None)
        if value is not None:
            yield Edit(match.start(), match.end(), str(value))


def _is_complex(character: str) -> bool:
    """Say whether joiners mean something beside this character: emoji, Indic and other joining scripts."""
    return character >= "\u0590" and unicodedata.category(character)[0] in "LMS" and character not in _INVISIBLE_LETTERS


def invisible(text: str) -> Iterator[Edit]:
    """Remove characters that nobody sees, but not joiners inside emoji and joining scripts."""
    for match in _INVISIBLE.finditer(text):
        before = text[match.start() - 1 : match.start()]
        after = text[match.end() : match.end() + 1]
        run = match[0]
        if (
            before
            and _is_complex(before)
            and (all("\ufe00" <= c <= "\ufe0f" for c in run) or (after and _is_complex(after)))
        ):
            kept = "".join(c for c in run if c in "\u200c\u200d" or "\ufe00" <= c <= "\ufe0f" or c >= "\U000e0020")
            if kept != run:
                yield Edit(match.start(), match.end(), kept)
            continue
        yield Edit(match.start(), match.end(), "")


def look_alikes(text: str) -> Iterator[Edit]:
    """Turn look-alike letters into Latin ones, in words that are otherwise Latin letters and digits."""
    if text.isascii():
        return
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        new = "".join(_LOOK_ALIKES.get(c, c) for c in word)
        if new != word and any(_is_latin(c) for c in word) and all(_is_latin(c) for c in new):
            yield Edit(match.start(), match.end(), new)


@lru_cache(maxsize=4096)
def _is_latin(character: str) -> bool:
    if character.isascii() or character.isdigit():
        return True
    return character not in _LOOK_ALIKES and unicodedata.name(character, "").startswith(("LATIN", "COMBINING"))

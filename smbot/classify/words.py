"""A folded text as words with their sentences: what patterns are matched against."""

import re
from dataclasses import dataclass

from smbot.classify.folding import fold
from smbot.core.marked import MARK

NUMBER, URL, HANDLE, MASK, QUESTION, BANG = "<num>", "<url>", "<handle>", "<mask>", "<q>", "<bang>"
IRONY = "<irony>"

_PIECE = re.compile(
    rf"(?P<mask>\[[a-z_]{{2,40}} {MARK}\])"
    r"|(?P<url>https?://\S{1,2000}|www\.\S{1,2000}|\bhttp\b)"
    r"|(?P<handle>@\w{1,100})"
    r"|(?P<elided>\b(?:qu|jusqu|lorsqu|puisqu|[cdjlmnst])'(?=[^\W\d_]))"
    r"|(?P<starred>[a-z]{1,20}\*{1,10}[a-z]{0,20})"
    r"|(?P<number>\d[\d.,:]{0,20}(?<![.,:])(?![a-z]))"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)*)"
    r"|(?P<mark>[?!]+)"
    r"|(?P<irony>/s\b)"
    r"|(?P<stop>\.(?=\s|$)|[\n\r;\u2022])"
    r"|(?P<sign>[^\w\s.,:'\"()\[\]/\\*#<>_|~^=+-])"
)
_ELISION = re.compile(r"(?:jusqu|lorsqu|puisqu|qu|[cdjlmnst])'")


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of a text. Word `i` covers ``starts[i]`` to ``ends[i]`` of the given text.

    `words` holds folded forms, `kinds` a second form such as ``<num>`` or an empty string, `sentences` the number of
    each word's sentence, `openings` where sentences begin once handles before the first word are left out.
    """

    words: tuple[str, ...]
    kinds: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    openings: frozenset[int]


def split_words(text: str) -> Words:
    """Cut `text` into words; elided French words stand alone ("d'accès" is "d'" and "acces")."""
    folded = fold(text)
    words: list[str] = []
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    openings: set[int] = set()
    sentence = 0
    opening = True
    for match in _PIECE.finditer(folded.text):
        group = match.lastgroup
        if group == "stop":
            sentence += 1
            opening = True
            continue
        word, kind = _form(match[0], group)
        if opening and group not in {"handle", "mark"}:
            openings.add(len(words))
            opening = False
        words.append(word)
        kinds.append(kind)
        starts.append(folded.starts[match.start()])
        ends.append(folded.ends[match.end() - 1])
        sentences.append(sentence)
        if group == "mark":
            sentence += 1
            opening = True
    return Words(
        words=tuple(words),
        kinds=tuple(kinds),
        starts=tuple(starts),
        ends=tuple(ends),
        sentences=tuple(sentences),
        openings=frozenset(openings),
    )


def _form(piece: str, group: str | None) -> tuple[str, str]:
    """Return the word and its second form."""
    match group:
        case "mask":
            return "<" + piece[1:].split(" ", 1)[0] + ">", MASK
        case "url":
            return URL, ""
        case "handle":
            return piece, HANDLE
        case "number":
            return piece, NUMBER
        case "mark":
            return (QUESTION if "?" in piece else BANG), ""
        case "irony":
            return IRONY, ""
        case "starred":
            return re.sub(r"\*+", "_", piece), ""
        case _:
            return piece, ""


def words_of_pattern(phrase: str) -> list[str]:
    """Cut a phrase of the lexicon as `split_words` cuts texts, keeping a final ``*`` (any ending).

    Raises:
        ValueError: A hyphen stands among alternatives, where it would part them.
    """
    parts: list[str] = []
    for chunk in phrase.split():
        if chunk.startswith("<"):
            parts.append(chunk)
            continue
        rest = fold(chunk).text
        if "/" in rest and "-" in rest:
            raise ValueError("a hyphen stands among alternatives")
        while match := _ELISION.match(rest):
            if match.end() == len(rest):
                break
            parts.append(match[0])
            rest = rest[match.end() :]
        parts.extend(piece for piece in rest.split("-") if piece)
    return parts

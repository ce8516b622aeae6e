"""Refuses a reply that quotes the post: quoted words stay findable when the post is gone."""

import re
from collections.abc import Iterator

from smbot.core.flat import flatten
from smbot.core.messages import msg
from smbot.guard.context import GuardContext
from smbot.guard.findings import Finding
from smbot.guard.places import Place, inside, merged
from smbot.guard.unchanged import unchanged
from smbot.normalise.words import word_set

MIN_WORDS = 5
MIN_CHARACTERS = 30
MIN_TELLING = 3
"""Of the words of a quote, so many say something: "at the end of the" is everybody's."""
MIN_SHORT = 22
"""Characters of a run with as few: "the ramp of Bell Street" is the place's name."""
MIN_MARKED_WORDS = 2
"""Words between quotation marks are a quote from here on."""

_WORD = re.compile(r"[^\W_]+")
_MARKED = re.compile(r"[«“\"‘]\s*([^«»“”\"‘’]+?)\s*[»”\"’]")  # noqa: RUF001 - quotation marks as people type them
_PERSON = {
    "i": "you", "my": "your", "mine": "yours", "je": "vous", "me": "vous", "moi": "vous", "mon": "votre", "ma": "votre",
    "mes": "vos", "ton": "votre", "ta": "votre", "tes": "vos",
}  # fmt: skip
"""A quote may speak to whom the post spoke of: "my baby" becomes "your baby"."""
_EMPTY = word_set("""
    a an and are as at be but by for from has have i if in is it its not of on or our so that the their this to was we
    were will with you your au aux avec ce cette d dans de des du elle en est et il j je l la le les leur ne nos notre
    nous ou par pas pour qu que qui s sa se ses son sont sur un une vos votre vous y
""")

_Word = tuple[str, int, int]


def quote(reply: str, context: GuardContext) -> Iterator[Finding]:
    """Yield where five words in a row, thirty characters, or words in quotation marks come from the post."""
    if context.masked_text is None:
        return
    ours, theirs = _words(reply), _words(context.masked_text)
    stretches = unchanged(reply, context.template_text)
    found = [place for place in _shared(ours, theirs) if not inside(place, stretches)]
    found += _marked(reply, " " + " ".join(word for word, _, _ in theirs) + " ")
    for start, end in merged(found):
        yield Finding(
            rule="quote",
            refuses=True,
            message=msg("This quotes the post: say it in general words."),
            start=start,
            end=end,
        )


def _words(text: str) -> list[_Word]:
    flat, places = flatten(text)
    return [(_PERSON.get(m[0], m[0]), places[m.start()], places[m.end() - 1] + 1) for m in _WORD.finditer(flat)]


def _shared(ours: list[_Word], theirs: list[_Word]) -> Iterator[Place]:
    """Yield the places of runs of words that both have, long enough in words or in characters."""
    their_words = [word for word, _, _ in theirs]
    runs = {tuple(their_words[at : at + MIN_WORDS]) for at in range(len(their_words) - MIN_WORDS + 1)}
    text = " " + " ".join(their_words) + " "
    for first in range(len(ours)):
        words = [word for word, _, _ in ours[first : first + MIN_WORDS]]
        if tuple(words) in runs and _says(words):
            yield ours[first][1], ours[first + MIN_WORDS - 1][2]
        run = ""
        for size, (word, _, end) in enumerate(ours[first : first + MIN_WORDS], start=1):
            run = f"{run} {word}"
            if len(run) > MIN_CHARACTERS:
                if f"{run} " in text and _says(words[:size]):
                    yield ours[first][1], end
                break


def _says(words: list[str]) -> bool:
    telling = sum(word not in _EMPTY for word in words)
    return telling > MIN_TELLING or (telling == MIN_TELLING and len(" ".join(words)) >= MIN_SHORT)


def _marked(reply: str, text: str) -> Iterator[Place]:
    for match in _MARKED.finditer(reply):
        words = [word for word, _, _ in _words(match[1])]
        if len(words) >= MIN_MARKED_WORDS and f" {' '.join(words)} " in text:
            yield match.span()

"""What the guard must recognise of what was said in private: marks of it, kept as keyed digests. Pure.

Ordinary words are no marks: a reply could otherwise not be written. Marks are numbers with what a part of them gives
away, words with a digit, e-mail addresses, names as they are written in the middle of a sentence, and every run of four
words. They are made as the guard asks for them.
"""

import re
from collections.abc import Callable, Iterable

from smbot.core.canon import MIN_WORD, tokens, word_runs
from smbot.core.flat import flatten
from smbot.core.traces import traces
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Said
from smbot.handoff.opening import open_private

LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[\s.()\-\u2010-\u2015]{0,3}\d){5,18}(?!\d)")
"""From six digits on a part of a number gives it away; shorter ones are dates, prices and the like."""
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_MAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")
_ENDS = ".!?:\n"


def marks(text: str) -> frozenset[str]:
    """Return the marks of a text."""
    found = {token for token in tokens(text) if any(c.isdigit() for c in token)}
    for mail in _MAIL.findall(text):
        found |= tokens(mail)
    words = list(_WORD.finditer(text))
    for word in words:
        if _is_name(text, word) and len(word[0]) >= MIN_WORD:
            found |= tokens(word[0])
    for number in LONG_NUMBER.findall(text):
        found |= traces(number, "PHONE_NUMBER")
    found |= {run for run, _, _ in word_runs(flatten(text)[0])}
    return frozenset(found)


def digests(case: str, said: Iterable[Said], digest: Callable[[str, str], str]) -> frozenset[str]:
    """Return the keyed digests of everything that was said; ``digest(where, mark)`` is `Digester.token`."""
    every: set[str] = set()
    for each in said:
        for part in (each.text, each.contact, each.when):
            every |= marks(open_private(part))
    return frozenset(digest(scope(case), mark) for mark in every)


def scope(case: str) -> str:
    """Return what digests of a case's marks are bound to."""
    return f"private|{case}"


def repeats(reply: str, case: str, digest: Callable[[str, str], str], known: Callable[[list[str]], set[str]]) -> bool:
    """Say whether a reply repeats something of a case's private thread; ``known`` says which digests are stored."""
    # Every word of a reply is asked for: a name that begins its sentence is the same name.
    asked = sorted(digest(scope(case), mark) for mark in marks(reply) | tokens(reply))
    return bool(asked) and bool(known(asked))


def is_empty(text: PrivateText) -> bool:
    """Say whether nothing but white space was typed."""
    return not open_private(text).strip()


def _is_name(text: str, word: re.Match[str]) -> bool:
    before = text[: word.start()].rstrip()
    return word[0][0].isupper() and bool(before) and before[-1] not in _ENDS

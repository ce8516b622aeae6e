"""Which of a name model's candidates are private people: small models see names in every capital letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smbot.core.spans import Span
from smbot.redact.not_names import (
    is_a_places_name,
    is_common,
    is_organisation,
    is_public_after,
    is_public_title,
    is_title,
)

_WORD = re.compile(r"[^\W\d_](?:[\w'\u2019.\-]*[^\W_])?")
_LEADS = re.compile(
    (
        r"(?:appelez|appelle|appeler|contactez|contacter|call|contact|ask|tell|told|dear|"
        r"hi|hey|hello|bonjour|merci|thanks|thank|salut|chère?|cher|"
        r"demandez|monsieur|madame|mme|mlle|m\.|mr\.?|mrs\.?|ms\.?|dr\.?|dre|agent|agente|"
        r"officer|nurse|infirmière|constable)$"
    ),
    re.IGNORECASE,
)
_AFTER_ARTICLE = re.compile(
    r"(?<!\w)(?:the|an?|my|your|our|in|le|la|les|une?|du|des|aux?|mon|ma|mes|en|l['\u2019])[ ]?$", re.IGNORECASE
)
"""What stands after an article or "in" is a thing or a place: the Grammy, my Gmail, in Dunkin."""
_CORNER = re.compile(
    r"(?<!\w)(?:corner of|coin de|angle de|intersection (?:of|de)|coin)\s[^.!?;]{0,30}$", re.IGNORECASE
)
"""Streets that meet where something happened."""
_ABSTRACT = re.compile(
    r"(?:ing|tion|sion|ness|ment|ship|able|ful|less|ism|isme|ists?|istes?|ité|eur|euse|"
    r"eux|ful|ology|ologie|ware|bot|pop|cast)s?$"
)
"""Endings of common words, which a capital turns into a name for a small model."""
_HANDLES = re.compile(r"(?:\bRT\b|[@#]\w+|https?://\S+)[:,]?")
SCORE_FULL = 0.7
SCORE_SINGLE = 0.5


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """What a model took for a name."""

    start: int
    end: int
    label: str


def judge(text: str, candidates: Sequence[Candidate], language: str) -> Iterator[Span]:
    """Yield the candidates that are plausibly a private person's name, trimmed to it."""
    if not candidates:
        return
    loud = _is_shouting(text) or is_headline(text)
    for candidate in candidates:
        place = _trim(text, candidate.start, candidate.end)
        if place is None:
            continue
        start, end = place
        score = _score(text, start, end, loud)
        if score > 0:
            yield Span(start=start, end=end, entity="PERSON", score=score, recognizer=f"names_{language}")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Cut edges that are no part of a name: signs, greetings, common words, what follows a line end or handle."""
    line_end = text.find("\n", start, end)
    end = end if line_end == -1 else line_end
    for sign in ('"', "\u201d", "@", "#", "http", ",", " - ", ":", "(", "/", "...", "!", "?"):
        cut = text.find(sign, start + 1, end)
        end = end if cut == -1 else cut
    words = list(_WORD.finditer(text, start, end))
    while words and (is_common(words[0][0]) or _LEADS.match(words[0][0]) or not words[0][0][0].isupper()):
        words.pop(0)
    while words and is_common(words[-1][0]):
        words.pop()
    if not words:
        return None
    last = words[-1].end()
    if text[last - 2 : last] in {"'s", "\u2019s"}:
        last -= 2
    return words[0].start(), last


def _score(text: str, start: int, end: int, loud: bool) -> float:
    """Return how sure it is that ``text[start:end]`` names a private person; 0 for no."""
    name = text[start:end]
    words = name.split()
    if (
        not _looks_like_a_name(name, words)
        or _is_public(text, start, end)
        or _AFTER_ARTICLE.search(text, max(0, start - 8), start)
    ):
        return 0.0
    if loud and (len(words) == 1 or name.isupper()):
        return 0.0
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) >= 2 and not any(is_common(word) for word in capitals):
        return SCORE_FULL
    single = len(words) == 1 and name[1:].islower() and not _begins_sentence(text, start) and text[end : end + 1] != "'"
    return SCORE_SINGLE if single else 0.0


def _looks_like_a_name(name: str, words: Sequence[str]) -> bool:
    if not 3 <= len(name) <= 60 or len(words) > 4 or any(c.isdigit() for c in name):
        return False
    if len(words) == 1 and name.isupper():
        return False
    if len(words) == 1 and _ABSTRACT.search(name):
        return False
    if any(word.lower() in {"vs", "and", "et", "or", "ou", "in", "at", "with", "avec"} for word in words):
        return False
    return not any(sign in name for sign in "@#_/&%$*|~+=") and "http" not in name.lower()


def _is_public(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] in {"#", "@", "$", "&"} and start:
        return True
    name = text[start:end]
    if _CORNER.search(text, max(0, start - 40), start):
        return True
    if is_a_places_name(text, start, end):
        return True
    if is_public_title(text, start) or is_public_after(text, end) or is_organisation(name):
        return True
    return is_title(name.split()[0])


def _begins_sentence(text: str, start: int) -> bool:
    head = _HANDLES.sub("", text[:start]).rstrip(" \t\"'\u00ab\u201c(*-\u2013\u2014>")
    return not head or head[-1] in ".!?\u2026\n:;"


def _is_shouting(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) > 0.7 * len(letters)


def is_headline(text: str) -> bool:
    """Say whether most words begin with a capital, as in headlines and titles, where capitals say nothing."""
    words = [word[0] for word in _WORD.finditer(_HANDLES.sub("", text)) if len(word[0]) > 3]
    return len(words) >= 5 and sum(word[0].isupper() for word in words) > 0.6 * len(words)

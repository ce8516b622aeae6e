"""Which of a name model's candidates are private people: small models see names in every capital letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from smbot.core.spans import Span
from smbot.redact.not_names import is_common, is_organisation, is_public_after, is_public_title

_EDGES = " \t\n\r.,;:!?\"'()[]{}«»\u201c\u201d\u2018\u2019…-\u2013\u2014*~|/\\<>_+=&%$^`#@"
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
    shouting = _is_shouting(text)
    for candidate in candidates:
        place = _trim(text, candidate.start, candidate.end)
        if place is None:
            continue
        start, end = place
        score = _score(text, start, end, shouting)
        if score > 0:
            yield Span(start=start, end=end, entity="PERSON", score=score, recognizer=f"names_{language}")


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Cut edges that are no part of a name: signs, greetings, common words, what follows a line end or handle."""
    line_end = text.find("\n", start, end)
    end = end if line_end == -1 else line_end
    for sign in ("@", "#", "http", ",", " - ", ":", "(", "/", "...", "!", "?"):
        cut = text.find(sign, start + 1, end)
        end = end if cut == -1 else cut
    while start < end and text[start] in _EDGES and text[start] not in "@#":
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    words = list(_WORD.finditer(text, start, end))
    while words and (is_common(words[0][0]) or _LEADS.match(words[0][0])):
        words.pop(0)
    while words and is_common(words[-1][0]):
        words.pop()
    while words and not words[0][0][0].isupper():
        words.pop(0)
    if not words:
        return None
    return words[0].start(), words[-1].end()


def _score(text: str, start: int, end: int, shouting: bool) -> float:
    name = text[start:end]
    words = name.split()
    before = text[start - 1 : start]
    if before in {"#", "@", "$", "&"} or any(c.isdigit() for c in name) or len(words) > 4 or len(name) < 3:
        return 0.0
    if any(sign in name for sign in "@#_/&%$*|~+=") or "http" in name.lower():
        return 0.0
    if is_public_title(text, start) or is_public_after(text, end) or is_organisation(name):
        return 0.0
    if text[end : end + 2] in {"'s", "\u2019s"} and len(words) == 1:
        return 0.0
    if shouting or (name.isupper() and len(words) == 1):
        return 0.0
    capitals = [word for word in words if word[0].isupper()]
    if len(capitals) >= 2 and not any(is_common(word) for word in capitals):
        return SCORE_FULL
    if len(words) > 1 or not name[1:].islower():
        return 0.0
    if _begins_sentence(text, start):
        return 0.0
    return SCORE_SINGLE


def _begins_sentence(text: str, start: int) -> bool:
    head = text[:start].rstrip(" \t\"'«\u201c(*-\u2013\u2014>")
    return not head or head[-1] in ".!?…\n:;"


def _is_shouting(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 12 and sum(c.isupper() for c in letters) > 0.7 * len(letters)

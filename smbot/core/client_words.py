"""Words that tell the public that somebody is a client, in both languages.

A public body's reply never confirms that a person has a file with it (public-service.md, section 3,
rule 3). Both the check of playbooks and the guard of replies look here. What is said of anybody ("if you have a claim",
"bring your card") and what warns of giving something away ("never post your number") confirms nothing.
"""

import re
from collections.abc import Iterator
from typing import Final

from smbot.core import client_claims as claims
from smbot.core import client_words_en as en
from smbot.core import client_words_fr as fr
from smbot.core.flat import flatten


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w'])(?:" + "|".join(patterns) + r")(?!\w)")


_CONFIRMING: Final = _compiled((*en.PHRASES, *fr.PHRASES))
_CLAIMS: Final = _compiled((*claims.ENGLISH, *claims.FRENCH))
_OWNED: Final = _compiled((en.OWNED, fr.OWNED))
_OTHERS: Final = _compiled((en.DONE, fr.DONE))
_OWNED_DOCUMENTS: Final = _compiled((en.OWNED_DOCUMENT, fr.OWNED_DOCUMENT))
_STORIES: Final = tuple(
    (
        re.compile(rf"(?<![\w'])(?:{words.TOLD_MATTER})(?!\w)"),
        re.compile(rf"\b(?:{words.TELLING})\b"),
        re.compile(rf"\b(?:{words.OF_ALL})\b"),
    )
    for words in (en, fr)
)
_ANYBODY: Final = re.compile(rf"(?:{en.CONDITION}|{fr.CONDITION})")
_FORBIDDING: Final = re.compile(rf"(?:{en.FORBIDDING}|{fr.FORBIDDING})")
_INSTRUCTING: Final = re.compile(rf"(?:{en.INSTRUCTING}|{fr.INSTRUCTING})")
_HELP: Final = re.compile(rf"(?:{en.HELP}|{fr.HELP})")
_IF_AFTER: Final = re.compile(
    r"(?:(?! (?:was|were|has|had|have|did|a ete|ont|avait|etait|sera|will) )[^.;!?\n]){0,60}? (?:if|when|unless|si|"
    r"quand|lorsque) "
)
_CAN_BE: Final = re.compile(
    r"(?: \w+){0,2} (?:can|may|could|peut|peuvent|pourrait)(?: \w+)? (?:be (?!picked|released|collected|delayed|"
    r"denied)|etre "
    r"(?!ramass|remis|refus)|se )"
)
_NEWS: Final = re.compile(
    r"\b(?:you'll|you will|you should) (?:have|get|see|find)\b|\b(?:we|we'll|we've|i|i'll|i've|they|nous|on|je|"
    r"j)\b(?! \w+ you (?:to|can))"
)
"""What comes to somebody, or what we did, though the verb is one of general help."""
_POSSIBLE: Final = re.compile(
    r"\b(?:can|may|could|might|would|peut|peuvent|pouvez|pourrait|pourraient|pourrez)\b|\b(?:all|every\w*|each|anyone|"
    r"people|"
    r"persons|residents|most|many|usually|normally|generally|always|tous|toutes|chaque|chacun|les gens|toute personne|"
    r"en general|"
    r"d'habitude|normalement|toujours retournes|la plupart)\b"
)
"""What makes a sentence speak of what may be, or of everybody."""
_QUESTION: Final = re.compile(r"[^.!;\n\u2026?]*\?")
_CLAUSE: Final = re.compile(r"[.!?;:\n\u2026]|\s[\u2013\u2014-]\s|,")
_SENTENCE: Final = re.compile(r"[.!?;\n\u2026]")
_SENTENCES: Final = re.compile(r"[^.!?;\n\u2026]+")

Place = tuple[int, int]


def client_phrases(text: str) -> tuple[Place, ...]:
    """Return where `text` confirms a client relation, as (start, end) in code points.

    Case, accents, invisible characters and the kind of apostrophe and space do not matter.
    """
    flat, places = _one_space(*flatten(text))
    return tuple((places[start], places[end - 1] + 1) for start, end in _apart(sorted(_found(flat))))


def _one_space(flat: str, places: tuple[int, ...]) -> tuple[str, tuple[int, ...]]:
    """Return the text with one sign for each white space, and where what is left of it stood."""
    kept = [at for at, character in enumerate(flat) if not (character.isspace() and flat[at - 1 : at].isspace())]
    signs = (" " if flat[at].isspace() and flat[at] != "\n" else flat[at] for at in kept)
    return "".join(signs), tuple(places[at] for at in kept)


def _found(flat: str) -> Iterator[Place]:
    one_line = flat.replace("\n", " ")
    for match in _CONFIRMING.finditer(one_line):
        if not _is_general(flat, match.start()):
            yield match.span()
    for match in _OWNED.finditer(one_line):
        if not (_is_general(flat, match.start()) or _warns(flat, match.start()) or _helps(flat, match)):
            yield match.span()
    for match in (*_OWNED_DOCUMENTS.finditer(one_line), *_OTHERS.finditer(one_line)):
        before = _before(flat, match.start(), _SENTENCE)
        if not (
            _is_general(flat, match.start()) or _warns(flat, match.start()) or _instructs(before) or _helps(flat, match)
        ):
            yield match.span()
    for match in _CLAIMS.finditer(one_line):
        if not (_is_general(flat, match.start()) or _warns(flat, match.start()) or _only_possible(flat, match)):
            yield match.span()
    yield from _stories(flat)


def _only_possible(flat: str, match: re.Match[str]) -> bool:
    """Say whether a claim is a question, a possibility, or made of everybody."""
    before = _before(flat, match.start(), _SENTENCE)
    return _POSSIBLE.search(f"{before} {match[0]}") is not None or _QUESTION.match(flat, match.end()) is not None


def _stories(flat: str) -> Iterator[Place]:
    """Yield one person's matter in sentences that tell what became of it."""
    for sentence in _SENTENCES.finditer(flat):
        for matter, telling, of_all in _STORIES:
            told = matter.search(sentence[0])
            if told and not of_all.search(sentence[0]) and telling.search(sentence[0]):
                yield sentence.start() + told.start(), sentence.start() + told.end()


def _is_general(flat: str, at: int) -> bool:
    """Say whether what stands at `at` is said of anybody."""
    return _ANYBODY.search(_before(flat, at, _CLAUSE)) is not None


def _instructs(before: str) -> bool:
    """Say whether general help ends here ("bring …", "you can renew …"), and nobody's news."""
    return _INSTRUCTING.search(before) is not None and _NEWS.search(before) is None


def _helps(flat: str, match: re.Match[str]) -> bool:
    """Say whether it is told what anybody can do about theirs, or what can be done with it, and nobody's news."""
    before = _before(flat, match.start(), _SENTENCE)
    helped = _HELP.search(before) is not None or _CAN_BE.match(flat, match.end()) is not None
    helped = helped or _IF_AFTER.match(flat, match.end()) is not None
    return helped and _NEWS.search(before) is None


def _warns(flat: str, at: int) -> bool:
    return _FORBIDDING.search(_before(flat, at, _SENTENCE)) is not None


def _before(flat: str, at: int, end: re.Pattern[str]) -> str:
    """Return what stands before `at` in its sentence or clause."""
    stops = [match.end() for match in end.finditer(flat, max(0, at - 200), at)]
    return flat[stops[-1] if stops else max(0, at - 200) : at]


def _apart(found: list[Place]) -> Iterator[Place]:
    """Yield places that do not overlap, each as long as what overlaps there."""
    whole: Place | None = None
    for start, end in found:
        if whole is not None and start < whole[1]:
            whole = whole[0], max(whole[1], end)
            continue
        if whole is not None:
            yield whole
        whole = start, end
    if whole is not None:
        yield whole

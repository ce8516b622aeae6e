"""Why a label was given, and what an access request says, in words: one sentence for each label that rests on words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from smbot.classify.access import Element, Kind, Level, access_request, reasons
from smbot.classify.explain import MODEL, NETWORK
from smbot.core.labels import ACCESS
from smbot.core.messages import Message, msg, say
from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence
from smbot.core.words import label_name
from smbot.review.ports import Problem, QueueItem
from smbot.web.passages import Piece, stretch

POSSIBLE: Final = msg("possible access request: look")
"""What an access request is called of which triage is not sure enough."""

OF_LABEL: Mapping[str, Message] = {
    "urgent": msg("It speaks of danger, or of losing what somebody cannot do without"),
    "access_request": msg("It asks to see or get records"),
    "abuse": msg("It insults or threatens"),
    "complaint": msg("It says that something is not as it should be"),
    "incident": msg("It tells of a fault, a breach or a fraud"),
    "wrong_office": msg("It asks for what another body does"),
    "question": msg("It asks about a service, or for help"),
    "suggestion": msg("It proposes something"),
    "praise": msg("It thanks or praises"),
    "spam": msg("It advertises, or lures"),
}
"""What a rule of a label sees, where `OF_RULE` says nothing closer."""

OF_RULE: Mapping[str, Message] = {
    "access_request.after-a-request": msg("It follows up on an earlier access request of this author"),
    "complaint.after-a-complaint": msg("It goes on with an earlier complaint of this author"),
    "access_request.law-with-an-ask": msg("It names an access law, and asks"),
    "access_request.law-cited-by-asker": msg("It names an access law, and asks"),
    "access_request.request-under-the-law": msg("It names an access law, and asks"),
    "access_request.own-file": msg("It asks for the author’s own file, or that of somebody near"),
    "access_request.own-file-asked": msg("It asks for the author’s own file, or that of somebody near"),
    "access_request.what-is-held-on-me": msg("It asks what is held on the author"),
    "access_request.correct-my-record": msg("It asks to correct a record"),
    "access_request.wrong-in-the-record": msg("It asks to correct a record"),
    "urgent.death-told": msg("It speaks of taking a life"),
    "urgent.wish-to-die-voiced": msg("It speaks of taking a life"),
    "urgent.self-harm": msg("It speaks of taking a life"),
    "urgent.threat-to-staff-told": msg("It threatens staff"),
    "urgent.weapon-at-hand": msg("It speaks of a weapon"),
    "incident.posing-as-us": msg("Somebody may be posing as the organisation"),
    "incident.posing-as-us-told": msg("Somebody may be posing as the organisation"),
}
"""What some rules see, by label and name, in any language."""

VERY_LIKELY, LIKELY, POSSIBLY = 0.9, 0.7, 0.4
"""Calibrated scores from which words say how probable a label is."""

MOST_QUOTED: Final = 60
"""Characters of a reply's own words that are quoted beside what the guard says of them."""
QUOTES: Final[Mapping[str, str]] = {"en": "“{}”", "fr": "«\u00a0{}\u00a0»"}

KINDS: Mapping[Kind, Message] = {
    Kind.CORRECTION: msg("correction"),
    Kind.FOLLOW_UP: msg("follow-up"),
    Kind.OWN_FILE: msg("own file"),
    Kind.RECORDS: msg("documents"),
}
ELEMENTS: Mapping[Element, Message] = {
    Element.WHO: msg("who"),
    Element.WHAT: msg("what"),
    Element.WHEN: msg("when"),
}
LEVELS: Mapping[Level, Message] = {Level.REVIEW: POSSIBLE, Level.ASSERT: label_name(ACCESS)}


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told, and the masked words of the post that it rests on: they stand beside it, never in a `Message`.

    Each of `words` is a stretch of the post in pieces, as masks are not text.
    """

    told: Message
    words: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, kw_only=True)
class AccessTold:
    """What an access request says, and what it does not."""

    kind: Message
    said: tuple[Told, ...]
    missing: tuple[Message, ...]


def label_told(item: QueueItem, label: str) -> Message:
    """Return a mention's label in words; an access request of which triage is not sure is a possible one."""
    request = access_request(item.labels, item.evidence) if label == ACCESS else None
    return LEVELS[request.level] if request else label_name(label)


def confidence(score: float) -> Message:
    """Return a calibrated score (0-1) in words: of ten posts with 0.9 and more, nine and more have the label."""
    if score >= VERY_LIKELY:
        return msg("very likely")
    if score >= LIKELY:
        return msg("likely")
    if score >= POSSIBLY:
        return msg("possible")
    return msg("faint")


def why(item: QueueItem, label: str) -> list[Told]:
    """Return why a label was given, each reason with the words that it rests on; nothing where no text is left."""
    if item.text is None:
        return []
    told: dict[str, Message] = {}
    places: dict[str, list[tuple[int, int]]] = {}
    for each in reasons(item.evidence):
        if each.label == label:
            reason = _reason(each, item.scores.get(label, 0.0))
            told.setdefault(reason.template, reason)
            places.setdefault(reason.template, [])
            if each.rule != NETWORK:  # that one is of the whole post
                places[reason.template].append((each.start, each.end))
    return [Told(told=reason, words=_words(item.text, places[name])) for name, reason in told.items()]


def underlined(item: QueueItem) -> list[Evidence]:
    """Return the evidence that stands in single words: what the network finds is of the whole post."""
    return [each for each in reasons(item.evidence) if each.rule != NETWORK]


def access_told(item: QueueItem) -> AccessTold | None:
    """Return what an access request says: its kind, the elements that are there with their words, and those missing."""
    request = access_request(item.labels, item.evidence)
    if request is None or item.text is None:
        return None
    return AccessTold(
        kind=KINDS[request.kind] if request.kind else msg("not clear"),
        said=tuple(
            Told(told=ELEMENTS[element], words=_words(item.text, places))
            for element, places in request.said.items()
            if places
        ),
        missing=tuple(ELEMENTS[element] for element in request.missing),
    )


def problem_told(problem: Problem, text: str, language: str) -> str:
    """Return what the guard says of `text`, with the words that it is about: whoever reads this typed them."""
    told = say(problem.message, language)
    words = " ".join(text[problem.start : problem.end].split())
    shown = words if len(words) <= MOST_QUOTED else f"{words[:MOST_QUOTED].rstrip()}…"
    return f"{told} {QUOTES[language].format(shown)}" if shown else told


def _reason(evidence: Evidence, score: float) -> Message:
    if evidence.rule == NETWORK:
        return _of_network(score)
    if evidence.rule != MODEL:
        return OF_RULE.get(evidence.rule.partition(".")[2]) or OF_LABEL.get(evidence.label) or msg("A rule matches")
    if score >= VERY_LIKELY:
        return msg("The model finds it very likely, from the words")
    if score >= LIKELY:
        return msg("The model finds it likely, from the words")
    if score >= POSSIBLY:
        return msg("The model finds it possible, from the words")
    return msg("The model sees a faint sign of it in the words")


def _of_network(score: float) -> Message:
    if score >= VERY_LIKELY:
        return msg("The network finds it very likely; no single words show it")
    if score >= LIKELY:
        return msg("The network finds it likely; no single words show it")
    if score >= POSSIBLY:
        return msg("The network finds it possible; no single words show it")
    return msg("The network sees a faint sign of it; no single words show it")


def _words(text: RedactedText, places: Iterable[tuple[int, int]]) -> tuple[tuple[Piece, ...], ...]:
    by_text = {text.text[start:end]: stretch(text, start, end) for start, end in places}
    return tuple(by_text.values())

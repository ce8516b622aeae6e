"""Chooses the playbook for a mention; pure, so that a choice can be explained and repeated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from smbot.core.labels import URGENT
from smbot.core.messages import Message, decimal, msg
from smbot.core.post_kinds import PostKind
from smbot.playbooks.conditions import Repeats, When
from smbot.playbooks.model import LABELS, Playbook

ORDINARY = frozenset({"PERSON", "HANDLE", "URL"})
"""Entities that people name in any conversation, and what web addresses hide in case: masked like all others, but no
ground for asking the author to delete the post, unless a playbook names them."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of a mention when its playbook is chosen.

    `labels` and `scores` come from triage, `exposed` names the entities that redaction masked. `programs` are those of
    the directory that the post is about, `case_kind` is the kind of the case it belongs to, "" without one.
    `office_open` is None where hours are not known; `earlier` holds how long ago each earlier post of the same author
    was. `kind` says what was posted, `age` how long ago.
    """

    labels: tuple[str, ...]
    scores: Mapping[str, float]
    platform: str
    language: str
    exposed: frozenset[str]
    summoned: bool
    programs: frozenset[str] = frozenset()
    case_kind: str = ""
    office_open: bool | None = None
    earlier: tuple[timedelta, ...] = ()
    kind: PostKind = PostKind.POST
    age: timedelta = timedelta(0)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The playbook chosen and why. `playbook` is None where no file answers: a person decides.

    `caution` tells a reviewer what to weigh before answering at all.
    """

    playbook: Playbook | None
    reason: Message
    caution: Message | None = None


def choose(playbooks: Iterable[Playbook], situation: Situation) -> Choice:
    """Choose by precedence: urgent, then exposed personal information, then the other labels in order.

    Of several playbooks for the same the most specific is chosen, the one with the most conditions.
    """
    caution = None
    if not situation.summoned:
        caution = msg("The author did not address the organisation: answer only where it serves them.")
    labels = sorted(situation.labels, key=_rank) or ["none"]
    candidates = sorted(
        (playbook for playbook in playbooks if holds(playbook.when, situation)),
        key=lambda playbook: (-playbook.when.specificity(), playbook.name),
    )
    if URGENT not in labels:
        for playbook in candidates:
            if playbook.when.asks_exposure:
                entities = ", ".join(sorted(_exposed(playbook.when, situation)))
                reason = msg("The post exposes personal information: {entities}.", entities=entities)
                return Choice(playbook=playbook, reason=reason, caution=caution)
    for label in labels:
        for playbook in candidates:
            if label in playbook.when.about:
                return Choice(playbook=playbook, reason=_because(label, situation.scores), caution=caution)
    reason = msg("No playbook answers the label {label} on this platform.", label=labels[0])
    return Choice(playbook=None, reason=reason, caution=caution)


def holds(when: When, situation: Situation) -> bool:
    """Say whether every condition holds."""
    labels = situation.labels or ("none",)
    return all(
        (
            not when.labels or bool(set(when.labels) & set(labels)),
            set(when.all_labels) <= set(labels),
            all(_score(label, situation) >= least for label, least in when.scores.items()),
            not when.asks_exposure or bool(_exposed(when, situation)),
            when.serves(situation.platform),
            not when.languages or spoken(situation.language) in when.languages,
            not when.programs or bool(set(when.programs) & situation.programs),
            not when.case_kinds or situation.case_kind in when.case_kinds,
            when.office is None or situation.office_open is (when.office == "open"),
            when.repeats is None or _nth(when.repeats, situation) >= when.repeats.at_least,
            when.summoned is None or situation.summoned == when.summoned,
        )
    )


def spoken(language: str) -> str:
    """Return "en", "fr" or "other" for a language tag: a mixture and what cannot be told are other."""
    primary = language.replace("_", "-").split("-")[0].lower()
    return primary if primary in {"en", "fr"} else "other"


def _exposed(when: When, situation: Situation) -> frozenset[str]:
    return situation.exposed & set(when.entities) if when.entities else situation.exposed - ORDINARY


def _score(label: str, situation: Situation) -> float:
    """Return a label's score; a label without one was given by a person, who is sure."""
    return situation.scores.get(label, 1.0 if label in situation.labels else 0.0)


def _nth(repeats: Repeats, situation: Situation) -> int:
    return 1 + sum(age <= timedelta(days=repeats.days) for age in situation.earlier)


def _rank(label: str) -> int:
    return LABELS.index(label) if label in LABELS else len(LABELS)


def _because(label: str, scores: Mapping[str, float]) -> Message:
    if label not in scores:
        return msg("The post is labelled {label}.", label=label)
    return msg("The post is labelled {label}, score {score}.", label=label, score=decimal(scores[label], 2))

"""Chooses the playbook for a mention; pure, so that a choice can be explained and repeated."""

from collections.abc import Mapping
from dataclasses import dataclass

from smbot.core.labels import URGENT
from smbot.core.messages import Message, msg
from smbot.playbooks.model import LABELS, Playbook, Playbooks

ORDINARY = frozenset({"PERSON", "HANDLE", "URL"})
"""Entities that people name in any conversation, and what web addresses hide in case: masked like all others, but no
ground for asking the author to delete the post."""


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known of a mention when its playbook is chosen.

    `labels` and `scores` come from triage, `exposed` names the entities that redaction masked.
    """

    labels: tuple[str, ...]
    scores: Mapping[str, float]
    platform: str
    language: str
    exposed: frozenset[str]
    summoned: bool


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The playbook chosen and why. `playbook` is None where no file answers: a person decides.

    `caution` tells a reviewer what to weigh before answering at all.
    """

    playbook: Playbook | None
    reason: Message
    caution: Message | None = None


def choose(playbooks: Playbooks, situation: Situation) -> Choice:
    """Choose by precedence: urgent, then exposed personal information, then the other labels in order."""
    caution = None
    if not situation.summoned:
        caution = msg("The author did not address the organisation: answer only where it serves them.")
    labels = sorted(situation.labels, key=_rank) or ["none"]
    if URGENT not in labels and (entities := situation.exposed - ORDINARY):
        for playbook in _candidates(playbooks, situation.platform):
            if playbook.when.exposed:
                reason = msg("The post exposes personal information: {entities}.", entities=", ".join(sorted(entities)))
                return Choice(playbook=playbook, reason=reason, caution=caution)
    for label in labels:
        for playbook in _candidates(playbooks, situation.platform):
            if label in playbook.when.labels:
                return Choice(playbook=playbook, reason=_because(label, situation.scores), caution=caution)
    reason = msg("No playbook answers the label {label} on this platform.", label=labels[0])
    return Choice(playbook=None, reason=reason, caution=caution)


def _rank(label: str) -> int:
    return LABELS.index(label) if label in LABELS else len(LABELS)


def _candidates(playbooks: Playbooks, platform: str) -> list[Playbook]:
    """Return the playbooks that serve the platform; one that names it goes before one for all."""
    serving = (playbook for playbook in playbooks if playbook.when.serves(platform))
    return sorted(serving, key=lambda playbook: (not playbook.when.platforms, playbook.name))


def _because(label: str, scores: Mapping[str, float]) -> Message:
    if label not in scores:
        return msg("The post is labelled {label}.", label=label)
    return msg("The post is labelled {label}, score {score}.", label=label, score=f"{scores[label]:.2f}")

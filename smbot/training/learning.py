"""Making a model of triage for one installation: train, try it beside others, keep it, and let the log tell it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from smbot.classify.cascade import Cascade
from smbot.classify.labels import Labels, load_labels
from smbot.classify.model import TriageModel
from smbot.classify.ports import Encoder
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.classify.versions import SHIPPED_NAME, Versions
from smbot.core.errors import Conflict
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.core.shares import Share
from smbot.core.spans import Span
from smbot.review.correction_ports import Named
from smbot.review.label_ports import LabelCorrection
from smbot.review.ports import QueueItem
from smbot.training.gold import read_gold
from smbot.training.improve import (
    Comparison,
    Regression,
    as_people_say,
    capped,
    compared,
    correction_example,
    improved,
    regressions,
)
from smbot.training.triage import train
from smbot.training.triage_data import Example, examples

Count = Callable[[int], None]


class LearningTransaction(Protocol):
    """What learning needs of a transaction."""

    def corrections_to_learn(self) -> list[LabelCorrection]: ...  # noqa: D102
    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def surrogates(self, conversation: str) -> dict[Named, str]: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class LearningStore(Protocol):
    """Opens transactions for learning."""

    def write(self) -> AbstractContextManager[LearningTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[LearningTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a training: `version` is empty where the new model was refused.

    `left_out` counts approved corrections whose words are gone, may hold something personal, or are beyond the cap;
    `agrees` and `agreed` say of how many corrected posts the new and the old model give the labels that people gave.
    """

    version: str
    posts: int
    corrections: int
    left_out: int
    agrees: Share
    agreed: Share
    comparison: Comparison
    regressions: list[Regression]


@dataclass(frozen=True, kw_only=True)
class Learning:
    """What a training reads and where it keeps what it made; `find` looks for personal values, `per_person` caps."""

    store: LearningStore
    versions: Versions
    labels: Labels
    rules: Rules
    find: Callable[[str], Sequence[Span]]
    per_person: int

    def run(self, member: Member, encoder: Encoder, corpus: Path, count: Count = lambda _step: None) -> Outcome:
        """Train on a corpus and the approved corrections, and make the model current unless it is worse than others.

        The others are the current one and the one that comes with smbot: small falls of one training after the other
        add up to none greater than the floor.

        Raises:
            InputError: The corpus cannot be read.
            ConfigurationError: The current model cannot be read.
            Conflict: Another version became current meanwhile.
        """
        before, old, shipped = self.versions.current, self.versions.load_current(), self.versions.load_shipped()
        posts, dev = _examples(corpus / "train"), _examples(corpus / "dev")
        own, left_out = self._corrections()
        new = improved(posts, own, dev, labels=self.labels, rules=self.rules, encoder=encoder, count=count)
        now, then = self._cascade(new, encoder), self._cascade(old, encoder)
        known = None if before == SHIPPED_NAME else self._cascade(shipped, encoder)
        comparison = compared(dev, then, now, encoder=encoder, shipped=known, count=count)
        fallen = regressions(comparison)
        return Outcome(
            version=self._refused(member, new, own, fallen) if fallen else self._kept(member, new, before),
            posts=len(posts),
            corrections=len(own),
            left_out=left_out,
            agrees=as_people_say(own, now),
            agreed=as_people_say(own, then),
            comparison=comparison,
            regressions=fallen,
        )

    def _cascade(self, model: TriageModel, encoder: Encoder) -> Cascade:
        fits = model.card.encoder == encoder.version
        return Cascade(labels=self.labels, rules=self.rules, model=model, encoder=encoder if fits else None)

    def _kept(self, member: Member, new: TriageModel, before: str) -> str:
        name = self.versions.add(new)
        if self.versions.current != before:
            raise Conflict(
                msg("Another version of the model of triage became current while this one was trained."),
                where=name,
                mend=msg("Train again, or choose one with “smbot model use”."),
            )
        made: dict[str, Detail] = {
            "version": name,
            "posts": new.card.posts,
            "corrections": new.card.corrections,
            "encoder": new.card.encoder,
        }
        make_current(
            self.store, self.versions, member, name, Event(act=Act.MODEL_TRAINED, actor=member.name, detail=made)
        )
        return name

    def _refused(self, member: Member, new: TriageModel, own: Sequence[Example], fallen: Sequence[Regression]) -> str:
        detail: dict[str, Detail] = {
            "posts": new.card.posts,
            "corrections": len(own),
            "worse": sorted({f"{each.label} {each.language} {each.measure}" for each in fallen}),
        }
        with self.store.write() as tx:
            tx.record(Event(act=Act.MODEL_REFUSED, actor=member.name, detail=detail))
        return ""

    def _corrections(self) -> tuple[list[Example], int]:
        """Return the corrections to learn from, and how many were left out."""
        with self.store.read() as tx:
            approved = [(each, tx.item(each.mention)) for each in tx.corrections_to_learn()]
            readable = {}
            contradicted = 0
            for each, item in approved:
                if item is not None and item.labels != each.after:
                    contradicted += 1
                elif item is not None:
                    example = correction_example(item, each.after, tx.surrogates(item.conversation), find=self.find)
                    if example is not None:
                        readable[each.number] = each, example
        chosen = capped((each for each, _ in readable.values()), self.per_person)
        return [readable[each.number][1] for each in chosen], len(approved) - contradicted - len(chosen)


def make_current(store: LearningStore, versions: Versions, member: Member, name: str, *events: Event) -> None:
    """Make a version the current one.

    The log tells it first: after a crash between the two it names a choice that did not hold, never the other way.
    """
    detail: dict[str, Detail] = {"version": name, "before": versions.pointed}
    with store.write() as tx:
        for event in (*events, Event(act=Act.MODEL_CHOSEN, actor=member.name, detail=detail)):
            tx.record(event)
    versions.point_to(name)


def rebuilt(corpus: Path, encoder: Encoder, count: Count = lambda _step: None) -> tuple[TriageModel, int]:
    """Return the model that a corpus alone gives, and of how many posts; the same inputs give the same model."""
    labels, posts, held_out = load_labels(), _examples(corpus / "train"), _examples(corpus / "dev")
    rules = Rules(labels, load_rulebook())
    return train(posts, held_out, labels=labels, rules=rules, encoder=encoder, count=count), len(posts)


def _examples(folder: Path) -> list[Example]:
    return examples(read_gold(folder))

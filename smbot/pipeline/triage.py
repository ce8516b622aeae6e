"""The stage that labels redacted mentions, in the order in which they were posted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from smbot.classify.earlier import Decided, handed_on
from smbot.consequences import Consequences
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.ids import MentionId
from smbot.core.mention import FAILED, Mention, Triage, is_known_author
from smbot.core.states import MentionState
from smbot.pipeline.batches import in_turn, keep_each
from smbot.pipeline.labelling import Labelling
from smbot.pipeline.ports import PipelineStore, PipelineTransaction, PipelineTurn

EARLIER = 20
"""Earlier posts of an author in a conversation whose labels count: a follow-up follows on what is near."""


@dataclass(frozen=True, kw_only=True)
class TriageStage:
    """Labels what is redacted; what follows from its labels is kept with them."""

    store: PipelineStore
    labelling: Labelling
    consequences: Consequences

    def batch(self) -> int:
        """Label a batch of redacted mentions; return how many."""
        with self.store.turn() as turn:
            return self._batch(turn)

    def _batch(self, turn: PipelineTurn) -> int:
        mentions = in_turn(self.store, turn, MentionState.REDACTED)
        with self.store.read() as tx:  # what another worker labelled in a conversation before it became ours
            earlier = {mention.id: tx.earlier_decisions(mention, EARLIER) for mention in mentions}
        triaged = self._in_order(mentions, earlier)
        failpoint("triage.decided")
        if not triaged:
            return 0
        keep_each(self.store, triaged, self._keep, self._keep_failed, "triage.before-commit")
        failpoint("triage.committed")
        return len(triaged)

    def _in_order(
        self, mentions: Sequence[Mention], earlier: Mapping[MentionId, Sequence[Decided]]
    ) -> list[tuple[Mention, Triage]]:
        """Label mentions as they were posted: a follow-up often comes in one batch with what it follows."""
        triaged: list[tuple[Mention, Triage]] = []
        for mention in sorted(mentions, key=lambda each: (each.posted_at, each.id)):
            here = [
                Decided(labels=triage.labels, evidence=triage.evidence)
                for before, triage in triaged
                if _follows(mention, before)
            ]
            triaged.append((mention, self.labelling.triage(mention, handed_on([*earlier[mention.id], *here]))))
        return triaged

    def _keep(self, tx: PipelineTransaction, mention: Mention, triage: Triage) -> None:
        if self._labelled(tx, mention, triage):
            self.consequences.of_triage(tx, mention, triage)

    def _keep_failed(self, tx: PipelineTransaction, mention: Mention, triage: Triage, error: str) -> None:
        """Keep the labels without what follows from them, at the top of the queue."""
        self._labelled(tx, mention, replace(triage, classifier=FAILED + error))

    def _labelled(self, tx: PipelineTransaction, mention: Mention, triage: Triage) -> bool:
        kept = tx.keep_triage(mention.id, triage, self.labelling.rank(triage), seen_version=mention.version)
        if kept:
            detail: dict[str, Detail] = {"labels": list(triage.labels), "classifier": triage.classifier}
            tx.record(Event(act=Act.MENTION_TRIAGED, subject=mention.id, detail=detail))
        return kept


def _follows(mention: Mention, before: Mention) -> bool:
    """Say whether both are of one author, whom the platform names, in one conversation."""
    return is_known_author(mention.pseudonym) and (mention.pseudonym, mention.conversation) == (
        before.pseudonym,
        before.conversation,
    )

"""The stage that chooses playbooks for triaged mentions, and keeps the drafts of their replies."""

from dataclasses import dataclass

from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.mention import Mention, Triage
from smbot.core.states import MentionState
from smbot.drafting import Drafting
from smbot.pipeline.batches import in_turn, keep_each
from smbot.pipeline.by_hand import settle_by_hand
from smbot.pipeline.ports import PipelineStore, PipelineTransaction, PipelineTurn

NO_PLAYBOOK = "none"


@dataclass(frozen=True, kw_only=True)
class DraftStage:
    """Answers what is triaged, as playbooks say; what has none waits for a person."""

    store: PipelineStore
    drafting: Drafting

    def batch(self) -> int:
        """Choose a playbook for a batch of triaged mentions and draft their replies; return how many."""
        with self.store.turn() as turn:
            return self._batch(turn)

    def _batch(self, turn: PipelineTurn) -> int:
        mentions = in_turn(self.store, turn, MentionState.TRIAGED)
        if not mentions:
            return 0
        with self.store.read() as tx:
            triages = tx.triage_of([mention.id for mention in mentions])
        asked = [(mention, triages[mention.id]) for mention in mentions]
        failpoint("draft.begun")
        keep_each(self.store, asked, self._keep, self._keep_failed, "draft.before-commit")
        failpoint("draft.committed")
        return len(mentions)

    def _keep(self, tx: PipelineTransaction, mention: Mention, triage: Triage) -> None:
        chosen = self.drafting.choose(tx, mention, triage)
        draft = chosen.draft if chosen else None
        name, version = (chosen.playbook.name, chosen.playbook.revision()) if chosen else (NO_PLAYBOOK, "")
        if tx.keep_choice(mention.id, name, version, draft, seen_version=mention.version):
            detail: dict[str, Detail] = {"playbook": name, "playbook_version": version, "reply": draft is not None}
            tx.record(Event(act=Act.MENTION_DRAFTED, subject=mention.id, detail=detail))
            if chosen is not None:
                if chosen.door:
                    tx.record(Event(act=Act.MENTION_REDIRECTED, subject=mention.id))
                self.drafting.follow(tx, mention, chosen)
            settle_by_hand(tx, mention.id)

    def _keep_failed(self, tx: PipelineTransaction, mention: Mention, _triage: Triage, error: str) -> None:
        """Leave it to a person, without a playbook."""
        if tx.keep_choice(mention.id, NO_PLAYBOOK, "", None, seen_version=mention.version):
            detail: dict[str, Detail] = {"playbook": NO_PLAYBOOK, "playbook_version": "", "reply": False, "why": error}
            tx.record(Event(act=Act.MENTION_DRAFTED, subject=mention.id, detail=detail))
            settle_by_hand(tx, mention.id)

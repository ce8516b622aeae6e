"""Lets a reply leave without a person, where a playbook, a setting, the guard and the platform all allow it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import structlog

from smbot.core.clock import Clock
from smbot.core.errors import Conflict
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode
from smbot.playbooks.fields import CASE_CODE
from smbot.playbooks.steps import StepKind
from smbot.review.hindrances import DeskPolicy
from smbot.review.ports import Approved, Change, GuardProblems, QueueItem
from smbot.steps.course import SAYS
from smbot.steps.model import KeptStep, StepState, StepTransaction

log = structlog.get_logger()

POLICY = "unattended"


class SendingTransaction(StepTransaction, Protocol):
    """What sending without a person needs of a transaction."""

    def change_item(self, item: QueueItem, change: Change) -> bool: ...  # noqa: D102
    def put_reply(self, reply: Approved) -> bool: ...  # noqa: D102


class SendingStore(Protocol):
    """Opens transactions for sending without a person."""

    def write(self) -> AbstractContextManager[SendingTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[SendingTransaction]: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Unattended:
    """What it works with. `allowed` asks playbook and settings anew: labels may have been corrected meanwhile."""

    store: SendingStore
    clock: Clock
    policy: DeskPolicy
    guard: GuardProblems
    allowed: Callable[[QueueItem], bool]

    def tick(self) -> int:
        """Approve what needs nobody; return how many replies. One that fails waits for a person and stops no other."""
        with self.store.read() as tx:
            due = tx.plans_due(self.clock.now())
        return sum(self._tried(mention) for mention in due)

    def _tried(self, mention: MentionId) -> bool:
        try:
            return self.approve(mention)
        except Conflict:
            return False  # it is looked at again
        except Exception as error:  # noqa: BLE001 - whatever breaks is the fault of one
            log.error("unattended.failed", mention=mention, error=type(error).__name__)
            with self.store.write() as tx:
                if tx.leave_to_person(mention):
                    detail: dict[str, Detail] = {"why": str(msg("It could not be checked: a person decides."))}
                    tx.record(Event(act=Act.MENTION_LEFT_TO_PERSON, subject=mention, detail=detail))
            return False

    def approve(self, mention: MentionId) -> bool:
        """Put the draft of a mention into the outbox, or leave it to a person for good; False where nothing left.

        Either way nothing of this plan leaves without a person again: what somebody takes back stays back.

        Raises:
            Conflict: Somebody changed the mention at the same moment; nothing is kept of the try.
        """
        with self.store.write() as tx:
            item = tx.item(mention)
            if item is None or item.state != MentionState.DRAFTED or not _alone(item, tx.plan_of(mention)):
                return False
            if not tx.leave_to_person(mention):
                return False  # another process was first
            why = self._why_not(item)
            if why is not None:
                tx.record(Event(act=Act.MENTION_LEFT_TO_PERSON, subject=mention, detail={"why": str(why)}))
                return False
            left = tx.change_item(item, Change(state=MentionState.APPROVED, claimed_by=""))
            if not left or not tx.put_reply(self._reply(item)):
                raise Conflict(msg("Somebody changed this first. Look at it again."), where=mention)
            detail: dict[str, Detail] = {
                "mode": self.policy.mode.value,
                "policy": POLICY,
                "playbook": item.playbook,
                "playbook_version": item.playbook_version,
            }
            tx.record(Event(act=Act.REPLY_APPROVED, actor=SYSTEM, subject=mention, detail=detail))
        return True

    def _why_not(self, item: QueueItem) -> Message | None:
        if item.reply is not None:
            return msg("A reply was taken back, refused or sent before: a person decides.")
        if item.drafted_by != SYSTEM or CASE_CODE in item.draft:
            return msg("Only a playbook’s own words leave without a person.")
        if item.escalated_to or not self.allowed(item):
            return msg("Playbook and settings ask for a person.")
        if self.policy.mode == Mode.LISTEN:
            return msg("smbot only listens here: copy the text and answer on the platform.")
        refusal = next((p.message for p in self.guard(item, item.draft, item.reply_purpose) if p.refuses), None)
        if refusal is not None:
            return msg("The guard refuses this reply: {why}", why=refusal)
        return self.policy.why_not_by_api(item)

    def _reply(self, item: QueueItem) -> Approved:
        return Approved(
            mention=item.id,
            platform=item.platform,
            account=item.platform,
            text=item.draft,
            language=item.draft_language or item.language,
            mode=self.policy.mode,
            approved_by=SYSTEM,
            leave_at=self.clock.now() + self.policy.undo,
            purpose=item.reply_purpose,
        )


def _alone(item: QueueItem, steps: list[KeptStep]) -> bool:
    """Say whether a step that the draft is for may be done without a person: under a post, the public reply alone."""
    kinds = SAYS if item.reply_purpose == Purpose.PRIVATE else {StepKind.PUBLIC_REPLY}
    return any(step.kind in kinds and step.alone and step.state == StepState.DUE for step in steps)

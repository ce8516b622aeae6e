"""Carries out the steps of playbooks: at once when a playbook is chosen, later when time or an answer says so.

Every move is kept in the transaction that makes it, with its event; a step that somebody moved first is left alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from smbot.access.intake import Intake
from smbot.cases.acts_by_steps import ask_for
from smbot.cases.intake import Start, take_in
from smbot.cases.model import Kind, Priority
from smbot.core.clock import Clock
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import MentionId
from smbot.core.labels import URGENT
from smbot.core.messages import msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.roles import Role
from smbot.core.states import MentionState, ReplyState
from smbot.playbooks.choose import Situation
from smbot.playbooks.model import Playbook
from smbot.playbooks.plan import plan
from smbot.playbooks.steps import StepKind
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.steps.course import Known, Move, Until, before_wait, next_move, overtaken
from smbot.steps.model import (
    RESTABLE,
    KeptStep,
    RoleNotice,
    RoleTransaction,
    StepState,
    StepStore,
    StepTransaction,
)

log = structlog.get_logger()

AT_ONCE = frozenset({StepKind.NOTIFY, StepKind.ESCALATE, StepKind.OPEN_CASE, StepKind.OPEN_DOCKET, StepKind.REDIRECT})
"""Steps that wait for nobody: they are carried out when the playbook is chosen, or when a wait before them is over."""

ON_ITS_WAY = frozenset({ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON})
NO_DOOR = msg("The directory has no door for this post.")
FAILED = msg("A step failed: a person goes on.")
NO_CASE = msg("No case is open on which to ask.")
MOST_MOVES = 50
"""Moves of one mention at once: a plan has fewer steps, and each moves twice at most."""


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What carrying out works with. `rules` says what a platform allows, `until` when a wait is over."""

    clock: Clock
    rules: Callable[[str], PlatformRules]
    until: Until
    intake: Intake

    def begin(
        self,
        tx: StepTransaction,
        mention: MentionId,
        chosen: Playbook,
        situation: Situation,
        *,
        door: bool = False,
        alone: bool = False,
    ) -> None:
        """Keep the plan of the playbook that was chosen, and carry out what waits for nobody.

        `door` says that the draft names the right door, `alone` that no person needs to approve. What the mention's
        plan before this one did already is not done again.
        """
        now, before = self.clock.now(), [step for step in tx.plan_of(mention) if step.state == StepState.DONE]
        steps = []
        for place, planned in enumerate(plan(chosen, situation, self.rules(situation.platform))):
            state, why = (StepState.DUE, None) if planned.applies else (StepState.SKIPPED, planned.skipped)
            if planned.kind == StepKind.ASK_FOR_DOCUMENT:
                state = StepState.DUE  # once there is a private conversation; until then the plan says why not
            elif planned.kind == StepKind.REDIRECT and not door:
                state, why = StepState.SKIPPED, NO_DOOR
            step = KeptStep(place=place, step=planned.step, state=state, at=now, why=why)
            if planned.kind in {StepKind.PUBLIC_REPLY, StepKind.CLOSE, StepKind.PRIVATE_MESSAGE}:
                # Under a post the draft is the public reply: what is said in private beside it, a person says.
                ours = planned.kind != StepKind.PRIVATE_MESSAGE or situation.kind == PostKind.MESSAGE
                step = replace(step, alone=alone and ours)
            elif any(step.says_the_same(done) for done in before):
                step = replace(step, state=StepState.DONE)
            steps.append(step)
        tx.keep_plan(mention, steps)
        for step in before_wait(steps):
            if step.kind in AT_ONCE:
                self._move(tx, mention, Move(before=step, after=replace(step, state=StepState.DONE)), steps)
        self.carry(tx, mention)

    def tick(self, store: StepStore) -> int:
        """Carry out what is due of every mention, each in a transaction of its own; return how many had something.

        One whose steps fail holds up no other: its plan ends, and a person goes on.
        """
        with store.read() as tx:
            due = tx.plans_due(self.clock.now())
        moved = 0
        for mention in due:
            try:
                with store.write() as tx:
                    moved += self.carry(tx, mention) > 0
            except Exception as error:  # noqa: BLE001 - whatever breaks is the fault of one
                log.error("steps.failed", mention=mention, error=type(error).__name__)
                with store.write() as tx:
                    tx.end_plan(mention, FAILED)
                    tx.keep_rest(mention, None, back=True)
                    detail: dict[str, Detail] = {"why": str(FAILED)}
                    tx.record(Event(act=Act.MENTION_LEFT_TO_PERSON, subject=mention, detail=detail))
        return moved

    def carry(self, tx: StepTransaction, mention: MentionId) -> int:
        """Carry out what is due of one mention; return how many steps moved."""
        for count in range(MOST_MOVES):
            item, steps = tx.item(mention), tx.plan_of(mention)
            if item is None or item.state not in RESTABLE or item.outcome:
                return count
            move = next_move(steps, self._known(tx, item, steps), self.clock.now(), self.until)
            if move is None or (move.after.kind == StepKind.CLOSE and item.state == MentionState.CLAIMED):
                return count  # nothing is due, or whoever holds it decides first how it ends
            if not self._move(tx, mention, move, steps):
                return count
        return MOST_MOVES

    def _known(self, tx: StepTransaction, item: QueueItem, steps: Sequence[KeptStep]) -> Known:
        reply = item.reply
        private = item.orders.get(Purpose.PRIVATE) if item.kind != PostKind.MESSAGE else reply
        answered = item.state == MentionState.ANSWERED
        public_at = (_sent_at(reply) or self._answered_at(steps)) if answered else None
        private_at = _sent_at(private)
        known = Known(
            public_at=public_at,
            private_at=private_at if private_at or item.kind != PostKind.MESSAGE else public_at,
            leaving=any(one is not None and one.state in ON_ITS_WAY for one in (reply, private)),
            hidden=item.hidden,
        )
        heard = tx.heard_since(item, known.said_at) if known.said_at is not None else None
        begun = min((step.at for step in steps), default=self.clock.now())
        asks = any(step.kind == StepKind.ASK_FOR_DOCUMENT and not step.settled for step in steps)
        in_private = item.kind == PostKind.MESSAGE or private_at is not None
        return replace(
            known,
            heard_at=heard,
            private=asks and (in_private or _wrote_privately(tx, item, begun)),
        )

    def _answered_at(self, steps: Sequence[KeptStep]) -> datetime:
        """Return when it was seen that a person answered on the platform: when that was noted, else now."""
        noted = (step.at for step in steps if step.kind == StepKind.PUBLIC_REPLY and step.state == StepState.DONE)
        return next(noted, self.clock.now())

    def _move(self, tx: StepTransaction, mention: MentionId, move: Move, steps: Sequence[KeptStep]) -> bool:
        if move.after.state == StepState.DONE and move.before.kind == StepKind.ASK_FOR_DOCUMENT:
            move = replace(move, after=self._asked(tx, mention, move.after))
        if not tx.move_step(mention, move.before, move.after):
            return False
        if move.heard:
            for each in overtaken(steps, move.before.place, self.clock.now()):
                tx.move_step(mention, each.before, each.after)
            tx.keep_rest(mention, None, back=True)
            tx.record(Event(act=Act.MENTION_HEARD, subject=mention, detail={"step": move.before.place + 1}))
        elif move.before.kind == StepKind.WAIT:
            self._rest(tx, mention, move)
        elif move.after.state == StepState.DONE:
            self._do(tx, mention, move.after)
        return True

    def _rest(self, tx: StepTransaction, mention: MentionId, move: Move) -> None:
        until = move.after.until
        tx.keep_rest(mention, until)
        act = Act.MENTION_RESTS if until is not None else Act.MENTION_WAITED
        if move.after.state != StepState.DUE:
            detail: dict[str, Detail] = {"step": move.before.place + 1, "until": until.isoformat() if until else ""}
            tx.record(Event(act=act, subject=mention, detail=detail))

    def _do(self, tx: StepTransaction, mention: MentionId, step: KeptStep) -> None:
        """Do what a step says, beside what people do."""
        says = step.step
        if says.notify is not None:
            self._ask_role(tx, mention, says.notify, StepKind.NOTIFY)
        elif says.escalate is not None:
            item = tx.item(mention)
            tx.pass_to(mention, says.escalate)
            playbook = item.playbook if item is not None else ""
            detail: dict[str, Detail] = {"to": says.escalate.value, "playbook": playbook}
            tx.record(Event(act=Act.MENTION_ESCALATED, subject=mention, detail=detail))
            self._ask_role(tx, mention, says.escalate, StepKind.ESCALATE)
        elif says.open_case is not None:
            self._open_case(tx, mention, Kind(says.open_case))
        elif says.open_docket is not None:
            self.intake.possible(tx, mention, level="review", asked=None)
        elif says.close is not None:
            self._close(tx, mention, says.close)

    def _ask_role(self, tx: StepTransaction, mention: MentionId, role: Role, kind: StepKind) -> None:
        ask_role(tx, RoleNotice(mention=mention, reason=f"{kind}:{role}", role=role, at=self.clock.now()))

    def _open_case(self, tx: StepTransaction, mention: MentionId, kind: Kind) -> None:
        item = tx.item(mention)
        if item is None:
            return
        priority = Priority.URGENT if URGENT in item.labels else Priority.NORMAL
        start = Start(kind=kind, priority=priority, language=item.language, playbook=item.playbook)
        take_in(tx, mention, start, self.clock.now())

    def _asked(self, tx: StepTransaction, mention: MentionId, step: KeptStep) -> KeptStep:
        """Give a task to ask for a document; without a case there is nowhere to put it."""
        document = step.step.ask_for_document
        case = next((case for case in tx.cases_of_mention(mention) if not case.ended), None)
        if document is None or case is None:
            return replace(step, state=StepState.SKIPPED, why=NO_CASE)
        ask_for(tx, case, {"en": document.en, "fr": document.fr}, self.clock.now())
        return replace(step, why=None)

    def _close(self, tx: StepTransaction, mention: MentionId, outcome: str) -> None:
        item = tx.item(mention)
        if item is None:
            return
        state = item.state
        if state != MentionState.ANSWERED:  # nothing was said, and the settings let smbot alone decide that
            state = MentionState.NO_REPLY if outcome == "no-reply" else MentionState.ANSWERED
        if tx.keep_outcome(item, outcome, state):
            tx.record(Event(act=Act.MENTION_CLOSED, subject=mention, detail={"outcome": outcome}))


def ask_role(tx: RoleTransaction, notice: RoleNotice, by: str = SYSTEM) -> None:
    """Order that everybody with a role be told of a mention: once for each reason."""
    if tx.ask_role(notice):
        detail: dict[str, Detail] = {"to": notice.role.value, "step": notice.reason.partition(":")[0]}
        tx.record(Event(act=Act.MENTION_ROLE_ASKED, actor=by, subject=notice.mention, detail=detail))


def _sent_at(reply: ReplyStatus | None) -> datetime | None:
    return reply.sent_at or reply.approved_at if reply is not None and reply.state == ReplyState.SENT else None


def _wrote_privately(tx: StepTransaction, item: QueueItem, since: datetime) -> bool:
    return tx.heard_since(replace(item, pseudonym=""), since) is not None

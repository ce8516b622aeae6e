"""What follows from what the stages decide: an entry on the docket, a case and calls, the steps of a playbook.

Each is kept in the transaction that keeps the decision: a crash leaves both or neither. A mention that is decided
anew, because its author edited it, keeps its entry and its case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from smbot.access.intake import Intake
from smbot.cases.intake import JOINABLE, heard, own_open_case
from smbot.classify.access import access_request
from smbot.core.clock import Clock
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import CaseId, MentionId
from smbot.core.labels import URGENT
from smbot.core.mention import Mention, Triage
from smbot.core.platform_rules import PlatformRules
from smbot.core.purposes import Purpose, Visibility
from smbot.core.states import Mode
from smbot.handoff.arriving import ArrivalTransaction
from smbot.playbooks.choose import ORDINARY, Situation
from smbot.playbooks.model import Playbook
from smbot.playbooks.plan import plan
from smbot.playbooks.steps import StepKind
from smbot.review.ports import Approved, QueueItem
from smbot.steps.carry import Steps
from smbot.steps.model import StepTransaction


class HidingTransaction(Protocol):
    """What hiding at once needs of a transaction."""

    def item(self, mention: MentionId) -> QueueItem | None: ...  # noqa: D102
    def put_reply(self, reply: Approved) -> bool: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class ConsequencesTransaction(StepTransaction, ArrivalTransaction, HidingTransaction, Protocol):
    """What consequences need of a transaction."""


@dataclass(frozen=True, kw_only=True)
class Hiding:
    """Orders at once, by the organisation's own setting, that a post which exposes somebody be hidden.

    Only where the playbook plans it and the platform allows it, and never where smbot listens only. What a person
    showed again stays so.
    """

    mode: Mode
    rules: Callable[[str], PlatformRules | None]

    def of_choice(
        self, tx: HidingTransaction, mention: Mention, situation: Situation, chosen: Playbook, now: datetime
    ) -> None:
        """Put the order into the outbox, where it is due."""
        rules = self.rules(mention.platform)
        if self.mode == Mode.LISTEN or rules is None or not _plans_hiding(situation, chosen, rules):
            return
        item = tx.item(mention.id)
        before = item.orders.get(Purpose.VISIBILITY) if item is not None else None
        if item is None or item.hidden or (before is not None and before.text == Visibility.SHOWN):
            return
        order = Approved(
            mention=mention.id,
            platform=mention.platform,
            account=mention.platform,
            text=Visibility.HIDDEN,
            language=mention.language,
            mode=self.mode,
            approved_by=SYSTEM,
            leave_at=now,
            purpose=Purpose.VISIBILITY,
        )
        if tx.put_reply(order):
            detail: dict[str, Detail] = {"order": "hide", "mode": self.mode.value, "policy": "at-once"}
            detail["reason"] = "personal-information"
            tx.record(Event(act=Act.ORDER_GIVEN, subject=mention.id, detail=detail))


def _plans_hiding(situation: Situation, chosen: Playbook, rules: PlatformRules) -> bool:
    planned = plan(chosen, situation, rules)
    hides = any(step.kind == StepKind.HIDE and step.applies for step in planned)
    return bool(situation.exposed - ORDINARY) and hides


class Belonging(NamedTuple):
    """The case to which a private message belongs; `by_code` where its author is not known as the case's."""

    case: CaseId
    by_code: bool


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """Opens what a decision asks for."""

    intake: Intake
    clock: Clock
    steps: Steps
    hiding: Hiding | None = None

    def of_triage(self, tx: ConsequencesTransaction, mention: Mention, triage: Triage) -> None:
        """Put a possible access request onto the docket, whatever its playbook says: the law's clock runs already."""
        request = access_request(triage.labels, triage.evidence)
        if request is not None:
            self.intake.possible(tx, mention.id, level=request.level, asked=request.kind)

    def case_of_message(self, tx: ConsequencesTransaction, mention: Mention, codes: Sequence[str]) -> Belonging | None:
        """Return the open case to which a private message belongs: the one it names by a code, else its author's."""
        for typed in codes:
            code = tx.case_code(typed)
            case = tx.case(CaseId(code.case)) if code is not None and code.is_open(self.clock.now()) else None
            if case is not None and case.state in JOINABLE:
                return Belonging(case.id, by_code=not case.knows(mention.pseudonym))
        own = own_open_case(tx, mention.pseudonym, mention.conversation)
        return Belonging(own.id, by_code=False) if own is not None else None

    def of_private_message(self, tx: ConsequencesTransaction, case: CaseId, mention: MentionId, triage: Triage) -> None:
        """Put a private message onto its case, and what it asks for onto the docket; an urgent one calls people."""
        request = access_request(triage.labels, triage.evidence)
        if request is not None:
            self.intake.possible(tx, mention, level=request.level, asked=request.kind)
        heard(tx, case, mention, urgent=URGENT in triage.labels, now=self.clock.now())

    def of_choice(
        self,
        tx: ConsequencesTransaction,
        mention: Mention,
        situation: Situation,
        chosen: Playbook,
        *,
        door: bool = False,
        alone: bool = False,
    ) -> None:
        """Hide what exposes somebody, keep the plan of the chosen playbook, and do what in it waits for nobody."""
        if self.hiding is not None:
            self.hiding.of_choice(tx, mention, situation, chosen, self.clock.now())
        self.steps.begin(tx, mention.id, chosen, situation, door=door, alone=alone)

"""What follows from what the stages decide: an entry on the docket, a case, a call to people on duty.

Each is kept in the transaction that keeps the decision: a crash leaves both or neither. A mention that is decided
anew, because its author edited it, keeps its entry and its case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from smbot.access.intake import Intake
from smbot.access.ports import DocketTransaction
from smbot.cases.intake import JOINABLE, Start, heard, own_open_case, take_in
from smbot.cases.model import Kind, Priority
from smbot.cases.ports import CaseTransaction
from smbot.classify.access import access_request
from smbot.core.clock import Clock
from smbot.core.ids import CaseId, MentionId
from smbot.core.labels import URGENT
from smbot.core.mention import Mention, Triage
from smbot.handoff.arriving import ArrivalTransaction
from smbot.playbooks.model import Playbook


class ConsequencesTransaction(DocketTransaction, CaseTransaction, ArrivalTransaction, Protocol):
    """What consequences need of a transaction."""


class Belonging(NamedTuple):
    """The case to which a private message belongs; `by_code` where its author is not known as the case's."""

    case: CaseId
    by_code: bool


@dataclass(frozen=True, kw_only=True)
class Consequences:
    """Opens what a decision asks for."""

    intake: Intake
    clock: Clock

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

    def of_choice(self, tx: ConsequencesTransaction, mention: Mention, labels: Sequence[str], chosen: Playbook) -> None:
        """Open the cases that the chosen playbook asks for; an urgent one calls people."""
        for step in chosen.steps:
            if step.open_case is None:
                continue
            start = Start(
                kind=Kind(step.open_case),
                priority=Priority.URGENT if URGENT in labels else Priority.NORMAL,
                language=mention.language,
                playbook=chosen.name,
            )
            take_in(tx, mention.id, start, self.clock.now())

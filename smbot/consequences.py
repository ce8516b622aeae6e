"""What follows from what the stages decide: an entry on the docket, a case, a call to people on duty.

Each is kept in the transaction that keeps the decision: a crash leaves both or neither. A mention that is decided
anew, because its author edited it, keeps its entry and its case.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from smbot.access.intake import Intake
from smbot.access.ports import DocketTransaction
from smbot.cases.intake import Start, take_in
from smbot.cases.model import Kind, Priority
from smbot.cases.ports import CaseTransaction
from smbot.classify.access import access_request
from smbot.core.clock import Clock
from smbot.core.labels import URGENT
from smbot.core.mention import Mention, Triage
from smbot.playbooks.model import Playbook


class ConsequencesTransaction(DocketTransaction, CaseTransaction, Protocol):
    """What consequences need of a transaction."""


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

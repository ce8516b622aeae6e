"""Asking after a closed case: two questions by a signed link, one answer, and results for the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from smbot.cases.casework import found_case, possible
from smbot.cases.links import Links, Purpose
from smbot.cases.model import Case
from smbot.cases.ports import CaseStore
from smbot.cases.survey import Answer
from smbot.cases.transitions import Action
from smbot.core.clock import Clock
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.ids import CaseId
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand


@dataclass(frozen=True, kw_only=True)
class Survey:
    """The acts of asking. `asked_for` is how long a link holds."""

    store: CaseStore
    clock: Clock
    links: Links
    asked_for: timedelta

    def ask(self, case: CaseId, member: Member | None = None) -> str:
        """Return the path, below the citizen page's address, where the person of a closed case can answer.

        That they were asked is noted once; the path can be made again.

        Raises:
            NotAllowed: The case is not closed, or a problem; or the member's role does not permit it.
        """
        if member is not None:
            demand(member, Permission.WORK_QUEUE)
        with self.store.write() as tx:
            possible(found_case(tx, case), Action.SURVEY)
            if tx.ask_after(case):
                tx.record(Event(act=Act.SURVEY_OFFERED, actor=member.name if member else SYSTEM, subject=case))
        return f"/survey/{self.links.make(Purpose.SURVEY, case, self.clock.now() + self.asked_for)}"

    def behind_link(self, token: str) -> tuple[Case, bool]:
        """Return the case of a link, and whether it was answered; looking answers nothing.

        Raises:
            LinkRefused: It is none of ours, or its time is over.
            NotAllowed: Nobody was asked after this case.
        """
        case = CaseId(self.links.read(Purpose.SURVEY, token, self.clock.now()).subject)
        with self.store.read() as tx:
            answer = tx.survey_of(case)
            if answer is None:
                raise NotAllowed(msg("Nobody was asked after this case."), where=case)
            return found_case(tx, case), answer.answered_at is not None

    def answer(self, token: str, *, solved: bool, own_language: bool) -> None:
        """Keep the answer of a person; the first one counts.

        Raises:
            LinkRefused: It is none of ours, or its time is over.
            NotAllowed: It was answered before.
        """
        case = CaseId(self.links.read(Purpose.SURVEY, token, self.clock.now()).subject)
        with self.store.write() as tx:
            if not tx.keep_survey_answer(case, solved=solved, own_language=own_language):
                raise NotAllowed(msg("These questions were answered before."), where=case)
            detail = {"solved": solved, "own_language": own_language}
            tx.record(Event(act=Act.SURVEY_ANSWERED, actor=SYSTEM, subject=case, detail=detail))

    def answers(self, since: datetime, until: datetime) -> Sequence[Answer]:
        """Return who was asked in this time, and what they answered: `smbot.cases.survey` adds them up."""
        with self.store.read() as tx:
            return tx.survey_answers(since, until)

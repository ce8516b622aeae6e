"""The acts on a case, for the command line and the pages alike: each with its audit event in the same transaction."""

from dataclasses import replace
from datetime import datetime

from smbot.cases.casework import alter, colleague, found_case, moved, record
from smbot.cases.clock import read_clock, rung
from smbot.cases.intake import Start, add_mention, found_mention, open_case
from smbot.cases.model import Case, CaseState, Kind, Outcome, Page, Priority, Task
from smbot.cases.paging import raise_page
from smbot.cases.people import People
from smbot.cases.ports import CaseChange, CaseFilter
from smbot.cases.transitions import Action
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM, Act
from smbot.core.ids import CaseId, MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, Role, demand

CLIMBING = frozenset({CaseState.OPEN, CaseState.IN_PROGRESS, CaseState.REOPENED})
"""States in which a case climbs its escalation path: it waits for us, and no problem answers for it."""


class Cases(People):
    """The acts. `seen` is the version of the case that the member looked at."""

    def open(self, member: Member, start: Start) -> Case:
        """Open a case by hand.

        Raises:
            NotAllowed: A problem is made from incidents; or there is no such mention, or several authors wrote them.
        """
        demand(member, Permission.WORK_QUEUE)
        if start.kind == Kind.PROBLEM:
            raise NotAllowed(msg("A problem is made from incidents."), mend=msg("Use “smbot case problem”."))
        with self._store.write() as tx:
            case = open_case(tx, start, self._clock.now(), member.name)
            if start.priority == Priority.URGENT:
                raise_page(tx, case.id, self._clock.now(), member.name)
            return case

    def add(self, member: Member, case: CaseId, mention: MentionId, *, seen: int | None = None) -> Case:
        """Add a mention by an author of the case."""
        with self._act(member, case, Action.ADD, seen_version=seen) as (tx, found, _):
            add_mention(tx, found, found_mention(tx, mention), member.name)
            return found_case(tx, case)

    def note(self, member: Member, case: CaseId, text: str) -> Case:
        """Note something, masked."""
        kept = self._written(self._seen(case), text)
        with self._act(member, case, Action.NOTE) as (tx, found, _):
            number = tx.add_note(case, member.name, kept)
            alter(tx, found, CaseChange())
            record(tx, Act.CASE_NOTED, member.name, case, note=number, length=len(kept))
            return found_case(tx, case)

    def task(
        self, member: Member, case: CaseId, text: str, *, who: str = "", until: datetime | None = None
    ) -> tuple[Case, int]:
        """Give somebody (oneself) something to do; return the task's number too."""
        kept = self._written(self._seen(case), text)
        with self._act(member, case, Action.TASK) as (tx, found, _):
            doer = colleague(tx, who).name if who else member.name
            new = Task(number=0, at=self._clock.now(), by=member.name, text=kept, who=doer, until=until)
            number = tx.add_task(case, new)
            alter(tx, found, CaseChange())
            due = until.isoformat() if until else ""
            record(tx, Act.CASE_TASK_ADDED, member.name, case, task=number, who=doer, until=due)
            return found_case(tx, case), number

    def done(self, member: Member, case: CaseId, task: int) -> Case:
        """Note that a task is done.

        Raises:
            NotAllowed: The case has no such task, or it is done.
        """
        with self._act(member, case, Action.DONE) as (tx, found, _):
            if not tx.end_task(case, task, member.name):
                raise NotAllowed(msg("There is no task of this number that waits."), where=f"{case} {task}")
            alter(tx, found, CaseChange())
            record(tx, Act.CASE_TASK_DONE, member.name, case, task=task)
            return found_case(tx, case)

    def describe(
        self,
        member: Member,
        case: CaseId,
        *,
        priority: Priority | None = None,
        language: str | None = None,
        program: str | None = None,
        office: str | None = None,
        seen: int | None = None,
    ) -> Case:
        """Say how urgent a case is, which language its person chose, to which program and office it belongs."""
        given = {"priority": priority, "language": language, "program": program, "office": office}
        detail = {name: str(value) for name, value in given.items() if value is not None}
        if not detail:
            raise NotAllowed(msg("Say what is to change."), where=case)
        with self._act(member, case, Action.DESCRIBE, seen_version=seen) as (tx, found, _):
            alter(tx, found, CaseChange(priority=priority, language=language, program=program, office=office))
            record(tx, Act.CASE_DESCRIBED, member.name, case, **detail)
            return found_case(tx, case)

    def wait(self, member: Member, case: CaseId, reason: str, *, seen: int | None = None) -> Case:
        """Wait for the citizen: the service clock rests."""
        return self._move(member, case, Action.WAIT, Act.CASE_WAITS, reason=reason, seen=seen)

    def resume(self, member: Member, case: CaseId, *, seen: int | None = None) -> Case:
        """Go on: the citizen answered, or is waited for no longer."""
        return self._move(member, case, Action.RESUME, Act.CASE_RESUMED, seen=seen)

    def resolve(
        self, member: Member, case: CaseId, outcome: Outcome, reason: str = "", *, seen: int | None = None
    ) -> Case:
        """Say how a case ended, a problem with its incidents."""
        return self._move(
            member, case, Action.RESOLVE, Act.CASE_RESOLVED, reason=reason, outcome=outcome.value, seen=seen
        )

    def close(
        self,
        member: Member,
        case: CaseId,
        outcome: Outcome | None = None,
        reason: str = "",
        *,
        seen: int | None = None,
    ) -> Case:
        """Close a case, a problem with its incidents.

        Raises:
            NotAllowed: It was not resolved before, and no outcome is given.
        """
        kept = self._written(self._seen(case), reason) if reason.strip() else ""
        with self._act(member, case, Action.CLOSE, seen_version=seen) as (tx, found, state):
            how = outcome.value if outcome else found.outcome
            if not how:
                raise NotAllowed(msg("Say how the case ended."), where=case)
            now = self._clock.now()
            alter(tx, found, replace(moved(found, state, now), outcome=how, closed_at=now))
            record(tx, Act.CASE_CLOSED, member.name, case, outcome=how, reason=kept)
            self._end_incidents(tx, member, found, Action.CLOSE_WITH_PROBLEM, how)
            return found_case(tx, case)

    def reopen(self, member: Member, case: CaseId, reason: str, *, seen: int | None = None) -> Case:
        """Take up again what was resolved or closed; a problem takes its incidents along."""
        kept = self._written(self._seen(case), reason)
        with self._act(member, case, Action.REOPEN, seen_version=seen) as (tx, found, state):
            alter(tx, found, replace(moved(found, state, self._clock.now()), outcome=""))
            record(tx, Act.CASE_REOPENED, member.name, case, reason=kept)
            self._reopen_incidents(tx, member, found)
            return found_case(tx, case)

    def escalate(self, member: Member, case: CaseId, reason: str, *, seen: int | None = None) -> tuple[Case, Role]:
        """Send a case up its path before its time.

        Raises:
            NotAllowed: It is at the top, or its kind has no path.
        """
        kept = self._written(self._seen(case), reason)
        with self._act(member, case, Action.ESCALATE, seen_version=seen) as (tx, found, _):
            path = self.policy.standards[found.kind].path
            if found.rung >= len(path):
                raise NotAllowed(msg("This case is at the top of its path."), where=case)
            role = path[found.rung].role
            alter(tx, found, CaseChange(rung=found.rung + 1))
            record(tx, Act.CASE_ESCALATED, member.name, case, to=role.value, rung=found.rung + 1, reason=kept)
            return found_case(tx, case), role

    def escalate_due(self) -> list[tuple[CaseId, Role]]:
        """Send up what has waited too long; return each case with the role that it has come to."""
        escalated = []
        now = self._clock.now()
        with self._store.write() as tx:
            for case in tx.cases(CaseFilter(states=CLIMBING)):
                standard = self.policy.standards[case.kind]
                reached = rung(standard, read_clock(case.clock, standard, now).used)
                if reached > case.rung and tx.change_case(case, CaseChange(rung=reached)):
                    role = standard.path[reached - 1].role
                    record(tx, Act.CASE_ESCALATED, SYSTEM, case.id, to=role.value, rung=reached, reason="")
                    escalated.append((case.id, role))
        return escalated

    def page(self, member: Member, case: CaseId, reason: str = "") -> Page:
        """Call people on call about a case; a call that nobody acknowledged stands."""
        kept = self._written(self._seen(case), reason) if reason.strip() else ""
        with self._act(member, case, Action.PAGE) as (tx, _, _):
            return raise_page(tx, case, self._clock.now(), member.name, kept)

    def calls(self, member: Member) -> list[Page]:
        """Return the calls that nobody has acknowledged, the oldest first."""
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return tx.pages_waiting()

    def _move(
        self,
        member: Member,
        case: CaseId,
        action: Action,
        act: Act,
        *,
        reason: str = "",
        outcome: str = "",
        seen: int | None = None,
    ) -> Case:
        needs_reason = action == Action.WAIT
        kept = self._written(self._seen(case), reason) if needs_reason or reason.strip() else ""
        with self._act(member, case, action, seen_version=seen) as (tx, found, state):
            alter(tx, found, replace(moved(found, state, self._clock.now()), outcome=outcome or None))
            detail = {name: value for name, value in (("reason", kept), ("outcome", outcome)) if value}
            record(tx, act, member.name, case, **detail)
            if action == Action.RESOLVE:
                self._end_incidents(tx, member, found, Action.RESOLVE_WITH_PROBLEM, outcome)
            return found_case(tx, case)

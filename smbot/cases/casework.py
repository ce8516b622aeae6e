"""What every act on a case shares: who may, what the table says, one changed row, and its audit event."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from smbot.cases.clock import ClockEvent, Reading, Standard, read_clock
from smbot.cases.grouping import GroupingRules
from smbot.cases.model import Case, CaseFile, CaseState, Kind
from smbot.cases.ports import CaseChange, CaseFilter, CaseStore, CaseTransaction, MaskWords, Overheard
from smbot.cases.transitions import BY_PROBLEM, Action, allowed, beat_of, target
from smbot.core.clock import Clock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import CaseId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, demand

LONGEST_TEXT = 4000
CHANGED = msg("Somebody changed this first. Look at it again.")


@dataclass(frozen=True, kw_only=True)
class CasePolicy:
    """What the organisation decided: service standards by kind, and when incidents are one fault.

    `mask` masks a colleague's words, `overheard` knows private messages beside mentions.
    """

    standards: Mapping[Kind, Standard]
    grouping: GroupingRules
    mask: MaskWords
    overheard: Overheard = lambda _reference: None


class Casework:
    """Reads cases, and opens acts on them."""

    def __init__(self, store: CaseStore, clock: Clock, policy: CasePolicy) -> None:
        self._store = store
        self._clock = clock
        self.policy = policy

    def listing(self, member: Member, wanted: CaseFilter, *, limit: int | None = 50, offset: int = 0) -> list[Case]:
        """Return matching cases, the most urgent and oldest first."""
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            return tx.cases(wanted, limit=limit, offset=offset)

    def file(self, member: Member, case: CaseId) -> CaseFile:
        """Return a case with everything on it.

        Raises:
            NotAllowed: There is none of this id, or the member may not see it.
        """
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            found = found_case(tx, case)
            incidents = tx.cases(CaseFilter(problem=case)) if found.kind == Kind.PROBLEM else []
            return CaseFile(
                case=found,
                notes=tx.notes_of(case),
                tasks=tx.tasks_of(case),
                hand_overs=tx.hand_overs_of(case),
                incidents=[each.id for each in incidents],
                suggestions=tx.suggestions_of(case),
                pages=tx.pages_of(case),
            )

    def reading(self, case: Case) -> Reading:
        """Return what a case's service clock shows now."""
        return read_clock(case.clock, self.policy.standards[case.kind], self._clock.now())

    def actions(self, member: Member, case: Case) -> dict[Action, Message | None]:
        """Return what this member could do with a case; a message says why an action is not possible."""
        if not member.may(Permission.WORK_QUEUE):
            return {}
        return {action: hindrance(case, action) for action in Action if action in allowed(case.state)}

    @contextmanager
    def _act(
        self, member: Member, case: CaseId, action: Action, *, seen_version: int | None = None
    ) -> Iterator[tuple[CaseTransaction, Case, CaseState]]:
        demand(member, Permission.WORK_QUEUE)
        with self._store.write() as tx:
            found = found_case(tx, case)
            if seen_version is not None and found.version != seen_version:
                raise Conflict(CHANGED, where=case)
            yield tx, found, possible(found, action)

    def _written(self, case: Case, text: str) -> str:
        """Return a colleague's words as they are kept: masked."""
        return self.policy.mask(case.mentions, told(text))

    def _seen(self, case: CaseId) -> Case:
        """Return a case as it is before an act: masking takes long, and holds up no other writer."""
        with self._store.read() as tx:
            return found_case(tx, case)


def found_case(tx: CaseTransaction, case: CaseId) -> Case:
    """Return a case.

    Raises:
        NotAllowed: There is none of this id.
    """
    found = tx.case(case)
    if found is None:
        raise NotAllowed(msg("There is no case of this id."), where=case[:40], mend=msg("See “smbot case list”."))
    return found


def possible(case: Case, action: Action) -> CaseState:
    """Return the state after an action.

    Raises:
        NotAllowed: The table, or what the case is, forbids it.
    """
    state = target(case.state, action)
    if state is None:
        what = msg("“{action}” is not possible while the case is “{state}”.", action=action, state=case.state)
        raise NotAllowed(what, where=case.id)
    why_not = hindrance(case, action)
    if why_not is not None:
        raise NotAllowed(why_not, where=case.id)
    return state


def hindrance(case: Case, action: Action) -> Message | None:
    """Return why an action that the table permits is not possible for this case, or None."""
    if action == Action.JOIN and case.kind != Kind.INCIDENT:
        return msg("Only incidents join a problem.")
    if action == Action.SEPARATE and case.problem is None:
        return msg("It belongs to no problem.")
    if action in {Action.REOPEN, Action.CLOSE} and case.problem is not None:
        return msg("It belongs to the problem {problem}: do it there, or separate this.", problem=case.problem)
    if action == Action.SURVEY and case.kind == Kind.PROBLEM:
        return msg("A problem is nobody’s own case: ask after its incidents.")
    if action in BY_PROBLEM and case.problem is None:
        return msg("It belongs to no problem.")
    return None


def moved(case: Case, state: CaseState, now: datetime) -> CaseChange:
    """Return the change to another state, with what it does to the service clock."""
    beat = beat_of(case.state, state)
    return CaseChange(state=state, beat=ClockEvent(at=now, beat=beat) if beat else None)


def alter(tx: CaseTransaction, case: Case, change: CaseChange) -> None:
    """Change the row that was read.

    Raises:
        Conflict: Somebody changed it first.
    """
    if not tx.change_case(case, change):
        raise Conflict(CHANGED, where=case.id)


def record(tx: CaseTransaction, act: Act, by: str, subject: str, **detail: Detail) -> None:
    """Write what was done into the audit log."""
    tx.record(Event(act=act, actor=by, subject=subject, detail=detail))


def told(text: str) -> str:
    """Return what somebody wrote, without blanks around it.

    Raises:
        NotAllowed: Nothing, or more than a table should hold.
    """
    if not text.strip():
        raise NotAllowed(msg("Say it in a few words."))
    if len(text) > LONGEST_TEXT:
        raise NotAllowed(msg("At most {highest} characters are kept.", highest=LONGEST_TEXT))
    return text.strip()


def colleague(tx: CaseTransaction, name: str) -> Member:
    """Return the active member of this name who works on cases.

    Raises:
        NotAllowed: There is none, or their role does not permit it.
    """
    found = [member for member in tx.members() if member.name.casefold() == name.strip().casefold()]
    if len(found) != 1:
        raise NotAllowed(msg("There is no team member of this name."), mend=msg("See “smbot user list”."))
    if not found[0].may(Permission.WORK_QUEUE):
        raise NotAllowed(msg("The role of {name} does not permit work on cases.", name=found[0].name))
    return found[0]

"""Incidents about the same fault, grouped into one problem: suggested by the machine, joined and parted by people."""

from collections.abc import Sequence
from dataclasses import replace

from smbot.cases.casework import Casework, alter, found_case, moved, possible, record
from smbot.cases.clock import Beat, ClockEvent
from smbot.cases.grouping import Background, Told, background_of, suggest, words_of
from smbot.cases.model import ENDED, Case, CaseState, Kind, Priority, Suggestion
from smbot.cases.ports import CaseFilter, CaseTransaction
from smbot.cases.transitions import Action, target
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM, Act
from smbot.core.ids import CaseId, MentionId, new_case_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand

MOST_COMPARED = 200
"""Incidents compared with each other, the newest: 20,000 pairs take a fraction of a second."""
MOST_READ = 20
"""Incidents of a problem whose words are read: they say the same."""
MOST_USUAL = 2_000
"""Other posts that say which words are common."""
USUAL_SINCE_WINDOWS = 14
"""How many times the time within which incidents are one fault those other posts may be old."""


class Problems(Casework):
    """Acts on problems."""

    def problem_from(self, member: Member, incidents: Sequence[CaseId]) -> Case:
        """Open a problem from incidents, which join it.

        Raises:
            NotAllowed: Not one incident is named, or one of them cannot join.
        """
        demand(member, Permission.WORK_QUEUE)
        if not incidents:
            raise NotAllowed(msg("Name the incidents of the problem."))
        with self._store.write() as tx:
            found = [found_case(tx, each) for each in dict.fromkeys(incidents)]
            now = self._clock.now()
            problem = Case(
                id=new_case_id(),
                kind=Kind.PROBLEM,
                state=CaseState.OPEN,
                opened_at=now,
                opened_by=member.name,
                priority=max((each.priority for each in found), key=list(Priority).index),
                program=_shared([each.program for each in found]),
                office=_shared([each.office for each in found]),
                clock=(ClockEvent(at=now, beat=Beat.STARTED),),
            )
            tx.add_case(problem)
            record(tx, Act.CASE_OPENED, member.name, problem.id, kind=Kind.PROBLEM.value, incidents=len(found))
            for incident in found:
                self._join(tx, member, incident, problem)
            return found_case(tx, problem.id)

    def join(self, member: Member, incident: CaseId, problem: CaseId, *, seen: int | None = None) -> Case:
        """Let an incident join a problem; return the incident.

        Raises:
            NotAllowed: One is no incident or the other no problem, or their states forbid it.
        """
        with self._act(member, incident, Action.JOIN, seen_version=seen) as (tx, found, _):
            self._join(tx, member, found, found_case(tx, problem))
            return found_case(tx, incident)

    def separate(self, member: Member, incident: CaseId, reason: str, *, seen: int | None = None) -> Case:
        """Take an incident out of its problem again, with the reason; it is a case of its own as before."""
        kept = self._written(self._seen(incident), reason)
        with self._act(member, incident, Action.SEPARATE, seen_version=seen) as (tx, found, state):
            change = replace(moved(found, state, self._clock.now()), leave_problem=True)
            outcome = "" if found.ended else None
            alter(tx, found, replace(change, outcome=outcome))
            problem = found.problem or CaseId("")
            record(tx, Act.CASE_SEPARATED, member.name, incident, problem=problem, reason=kept)
            # The machine shall not suggest at once what a person has just undone.
            tx.put_suggestion(Suggestion(incident=incident, target=problem, score=0.0, grounds=()))
            tx.decline_suggestion(incident, problem, member.name)
            return found_case(tx, incident)

    def count(self, problem: CaseId) -> int:
        """Return how many incidents have joined a problem."""
        with self._store.read() as tx:
            return len(tx.cases(CaseFilter(problem=problem)))

    def likely(self, member: Member, incident: CaseId) -> list[Suggestion]:
        """Return the incidents and problems that may be about the same fault, the likeliest first; nothing is kept.

        Raises:
            NotAllowed: It is no incident, or belongs to a problem.
        """
        demand(member, Permission.READ_QUEUE)
        with self._store.read() as tx:
            found = found_case(tx, incident)
            possible(found, Action.JOIN)
            others = [each for each in self._candidates(tx) if each.id != incident]
            usual = self._usual(tx, [found, *others])
            told = self._told(tx, found)
            return suggest(told, [self._told(tx, each) for each in others], usual, self.policy.grouping)

    def suggest_new(self) -> int:
        """Keep what incidents suggest: each its likeliest problem or earlier incident; return how many are new.

        Nothing is joined: a person decides, and what was declined or parted is not suggested again.
        """
        with self._store.read() as tx:
            candidates = self._candidates(tx)
            usual = self._usual(tx, candidates)
            told = {case.id: self._told(tx, case) for case in candidates}
        problems = [case for case in candidates if case.kind == Kind.PROBLEM]
        earlier: list[Case] = []
        found: list[Suggestion] = []
        for incident in sorted(
            (case for case in candidates if case.kind == Kind.INCIDENT), key=lambda case: (case.opened_at, case.id)
        ):
            others = [told[case.id] for case in (*problems, *earlier)]
            found += suggest(told[incident.id], others, usual, self.policy.grouping)[:1]
            earlier.append(incident)
        kept = 0
        with self._store.write() as tx:
            for suggestion in found:
                if tx.put_suggestion(suggestion):
                    kept += 1
                    record(
                        tx,
                        Act.CASE_SUGGESTED,
                        SYSTEM,
                        suggestion.incident,
                        target=suggestion.target,
                        score=suggestion.score,
                        grounds=[ground.value for ground in suggestion.grounds],
                    )
        return kept

    def decline(self, member: Member, incident: CaseId, target: CaseId) -> None:
        """Say that two are not the same fault: it is not suggested again.

        Raises:
            NotAllowed: Nothing of the kind is suggested.
        """
        demand(member, Permission.WORK_QUEUE)
        with self._store.write() as tx:
            if not tx.decline_suggestion(incident, target, member.name):
                raise NotAllowed(msg("Nothing of the kind is suggested."), where=f"{incident} {target}"[:80])
            record(tx, Act.CASE_SUGGESTION_DECLINED, member.name, incident, target=target)

    def _join(self, tx: CaseTransaction, member: Member, incident: Case, problem: Case) -> None:
        state = possible(incident, Action.JOIN)
        if problem.kind != Kind.PROBLEM:
            mend = msg("Make a problem from both incidents: “smbot case problem”.")
            raise NotAllowed(msg("This is no problem."), where=problem.id, mend=mend)
        if problem.state in ENDED:
            raise NotAllowed(msg("This problem has ended: reopen it first."), where=problem.id)
        now = self._clock.now()
        alter(tx, incident, replace(moved(incident, state, now), problem=problem.id))
        record(tx, Act.CASE_JOINED, member.name, incident.id, problem=problem.id)

    def _end_incidents(self, tx: CaseTransaction, member: Member, problem: Case, action: Action, outcome: str) -> None:
        """Resolve or close the incidents of a problem with it."""
        now = self._clock.now()
        act = Act.CASE_RESOLVED if action == Action.RESOLVE_WITH_PROBLEM else Act.CASE_CLOSED
        closed_at = now if act == Act.CASE_CLOSED else None
        for incident in tx.cases(CaseFilter(problem=problem.id)):
            if target(incident.state, action) is not None:
                state = possible(incident, action)
                alter(tx, incident, replace(moved(incident, state, now), outcome=outcome, closed_at=closed_at))
                record(tx, act, member.name, incident.id, outcome=outcome, problem=problem.id)

    def _reopen_incidents(self, tx: CaseTransaction, member: Member, problem: Case) -> None:
        now = self._clock.now()
        for incident in tx.cases(CaseFilter(problem=problem.id)):
            state = possible(incident, Action.REOPEN_WITH_PROBLEM)
            alter(tx, incident, replace(moved(incident, state, now), outcome=""))
            record(tx, Act.CASE_REOPENED, member.name, incident.id, problem=problem.id)

    def _candidates(self, tx: CaseTransaction) -> list[Case]:
        """Return what may be one fault now: problems that have not ended, and the newest lone incidents."""
        problems = tx.cases(CaseFilter(kinds=frozenset({Kind.PROBLEM}), unended=True))
        since = self._clock.now() - self.policy.grouping.within
        incidents = tx.cases(CaseFilter(kinds=frozenset({Kind.INCIDENT}), opened_since=since, unended=True))
        lone = sorted((case for case in incidents if case.problem is None), key=lambda case: case.opened_at)
        return [*problems, *lone[-MOST_COMPARED:]]

    def _told(self, tx: CaseTransaction, case: Case) -> Told:
        parts = [case]
        if case.kind == Kind.PROBLEM:
            incidents = tx.cases(CaseFilter(problem=case.id))
            parts = sorted(incidents, key=lambda each: each.opened_at)[-MOST_READ:] or [case]
        words: frozenset[str] = frozenset()
        for part in parts:
            for mention in part.mentions:
                facts = tx.mention_facts(mention)
                words |= words_of(facts.words) if facts else frozenset()
        newest = max(part.opened_at for part in parts)
        return Told(case=case.id, at=newest, words=words, program=case.program, office=case.office)

    def _usual(self, tx: CaseTransaction, cases: Sequence[Case]) -> Background:
        """Count words in what is said otherwise: were a fault's own posts counted, its words would seem common."""
        since = self._clock.now() - USUAL_SINCE_WINDOWS * self.policy.grouping.within
        own: list[MentionId] = [mention for case in cases for mention in case.mentions]
        return background_of(tx.usual_texts(since, own, MOST_USUAL))


def _shared(values: Sequence[str]) -> str:
    """Return what all share, or nothing."""
    return values[0] if len(set(values)) == 1 else ""

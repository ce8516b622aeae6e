"""Whose a case is: which colleague has it, and which accounts are the person's."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from smbot.cases.casework import alter, colleague, found_case, moved, record
from smbot.cases.model import Case, HandOver, Person
from smbot.cases.ports import CaseChange, CaseFilter, CaseTransaction
from smbot.cases.problems import Problems
from smbot.cases.transitions import Action
from smbot.core.errors import NotAllowed
from smbot.core.events import Act
from smbot.core.ids import CaseId, MentionId
from smbot.core.messages import msg
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Member, Permission


class People(Problems):
    """Acts on who works on a case, and whom it is about."""

    def assign(self, member: Member, case: CaseId, to: str = "", *, seen: int | None = None) -> Case:
        """Give a case to a colleague, or take it."""
        with self._act(member, case, Action.ASSIGN, seen_version=seen) as (tx, found, state):
            who = colleague(tx, to) if to else member
            now = self._clock.now()
            alter(tx, found, replace(moved(found, state, now), assignee=who.name))
            record(tx, Act.CASE_ASSIGNED, member.name, case, to=who.name, before=found.assignee)
            return found_case(tx, case)

    def hand_over(
        self, member: Member, case: CaseId, reason: str, *, to: str = "", language: str = "", seen: int | None = None
    ) -> Case:
        """Hand a case to a colleague, with the reason; where only `language` is said, to one who has it.

        Raises:
            NotAllowed: Nobody of this name works on cases, or nobody else has the language.
        """
        kept = self._written(self._seen(case), reason)
        with self._act(member, case, Action.HAND_OVER, seen_version=seen) as (tx, found, state):
            who = self._receiver(tx, found, member, to, language)
            now = self._clock.now()
            alter(tx, found, replace(moved(found, state, now), assignee=who.name))
            hand_over = HandOver(
                at=now, by=member.name, before=found.assignee, to=who.name, reason=kept, language=language
            )
            tx.add_hand_over(case, hand_over)
            record(tx, Act.CASE_HANDED_OVER, member.name, case, to=who.name, reason=kept, language=language)
            return found_case(tx, case)

    def join_account(
        self, member: Member, case: CaseId, mention: MentionId, *, said_in: str, reason: str, seen: int | None = None
    ) -> Case:
        """Join the account that wrote a mention to the person of a case; see `join_person`.

        Raises:
            NotAllowed: There is no such mention, or `join_person` refuses.
        """
        with self._store.read() as tx:
            facts = tx.mention_facts(mention)
        if facts is None:
            raise NotAllowed(msg("There is no mention of this id."), where=mention[:40])
        return self.join_person(member, case, facts.pseudonym, said_in=said_in, reason=reason, seen=seen)

    def join_person(
        self,
        member: Member,
        case: CaseId,
        pseudonym: str,
        *,
        said_in: str,
        reason: str = "",
        seen: int | None = None,
    ) -> Case:
        """Join another account to the person of a case, since they said in private that both are theirs.

        `said_in` is the id of that private message: a mention, or what `CasePolicy.overheard` knows.

        Raises:
            NotAllowed: There is no such private message, or neither of the two accounts wrote it.
        """
        kept = self._written(self._seen(case), reason) if reason.strip() else ""
        with self._act(member, case, Action.KNOW, seen_version=seen) as (tx, found, _):
            if not pseudonym or found.knows(pseudonym):
                raise NotAllowed(msg("This account is one of the case already."), where=case)
            if not found.people:
                raise NotAllowed(msg("Nobody is the person of this case yet: add one of their posts."), where=case)
            self._heard(tx, found, pseudonym, said_in)
            tx.add_case_person(case, Person(pseudonym=pseudonym, said_in=said_in), member.name)
            alter(tx, found, CaseChange())
            record(tx, Act.CASE_PERSON_JOINED, member.name, case, pseudonym=pseudonym, said_in=said_in, reason=kept)
            return found_case(tx, case)

    def _heard(self, tx: CaseTransaction, case: Case, pseudonym: str, said_in: str) -> None:
        facts = tx.mention_facts(MentionId(said_in))
        if facts is None:
            word = self.policy.overheard(said_in)
            writer, here = (word.pseudonym, word.case == case.id) if word else ("", False)
        else:
            writer, here = facts.pseudonym if facts.kind == PostKind.MESSAGE else "", False
        if here or (writer and (writer == pseudonym or case.knows(writer))):
            return
        raise NotAllowed(
            msg("In no private message of this id did the person of the case, or of the other account, write to us."),
            where=said_in[:40],
            mend=msg("Ask the person in private whether both accounts are theirs, and name that message."),
        )

    def _receiver(self, tx: CaseTransaction, case: Case, giver: Member, to: str, language: str) -> Member:
        if to:
            who = colleague(tx, to)
            if language and language not in who.serves:
                raise NotAllowed(msg("{name} does not serve in this language.", name=who.name), where=case.id)
            return who
        if not language:
            raise NotAllowed(msg("Say to whom, or for which language."), where=case.id)
        able = [
            member
            for member in tx.members()
            if member.may(Permission.WORK_QUEUE)
            and member.id != giver.id
            and member.name != case.assignee
            and language in member.serves
        ]
        loads = _loads(tx.cases(CaseFilter(unended=True)))
        found = least_loaded(able, loads)
        if found is None:
            raise NotAllowed(msg("No other colleague serves in this language."), where=case.id)
        return found


def least_loaded(able: Iterable[Member], loads: Mapping[str, int]) -> Member | None:
    """Return who of these has the fewest open cases, by name where several have as few."""
    return min(able, key=lambda member: (loads.get(member.name, 0), member.name), default=None)


def _loads(cases: Sequence[Case]) -> dict[str, int]:
    loads: dict[str, int] = {}
    for case in cases:
        loads[case.assignee] = loads.get(case.assignee, 0) + 1
    return loads

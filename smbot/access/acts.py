"""What officers do with the docket, for the command line and the pages alike.

Each act reads, checks role, state and law, appends its step to the entry that it read (or reports the conflict) and
writes its audit event, all in one transaction.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from smbot.access.checks import OFFICER, check_case, found_entry
from smbot.access.clock import local_day
from smbot.access.docket import (
    REASONED,
    DocketEntry,
    DocketStep,
    extensions,
    is_paused,
    pauses,
    questions,
    target,
)
from smbot.access.names import DocketAction, Element, Jurisdiction, Means, PauseKind, RequestKind, Where
from smbot.access.standings import Standing, Standings
from smbot.access.turns import GIVEN_UP, Turn, drop_orders
from smbot.core.errors import NotAllowed
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member, demand

MaskReason = Callable[[Sequence[MentionId], str], str]
"""Masks what a person typed about posts: a colleague may quote them."""


@dataclass(frozen=True, kw_only=True)
class Docket(Standings):
    """The acts; `mask` masks what is typed as a reason."""

    mask: MaskReason

    def confirm(self, member: Member, docket: DocketId, reason: str = "") -> Standing:
        """Say that it is a request."""
        return self._act(member, docket, DocketAction.CONFIRM, reason)

    def reject(self, member: Member, docket: DocketId, reason: str) -> Standing:
        """Say that it is none. Only a person can, and only with a reason."""
        return self._act(member, docket, DocketAction.REJECT, reason)

    def acknowledge(self, member: Member, docket: DocketId, reason: str = "") -> Standing:
        """Note that the author was told that the post was seen; `reason` says how."""
        return self._act(member, docket, DocketAction.ACKNOWLEDGE, reason)

    def close(self, member: Member, docket: DocketId, reason: str) -> Standing:
        """Say that nothing more is to be done."""
        return self._act(member, docket, DocketAction.CLOSE, reason)

    def reopen(self, member: Member, docket: DocketId, reason: str) -> Standing:
        """Take an entry up again that was closed or found to be no request."""
        return self._act(member, docket, DocketAction.REOPEN, reason)

    def ask(self, member: Member, docket: DocketId, elements: Sequence[Element], where: Where) -> Standing:
        """Note that the author was asked what is missing.

        Raises:
            NotAllowed: In public nothing is asked of a request: only neutral help, without elements, is given there.
        """
        if where == Where.PUBLIC and elements:
            raise NotAllowed(
                msg("What a request is about is asked in private alone."),
                where=docket,
                mend=msg("In public, offer help and the private channel, and note that without elements."),
            )
        if where == Where.PRIVATE and not elements:
            raise NotAllowed(msg("Say what was asked about: who, what or when."), where=docket)
        with self._turn(member, docket, DocketAction.ASK) as turn:
            turn.step(word=where.value, elements=tuple(element.value for element in elements))
        return self.entry(member, docket)

    def answered(self, member: Member, docket: DocketId, question: int) -> Standing:
        """Note that the author answered a question, named by its number.

        Raises:
            NotAllowed: There is no such question, or it was answered.
        """
        with self._turn(member, docket, DocketAction.ANSWER) as turn:
            if question not in {one.number for one in questions(turn.entry) if one.answered_at is None}:
                raise NotAllowed(msg("No question of this number waits for an answer."), where=f"{docket}: {question}")
            turn.step(answers=question)
        return self.entry(member, docket)

    def extend(self, member: Member, docket: DocketId, days: int, reason: str, on: date | None = None) -> Standing:
        """Note an extension, in days as the law counts them; `on` is the day on which notice of it was given.

        Raises:
            NotAllowed: The law's longest extension is exceeded, or the time was over on that day.
        """
        with self._turn(member, docket, DocketAction.EXTEND, reason, on) as turn:
            clock = self.standing(turn.entry).clock
            most = clock.law.extension_days if clock.law else None
            if days < 1 or (most is not None and sum(extensions(turn.entry)) + days > most):
                raise NotAllowed(msg("This law lets the time be extended by 1 to {days} days.", days=most or 366))
            if clock.due is not None and turn.day > clock.due:
                raise NotAllowed(
                    msg("The time was over on {day}: an extension comes too late.", day=clock.due.isoformat()),
                    mend=msg("If notice was given in time, name its day with --on."),
                )
            turn.step(days=days, day=turn.day)
        return self.entry(member, docket)

    def pause(self, member: Member, docket: DocketId, kind: PauseKind, reason: str, on: date | None = None) -> Standing:
        """Note that the clock stands still, from the day `on`.

        Raises:
            NotAllowed: It stands still already, or the day lies before an earlier pause's end.
        """
        with self._turn(member, docket, DocketAction.PAUSE, reason, on) as turn:
            if is_paused(turn.entry):
                raise NotAllowed(msg("The clock stands still already."), where=docket)
            if any(pause.until and turn.day < pause.until for pause in pauses(turn.entry, self.zone)):
                raise NotAllowed(msg("The clock stood still on that day already."), where=turn.day.isoformat())
            turn.step(word=kind.value, day=turn.day)
        return self.entry(member, docket)

    def resume(self, member: Member, docket: DocketId, reason: str = "", on: date | None = None) -> Standing:
        """Note that the clock goes on, from the day `on`.

        Raises:
            NotAllowed: It does not stand still, or that day lies before the pause.
        """
        with self._turn(member, docket, DocketAction.RESUME, reason, on) as turn:
            if not is_paused(turn.entry):
                raise NotAllowed(msg("The clock does not stand still."), where=docket)
            if turn.day < pauses(turn.entry, self.zone)[-1].since:
                raise NotAllowed(msg("That day lies before the pause."), where=turn.day.isoformat())
            turn.step(day=turn.day)
        return self.entry(member, docket)

    def change(
        self,
        member: Member,
        docket: DocketId,
        reason: str,
        *,
        jurisdiction: Jurisdiction | None = None,
        kind: RequestKind | None = None,
    ) -> Standing:
        """Put an entry under another law."""
        with self._turn(member, docket, DocketAction.CHANGE, reason) as turn:
            same = (jurisdiction or turn.entry.jurisdiction, kind or turn.entry.kind)
            if same == (turn.entry.jurisdiction, turn.entry.kind):
                raise NotAllowed(msg("The entry stands under this law already."), where=docket)
            turn.step(jurisdiction=jurisdiction or "", word=kind or "")
        return self.entry(member, docket)

    def passed(self, member: Member, docket: DocketId, means: Means, *, case: str = "") -> Standing:
        """Note that an entry was passed to the coordinator; `case` names where the author said who they are.

        Raises:
            NotAllowed: There is no such case.
        """
        with self._turn(member, docket, DocketAction.PASS) as turn:
            check_case(turn.tx, case)
            turn.step(word=means.value, case=case)
            drop_orders(turn.tx, docket, member.name, self.clock.now(), GIVEN_UP)  # they are told now
        return self.entry(member, docket)

    def may(self, member: Member, docket: DocketId, action: DocketAction) -> DocketEntry:
        """Return the entry, if an officer may do this with it now.

        Raises:
            NotAllowed: The role or the entry's state does not permit it.
        """
        demand(member, OFFICER)
        with self.store.read() as tx:
            entry = found_entry(tx, docket)
        target(entry.state, action, member.name)
        return entry

    def _act(self, member: Member, docket: DocketId, action: DocketAction, reason: str) -> Standing:
        with self._turn(member, docket, action, reason) as turn:
            turn.step()
        return self.entry(member, docket)

    @contextmanager
    def _turn(
        self, member: Member, docket: DocketId, action: DocketAction, reason: str = "", on: date | None = None
    ) -> Iterator[Turn]:
        # Masked before the transaction: masking reads the database too.
        seen = self.may(member, docket, action)
        told = reason.strip()
        if action in REASONED and not told:
            raise NotAllowed(msg("Say why, in a few words."), mend=msg("Use --reason."))
        masked = self.mask([each.mention for each in seen.mentions], told) if told else ""
        now = self.clock.now()
        today = local_day(now, self.zone)
        if on is not None and not local_day(seen.received_at, self.zone) <= on <= today:
            raise NotAllowed(msg("Name a day from the receipt up to today."), where=on.isoformat())
        step = DocketStep(at=now, by=member.name, action=action, reason=masked)
        with self.store.write() as tx:
            entry = found_entry(tx, docket)
            after = target(entry.state, action, member.name)
            yield Turn(tx=tx, entry=entry, after=after, blank=step, day=on or today)

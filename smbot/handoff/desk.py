"""The team's side of the private zone: codes, and threads that the case's assignee opens, each view an event."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from nacl.public import PrivateKey, PublicKey

from smbot.core.clock import Clock
from smbot.core.errors import InputError, NotAllowed, SealError
from smbot.core.events import Act, Event
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import new_code, read_code
from smbot.handoff.known import digests, is_empty
from smbot.handoff.model import CaseCode, Channel, Direction, Notice, Opened, PrivateCase, Said, StoredMessage
from smbot.handoff.model import new_message_id as new_id
from smbot.handoff.ports import Assignees, PrivateKeys, PrivateStore, PrivateTransaction
from smbot.handoff.sealing import TEAM, open_sealed, seal
from smbot.handoff.thread import shred_said

LONGEST_ANSWER = 10_000
NOTHING = ""


class PrivateDesk:
    """What members do. `private` opens threads; who only makes codes needs none."""

    def __init__(
        self,
        *,
        store: PrivateStore,
        keys: PrivateKeys,
        clock: Clock,
        team: PublicKey,
        private: Callable[[], PrivateKey],
        assignee: Assignees,
        token: Callable[[str, str], str],
        code_days: int,
        below: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._store = store
        self._keys = keys
        self._clock = clock
        self._team = team
        self._private = private
        self._assignee = assignee
        self._token = token
        self._code_days = code_days
        self._below = below

    def open_thread(self, case: str, member: Member) -> tuple[Opened, ...]:
        """Return a case's thread, oldest first, for its assignee.

        Raises:
            NotAllowed: The case is somebody else's; that it was tried is an event too.
            ConfigurationError: The private key is not here.
        """
        self._admit(case, member)
        private = self._private()
        with self._store.write() as tx:
            messages = tx.private_messages(case)
            readable = [message.id for message in messages if message.sealed is not None]
            # The event comes first, in a transaction of its own: nothing is shown that is not written down.
            tx.record(
                Event(act=Act.PRIVATE_OPENED, actor=member.name, subject=case, detail={"messages": len(readable)})
            )
        keys = self._keys.get(TEAM, readable)
        return tuple(_opened(message, keys.get(message.id), private) for message in messages)

    def answer(self, case: str, member: Member, text: PrivateText) -> tuple[str, Notice | None]:
        """Seal an answer for the person; return its id, and the notice that tells them (None if they chose none).

        Raises:
            NotAllowed: The case is somebody else's, or nobody has set a passphrase yet.
            InputError: No words, or too many.
        """
        self._admit(case, member)
        if is_empty(text) or len(text) > LONGEST_ANSWER:
            raise InputError(msg("An answer has 1 to {highest} characters.", highest=LONGEST_ANSWER), where=case)
        now = self._clock.now()
        with self._store.read() as tx:
            readers = {code.code: PublicKey(code.public) for code in tx.codes_of(case) if code.claimed and code.public}
            open_codes = [code for code in tx.codes_of(case) if code.claimed and code.is_open(now)]
            known, reach = tx.private_case(case), tx.reach(case)
        if not open_codes:
            raise NotAllowed(
                msg("Nobody could read an answer: no code of this case is open with a passphrase set."),
                where=case,
                mend=msg("Make or renew a code with “smbot private codes”, and give it to the person."),
            )
        message = new_id()
        said = Said(text=text, contact=PrivateText(NOTHING), when=PrivateText(NOTHING))
        live = {code.code for code in open_codes}
        sealed = seal(said, message, case, {TEAM: self._team, **{c: k for c, k in readers.items() if c in live}})
        channel = reach.channel if reach else Channel.MESSAGE
        language = known.language if known else ""
        notice = None
        if reach is not None and channel != Channel.MESSAGE:
            notice = Notice(
                id=new_id(), case=case, channel=channel, language=reach.language, next_at=now, sealed=reach.sealed
            )
        self._keys.put(message, sealed.keys)
        with self._store.write() as tx:
            tx.add_private_message(
                StoredMessage(
                    id=message,
                    case=case,
                    direction=Direction.OUT,
                    at=now,
                    channel=channel,
                    language=language,
                    author=member.name,
                    sealed=sealed.body,
                )
            )
            tx.add_private_marks(case, digests(case, [said], self._token))
            if notice is not None:
                tx.keep_notice(notice)
            tx.record(
                Event(
                    act=Act.PRIVATE_ANSWERED,
                    actor=member.name,
                    subject=case,
                    detail={"message": message, "channel": channel.value},
                )
            )
        return message, notice

    def delete(self, case: str, member: Member, reason: str) -> int:
        """Delete what the person wrote, because they asked for it; return how many messages.

        Raises:
            NotAllowed: The case is somebody else's.
            InputError: No reason.
        """
        self._admit(case, member)
        if not reason.strip():
            raise InputError(msg("A reason is needed."), where=case)
        return shred_said(self._store, self._keys, case, actor=member.name, reason=reason)

    def assign(self, case: str, by: Member, to: str, language: str = "") -> PrivateCase:
        """Give a case's thread to a member: by whoever has it, or by an approver.

        Raises:
            NotAllowed: It is somebody else's, and the member may not approve.
        """
        _works(by)
        with self._store.write() as tx:
            known = tx.private_case(case) or PrivateCase(case=case, assignee="", language="")
            if known.assignee not in {"", by.name} and not by.may(Permission.APPROVE):
                raise NotAllowed(msg("This case is assigned to somebody else."), where=case)
            given = replace(known, assignee=to, language=language or known.language)
            tx.keep_private_case(given)
            tx.record(Event(act=Act.PRIVATE_ASSIGNED, actor=by.name, subject=case, detail={"to": to}))
        return given

    def codes(self, case: str, member: Member) -> list[CaseCode]:
        """Return the codes of a case, oldest first."""
        _works(member)
        with self._store.read() as tx:
            return tx.codes_of(case)

    def find_code(self, typed: str, member: Member) -> CaseCode:
        """Return the code that somebody names by telephone or at a counter, with its case.

        Raises:
            NotAllowed: There is none like it.
        """
        _works(member)
        with self._store.read() as tx:
            return _known(tx, typed)

    def make_code(self, case: str, member: Member, days: int | None = None) -> CaseCode:
        """Make a fresh code for a case."""
        _works(member)
        now = self._clock.now()
        with self._store.write() as tx:
            code = new_code(self._below)
            while tx.case_code(code) is not None:
                code = new_code(self._below)
            made = CaseCode(
                code=code, case=case, made_at=now, made_by=member.name, expires_at=now + self._lifetime(days)
            )
            tx.add_code(made)
            if tx.private_case(case) is None:
                tx.keep_private_case(PrivateCase(case=case, assignee="", language=""))
            tx.record(Event(act=Act.CODE_MADE, actor=member.name, subject=case, detail={"until": _day(made)}))
        return made

    def renew_code(self, typed: str, member: Member, days: int | None = None) -> CaseCode:
        """Let a code hold longer, counted from now; its passphrase stays.

        Raises:
            NotAllowed: No such code, or it was revoked.
        """
        _works(member)
        with self._store.write() as tx:
            found = _known(tx, typed)
            until = self._clock.now() + self._lifetime(days)
            if not tx.renew_code(found.code, until):
                raise NotAllowed(msg("This code was revoked."), mend=msg("Make a new one: “smbot private codes”."))
            renewed = replace(found, expires_at=until)
            tx.record(
                Event(act=Act.CODE_RENEWED, actor=member.name, subject=found.case, detail={"until": _day(renewed)})
            )
        return renewed

    def revoke_code(self, typed: str, member: Member) -> CaseCode:
        """Shut a code for good; visits under it end.

        Raises:
            NotAllowed: No such code, or it was revoked before.
        """
        _works(member)
        with self._store.write() as tx:
            found = _known(tx, typed)
            now = self._clock.now()
            if not tx.revoke_code(found.code, now):
                raise NotAllowed(msg("This code was revoked."))
            tx.record(Event(act=Act.CODE_REVOKED, actor=member.name, subject=found.case))
        return replace(found, revoked_at=now)

    def _admit(self, case: str, member: Member) -> None:
        _works(member)
        assignee = self._assignee(case)
        if assignee and assignee == member.name:
            return
        with self._store.write() as tx:
            tx.record(Event(act=Act.PRIVATE_REFUSED, actor=member.name, subject=case))
        raise NotAllowed(
            msg("This case is not assigned to you: its private thread is read by its assignee alone."),
            where=case,
            mend=msg("Ask for a hand-over of the case."),
        )

    def _lifetime(self, days: int | None) -> timedelta:
        return timedelta(days=self._code_days if days is None else days)


def _works(member: Member) -> None:
    if not member.may(Permission.WORK_QUEUE):
        raise NotAllowed(msg("Your role does not permit this."))


def _known(tx: PrivateTransaction, typed: str) -> CaseCode:
    code = read_code(typed)
    found = tx.case_code(code) if code else None
    if found is None:
        raise NotAllowed(
            msg("There is no code like this."), mend=msg("Check its signs; “smbot private codes CASE” lists them.")
        )
    return found


def _day(code: CaseCode) -> str:
    return code.expires_at.date().isoformat()


def _opened(message: StoredMessage, key: bytes | None, private: PrivateKey) -> Opened:
    if message.sealed is None or key is None:
        return Opened(message=message, said=None)
    try:
        return Opened(message=message, said=open_sealed(message.sealed, key, message.id, message.case, private))
    except SealError:
        return Opened(message=message, said=None)

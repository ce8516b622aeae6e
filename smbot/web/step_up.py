"""Proving anew, in a session that lives, that it is still the member: before acts that nobody can take back."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fastapi import Request

from smbot.core.clock import Clock
from smbot.core.errors import NotAllowed
from smbot.core.events import Act, Event
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.entering import THROUGH_SERVICE
from smbot.members.tokens import digest
from smbot.storage.store import Store, Transaction
from smbot.web.access import Gate, client_address
from smbot.web.sign_in import SignIn

GOOD_FOR: Final = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Ways:
    """How a member can prove it: by a password or code of ours, by the organisation's sign-in service."""

    password: bool
    service: bool


class StepUp:
    """Asks for the password or a code of the second factor, or has the sign-in service ask.

    What was proved counts for this session, for a while. `issuer` is the sign-in service's, "" where there is none.
    """

    def __init__(self, store: Store, clock: Clock, sign_in: SignIn, gate: Gate, *, issuer: str) -> None:
        self._store = store
        self._clock = clock
        self._sign_in = sign_in
        self._gate = gate
        self._issuer = issuer

    def ways(self, member: Member) -> Ways:
        """Return how a member can prove it."""
        with self._store.read() as tx:
            membership = tx.membership(member.id)
            bound = bool(self._issuer) and member.id in tx.subjects(self._issuer)
        return Ways(password=membership is None or membership.has_password, service=bound)

    def is_fresh(self, request: Request) -> bool:
        """Say whether the visitor proved who they are a moment ago."""
        secret = self._gate.secret(request)
        if not secret:
            return False
        with self._store.read() as tx:
            at = tx.confirmed_at(digest(secret))
        return at is not None and timedelta(0) <= self._clock.now() - at < GOOD_FOR

    def confirm(self, request: Request, member: Member, password: str, code: str) -> None:
        """Judge what was typed, unless the visitor proved it a moment ago.

        Raises:
            NotAllowed: Wrong, nothing typed, or too many attempts; or it is the sign-in service that must ask.
            Busy: Too many passwords are being checked.
        """
        if self.is_fresh(request):
            return
        if not self.ways(member).password:
            raise NotAllowed(
                msg("Your organisation’s sign-in service must ask you anew who you are."),
                mend=msg("Follow the link below, and come back to this page."),
            )
        secret, address = self._gate.secret(request), client_address(request)
        right = bool(password) and self._sign_in.confirms(member, password, address)
        right = right or (not password and bool(code) and self._sign_in.confirms_code(member, code, address))
        if not (secret and right):
            raise NotAllowed(
                msg("This is not your password or a code of yours, or there were too many attempts."),
                mend=msg("Wait a moment, then type your password, or the next code of your second factor."),
            )
        with self._store.write() as tx:
            self._keep(tx, digest(secret), member, "password" if password else "second factor")

    def vouched(self, session: str, member: Member) -> None:
        """Note that the sign-in service has asked the member of a session, which its digest names.

        Raises:
            NotAllowed: The session has ended meanwhile.
        """
        with self._store.write() as tx:
            found = tx.session_of(session)
            if found is None or found.member != member.id:
                raise NotAllowed(msg("You are not signed in, or your session has ended."))
            self._keep(tx, session, member, THROUGH_SERVICE)

    def _keep(self, tx: Transaction, session: str, member: Member, by: str) -> None:
        tx.keep_confirmed(session, self._clock.now() - GOOD_FOR)
        tx.record(Event(act=Act.MEMBER_CONFIRMED, actor=member.name, subject=member.id, detail={"by": by}))

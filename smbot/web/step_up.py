"""Proving anew, in a session that lives, that it is still the member: before acts that nobody can take back."""

from datetime import timedelta
from typing import Final

from fastapi import Request

from smbot.core.clock import Clock
from smbot.core.errors import NotAllowed
from smbot.core.events import Act, Event
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.tokens import digest
from smbot.storage.store import Store
from smbot.web.access import Gate, client_address
from smbot.web.sign_in import SignIn

GOOD_FOR: Final = timedelta(minutes=5)


class StepUp:
    """Asks for the password or a code of the second factor; what was proved counts for this session, for a while."""

    def __init__(self, store: Store, clock: Clock, sign_in: SignIn, gate: Gate) -> None:
        self._store = store
        self._clock = clock
        self._sign_in = sign_in
        self._gate = gate

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
            NotAllowed: Wrong, nothing typed, or too many attempts.
            Busy: Too many passwords are being checked.
        """
        if self.is_fresh(request):
            return
        secret, address = self._gate.secret(request), client_address(request)
        right = bool(password) and self._sign_in.confirms(member, password, address)
        right = right or (not password and bool(code) and self._sign_in.confirms_code(member, code, address))
        if not (secret and right):
            raise NotAllowed(
                msg("This is not your password or a code of yours, or there were too many attempts."),
                mend=msg("Wait a moment, then type your password, or the next code of your second factor."),
            )
        with self._store.write() as tx:
            tx.keep_confirmed(digest(secret), self._clock.now() - GOOD_FOR)
            by = "password" if password else "second factor"
            tx.record(Event(act=Act.MEMBER_CONFIRMED, actor=member.name, subject=member.id, detail={"by": by}))

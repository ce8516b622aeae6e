"""Signing in: one generic refusal, a back-off by account and by address, and an event for each outcome."""

import hashlib
import hmac
import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from smbot.core.clock import Clock
from smbot.core.errors import SealError
from smbot.core.events import Act, Event
from smbot.core.roles import Member, Permission
from smbot.members.names import called, fold
from smbot.members.passwords import NOBODY, verify
from smbot.members.second_factor import FactorBox, accepted_step
from smbot.settings import OidcTable
from smbot.storage.store import Store, Transaction

FREE_BY_ACCOUNT = 4
FREE_BY_ADDRESS = 20
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=1)
"""Mistakes of this morning do not count against the afternoon."""
SAME_NETWORK = 64
"""One household or office gets a whole IPv6 network of this prefix length, so it counts as one address."""
NONE, APP, RECOVERY = "none", "app", "recovery"
"""What stood for the second factor; the audit log's words."""

log = structlog.get_logger()


def local_accounts(service: OidcTable) -> Callable[[Member], bool]:
    """Return who may sign in with a password of ours, beside the organisation's sign-in service if there is one."""
    reserved = bool(service.issuer) and service.local_accounts == "administrators"
    return lambda member: not reserved or member.may(Permission.CONFIGURE)


def wait_after(failures: int, free: int) -> timedelta:
    """Return how long to wait after so many failures: nothing at first, then 1 s, 2 s, 4 s … up to five minutes."""
    if failures < free:
        return timedelta(0)
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures - free, 16)))


@dataclass(frozen=True, kw_only=True)
class _Key:
    digest: str
    free: int


@dataclass(frozen=True, kw_only=True)
class Entered:
    """Who signed in; `by_recovery` if a recovery code stood for the second factor."""

    member: Member
    by_recovery: bool = False


class SignIn:
    """Checks names, passwords and codes. The counts lie in the database, so that a restart forgives nothing."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        key: bytes,
        box: FactorBox,
        *,
        admits: Callable[[Member], bool] = lambda _member: True,
    ) -> None:
        self._store = store
        self._clock = clock
        self._key = key
        self._box = box
        self._admits = admits

    def asks_for_codes(self) -> bool:
        """Say whether anybody has a second factor, so that the form needs a place for its code."""
        with self._store.read() as tx:
            return any(one.second_factor for one in tx.memberships())

    def attempt(self, name: str, password: str, address: str, code: str = "") -> Entered | None:
        """Return who signed in, or None: a wrong name, password or code, disabled, or too soon after failures.

        The password and the code are judged together: the answer never tells which of the two was right.

        Raises:
            Busy: Too many passwords are being checked.
        """
        account, network = self._keys(name, address)
        with self._store.write() as tx:
            if not self._admit(tx, account, network):
                return None
            found = called(tx.memberships(), name)
            stored = tx.credentials(found.member.id) if found else None
        password_right = verify(stored.password if stored else NOBODY, password) and stored is not None
        with self._store.write() as tx:
            present = tx.membership(found.member.id) if found else None
            now = tx.credentials(found.member.id) if found else None
            # Checking takes its time: a password that was replaced meanwhile opens nothing.
            password_right = (
                password_right and now is not None and stored is not None and now.password == stored.password
            )
            if present is None or present.disabled or not password_right:
                why = "disabled" if present is not None and present.disabled else ""
            elif not self._admits(present.member):
                why = "local account"
            else:
                used = self._use_code(tx, present.member, code)
                if used is not None:
                    self._forgive(tx, account, network)
                    tx.record(
                        Event(
                            act=Act.MEMBER_SIGNED_IN,
                            actor=present.member.name,
                            subject=present.member.id,
                            detail={"second_factor": used},
                        )
                    )
                    return Entered(member=present.member, by_recovery=used == RECOVERY)
                why = "second factor"
            # No typed name: people type passwords there. The account is named where there is one.
            tx.record(
                Event(
                    act=Act.SIGN_IN_REFUSED,
                    subject=present.member.id if present else "",
                    detail={"why": why} if why else {},
                )
            )
        return None

    def confirms(self, member: Member, password: str, address: str) -> bool:
        """Say whether somebody who is signed in knows the member's password; failures count as at sign-in.

        Raises:
            Busy: Too many passwords are being checked.
        """
        account, network = self._keys(member.name, address)
        with self._store.write() as tx:
            if not self._admit(tx, account, network):
                return False
            stored = tx.credentials(member.id)
        right = verify(stored.password if stored else NOBODY, password) and stored is not None
        with self._store.write() as tx:
            if right:
                self._forgive(tx, account, network)
            else:
                tx.record(Event(act=Act.SIGN_IN_REFUSED, subject=member.id, detail={"why": "own account"}))
        return right

    def confirms_code(self, member: Member, code: str, address: str) -> bool:
        """Say whether somebody who is signed in has the member's second factor; a code is used up, failures count."""
        account, network = self._keys(member.name, address)
        with self._store.write() as tx:
            if not self._admit(tx, account, network):
                return False
            used = self._use_code(tx, member, code)
            if used in {APP, RECOVERY}:
                self._forgive(tx, account, network)
                return True
            tx.record(Event(act=Act.SIGN_IN_REFUSED, subject=member.id, detail={"why": "own account"}))
        return False

    def left(self, member: Member) -> None:
        """Log that a member signed out."""
        with self._store.write() as tx:
            tx.record(Event(act=Act.MEMBER_SIGNED_OUT, actor=member.name, subject=member.id))

    def _use_code(self, tx: Transaction, member: Member, code: str) -> str | None:
        """Use up a code; return what it was, or None if it is wrong, used already, or missing."""
        stored = tx.credentials(member.id)
        if stored is None:
            return None
        if stored.second_factor is None:
            return NONE
        try:
            secret = self._box.open(stored.second_factor, member.id)
        except SealError:
            log.error("sign-in.second-factor-unreadable", member=member.id)
            secret = None
        step = accepted_step(secret, code, self._clock.now(), stored.step) if secret else None
        if step is not None and tx.use_step(member.id, step):
            return APP
        return RECOVERY if tx.use_recovery(member.id, self._box.digest(code, member.id)) else None

    def _keys(self, name: str, address: str) -> tuple[_Key, _Key]:
        return (
            _Key(digest=self._digest("account", fold(name)), free=FREE_BY_ACCOUNT),
            _Key(digest=self._digest("address", _network(address)), free=FREE_BY_ADDRESS),
        )

    def _admit(self, tx: Transaction, *keys: _Key) -> bool:
        now = self._clock.now()
        for key in keys:
            failures, last = tx.failures(key.digest)
            if last is not None and now - last >= FORGOTTEN_AFTER:
                tx.forget_failures(key.digest)
            elif last is not None and now < last + wait_after(failures, key.free):
                return False
        # Counted before the hash is computed: attempts made at the same moment must not all pass.
        for key in keys:
            tx.note_failure(key.digest)
        return True

    def _forgive(self, tx: Transaction, account: _Key, network: _Key) -> None:
        tx.forget_failures(account.digest)
        tx.take_back_failure(network.digest)

    def _digest(self, kind: str, value: str) -> str:
        message = f"sign-in|{kind}|{value}".encode("utf-8", "surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, SAME_NETWORK), strict=False))
    return str(parsed)

"""Signing in: one generic refusal, a back-off by account and by address, and an event for each outcome."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from smbot.core.clock import Clock
from smbot.core.events import Act, Event
from smbot.core.roles import Member
from smbot.storage.store import Store
from smbot.web.passwords import NOBODY, verify

FREE_BY_ACCOUNT = 4
FREE_BY_ADDRESS = 20
LONGEST_WAIT = timedelta(minutes=5)
FORGOTTEN_AFTER = timedelta(hours=1)
"""Mistakes of this morning do not count against the afternoon."""
SAME_NETWORK = 64
"""One household or office gets a whole IPv6 network of this prefix length, so it counts as one address."""


def wait_after(failures: int, free: int) -> timedelta:
    """Return how long to wait after so many failures: nothing at first, then 1 s, 2 s, 4 s … up to five minutes."""
    if failures < free:
        return timedelta(0)
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures - free, 16)))


@dataclass(frozen=True, kw_only=True)
class _Key:
    digest: str
    free: int


class SignIn:
    """Checks names and passwords. The counts lie in the database, so that a restart forgives nothing."""

    def __init__(self, store: Store, clock: Clock, key: bytes) -> None:
        self._store = store
        self._clock = clock
        self._key = key

    def attempt(self, name: str, password: str, address: str) -> Member | None:
        """Return the member, or None: a wrong name, a wrong password, or too soon after failures.

        Raises:
            Busy: Too many passwords are being checked.
        """
        account = _Key(digest=self._digest("account", name.casefold()), free=FREE_BY_ACCOUNT)
        network = _Key(digest=self._digest("address", _network(address)), free=FREE_BY_ADDRESS)
        now = self._clock.now()
        with self._store.write() as tx:
            for key in (account, network):
                failures, last = tx.failures(key.digest)
                if last is not None and now - last >= FORGOTTEN_AFTER:
                    tx.forget_failures(key.digest)
                elif last is not None and now < last + wait_after(failures, key.free):
                    return None
            # Counted before the hash is computed: attempts made at the same moment must not all pass.
            tx.note_failure(account.digest)
            tx.note_failure(network.digest)
            stored = tx.password_hash(name)
        right = verify(stored or NOBODY, password) and stored is not None
        with self._store.write() as tx:
            member = tx.member(name)
            if right and member is not None:
                tx.forget_failures(account.digest)
                tx.take_back_failure(network.digest)
                tx.record(Event(act=Act.MEMBER_SIGNED_IN, actor=member.name, subject=member.id))
                return member
            # No typed name: people type passwords there. The account is named where there is one.
            tx.record(Event(act=Act.SIGN_IN_REFUSED, subject=member.id if member else ""))
        return None

    def left(self, member: Member) -> None:
        """Log that a member signed out."""
        with self._store.write() as tx:
            tx.record(Event(act=Act.MEMBER_SIGNED_OUT, actor=member.name, subject=member.id))

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

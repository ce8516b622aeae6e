"""Entering a thread: the first visitor of a fresh code sets a passphrase, later ones show it.

An unknown code, a wrong passphrase, a code that somebody has claimed already and too many attempts have one answer.
Every attempt that is let through derives one key, whatever its code: neither words nor time tell what exists.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from nacl.public import PrivateKey
from nacl.utils import random as random_bytes

from smbot.core.clock import Clock
from smbot.core.errors import SealError
from smbot.core.events import Act, Event
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import read_code
from smbot.handoff.limits import FORGOTTEN_AFTER, Lane, Taken, give_back, lanes, take
from smbot.handoff.model import CITIZEN, CaseCode, StoredVisit
from smbot.handoff.passphrase import SALT_BYTES, Deriver, ThreadKey
from smbot.handoff.ports import PrivateStore, PrivateTransaction
from smbot.handoff.sealing import lock_key, unlock_key

SECRET_BYTES = 32
SAME_NETWORK = 64
"""One household gets a whole IPv6 network of this prefix length, so it counts as one address."""
REFRESH = timedelta(minutes=1)


class Refusal(StrEnum):
    """Why nobody enters, as far as the visitor may know it."""

    NOT_RIGHT = "not-right"
    OVER = "over"
    """Told only to whom the passphrase is right: the code has run out or was revoked."""


@dataclass(frozen=True, kw_only=True)
class Visiting:
    """Somebody in a thread, for one request. `key` opens what is sealed to them."""

    code: str
    case: str
    csrf: str = field(repr=False)
    key: PrivateKey = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A visit that begins: the secret is for the browser alone."""

    secret: str = field(repr=False)


class Entry:
    """The door. `key` makes the digests of addresses, codes and salts; counts lie in the database."""

    def __init__(
        self,
        *,
        store: PrivateStore,
        clock: Clock,
        derive: Deriver,
        key: bytes,
        idle: timedelta,
        longest: timedelta,
        random: Callable[[int], bytes] = random_bytes,
    ) -> None:
        self._store = store
        self._clock = clock
        self._deriver = derive
        self._key = key
        self._idle = idle
        self._longest = longest
        self._random = random

    def claim(self, typed: str, passphrase: PrivateText, address: str) -> Begun | Refusal:
        """Set the passphrase of a fresh code and begin a visit.

        Raises:
            Busy: Too many people enter at this moment.
        """
        code = read_code(typed)
        if code is None or not self._admit(code, address):
            return Refusal.NOT_RIGHT
        salt = self._random(SALT_BYTES)
        made = self._deriver.derive(passphrase, salt)
        now = self._clock.now()
        with self._store.write() as tx:
            found = tx.case_code(code)
            if found is None or found.claimed or not found.is_open(now):
                return Refusal.NOT_RIGHT
            claimed = replace(
                found, claimed_at=now, salt=salt, verifier=made.verifier, public=bytes(made.private.public_key)
            )
            if not tx.claim_code(claimed):
                return Refusal.NOT_RIGHT
            tx.record(Event(act=Act.CODE_CLAIMED, actor=CITIZEN, subject=found.case))
            return self._begin(tx, claimed, made, address)

    def enter(self, typed: str, passphrase: PrivateText, address: str) -> Begun | Refusal:
        """Begin a visit with a code and its passphrase.

        Raises:
            Busy: Too many people enter at this moment.
        """
        code = read_code(typed)
        if code is None or not self._admit(code, address):
            return Refusal.NOT_RIGHT
        with self._store.read() as tx:
            found = tx.case_code(code)
        salt = found.salt if found is not None and found.claimed else self._salt_of_nobody(code)
        made = self._deriver.derive(passphrase, salt)
        expected = found.verifier if found is not None and found.claimed else b"\0" * len(made.verifier)
        right = hmac.compare_digest(made.verifier, expected) and found is not None and found.claimed
        if not right or found is None:
            return Refusal.NOT_RIGHT
        with self._store.write() as tx:
            present = tx.case_code(code)
            if present is None or present.verifier != found.verifier:
                return Refusal.NOT_RIGHT
            if not present.is_open(self._clock.now()):
                return Refusal.OVER
            return self._begin(tx, present, made, address)

    def visiting(self, secret: str | None) -> Visiting | None:
        """Return who holds this secret, while the visit lives and its code is open."""
        if not secret:
            return None
        digest, now = _digest(secret), self._clock.now()
        with self._store.read() as tx:
            visit = tx.visit(digest)
            code = tx.case_code(visit.code) if visit else None
        if visit is None:
            return None
        if code is None or not code.is_open(now) or not self._lives(visit, now):
            self.leave(secret)
            return None
        if now - visit.seen_at >= REFRESH:
            with self._store.write() as tx:
                if tx.visit(digest) is not None:
                    tx.keep_visit(digest, replace(visit, seen_at=now))
        try:
            key = unlock_key(visit.sealed_key, secret)
        except SealError:
            return None
        return Visiting(code=visit.code, case=visit.case, csrf=visit.csrf, key=key)

    def leave(self, secret: str) -> None:
        """End a visit."""
        with self._store.write() as tx:
            tx.end_visit(_digest(secret))

    def _begin(self, tx: PrivateTransaction, code: CaseCode, made: ThreadKey, address: str) -> Begun:
        now = self._clock.now()
        for lane, key in self._keys(code.code, address).items():
            if lane in {Lane.ADDRESS, Lane.CODE}:
                tx.keep_bucket(key, give_back(tx.bucket(key), lane, now))
        tx.keep_entered_from(code.code, self._mac("entered", code.code, _network(address)))
        secret = secrets.token_urlsafe(SECRET_BYTES)
        visit = StoredVisit(
            code=code.code,
            case=code.case,
            csrf=secrets.token_urlsafe(SECRET_BYTES),
            created_at=now,
            seen_at=now,
            sealed_key=lock_key(made.private, secret),
        )
        tx.end_visits_begun_before(now - self._longest)
        tx.keep_visit(_digest(secret), visit)
        return Begun(secret=secret)

    def _admit(self, code: str, address: str) -> bool:
        """Take what an attempt costs, before anything is derived: attempts at one moment must not all pass.

        What changes nothing is only read: a flood must not hold the database's lock.
        """
        with self._store.read() as tx:
            if not self._take(tx, code, address)[0].buckets:
                return False
        with self._store.write() as tx:
            taken, keys = self._take(tx, code, address)
            for lane, bucket in taken.buckets.items():
                tx.keep_bucket(keys[lane], bucket)
            if taken.admitted:
                tx.forget_buckets(self._clock.now() - FORGOTTEN_AFTER)
        return taken.admitted

    def _take(self, tx: PrivateTransaction, code: str, address: str) -> tuple[Taken, dict[Lane, str]]:
        now, keys = self._clock.now(), self._keys(code, address)
        returning = tx.entered_from(code, self._mac("entered", code, _network(address)))
        asked = lanes(tx.bucket(keys[Lane.ADDRESS]), now, returning=returning)
        return take({lane: tx.bucket(keys[lane]) for lane in asked}, now), keys

    def _keys(self, code: str, address: str) -> dict[Lane, str]:
        network = _network(address)
        return {
            Lane.RETURNING: self._mac("returning", code, network),
            Lane.ADDRESS: self._mac("address", network),
            Lane.CODE: self._mac("code", code),
            Lane.ALL_FRESH: Lane.ALL_FRESH.value,
            Lane.ALL: Lane.ALL.value,
        }

    def _salt_of_nobody(self, code: str) -> bytes:
        return bytes.fromhex(self._mac("salt", code))[:SALT_BYTES]

    def _mac(self, *parts: str) -> str:
        message = "|".join(("private entry", *parts)).encode("utf-8", "surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()

    def _lives(self, visit: StoredVisit, now: datetime) -> bool:
        return now - visit.seen_at < self._idle and now - visit.created_at < self._longest


def _digest(secret: str) -> str:
    """Return what the store keeps of a secret: it has 256 random bits, so a plain hash cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, SAME_NETWORK), strict=False))
    return str(parsed)

"""What a passphrase opens: argon2id makes of it a verifier, and the key of the thread. At most two at once."""

import hashlib
import hmac
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from argon2.low_level import Type, hash_secret_raw
from nacl.public import PrivateKey

from smbot.core.errors import SmbotError
from smbot.core.messages import msg
from smbot.handoff.box import PrivateText
from smbot.handoff.opening import open_private

SHORTEST = 12
LONGEST = 256
FEWEST_DIFFERENT = 5
"""Different characters; "aaaaaaaaaaaa" is no passphrase."""
SALT_BYTES = 16
AT_ONCE = 2
WAIT_SECONDS = 10


class Busy(SmbotError):
    """Too many people enter at this moment."""

    def __init__(self) -> None:
        super().__init__(msg("Too many people are entering at this moment."), mend=msg("Try again in a minute."))


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one derivation costs: the library's defaults (RFC 9106, second recommendation)."""

    passes: int = 3
    kibibytes: int = 65_536
    lanes: int = 4


@dataclass(frozen=True, kw_only=True)
class ThreadKey:
    """What a passphrase gives: a verifier for the table, and the private key that only its owner can make again."""

    verifier: bytes = field(repr=False)
    private: PrivateKey = field(repr=False)


class Deriver:
    """Makes keys of passphrases. Every attempt costs the same, whatever code it was for."""

    def __init__(self, cost: Cost | None = None) -> None:
        self._cost = cost or Cost()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def derive(self, passphrase: PrivateText, salt: bytes) -> ThreadKey:
        """Return what the passphrase gives with this salt.

        Raises:
            Busy: No turn came within ten seconds.
        """
        typed = unicodedata.normalize("NFC", open_private(passphrase)[:LONGEST]).encode("utf-8", "surrogatepass")
        with self._turn():
            root = hash_secret_raw(
                typed, salt, self._cost.passes, self._cost.kibibytes, self._cost.lanes, hash_len=32, type=Type.ID
            )
        return ThreadKey(
            verifier=hmac.new(root, b"smbot thread|verifier", hashlib.sha256).digest(),
            private=PrivateKey(hmac.new(root, b"smbot thread|key", hashlib.sha256).digest()),
        )

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=WAIT_SECONDS):
            raise Busy
        try:
            yield
        finally:
            self._turns.release()


def will_do(passphrase: PrivateText) -> bool:
    """Say whether a new passphrase is long and varied enough."""
    typed = open_private(passphrase)
    return SHORTEST <= len(typed) <= LONGEST and len(set(typed)) >= FEWEST_DIFFERENT


def are_alike(one: PrivateText, other: PrivateText) -> bool:
    """Say whether the same passphrase was typed twice."""
    return hmac.compare_digest(
        open_private(one).encode("utf-8", "surrogatepass"), open_private(other).encode("utf-8", "surrogatepass")
    )

"""Passwords of team members: argon2id, at most two hashes at once, and one-time passwords."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from smbot.core.errors import InputError, SmbotError
from smbot.core.ids import ALPHABET
from smbot.core.messages import msg

AT_ONCE = 2
"""One hash takes 64 MiB: twenty people signing in together would otherwise take 1.3 GB."""
WAIT_SECONDS = 10
MIN_LENGTH = 12
MAX_LENGTH = 256
STRONG = PasswordHasher()
"""The library's defaults (RFC 9106, second recommendation): 64 MiB, three passes, four lanes."""

NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$Hk6/vRueYr4pSx8iUIHv+g$CQaKDrlIJ2lC9ppRDjCkXO5XspSI3VuQVU0lKJa+riU"
"""The hash of a password that was thrown away. Somebody unknown is checked against it: otherwise the time that
signing in takes tells which names exist."""

_turns = threading.BoundedSemaphore(AT_ONCE)


class Busy(SmbotError):
    """Too many people sign in at this moment."""

    def __init__(self) -> None:
        super().__init__(msg("Too many people are signing in at this moment."), mend=msg("Try again in a minute."))


def hash_password(password: str, hasher: PasswordHasher = STRONG) -> str:
    """Return the argon2id hash to store.

    Raises:
        InputError: Too short or too long.
        Busy: No turn came within ten seconds.
    """
    check_password(password)
    with _turn():
        return hasher.hash(password)


def check_password(password: str) -> None:
    """Check that a password will do.

    Raises:
        InputError: Too short or too long.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise InputError(
            msg("A password has {lowest} to {highest} characters.", lowest=MIN_LENGTH, highest=MAX_LENGTH),
            mend=msg("Take four or five words that do not belong together."),
        )


def verify(stored: str, password: str) -> bool:
    """Say whether `password` is the one behind the hash.

    Raises:
        Busy: No turn came within ten seconds.
    """
    with _turn():
        try:
            return STRONG.verify(stored, password[:MAX_LENGTH])
        except (VerificationError, InvalidHashError):
            return False


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        yield
    finally:
        _turns.release()


def new_one_time_password() -> str:
    """Return a password of 80 random bits for somebody to type once, e.g. ``k3f8-2mpx-9wqt-b7nd``."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))

"""The second factor: codes that change every 30 seconds (TOTP, RFC 6238), and recovery codes for a lost phone."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

import pyotp
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from smbot.core.errors import SealError
from smbot.core.ids import ALPHABET, MemberId
from smbot.core.messages import msg

STEP_SECONDS = 30
TOLERANCE = 1
"""Steps by which a phone's clock may be off, either way (RFC 6238, section 5.2)."""
RECOVERY_CODES = 10
SET_UP_WITHIN = timedelta(minutes=15)
"""How long a secret that was shown waits for its first code."""


def new_secret() -> str:
    """Return a fresh secret of 160 bits in base 32, as apps take it."""
    return pyotp.random_base32()


def address(secret: str, *, name: str, issuer: str) -> str:
    """Return the ``otpauth:`` address that a QR code carries to the app."""
    return pyotp.TOTP(secret, interval=STEP_SECONDS).provisioning_uri(name=name, issuer_name=issuer)


def accepted_step(secret: str, code: str, now: datetime, last: int) -> int | None:
    """Return the time step whose code this is, or None: wrong, too old, or not later than `last` – used already."""
    typed = "".join(code.split())
    totp = pyotp.TOTP(secret, interval=STEP_SECONDS)
    present = int(now.timestamp()) // STEP_SECONDS
    found = None
    for step in range(present - TOLERANCE, present + TOLERANCE + 1):
        if hmac.compare_digest(totp.generate_otp(step).encode(), typed.encode("utf-8", "replace")) and step > last:
            found = step
    return found


def new_recovery_codes() -> list[str]:
    """Return ten codes of 50 random bits each, e.g. ``k3f82-mpx9w``."""
    return [
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]


class FactorBox:
    """Seals secrets for the table, each bound to its member, and makes the digests of recovery codes."""

    def __init__(self, key: bytes) -> None:
        self._box = SecretBox(_derived(key, b"seal"))
        self._digests = _derived(key, b"recovery")

    def seal(self, secret: str, member: MemberId) -> bytes:
        """Seal a secret for the member's row."""
        return self._seal([member, secret])

    def open(self, sealed: bytes, member: MemberId) -> str:
        """Return a secret.

        Raises:
            SealError: Changed bytes, a foreign key, or another member's secret.
        """
        owner, secret = self._open(sealed, member, parts=2)
        if owner != member:
            raise _does_not_open(member)
        return secret

    def offer(self, secret: str, member: MemberId, now: datetime) -> str:
        """Return a secret that waits for its first code, sealed for a form's hidden field."""
        return base64.urlsafe_b64encode(self._seal([member, secret, now.isoformat()])).decode()

    def offered(self, offer: str, member: MemberId, now: datetime) -> str | None:
        """Return the secret of an offer, or None: too old, changed, or made for somebody else."""
        try:
            owner, secret, at = self._open(base64.urlsafe_b64decode(offer.encode()), member, parts=3)
        except (ValueError, SealError):
            return None
        fresh = now - datetime.fromisoformat(at) <= SET_UP_WITHIN
        return secret if owner == member and fresh else None

    def digest(self, code: str, member: MemberId) -> str:
        """Return what the table keeps of a recovery code; case, spaces and hyphens do not count."""
        plain = "".join(c for c in code.casefold() if c.isalnum())
        message = f"{member}|{plain}".encode("utf-8", "replace")
        return hmac.new(self._digests, message, hashlib.sha256).hexdigest()

    def _seal(self, parts: Sequence[str]) -> bytes:
        return bytes(self._box.encrypt(json.dumps(parts).encode()))

    def _open(self, sealed: bytes, member: MemberId, *, parts: int) -> list[str]:
        try:
            found: list[str] = json.loads(self._box.decrypt(sealed))
        except (CryptoError, ValueError):
            raise _does_not_open(member) from None
        if len(found) != parts:
            raise _does_not_open(member)
        return found


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.new(key, b"smbot second factor|" + purpose, hashlib.sha256).digest()


def _does_not_open(member: MemberId) -> SealError:
    return SealError(msg("A second factor does not open with this installation's key."), where=member)

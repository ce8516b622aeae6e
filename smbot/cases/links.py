"""Signed links: they say what they are for, about what, for whom and until when, and nothing that is personal."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from smbot.core.errors import SmbotError
from smbot.core.messages import msg

_PART = r"[a-z0-9-]{1,40}"
_TOKEN = re.compile(rf"({_PART})\.({_PART})\.(\d{{9,11}})\.([A-Za-z0-9_-]{{43}})")
NOBODY = "anyone"
"""Stands in links that are not for one person."""


class Purpose(StrEnum):
    """What a link permits; one that was made for one thing does no other."""

    ACKNOWLEDGE = "acknowledge"
    SURVEY = "survey"


class LinkRefused(SmbotError):
    """A link that was never ours, or whose time is over."""


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What a link says: about which `subject`, for whom."""

    subject: str
    holder: str


@dataclass(frozen=True)
class Links:
    """Makes and reads links under a secret of this installation (HMAC-SHA-256)."""

    key: bytes = field(repr=False)

    def make(self, purpose: Purpose, subject: str, until: datetime, holder: str = NOBODY) -> str:
        """Return a token for the path of an address; it holds until the second of `until`."""
        said = f"{subject}.{holder}.{int(until.timestamp())}"
        return f"{said}.{self._seal(purpose, said)}"

    def read(self, purpose: Purpose, token: str, now: datetime) -> Signed:
        """Return what a token says.

        Raises:
            LinkRefused: It is not one of ours for this purpose, or its time is over.
        """
        found = _TOKEN.fullmatch(token)
        if found is None or not hmac.compare_digest(self._seal(purpose, token[: found.end(3)]), found[4]):
            raise LinkRefused(msg("This link is not complete, or is none of ours."))
        if datetime.fromtimestamp(int(found[3]), UTC) <= now:
            raise LinkRefused(msg("The time of this link is over."))
        return Signed(subject=found[1], holder=found[2])

    def _seal(self, purpose: Purpose, said: str) -> str:
        mac = hmac.digest(self.key, f"{purpose}|{said}".encode(), hashlib.sha256)
        return base64.urlsafe_b64encode(mac).rstrip(b"=").decode()


def links_of(secret: bytes) -> Links:
    """Return links under a key of their own, made from a secret of the installation that serves something else too."""
    return Links(hmac.digest(secret, b"links of cases", hashlib.sha256))

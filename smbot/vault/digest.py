"""Keyed digests: they join posts of one author or conversation without naming anybody."""

import hashlib
import hmac
from collections.abc import Iterable

from smbot.core.handle import PlatformHandle
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw


class Digester:
    """HMAC-SHA-256 under the installation's digest key, one label for each purpose."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def post(self, platform: str, handle: PlatformHandle) -> str:
        """Return what duplicates of a post share: an edited post has the same digest."""
        return self._digest("post", platform, handle.first_id or handle.post_id)

    def version(self, platform: str, handle: PlatformHandle, revision: str = "") -> str:
        """Return what tells one edit of a post from another: the platform's `revision`, else the edit's own id."""
        return self._digest("version", platform, revision or handle.post_id)

    def delivery(self, platform: str, body: bytes) -> str:
        """Return what the same bytes, delivered again, share."""
        return self._digest("delivery", platform, hashlib.sha256(body).hexdigest())

    def author(self, platform: str, handle: PlatformHandle) -> str:
        """Return the author's pseudonym; of an unknown author, one for the post alone."""
        if not handle.author_id:
            return UNKNOWN_AUTHOR + self._digest("author", platform, f"unknown|{handle.post_id}")
        return self._digest("author", platform, handle.author_id)

    def conversation(self, platform: str, handle: PlatformHandle) -> str:
        """Return what posts of one conversation share."""
        return self._digest("conversation", platform, handle.conversation_id or handle.post_id)

    def token(self, conversation: str, token: str) -> str:
        """Return what stands for a canonical token of personal information within one conversation."""
        return self._digest("token", conversation, token)

    def _digest(self, *parts: str) -> str:
        # A separator that no part can hold in that place: each part is preceded by its length.
        message = b"".join(len(b).to_bytes(4, "big") + b for b in (p.encode("utf-8", "surrogatepass") for p in parts))
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()


def digest_tokens(digester: Digester, conversation: str, tokens: Iterable[RawText]) -> frozenset[str]:
    """Return the keyed digests of canonical tokens; the tokens themselves are kept nowhere."""
    return frozenset(digester.token(conversation, open_raw(token)) for token in tokens)

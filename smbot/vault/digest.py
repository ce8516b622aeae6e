"""Keyed digests: they join posts of one author or conversation without naming anybody."""

import hashlib
import hmac
from collections.abc import Callable, Iterable

from smbot.core.handle import PlatformHandle
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw

CODE_LENGTH = 6
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
_SIGNS = _LETTERS + "23456789"
"""A code begins with a letter, so that none is taken for a number."""


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
        return self.conversation_of(platform, handle.conversation_id or handle.post_id)

    def conversation_of(self, platform: str, conversation_id: str) -> str:
        """Return the same of a conversation that the platform calls by this id."""
        return self._digest("conversation", platform, conversation_id)

    def token(self, conversation: str, token: str) -> str:
        """Return what stands for a canonical token of personal information within one conversation."""
        return self._digest("token", conversation, token)

    def value(self, conversation: str, entity: str, value: str) -> str:
        """Return what stands for a canonical value of personal information within one conversation."""
        return self._digest("value", conversation, entity, value)

    def code(self, entity: str, value: str) -> str:
        """Return the code of a canonical value, the same in the whole installation.

        Of a thousand different values, two share a code in one installation of seven hundred; of ten thousand, in one
        of seven. Without vowels, 0 and 1 it spells no word, and can be told over the telephone.
        """
        number = int(self._digest("code", entity, value), 16)
        rest, first = divmod(number, len(_LETTERS))
        code = [_LETTERS[first]]
        for _ in range(CODE_LENGTH - 1):
            rest, place = divmod(rest, len(_SIGNS))
            code.append(_SIGNS[place])
        return "".join(code)

    def _digest(self, *parts: str) -> str:
        # A separator that no part can hold in that place: each part is preceded by its length.
        message = b"".join(len(b).to_bytes(4, "big") + b for b in (p.encode("utf-8", "surrogatepass") for p in parts))
        return hmac.digest(self._key, message, "sha256").hex()


def digest_values(digester: Digester, conversation: str, values: Iterable[tuple[str, RawText]]) -> list[str]:
    """Return the keyed digest of each entity's canonical value; the values themselves are kept nowhere."""
    return [digester.value(conversation, entity, open_raw(value)) for entity, value in values]


def digest_tokens(digester: Digester, conversation: str, tokens: Iterable[RawText]) -> frozenset[str]:
    """Return the keyed digests of canonical tokens; the tokens themselves are kept nowhere."""
    return frozenset(digester.token(conversation, open_raw(token)) for token in tokens)


LOOKED_UP = 1_000
"""Digests looked up at once; databases bound the values of one question."""


class ConversationMemory:
    """What was masked in a conversation, asked by marks; it keeps digests alone. See `smbot.redact.ports.Memory`.

    `look_up` says which of some digests are stored for the conversation, None where none is; each is looked up once.
    What officers mark meanwhile is noticed by their count (see `smbot.pipeline.redaction`).
    """

    def __init__(
        self, digester: Digester, conversation: str, look_up: Callable[[list[str]], frozenset[str]] | None
    ) -> None:
        self._digester = digester
        self._conversation = conversation
        self._look_up = look_up
        self._learned: set[str] = set()
        self._unknown: set[str] = set()

    def known(self, marks: frozenset[str]) -> frozenset[str]:
        """See `Memory.known`."""
        if self._look_up is None and not self._learned:
            return frozenset()
        by_digest = {self._digester.token(self._conversation, mark): mark for mark in sorted(marks)}
        if self._look_up is not None:
            asked = [digest for digest in by_digest if digest not in self._learned and digest not in self._unknown]
            for at in range(0, len(asked), LOOKED_UP):
                self._learned |= self._look_up(asked[at : at + LOOKED_UP])
            self._unknown |= set(asked) - self._learned
        found = by_digest.keys() & self._learned
        return frozenset(by_digest[digest] for digest in found)

    def learn(self, marks: frozenset[str]) -> None:
        """See `Memory.learn`."""
        self._learned |= {self._digester.token(self._conversation, mark) for mark in marks}

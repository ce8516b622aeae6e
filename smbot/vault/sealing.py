"""Everything a collector seals with: posts, their digests, and its cursor."""

from smbot.collect.ports import Sealed
from smbot.core.ids import MentionId
from smbot.raw.post import RawPost
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox
from smbot.vault.nacl import PostSealer


class CollectorSealing:
    """See `smbot.collect.ports.Sealing`."""

    def __init__(self, posts: PostSealer, digester: Digester, cursors: CursorBox) -> None:
        self._posts = posts
        self._digester = digester
        self._cursors = cursors

    def seal(self, post: RawPost, mention: MentionId) -> Sealed:
        """See `Sealing.seal`."""
        return self._posts.seal(post, mention)

    def digests(self, post: RawPost) -> tuple[str, str]:
        """See `Sealing.digests`."""
        return self._digester.post(post.platform, post.handle), self._digester.version(post.platform, post.handle)

    def seal_cursor(self, cursor: str) -> bytes:
        """See `Sealing.seal_cursor`."""
        return self._cursors.seal(cursor)

    def open_cursor(self, sealed: bytes) -> str:
        """See `Sealing.open_cursor`."""
        return self._cursors.open(sealed)

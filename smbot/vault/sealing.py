"""Everything a collector seals with: posts, their digests, and its cursor."""

from smbot.collect.ports import OwnPost, Sealed
from smbot.core.handle import PlatformHandle
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
        version = self._digester.version(post.platform, post.handle, post.revision)
        return self.digest(post.platform, post.handle), version

    def author(self, post: RawPost) -> str:
        """See `Sealing.author`."""
        return self._digester.author(post.platform, post.handle)

    def digests_of_own(self, platform: str, post: OwnPost) -> tuple[str, str, str]:
        """See `Sealing.digests_of_own`."""
        parent = post.handle.parent_id
        answered = PlatformHandle(post_id=parent, first_id=parent, author_id="")
        return (
            self.digest(platform, post.handle),
            self.digest(platform, answered) if parent else "",
            self._digester.conversation(platform, post.handle),
        )

    def digest(self, platform: str, handle: PlatformHandle) -> str:
        """See `Sealing.digest`."""
        return self._digester.post(platform, handle)

    def seal_cursor(self, cursor: str) -> bytes:
        """See `Sealing.seal_cursor`."""
        return self._cursors.seal(cursor)

    def open_cursor(self, sealed: bytes) -> str:
        """See `Sealing.open_cursor`."""
        return self._cursors.open(sealed)

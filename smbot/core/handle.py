"""What a platform calls a post and its author: personal, so sealed at rest and silent in memory."""

from dataclasses import dataclass
from typing import NoReturn, final

from smbot.core.post_kinds import PostKind


@final
@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class PlatformHandle:
    """A post's own ids on its platform. Needed to answer, hide or open it; never shown, logged or stored in clear.

    `first_id` is the first of the edit history: it stays the same when the post is edited.
    `author_name` is the display name, which people also sign with. `parent_id` is the post that this one answers.
    `quoted_id` is the post whose words this one carries. `kind` is what the platform calls it, where a call needs to
    know: see `smbot.core.post_kinds`.
    """

    post_id: str
    first_id: str
    author_id: str
    author_handle: str = ""
    author_name: str = ""
    conversation_id: str = ""
    permalink: str = ""
    parent_id: str = ""
    kind: PostKind = PostKind.POST
    quoted_id: str = ""

    def __post_init__(self) -> None:
        # A record that was sealed and read back holds the bare word.
        object.__setattr__(self, "kind", PostKind(self.kind))

    def __repr__(self) -> str:
        return "<handle>"

    __str__ = __repr__

    def __reduce__(self) -> NoReturn:
        raise TypeError("a platform handle is not pickled")

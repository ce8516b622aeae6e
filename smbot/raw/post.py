"""A post before redaction."""

from dataclasses import dataclass, field
from datetime import datetime

from smbot.core.handle import PlatformHandle
from smbot.core.parts import PartKind
from smbot.raw.box import RawText


@dataclass(frozen=True, kw_only=True)
class RawPart:
    """One thing that a post carries beside its text, as words: a description, an address, a quoted post.

    What stands in a quoted or shared post has that post's own `post_id` (the first of its edit history) and
    `conversation_id`, where the platform tells them. What is `withheld` is never read: it is too long, or too much.
    """

    kind: PartKind
    value: RawText
    post_id: str = field(default="", repr=False)
    conversation_id: str = field(default="", repr=False)
    withheld: bool = False


@dataclass(frozen=True, kw_only=True, repr=False)
class RawPerson:
    """Somebody whom the platform names beside a post: who wrote what it quotes or answers, or is tagged in it."""

    name: str = ""
    handle: str = ""

    def __repr__(self) -> str:
        return "<person>"


@dataclass(frozen=True, kw_only=True)
class RawPost:
    """One post as a collector read it.

    `account` is the configured name of what found it ("x", "x:monitor:ferries", "file:2026-archive").
    `summoned` says that the author mentioned or quoted us, so that the platform lets us answer by API.
    `language` is what the platform believes (BCP 47), or None.
    `revision` tells one edit of the post from another, whatever the platform offers for it; only a digest is kept.
    `as_of` is when the platform said that this is the post's text, where that is known: what is delivered late must
    not undo a later edit. Without it the text is what the platform shows when it is read.
    `parts` are what it carries beside its text, `people` others than its author whose names are known.
    """

    platform: str
    account: str
    handle: PlatformHandle
    text: RawText
    posted_at: datetime
    language: str | None = None
    summoned: bool = False
    revision: str = ""
    as_of: datetime | None = None
    parts: tuple[RawPart, ...] = ()
    people: tuple[RawPerson, ...] = ()

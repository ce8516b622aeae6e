"""The nouns of the small Facebook: people, posts, comments, conversations with their messages, access tokens."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class PostKind(Enum):
    """Where a post stands, seen from our Page."""

    PAGE = "published by our Page"
    VISITOR = "written on our Page by a visitor"
    TAGGED = "published elsewhere, with our Page tagged"
    REVIEW = "a rating or recommendation of our Page, with its text"


@dataclass(frozen=True, kw_only=True)
class Person:
    """A person by the id that our Page knows them by (PSID). Who hides their name comes without `from`."""

    id: str
    handle: str
    name: str
    hides_name: bool = False
    blocks_us: bool = False


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A link with its page's words, a picture with its caption (without `address`), or a message's file (`name`)."""

    title: str = ""
    description: str = ""
    address: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A post; `author_id` is our Page's id for our own. A review carries a recommendation or an old rating (1-5).

    `shares` is the id of the post that it shares, `tags` the ids of people whose names it tags.
    """

    id: str
    kind: PostKind
    author_id: str
    text: str
    created_at: datetime
    updated_at: datetime
    by_app: bool = False
    hidden: bool = False
    deleted: bool = False
    recommends: bool | None = None
    rating: int | None = None
    attachments: tuple[Attachment, ...] = ()
    shares: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Comment:
    """A comment; a reply to a comment has that one as its parent. `filtered` is what Facebook's own filter hid."""

    id: str
    post_id: str
    author_id: str
    text: str
    created_at: datetime
    parent_id: str | None = None
    by_app: bool = False
    filtered: bool = False
    hidden: bool = False
    can_hide: bool = True
    deleted: bool = False
    attachments: tuple[Attachment, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Message:
    """A private message; `answers` is the comment or post that a private reply answers."""

    id: str
    person_id: str
    from_us: bool
    text: str
    created_at: datetime
    by_app: bool = False
    answers: str | None = None
    tag: str | None = None
    attachments: tuple[Attachment, ...] = ()


class TokenKind(Enum):
    """Whose token it is, as `debug_token` writes it."""

    APP = "APP"
    PAGE = "PAGE"
    USER = "USER"


@dataclass(frozen=True, kw_only=True)
class Token:
    """An access token. `expires_at` None never ends; `dead` is the subcode of error 190 that it died of."""

    value: str
    kind: TokenKind
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime | None = None
    dead: int | None = None

    def __repr__(self) -> str:
        return f"<{self.kind.value.lower()} token>"

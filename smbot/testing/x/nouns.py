"""The nouns of the small X: its accounts, posts and direct messages, and what their ids tell."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from smbot.platforms.x.weight import weighted_length
from smbot.testing.x.text import SHORT_POST, Stored

X_EPOCH_MS = 1_288_834_974_657
"""Milliseconds since 1970 at which X's post ids begin; the id's upper bits count from here."""
EDIT_WINDOW = timedelta(hours=1)
EDITS_ALLOWED = 5


@dataclass(frozen=True, kw_only=True)
class User:
    """One account of the world."""

    id: str
    handle: str
    name: str
    created_at: datetime
    receives_dm: bool = True
    suspended: bool = False
    protected: bool = False
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page that a link leads to, as X shows it below a post."""

    title: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Post:
    """One version of a post; an edit is a new one with a longer `history` (first id first).

    `pictures` are their descriptions ("" for none), `pages` those that links lead to, by address.
    """

    id: str
    author_id: str
    stored: Stored
    created_at: datetime
    conversation_id: str
    history: tuple[str, ...]
    language: str = "und"
    reply_to: str | None = None
    quotes: str | None = None
    reposts: str | None = None
    dm_link: str | None = None
    by_app: bool = False
    hidden: bool = False
    deleted: bool = False
    pictures: tuple[str, ...] = ()
    poll: tuple[str, ...] = ()
    pages: Mapping[str, Page] = field(default_factory=dict)

    @property
    def media_keys(self) -> list[str]:
        """The keys of the pictures."""
        return [f"3_{int(self.history[0]) + place}" for place in range(len(self.pictures))]

    @property
    def poll_id(self) -> str | None:
        """The poll's id."""
        return str(int(self.history[0]) + 100) if self.poll else None

    @property
    def text(self) -> str:
        """The whole text, links as t.co."""
        return self.stored.text

    @property
    def is_long(self) -> bool:
        """Whether the API gives a cut text and the whole in `note_tweet`."""
        return self.reposts is None and _exceeds(self.text)


@dataclass(frozen=True, kw_only=True)
class DirectMessage:
    """One direct message."""

    id: str
    sender_id: str
    recipient_id: str
    text: str
    created_at: datetime


def id_at(at: datetime, number: int) -> str:
    """Return the id of the post made at a moment as number `number` (from 0) of its millisecond."""
    return str(((int(at.timestamp() * 1000) - X_EPOCH_MS) << 22) + number)


def time_of_id(post_id: str) -> datetime:
    """Return the moment a post id was made, to the millisecond."""
    return datetime.fromtimestamp(((int(post_id) >> 22) + X_EPOCH_MS) / 1000, tz=UTC)


@lru_cache(maxsize=10_000)
def _exceeds(text: str) -> bool:
    """Say whether a text is longer than a short post; a page counts a hundred, most of them again at each poll."""
    return weighted_length(text) > SHORT_POST

"""The tables of working together at the desk: notes, views that were kept, acts on many at once, who is there."""

from datetime import datetime

from sqlalchemy import JSON, Column, Text
from sqlmodel import Field, SQLModel


class MentionNumberRow(SQLModel, table=True):
    """The number by which the index of words knows a mention; triggers note where that is `stale`.

    The words themselves stand in `mention_words`: an FTS5 table of SQLite, a column of PostgreSQL's own kind.
    """

    __tablename__ = "mention_number"
    number: int | None = Field(default=None, primary_key=True)
    mention: str = Field(unique=True)
    stale: bool = Field(default=True, index=True)


class MentionNoteRow(SQLModel, table=True):
    """What a colleague noted about a mention, masked."""

    __tablename__ = "mention_note"
    id: int | None = Field(default=None, primary_key=True)
    mention: str = Field(index=True)
    at: datetime
    by: str
    text: str = Field(sa_column=Column(Text, nullable=False))


class KeptViewRow(SQLModel, table=True):
    """A view of the queue by name; `member` is empty where it is everybody's."""

    __tablename__ = "kept_view"
    member: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    query: str
    by: str
    at: datetime


class TogetherRow(SQLModel, table=True):
    """An act on many mentions at once: which it changed, how they stood before, and why others stayed."""

    __tablename__ = "together"
    number: int | None = Field(default=None, primary_key=True)
    member: str = Field(index=True)
    act: str
    at: datetime
    undone: bool = False
    went: dict[str, object] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    stayed: list[dict[str, object]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class PresenceRow(SQLModel, table=True):
    """That a member has a mention open, and whether they write."""

    __tablename__ = "presence"
    mention: str = Field(primary_key=True)
    member: str = Field(primary_key=True)
    at: datetime
    writes: bool = False

"""The tables of the compliance desk: holds, what they keep from disposal, breach reports, confirmed sessions."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, Index, Text
from sqlmodel import Field, SQLModel

from smbot.core.holds import HoldKind

_KINDS = ", ".join(f"'{kind.value}'" for kind in HoldKind)


class LegalHoldRow(SQLModel, table=True):
    """An order that nothing of a post, a case, an entry of the docket or an author is disposed of; words are masked.

    `subject` is an id, or the author's keyed digest; `named` the id that an officer named.
    """

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint(f"kind IN ({_KINDS})", name="kind_is_known"),
        Index("legal_hold_by_subject", "kind", "subject"),
    )
    number: int | None = Field(default=None, primary_key=True)
    kind: str
    subject: str
    named: str
    matter: str
    reason: str = Field(sa_column=Column(Text, nullable=False))
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None = Field(default=None, index=True)
    lifted_by: str = ""
    lift_reason: str = Field(default="", sa_column=Column(Text, nullable=False))


class HeldBackRow(SQLModel, table=True):
    """A disposal that a hold keeps from happening: of a mention, or of another post's words in it (`quoted`)."""

    __tablename__ = "held_back"
    mention: str = Field(primary_key=True)
    quoted: str = Field(default="", primary_key=True)
    at: datetime


class BreachRow(SQLModel, table=True):
    """One version of a report of a breach of privacy; rows are only ever added. The texts of `fields` are masked."""

    __tablename__ = "breach_report"
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    version: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str
    subject: str = ""
    fields: dict[str, str | list[str]] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ConfirmedRow(SQLModel, table=True):
    """When somebody last proved anew, in a session, that it is they: the digest of the session's secret."""

    __tablename__ = "confirmed_session"
    session: str = Field(primary_key=True)
    at: datetime = Field(index=True)

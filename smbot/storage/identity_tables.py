"""Tables of the organisation's sign-in service: who is bound to which account, and which answers were used."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class IdentityRow(SQLModel, table=True):
    """An account of the sign-in service, and the member whom it lets in."""

    __tablename__ = "member_identity"
    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    member: str = Field(unique=True)
    bound_at: datetime


class UsedAnswerRow(SQLModel, table=True):
    """The digest of an answer of the sign-in service that was used, so that it is used once."""

    __tablename__ = "used_answer"
    digest: str = Field(primary_key=True)
    at: datetime

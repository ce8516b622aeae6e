"""The table of tokens for programs: no secret, only its digest."""

from datetime import datetime

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class ApiTokenRow(SQLModel, table=True):
    """A token; see `ApiToken`. `digest` is the SHA-256 of its secret."""

    __tablename__ = "api_token"
    id: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    member: str = Field(index=True)
    name: str
    scopes: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    created_at: datetime
    until: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

"""The private zone's tables: sealed bytes, digests, times; no word that anybody said or typed."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel


class PrivateCaseRow(SQLModel, table=True):
    """A case in the private zone: who may open its thread, and the language that the person chose."""

    __tablename__ = "private_case"
    case: str = Field(primary_key=True)
    assignee: str = ""
    language: str = ""
    deletion_asked_at: datetime | None = None


class CaseCodeRow(SQLModel, table=True):
    """A case code; `salt`, `verifier` and `public` come with the passphrase."""

    __tablename__ = "case_code"
    code: str = Field(primary_key=True)
    case: str = Field(index=True)
    made_at: datetime
    made_by: str
    expires_at: datetime
    revoked_at: datetime | None = None
    claimed_at: datetime | None = None
    salt: bytes = Field(default=b"", sa_type=LargeBinary)
    verifier: bytes = Field(default=b"", sa_type=LargeBinary)
    public: bytes = Field(default=b"", sa_type=LargeBinary)


class PrivateMessageRow(SQLModel, table=True):
    """A message of a thread. `sealed` is empty once it was deleted; its keys lie in another database.

    `mention` is the platform's private message that it came as.
    """

    __tablename__ = "private_message"
    id: str = Field(primary_key=True)
    case: str = Field(index=True)
    direction: str
    at: datetime
    channel: str
    language: str
    author: str = ""
    mention: str = Field(default="", index=True)
    by_code: bool = False
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class PrivateMarkRow(SQLModel, table=True):
    """Keyed digests of marks of what was said in a case, for the guard."""

    __tablename__ = "private_mark"
    case: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)


class ReachRow(SQLModel, table=True):
    """How the person is told that an answer waits, sealed to the dispatcher."""

    __tablename__ = "private_reach"
    case: str = Field(primary_key=True)
    channel: str
    language: str
    sealed: bytes = Field(sa_type=LargeBinary)


class NoticeRow(SQLModel, table=True):
    """A word that an answer waits: on its way, told, or given up."""

    __tablename__ = "private_notice"
    id: str = Field(primary_key=True)
    case: str = Field(index=True)
    channel: str
    language: str
    state: str = Field(index=True)
    attempts: int = 0
    next_at: datetime
    code: str = ""
    sealed: bytes | None = Field(default=None, sa_type=LargeBinary)


class VisitRow(SQLModel, table=True):
    """A browser in a thread: the digest of its secret, and a key that opens with that secret alone."""

    __tablename__ = "private_visit"
    digest: str = Field(primary_key=True)
    code: str = Field(index=True)
    case: str
    csrf: str
    created_at: datetime
    seen_at: datetime
    sealed_key: bytes = Field(sa_type=LargeBinary)


class EntryBucketRow(SQLModel, table=True):
    """How many attempts to enter are left, by keyed digest of an address or code, and in all."""

    __tablename__ = "entry_bucket"
    key: str = Field(primary_key=True)
    level: float
    at: datetime = Field(index=True)


class EnteredRow(SQLModel, table=True):
    """From which networks, as keyed digests, a code was entered rightly."""

    __tablename__ = "entered_from"
    code: str = Field(primary_key=True)
    network: str = Field(primary_key=True)

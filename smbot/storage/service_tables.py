"""The tables of service times: a narrow copy of when each mention came to which step, for figures over many of them."""

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field, SQLModel


class ServiceCellRow(SQLModel, table=True):
    """What mentions share: program and office of their case, first label, language, platform. There are few."""

    __tablename__ = "service_cell"
    __table_args__ = (UniqueConstraint("program", "office", "label", "language", "platform"),)
    id: int | None = Field(default=None, primary_key=True)
    program: str
    office: str
    label: str
    language: str
    platform: str


class ServiceTimeRow(SQLModel, table=True):
    """When a mention came to each step, in seconds since 1970; it follows the audit log, event by event.

    `offered` says whether its reply made the active offer as it was due, by the order of the office `greeted_by`.
    """

    __tablename__ = "service_time"
    __table_args__ = (Index("service_time_open", "closed", "collected"),)
    mention: str = Field(primary_key=True)
    cell: int
    posted: int = Field(sa_type=BigInteger, index=True)
    collected: int = Field(sa_type=BigInteger)
    triaged: int | None = Field(default=None, sa_type=BigInteger)
    acted: int | None = Field(default=None, sa_type=BigInteger)
    approved: int | None = Field(default=None, sa_type=BigInteger)
    sent: int | None = Field(default=None, sa_type=BigInteger)
    closed: int | None = Field(default=None, sa_type=BigInteger)
    hidden: int | None = Field(default=None, sa_type=BigInteger)
    exposed: bool = False
    wrong_office: bool = Field(default=False, index=True)
    offered: bool | None = None
    greeted_by: str = ""

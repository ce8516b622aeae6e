"""The table of what was disposed of: ids and digests alone, so that a certificate can be checked later."""

from datetime import datetime

from sqlmodel import Field, SQLModel


class DisposalRow(SQLModel, table=True):
    """A record that was destroyed. `certificate` is the digest of its batch, as the audit log has it."""

    __tablename__ = "disposal"
    kind: str = Field(primary_key=True)
    record: str = Field(primary_key=True)
    certificate: str = Field(index=True)
    fingerprint: str
    at: datetime

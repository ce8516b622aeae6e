"""Settings of what is kept, where, and for how long: databases, keys, backups, the audit log, records."""

from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from smbot.core.postgresql import database_of
from smbot.settings.values import Address, Table


def _postgresql(value: str) -> str:
    parts = urlsplit(value)
    if value and (parts.scheme != "postgresql" or not parts.path.strip("/")):
        raise ValueError("write it as postgresql://smbot@db.example.ca/smbot?sslmode=verify-full")
    if parts.password:
        raise ValueError("the password is a secret: secrets do not stand here")
    if value and not database_of(value).is_here and "sslmode=verify-full" not in parts.query.split("&"):
        raise ValueError("a database on another machine is reached with sslmode=verify-full")
    return value


class StorageTable(Table):
    """Where the database lies: in files, or on PostgreSQL where `url` names it; the keys' database lies apart."""

    folder: Path = Path("data")
    url: Annotated[str, AfterValidator(_postgresql)] = ""
    key_url: Annotated[str, AfterValidator(_postgresql)] = ""

    @model_validator(mode="after")
    def _both_and_apart(self) -> Self:
        same = self.url and self.key_url and database_of(self.url).may_be(database_of(self.key_url))
        if bool(self.url) != bool(self.key_url) or same:
            raise ValueError("url and key_url name two databases of PostgreSQL, or neither is set")
        return self


class KeysTable(Table):
    """Where the keys lie."""

    folder: Path = Path("keys")


class SecretsTable(Table):
    """Where secrets lie."""

    folder: Path = Path("secrets")


class AuditTable(Table):
    """Where signed checkpoints of the audit log are kept outside of this machine."""

    anchor_folder: str = ""
    anchor_address: Address = ""


_Days = Annotated[int, Field(ge=0, le=36_500)]


class RetentionTable(Table):
    """How long each kind of record is kept after its last use, in days (0: always), and who allowed its disposal."""

    authority: Annotated[str, Field(max_length=200)] = ""
    original_days: _Days = 0
    mention_days: _Days = 0
    private_days: _Days = 0
    case_days: _Days = 0
    docket_days: _Days = 0
    run: Literal["by-person", "daily"] = "by-person"


class BackupTable(Table):
    """Where backups are written, data and keys apart; in days, how long each is kept, how old the newest may become."""

    folder: Path = Path("backup/data")
    keys_folder: Path = Path("backup/keys")
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 30
    keep_keys_days: Annotated[int, Field(ge=1, le=90)] = 7
    warn_days: Annotated[int, Field(ge=0, le=90)] = 2


class LogTable(Table):
    """How much is logged, and in which form."""

    level: Literal["info", "warning"] = "info"
    format: Literal["console", "json"] = "console"

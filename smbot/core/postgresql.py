"""Which database of PostgreSQL an address names, however it is spelled."""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from smbot.core.hosts import LOOPBACK

SOCKETS = "/"
"""The host where the server is reached through a socket of this machine."""
PORT = 5432


@dataclass(frozen=True, kw_only=True)
class Database:
    """A database; its host is a folder of sockets where it is reached through one."""

    host: str
    port: str
    name: str

    def may_be(self, other: "Database") -> bool:
        """Say whether both are one, as far as addresses tell; a machine goes by several names."""
        here = (self.is_here, self.port, self.name) == (True, other.port, other.name) and other.is_here
        return self == other or here

    @property
    def is_here(self) -> bool:
        """Say whether it is reached within this machine."""
        return self.host in LOOPBACK or self.host.startswith(SOCKETS)


def database_of(url: str) -> Database:
    """Return what an address names; what stands in its query goes before the rest, as libpq has it.

    Raises:
        ValueError: Its port is no number.
    """
    parts = urlsplit(url)
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host = asked.get("hostaddr") or asked.get("host") or unquote(parts.hostname or "") or SOCKETS
    return Database(
        host=host.lower().rstrip(".") if not host.startswith(SOCKETS) else host,
        port=asked.get("port") or str(parts.port or PORT),
        name=asked.get("dbname") or unquote(parts.path.strip("/")),
    )

"""Notes about periodic work: when a thing was last done, and a word about it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Note:
    """`name` says of what ("alive:collect", "token:x"); `value` is a word, a version or a date, never a text."""

    name: str
    at: datetime
    value: str = ""

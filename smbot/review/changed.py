"""What the desk's pages are told of a change: that it happened, and to what; they fetch the rest themselves."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One event of the audit log, by its number. `version` is None where it is about no mention and no case."""

    number: int
    act: str
    subject: str
    version: int | None


class ChangeTransaction(Protocol):
    """What telling of changes needs of a transaction."""

    def log_size(self) -> int: ...  # noqa: D102
    def changes_from(self, number: int) -> list[Changed]: ...  # noqa: D102

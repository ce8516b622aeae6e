"""Legal holds: what one can keep from disposal, and what a hold is."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HoldKind(StrEnum):
    """What a hold keeps."""

    MENTION = "mention"
    AUTHOR = "author"
    CASE = "case"
    DOCKET = "docket"


@dataclass(frozen=True, kw_only=True)
class Hold:
    """An order that stops disposal until it is lifted. `number` is 0 until it is kept.

    `subject` is an id, or an author's keyed digest; `named` is the id that the officer named. `matter` is the file or
    proceeding that it serves. Reasons are masked.
    """

    number: int = 0
    kind: HoldKind
    subject: str
    named: str
    matter: str
    reason: str
    placed_at: datetime
    placed_by: str
    lifted_at: datetime | None = None
    lifted_by: str = ""
    lift_reason: str = ""

    @property
    def stands(self) -> bool:
        """Say whether it still keeps anything."""
        return self.lifted_at is None

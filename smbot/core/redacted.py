"""Text that has been through the redactor, and the ledger of its masks."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from smbot.core.spans import Mask

if TYPE_CHECKING:
    from smbot.core.warrant import Warrant


@final
@dataclass(frozen=True, slots=True)
class RedactedText:
    """A masked text with its ledger. Not a `str`, so that none slips in unmasked.

    The ledger tells true masks from what a poster typed ("<PERSON>"): render masks from it alone.
    """

    text: str
    masks: tuple[Mask, ...]
    warrant: "Warrant"

    def __repr__(self) -> str:
        return f"<redacted {len(self.text)} characters, {len(self.masks)} masks>"

"""Text that has been through the redactor, and the ledger of its masks."""

from dataclasses import InitVar, dataclass
from typing import TYPE_CHECKING, final

from smbot.core.spans import Mask

if TYPE_CHECKING:
    from smbot.core.warrant import Warrant


@final
@dataclass(frozen=True, slots=True)
class RedactedText:
    """A masked text with its ledger. Not a `str`, so that none slips in unmasked.

    The ledger tells true masks from what a poster typed ("<PERSON>"): render masks from it alone.

    The warrant is shown and not kept: nobody who holds one redacted text can call another so.
    """

    text: str
    masks: tuple[Mask, ...]
    warrant: InitVar["Warrant"]

    def __post_init__(self, warrant: "Warrant") -> None:
        """See the warrant, and let it go."""

    def __repr__(self) -> str:
        return f"<redacted {len(self.text)} characters, {len(self.masks)} masks>"

"""Places in a text, always in code points, end exclusive, never with the value they cover."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """One piece of personal information found: where in the *original* text, what, how sure (0-1).

    A `doubtful` one is masked and marked for a person.
    """

    start: int
    end: int
    entity: str
    score: float
    recognizer: str
    doubtful: bool = False


class Operator(StrEnum):
    """How personal information is replaced, and what is left of it in the mask."""

    NUMBER = "number"
    """``[PHONE_NUMBER 1]``: the same number for the same value in a conversation."""
    LAST = "last"
    """``[CREDIT_CARD …1234]``: its last digits."""
    PSEUDONYM = "pseudonym"
    """``[PERSON K7QF2M]``: a keyed code, the same for the same value in the whole installation."""
    DROP = "drop"
    """Nothing: only the ledger knows the place."""


ELLIPSIS: Final = "\u2026"


@dataclass(frozen=True, kw_only=True, order=True)
class Mask:
    """One mask in a *redacted* text; `operator` says what of the value it shows.

    `number` is the same for the same value in one conversation, and 0 where the operator gives none; `mark` is what
    stands in its place, digits or a code. A dropped value has a mask of no length.

    `doubtful` was decided when the mask was made, and stays until a person decides, whatever becomes of the
    settings; `disputed` is one of which an officer said that it hides nothing personal.
    """

    start: int
    end: int
    entity: str
    number: int
    score: float
    recognizer: str
    doubtful: bool = False
    disputed: bool = False
    operator: Operator = Operator.NUMBER
    mark: str = ""

    @property
    def shown(self) -> str:
        """Return what stands in the masked text."""
        if self.operator == Operator.DROP:
            return ""
        if self.operator == Operator.LAST:
            return f"[{self.entity} {ELLIPSIS}{self.mark}]"
        return f"[{self.entity} {self.mark or self.number}]"


@dataclass(frozen=True, kw_only=True, order=True)
class Evidence:
    """Where a text shows a label; `rule` names the rule or model that saw it."""

    start: int
    end: int
    label: str
    rule: str

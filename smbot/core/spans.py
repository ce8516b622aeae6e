"""Places in a text, always in code points, end exclusive, never with the value they cover."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, order=True)
class Span:
    """One piece of personal information found: where in the *original* text, what, how sure (0-1)."""

    start: int
    end: int
    entity: str
    score: float
    recognizer: str


@dataclass(frozen=True, kw_only=True, order=True)
class Mask:
    """One mask in a *redacted* text. The same value in one post has the same `number`."""

    start: int
    end: int
    entity: str
    number: int
    score: float
    recognizer: str


@dataclass(frozen=True, kw_only=True, order=True)
class Evidence:
    """Where a text shows a label; `rule` names the rule or model that saw it."""

    start: int
    end: int
    label: str
    rule: str

"""What readers of values share: a wrong value's place in a sentence, and how near it stands to its subject."""

from dataclasses import dataclass

NEAR = 90
"""Most characters between a subject and what is said of it."""


@dataclass(frozen=True, kw_only=True)
class Value:
    """A wrong value in a sentence."""

    start: int
    end: int

"""What redaction says of a post, be it text, a language without recognizers, or a failure."""

from collections.abc import Sequence
from dataclasses import dataclass

from smbot.core.errors import RedactionError
from smbot.core.mention import FAILED
from smbot.core.redacted import RedactedText
from smbot.raw.box import RawText
from smbot.redact.mask import Redaction, RedactionOfPart

LANGUAGE = "language:"
WORKER_DIED = "WorkerDied"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What is kept of a post: no text where `withheld` gives a reason."""

    text: RedactedText | None
    language: str
    withheld: str
    values: Sequence[RawText]
    tokens: Sequence[RawText]
    masks: int
    parts: Sequence[RedactionOfPart] = ()


def outcome_of(result: Redaction | RedactionError) -> Outcome:
    """Return what is kept of a post that was redacted, or could not be."""
    if isinstance(result, RedactionError):
        return Outcome(text=None, language="und", withheld=FAILED + result.cause, values=(), tokens=(), masks=0)
    withheld = LANGUAGE + result.language if result.withheld else ""
    return Outcome(
        # Patterns alone are not enough to show a text: without recognizers for its language it stays away.
        text=None if withheld else result.text,
        language=result.language,
        withheld=withheld,
        values=result.values,
        tokens=result.tokens,
        masks=len(result.spans) + sum(len(part.redaction.spans) for part in result.parts if part.redaction),
        parts=() if withheld else result.parts,
    )

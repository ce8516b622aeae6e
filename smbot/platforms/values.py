"""What every vendor's JSON needs alike: times, lists of objects, parts of a post, seconds in a header; pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from smbot.core.parts import PartKind
from smbot.raw.box import RawText
from smbot.raw.post import RawPart

LONGEST_WAIT = timedelta(days=1)
"""The longest window of any platform here is 24 hours; a later end is a wrong clock or a wrong answer."""


def instant(value: object) -> datetime | None:
    """Return an ISO 8601 time as an aware one in UTC, or None."""
    if not isinstance(value, str):
        return None
    try:
        at = datetime.fromisoformat(value)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def objects(value: object) -> Sequence[Mapping[str, object]]:
    """Return the JSON objects of a list; nothing where it is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def after_seconds(header: str, now: datetime) -> datetime | None:
    """Return the time that a header such as Retry-After names in seconds, within a day; None if it names none."""
    if header.isascii() and header.isdigit() and len(header) < 7:
        return now + min(timedelta(seconds=int(header)), LONGEST_WAIT)
    return None


@dataclass(frozen=True, kw_only=True, repr=False)
class Told:
    """A part of a post as a platform tells it, before it is boxed; see `RawPart`. Short-lived, as the JSON is."""

    kind: PartKind
    text: str
    post_id: str = ""
    conversation_id: str = ""
    withheld: bool = False


def told(found: Iterable[tuple[PartKind, object]], *, post_id: str = "", conversation_id: str = "") -> tuple[Told, ...]:
    """Return the parts that are words, each once; they stand in the post `post_id`, where one is named."""
    words = ((kind, text) for kind, text in found if isinstance(text, str) and text.strip())
    return tuple(
        Told(kind=kind, text=text, post_id=post_id, conversation_id=conversation_id)
        for kind, text in dict.fromkeys(words)
    )


def boxed(parts: Iterable[Told]) -> tuple[RawPart, ...]:
    """Return parts as a post carries them."""
    return tuple(
        RawPart(
            kind=part.kind,
            value=RawText(part.text),
            post_id=part.post_id,
            conversation_id=part.conversation_id,
            withheld=part.withheld,
        )
        for part in parts
    )

"""What a post carries beside its text: links, descriptions of pictures, names of files, poll options, quoted posts."""

from dataclasses import dataclass
from enum import StrEnum

from smbot.core.redacted import RedactedText


class PartKind(StrEnum):
    """What a part of a post is. Platforms name them in many ways; these are stored."""

    QUOTED = "quoted"
    PICTURE = "picture"
    LINK_TITLE = "link-title"
    LINK_TEXT = "link-text"
    LINK = "link"
    FILE = "file"
    POLL = "poll"


@dataclass(frozen=True, kw_only=True)
class RedactedPart:
    """A part after redaction; `text` is None where it could not be redacted, and is withheld.

    `post` is the keyed digest of the other post that it stands in, "" where it stands in this one.
    """

    kind: PartKind
    text: RedactedText | None
    post: str = ""

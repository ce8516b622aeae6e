"""What the guard finds in a reply."""

from dataclasses import dataclass

from smbot.core.messages import Message


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing found at `start`-`end` of the reply (code points; both 0: the reply as a whole).

    `refuses` says that the reply cannot be approved or sent so. The message holds none of its words.
    """

    rule: str
    refuses: bool
    message: Message
    start: int = 0
    end: int = 0

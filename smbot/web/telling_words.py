"""Whether whoever holds a role was told of a mention, in words: what the log says, and how to mend what failed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.core.roles import Role
from smbot.web.timeline import PastEvent

ACTS = frozenset({Act.MENTION_ROLE_ASKED, Act.MENTION_ROLE_TOLD, Act.MENTION_ROLE_NOT_TOLD})

AHEAD = msg("about to be told")
TOLD = msg("told")
NO_CHANNEL = msg("nobody could be told: no channel is set up")
FAILED = msg("nobody could be told: no channel took the message")

SET_UP = msg(
    "Look there yourself, and ask an administrator to name a reader with this role ([[notifications.readers]]) or a "
    "target (the secret notifications.targets)."
)
TRIED_AGAIN = msg("smbot tries again, for seven days. Which channel fails stands under Health.")
GIVEN_UP = msg("smbot tried for seven days and has given up: tell them yourself.")


@dataclass(frozen=True, kw_only=True)
class Telling:
    """How it stands: in a word, since when, and how to mend it where somebody must."""

    told: Message
    at: datetime | None
    mend: Message | None = None


def telling(role: Role, timeline: Sequence[PastEvent]) -> Telling | None:
    """Return how telling a role of a mention stands; None where nobody asked for that."""
    last = next((e for e in reversed(timeline) if e.act in ACTS and e.raw.get("to") == role), None)
    if last is None:
        return None
    if last.act == Act.MENTION_ROLE_TOLD:
        return Telling(told=TOLD, at=last.at)
    if last.act == Act.MENTION_ROLE_ASKED:
        return Telling(told=AHEAD, at=None)
    if not last.raw.get("count"):
        return Telling(told=NO_CHANNEL, at=last.at, mend=SET_UP)
    return Telling(told=FAILED, at=last.at, mend=TRIED_AGAIN if last.raw.get("again") else GIVEN_UP)

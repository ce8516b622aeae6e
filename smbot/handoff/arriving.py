"""Private messages of platforms that belong to a case: read for case codes, and sealed to the private key.

The one place where raw text becomes private words: it is opened in memory, and sealed before anything is kept. The
platform's account has set no passphrase: a person who shall read an answer gets a code of the secure page.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from nacl.public import PublicKey

from smbot.core.events import Act, Event
from smbot.core.ids import MentionId
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import GROUP, LENGTH, read_code
from smbot.handoff.known import digests
from smbot.handoff.model import CITIZEN, CaseCode, Channel, Direction, PrivateCase, Said, StoredMessage
from smbot.handoff.model import new_message_id as new_id
from smbot.handoff.ports import PrivateKeys
from smbot.handoff.sealing import TEAM, seal
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw

MOST_CODES = 5
"""Codes that are looked up of one message: whoever lists more is guessing."""
_SIGN = r"[0-9A-Za-z]"
_GROUPS = r"[\s.\-\u2010-\u2015_]?".join([f"{_SIGN}{{{GROUP}}}"] * (LENGTH // GROUP))
_CODE = re.compile(rf"(?<![^\W_]){_GROUPS}(?![^\W_])")
_NOTHING = PrivateText("")


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A platform's private message on its way to a case.

    `by_code` says that it names the case by a code, while its author is not known as the person of the case: whoever
    opens it must know that it may come from somebody else, since codes stand in public.
    """

    mention: MentionId
    case: str
    language: str
    at: datetime
    by_code: bool
    words: Sequence[RawText] = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A sealed message with the digests of its marks, for the table."""

    message: StoredMessage
    marks: frozenset[str] = field(repr=False)


class ArrivalTransaction(Protocol):
    """What is asked of the transaction that keeps the mention."""

    def private_case(self, case: str) -> PrivateCase | None: ...  # noqa: D102
    def keep_private_case(self, case: PrivateCase) -> None: ...  # noqa: D102
    def case_code(self, code: str) -> CaseCode | None: ...  # noqa: D102
    def add_private_message(self, message: StoredMessage) -> None: ...  # noqa: D102
    def add_private_marks(self, case: str, digests: frozenset[str]) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """Seals what arrives; `team` is the public half of the private key, `token` is `Digester.token`."""

    keys: PrivateKeys
    team: PublicKey
    token: Callable[[str, str], str]

    def seal(self, arrived: Arrived) -> Ready:
        """Seal a message, and store its data key: a key without its message does no harm.

        Whatever goes wrong raises; the words are then neither kept nor shown.
        """
        message = new_id()
        words = "\n".join(open_raw(each) for each in arrived.words)
        # Lone surrogates of broken messages have no place in a sealed text.
        said = Said(text=PrivateText(words.encode("utf-8", "replace").decode("utf-8")), contact=_NOTHING, when=_NOTHING)
        sealed = seal(said, message, arrived.case, {TEAM: self.team})
        marks = digests(arrived.case, [said], self.token)
        self.keys.put(message, sealed.keys)
        return Ready(
            message=StoredMessage(
                id=message,
                case=arrived.case,
                direction=Direction.IN,
                at=arrived.at,
                channel=Channel.MESSAGE,
                language=arrived.language,
                mention=arrived.mention,
                by_code=arrived.by_code,
                sealed=sealed.body,
            ),
            marks=marks,
        )


def keep_arrived(tx: ArrivalTransaction, ready: Ready, platform: str) -> None:
    """Put a sealed message onto its case's thread."""
    message = ready.message
    if tx.private_case(message.case) is None:
        tx.keep_private_case(PrivateCase(case=message.case, assignee="", language=message.language))
    tx.add_private_message(message)
    tx.add_private_marks(message.case, ready.marks)
    tx.record(
        Event(
            act=Act.PRIVATE_RECEIVED,
            actor=CITIZEN,
            subject=message.case,
            detail={
                "message": message.id,
                "channel": platform,
                "language": message.language,
                "mention": message.mention,
                "by_code": message.by_code,
            },
        )
    )


def codes_in(words: Sequence[RawText]) -> tuple[str, ...]:
    """Return the first case codes that a message names, right by their check symbol."""
    found = dict.fromkeys(code for each in words for code in _codes(open_raw(each)))
    return tuple(found)[:MOST_CODES]


def _codes(text: str) -> Iterator[str]:
    for match in _CODE.finditer(text):
        code = read_code(match[0])
        if code is not None:
            yield code

"""What people type into the secure page, checked: each problem names its field and a text of `words.toml`. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from smbot.core.messages import LANGUAGES
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import read_code
from smbot.handoff.model import Channel, Said
from smbot.handoff.passphrase import are_alike, will_do

LONGEST_TEXT = 5_000
LONGEST_LINE = 200
FEWEST_DIGITS = 10
_MAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[^\s@<>\"(),:;\[\]\\]+\.[A-Za-z0-9-]{2,}")
_BY_PHONE = frozenset({Channel.CALL_BACK, Channel.TEXT})
_BY_EITHER = frozenset({Channel.VIDEO, Channel.VISIT})


@dataclass(frozen=True, kw_only=True)
class Problem:
    """What is wrong, and at which field; `values` stand in the text."""

    place: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, repr=False)
class Letter:
    """The form of a message, as it was typed; shown again where something is wrong."""

    text: str = ""
    language: str = ""
    channel: str = Channel.MESSAGE.value
    contact: str = ""
    when: str = ""

    def said(self) -> Said:
        """Return it boxed."""
        return Said(
            text=PrivateText(self.text.strip()),
            contact=PrivateText(self.contact.strip()),
            when=PrivateText(self.when.strip()),
        )


def check_first(code: str, passphrase: str, again: str) -> tuple[Problem, ...]:
    """Return what is wrong with the form of a first visit."""
    found = list(_code(code))
    if not will_do(PrivateText(passphrase)):
        found.append(Problem(place="passphrase", text="bad_passphrase"))
    elif not are_alike(PrivateText(passphrase), PrivateText(again)):
        found.append(Problem(place="again", text="bad_again"))
    return tuple(found)


def check_enter(code: str, passphrase: str) -> tuple[Problem, ...]:
    """Return what is wrong with the form of a later visit."""
    found = list(_code(code))
    if not passphrase:
        found.append(Problem(place="passphrase", text="no_passphrase"))
    return tuple(found)


def check_letter(letter: Letter) -> tuple[Problem, ...]:
    """Return what is wrong with a message."""
    found = []
    if not letter.text.strip():
        found.append(Problem(place="text", text="no_text"))
    elif len(letter.text) > LONGEST_TEXT:
        found.append(Problem(place="text", text="long_text", values={"count": len(letter.text)}))
    if letter.language not in LANGUAGES:
        found.append(Problem(place="language", text="no_language"))
    if letter.channel not in set(Channel):
        found.append(Problem(place="channel", text="no_channel"))
    elif problem := _contact_problem(Channel(letter.channel), letter.contact.strip()):
        found.append(Problem(place="contact", text=problem))
    if len(letter.when) > LONGEST_LINE:
        found.append(Problem(place="when", text="long_contact"))
    return tuple(found)


def _code(code: str) -> tuple[Problem, ...]:
    return () if read_code(code) else (Problem(place="code", text="bad_code"),)


def _contact_problem(channel: Channel, contact: str) -> str:
    if len(contact) > LONGEST_LINE:
        return "long_contact"
    phone = sum(c.isdigit() for c in contact) >= FEWEST_DIGITS
    mail = _MAIL.fullmatch(contact) is not None
    if channel in _BY_PHONE and not phone:
        return "no_phone"
    if channel == Channel.EMAIL and not mail:
        return "no_mail"
    return "no_contact" if channel in _BY_EITHER and not (phone or mail) else ""

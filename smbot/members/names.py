"""Names of team members: readable, and none that could be taken for another's."""

import unicodedata
from collections.abc import Sequence

from smbot.core.errors import InputError
from smbot.core.events import SYSTEM
from smbot.core.messages import Message, msg
from smbot.members.ports import Membership

LONGEST_NAME = 60
MARKS = frozenset(" .'’-_@")
"""What a name may hold beside letters and digits: "J.-P. O’Neil", "anne@team"."""
RESERVED = frozenset({SYSTEM, "init", "demo", "citizen"})
"""Actors of the audit log that are no person."""


def fold(name: str) -> str:
    """Return the form in which names are compared: without case, accents, or doubled spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def tidy_name(name: str) -> str:
    """Return a new member's name in the form that is stored.

    Raises:
        InputError: Empty, too long, reserved, or with characters that a reader cannot tell apart.
    """
    tidy = " ".join(unicodedata.normalize("NFC", name).split())
    what = _fault(tidy)
    if what is not None:
        raise InputError(what, mend=msg("Use letters, digits, spaces, and . ’ - _ @ only, as in “Anne-Marie O’Neil”."))
    return tidy


def called(team: Sequence[Membership], name: str) -> Membership | None:
    """Return who has this name: the one spelled exactly so, else the only one who differs in case or accents."""
    exact = [one for one in team if one.member.name == name]
    alike = exact or [one for one in team if fold(one.member.name) == fold(name)]
    return alike[0] if len(alike) == 1 else None


def is_taken(team: Sequence[Membership], name: str) -> bool:
    """Say whether somebody, disabled or not, has this name or one that reads like it."""
    return any(fold(one.member.name) == fold(name) for one in team)


def _fault(name: str) -> Message | None:
    if not any(c.isalnum() for c in name):
        return msg("A member needs a name.")
    if len(name) > LONGEST_NAME:
        return msg("A name has at most {highest} characters.", highest=LONGEST_NAME)
    if any(c not in MARKS and unicodedata.category(c)[0] not in "LMN" for c in name):
        return msg("This name holds a character that names do not have.")
    if len(_scripts(name)) > 1:
        return msg("This name mixes alphabets: its letters could be taken for others.")
    if fold(name) in RESERVED:
        return msg("The audit log uses this name for what no person did.")
    return None


def _scripts(name: str) -> set[str]:
    """Return the alphabets of a name, by the first word of each letter's Unicode name."""
    words = {unicodedata.name(c, "").partition(" ")[0] for c in name if unicodedata.category(c)[0] == "L"}
    return words - {"MODIFIER"}  # the glottal stop and the like go with any alphabet

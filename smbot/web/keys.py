"""The keys of the desk: what each does, and which key a member has given it; each presses what a page says it presses.

WCAG 2.2, success criterion 2.1.4: a shortcut of one character can be switched off, or given another key.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from smbot.core.errors import InputError
from smbot.core.messages import Message, msg


@dataclass(frozen=True, kw_only=True)
class Shortcut:
    """What one key does. Templates and members' choices know it by its `name`; `shipped` is the key it comes with.

    `after_go` says that it is pressed after the key that leads to pages.
    """

    name: str
    shipped: str
    does: Message
    after_go: bool = False


SHORTCUTS: Final = (
    Shortcut(name="next", shipped="j", does=msg("next mention")),
    Shortcut(name="previous", shipped="k", does=msg("previous mention")),
    Shortcut(name="news", shipped="n", does=msg("show what is new, else open the first mention of the list")),
    Shortcut(name="back", shipped="u", does=msg("back to the list")),
    Shortcut(name="claim", shipped="c", does=msg("claim")),
    Shortcut(name="release", shipped="r", does=msg("put back")),
    Shortcut(name="edit", shipped="e", does=msg("edit the draft; Escape leaves the text")),
    Shortcut(name="approve", shipped="a", does=msg("approve the reply")),
    Shortcut(name="undo", shipped="z", does=msg("undo what you did last")),
    Shortcut(name="no-reply", shipped="x", does=msg("no reply is due")),
    Shortcut(name="access", shipped="f", does=msg("it asks for records: an access request")),
    Shortcut(name="labels", shipped="l", does=msg("correct the labels")),
    Shortcut(name="snooze", shipped="s", does=msg("put off, or take up again")),
    Shortcut(name="choose", shipped="v", does=msg("choose the mention in focus, for an act on several")),
    Shortcut(name="escalate", shipped="h", does=msg("escalate to a higher role")),
    Shortcut(name="open", shipped="o", does=msg("open the post on its platform")),
    Shortcut(name="filters", shipped="/", does=msg("filters")),
    Shortcut(name="help", shipped="?", does=msg("help")),
    Shortcut(name="go", shipped="g", does=msg("leads to a page: press it, then the key of the page")),
    Shortcut(name="go-queue", shipped="q", does=msg("then: the queue"), after_go=True),
    Shortcut(name="go-mine", shipped="m", does=msg("then: your mentions"), after_go=True),
    Shortcut(name="go-audit", shipped="d", does=msg("then: the audit log"), after_go=True),
    Shortcut(name="go-sending", shipped="s", does=msg("then: sending"), after_go=True),
)
FIXED: Final[Mapping[str, Message]] = {
    "Enter": msg("open the mention in focus"),
    "Ctrl+Enter": msg("save the draft while you type"),
}
"""Keys that write no character: they need no other key."""


def own_keys(changes: Mapping[str, str]) -> dict[str, str]:
    """Return the key of each shortcut, "" where it is switched off.

    A key that a member chose goes before a shortcut that is shipped with it since.
    """
    own = {(each.after_go, changes[each.name]) for each in SHORTCUTS if each.name in changes}
    return {
        each.name: changes.get(each.name, "" if (each.after_go, each.shipped) in own else each.shipped)
        for each in SHORTCUTS
    }


def chosen(typed: Mapping[str, str]) -> dict[str, str]:
    """Return what a member's keys change of those that are shipped; a shortcut that is not named keeps its own.

    Raises:
        InputError: Something is not one character that a key writes, or two shortcuts would have one key.
    """
    keys = {each.name: unicodedata.normalize("NFC", typed.get(each.name, each.shipped)).strip() for each in SHORTCUTS}
    taken: dict[tuple[bool, str], Shortcut] = {}
    for each in SHORTCUTS:
        if not (key := keys[each.name]):
            continue
        if len(key) > 1 or not key.isprintable() or unicodedata.category(key).startswith("M"):
            raise InputError(
                msg("The key for “{what}” must be one letter, digit or sign.", what=each.does),
                mend=msg("Leave it empty to switch this shortcut off."),
            )
        other = taken.setdefault((each.after_go, key), each)
        if other is not each:
            raise InputError(
                msg(
                    "“{key}” cannot stand for two things: “{one}” and “{two}”.", key=key, one=other.does, two=each.does
                ),
                mend=msg("Give one of them another key, or leave it empty to switch it off."),
            )
    return {each.name: keys[each.name] for each in SHORTCUTS if keys[each.name] != each.shipped}

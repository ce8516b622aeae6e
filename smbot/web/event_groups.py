"""Kinds of events of the audit log, in groups that an officer looks for. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from smbot.core.events import Act
from smbot.core.messages import Message, msg


class Group(StrEnum):
    """A group of kinds."""

    POSTS = "posts"
    MASKS = "masks"
    REPLIES = "replies"
    REQUESTS = "requests"
    CASES = "cases"
    PRIVATE = "private"
    KEEPING = "keeping"
    PEOPLE = "people"
    MACHINE = "machine"


NAMES: Mapping[Group, Message] = {
    Group.POSTS: msg("Posts and labels"),
    Group.MASKS: msg("Masks"),
    Group.REPLIES: msg("Replies, and what else was ordered"),
    Group.REQUESTS: msg("Docket"),
    Group.CASES: msg("Cases"),
    Group.PRIVATE: msg("What is said in private"),
    Group.KEEPING: msg("Holds, disposals, exports, breaches, the log itself"),
    Group.PEOPLE: msg("People and tokens"),
    Group.MACHINE: msg("Installation, accounts, keys, backups"),
}
SUBJECTS: Mapping[Group, frozenset[str]] = {
    Group.POSTS: frozenset({"mention", "labels", "sample", "author"}),
    Group.MASKS: frozenset({"mask"}),
    Group.REPLIES: frozenset({"draft", "reply", "order", "offer", "sending"}),
    Group.REQUESTS: frozenset({"docket"}),
    Group.CASES: frozenset({"case", "survey", "page"}),
    Group.PRIVATE: frozenset({"private", "code", "person"}),
    Group.KEEPING: frozenset({"hold", "disposal", "records", "breach", "export", "audit"}),
    Group.PEOPLE: frozenset({"member", "token"}),
}
"""What the names of acts begin with; whatever else happens is of the installation."""
GROUPS = {subject: group for group, subjects in SUBJECTS.items() for subject in subjects}


def group_of(act: Act) -> Group:
    """Return the group of a kind."""
    if act == Act.PAGE_COLLECTED:  # a page of posts, not a call to people
        return Group.MACHINE
    return GROUPS.get(act.value.partition(".")[0], Group.MACHINE)


def acts_of(kind: str) -> frozenset[Act]:
    """Return what an address names: a group, or one kind; nothing where it names neither."""
    if kind in set(Act):
        return frozenset({Act(kind)})
    return frozenset(act for act in Act if group_of(act) == kind)


KINDS: Mapping[Group, Sequence[Act]] = {group: [act for act in Act if group_of(act) == group] for group in Group}

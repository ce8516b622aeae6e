"""Separation of duties: which roles one person may not hold together, and what a change of the team brings. Pure.

A change takes the team as it is and returns the team as it would be, or refuses. While one person is
active alone, that person may hold everything; as soon as there are two, no account keeps a forbidden pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import MemberId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, Role
from smbot.core.words import ROLES
from smbot.members.names import is_taken
from smbot.members.ports import Membership

Team = tuple[Membership, ...]

FORBIDDEN = ((Role.COMPLIANCE, Role.ADMINISTRATOR), (Role.COMPLIANCE, Role.APPROVER))
"""Who watches neither appoints nor sends. The first of each pair is what a person loses when the two are parted."""


class Gap(StrEnum):
    """What a team lacks for duties to be separate."""

    NO_ADMINISTRATOR = "no-administrator"
    NO_APPROVER = "no-approver"
    ONE_APPROVER = "one-approver"
    NO_OFFICER = "no-officer"
    ALONE = "alone"


GAPS: Mapping[Gap, Message] = {
    Gap.NO_ADMINISTRATOR: msg("There is no active administrator: nobody can add members or reset passwords."),
    Gap.NO_APPROVER: msg("Nobody may approve replies."),
    Gap.ONE_APPROVER: msg("There is one approver: drafts of their own are approved without a second person."),
    Gap.NO_OFFICER: msg("Nobody is compliance officer: nobody can read the audit log at the desk."),
    Gap.ALONE: msg("One person holds roles that exclude each other. That is allowed only while nobody else is active."),
}


def forbidden_pairs(roles: frozenset[Role]) -> tuple[tuple[Role, Role], ...]:
    """Return the pairs among `roles` that one account must not hold."""
    return tuple(pair for pair in FORBIDDEN if roles.issuperset(pair))


def active(team: Sequence[Membership]) -> Team:
    """Return who may sign in."""
    return tuple(one for one in team if one.active)


def conflicting(team: Sequence[Membership]) -> Team:
    """Return the active members who hold a forbidden pair."""
    return tuple(one for one in active(team) if forbidden_pairs(one.member.roles))


def gaps(team: Sequence[Membership]) -> frozenset[Gap]:
    """Return what the team lacks."""
    people = active(team)
    approvers = sum(one.member.may(Permission.APPROVE) for one in people)
    found = {
        Gap.NO_ADMINISTRATOR: not any(one.holds(Role.ADMINISTRATOR) for one in people),
        Gap.NO_APPROVER: approvers == 0,
        Gap.ONE_APPROVER: approvers == 1,
        Gap.NO_OFFICER: not any(one.holds(Role.COMPLIANCE) for one in people),
        Gap.ALONE: len(people) == 1 and bool(conflicting(people)),
    }
    return frozenset(gap for gap, there in found.items() if there)


def add(team: Team, new: Member) -> Team:
    """Add a member; whoever was alone with everything loses what one person of several must not hold.

    Raises:
        NotAllowed: The name is taken, or the roles exclude each other.
        InputError: No role.
    """
    if is_taken(team, new.name):
        raise NotAllowed(msg("There is a member of this name already."), where=new.name)
    added = Membership(member=new)
    _check_roles(team, added)
    return _parted((*team, added))


def change_roles(team: Team, member: MemberId, *, give: frozenset[Role], take: frozenset[Role]) -> Team:
    """Give and take roles.

    Raises:
        NotAllowed: Nothing would change, the roles exclude each other, or no administrator would be left.
        InputError: A role is both given and taken, or none would be left.
    """
    now = _of(team, member)
    if give & take:
        raise InputError(msg("A role cannot be given and taken at once."), where=now.member.name)
    roles = (now.member.roles | give) - take
    if roles == now.member.roles:
        raise NotAllowed(msg("Nothing changes: these are the member's roles already."), where=now.member.name)
    changed = replace(now, member=replace(now.member, roles=roles))
    _check_roles(team, changed)
    return _keeping_an_administrator(team, _with(team, changed))


def disable(team: Team, member: MemberId) -> Team:
    """Shut an account.

    Raises:
        NotAllowed: It is shut already, or no administrator would be left.
    """
    now = _of(team, member)
    if now.disabled:
        raise NotAllowed(msg("This account is disabled already."), where=now.member.name)
    return _keeping_an_administrator(team, _with(team, replace(now, disabled=True)))


def enable(team: Team, member: MemberId) -> Team:
    """Open an account again; forbidden pairs are parted as when somebody is added.

    Raises:
        NotAllowed: It is open.
    """
    now = _of(team, member)
    if now.active:
        raise NotAllowed(msg("This account is not disabled."), where=now.member.name)
    return _parted(_with(team, replace(now, disabled=False)))


def consequences(before: Team, after: Team, *, of: MemberId) -> tuple[Message, ...]:
    """Return what a change brings beside itself: roles that others lose, and what the team then lacks."""
    old = {one.member.id: one.member for one in before}
    lost = [
        msg(
            "{name} will no longer be {role}: one person may hold both only while nobody else is active.",
            name=one.member.name,
            role=ROLES[role],
        )
        for one in after
        if one.member.id != of and one.member.id in old
        for role in sorted(old[one.member.id].roles - one.member.roles)
    ]
    new = gaps(after) - gaps(before)
    return (*lost, *(GAPS[gap] for gap in Gap if gap in new))


def _check_roles(team: Team, changed: Membership) -> None:
    if not changed.member.roles:
        raise InputError(
            msg("A member needs at least one role."),
            where=changed.member.name,
            mend=msg("Choose at least one. To shut somebody out, disable their account."),
        )
    others = [one for one in active(team) if one.member.id != changed.member.id]
    for one, other in forbidden_pairs(changed.member.roles):
        if others:
            raise NotAllowed(
                msg(
                    "One account cannot be both {one} and {other}: another person could hold one of the two.",
                    one=ROLES[one],
                    other=ROLES[other],
                ),
                where=changed.member.name,
            )


def _parted(team: Team) -> Team:
    if len(active(team)) < 2:
        return team
    lost = {one.member.id: {pair[0] for pair in forbidden_pairs(one.member.roles)} for one in conflicting(team)}
    return tuple(
        replace(one, member=replace(one.member, roles=one.member.roles - lost.get(one.member.id, set())))
        for one in team
    )


def _keeping_an_administrator(before: Team, after: Team) -> Team:
    if Gap.NO_ADMINISTRATOR in gaps(after) - gaps(before):
        raise NotAllowed(
            msg("This is the last active administrator: nobody could undo it."),
            mend=msg("First make somebody else an administrator: smbot user role NAME --add administrator"),
        )
    return after


def _of(team: Team, member: MemberId) -> Membership:
    return next(one for one in team if one.member.id == member)


def _with(team: Team, changed: Membership) -> Team:
    return tuple(changed if one.member.id == changed.member.id else one for one in team)

"""Roles and what each may do; a member can hold several."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args

from smbot.core.errors import NotAllowed
from smbot.core.ids import MemberId
from smbot.core.messages import msg


class Role(StrEnum):
    """A team member's role. Permissions are not inherited from one role to another."""

    VIEWER = "viewer"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    COMPLIANCE = "compliance"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    """One thing a member may do. Every page and every act names one."""

    READ_QUEUE = "read-queue"
    WORK_QUEUE = "work-queue"
    TAKE_PASSED = "take-passed"
    APPROVE = "approve"
    READ_AUDIT = "read-audit"
    CORRECT_MASKS = "correct-masks"
    READ_REPORTS = "read-reports"
    REVEAL = "reveal"
    CONFIGURE = "configure"


GRANTS: dict[Role, frozenset[Permission]] = {
    Role.VIEWER: frozenset({Permission.READ_QUEUE}),
    Role.REVIEWER: frozenset({Permission.READ_QUEUE, Permission.WORK_QUEUE}),
    Role.APPROVER: frozenset(
        {Permission.READ_QUEUE, Permission.WORK_QUEUE, Permission.APPROVE, Permission.READ_REPORTS}
    ),
    Role.COMPLIANCE: frozenset(
        {
            Permission.READ_QUEUE,
            Permission.TAKE_PASSED,
            Permission.READ_AUDIT,
            Permission.CORRECT_MASKS,
            Permission.READ_REPORTS,
            Permission.REVEAL,
        }
    ),
    Role.ADMINISTRATOR: frozenset({Permission.CONFIGURE, Permission.READ_REPORTS}),
}


Taker = Literal[Role.APPROVER, Role.COMPLIANCE]
TAKERS: tuple[Taker, ...] = get_args(Taker)
"""The roles that a mention can be passed to: whoever has them sees mentions, and can do more with them than others.

An administrator sees no mention at all: what was passed there would lie where nobody finds it.
"""

Reader = Literal[Role.VIEWER, Role.REVIEWER, Role.APPROVER, Role.COMPLIANCE]
"""The roles that see mentions, and so can be told of one."""

RANKS = tuple(Role)
"""The roles, the lowest first: what is passed to one of them, those after it may take as well."""


def may(roles: frozenset[Role], permission: Permission) -> bool:
    """Say whether any of `roles` grants `permission`."""
    return any(permission in GRANTS[role] for role in roles)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A team member as acts see them. `name` is what the audit log shows.

    `language` is that of their pages, `languages` those in which they serve, `office` their home office's id ("" none).
    """

    id: MemberId
    name: str
    roles: frozenset[Role]
    language: str = "en"
    office: str = ""
    languages: tuple[str, ...] = ()

    @property
    def serves(self) -> tuple[str, ...]:
        """Return the languages in which they serve: that of their pages where nobody said."""
        return self.languages or (self.language,)

    def may(self, permission: Permission) -> bool:
        """Say whether one of the member's roles grants `permission`."""
        return may(self.roles, permission)

    def holds(self, role: Role) -> bool:
        """Say whether the member has `role`, or one that is higher."""
        return any(RANKS.index(own) >= RANKS.index(role) for own in self.roles)


def demand(member: Member, permission: Permission) -> None:
    """Raise `NotAllowed` where the member has not this permission."""
    if not member.may(permission):
        raise NotAllowed(msg("Your role does not permit this."))

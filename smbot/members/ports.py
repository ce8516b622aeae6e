"""A team member with what administrators manage, and what the acts need of storage."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from smbot.core.events import Event
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Role


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A member and the state of their account.

    `must_change` says that the password is a one-time one; `recovery_codes` is how many are unused. `has_password` is
    false where one signs in through the organisation's sign-in service alone.
    `shortcuts` are the keys of the desk that they changed, by the names of what they do; "" is switched off.
    """

    member: Member
    disabled: bool = False
    must_change: bool = False
    second_factor: bool = False
    recovery_codes: int = 0
    has_password: bool = True
    shortcuts: Mapping[str, str] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        """Say whether the member may sign in and act."""
        return not self.disabled

    def holds(self, role: Role) -> bool:
        """Say whether this is an active member with `role`."""
        return self.active and role in self.member.roles


@dataclass(frozen=True, kw_only=True, repr=False)
class Credentials:
    """What a sign-in is checked against. `step` is the last time step whose code was used."""

    password: str
    second_factor: bytes | None
    step: int
    recovery: frozenset[str]


class MemberTransaction(Protocol):
    """What the acts need of a transaction."""

    def memberships(self) -> list[Membership]: ...  # noqa: D102
    def last_sign_ins(self) -> dict[MemberId, datetime]: ...  # noqa: D102
    def add_member(self, member: Member, password_hash: str, *, must_change: bool = False) -> None: ...  # noqa: D102
    def keep_roles(self, member: MemberId, roles: frozenset[Role]) -> None: ...  # noqa: D102
    def keep_language(self, member: MemberId, language: str) -> None: ...  # noqa: D102
    def keep_shortcuts(self, member: MemberId, shortcuts: Mapping[str, str]) -> None: ...  # noqa: D102
    def keep_office(self, member: MemberId, office: str, languages: Sequence[str]) -> None: ...  # noqa: D102
    def keep_password(self, member: MemberId, password_hash: str, *, must_change: bool) -> None: ...  # noqa: D102
    def keep_second_factor(  # noqa: D102
        self, member: MemberId, sealed: bytes | None, *, step: int, recovery: Sequence[str]
    ) -> None: ...
    def set_disabled(self, member: MemberId, disabled: bool) -> None: ...  # noqa: D102
    def end_sessions_of(self, member: MemberId) -> int: ...  # noqa: D102
    def bound_to(self, issuer: str, subject: str) -> MemberId | None: ...  # noqa: D102
    def bind(self, member: MemberId, issuer: str, subject: str) -> None: ...  # noqa: D102
    def unbind(self, member: MemberId) -> int: ...  # noqa: D102
    def subjects(self, issuer: str) -> dict[MemberId, str]: ...  # noqa: D102
    def end_claims_of(self, name: str) -> int: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class MemberStore(Protocol):
    """Opens transactions for the acts."""

    def write(self) -> AbstractContextManager[MemberTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[MemberTransaction]: ...  # noqa: D102

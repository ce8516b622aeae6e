"""The acts of an administrator on members: each is decided on the team it finds, and written with its events."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from smbot.core.errors import NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MemberId, new_member_id
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, Role
from smbot.members import duties
from smbot.members.duties import Team
from smbot.members.names import called, tidy_name
from smbot.members.passwords import new_one_time_password
from smbot.members.ports import Membership, MemberStore, MemberTransaction

APART = "separation of duties"
"""Why a role was taken that nobody asked to take."""

Change = Callable[[Team, MemberId], Team]
"""A decision of `smbot.members.duties` about one member."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A member as the list shows one."""

    membership: Membership
    last_sign_in: datetime | None


@dataclass(frozen=True, kw_only=True)
class Done:
    """What an act brought: the member as they are now, a one-time password to hand over, and what else changed."""

    member: Member
    one_time_password: str = field(default="", repr=False)
    consequences: tuple[Message, ...] = ()


class Members:
    """The acts. Each refuses an actor who is not an active administrator at that moment."""

    def __init__(self, store: MemberStore, hash_password: Callable[[str], str]) -> None:
        self._store = store
        self._hash = hash_password

    def listing(self, actor: Member) -> list[Listed]:
        """Return everybody by name, with their last sign-in."""
        with self._store.read() as tx:
            team, last = _team(tx, actor), tx.last_sign_ins()
        return [Listed(membership=one, last_sign_in=last.get(one.member.id)) for one in team]

    def foresee(self, actor: Member, name: str, change: Change) -> tuple[Message, ...]:
        """Return what a change would bring, without making it.

        Raises:
            NotAllowed: It would be refused.
        """
        with self._store.read() as tx:
            team = _team(tx, actor)
        member = _found(team, name).member.id
        return duties.consequences(team, change(team, member), of=member)

    def foresee_add(self, actor: Member, name: str, roles: frozenset[Role]) -> tuple[Message, ...]:
        """Return what adding this member would bring, without doing it.

        Raises:
            InputError: The name or the roles will not do.
            NotAllowed: It would be refused.
        """
        new = Member(id=new_member_id(), name=tidy_name(name), roles=roles)
        with self._store.read() as tx:
            team = _team(tx, actor)
        return duties.consequences(team, duties.add(team, new), of=new.id)

    def add(
        self,
        actor: Member,
        name: str,
        roles: frozenset[Role],
        language: str,
        *,
        office: str = "",
        languages: tuple[str, ...] = (),
    ) -> Done:
        """Add a member with a one-time password; the caller knows the `office` to exist.

        Raises:
            InputError: The name or the roles will not do.
            NotAllowed: See `duties.add`.
        """
        new = Member(
            id=new_member_id(),
            name=tidy_name(name),
            roles=roles,
            language=language,
            office=office,
            languages=languages,
        )
        password = new_one_time_password()
        hashed = self._hash(password)
        with self._store.write() as tx:
            before = _team(tx, actor)
            after = duties.add(before, new)
            tx.add_member(new, hashed, must_change=True)
            record_added(tx, actor.name, new)
            if office or languages:
                _record_office(tx, actor.name, new)
            keep_changes(tx, actor.name, before, after, of=new.id)
        return Done(member=new, one_time_password=password, consequences=duties.consequences(before, after, of=new.id))

    def change_roles(self, actor: Member, name: str, *, give: frozenset[Role], take: frozenset[Role]) -> Done:
        """Give and take roles; sessions go on with the new ones from the next request.

        Raises:
            InputError: No role would be left, or one is both given and taken.
            NotAllowed: See `duties.change_roles`.
        """
        return self._change(actor, name, partial(duties.change_roles, give=give, take=take))

    def set_office(
        self, actor: Member, name: str, *, office: str | None = None, languages: tuple[str, ...] | None = None
    ) -> Done:
        """Set a member's home office ("" takes it away), the languages in which they serve, or both.

        Raises:
            NotAllowed: No such member, or nothing would change.
        """
        with self._store.write() as tx:
            now = _found(_team(tx, actor), name).member
            member = replace(
                now,
                office=now.office if office is None else office,
                languages=now.languages if languages is None else languages,
            )
            if member == now:
                raise NotAllowed(msg("Nothing changes: it is so already."), where=now.name)
            tx.keep_office(member.id, member.office, member.languages)
            _record_office(tx, actor.name, member)
        return Done(member=member)

    def disable(self, actor: Member, name: str) -> Done:
        """Shut an account: its sessions end, and what it holds falls back to the queue.

        Raises:
            NotAllowed: See `duties.disable`.
        """
        return self._change(actor, name, duties.disable)

    def enable(self, actor: Member, name: str) -> Done:
        """Open an account again, with the password and the second factor it had.

        Raises:
            NotAllowed: See `duties.enable`.
        """
        return self._change(actor, name, duties.enable)

    def reset_password(self, actor: Member, name: str) -> Done:
        """Replace a password by a one-time one; all sessions end.

        Raises:
            NotAllowed: No such member.
        """
        password = new_one_time_password()
        hashed = self._hash(password)
        with self._store.write() as tx:
            member = _found(_team(tx, actor), name).member
            tx.keep_password(member.id, hashed, must_change=True)
            tx.end_sessions_of(member.id)
            _record(tx, Act.MEMBER_PASSWORD_RESET, actor.name, member)
        return Done(member=member, one_time_password=password)

    def reset_second_factor(self, actor: Member, name: str) -> Done:
        """Forget a lost second factor with its recovery codes; all sessions end.

        Raises:
            NotAllowed: No such member, or no second factor.
        """
        with self._store.write() as tx:
            found = _found(_team(tx, actor), name)
            if not found.second_factor:
                raise NotAllowed(msg("This member has no second factor."), where=found.member.name)
            tx.keep_second_factor(found.member.id, None, step=0, recovery=())
            tx.end_sessions_of(found.member.id)
            _record(tx, Act.MEMBER_SECOND_FACTOR_RESET, actor.name, found.member)
        return Done(member=found.member)

    def _change(self, actor: Member, name: str, change: Change) -> Done:
        with self._store.write() as tx:
            before = _team(tx, actor)
            member = _found(before, name).member.id
            after = change(before, member)
            keep_changes(tx, actor.name, before, after, of=member)
        changed = next(one.member for one in after if one.member.id == member)
        return Done(member=changed, consequences=duties.consequences(before, after, of=member))


def record_added(tx: MemberTransaction, actor: str, new: Member) -> None:
    """Write the event of a new member."""
    _record(tx, Act.MEMBER_ADDED, actor, new, roles=sorted(new.roles))


def keep_changes(tx: MemberTransaction, actor: str, before: Team, after: Team, *, of: MemberId) -> None:
    """Write what differs between two states of the team, one event for each; `of` is whom the act is about."""
    old = {one.member.id: one for one in before}
    for one in after:
        was = old.get(one.member.id)
        if was is None:
            continue
        if was.member.roles != one.member.roles:
            tx.keep_roles(one.member.id, one.member.roles)
            changed = {"given": one.member.roles - was.member.roles, "taken": was.member.roles - one.member.roles}
            detail: dict[str, Detail] = {what: sorted(roles) for what, roles in changed.items() if roles}
            if one.member.id != of:
                detail["why"] = APART
            _record(tx, Act.MEMBER_ROLE_CHANGED, actor, one.member, **detail)
        if one.disabled and not was.disabled:
            tx.set_disabled(one.member.id, True)
            tx.end_sessions_of(one.member.id)
            _record(tx, Act.MEMBER_DISABLED, actor, one.member, claims=tx.end_claims_of(one.member.name))
        if was.disabled and not one.disabled:
            tx.set_disabled(one.member.id, False)
            _record(tx, Act.MEMBER_ENABLED, actor, one.member)


def _team(tx: MemberTransaction, actor: Member) -> Team:
    """Return the team, if the actor is an active administrator now, whatever they were when the command began."""
    team = tuple(tx.memberships())
    if not any(one.active and one.member.id == actor.id and one.member.may(Permission.CONFIGURE) for one in team):
        raise NotAllowed(msg("Your role does not permit this."), mend=msg("An administrator can: use --member NAME."))
    return team


def _found(team: Team, name: str) -> Membership:
    found = called(team, name)
    if found is None:
        raise NotAllowed(msg("There is no team member of this name."), where=name, mend=msg("See “smbot user list”."))
    return found


def _record_office(tx: MemberTransaction, actor: str, member: Member) -> None:
    _record(tx, Act.MEMBER_OFFICE_SET, actor, member, office=member.office, languages=list(member.languages))


def _record(tx: MemberTransaction, act: Act, actor: str, member: Member, **detail: Detail) -> None:
    tx.record(Event(act=act, actor=actor, subject=member.id, detail={"name": member.name, **detail}))

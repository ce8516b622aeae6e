"""The acts of an administrator on members: each is decided on the team it finds, and written with its events."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from smbot.core.errors import InputError, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MemberId, new_member_id
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, Role
from smbot.members import duties
from smbot.members.duties import Team
from smbot.members.identity import LONGEST_SUBJECT
from smbot.members.names import called, tidy_name
from smbot.members.passwords import NOBODY, new_one_time_password
from smbot.members.ports import Membership, MemberStore, MemberTransaction

APART = "separation of duties"
"""Why a role was taken that nobody asked to take."""

Change = Callable[[Team, MemberId], Team]
"""A decision of `smbot.members.duties` about one member."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A member as the list shows one; `subject` is their account of the sign-in service, "" where there is none."""

    membership: Membership
    last_sign_in: datetime | None
    subject: str = ""


@dataclass(frozen=True, kw_only=True)
class Done:
    """What an act brought: the member as they are now, a one-time password to hand over, and what else changed."""

    member: Member
    one_time_password: str = field(default="", repr=False)
    consequences: tuple[Message, ...] = ()


class Members:
    """The acts. Each refuses an actor who is not an active administrator at that moment.

    At the desk nobody acts on their own account (`on_oneself` is false there): with the command line whoever runs it
    chooses the administrator in whose name it is done. `issuer` is the sign-in service's, "" where there is none.
    """

    def __init__(
        self, store: MemberStore, hash_password: Callable[[str], str], *, issuer: str = "", on_oneself: bool = True
    ) -> None:
        self._store = store
        self._issuer = issuer
        self._hash = hash_password
        self._on_oneself = on_oneself

    def listing(self, actor: Member) -> list[Listed]:
        """Return everybody by name, with their last sign-in."""
        with self._store.read() as tx:
            team, last, subjects = _team(tx, actor), tx.last_sign_ins(), tx.subjects(self._issuer)
        return [
            Listed(membership=one, last_sign_in=last.get(one.member.id), subject=subjects.get(one.member.id, ""))
            for one in team
        ]

    def foresee(self, actor: Member, name: str, change: Change) -> tuple[Message, ...]:
        """Return what a change would bring, without making it.

        Raises:
            NotAllowed: It would be refused.
        """
        with self._store.read() as tx:
            team = _team(tx, actor)
        member = _found(team, name).member.id
        self._refuse_oneself(actor, member)
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
            now = self._other(tx, actor, name).member
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
            member = self._other(tx, actor, name).member
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
            found = self._other(tx, actor, name)
            if not found.second_factor:
                raise NotAllowed(msg("This member has no second factor."), where=found.member.name)
            tx.keep_second_factor(found.member.id, None, step=0, recovery=())
            tx.end_sessions_of(found.member.id)
            _record(tx, Act.MEMBER_SECOND_FACTOR_RESET, actor.name, found.member)
        return Done(member=found.member)

    def end_sessions(self, actor: Member, name: str) -> Done:
        """Sign a member out of every browser.

        Raises:
            NotAllowed: No such member.
        """
        with self._store.write() as tx:
            member = self._other(tx, actor, name).member
            _record(tx, Act.MEMBER_SESSIONS_ENDED, actor.name, member, count=tx.end_sessions_of(member.id))
        return Done(member=member)

    def bind(self, actor: Member, name: str, issuer: str, subject: str) -> Done:
        """Bind a member to an account of the sign-in service; a one-time password that nobody used stops working.

        Whoever was bound to another account is let go of first: it may be another person's, and its sessions end.

        Raises:
            InputError: The subject is empty or too long.
            NotAllowed: No such member, or another one is bound to this account.
        """
        subject = subject.strip()
        if not subject or len(subject) > LONGEST_SUBJECT:
            raise InputError(
                msg("An identifier has 1 to {highest} characters.", highest=LONGEST_SUBJECT),
                mend=msg("Copy it as the sign-in service, or the page after a refused sign-in, shows it."),
            )
        with self._store.write() as tx:
            found = self._other(tx, actor, name)
            if tx.bound_to(issuer, subject) not in {None, found.member.id}:
                raise NotAllowed(msg("Another member is bound to this account."), where=found.member.name)
            if tx.bound_to(issuer, subject) is None:
                self._let_go(tx, actor, found.member)
            tx.bind(found.member.id, issuer, subject)
            if found.must_change:
                tx.keep_password(found.member.id, NOBODY, must_change=False)
            _record(tx, Act.MEMBER_IDENTITY_BOUND, actor.name, found.member)
        return Done(member=found.member)

    def unbind(self, actor: Member, name: str) -> Done:
        """Let a member no longer in through the sign-in service; all sessions end.

        Raises:
            NotAllowed: No such member, or bound to no account.
        """
        with self._store.write() as tx:
            member = self._other(tx, actor, name).member
            if not self._let_go(tx, actor, member):
                raise NotAllowed(msg("This member is bound to no account of the sign-in service."), where=member.name)
        return Done(member=member)

    def _let_go(self, tx: MemberTransaction, actor: Member, member: Member) -> bool:
        """Unbind a member and end all their sessions; False where they were bound to no account."""
        if not tx.unbind(member.id):
            return False
        tx.end_sessions_of(member.id)
        _record(tx, Act.MEMBER_IDENTITY_REMOVED, actor.name, member)
        return True

    def _other(self, tx: MemberTransaction, actor: Member, name: str) -> Membership:
        """Return whom an act is about."""
        found = _found(_team(tx, actor), name)
        self._refuse_oneself(actor, found.member.id)
        return found

    def _refuse_oneself(self, actor: Member, member: MemberId) -> None:
        if member == actor.id and not self._on_oneself:
            raise NotAllowed(
                msg("Nobody changes their own roles or account here."), mend=msg("Another administrator can.")
            )

    def _change(self, actor: Member, name: str, change: Change) -> Done:
        with self._store.write() as tx:
            before = _team(tx, actor)
            member = _found(before, name).member.id
            self._refuse_oneself(actor, member)
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

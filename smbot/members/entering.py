"""How somebody whom the sign-in service vouches for comes in: bound by issuer and subject, never by a name or e-mail.

Where the service's claims give roles, they are those of the member from each sign-in on, under the same rules of
separated duties as an administrator's changes.
"""

from contextlib import AbstractContextManager
from functools import partial
from typing import Protocol

from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.events import SYSTEM, Act, Detail, Event
from smbot.core.ids import MemberId, new_member_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Role
from smbot.members import duties
from smbot.members.acts import keep_changes, record_added
from smbot.members.identity import Identity
from smbot.members.names import is_taken, tidy_name
from smbot.members.passwords import NOBODY
from smbot.members.ports import MemberTransaction
from smbot.members.tokens import TokenTransaction

THROUGH_SERVICE = "sign-in service"
"""How somebody came in, as the audit log says it."""


class EnteringTransaction(MemberTransaction, TokenTransaction, Protocol):
    """What coming in needs of a transaction."""


class EnteringStore(Protocol):
    """Opens transactions for coming in."""

    def write(self) -> AbstractContextManager[EnteringTransaction]: ...  # noqa: D102


class Unknown(NotAllowed):
    """Nobody here is bound to this account; `subject` is what an administrator needs to bind one."""

    def __init__(self, subject: str) -> None:
        super().__init__(
            msg("The sign-in service knows you, and this desk does not yet."),
            mend=msg("Give the identifier below to an administrator of this desk."),
        )
        self.subject = subject


class Entering:
    """Lets people in whom the sign-in service vouches for."""

    def __init__(self, store: EnteringStore, *, language: str) -> None:
        self._store = store
        self._language = language

    def enter(self, identity: Identity) -> Member:
        """Return the member who has come, with the roles that the claims give where they give any.

        Raises:
            Unknown: Nobody is bound to the account, and the claims make nobody a member.
            NotAllowed: The member is disabled, has no role any more, or the roles exclude each other. Their sessions
                and tokens have ended then.
        """
        try:
            with self._store.write() as tx:
                member = self._entered(tx, identity)
                detail = {"through": THROUGH_SERVICE}
                tx.record(Event(act=Act.MEMBER_SIGNED_IN, actor=member.name, subject=member.id, detail=detail))
                return member
        except SmbotError as refused:
            self._refuse(identity, refused)
            raise

    def confirm(self, identity: Identity, member: MemberId) -> Member:
        """Return the member whom the service was asked about anew, with the roles that the claims give now.

        Raises:
            NotAllowed: It is somebody else, or the service lets them in no more: as at a sign-in.
        """
        with self._store.write() as tx:
            same = tx.bound_to(identity.issuer, identity.subject) == member
            if not same:
                detail = {"why": "another person", "through": THROUGH_SERVICE}
                tx.record(Event(act=Act.SIGN_IN_REFUSED, subject=member, detail=detail))
        if not same:
            raise NotAllowed(
                msg("The sign-in service named somebody else than who is signed in here."),
                mend=msg("Sign out of the service, or choose your own account there, and try again."),
            )
        try:
            with self._store.write() as tx:
                return self._entered(tx, identity)
        except SmbotError as refused:
            self._refuse(identity, refused)
            raise

    def _refuse(self, identity: Identity, refused: SmbotError) -> None:
        """Write that somebody may not come in, and end what they had begun.

        A transaction that raises keeps nothing: this one is its own.
        """
        with self._store.write() as tx:
            bound = tx.bound_to(identity.issuer, identity.subject)
            if bound is not None:
                _shut_out(tx, bound)
            why = "unknown" if isinstance(refused, Unknown) else "member"
            detail = {"why": why, "through": THROUGH_SERVICE}
            tx.record(Event(act=Act.SIGN_IN_REFUSED, subject=bound or "", detail=detail))

    def refused(self, why: str) -> None:
        """Write that the service's answer was not accepted; `why` is a word of ours."""
        with self._store.write() as tx:
            tx.record(Event(act=Act.SIGN_IN_REFUSED, detail={"why": why, "through": THROUGH_SERVICE}))

    def _entered(self, tx: MemberTransaction, identity: Identity) -> Member:
        team = tuple(tx.memberships())
        bound = tx.bound_to(identity.issuer, identity.subject)
        found = next((one for one in team if one.member.id == bound), None)
        if found is None:
            return self._newcomer(tx, team, identity)
        if found.disabled:
            raise NotAllowed(
                msg("Your account of this desk is disabled."), mend=msg("An administrator can enable it again.")
            )
        wanted = identity.roles
        if wanted is None or wanted == found.member.roles:
            return found.member
        _check_some(wanted)
        change = partial(duties.change_roles, give=wanted - found.member.roles, take=found.member.roles - wanted)
        after = change(team, found.member.id)
        keep_changes(tx, SYSTEM, team, after, of=found.member.id)
        return next(one.member for one in after if one.member.id == found.member.id)

    def _newcomer(self, tx: MemberTransaction, team: duties.Team, identity: Identity) -> Member:
        """Add a member, where the claims give roles."""
        if not identity.roles or is_taken(team, identity.name):
            # A member of this name may be the same person, and only an administrator can say so.
            raise Unknown(identity.subject)
        new = Member(
            id=new_member_id(),
            name=tidy_name(identity.name),
            roles=identity.roles,
            language=identity.language or self._language,
        )
        after = duties.add(team, new)
        tx.add_member(new, NOBODY)
        record_added(tx, SYSTEM, new)
        keep_changes(tx, SYSTEM, team, after, of=new.id)
        tx.bind(new.id, identity.issuer, identity.subject)
        tx.record(Event(act=Act.MEMBER_IDENTITY_BOUND, subject=new.id, detail={"name": new.name}))
        return new


def _shut_out(tx: EnteringTransaction, member: MemberId) -> None:
    """End what a member had begun whom the service lets in no more: sessions, and tokens of programs."""
    membership = tx.membership(member)
    if membership is None or membership.disabled:
        return
    ended = tx.end_sessions_of(member)
    if ended:
        detail: dict[str, Detail] = {"name": membership.member.name, "count": ended}
        tx.record(Event(act=Act.MEMBER_SESSIONS_ENDED, actor=SYSTEM, subject=member, detail=detail))
    for token in tx.api_tokens(member):
        if tx.revoke_api_token(token.id):
            tx.record(Event(act=Act.TOKEN_REVOKED, actor=SYSTEM, subject=token.id, detail={"of": member}))


def _check_some(roles: frozenset[Role]) -> None:
    if not roles:
        raise NotAllowed(
            msg("The sign-in service gives you no role at this desk any more."),
            mend=msg("Ask whoever manages groups in your organisation."),
        )

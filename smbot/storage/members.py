"""Team members, their sessions, and the back-off against guessing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import col, select

from smbot.core.events import Act
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.members.passwords import NOBODY
from smbot.members.ports import Credentials, Membership
from smbot.storage.base import Tables
from smbot.storage.identity_tables import IdentityRow, UsedAnswerRow
from smbot.storage.tables import AuditRow, MemberRow, MentionRow, SessionRow, SignInRow


@dataclass(frozen=True, kw_only=True, repr=False)
class StoredSession:
    """A signed-in browser; `by_service` says that the organisation's sign-in service vouched for the person."""

    member: MemberId
    csrf: str
    created_at: datetime
    seen_at: datetime
    by_service: bool = False


class MemberTables(Tables):
    """Members and sessions."""

    def add_member(self, member: Member, password_hash: str, *, must_change: bool = False) -> None:
        """Add a team member; `must_change` marks a one-time password."""
        self.session.add(
            MemberRow(
                id=member.id,
                name=member.name,
                password=password_hash,
                roles=sorted(member.roles),
                language=member.language,
                office=member.office,
                languages=list(member.languages),
                added_at=self.clock.now(),
                must_change=must_change,
            )
        )
        self.session.flush()

    def members(self) -> list[Member]:
        """Return every active member by name."""
        return [one.member for one in self.memberships() if one.active]

    def memberships(self) -> list[Membership]:
        """Return everybody by name, the disabled too."""
        return [_membership(row) for row in self.session.exec(select(MemberRow).order_by(col(MemberRow.name)))]

    def membership(self, member: MemberId) -> Membership | None:
        """Return a member by id, disabled or not."""
        row = self.session.get(MemberRow, member)
        return _membership(row) if row else None

    def credentials(self, member: MemberId) -> Credentials | None:
        """Return what a member's sign-in is checked against."""
        row = self.session.get(MemberRow, member)
        if row is None:
            return None
        return Credentials(
            password=row.password,
            second_factor=row.second_factor,
            step=row.second_factor_step,
            recovery=frozenset(row.recovery),
        )

    def last_sign_ins(self) -> dict[MemberId, datetime]:
        """Return when each member signed in last, as the audit log tells."""
        found = self.session.exec(
            select(AuditRow.subject, func.max(AuditRow.at))
            .where(col(AuditRow.act) == Act.MEMBER_SIGNED_IN)
            .group_by(AuditRow.subject)
        )
        return {MemberId(subject): at for subject, at in found}

    def keep_roles(self, member: MemberId, roles: frozenset[Role]) -> None:
        """Replace a member's roles."""
        self._keep(member, roles=sorted(roles))

    def keep_language(self, member: MemberId, language: str) -> None:
        """Replace a member's language."""
        self._keep(member, language=language)

    def keep_shortcuts(self, member: MemberId, shortcuts: Mapping[str, str]) -> None:
        """Replace the keys of the desk that a member changed."""
        self._keep(member, shortcuts=dict(shortcuts))

    def keep_office(self, member: MemberId, office: str, languages: Sequence[str]) -> None:
        """Replace a member's home office and the languages in which they serve."""
        self._keep(member, office=office, languages=list(languages))

    def keep_password(self, member: MemberId, password_hash: str, *, must_change: bool) -> None:
        """Replace a password; `must_change` marks a one-time one."""
        self._keep(member, password=password_hash, must_change=must_change)

    def keep_second_factor(self, member: MemberId, sealed: bytes | None, *, step: int, recovery: Sequence[str]) -> None:
        """Replace a second factor with its recovery codes; `step` is the one that was used last."""
        self._keep(member, second_factor=sealed, second_factor_step=step, recovery=list(recovery))

    def use_step(self, member: MemberId, step: int) -> bool:
        """Mark a time step as used; False where it, or a later one, was used already."""
        statement = update(MemberRow).where(col(MemberRow.id) == member, col(MemberRow.second_factor_step) < step)
        return self.change(statement.values(second_factor_step=step)) == 1

    def use_recovery(self, member: MemberId, digest: str) -> bool:
        """Strike out a recovery code; False where it is used or was never there."""
        row = self.session.get(MemberRow, member, with_for_update=True)
        if row is None or digest not in row.recovery:
            return False
        self._keep(member, recovery=[one for one in row.recovery if one != digest])
        return True

    def set_disabled(self, member: MemberId, disabled: bool) -> None:
        """Shut or open an account."""
        self._keep(member, disabled=disabled)

    def end_claims_of(self, name: str) -> int:
        """Let a member's claims expire now: others may take them, and the daemon puts them back; return how many.

        What was given to them is nobody's again.
        """
        given = update(MentionRow).where(col(MentionRow.assigned_to) == name)
        self.change(given.values(assigned_to="", version=MentionRow.version + 1))
        statement = update(MentionRow).where(
            col(MentionRow.state) == MentionState.CLAIMED, col(MentionRow.claimed_by) == name
        )
        return self.change(statement.values(claimed_until=self.clock.now()))

    def keep_session(self, digest: str, session: StoredSession) -> None:
        """Create or refresh a session."""
        self.session.merge(
            SessionRow(
                digest=digest,
                member=session.member,
                csrf=session.csrf,
                created_at=session.created_at,
                seen_at=session.seen_at,
                by_service=session.by_service,
            )
        )

    def session_of(self, digest: str) -> StoredSession | None:
        """Return the session with this digest."""
        row = self.session.get(SessionRow, digest)
        return _session(row) if row else None

    def holders(self, digests: Collection[str]) -> dict[str, tuple[StoredSession, Membership | None]]:
        """Return by digest the sessions that there are and whose they are, in one question: every request asks it."""
        found = self.session.exec(
            select(SessionRow, MemberRow)
            .join(MemberRow, col(MemberRow.id) == col(SessionRow.member), isouter=True)
            .where(col(SessionRow.digest).in_(digests))
        )
        holders: dict[str, tuple[StoredSession, Membership | None]] = {}
        for session, row in found:
            member: MemberRow | None = row  # an outer join: there may be none
            holders[session.digest] = (_session(session), _membership(member) if member else None)
        return holders

    def end_session(self, digest: str) -> None:
        """Forget a session."""
        self.change(delete(SessionRow).where(col(SessionRow.digest) == digest))

    def end_sessions_of(self, member: MemberId) -> int:
        """Forget every session of a member; return how many there were."""
        return self.change(delete(SessionRow).where(col(SessionRow.member) == member))

    def bound_to(self, issuer: str, subject: str) -> MemberId | None:
        """Return who is bound to an account of the sign-in service."""
        row = self.session.get(IdentityRow, (issuer, subject))
        return MemberId(row.member) if row else None

    def bind(self, member: MemberId, issuer: str, subject: str) -> None:
        """Bind a member to an account of the sign-in service, in place of the one before."""
        self.unbind(member)
        self.session.add(IdentityRow(issuer=issuer, subject=subject, member=member, bound_at=self.clock.now()))
        self.session.flush()

    def unbind(self, member: MemberId) -> int:
        """Forget to which account a member is bound; return how many there were."""
        return self.change(delete(IdentityRow).where(col(IdentityRow.member) == member))

    def subjects(self, issuer: str) -> dict[MemberId, str]:
        """Return the subject of each member who is bound to an account of this sign-in service."""
        found = select(IdentityRow).where(col(IdentityRow.issuer) == issuer)
        return {MemberId(row.member): row.subject for row in self.session.exec(found)}

    def use_answer(self, digest: str, *, forget_before: datetime) -> bool:
        """Note that an answer of the sign-in service was used; False where it was used before."""
        self.change(delete(UsedAnswerRow).where(col(UsedAnswerRow.at) < forget_before))
        if self.session.get(UsedAnswerRow, digest) is not None:
            return False
        self.session.add(UsedAnswerRow(digest=digest, at=self.clock.now()))
        self.session.flush()
        return True

    def end_sessions_begun_before(self, moment: datetime) -> None:
        """Forget every session that began before `moment`."""
        self.change(delete(SessionRow).where(col(SessionRow.created_at) < moment))

    def failures(self, key: str) -> tuple[int, datetime | None]:
        """Return how often signing in failed under `key` (a digest of name or address), and when last."""
        row = self.session.get(SignInRow, key)
        return (row.failures, row.last_at) if row else (0, None)

    def note_failure(self, key: str) -> None:
        """Count a failed sign-in."""
        failures, _ = self.failures(key)
        self.session.merge(SignInRow(key=key, failures=failures + 1, last_at=self.clock.now()))

    def take_back_failure(self, key: str) -> None:
        """Count one failed sign-in less: that attempt succeeded."""
        statement = update(SignInRow).where(col(SignInRow.key) == key, col(SignInRow.failures) > 0)
        self.change(statement.values(failures=SignInRow.failures - 1))

    def forget_failures(self, key: str) -> None:
        """Start counting anew after a success."""
        self.change(delete(SignInRow).where(col(SignInRow.key) == key))

    def _keep(self, member: MemberId, **values: object) -> None:
        self.change(update(MemberRow).where(col(MemberRow.id) == member).values(**values))


def _session(row: SessionRow) -> StoredSession:
    return StoredSession(
        member=MemberId(row.member),
        csrf=row.csrf,
        created_at=row.created_at,
        seen_at=row.seen_at,
        by_service=row.by_service,
    )


def _membership(row: MemberRow) -> Membership:
    member = Member(
        id=MemberId(row.id),
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles),
        language=row.language,
        office=row.office,
        languages=tuple(row.languages),
    )
    return Membership(
        member=member,
        disabled=row.disabled,
        must_change=row.must_change,
        second_factor=row.second_factor is not None,
        recovery_codes=len(row.recovery),
        has_password=row.password != NOBODY,
        shortcuts=row.shortcuts,
    )

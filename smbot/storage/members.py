"""Team members, their sessions, and the back-off against guessing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col, select

from smbot.core.ids import MemberId
from smbot.core.roles import Member, Role
from smbot.storage.base import Tables
from smbot.storage.tables import MemberRow, SessionRow, SignInRow


@dataclass(frozen=True, kw_only=True, repr=False)
class StoredSession:
    """A signed-in browser."""

    member: MemberId
    csrf: str
    created_at: datetime
    seen_at: datetime


class MemberTables(Tables):
    """Members and sessions."""

    def add_member(self, member: Member, password_hash: str) -> None:
        """Add a team member."""
        self.session.add(
            MemberRow(
                id=member.id,
                name=member.name,
                password=password_hash,
                roles=sorted(member.roles),
                language=member.language,
                added_at=self.clock.now(),
            )
        )
        self.session.flush()

    def member(self, name: str) -> Member | None:
        """Return the member of this name."""
        row = self.session.exec(select(MemberRow).where(col(MemberRow.name) == name)).first()
        return _member(row) if row else None

    def member_by_id(self, member: MemberId) -> Member | None:
        """Return a member by id."""
        row = self.session.get(MemberRow, member)
        return _member(row) if row else None

    def members(self) -> list[Member]:
        """Return every member by name."""
        return [_member(row) for row in self.session.exec(select(MemberRow).order_by(col(MemberRow.name)))]

    def password_hash(self, name: str) -> str | None:
        """Return a member's argon2 hash."""
        return self.session.exec(select(MemberRow.password).where(col(MemberRow.name) == name)).first()

    def keep_session(self, digest: str, session: StoredSession) -> None:
        """Create or refresh a session."""
        self.session.merge(
            SessionRow(
                digest=digest,
                member=session.member,
                csrf=session.csrf,
                created_at=session.created_at,
                seen_at=session.seen_at,
            )
        )

    def session_of(self, digest: str) -> StoredSession | None:
        """Return the session with this digest."""
        row = self.session.get(SessionRow, digest)
        if row is None:
            return None
        return StoredSession(member=MemberId(row.member), csrf=row.csrf, created_at=row.created_at, seen_at=row.seen_at)

    def end_session(self, digest: str) -> None:
        """Forget a session."""
        self.change(delete(SessionRow).where(col(SessionRow.digest) == digest))

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


def _member(row: MemberRow) -> Member:
    return Member(
        id=MemberId(row.id),
        name=row.name,
        roles=frozenset(Role(role) for role in row.roles),
        language=row.language,
    )

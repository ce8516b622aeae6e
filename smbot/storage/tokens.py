"""Tokens for programs: what each may do, until when, and the digest of its secret."""

from sqlalchemy import update
from sqlmodel import col, select

from smbot.core.ids import MemberId, TokenId
from smbot.members.scopes import Scope
from smbot.members.tokens import ApiToken
from smbot.storage.base import Tables
from smbot.storage.token_tables import ApiTokenRow


class ApiTokenTables(Tables):
    """Tokens for programs."""

    def add_api_token(self, token: ApiToken, digest: str) -> None:
        """Keep a new token."""
        self.session.add(
            ApiTokenRow(
                id=token.id,
                digest=digest,
                member=token.member,
                name=token.name,
                scopes=sorted(token.scopes),
                created_at=token.created_at,
                until=token.until,
            )
        )
        self.session.flush()

    def api_token(self, token: TokenId) -> ApiToken | None:
        """Return a token by its id."""
        row = self.session.get(ApiTokenRow, token)
        return _token(row) if row else None

    def api_token_by(self, digest: str) -> ApiToken | None:
        """Return the token whose secret has this digest."""
        row = self.session.exec(select(ApiTokenRow).where(col(ApiTokenRow.digest) == digest)).first()
        return _token(row) if row else None

    def api_tokens(self, member: MemberId | None = None) -> list[ApiToken]:
        """Return the tokens of a member, or all, the newest first."""
        query = select(ApiTokenRow).order_by(col(ApiTokenRow.created_at).desc(), col(ApiTokenRow.id))
        if member is not None:
            query = query.where(col(ApiTokenRow.member) == member)
        return [_token(row) for row in self.session.exec(query)]

    def revoke_api_token(self, token: TokenId) -> bool:
        """End a token; False where it is revoked already."""
        statement = update(ApiTokenRow).where(col(ApiTokenRow.id) == token, col(ApiTokenRow.revoked_at).is_(None))
        return self.change(statement.values(revoked_at=self.clock.now())) == 1

    def note_api_token_used(self, token: TokenId) -> None:
        """Remember that a program came with it now."""
        self.change(update(ApiTokenRow).where(col(ApiTokenRow.id) == token).values(used_at=self.clock.now()))


def _token(row: ApiTokenRow) -> ApiToken:
    return ApiToken(
        id=TokenId(row.id),
        member=MemberId(row.member),
        name=row.name,
        scopes=frozenset(Scope(scope) for scope in row.scopes),
        created_at=row.created_at,
        until=row.until,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )

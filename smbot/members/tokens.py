"""Tokens for programs: each acts for one member, within scopes that the member chose, and never with more.

The program holds a secret of 256 random bits, shown once; the database holds its SHA-256.
"""

import hashlib
import secrets
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final, Protocol

from smbot.core.clock import Clock
from smbot.core.errors import InputError, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import MemberId, TokenId, new_token_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission
from smbot.members.ports import Membership
from smbot.members.scopes import PERMITS, Scope, usable

PREFIX: Final = "smbot_"
"""Programs that look for secrets in code know ours by it."""
SECRET_BYTES: Final = 32
LONGEST_DAYS: Final = 365
USUAL_DAYS: Final = 90
LONGEST_NAME: Final = 60
MOST_TOKENS: Final = 20
"""Tokens of one member that work at a time."""
REFRESH: Final = timedelta(minutes=1)
"""How exactly the last use is remembered: not every request needs a write."""


@dataclass(frozen=True, kw_only=True)
class ApiToken:
    """A token as its member sees it; the secret is not in it."""

    id: TokenId
    member: MemberId
    name: str
    scopes: frozenset[Scope]
    created_at: datetime
    until: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def works(self, now: datetime) -> bool:
        """Say whether it is neither revoked nor over."""
        return self.revoked_at is None and now < self.until


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """A token that was just made, with the secret that nobody sees again."""

    token: ApiToken
    secret: str

    def __repr__(self) -> str:
        return f"<new token {self.token.id}>"


@dataclass(frozen=True, kw_only=True)
class Delegate(Member):
    """A member as a token lets them act: every act asks this object, and none can ask past it."""

    permitted: frozenset[Permission]

    def may(self, permission: Permission) -> bool:
        """Say whether the token's scopes and one of the member's roles permit it."""
        return permission in self.permitted and super().may(permission)


@dataclass(frozen=True, kw_only=True)
class Bearer:
    """Whom a secret stands for."""

    token: ApiToken
    membership: Membership

    @property
    def delegate(self) -> Delegate:
        """Return the member with what the token's scopes leave them."""
        permitted = frozenset(each for scope in self.token.scopes for each in PERMITS[scope])
        member = self.membership.member
        # By name: `asdict` would turn what is frozen into lists.
        return Delegate(**{each.name: getattr(member, each.name) for each in fields(Member)}, permitted=permitted)


class TokenTransaction(Protocol):
    """What the acts need of a transaction."""

    def add_api_token(self, token: ApiToken, digest: str) -> None: ...  # noqa: D102
    def api_token(self, token: TokenId) -> ApiToken | None: ...  # noqa: D102
    def api_token_by(self, digest: str) -> ApiToken | None: ...  # noqa: D102
    def api_tokens(self, member: MemberId | None = None) -> list[ApiToken]: ...  # noqa: D102
    def revoke_api_token(self, token: TokenId) -> bool: ...  # noqa: D102
    def note_api_token_used(self, token: TokenId) -> None: ...  # noqa: D102
    def membership(self, member: MemberId) -> Membership | None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class TokenStore(Protocol):
    """Opens transactions for the acts."""

    def write(self) -> AbstractContextManager[TokenTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[TokenTransaction]: ...  # noqa: D102


class Tokens:
    """The acts."""

    def __init__(self, store: TokenStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def create(self, member: Member, name: str, scopes: Iterable[Scope], days: int) -> NewToken:
        """Make a token for a member's own programs; it works for `days` days.

        Raises:
            InputError: No name or a long one, no scope, or not 1 to 365 days.
            NotAllowed: The member's roles permit nothing that a scope is for, or there are too many tokens.
        """
        called, wanted = " ".join(name.split()), frozenset(scopes)
        if not called or len(called) > LONGEST_NAME or not called.isprintable():
            raise InputError(msg("Name the program in 1 to {highest} characters.", highest=LONGEST_NAME))
        if not wanted:
            raise InputError(msg("Choose at least one scope."))
        if not 1 <= days <= LONGEST_DAYS:
            raise InputError(msg("A token works for 1 to {highest} days.", highest=LONGEST_DAYS))
        for scope in sorted(wanted - usable(member)):
            raise NotAllowed(msg("Your roles permit nothing of “{scope}”.", scope=scope.value))
        now, secret = self._clock.now(), PREFIX + secrets.token_urlsafe(SECRET_BYTES)
        token = ApiToken(
            id=new_token_id(),
            member=member.id,
            name=called,
            scopes=wanted,
            created_at=now,
            until=now + timedelta(days=days),
        )
        with self._store.write() as tx:
            if sum(each.works(now) for each in tx.api_tokens(member.id)) >= MOST_TOKENS:
                raise NotAllowed(
                    msg("You have {highest} tokens that work.", highest=MOST_TOKENS),
                    mend=msg("Revoke one that no program needs any more."),
                )
            tx.add_api_token(token, digest(secret))
            detail: dict[str, Detail] = {"scopes": sorted(wanted), "until": token.until.isoformat(), "of": member.id}
            tx.record(Event(act=Act.TOKEN_CREATED, actor=member.name, subject=token.id, detail=detail))
        return NewToken(token=token, secret=secret)

    def own(self, member: Member) -> list[ApiToken]:
        """Return a member's tokens, the newest first; those that are over or revoked too."""
        with self._store.read() as tx:
            return tx.api_tokens(member.id)

    def everybodys(self, actor: Member) -> list[tuple[ApiToken, Member | None]]:
        """Return all tokens with whose they are, the newest first.

        Raises:
            NotAllowed: The actor is no administrator.
        """
        if not actor.may(Permission.CONFIGURE):
            raise NotAllowed(msg("Your role does not permit this."))
        with self._store.read() as tx:
            found = [(token, tx.membership(token.member)) for token in tx.api_tokens()]
        return [(token, membership.member if membership else None) for token, membership in found]

    def revoke(self, actor: Member, token: str) -> ApiToken:
        """End a token at once: one's own, or anybody's for an administrator.

        Raises:
            NotAllowed: There is none of this id, it is a colleague's, or it is revoked already.
        """
        with self._store.write() as tx:
            found = tx.api_token(TokenId(token))
            if found is None or (found.member != actor.id and not actor.may(Permission.CONFIGURE)):
                raise NotAllowed(msg("You have no token of this id."), where=token[:40])
            if not tx.revoke_api_token(found.id):
                raise NotAllowed(msg("This token is revoked already."), where=found.id)
            tx.record(Event(act=Act.TOKEN_REVOKED, actor=actor.name, subject=found.id, detail={"of": found.member}))
        return found

    def bearer(self, secret: str) -> Bearer | None:
        """Return whom a secret stands for, and remember that it was used; None where it opens nothing."""
        if not secret.startswith(PREFIX):
            return None
        now = self._clock.now()
        with self._store.read() as tx:
            token = tx.api_token_by(digest(secret))
            membership = tx.membership(token.member) if token else None
        if token is None or membership is None or membership.disabled or not token.works(now):
            return None
        if token.used_at is None or now - token.used_at >= REFRESH:
            with self._store.write() as tx:
                tx.note_api_token_used(token.id)
        return Bearer(token=token, membership=membership)


def digest(secret: str) -> str:
    """Return what the store keeps of a secret: it has 256 random bits, so a plain hash cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()

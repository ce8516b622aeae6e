"""Sessions: the browser holds a secret, the store its SHA-256; each ends after a rest, and in any case."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from smbot.core.clock import Clock
from smbot.core.roles import Member
from smbot.members.ports import Membership
from smbot.members.tokens import digest
from smbot.settings import WebTable
from smbot.storage.members import StoredSession
from smbot.storage.store import Store

SECRET_BYTES = 32
REFRESH = timedelta(minutes=1)
"""How exactly the last act is remembered: not every page needs a write."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Begun:
    """A new session's secret, which only the browser keeps."""

    secret: str
    csrf: str


class Step(StrEnum):
    """What a member must do before anything else."""

    PASSWORD = "password"  # noqa: S105 - the name of a step
    SECOND_FACTOR = "second-factor"


@dataclass(frozen=True, kw_only=True, repr=False)
class SignedIn:
    """Who a request comes from, the token that its forms must carry, and what the member must do first.

    `log_size` is how far the log was: what changes later is told to the page that is made now. `shortcuts` are the
    keys that the member changed, by the names of what they do.
    """

    member: Member
    csrf: str
    step: Step | None
    log_size: int
    shortcuts: Mapping[str, str]


class Sessions:
    """Begins, finds and ends sessions."""

    def __init__(self, store: Store, clock: Clock, settings: WebTable) -> None:
        self._store = store
        self._clock = clock
        self._idle = timedelta(minutes=settings.idle_minutes)
        self._longest = timedelta(hours=settings.session_hours)
        self._factor_required = settings.second_factor == "required"

    def begin(self, member: Member, before: str | None, *, by_service: bool = False) -> Begun:
        """Begin a session under a new secret; the one that the browser showed `before` ends.

        Where the sign-in service vouches for the person, it has asked for what it asks: nothing must be set up here.
        """
        begun = Begun(secret=secrets.token_urlsafe(SECRET_BYTES), csrf=secrets.token_urlsafe(SECRET_BYTES))
        now = self._clock.now()
        session = StoredSession(member=member.id, csrf=begun.csrf, created_at=now, seen_at=now, by_service=by_service)
        with self._store.write() as tx:
            if before:
                tx.end_session(digest(before))
            tx.end_sessions_begun_before(now - self._longest)
            tx.keep_session(digest(begun.secret), session)
        return begun

    def find(self, secret: str | None) -> SignedIn | None:
        """Return who holds this secret, if the session lives, and let it live on; one that has run out is forgotten."""
        if not secret or (found := self._alive([secret]).get(secret)) is None:
            return None
        (session, signed_in), now = found, self._clock.now()
        if now - session.seen_at >= REFRESH:
            key = digest(secret)
            with self._store.write() as tx:
                # Read again: a sign-out in between must not be undone by writing the session back.
                if tx.session_of(key) is not None:
                    tx.keep_session(key, replace(session, seen_at=now))
        return signed_in

    def at_rest(self, secrets: Collection[str]) -> dict[str, SignedIn]:
        """Return who holds each of these secrets, as `find` does; the sessions go on resting.

        For requests that no person made: a page asks by itself, and after a change all pages ask at once.
        """
        return {secret: signed_in for secret, (_, signed_in) in self._alive(secrets).items()}

    def _alive(self, secrets: Collection[str]) -> dict[str, tuple[StoredSession, SignedIn]]:
        keys, now = {secret: digest(secret) for secret in secrets}, self._clock.now()
        with self._store.read() as tx:
            holders, log_size = tx.holders(set(keys.values())), tx.log_size()
        alive = {}
        for secret, key in keys.items():
            session, found = holders.get(key, (None, None))
            if session is None:
                continue
            if found is None or found.disabled or not self._lives(session, now):
                self.end(secret)
                continue
            step = None if session.by_service else self._step(found)
            alive[secret] = (
                session,
                SignedIn(
                    member=found.member,
                    csrf=session.csrf,
                    step=step,
                    log_size=log_size,
                    shortcuts=found.shortcuts,
                ),
            )
        return alive

    def end(self, secret: str) -> None:
        """Forget a session."""
        with self._store.write() as tx:
            tx.end_session(digest(secret))

    def _step(self, membership: Membership) -> Step | None:
        if membership.must_change:
            return Step.PASSWORD
        return Step.SECOND_FACTOR if self._factor_required and not membership.second_factor else None

    def _lives(self, session: StoredSession, now: datetime) -> bool:
        return now - session.seen_at < self._idle and now - session.created_at < self._longest

"""The access tokens of the small Facebook: the app's, a user's (short and long), the Page's; how they live and die."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from smbot.core.clock import Clock
from smbot.testing.facebook.errors import EXPIRED, INVALIDATED, bad_token
from smbot.testing.facebook.nouns import Token, TokenKind

SCOPES = frozenset(
    {
        "pages_show_list",
        "pages_read_engagement",
        "pages_read_user_content",
        "pages_manage_engagement",
        "pages_manage_posts",
        "pages_manage_metadata",
        "pages_messaging",
    }
)
"""What a team grants that reads, answers, hides and writes in private."""

SHORT_LIFE = timedelta(hours=1)
LONG_LIFE = timedelta(days=60)
DATA_ACCESS = timedelta(days=90)


class Tokens:
    """Every token of the one app, of its administrator and of the Page.

    `short_user` lives an hour, `user` sixty days, `page` (made from `user`) has no end date. `proof_required` is the
    app's setting "Require App Secret": every call but the app's own must bring `appsecret_proof`.
    """

    def __init__(self, clock: Clock, *, app_id: str, app_secret: str, page_id: str) -> None:
        self.app_id = app_id
        self.app_secret = app_secret
        self.page_id = page_id
        self.user_id = "122000000000000077"
        self.proof_required = False
        self._clock = clock
        self._known: dict[str, Token] = {}
        self._made = 0
        self.app = self._add(TokenKind.APP, life=None, value=f"{app_id}|{app_secret}").value
        self.short_user = self._add(TokenKind.USER, life=SHORT_LIFE).value
        self.user = self._add(TokenKind.USER, life=LONG_LIFE).value
        self.page = self._add(TokenKind.PAGE, life=None).value

    def kill(self, subcode: int = INVALIDATED) -> None:
        """Let every token of the user and the Page die, as of a changed password (460) or a role lost (458)."""
        self._change(lambda token: replace(token, dead=subcode))

    def renew(self) -> None:
        """Let the same tokens be good again, as if the administrator had logged in anew and stored new ones."""
        self._change(lambda token: replace(token, dead=None))

    def revoke(self, *scopes: str) -> None:
        """Take permissions away."""
        self._change(lambda token: replace(token, scopes=token.scopes - set(scopes)))

    def grant(self, *scopes: str) -> None:
        """Give permissions back."""
        self._change(lambda token: replace(token, scopes=token.scopes | set(scopes)))

    def proof(self, token: str) -> str:
        """Return the `appsecret_proof` of a token."""
        return hmac.new(self.app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()

    def get(self, value: str) -> Token | None:
        """Return a token, good or not; None where the app never made such a one."""
        return self._known.get(value)

    def check(self, value: str) -> Token:
        """Return a token that is good now.

        Raises:
            GraphError: 190, with the subcode of what it died of.
        """
        token = self._known.get(value)
        death = None if token is None else self.death_of(token)
        if token is None or death is not None:
            raise bad_token(death)
        return token

    def death_of(self, token: Token) -> int | None:
        """Return the subcode a token died of, None while it is good."""
        expired = token.expires_at is not None and self._clock.now() >= token.expires_at
        return token.dead or (EXPIRED if expired else None)

    def long_lived(self, short: Token) -> Token:
        """Return a new user token that lives sixty days."""
        return self._add(TokenKind.USER, life=LONG_LIFE, scopes=short.scopes)

    def page_token(self, user: Token) -> Token:
        """Return the Page's token for a user's: without end from a long-lived one, else ending with it."""
        ends = user.expires_at
        if ends is not None and ends - user.issued_at > SHORT_LIFE:
            return self._known[self.page]
        return self._add(TokenKind.PAGE, life=None if ends is None else ends - self._clock.now(), scopes=user.scopes)

    def data_access_until(self, token: Token) -> datetime:
        """Return until when the app may read the user's data without their logging in again."""
        return token.issued_at + DATA_ACCESS

    def _add(
        self, kind: TokenKind, *, life: timedelta | None, scopes: frozenset[str] = SCOPES, value: str | None = None
    ) -> Token:
        now = self._clock.now()
        self._made += 1
        seed = f"{self.app_secret} {kind.value} {self._made}".encode()
        token = Token(
            value=value or "EAAK" + hashlib.sha256(seed).hexdigest(),
            kind=kind,
            scopes=scopes,
            issued_at=now,
            expires_at=None if life is None else now + life,
        )
        self._known[token.value] = token
        return token

    def _change(self, how: Callable[[Token], Token]) -> None:
        for value, token in self._known.items():
            if token.kind is not TokenKind.APP:
                self._known[value] = how(token)

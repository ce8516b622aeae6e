"""One request after the gate: who asks, what for, and what paging links are made of."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from smbot.testing.facebook.errors import GraphError, does_not_exist, invalid
from smbot.testing.facebook.fields import Field, parse_fields
from smbot.testing.facebook.nouns import Token, TokenKind
from smbot.testing.facebook.world import Entry, FacebookWorld
from smbot.testing.http.replies import JsonObject

NEVER_IN_LINKS = frozenset({"after", "before", "appsecret_proof"})


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request. `root` is the server's address with the version; `given` holds query and form together."""

    world: FacebookWorld
    token: Token
    method: str
    root: str
    path: Mapping[str, str]
    given: Mapping[str, str]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields asked for; none means the defaults."""
        return parse_fields(self.given.get("fields", ""))

    def link(self, edge: str, parameters: Mapping[str, str], **cursor: str) -> str:
        """Return the address of another page. The token is in it where the caller put it into the address."""
        kept = {key: value for key, value in parameters.items() if key not in NEVER_IN_LINKS}
        return f"{self.root}{edge}?{urlencode(kept | cursor)}"

    def text(self, name: str) -> str | None:
        """Return a parameter, None where it is missing or empty."""
        return self.given.get(name) or None

    def flag(self, name: str) -> bool | None:
        """Return a parameter that is true or false, None where it is missing.

        Raises:
            GraphError: 100.
        """
        value = self.given.get(name)
        if value is None:
            return None
        if value.lower() not in ("true", "false", "1", "0"):
            raise invalid(f"Param {name} must be a boolean")
        return value.lower() in ("true", "1")

    def an_object(self, name: str) -> JsonObject:
        """Return a parameter that is a JSON object; clients that send Python's or a mangled dict are refused.

        Raises:
            GraphError: 100.
        """
        try:
            value = json.loads(self.given.get(name, ""))
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise invalid(f"Param {name} must be a JSON object")
        return value

    def node_id(self, part: str = "object") -> str:
        """Return an id of the path; `me` is the token's own."""
        value = self.path[part]
        if value != "me":
            return value
        return self.world.page.id if self.token.kind is TokenKind.PAGE else self.world.tokens.user_id

    def our_page(self) -> str:
        """Return our Page's id, which the path must name.

        Raises:
            GraphError: 100, subcode 33, for any other.
        """
        if self.node_id("page") not in (self.world.page.id, self.world.page.handle):
            raise does_not_exist(self.method)
        return self.world.page.id

    def entry(self, entry_id: str) -> Entry:
        """Return a post or comment that reads return now.

        Raises:
            GraphError: 100, subcode 33.
        """
        entry = self.world.entry(entry_id)
        if entry is None or not self.world.visible(entry):
            raise does_not_exist(self.method)
        return entry


def moment(value: str, name: str) -> datetime:
    """Return a moment of a parameter: seconds since 1970, or ISO 8601.

    Raises:
        GraphError: 100.
    """
    try:
        if value.lstrip("-").isdigit():
            return datetime.fromtimestamp(int(value), tz=UTC)
        at = datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        raise _not_a_time(name) from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def written(at: datetime) -> str:
    """Write a moment as Graph does."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def _not_a_time(name: str) -> GraphError:
    return invalid(f"Param {name} must be a valid date/time")

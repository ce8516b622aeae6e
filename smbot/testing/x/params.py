"""Checks of a request as X makes them: unknown parameters, fields, ranges, times, JSON bodies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from smbot.testing.http.replies import Json, JsonObject
from smbot.testing.x.fields import LISTED
from smbot.testing.x.problems import invalid_body, invalid_parameter

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request after routing: path parts, query, JSON body (empty where there is none) or raw bytes.

    `base` is where the server listens, for addresses in its answers.
    """

    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)
    body: Mapping[str, Json] = field(default_factory=dict)
    raw: bytes = b""
    base: str = ""

    def only(self, *allowed: str) -> None:
        """Refuse query parameters that the endpoint does not know.

        Raises:
            Problem: 400.
        """
        for name, value in self.query.items():
            if name not in allowed:
                known = ",".join(sorted(allowed))
                raise invalid_parameter(name, value, f"The query parameter [{name}] is not one of [{known}]")

    def names(self, parameter: str, *, allowed: frozenset[str] | None = None) -> frozenset[str]:
        """Return a comma-separated list of known names.

        Raises:
            Problem: 400 for a name X does not know.
        """
        value = self.query.get(parameter)
        if value is None:
            return frozenset()
        known = LISTED[parameter] if allowed is None else allowed
        names = value.split(",")
        unknown = [name for name in names if name not in known]
        if unknown:
            why = f"The `{parameter}` query parameter value [{unknown[0]}] is not one of [{','.join(sorted(known))}]"
            raise invalid_parameter(parameter, unknown[0], why)
        return frozenset(names)

    def number(self, parameter: str, low: int, high: int, default: int) -> int:
        """Return a whole number between `low` and `high`.

        Raises:
            Problem: 400.
        """
        value = self.query.get(parameter, str(default))
        if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
            why = f"The `{parameter}` query parameter value [{value}] is not between {low} and {high}"
            raise invalid_parameter(parameter, value, why)
        return int(value)

    def post_id(self, parameter: str) -> int | None:
        """Return a post id of the query, or None.

        Raises:
            Problem: 400.
        """
        value = self.query.get(parameter)
        return None if value is None else checked_id(parameter, value)

    def moment(self, parameter: str) -> datetime | None:
        """Return a moment of the query (RFC 3339, UTC), or None.

        Raises:
            Problem: 400.
        """
        value = self.query.get(parameter)
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None or "T" not in value:
            why = f"The `{parameter}` query parameter value [{value}] is not a valid RFC3339 date-time"
            raise invalid_parameter(parameter, value, why)
        return moment.astimezone(UTC)

    def text(self, key: str) -> str:
        """Return a required, not empty string of the body.

        Raises:
            Problem: 400.
        """
        value = self.body.get(key)
        if not isinstance(value, str) or not value.strip():
            raise invalid_body(f"$.{key}: is missing, empty or not a string")
        return value


def checked_id(parameter: str, value: str) -> int:
    """Return an id as a number.

    Raises:
        Problem: 400 unless it is up to 19 digits.
    """
    if not (value.isascii() and value.isdigit() and len(value) <= 19 and int(value) <= LARGEST_ID):
        why = f"The `{parameter}` query parameter value [{value}] is not valid"
        raise invalid_parameter(parameter, value, why)
    return int(value)


def body_only(body: Mapping[str, Json], *allowed: str, where: str = "$") -> None:
    """Refuse keys of a JSON object that the API's description does not have.

    Raises:
        Problem: 400.
    """
    for key in body:
        if key not in allowed:
            raise invalid_body(f"{where}.{key}: is not defined in the schema, which allows no additional properties")


def an_object(value: Json, where: str) -> JsonObject:
    """Return a JSON object.

    Raises:
        Problem: 400 where the value is anything else.
    """
    if not isinstance(value, dict):
        raise invalid_body(f"{where}: is not an object")
    return value

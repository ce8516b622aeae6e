"""What goes back over the wire, before it is bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
JsonObject = dict[str, Json]

HTML_PAGE = b"<!DOCTYPE html><html><head><title>Please sign in</title></head><body>proxy</body></html>"


class Mishap(Enum):
    """How a reply goes wrong on its way, whatever it says."""

    RESET = "the connection is reset instead of an answer"
    TRUNCATED = "complete by its length, and half a JSON document"
    BROKEN_OFF = "the connection ends in the middle of the answer"
    IN_DROPS = "the answer comes in drops over the server's `slow_seconds`"


@dataclass(frozen=True, kw_only=True)
class Reply:
    r"""What goes back over the wire: a JSON document, or the bytes of something else.

    Without a `content_type` the header is left out. `escaped` writes every character beyond ASCII as \uXXXX.
    """

    status: int
    body: JsonObject | bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str | None = "application/json; charset=utf-8"
    escaped: bool = False
    mishap: Mishap | None = None


def with_a_bad_item(answer: JsonObject, bad: JsonObject) -> JsonObject:
    """Put a bad item in the place of the one in the middle of a page's `data`."""
    items = answer.get("data")
    if not isinstance(items, list) or not items:
        return answer
    middle = len(items) // 2
    return answer | {"data": [*items[:middle], bad, *items[middle + 1 :]]}


def html_reply(status: int = 200) -> Reply:
    """Return the page of HTML that a proxy puts in the place of an answer."""
    return Reply(status=status, body=HTML_PAGE, content_type="text/html; charset=utf-8")

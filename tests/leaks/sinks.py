"""Search everything the product writes for values it must never write in clear, in any usual encoding."""

import base64
import html
import json
import quopri
import urllib.parse
from pathlib import Path


def forms(value: str) -> dict[str, bytes]:
    """Return the ways in which `value` could stand in a file or an answer."""
    plain = value.encode()
    return {
        "plain": plain,
        "utf-16": value.encode("utf-16-le"),
        "hex": plain.hex().encode(),
        "url": urllib.parse.quote(value).encode(),
        "url, plus": urllib.parse.quote_plus(value).encode(),
        "html": html.escape(value).encode(),
        "json": json.dumps(value)[1:-1].encode(),
        "quoted-printable": quopri.encodestring(plain),
        # Inside a longer text the alignment is unknown: the middle of each of the three is always there.
        **{f"base64 at {shift}": _base64_core(plain, shift) for shift in range(3)},
        "digits": "".join(c for c in value if c.isdigit()).encode(),
    }


def _base64_core(plain: bytes, shift: int) -> bytes:
    encoded = base64.b64encode(b"\0" * shift + plain)
    first = (shift * 8 + 5) // 6
    whole = (shift + len(plain)) * 8 // 6
    return encoded[first:whole]


SHORTEST = 6
"""A shorter form could stand anywhere by chance."""


def found_in(content: bytes, canaries: dict[str, str]) -> list[str]:
    """Return "name (form)" for each canary in `content`: names of canaries only, so that a failure leaks nothing."""
    lowered = content.lower()
    return [
        f"{name} ({form})"
        for name, value in canaries.items()
        for form, needle in forms(value).items()
        if len(needle) >= SHORTEST and needle.lower() in lowered
    ]


def found_below(folder: Path, canaries: dict[str, str], *, leave_out: tuple[str, ...] = ()) -> list[str]:
    """Search every file below `folder` but those in the top-level folders `leave_out`."""
    found = []
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] not in leave_out:
            found += [f"{inside}: {what}" for what in found_in(path.read_bytes(), canaries)]
    return found

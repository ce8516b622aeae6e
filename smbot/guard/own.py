"""Tells which stretches of a reply are the organisation's: what it publishes, and smbot's case codes."""

import re
from collections.abc import Iterator

from smbot.core.flat import flatten
from smbot.guard.context import GuardContext
from smbot.guard.places import Place, Places
from smbot.guard.unchanged import unchanged

MAX_CODE_WORDS = 4
"""Words over which a case code may be spread ("K7QF 2M4T")."""

_CHUNK = re.compile(r"\S+")
_SIGN = re.compile(r"[^\W_]")
_EDGES = re.compile(r"^[^\w@]+|\W+$")


def exempt(reply: str, context: GuardContext) -> Places:
    """Return where the reply holds the playbook's own words, a published value, or a case code."""
    return (*unchanged(reply, context.template_text), *_published(reply, context.published), *_codes(reply, context))


def _published(reply: str, values: tuple[str, ...]) -> Iterator[Place]:
    """Yield where published values stand, whatever is between their letters and digits."""
    if not values:
        return
    flat, places = flatten(reply)
    signs = [match.start() for match in _SIGN.finditer(flat)]
    joined = "".join(flat[at] for at in signs)
    for value in values:
        wanted = "".join(_SIGN.findall(flatten(value)[0]))
        for form in {wanted, wanted.removeprefix("1") if wanted.isdigit() and len(wanted) == 11 else wanted}:
            at = joined.find(form) if len(form) > 1 else -1
            while at >= 0:
                first, last = signs[at], signs[at + len(form) - 1]
                alone = not flat[first - 1 : first].isalnum() and not flat[last + 1 : last + 2].isalnum()
                if alone and not _longer(joined, at, len(form)):
                    sign = value[0] == "@" == flat[first - 1 : first]  # the sign before the name of an account
                    yield places[first - sign], places[last] + 1
                at = joined.find(form, at + 1)


def _longer(joined: str, at: int, length: int) -> bool:
    """Say whether a number goes on before or after: a published one within it proves nothing."""
    before, after = joined[at - 1 : at], joined[at + length : at + length + 1]
    number = joined[at].isdigit() and joined[at + length - 1].isdigit()
    return number and length < 5 and (before.isdigit() or after.isdigit())


def _codes(reply: str, context: GuardContext) -> Iterator[Place]:
    chunks = [chunk.span() for chunk in _CHUNK.finditer(reply)]
    for first in range(len(chunks)):
        for last in range(first, min(first + MAX_CODE_WORDS, len(chunks))):
            start, end = chunks[first][0], chunks[last][1]
            if context.is_case_code(_EDGES.sub("", reply[start:end])):
                yield start, end

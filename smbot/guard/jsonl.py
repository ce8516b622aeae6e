"""Reads pairs of a post and a reply as JSON lines, and writes what the guard says of each."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from smbot.core.messages import Message, msg, say
from smbot.guard.findings import Finding

MAX_LINE = 1_000_000
"""Longest line that is parsed, in characters: a post and a reply of the greatest length, escaped, have room."""
FIELDS = frozenset({"post", "reply", "platform", "language"})
LANGUAGES = ("en", "fr")


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A reply to judge. `language` is that to answer in; empty: the post's own."""

    post: str
    reply: str
    platform: str
    language: str = ""


class BadLine(Exception):
    """A line that cannot be read: what is wrong, and how to mend it."""

    def __init__(self, what: Message, mend: Message) -> None:
        super().__init__(what.template)
        self.what = what
        self.mend = mend


def read_pair(line: str, platforms: Collection[str]) -> Pair:
    """Return the pair that stands in a line; other fields ("id") are left alone.

    Raises:
        BadLine: It is not such a line; the message holds none of its words.
    """
    if len(line) > MAX_LINE:
        raise BadLine(
            msg("The line has {length} characters; at most {limit} are read.", length=len(line), limit=MAX_LINE),
            msg("Put one post and one reply on each line."),
        )
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise BadLine(
            msg("The line is not JSON."),
            msg("Write {example}.", example='{"post": "…", "reply": "…", "platform": "x"}'),
        ) from None
    if not isinstance(value, dict):
        raise BadLine(msg("The line is JSON but not an object."), msg("Put the fields between braces."))
    for field in ("post", "reply", "platform"):
        if not isinstance(value.get(field), str):
            raise BadLine(
                msg("The field {field} is missing or is not text.", field=field),
                msg("Add it, between quotation marks."),
            )
    if value["platform"] not in platforms:
        raise BadLine(
            msg("The field platform names none that smbot knows."),
            msg("Use one of: {names}.", names=", ".join(sorted(platforms))),
        )
    spoken = value.get("language")
    if spoken is not None and spoken not in LANGUAGES:
        raise BadLine(msg("The field language is neither en nor fr."), msg("Leave it out to answer in the post's."))
    return Pair(post=value["post"], reply=value["reply"], platform=value["platform"], language=spoken or "")


def judged_line(findings: Iterable[Finding], language: str) -> str:
    """Return what the guard says of a reply, as a line; `language` is that of its sentences. Warnings are left out."""
    reasons = [
        {"rule": found.rule, "start": found.start, "end": found.end, "message": say(found.message, language)}
        for found in findings
        if found.refuses
    ]
    return json.dumps({"allowed": not reasons, "reasons": reasons}, ensure_ascii=False)


def error_line(number: int, what: Message, mend: Message, language: str) -> str:
    """Return what is said of a line that cannot be judged; it allows nothing."""
    told = {"line": number, "error": say(what, language), "mend": say(mend, language)}
    return json.dumps(told, ensure_ascii=False)

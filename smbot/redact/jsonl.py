"""The commands that read posts as JSON lines: each line redacted, then rendered, in order."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from smbot.core.errors import RedactionError
from smbot.core.messages import Message, msg, say
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import MAX_CHARACTERS, Redactor
from smbot.redact.mask import NUMBERS, Redaction
from smbot.redact.operators import Operators
from smbot.redact.stage import Fields, redact_posts

BATCH = 256
MAX_LINE = 1_000_000
"""Longest line that is parsed, in characters: a post of the greatest length, escaped, has room ten times over."""

Identity = str | int | None
Render = Callable[[Identity, Redaction], str]
"""Makes a line of output from a line's id and its redaction."""

_Job = tuple[Identity, RawText, str | None]


class _BadLine(Exception):
    def __init__(self, what: Message, identity: Identity = None) -> None:
        super().__init__(what.template)
        self.what = what
        self.identity = identity


def redact_lines(
    lines: Iterable[str],
    redactor: Redactor,
    teller: LanguageTeller,
    *,
    render: Render | None = None,
    language: str = "en",
    batch: int = BATCH,
    operators: Operators = NUMBERS,
) -> Iterator[str]:
    """Yield one JSON line for each line that is not blank, in the order of the input.

    A bad line gives ``{"id"?, "error"}``; `language` is that of the error's sentence.
    """
    source = iter(lines)
    while chunk := list(islice(source, batch)):
        present = [line for line in chunk if line.strip()]
        yield from _chunk(present, redactor, teller, render or masked_line, language, operators=operators)


def _chunk(
    lines: Sequence[str],
    redactor: Redactor,
    teller: LanguageTeller,
    render: Render,
    language: str,
    *,
    operators: Operators,
) -> Iterator[str]:
    jobs: list[_Job | _BadLine] = []
    for line in lines:
        try:
            jobs.append(_parse(line))
        except _BadLine as bad:
            jobs.append(bad)
    good = [job for job in jobs if not isinstance(job, _BadLine)]
    results = iter(redact_posts([Fields(text=text, hint=hint) for _, text, hint in good], redactor, teller, operators))
    for job in jobs:
        if isinstance(job, _BadLine):
            yield _error(job.identity, job.what, language)
            continue
        result = next(results)
        if isinstance(result, RedactionError):
            yield _error(job[0], result.what, language)
        else:
            yield render(job[0], result)


def _parse(line: str) -> _Job:
    if len(line) > MAX_LINE:
        raise _BadLine(
            msg(
                "The line has {length} characters; at most {limit} are read.",
                length=len(line),
                limit=MAX_LINE,
            )
        )
    try:
        value = json.loads(line, object_pairs_hook=_unique)
    except _BadLine:
        raise
    except (ValueError, RecursionError):
        raise _BadLine(msg("The line is not JSON.")) from None
    if not isinstance(value, dict):
        raise _BadLine(msg("The line is JSON but not an object with id and text."))
    identity = value.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int):
        raise _BadLine(msg("The field id is missing, or is neither text nor a whole number."))
    text = value.get("text")
    if not isinstance(text, str):
        raise _BadLine(msg("The field text is missing or is not text."), identity)
    if len(text) > MAX_CHARACTERS:
        raise _BadLine(
            msg(
                "The text has {length} characters; at most {limit} are redacted.",
                length=len(text),
                limit=MAX_CHARACTERS,
            ),
            identity,
        )
    hint = value.get("lang")
    if hint is not None and not isinstance(hint, str):
        raise _BadLine(msg("The field lang is not text."), identity)
    return identity, RawText(text), hint


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _BadLine(msg("The line has the same field twice."))
    return found


def masked_line(identity: Identity, redaction: Redaction) -> str:
    """Return what `smbot redact` writes: the masked text, where in the input each mask came from, and where it is.

    A place in ``text`` that no entity's ``mask`` names is the poster's, whatever it looks like.
    """
    entities = [
        {
            "start": span.start,
            "end": span.end,
            "type": span.entity,
            "score": round(span.score, 3),
            "recognizer": span.recognizer,
            "doubtful": span.doubtful,
            "operator": mask.operator,
            "mask": {"start": mask.start, "end": mask.end},
        }
        for span, mask in zip(redaction.spans, redaction.text.masks, strict=True)
    ]
    return json.dumps(
        {
            "id": _clean(identity),
            "language": redaction.language,
            "text": redaction.text.text,
            "entities": entities,
        },
        ensure_ascii=False,
    )


def _error(identity: Identity, what: Message, language: str) -> str:
    head = {} if identity is None else {"id": _clean(identity)}
    return json.dumps(head | {"error": say(what, language)}, ensure_ascii=False)


def _clean(identity: Identity) -> Identity:
    """Return the id without halves of surrogate pairs, which UTF-8 cannot write."""
    return identity.encode("utf-8", "replace").decode() if isinstance(identity, str) else identity

"""Gold files: JSON lines that anybody may write, or a folder of the corpus."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from smbot.core.errors import InputError
from smbot.core.messages import msg
from smbot.training.posts import SUFFIX, GoldPost, GoldSpan, read_file, read_folder


def read_gold(path: Path) -> list[GoldPost]:
    """Read a file of JSON lines, a file of the corpus, or a folder of such files.

    A line is ``{"id", "lang", "text", "spans": [[start, end, "LABEL"], …], "labels": […], "tags": […]}``, places in
    code points; a span may have a fourth item, the list of its forms, and ``own`` lists what stays readable.

    Raises:
        InputError: It cannot be read; the message names file and line.
    """
    if path.is_dir():
        return read_folder(path)
    if path.suffix == SUFFIX:
        return read_file(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            msg("The file cannot be read ({error}).", error=type(error).__name__), where=str(path)
        ) from None
    return [_post(line, f"{path.name}:{number}") for number, line in enumerate(lines, start=1) if line.strip()]


def to_line(post: GoldPost) -> str:
    """Return a post as a line of a gold file."""
    return json.dumps(
        {
            "id": post.id,
            "lang": post.lang,
            "text": post.text,
            "spans": [
                [span.start, span.end, span.entity, *([list(span.forms)] if span.forms else [])] for span in post.spans
            ],
            "labels": list(post.labels),
            "tags": list(post.tags),
            "voice": post.voice,
            "own": list(post.own),
        },
        ensure_ascii=False,
    )


def _post(line: str, where: str) -> GoldPost:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise InputError(msg("The line is not JSON."), where=where) from None
    if not isinstance(value, dict):
        raise InputError(msg("The line is JSON but not an object with id and text."), where=where)
    text = value.get("text")
    if not isinstance(text, str):
        raise InputError(msg("The field text is missing or is not text."), where=where)
    return GoldPost(
        id=str(value.get("id", where)),
        text=text,
        lang=str(value.get("lang", "und")),
        spans=tuple(sorted(_spans(value.get("spans", []), len(text), where))),
        labels=_words(value, "labels", where),
        tags=_words(value, "tags", where),
        voice=str(value.get("voice", "")),
        own=_words(value, "own", where),
    )


def _spans(value: object, length: int, where: str) -> Iterator[GoldSpan]:
    for item in value if isinstance(value, list) else [None]:
        match item:
            case [int(start), int(end), str(entity), *rest] if 0 <= start < end <= length and len(rest) <= 1:
                forms = rest[0] if rest else []
                if isinstance(forms, list) and all(isinstance(form, str) for form in forms):
                    yield GoldSpan(start=start, end=end, entity=entity, forms=tuple(forms))
                    continue
            case _:
                pass
        raise InputError(
            msg("The field spans holds something else than [start, end, label] within the text."),
            where=where,
            mend=msg("Places count code points from 0; the end is the first place after the span."),
        )


def _words(value: Mapping[str, object], name: str, where: str) -> tuple[str, ...]:
    found = value.get(name, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise InputError(msg("The field {name} is not a list of words.", name=name), where=where)
    return tuple(found)

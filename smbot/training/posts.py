r"""Gold posts: the files in which people write and review them, marks inside the text.

A file holds voices, a voice holds posts::

    %% own: @translinkhelp; 604 555 0100
    %% voice: night-nurse-surrey; lang: en; platform: x
    == complaint question | thread
    still on hold, i'm [[PERSON|dalia]], call [[PHONE_NUMBER hidden|six oh four 555 01 87]]

``own`` lists what is the organisations' own in this file and stays readable. A mark is
``[[ENTITY|value]]`` or ``[[ENTITY form form|value]]``; ``\u{200B}`` writes a character that nobody could see.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from smbot.core.errors import InputError
from smbot.core.messages import Message, msg
from smbot.normalise.language import READ_AS

CORPUS: Final = Path(__file__).parent / "corpus"
"""What comes with smbot: posts to train on (``train``) and to compare on (``dev``)."""
SUFFIX: Final = ".posts"
FORMS: Final = ("hidden", "city", "wrong")
"""What writers say of a mark: hidden on purpose or by habit; an address with its city; mistyped, so no check holds."""

_MARK = re.compile(r"\[\[([A-Z_]+)((?: [a-z]+)*)\|(.*?)\]\]", re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]{2,6})\}")
_VOICE = re.compile(r"%% voice: ([a-z0-9-]+); lang: (\w+)(?:; platform: ([a-z_]+))?")
_OWN = re.compile(r"%% own: (.+)")
_HEAD = re.compile(r"==((?: [a-z_]+)+)(?: \|((?: [a-z_-]+)+))?")


@dataclass(frozen=True, kw_only=True, order=True)
class GoldSpan:
    """One piece of personal information: places in code points, its entity, and its forms (`FORMS`)."""

    start: int
    end: int
    entity: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GoldPost:
    """A post with what is known of it. `own` are values of the organisations' own, which stay readable."""

    id: str
    text: str
    lang: str
    spans: tuple[GoldSpan, ...]
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    voice: str = ""
    platform: str = ""
    own: tuple[str, ...] = ()


def read_folder(folder: Path) -> list[GoldPost]:
    """Read every file of gold posts below `folder`, in the order of their names.

    Raises:
        InputError: A file is not written as the module says; the message names file and line.
    """
    return [post for path in sorted(folder.rglob(f"*{SUFFIX}")) for post in read_file(path)]


def read_file(path: Path) -> list[GoldPost]:
    """Read one file; a post's id is the file's name and its number there.

    Raises:
        InputError: See `read_folder`.
    """
    return list(parse(path.read_text(encoding="utf-8"), path.stem))


def parse(source: str, name: str) -> Iterator[GoldPost]:
    """Yield the posts of one file's text.

    Raises:
        InputError: A line or mark is not written as the module says.
    """
    own: tuple[str, ...] = ()
    voice = lang = platform = ""
    head: tuple[int, tuple[str, ...], tuple[str, ...]] | None = None
    body: list[str] = []
    number = 0
    for line_number, line in enumerate([*source.splitlines(), "%% end"], start=1):
        if not line.startswith(("== ", "%% ")):
            if head is not None:
                body.append(line)
            elif line.strip() and not line.startswith("#"):
                raise _error(name, line_number, msg("A text stands before any line that begins with “==”."))
            continue
        if head is not None:
            number += 1
            text, spans = _marked("\n".join(body).strip(), name, head[0])
            yield GoldPost(
                id=f"{name}-{number}",
                text=text,
                lang=lang,
                spans=spans,
                labels=head[1],
                tags=head[2],
                voice=voice,
                platform=platform,
                own=own,
            )
            head, body = None, []
        if line.startswith("== "):
            found = _HEAD.fullmatch(line.rstrip())
            if found is None or not voice:
                raise _error(name, line_number, msg("Write “== label label | tag tag”, below a line with a voice."))
            head = (line_number, tuple(found[1].split()), tuple((found[2] or "").split()))
        elif (found := _OWN.fullmatch(line.rstrip())) is not None:
            own = tuple(value.strip() for value in found[1].split(";") if value.strip())
        elif (found := _VOICE.fullmatch(line.rstrip())) is not None:
            voice, lang, platform = found[1], found[2], found[3] or ""
            if lang not in READ_AS:
                raise _error(name, line_number, msg("The language is none of en, fr and mixed."))
        elif line != "%% end":
            raise _error(name, line_number, msg("Write “%% voice: name; lang: en; platform: x” or “%% own: a; b”."))


def _marked(body: str, name: str, line: int) -> tuple[str, tuple[GoldSpan, ...]]:
    parts: list[str] = []
    spans: list[GoldSpan] = []
    at = length = 0
    for mark in _MARK.finditer(body):
        before, value = _plain(body[at : mark.start()], name, line), _plain(mark[3], name, line)
        start = length + len(before)
        length = start + len(value)
        parts += (before, value)
        spans.append(GoldSpan(start=start, end=length, entity=mark[1], forms=tuple(mark[2].split())))
        at = mark.end()
    parts.append(_plain(body[at:], name, line))
    return "".join(parts), tuple(spans)


def _plain(text: str, name: str, line: int) -> str:
    if "[[" in text or "]]" in text:
        raise _error(name, line, msg("A mark is not written as “[[ENTITY|value]]”."))
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def _error(name: str, line: int, what: Message) -> InputError:
    return InputError(what, where=f"{name}{SUFFIX}:{line}")

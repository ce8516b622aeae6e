"""What one record says, checked field by field: a value that does not fit refuses the record.

What stands beside the text never does: its columns are guessed, and nobody asked for them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from smbot.core.messages import Message, msg
from smbot.core.parts import PartKind
from smbot.platforms.files.dates import read_moment
from smbot.platforms.files.mapping import ColumnMapping, Field
from smbot.platforms.files.records import flaw
from smbot.platforms.values import Told

MAX_TEXT = 25_000
"""In characters: X's longest posts (platforms.md); no platform we know takes longer ones."""

MAX_SEVERAL = 20
"""Values of one field beside the text that are read, such as links; those after them are withheld together."""

MAX_SHORT = 300
MAX_PERMALINK = 2_000
PLATFORM = "files"
"""The platform of a post whose record names none."""

_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_LANGUAGE_NAMES = {"english": "en", "anglais": "en", "french": "fr", "français": "fr", "francais": "fr"}
_UNTOLD = frozenset({"und", "zxx", "mis", "mul", "art", "qam", "qct", "qht", "qme", "qst"})
"""Codes for "no language told", the last five X's own."""

_PARTS = {
    Field.QUOTED: PartKind.QUOTED,
    Field.ALT_TEXT: PartKind.PICTURE,
    Field.LINK_TITLE: PartKind.LINK_TITLE,
    Field.LINK_TEXT: PartKind.LINK_TEXT,
    Field.LINK: PartKind.LINK,
    Field.FILE_NAME: PartKind.FILE,
    Field.POLL: PartKind.POLL,
}
"""What a record carries beside its text, in the order in which it is shown."""

_SAME_PLATFORM = {"twitter": "x", "twitter-com": "x", "x-com": "x"}


@dataclass(frozen=True, kw_only=True, slots=True, repr=False)
class Fields:
    """The fields of one record. Personal, and short-lived: they are boxed before they leave this platform."""

    text: str
    id: str
    author: str
    author_id: str
    author_name: str
    posted_at: datetime | None
    language: str | None
    permalink: str
    platform: str
    conversation: str
    parts: tuple[Told, ...] = ()
    quoted_author: str = ""
    quoted_name: str = ""


class _Unfit(Exception):
    def __init__(self, why: Message) -> None:
        super().__init__(why.template)
        self.why = why


def read_fields(record: Mapping[str, object], mapping: ColumnMapping) -> Fields | Message:
    """Return the record's fields, or why it is no post."""
    try:
        return Fields(
            text=_text(record, mapping),
            id=_short(record, mapping, Field.ID),
            author=_short(record, mapping, Field.AUTHOR).lstrip("@"),
            author_id=_short(record, mapping, Field.AUTHOR_ID),
            author_name=_short(record, mapping, Field.AUTHOR_NAME),
            posted_at=_posted_at(record, mapping),
            language=_language(_short(record, mapping, Field.LANGUAGE)),
            permalink=_permalink(record, mapping),
            platform=_platform(_short(record, mapping, Field.PLATFORM)),
            conversation=_short(record, mapping, Field.CONVERSATION),
            parts=tuple(part for field in _PARTS for part in _several(record, mapping, field)),
            quoted_author=_beside(record, mapping, Field.QUOTED_AUTHOR).lstrip("@"),
            quoted_name=_beside(record, mapping, Field.QUOTED_NAME),
        )
    except _Unfit as unfit:
        return unfit.why


def _text(record: Mapping[str, object], mapping: ColumnMapping) -> str:
    found = mapping.value(record, Field.TEXT)
    if found is None:
        there = mapping.has(record, Field.TEXT)
        raise _Unfit(msg("Its text is empty.") if there else msg("It has no text."))
    if not isinstance(found, str):
        raise _wrong_type(Field.TEXT)
    if len(found) > MAX_TEXT:
        raise _Unfit(msg("Its text has {count} characters; {limit} at most.", count=len(found), limit=MAX_TEXT))
    if why := flaw(found):
        raise _Unfit(why)
    return found


def _several(record: Mapping[str, object], mapping: ColumnMapping, field: Field) -> list[Told]:
    """Return the texts of a field beside the text: one, or a list of them. It never refuses a record.

    What is no text is left out; a text that is too long or holds what is no character, and all that come after
    `MAX_SEVERAL`, are withheld.
    """
    found = mapping.value(record, field)
    there = found if isinstance(found, list) else [found]
    texts = [text.strip() for text in there if isinstance(text, str) and text.strip()]
    kind, rest = _PARTS[field], texts[MAX_SEVERAL:]
    parts = [
        Told(kind=kind, text=text, withheld=len(text) > MAX_TEXT or flaw(text) is not None)
        for text in texts[:MAX_SEVERAL]
    ]
    return [*parts, Told(kind=kind, text="\n".join(rest), withheld=True)] if rest else parts


def _beside(record: Mapping[str, object], mapping: ColumnMapping, field: Field) -> str:
    """Return a name beside the text, cut to what a name has; "" where it is none. It never refuses a record."""
    found = mapping.value(record, field)
    return _NO_CHARACTER.sub(" ", found).strip()[:MAX_SHORT] if isinstance(found, str) else ""


def _short(record: Mapping[str, object], mapping: ColumnMapping, field: Field, limit: int = MAX_SHORT) -> str:
    """Return a short value as text, "" where there is none. Tables turn whole numbers into 12.0: undone."""
    found = mapping.value(record, field)
    if found is None:
        return ""
    if isinstance(found, float) and found.is_integer() and abs(found) < 2**53:
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, str | int):
        raise _wrong_type(field)
    if isinstance(found, int) and found.bit_length() > 256:
        raise _too_long(field, limit)
    text = str(found).strip()
    if len(text) > limit:
        raise _too_long(field, limit)
    if why := flaw(text):
        raise _Unfit(why)
    return text


def _posted_at(record: Mapping[str, object], mapping: ColumnMapping) -> datetime | None:
    found = mapping.value(record, Field.POSTED_AT)
    if found is None:
        return None
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        raise _wrong_type(Field.POSTED_AT)
    moment = read_moment(found)
    if moment is None:
        raise _Unfit(
            msg("Its date cannot be read; write it as 2026-03-31T14:05:00-07:00, or go without dates: --map posted_at=")
        )
    return moment


def _language(found: str) -> str | None:
    """Return a BCP 47 tag; what is none, or says that nobody knows, is None: smbot tells it from the text."""
    found = _LANGUAGE_NAMES.get(found.casefold(), found)
    if not _LANGUAGE.fullmatch(found):
        return None
    primary, *rest = found.replace("_", "-").split("-")
    return None if primary.lower() in _UNTOLD else "-".join([primary.lower(), *rest])


def _permalink(record: Mapping[str, object], mapping: ColumnMapping) -> str:
    """Return the post's address. Officers are sent there, so nothing but a web address will do."""
    found = _short(record, mapping, Field.PERMALINK, MAX_PERMALINK)
    if found and not re.fullmatch(r"https?://[^\s\x00-\x1f\\]+", found):
        raise _Unfit(msg("Its address does not begin with https://; or go without addresses: --map permalink="))
    return found


def _platform(found: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", found.casefold()).strip("-")[:32]
    return _SAME_PLATFORM.get(slug, slug) or PLATFORM


def _wrong_type(field: Field) -> _Unfit:
    return _Unfit(msg("Its {field} is of the wrong type: a text was expected.", field=field.value))


def _too_long(field: Field, limit: int) -> _Unfit:
    return _Unfit(msg("Its {field} is longer than {limit} characters.", field=field.value, limit=limit))

"""Which column or key of a file is the text, the id, the author and so on: guessed by name, or as told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from smbot.core.errors import InputError
from smbot.core.messages import Message, msg


class Field(StrEnum):
    """What smbot keeps of a record. The names are those of ``--map FIELD=COLUMN``."""

    TEXT = "text"
    ID = "id"
    AUTHOR = "author"
    AUTHOR_ID = "author_id"
    AUTHOR_NAME = "author_name"
    POSTED_AT = "posted_at"
    LANGUAGE = "language"
    PERMALINK = "permalink"
    PLATFORM = "platform"
    CONVERSATION = "conversation"
    ALT_TEXT = "alt_text"
    LINK_TITLE = "link_title"
    LINK_TEXT = "link_text"
    LINK = "link"
    FILE_NAME = "file_name"
    POLL = "poll"
    QUOTED = "quoted_text"
    QUOTED_AUTHOR = "quoted_author"
    QUOTED_NAME = "quoted_author_name"


_LONGEST_FIRST = ("note_tweet.text", "extended_tweet.full_text", "full_text", "text")
"""X gives a long post twice: cut off as `text`, and whole under another name."""

_TEXT_GROUPS = (
    ("note_tweet", *_LONGEST_FIRST),
    *((name,) for name in ("content", "tweet", "message", "body", "tweet_text", "post_text", "post")),
    *((name,) for name in ("comment", "comment_text", "texte", "contenu", "commentaire", "publication")),
)
_NAMES: Mapping[Field, tuple[str, ...]] = {
    Field.ID: ("id_str", "id", "tweet_id", "status_id", "post_id", "msg_id", "message_id", "comment_id"),
    Field.AUTHOR: (
        *("author", "username", "screen_name", "user.screen_name", "user.username", "author.username"),
        *("author.screen_name", "user_screen_name", "author_username", "handle", "user", "auteur"),
    ),
    Field.AUTHOR_ID: ("author_id", "user_id_str", "user_id", "user.id_str", "user.id", "author.id"),
    Field.AUTHOR_NAME: ("author_name", "display_name", "user.name", "author.name", "user_name", "name"),
    Field.POSTED_AT: (
        *("created_at", "posted_at", "published_at", "date", "datetime", "timestamp", "created_utc"),
        *("created_time", "date_publication"),
    ),
    Field.LANGUAGE: ("lang", "language", "langue"),
    Field.PERMALINK: ("permalink", "permalink_url", "permanent_url", "tweet_url", "post_url", "url"),
    Field.PLATFORM: ("platform", "plateforme"),
    Field.CONVERSATION: ("conversation_id_str", "conversation_id", "thread_id"),
    Field.ALT_TEXT: (
        *("alt_text", "alt_texts", "image_description", "media_description", "media_alt_text", "ext_alt_text"),
        *("picture_description", "texte_alternatif", "description_image"),
    ),
    Field.LINK_TITLE: ("link_title", "card_title", "attachment_title", "page_title", "titre_du_lien", "titre_lien"),
    Field.LINK_TEXT: ("link_text", "link_description", "card_description", "attachment_description"),
    Field.LINK: ("link", "link_url", "links", "expanded_url", "expanded_urls", "unshimmed_url", "outlinks", "lien"),
    Field.FILE_NAME: ("file_name", "filename", "file_names", "attachment_name", "nom_fichier", "nom_du_fichier"),
    Field.POLL: ("poll", "poll_options", "options", "sondage"),
    Field.QUOTED: (
        *("quoted_text", "quoted_status.full_text", "quoted_status.text", "quoted_tweet.full_text"),
        *("quoted_tweet.text", "quote_text", "quoted_post", "shared_text", "texte_cite"),
    ),
    Field.QUOTED_AUTHOR: (
        *("quoted_author", "quoted_username", "quoted_status.user.screen_name", "quoted_tweet.user.username"),
        *("quoted_tweet.author.username", "quoted_handle"),
    ),
    Field.QUOTED_NAME: (
        *("quoted_author_name", "quoted_name", "quoted_status.user.name", "quoted_tweet.user.name"),
        *("quoted_tweet.author.name", "quoted_display_name"),
    ),
}
_WRAPPERS = ("", "tweet.", "post.", "status.", "data.")
_DEPTH = 3
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GAP = re.compile(r"[^\w.]+")
_LOOKS_LIKE_A_NAME = re.compile(r"[^\W\d][\w.:\-]{0,39}(?: [\w.:()\-]{1,20}){0,2}")


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """The columns of each field; of several, the first that a record fills counts."""

    columns: Mapping[Field, tuple[str, ...]]

    def value(self, record: Mapping[str, object], field: Field) -> object:
        """Return what the record holds for `field`; None where nothing is mapped, there or in it."""
        for path in self.columns.get(field, ()):
            found = dig(record, path)
            if found is not None and not (isinstance(found, str) and not found.strip()):
                return found
        return None

    def has(self, record: Mapping[str, object], field: Field) -> bool:
        """Say whether the record has one of the field's columns, filled or not."""
        return any(dig(record, path) is not None for path in self.columns.get(field, ()))


def dig(record: Mapping[str, object], path: str) -> object:
    """Follow a dotted path; a key that itself has dots is found first."""
    if path in record:
        return record[path]
    head, dot, rest = path.partition(".")
    inner = record.get(head)
    return dig(inner, rest) if dot and isinstance(inner, dict) else None


def leaf_paths(record: Mapping[str, object], depth: int = _DEPTH) -> list[str]:
    """Return the dotted paths of what is not itself an object, down to `depth` levels."""
    paths: list[str] = []
    for key, value in record.items():
        if isinstance(value, dict) and depth > 1:
            paths += [f"{key}.{path}" for path in leaf_paths(value, depth - 1)]
        elif not isinstance(value, dict):
            paths.append(key)
    return paths


def parse_assignments(assignments: Sequence[str]) -> dict[Field, str]:
    """Read ``FIELD=COLUMN`` pairs; an empty column means that the file's column is not to be used.

    Raises:
        InputError: No ``=``, an unknown field, a field named twice, or no column for the text.
    """
    chosen: dict[Field, str] = {}
    for assignment in assignments:
        name, equals, column = assignment.partition("=")
        name = name.strip().casefold()
        if not equals or name not in tuple(Field):
            raise InputError(
                msg("--map takes FIELD=COLUMN."),
                mend=msg("The fields are: {fields}.", fields=", ".join(Field)),
            )
        if name in chosen:
            raise InputError(
                msg("--map names the field {field} twice.", field=name), mend=msg("Leave one of them out.")
            )
        chosen[Field(name)] = column.strip()
    if chosen.get(Field.TEXT) == "":
        raise InputError(msg("--map text= names no column."), mend=msg("Every post needs a text: name its column."))
    return chosen


def choose(columns: Sequence[str], chosen: Mapping[Field, str], *, nested: bool, where: str = "") -> ColumnMapping:
    """Decide which of a file's `columns` is what; `chosen` goes before any guess.

    `nested` says that records need not all have the same keys (JSON), so that names of X's long posts count
    even where the first records lack them.

    Raises:
        InputError: No column, or more than one, could be the text; a chosen one is not there or there twice.
    """
    by_name: dict[str, str] = {}
    for column in columns:
        by_name.setdefault(_plain(column), column)
    found: dict[Field, tuple[str, ...]] = {}
    for field in Field:
        if field in chosen:
            found[field] = _as_told(columns, field, chosen[field], where)
        elif field is Field.TEXT:
            found[field] = _guess_text(columns, by_name, nested=nested, where=where)
        else:
            names = (wrapper + name for wrapper in _WRAPPERS for name in _NAMES[field])
            found[field] = tuple(by_name[name] for name in names if name in by_name)[:1]
    for field, paths in found.items():
        for path in paths:
            if columns.count(path) > 1:
                raise InputError(
                    msg("More than one column has the name that is taken for {field}.", field=field),
                    where=where,
                    mend=msg("Give each column of the first line its own name."),
                )
    return ColumnMapping(columns={field: paths for field, paths in found.items() if paths})


def _as_told(columns: Sequence[str], field: Field, column: str, where: str) -> tuple[str, ...]:
    if not column:
        return ()
    if column in columns:
        return (column,)
    alike = [there for there in columns if _plain(there) == _plain(column)]
    if not alike:
        raise InputError(
            msg("The column that --map names for {field} is not in the file.", field=field),
            where=where,
            mend=_what_is_there(columns),
        )
    return (alike[0],)


def _guess_text(columns: Sequence[str], by_name: Mapping[str, str], *, nested: bool, where: str) -> tuple[str, ...]:
    groups: list[tuple[str, ...]] = []
    for wrapper in _WRAPPERS:
        for group in _TEXT_GROUPS:
            names = [wrapper + name for name in group]
            if any(name in by_name for name in names):
                late = [wrapper + name for name in _LONGEST_FIRST] if nested and len(group) > 1 else []
                groups.append(tuple(by_name.get(n, n) for n in names if n in by_name or n in late))
    if len(groups) == 1:
        return groups[0]
    if groups:
        raise InputError(
            msg(
                "More than one column could be the text: {columns}.",
                columns=", ".join(dict.fromkeys(p for group in groups for p in group if p in columns)),
            ),
            where=where,
            mend=msg("Say which: --map text=COLUMN"),
        )
    raise InputError(
        msg("No column has a name known for the text of a post."), where=where, mend=_what_is_there(columns)
    )


def _what_is_there(columns: Sequence[str]) -> Message:
    """Name the columns; but where a first line holds no names, it is a post, which nobody may read here."""
    if columns and all(_LOOKS_LIKE_A_NAME.fullmatch(column) for column in columns):
        return msg(
            "The file has: {columns}. Say which is the text: --map text=COLUMN",
            columns=", ".join(dict.fromkeys(columns)),
        )
    return msg(
        "The file has {count} columns, and not all of their names look like names: put one with "
        "column names first, and say which is the text: --map text=COLUMN",
        count=len(columns),
    )


def _plain(name: str) -> str:
    """Return `name` as the lists above write it: "Tweet Text", "tweetText" and "tweet_text" are one."""
    return _GAP.sub("_", _CAMEL.sub("_", name.strip())).casefold()

"""Posts written down as dictionaries, such as the lines of a file, checked before they fill a world."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from smbot.core.errors import InputError
from smbot.core.messages import msg

KEYS = frozenset({"author", "name", "text", "minutes_ago", "language", "reply_to"})


@dataclass(frozen=True, kw_only=True)
class WrittenPost:
    """One written post; `reply_to` is the index of an earlier one."""

    author: str
    name: str
    text: str
    age: timedelta
    language: str | None
    reply_to: int | None


def read_posts(posts: Iterable[Mapping[str, object]]) -> Iterator[WrittenPost]:
    """Yield each post, checked.

    A post is ``{"author": handle, "name": display name, "text": str, "minutes_ago": number,
    "language"?: "en" or "fr", "reply_to"?: index of an earlier post}``.

    Raises:
        InputError: A post lacks a key, has one too many, or a value of the wrong kind.
    """
    for index, post in enumerate(posts):
        author, text = _string(post, "author", index), _string(post, "text", index)
        name = _string(post, "name", index) if "name" in post else author
        _refuse_other_keys(post, index)
        minutes = post.get("minutes_ago")
        if isinstance(minutes, bool) or not isinstance(minutes, int | float) or minutes < 0:
            raise _wrong(index, "minutes_ago")
        language = post.get("language")
        if language not in (None, "en", "fr"):
            raise _wrong(index, "language")
        parent = post.get("reply_to")
        if parent is not None and (isinstance(parent, bool) or not isinstance(parent, int)):
            raise _wrong(index, "reply_to")
        if parent is not None and not 0 <= parent < index:
            raise _wrong(index, "reply_to")
        yield WrittenPost(
            author=author,
            name=name,
            text=text,
            age=timedelta(minutes=minutes),
            language=language if isinstance(language, str) else None,
            reply_to=parent,
        )


def _string(post: Mapping[str, object], key: str, index: int) -> str:
    value = post.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(index, key)
    return value


def _refuse_other_keys(post: Mapping[str, object], index: int) -> None:
    for key in post:
        if key not in KEYS:
            raise InputError(
                msg("Unknown key {key}.", key=key),
                where=f"[{index}]",
                mend=msg("Known are: {known}.", known=", ".join(sorted(KEYS))),
            )


def _wrong(index: int, key: str) -> InputError:
    return InputError(
        msg("{key} is missing or of the wrong kind.", key=key),
        where=f"[{index}]",
        mend=msg("A post has author, name, text, minutes_ago, and if need be language (en, fr) and reply_to."),
    )

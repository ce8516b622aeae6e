"""Fills a world from dictionaries, such as the lines of a file of written posts."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from smbot.core.clock import Clock
from smbot.core.errors import InputError
from smbot.core.messages import msg
from smbot.testing.x.world import XWorld

KEYS = frozenset({"author", "name", "text", "minutes_ago", "language", "reply_to"})


def load_world(posts: Iterable[Mapping[str, object]], clock: Clock, *, handle: str = "servicenord") -> XWorld:
    """Return a world with these posts, in which `handle` is our own account.

    A post is ``{"author": handle, "name": display name, "text": str, "minutes_ago": number,
    "language"?: "en" or "fr", "reply_to"?: index of an earlier post}``.

    Raises:
        InputError: A post lacks a key, has one too many, or a value of the wrong kind.
    """
    world = XWorld(clock, handle=handle)
    now = clock.now()
    ids: list[str] = []
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
        if parent is not None and not 0 <= parent < len(ids):
            raise _wrong(index, "reply_to")
        world.add_user(author, name)
        post_id = world.post(
            author,
            text,
            at=now - timedelta(minutes=minutes),
            reply_to=None if parent is None else ids[parent],
            language=language if isinstance(language, str) else None,
        )
        ids.append(post_id)
    return world


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

"""The words of one post of X's JSON, and what it relates to; pure."""

import re
from collections.abc import Mapping

from smbot.platforms.values import objects

ID = re.compile(r"[0-9]{1,25}")
"""The id of a post or an account."""

_ESCAPES = {"amp": "&", "lt": "<", "gt": ">"}
_ESCAPE = re.compile(r"&(amp|lt|gt);")


def unescape(text: str) -> str:
    """Undo what X escapes in a text, once: ``&amp;``, ``&lt;`` and ``&gt;``, nothing else."""
    return _ESCAPE.sub(lambda match: _ESCAPES[match[1]], text)


def full_text(item: Mapping[str, object]) -> str | None:
    """Return the whole text of a post: of a long one, that is in `note_tweet`."""
    note = item.get("note_tweet")
    long = note.get("text") if isinstance(note, dict) else None
    text = long if isinstance(long, str) and long else item.get("text")
    return unescape(text) if isinstance(text, str) else None


def referenced(item: Mapping[str, object], how: str) -> str | None:
    """Return the id of the post that this one relates to: ``replied_to``, ``quoted`` or ``retweeted``."""
    for reference in objects(item.get("referenced_tweets")):
        post_id = reference.get("id")
        if reference.get("type") == how and isinstance(post_id, str):
            return post_id
    return None


def first_id(item: Mapping[str, object]) -> str:
    """Return the id that a post keeps when it is edited, the first of its history; "" for what has no id."""
    history = item.get("edit_history_tweet_ids")
    several = history if isinstance(history, list) else []
    ids = [one for one in several if isinstance(one, str) and ID.fullmatch(one)]
    own = item.get("id")
    return min(ids, key=int) if ids else own if isinstance(own, str) and ID.fullmatch(own) else ""

"""One post of X's JSON turned into a `RawPost`, or an `OwnPost` where it is ours; pure.

tweepy's own `Tweet` is not used: it raises on one odd item and so loses the page, and it has no
attribute for long posts.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from smbot.collect.ports import OwnPost, RefusedItem
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.core.post_kinds import PostKind
from smbot.platforms.values import instant, objects
from smbot.platforms.x.cursor import made_at
from smbot.platforms.x.parts import Author, Beside, parts_of, people_of
from smbot.platforms.x.words import ID, first_id, full_text, referenced
from smbot.raw.box import RawText
from smbot.raw.post import RawPost

FIELDS = (
    "attachments",
    "author_id",
    "conversation_id",
    "created_at",
    "edit_history_tweet_ids",
    "entities",
    "in_reply_to_user_id",
    "lang",
    "note_tweet",
    "referenced_tweets",
)
"""What a request must ask for in tweet.fields, beside the id and text that always come."""

OWN_FIELDS = (
    "attachments",
    "author_id",
    "conversation_id",
    "created_at",
    "edit_history_tweet_ids",
    "in_reply_to_user_id",
    "referenced_tweets",
)
"""What a request for our own posts must ask for: where they stand, not what they say."""

_USERNAME = re.compile(r"[A-Za-z0-9_]{1,15}")
_QUOTED = re.compile(r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/(?P<who>\w{1,15})/status/(?P<id>[0-9]+)", re.I)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")
_OLD_LANGUAGES = {"in": "id", "iw": "he"}
"""X still uses two withdrawn codes; BCP 47 has others for them."""


@dataclass(frozen=True, kw_only=True)
class Us:
    """The account on whose behalf we read."""

    user_id: str
    username: str


class _Odd(Exception):
    """An item is not what X documents; `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def to_post(
    item: object, along: Beside, us: Us, *, account: str, where: str, addressed: bool
) -> RawPost | OwnPost | RefusedItem | None:
    """Return the post, ours as an `OwnPost`, or why it cannot be read; None where it is a bare retweet.

    A retweet repeats another's words, cut short; the original is found by itself. `addressed` says that
    the item comes from the mentions timeline, so that its author summoned us; otherwise a mention, a reply
    to us or a quotation of us is looked for. `where` is the item's place in the answer, for the report.
    """
    try:
        return _post(item, along, us, account, addressed)
    except _Odd as odd:
        return RefusedItem(where=where, why=msg("X sent a post whose {field} is missing or odd.", field=odd.field))


def _post(item: object, along: Beside, us: Us, account: str, addressed: bool) -> RawPost | OwnPost | None:
    if not isinstance(item, dict):
        raise _Odd("JSON")
    post_id, author_id = _id(item, "id"), _id(item, "author_id")
    if referenced(item, "retweeted"):
        return None
    posted_at = instant(item.get("created_at"))
    if posted_at is None:
        raise _Odd("created_at")
    if author_id == us.user_id:
        ourselves = Author(handle=us.username, name="")
        return OwnPost(handle=_handle(item, post_id, author_id, ourselves, us), posted_at=posted_at)
    text = full_text(item)
    if text is None:
        raise _Odd("text")
    author = along.authors.get(author_id, Author(handle="", name=""))
    parts = parts_of(item, along)
    quoted_id = next((part.post_id for part in parts if part.post_id), "")
    return RawPost(
        platform="x",
        account=account,
        handle=replace(_handle(item, post_id, author_id, author, us), quoted_id=quoted_id),
        text=RawText(text),
        posted_at=posted_at,
        language=language(item.get("lang")),
        summoned=addressed or _summons(item, us),
        revision=post_id,  # an edit has an id of its own
        as_of=made_at(post_id),
        parts=parts,
        people=people_of(item, along, us.user_id),
    )


def _handle(item: Mapping[str, object], post_id: str, author_id: str, author: Author, us: Us) -> PlatformHandle:
    conversation = item.get("conversation_id")
    return PlatformHandle(
        post_id=post_id,
        first_id=first_id(item),
        author_id=author_id,
        author_handle=author.handle,
        author_name=author.name,
        conversation_id=conversation if isinstance(conversation, str) else post_id,
        permalink=permalink(author.handle, post_id),
        parent_id=referenced(item, "replied_to") or "",
        kind=PostKind.COMMENT if _answers(item, us) else PostKind.POST,
    )


def permalink(handle: str, post_id: str) -> str:
    """Return a post's address; without its author's handle, the one that X redirects."""
    return f"https://x.com/{handle if _USERNAME.fullmatch(handle) else 'i/web'}/status/{post_id}"


def language(code: object) -> str | None:
    """Return X's belief as BCP 47; its codes for "cannot tell" (und, zxx, art, q…) become None."""
    if not isinstance(code, str) or not _LANGUAGE.fullmatch(code):
        return None
    return _OLD_LANGUAGES.get(code, code)


def _answers(item: Mapping[str, object], us: Us) -> bool:
    return item.get("in_reply_to_user_id") == us.user_id


def _summons(item: Mapping[str, object], us: Us) -> bool:
    if _answers(item, us):
        return True
    note = item.get("note_tweet")  # a long post has further entities there, from past its first 280 characters
    entities = [item.get("entities"), note.get("entities") if isinstance(note, dict) else None]
    known = [entry for entry in entities if isinstance(entry, dict)]
    name = us.username.casefold()
    for mention in (found for entry in known for found in objects(entry.get("mentions"))):
        if mention.get("id") == us.user_id or str(mention.get("username", "")).casefold() == name:
            return True
    quoted = referenced(item, "quoted")
    for link in (found for entry in known for found in objects(entry.get("urls"))):
        match = _QUOTED.match(str(link.get("expanded_url", "")))
        if quoted and match and match["id"] == quoted and match["who"].casefold() == name:
            return True
    return False


def _id(item: Mapping[str, object], field: str) -> str:
    value = item.get(field)
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise _Odd(field)
    return value

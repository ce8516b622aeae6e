"""Items of the Graph API turned into posts of ours; pure.

What can be done with each kind: a post on our page, or one that tags us, a comment and a review's story are answered
with a comment below; comments alone can be hidden; comments and visitors' posts take one private reply within seven
days; a message is answered within 24 hours. What attachments say is read (see `parts`), words in a picture are not.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from smbot.collect.ports import Notice, Noticed, OwnPost, RefusedItem
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook.parts import COMMENT_PARTS, MESSAGE_PARTS, POST_PARTS, parts_of, people_of
from smbot.platforms.values import Told, boxed, instant, objects
from smbot.raw.box import RawText
from smbot.raw.post import RawPerson, RawPost

PLATFORM = "facebook"
POST_FIELDS = f"id,from,message,created_time,permalink_url,{POST_PARTS}"
REVIEW_FIELDS = "created_time,reviewer,review_text,open_graph_story{id}"
COMMENT_FIELDS = f"id,from,message,created_time,parent{{id,from}},permalink_url,is_hidden,{COMMENT_PARTS}"
MESSAGE_FIELDS = f"id,from,to,message,created_time,{MESSAGE_PARTS}"

SITE = "https://www.facebook.com"
INBOX = "https://business.facebook.com/latest/inbox/all?asset_id={page_id}"

NODE = re.compile(r"[0-9]{1,40}(?:_[0-9]{1,40}){0,2}")
"""The id of a post or comment."""
MESSAGE = re.compile(r"m_[A-Za-z0-9_=+.:$-]{1,300}|mid\.[A-Za-z0-9_=+.:$-]{1,300}")
_PERSON = re.compile(r"[0-9]{1,40}")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item that could be read. `mark` changes when its text or visibility does; `hidden` None: not told."""

    found: RawPost | OwnPost
    at: datetime
    mark: str
    hidden: bool | None = None

    @property
    def handle(self) -> PlatformHandle:
        """Return the item's ids."""
        return self.found.handle

    def notice(self) -> Notice:
        """Return what to tell of its visibility."""
        return Notice(what=Noticed.HIDDEN if self.hidden else Noticed.SHOWN, handle=self.handle)


@dataclass(frozen=True, kw_only=True)
class Us:
    """Our page, and the name of the collector that reads."""

    page_id: str
    account: str


Read = Callable[[object, str], Item | RefusedItem]


class OddItem(Exception):
    """An item is not what Meta documents; `field` says where."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


def read_post(item: object, us: Us, where: str) -> Item | RefusedItem:
    """Return a post of the page's feed or one that tags the page; `where` is its place, for the report."""
    return _guarded(lambda: _post(_object(item), us), where)


def read_review(item: object, us: Us, where: str) -> Item | RefusedItem:
    """Return a recommendation or rating. Its story's id is what comments hang below; a few have none."""
    return _guarded(lambda: _review(_object(item), us), where)


def read_comment(item: object, us: Us, post_id: str, where: str) -> Item | RefusedItem:
    """Return a comment below `post_id`, or an answer to one."""
    return _guarded(lambda: _comment(_object(item), us, post_id), where)


def read_message(item: object, us: Us, link: str, where: str) -> Item | RefusedItem:
    """Return a private message; `link` is where a person sees its conversation."""
    return _guarded(lambda: _message(_object(item), us, link), where)


def revision(text: str, parts: Sequence[Told] = ()) -> str:
    """Return what tells one edit from another: the SHA-256 of the text, and of what the item carries.

    A post's `updated_time` is left out: it also moves when somebody comments, and deliveries do not bring it. They do
    not bring what it carries either: where they were first, reading brings it as an edit.
    """
    whole = json.dumps([text, *((part.kind, part.text) for part in parts)]) if parts else text
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def node_id(value: object, field: str) -> str:
    """Return the id of a post or comment.

    Raises:
        OddItem: It is none.
    """
    if isinstance(value, str) and NODE.fullmatch(value):
        return value
    raise OddItem(field)


def make(
    us: Us,
    *,
    post_id: str,
    author: Mapping[str, object],
    text: str,
    at: datetime,
    kind: PostKind,
    conversation: str = "",
    parent: str = "",
    permalink: object = None,
    hidden: bool | None = None,
    as_of: datetime | None = None,
    parts: Sequence[Told] = (),
    people: Sequence[RawPerson] = (),
) -> Item:
    """Return an item from what is known of it, whether it was read or delivered (then `as_of` says of when it is)."""
    author_id, name = author.get("id"), author.get("name")
    known = isinstance(author_id, str) and _PERSON.fullmatch(author_id) is not None
    address = permalink if isinstance(permalink, str) and permalink.startswith("https://") else f"{SITE}/{post_id}"
    handle = PlatformHandle(
        post_id=post_id,
        first_id=post_id,
        author_id=str(author_id) if known else "",
        author_name=name if isinstance(name, str) else "",
        conversation_id=conversation or post_id,
        permalink=address,
        parent_id=parent,
        kind=kind,
    )
    digest = revision(text, parts)
    found: RawPost | OwnPost
    if handle.author_id == us.page_id:
        found = OwnPost(handle=handle, posted_at=at)
    else:
        found = RawPost(
            platform=PLATFORM,
            account=us.account,
            handle=handle,
            text=RawText(text),
            posted_at=at,
            summoned=True,  # whatever is seen here stands below our page, tags it, or was written to it
            revision=digest,
            as_of=as_of,
            parts=boxed(parts),
            people=tuple(person for person in people if person.name != handle.author_name),
        )
    return Item(found=found, at=at, mark=f"{digest[:16]}{'h' if hidden else ''}", hidden=hidden)


def moment(value: object) -> datetime:
    """Return a time: ISO 8601 as the API writes it, or seconds as deliveries do.

    Raises:
        OddItem: Neither.
    """
    at = instant(value)
    if at is not None:
        return at
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**11:
        return datetime.fromtimestamp(value, UTC)
    raise OddItem("created_time")


def words(item: Mapping[str, object], field: str) -> str:
    """Return a text; a picture without words has none.

    Raises:
        OddItem: It is not text.
    """
    text = item.get(field, "")
    if isinstance(text, str):
        return text
    raise OddItem(field)


def review_id(story: object, at: datetime, reviewer: Mapping[str, object]) -> str:
    """Return the id of a review's story; without one, a name of our own, which cannot be answered by API."""
    found = story.get("id") if isinstance(story, dict) else story
    if isinstance(found, str) and NODE.fullmatch(found):
        return found
    basis = f"{int(at.timestamp())}|{reviewer.get('id', '')}"
    return f"review-{hashlib.sha256(basis.encode()).hexdigest()[:24]}"


def _guarded(read: Callable[[], Item], where: str) -> Item | RefusedItem:
    try:
        return read()
    except OddItem as odd:
        why = msg("Facebook sent an item whose {field} is missing or odd.", field=odd.field)
        return RefusedItem(where=where, why=why)


def _post(item: Mapping[str, object], us: Us) -> Item:
    return make(
        us,
        post_id=node_id(item.get("id"), "id"),
        author=_author(item, "from"),
        text=words(item, "message"),
        at=moment(item.get("created_time")),
        kind=PostKind.POST,
        permalink=item.get("permalink_url"),
        parts=parts_of(item),
        people=people_of(item),
    )


def _review(item: Mapping[str, object], us: Us) -> Item:
    at = moment(item.get("created_time"))
    reviewer = _author(item, "reviewer")
    return make(
        us,
        post_id=review_id(item.get("open_graph_story"), at, reviewer),
        author=reviewer,
        text=words(item, "review_text"),
        at=at,
        kind=PostKind.REVIEW,
        permalink=f"{SITE}/{us.page_id}/reviews",
    )


def _comment(item: Mapping[str, object], us: Us, post_id: str) -> Item:
    parent = item.get("parent")
    above = node_id(parent.get("id"), "parent") if isinstance(parent, dict) else post_id
    hidden = item.get("is_hidden")
    return make(
        us,
        post_id=node_id(item.get("id"), "id"),
        author=_author(item, "from"),
        text=words(item, "message"),
        at=moment(item.get("created_time")),
        kind=PostKind.COMMENT,
        conversation=post_id,
        parent=above,
        permalink=item.get("permalink_url"),
        hidden=hidden if isinstance(hidden, bool) else None,
        parts=parts_of(item),
        people=people_of(item),
    )


def _message(item: Mapping[str, object], us: Us, link: str) -> Item:
    message_id = item.get("id")
    if not isinstance(message_id, str) or not MESSAGE.fullmatch(message_id):
        raise OddItem("id")
    author = _author(item, "from")
    to = item.get("to")
    others = objects(to.get("data") if isinstance(to, dict) else None)
    person = author if author.get("id") != us.page_id else next(iter(others), {})
    person_id = person.get("id")
    if not isinstance(person_id, str) or not _PERSON.fullmatch(person_id):
        raise OddItem("from")
    return make(
        us,
        post_id=message_id,
        author=author,
        text=words(item, "message"),
        at=moment(item.get("created_time")),
        kind=PostKind.MESSAGE,
        conversation=person_id,
        permalink=link,
        parts=parts_of(item),
    )


def _author(item: Mapping[str, object], field: str) -> Mapping[str, object]:
    """Return who wrote it; Meta leaves it out where the person did not consent."""
    author = item.get(field)
    return author if isinstance(author, dict) else {}


def _object(item: object) -> Mapping[str, object]:
    if isinstance(item, dict):
        return item
    raise OddItem("JSON")

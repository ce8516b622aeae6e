"""Turns what is in the world into Graph's JSON: the fields that were asked for, nested ones included.

Field names are those of `facebook_business` 26.0.3. `NodeType.empty` lists those of Meta's that this world never
fills; Graph leaves out what is empty, so asking for them is no mistake.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from smbot.testing.facebook.errors import no_such_field
from smbot.testing.facebook.fields import Field, one_of
from smbot.testing.facebook.nouns import Attachment, Comment, Message, Person, Post, PostKind, TokenKind
from smbot.testing.facebook.paging import Edge, page
from smbot.testing.facebook.request import Request, written
from smbot.testing.facebook.rules import SITE, can_hide, can_reply_privately, conversation_id, on_our_page, permalink
from smbot.testing.facebook.world import Entry
from smbot.testing.http.replies import Json, JsonObject

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class NodeType(Generic[T]):
    """One kind of node: the fields it gives without being asked, how each is read, and those that are never filled."""

    name: str
    usual: tuple[str, ...]
    readers: Mapping[str, Callable[[Request, T, Field], Json]]
    empty: frozenset[str] = field(default_factory=frozenset)


def render(kind: NodeType[T], request: Request, item: T, fields: Sequence[Field]) -> JsonObject:
    """Return one node with the fields asked for, and its id.

    Raises:
        GraphError: 100 for a field this kind of node does not have.
    """
    check(kind, fields)
    wanted = fields or [Field(name=name) for name in kind.usual]
    names = {one.name for one in wanted}
    if "id" in kind.readers and "id" not in names:
        wanted = [*wanted, Field(name="id")]
    node: JsonObject = {}
    for one in wanted:
        reader = kind.readers.get(one.name)
        value = None if reader is None else reader(request, item, one)
        if value is not None:
            node[one.name] = value
    return node


def check(kind: NodeType[T], fields: Sequence[Field]) -> None:
    """Refuse a field that a kind of node does not have, even where there is no node to show.

    Raises:
        GraphError: 100.
    """
    for one in fields:
        if one.name not in kind.readers and one.name not in kind.empty:
            raise no_such_field(one.name, kind.name)


def comments_edge(request: Request, above: Entry, fields: Sequence[Field], parameters: Mapping[str, str]) -> JsonObject:
    """Return a page of the comments on a post or below a comment.

    `filter=toplevel`, the default, leaves out answers to comments and what Facebook's filter hid. Without `order`
    the order is one of relevance, which is nobody's to foresee: here a digest of the id.
    """
    check(COMMENT, fields)
    world = request.world
    stream = one_of("filter", parameters.get("filter", "toplevel"), ("stream", "toplevel")) == "stream"
    order = parameters.get("order")
    if order is not None:
        order = one_of("order", order, ("chronological", "reverse_chronological"))
    there = [one for one in world.comments(above.id) if world.visible(one)]
    if not stream:
        top = above.id if isinstance(above, Comment) else None
        there = [one for one in there if one.parent_id == top and not one.filtered]
    answer = page(
        request,
        Edge(
            path=f"/{above.id}/comments",
            items=there,
            key=world.age_key if order else _relevance,
            time=lambda one: one.created_at,
            render=lambda one: render(COMMENT, request, one, fields),
            falling=order == "reverse_chronological",
        ),
        parameters,
    )
    if parameters.get("summary", "").lower() in ("true", "1"):
        answer["summary"] = {"order": order or "ranked", "total_count": len(there), "can_comment": True}
    return answer


def messages_edge(
    request: Request, person: Person, fields: Sequence[Field], parameters: Mapping[str, str]
) -> JsonObject:
    """Return a page of a conversation, newest first."""
    check(MESSAGE, fields)
    return page(
        request,
        Edge(
            path=f"/{conversation_id(person)}/messages",
            items=request.world.messages_with(person.id),
            key=request.world.message_key,
            time=lambda one: one.created_at,
            render=lambda one: render(MESSAGE, request, one, fields),
        ),
        parameters,
    )


def _inside(request: Request, asked: Field) -> dict[str, str]:
    """Return the parameters of an edge that is asked for as a field: its modifiers, its fields, the same token."""
    token = {key: value for key, value in request.given.items() if key == "access_token"}
    fields = {"fields": ",".join(map(str, asked.fields))} if asked.fields else {}
    return {**token, **fields, **asked.modifiers}


def _relevance(comment: Comment) -> str:
    return hashlib.sha256(comment.id.encode()).hexdigest()


def _person(person: Person | None, asked: Field) -> JsonObject | None:
    if person is None or person.hides_name:
        return None
    whole: JsonObject = {"name": person.name, "id": person.id}
    names = {one.name for one in asked.fields} | {"id"} if asked.fields else {"name", "id"}
    return {name: value for name, value in whole.items() if name in names}


def _author(request: Request, entry: Entry, asked: Field) -> Json:
    return _person(request.world.person(entry.author_id), asked)


def _application(request: Request, entry: Entry, asked: Field) -> Json:
    return {"name": "smbot", "id": request.world.tokens.app_id} if entry.by_app else None


def _entry(request: Request, entry_id: str | None, asked: Field) -> Json:
    entry = request.world.entry(entry_id or "")
    if entry is None or not request.world.visible(entry):
        return None
    if isinstance(entry, Post):
        return render(POST, request, entry, asked.fields)
    return render(COMMENT, request, entry, asked.fields)


def _tags(request: Request, entry: Entry, asked: Field) -> Json:
    page_ = request.world.page
    tagged = [page_] if isinstance(entry, Post) and entry.kind is PostKind.TAGGED else []
    tagged += [person for person in map(request.world.person, entry.tags) if person is not None]
    tags: list[Json] = [
        {
            "id": one.id,
            "name": one.name,
            "type": "page" if one is page_ else "user",
            "offset": entry.text.find(one.name),
            "length": len(one.name),
        }
        for one in tagged
        if one.name in entry.text
    ]
    return tags or None


def _story(request: Request, attachment: Attachment, asked: Field) -> JsonObject:
    return render(STORY_ATTACHMENT, request, attachment, asked.fields)


def _stories(request: Request, post: Post, asked: Field) -> Json:
    data: list[Json] = [_story(request, one, asked) for one in post.attachments]
    return {"data": data} if data else None


def _files(request: Request, message: Message, asked: Field) -> Json:
    data: list[Json] = [{"name": one.name} for one in message.attachments if one.name]
    return {"data": data} if data else None


def _shares(request: Request, message: Message, asked: Field) -> Json:
    data: list[Json] = [
        {"name": one.title, "description": one.description, "link": one.address}
        for one in message.attachments
        if not one.name
    ]
    return {"data": data} if data else None


def _access_token(request: Request, item: Person, asked: Field) -> Json:
    if request.token.kind is TokenKind.USER:
        return request.world.tokens.page_token(request.token).value
    return request.token.value if request.token.kind is TokenKind.PAGE else None


def _said(request: Request, item: Person, asked: Field) -> Json:
    whole = request.world.page_says.get(asked.name)
    if isinstance(whole, dict) and asked.fields:
        return {one.name: whole[one.name] for one in asked.fields if one.name in whole}
    return whole


def _private_conversation(request: Request, comment: Comment, asked: Field) -> Json:
    message = request.world.private_reply_to(comment.id)
    person = None if message is None else request.world.person(message.person_id)
    return None if person is None else {"id": conversation_id(person)}


STORY_ATTACHMENT: NodeType[Attachment] = NodeType(
    name="StoryAttachment",
    usual=("description", "media_type", "title", "type", "url"),
    readers={
        "description": lambda request, one, asked: one.description or None,
        "media_type": lambda request, one, asked: "link" if one.address else "photo",
        "title": lambda request, one, asked: one.title or None,
        "type": lambda request, one, asked: "share" if one.address else "photo",
        "unshimmed_url": lambda request, one, asked: one.address or None,
        "url": lambda request, one, asked: f"{SITE}/l.php?u={len(one.address)}" if one.address else None,
    },
    empty=frozenset({"description_tags", "media", "subattachments", "target"}),
)

COMMENT: NodeType[Comment] = NodeType(
    name="Comment",
    usual=("created_time", "from", "message", "id"),
    readers={
        "id": lambda request, one, asked: one.id,
        "created_time": lambda request, one, asked: written(one.created_at),
        "message": lambda request, one, asked: one.text,
        "from": _author,
        "parent": lambda request, one, asked: _entry(request, one.parent_id, asked),
        "object": lambda request, one, asked: _entry(request, one.post_id, asked),
        "permalink_url": lambda request, one, asked: permalink(request.world, one),
        "is_hidden": lambda request, one, asked: one.hidden,
        "is_private": lambda request, one, asked: False,
        "can_comment": lambda request, one, asked: True,
        "can_hide": lambda request, one, asked: can_hide(request.world, one),
        "can_like": lambda request, one, asked: True,
        "can_remove": lambda request, one, asked: on_our_page(request.world, one),
        "can_reply_privately": lambda request, one, asked: can_reply_privately(request.world, one),
        "comment_count": lambda request, one, asked: sum(map(request.world.visible, request.world.comments(one.id))),
        "like_count": lambda request, one, asked: 0,
        "user_likes": lambda request, one, asked: False,
        "application": _application,
        "attachment": lambda request, one, asked: (
            _story(request, one.attachments[0], asked) if one.attachments else None
        ),
        "message_tags": _tags,
        "private_reply_conversation": _private_conversation,
        "comments": lambda request, one, asked: comments_edge(request, one, asked.fields, _inside(request, asked)),
    },
    empty=frozenset({"admin_creator", "live_broadcast_timestamp", "likes", "reactions"}),
)

POST: NodeType[Post] = NodeType(
    name="Post",
    usual=("created_time", "message", "id"),
    readers={
        "id": lambda request, one, asked: one.id,
        "created_time": lambda request, one, asked: written(one.created_at),
        "updated_time": lambda request, one, asked: written(one.updated_at),
        "message": lambda request, one, asked: one.text or None,
        "message_tags": _tags,
        "attachments": _stories,
        "parent_id": lambda request, one, asked: one.shares,
        "from": _author,
        "permalink_url": lambda request, one, asked: permalink(request.world, one),
        "is_hidden": lambda request, one, asked: one.hidden,
        "is_published": lambda request, one, asked: True,
        "is_expired": lambda request, one, asked: False,
        "can_reply_privately": lambda request, one, asked: can_reply_privately(request.world, one),
        "status_type": lambda request, one, asked: "mobile_status_update",
        "application": _application,
        "comments": lambda request, one, asked: comments_edge(request, one, asked.fields, _inside(request, asked)),
    },
    empty=frozenset(
        {"actions", "admin_creator", "call_to_action", "coordinates", "event", "full_picture", "icon"}
        | {"likes", "picture", "place", "privacy", "properties", "reactions", "shares", "story"}
        | {"story_tags", "target", "to", "via"}
    ),
)

RECOMMENDATION: NodeType[Post] = NodeType(
    name="Recommendation",
    usual=("created_time", "recommendation_type", "rating", "review_text", "reviewer"),
    readers={
        "created_time": lambda request, one, asked: written(one.created_at),
        "has_rating": lambda request, one, asked: one.rating is not None,
        "has_review": lambda request, one, asked: bool(one.text),
        "open_graph_story": lambda request, one, asked: {"id": one.id},
        "rating": lambda request, one, asked: one.rating,
        "recommendation_type": lambda request, one, asked: (
            None if one.recommends is None else "positive" if one.recommends else "negative"
        ),
        "review_text": lambda request, one, asked: one.text or None,
        "reviewer": _author,
    },
)

PAGE: NodeType[Person] = NodeType(
    name="Page",
    usual=("name", "id"),
    readers={
        "id": lambda request, one, asked: one.id,
        "name": lambda request, one, asked: one.name,
        "username": lambda request, one, asked: one.handle,
        "link": lambda request, one, asked: f"{SITE}/{one.handle}",
        "category": lambda request, one, asked: "Government organization",
        "is_published": lambda request, one, asked: True,
        "is_webhooks_subscribed": lambda request, one, asked: bool(request.world.webhooks.fields),
        "has_transitioned_to_new_page_experience": lambda request, one, asked: True,
        "access_token": _access_token,
        **dict.fromkeys(("hours", "phone", "location", "emails", "website"), _said),
        "tasks": lambda request, one, asked: ["MODERATE", "MESSAGING", "CREATE_CONTENT", "MANAGE"],
    },
    empty=frozenset({"about", "category_list", "description", "fan_count", "followers_count", "picture"}),
)

USER: NodeType[Person] = NodeType(
    name="User",
    usual=("name", "id"),
    readers={
        "id": lambda request, one, asked: one.id,
        "name": lambda request, one, asked: None if one.hides_name else one.name,
    },
    empty=frozenset({"first_name", "last_name", "locale", "profile_pic", "email"}),
)

MESSAGE: NodeType[Message] = NodeType(
    name="Message",
    usual=("id", "created_time"),
    readers={
        "id": lambda request, one, asked: one.id,
        "created_time": lambda request, one, asked: written(one.created_at),
        "message": lambda request, one, asked: one.text,
        "from": lambda request, one, asked: _person(_side(request, one, sender=True), asked),
        "to": lambda request, one, asked: {"data": [_person(_side(request, one, sender=False), asked)]},
        "attachments": _files,
        "shares": _shares,
    },
    empty=frozenset({"sticker", "tags", "reactions"}),
)

CONVERSATION: NodeType[Person] = NodeType(
    name="UnifiedThread",
    usual=("id", "link", "updated_time"),
    readers={
        "id": lambda request, one, asked: conversation_id(one),
        "link": lambda request, one, asked: f"/{request.world.page.id}/inbox/{one.id}/",
        "updated_time": lambda request, one, asked: written(request.world.messages_with(one.id)[-1].created_at),
        "message_count": lambda request, one, asked: len(request.world.messages_with(one.id)),
        "snippet": lambda request, one, asked: request.world.messages_with(one.id)[-1].text[:80],
        "can_reply": lambda request, one, asked: not one.blocks_us,
        "participants": lambda request, one, asked: _both(request, one),
        "senders": lambda request, one, asked: _both(request, one),
        "messages": lambda request, one, asked: messages_edge(request, one, asked.fields, _inside(request, asked)),
    },
    empty=frozenset({"former_participants", "name", "scoped_thread_key", "unread_count", "wallpaper", "folder"}),
)


def _side(request: Request, message: Message, *, sender: bool) -> Person | None:
    return request.world.page if message.from_us is sender else request.world.person(message.person_id)


def _both(request: Request, person: Person) -> JsonObject:
    return {"data": [{"name": one.name, "id": one.id} for one in (person, request.world.page)]}

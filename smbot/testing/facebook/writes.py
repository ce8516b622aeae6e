"""What the local Graph server answers to writes, all done as our Page, by Facebook's rules."""

from datetime import timedelta

from smbot.testing.facebook.errors import (
    GraphError,
    already_answered,
    duplicate,
    invalid,
    no_such_person,
    not_available,
    not_ours,
    not_replyable,
    outside_window,
    too_old,
)
from smbot.testing.facebook.nouns import Comment, Message, Person, Post, PostKind
from smbot.testing.facebook.request import Request
from smbot.testing.facebook.rules import PRIVATE_REPLY_WINDOW, can_hide, on_our_page
from smbot.testing.facebook.world import Entry
from smbot.testing.http.replies import JsonObject

LONGEST_COMMENT, LONGEST_MESSAGE = 8_000, 2_000
"""In characters; Meta gives the second for Messenger, the first is what the site takes."""
MESSAGE_WINDOW, HUMAN_AGENT_WINDOW = timedelta(hours=24), timedelta(days=7)
HUMAN_AGENT = "HUMAN_AGENT"


def publish(request: Request) -> JsonObject:
    """Answer `POST /{page}/feed`."""
    request.our_page()
    text = _text(request)
    world = request.world
    newest = next(iter(world.posts([PostKind.PAGE])), None)
    if newest is not None and newest.text == text:
        raise duplicate()
    return {"id": world.publish(PostKind.PAGE, world.page.id, text, by_app=True).id}


def reply(request: Request) -> JsonObject:
    """Answer `POST /{object}/comments`: our Page comments on a post, or answers a comment."""
    world = request.world
    above = request.entry(request.node_id())
    text = _text(request)
    if any(one.text == text and not one.deleted for one in _ours_beside(request, above)):
        raise duplicate()
    return {"id": world.add_comment(world.page.id, above.id, text, by_app=True).id}


def change(request: Request) -> JsonObject:
    """Answer `POST /{object}`: hide or show somebody's comment or visitor post, or give our own a new text."""
    world = request.world
    entry = request.entry(request.node_id())
    ours = entry.author_id == world.page.id
    hidden = request.flag("is_hidden")
    text = None if "message" not in request.given else _text(request)
    if hidden is None and text is None:
        raise invalid("Nothing to change: give message or is_hidden")
    if text is not None and not ours:
        raise not_ours()
    if hidden is not None and not (can_hide(world, entry) if isinstance(entry, Comment) else _is_hideable(entry)):
        raise not_ours()
    if text is not None:
        world.edit(entry.id, text)
    if hidden is not None:
        world.hide(entry.id, hidden=hidden)
    return {"success": True}


def delete(request: Request) -> JsonObject:
    """Answer `DELETE /{object}`: our own anywhere, anybody's on our Page."""
    entry = request.entry(request.node_id())
    if entry.author_id != request.world.page.id and not on_our_page(request.world, entry):
        raise not_ours()
    request.world.delete(entry.id)
    return {"success": True}


def message(request: Request) -> JsonObject:
    """Answer `POST /{page}/messages`: a private reply (once, within 7 days), or a message (within its window)."""
    request.our_page()
    recipient, content = request.an_object("recipient"), request.an_object("message")
    text = content.get("text")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST_MESSAGE:
        raise invalid(f"Length of param message[text] must be 1 to {LONGEST_MESSAGE}")
    to = {key: value for key, value in recipient.items() if key in ("id", "comment_id", "post_id")}
    if len(to) != 1:
        raise invalid("Param recipient must have one of id, comment_id, post_id")
    ((key, value),) = to.items()
    sent = _to_person(request, str(value), text) if key == "id" else _private_reply(request, key, str(value), text)
    return {"recipient_id": sent.person_id, "message_id": sent.id}


def _private_reply(request: Request, key: str, entry_id: str, text: str) -> Message:
    world = request.world
    try:
        entry = request.entry(entry_id)
    except GraphError:
        entry = None
    if entry is None or isinstance(entry, Comment) is not (key == "comment_id"):
        raise invalid(f"Invalid {key} parameter", subcode=2018292)
    if entry.author_id == world.page.id or not on_our_page(request.world, entry):
        raise not_replyable()
    if world.private_reply_to(entry.id) is not None:
        raise already_answered()
    if world.clock.now() - entry.created_at > PRIVATE_REPLY_WINDOW:
        raise too_old()
    person = _reachable(request, entry.author_id)
    return world.add_message(person.id, text, from_us=True, by_app=True, answers=entry.id)


def _to_person(request: Request, person_id: str, text: str) -> Message:
    world = request.world
    kind, tag = request.given.get("messaging_type", "RESPONSE"), request.text("tag")
    if kind not in ("RESPONSE", "UPDATE", "MESSAGE_TAG") or (kind == "MESSAGE_TAG") is not (tag is not None):
        raise invalid("Param messaging_type must be RESPONSE, UPDATE, or MESSAGE_TAG with a tag")
    person = _reachable(request, person_id)
    window = MESSAGE_WINDOW
    if tag is not None:
        if tag != HUMAN_AGENT:
            raise invalid("Param tag is not one this server knows")
        if not world.human_agent:
            raise GraphError(10, "(#10) The Human Agent permission is needed for this tag", status=403)
        window = HUMAN_AGENT_WINDOW
    theirs = [one.created_at for one in world.messages_with(person.id) if not one.from_us]
    if not theirs or world.clock.now() - max(theirs) > window:
        raise outside_window()
    return world.add_message(person.id, text, from_us=True, by_app=True, tag=tag)


def _reachable(request: Request, person_id: str) -> Person:
    person = request.world.person(person_id)
    if person is None or person.id == request.world.page.id:
        raise no_such_person()
    if person.blocks_us:
        raise not_available()
    return person


def _text(request: Request) -> str:
    text = request.text("message")
    if text is None or not text.strip() or len(text) > LONGEST_COMMENT:
        raise invalid(f"Length of param message must be 1 to {LONGEST_COMMENT}")
    return text


def _ours_beside(request: Request, above: Entry) -> list[Comment]:
    """Return our comments that would stand beside an answer to `above`."""
    world = request.world
    parent = (above.parent_id or above.id) if isinstance(above, Comment) else None
    there = world.comments(above.post_id if isinstance(above, Comment) else above.id)
    return [one for one in there if one.author_id == world.page.id and one.parent_id == parent]


def _is_hideable(post: Post) -> bool:
    return post.kind is PostKind.VISITOR

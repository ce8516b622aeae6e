"""What the local X answers to writes, all done as our own account."""

import re

from smbot.testing.http.replies import JsonObject
from smbot.testing.x import app
from smbot.testing.x.answers import post_json
from smbot.testing.x.nouns import User
from smbot.testing.x.params import Request, an_object, body_only, checked_id
from smbot.testing.x.problems import invalid_body
from smbot.testing.x.world import XWorld

Answer = tuple[int, JsonObject]


def create(world: XWorld, request: Request) -> Answer:
    """Answer `POST /2/tweets`: our account publishes, mostly a reply."""
    request.only()
    body_only(request.body, "text", "reply", "direct_message_deep_link", "reply_settings")
    text = request.text("text")
    link = request.body.get("direct_message_deep_link")
    if link is not None and not (isinstance(link, str) and _is_message_link(link, world.us)):
        raise invalid_body("$.direct_message_deep_link: is not a link to a message to the author")
    reply_to: str | None = None
    exclude: list[str] = []
    if "reply" in request.body:
        reply = an_object(request.body["reply"], "$.reply")
        allowed = ("in_reply_to_tweet_id", "exclude_reply_user_ids", "auto_populate_reply_metadata")
        body_only(reply, *allowed, where="$.reply")
        parent = reply.get("in_reply_to_tweet_id")
        if not isinstance(parent, str) or not re.fullmatch(r"[0-9]{1,19}", parent):
            raise invalid_body("$.reply.in_reply_to_tweet_id: does not match ^[0-9]{1,19}$")
        reply_to = parent
        given = reply.get("exclude_reply_user_ids", [])
        exclude = [str(one) for one in given] if isinstance(given, list) else []
    post = app.reply(world, text, reply_to=reply_to, dm_link=link if isinstance(link, str) else None, exclude=exclude)
    return 201, {"data": post_json(world, post, frozenset({"id", "text", "edit_history_tweet_ids"}))}


def delete(world: XWorld, request: Request) -> Answer:
    """Answer `DELETE /2/tweets/{id}`."""
    request.only()
    app.delete(world, str(checked_id("id", request.path["id"])))
    return 200, {"data": {"deleted": True}}


def hide(world: XWorld, request: Request) -> Answer:
    """Answer `PUT /2/tweets/{tweet_id}/hidden`."""
    request.only()
    body_only(request.body, "hidden")
    hidden = request.body.get("hidden")
    if not isinstance(hidden, bool):
        raise invalid_body("$.hidden: is missing or not a boolean")
    app.hide(world, str(checked_id("tweet_id", request.path["tweet_id"])), hidden=hidden)
    return 200, {"data": {"hidden": hidden}}


def message(world: XWorld, request: Request) -> Answer:
    """Answer `POST /2/dm_conversations/with/{participant_id}/messages`."""
    request.only()
    body_only(request.body, "text", "attachments")
    if "attachments" in request.body:
        raise invalid_body("$.attachments: this local server takes text only")
    recipient = str(checked_id("participant_id", request.path["participant_id"]))
    sent = app.message(world, recipient, request.text("text"))
    conversation = "-".join(sorted((recipient, world.us.id), key=int))
    return 201, {"data": {"dm_conversation_id": conversation, "dm_event_id": sent.id}}


def _is_message_link(link: str, us: User) -> bool:
    hosts = r"https://(?:twitter|x)\.com/messages/compose\?recipient_id="
    return re.match(hosts + us.id + r"(?:&|$)", link) is not None

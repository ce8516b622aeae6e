"""The deliveries that X's account activity would post to our webhook, as values: headers and raw bytes, signed.

Shapes: X's account-activity and webhooks pages of August 2026; posts come in the shape of API 1.1, cut after 140
characters where they are longer, with the whole in `extended_tweet`.
"""

import base64
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from smbot.testing.http.replies import Json, JsonObject
from smbot.testing.http.server import KEPT
from smbot.testing.x.nouns import DirectMessage, Post, User
from smbot.testing.x.text import entities

if TYPE_CHECKING:
    from smbot.testing.x.world import XWorld

CUT_AT = 140
TIME = "%a %b %d %H:%M:%S +0000 %Y"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One POST to the webhook; the same again is a redelivery."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Registered:
    """One webhook of the app, as X lists it."""

    id: str
    url: str
    valid: bool


class Webhooks:
    """What happened to our account since the last `take`, as deliveries; 10,000 events are remembered at most."""

    def __init__(self, world: "XWorld") -> None:
        self.consumer_secret = "a-fictional-consumer-secret"  # noqa: S105 - the world is made up
        self.registered: list[Registered] = []
        self._world = world
        self._waiting: deque[Post | DirectMessage | tuple[Post, int]] = deque(maxlen=KEPT)

    def register(self, url: str, *, valid: bool = True) -> None:
        """Register an address for the app; `valid` is what X found when it last asked."""
        self.registered.append(Registered(id=str(len(self.registered) + 1), url=url, valid=valid))

    def take(self) -> list[Delivery]:
        """Return one delivery for each thing that happened to our account since the last call, in order."""
        with self._world.lock:
            events = [self._event(one) for one in self._waiting]
            self._waiting.clear()
        return [self.sign(event) for event in events if event is not None]

    def sign(self, event: JsonObject) -> Delivery:
        """Return the delivery of what one event says about our account."""
        text = json.dumps({"for_user_id": self._world.us.id, **event}, separators=(",", ":")).replace("/", "\\/")
        body = text.encode("ascii")
        signature = f"sha256={self._signed(body)}"
        return Delivery(
            headers={"Content-Type": "application/json", "x-twitter-webhooks-signature": signature}, body=body
        )

    def challenge(self, token: str) -> tuple[dict[str, str], JsonObject]:
        """Return the query with which X asks whether the address is ours, and the JSON that it wants back."""
        return {"crc_token": token}, {"response_token": f"sha256={self._signed(token.encode())}"}

    def created(self, post: Post) -> None:
        """Note a new post, or a new version of one."""
        self._waiting.append(post)

    def deleted(self, post: Post) -> None:
        """Note that a post was deleted."""
        self._waiting.append((post, int(self._world.clock.now().timestamp() * 1000)))

    def messaged(self, message: DirectMessage) -> None:
        """Note a private message."""
        self._waiting.append(message)

    def _signed(self, message: bytes) -> str:
        digest = hmac.new(self.consumer_secret.encode(), message, hashlib.sha256).digest()
        return base64.b64encode(digest).decode()

    def _event(self, one: Post | DirectMessage | tuple[Post, int]) -> JsonObject | None:
        us = self._world.us.id
        if isinstance(one, DirectMessage):
            return _message(one) if us in (one.sender_id, one.recipient_id) else None
        if isinstance(one, Post):
            return {"tweet_create_events": [status_json(self._world, one)]} if self._ours_or_to_us(one) else None
        post, at = one
        if post.author_id != us:
            return None  # X tells of the deletions of the subscribed account only
        return {"tweet_delete_events": [{"status": {"id": post.id, "user_id": us}, "timestamp_ms": str(at)}]}

    def _ours_or_to_us(self, post: Post) -> bool:
        referred = [self._world.post_of(post_id) for post_id in (post.quotes, post.reposts) if post_id]
        of_ours = any(one is not None and one.author_id == self._world.us.id for one in referred)
        return post.author_id == self._world.us.id or self._world.mentions_us(post) or of_ours


def status_json(world: "XWorld", post: Post, *, quoting: bool = True) -> JsonObject:
    """Return a post in the shape of API 1.1, with the post it quotes or repeats inside."""
    author = world.user(post.author_id)
    parent = world.post_of(post.reply_to or "")
    answered = world.user(parent.author_id) if parent else None
    named = _entities(world, post)
    shown = post.stored.shown
    long = len(shown) > CUT_AT
    status: JsonObject = {
        "created_at": post.created_at.strftime(TIME),
        "id": int(post.id),
        "id_str": post.id,
        "text": f"{shown[: CUT_AT - 24]}… https://t.co/0000000000" if long else shown,
        "truncated": long,
        "source": "smbot" if post.by_app else "X Web App",
        "in_reply_to_status_id_str": post.reply_to,
        "in_reply_to_user_id_str": answered.id if answered else None,
        "in_reply_to_screen_name": answered.handle if answered else None,
        "user": _user(author) if author else None,
        "is_quote_status": post.quotes is not None,
        "entities": {"hashtags": [], "urls": [], "user_mentions": [], "symbols": []} if long else named,
        "edit_history": {"initial_tweet_id": post.history[0], "edit_tweet_ids": list(post.history)},
        "lang": post.language,
    }
    if long:
        status["extended_tweet"] = {"full_text": shown, "display_text_range": [0, len(shown)], "entities": named}
    quoted = world.post_of(post.quotes or "")
    if quoted is not None and quoting:
        status |= {"quoted_status_id_str": quoted.id, "quoted_status": status_json(world, quoted, quoting=False)}
    repeated = world.post_of(post.reposts or "")
    if repeated is not None and quoting:
        status["retweeted_status"] = status_json(world, repeated, quoting=False)
    return status


def _entities(world: "XWorld", post: Post) -> JsonObject:
    def id_of(handle: str) -> str | None:
        user = world.user_named(handle)
        return user.id if user else None

    found = entities(post.stored, id_of)

    def of(kind: str) -> list[Mapping[str, Json]]:
        items = found.get(kind)
        return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

    mentions: list[Json] = [
        {"screen_name": one["username"], "id_str": one["id"], "indices": [one["start"], one["end"]]}
        for one in of("mentions")
    ]
    urls: list[Json] = [
        {name: one[name] for name in ("url", "expanded_url", "display_url")} | {"indices": [one["start"], one["end"]]}
        for one in of("urls")
    ]
    tags: list[Json] = [{"text": one["tag"], "indices": [one["start"], one["end"]]} for one in of("hashtags")]
    return {"hashtags": tags, "urls": urls, "user_mentions": mentions, "symbols": []}


def _user(user: User) -> JsonObject:
    return {
        "id": int(user.id),
        "id_str": user.id,
        "name": user.name,
        "screen_name": user.handle,
        "description": user.description,
        "protected": user.protected,
        "created_at": user.created_at.strftime(TIME),
    }


def _message(message: DirectMessage) -> JsonObject:
    created: JsonObject = {
        "target": {"recipient_id": message.recipient_id},
        "sender_id": message.sender_id,
        "message_data": {"text": message.text},
    }
    at = str(int(message.created_at.timestamp() * 1000))
    event: JsonObject = {"type": "message_create", "id": message.id, "created_timestamp": at, "message_create": created}
    return {"direct_message_events": [event]}

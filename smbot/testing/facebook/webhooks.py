"""The deliveries that Meta would post to our webhook, as values: headers and raw bytes, signed.

Shapes: Meta's webhook reference for Pages, its Messenger pages, and deliveries quoted in public reports (restfb
issues 744 and 758 for ratings). Meta signs the bytes in which every character beyond ASCII is escaped, in small
hexadecimal digits, and the slash too; so a check that serialises again fails.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from smbot.testing.facebook.nouns import Comment, Message, Post, PostKind
from smbot.testing.http.replies import Json, JsonObject

if TYPE_CHECKING:
    from smbot.testing.facebook.world import Entry, FacebookWorld

FIELDS = ("feed", "mention", "ratings", "messages", "message_echoes")
ESCAPES = {"/": "\\/", "<": "\\u003C", "%": "\\u0025", "@": "\\u0040"}
"""What Meta escapes though JSON need not: the slash for certain, the others as seen in reports."""


class Verb(Enum):
    """What happened to a post or comment."""

    ADD = "add"
    EDITED = "edited"
    REMOVE = "remove"
    HIDE = "hide"
    UNHIDE = "unhide"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """One POST to the webhook; the same again is a redelivery."""

    headers: Mapping[str, str]
    body: bytes


class Webhooks:
    """What happened since the last `take`, as deliveries. `fields` are those our Page is subscribed to."""

    def __init__(self, world: "FacebookWorld") -> None:
        self.fields: frozenset[str] = frozenset(FIELDS)
        self.callback_url = "https://smbot.example.org/webhooks/facebook"
        self.verify_token = "a-fictional-verify-token"  # noqa: S105 - the world is made up
        self._world = world
        self._waiting: list[JsonObject] = []

    def take(self) -> list[Delivery]:
        """Return one delivery for each thing that happened since the last call, in order."""
        with self._world.lock:
            waiting, self._waiting = self._waiting, []
            return [self.sign([entry]) for entry in waiting]

    def take_batch(self) -> Delivery | None:
        """Return everything that happened since the last call in one delivery, as Meta does under load."""
        with self._world.lock:
            waiting, self._waiting = self._waiting, []
            return self.sign(waiting) if waiting else None

    def sign(self, entries: list[JsonObject]) -> Delivery:
        """Return the delivery of some entries."""
        text = json.dumps({"object": "page", "entry": entries}, separators=(",", ":"))
        for sign, escaped in ESCAPES.items():
            text = text.replace(sign, escaped)
        body = text.encode("ascii")
        secret = self._world.tokens.app_secret.encode()
        return Delivery(
            headers={
                "Content-Type": "application/json",
                "User-Agent": "facebookexternalua",
                "X-Hub-Signature": "sha1=" + hmac.new(secret, body, hashlib.sha1).hexdigest(),
                "X-Hub-Signature-256": "sha256=" + hmac.new(secret, body, hashlib.sha256).hexdigest(),
            },
            body=body,
        )

    def challenge(self, challenge: str = "1158201444") -> dict[str, str]:
        """Return the query with which Meta asks whether the address is ours: it wants `hub.challenge` back."""
        return {"hub.mode": "subscribe", "hub.verify_token": self.verify_token, "hub.challenge": challenge}

    def changed(self, entry: "Entry", verb: Verb) -> None:
        """Note what happened to a post or comment."""
        post = entry if isinstance(entry, Post) else self._world.entry(entry.post_id)
        if not isinstance(post, Post):
            return
        if post.kind is PostKind.REVIEW:
            field, value = "ratings", self._rating(entry, post, verb)
        elif post.kind is PostKind.TAGGED:
            if verb in (Verb.HIDE, Verb.UNHIDE) or isinstance(entry, Comment):
                return  # what stands below somebody else's post is not told
            field, value = "mention", self._mention(entry, verb)
        else:
            field, value = "feed", self._feed(entry, post, verb)
        if field in self.fields:
            time = int(self._world.clock.now().timestamp())
            change: JsonObject = {"value": {key: one for key, one in value.items() if one is not None}, "field": field}
            self._waiting.append({"id": self._world.page.id, "time": time, "changes": [change]})

    def messaged(self, message: Message) -> None:
        """Note a private message; one of our own comes back as an echo."""
        if ("message_echoes" if message.from_us else "messages") not in self.fields:
            return
        page, person = {"id": self._world.page.id}, {"id": message.person_id}
        told: JsonObject = {"mid": message.id, "text": message.text}
        if message.from_us:
            told["is_echo"] = True
            if message.by_app:
                told["app_id"] = int(self._world.tokens.app_id)
        event: JsonObject = {
            "sender": page if message.from_us else person,
            "recipient": person if message.from_us else page,
            "timestamp": _ms(message.created_at),
            "message": told,
        }
        time = _ms(self._world.clock.now())
        self._waiting.append({"id": self._world.page.id, "time": time, "messaging": [event]})

    def _feed(self, entry: "Entry", post: Post, verb: Verb) -> JsonObject:
        gone = verb is Verb.REMOVE
        told: JsonObject = {
            "from": self._from(entry.author_id),
            "message": None if gone else entry.text,
            "post_id": post.id,
            "created_time": int(entry.created_at.timestamp()),
        }
        if isinstance(entry, Comment):
            about: JsonObject = {"id": post.id, "is_published": True, "status_type": "mobile_status_update"}
            return told | {
                "comment_id": entry.id,
                "parent_id": entry.parent_id or post.id,
                "item": "comment",
                "verb": verb.value,
                "post": None if gone else about,
            }
        item = "status" if post.kind is PostKind.PAGE else "post"
        return told | {"item": item, "verb": verb.value, "published": None if gone else 1}

    def _mention(self, entry: "Entry", verb: Verb) -> JsonObject:
        author = self._from(entry.author_id) or {}
        return {
            "sender_id": author.get("id"),
            "sender_name": author.get("name"),
            "message": None if verb is Verb.REMOVE else entry.text,
            "post_id": entry.id,
            "created_time": int(entry.created_at.timestamp()),
            "item": "post",
            "verb": verb.value,
        }

    def _rating(self, entry: "Entry", story: Post, verb: Verb) -> JsonObject:
        author = self._from(entry.author_id) or {}
        told: JsonObject = {"open_graph_story_id": story.id, "created_time": int(entry.created_at.timestamp())}
        gone = verb is Verb.REMOVE
        if isinstance(entry, Comment):
            return told | {
                "item": "comment",
                "verb": "edit" if verb is Verb.EDITED else verb.value,
                "comment_id": entry.id,
                "parent_id": entry.parent_id,
                "sender_id": author.get("id"),
                "sender_name": author.get("name"),
                "message": None if gone else entry.text,
            }
        liked = None if story.recommends is None else "positive" if story.recommends else "negative"
        return told | {
            "item": "rating",
            "verb": "edit" if verb is Verb.EDITED else verb.value,
            "reviewer_id": author.get("id"),
            "reviewer_name": author.get("name"),
            "rating": story.rating,
            "recommendation_type": liked,
            "review_text": None if gone else entry.text,
        }

    def _from(self, author_id: str) -> dict[str, Json] | None:
        person = self._world.person(author_id)
        return None if person is None or person.hides_name else {"id": person.id, "name": person.name}


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)

"""X's account activity deliveries: the question whether we are there, the signature, and posts in X's older shape.

Sources: X's webhooks and account-activity pages, August 2026. A delivery is signed over its raw bytes.
"""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from smbot.collect.ports import Notice, Noticed, OwnPost, Page, RefusedItem
from smbot.core.handle import PlatformHandle
from smbot.platforms.values import objects
from smbot.platforms.x.budget import POST_READ
from smbot.platforms.x.cursor import is_id
from smbot.platforms.x.errors import no_answer
from smbot.platforms.x.parts import Author, Beside
from smbot.platforms.x.to_post import Us, to_post
from smbot.raw.post import RawPost

SIGNATURE = "x-twitter-webhooks-signature"
LONGEST_QUESTION = 1_000
"""Characters of a crc_token that are answered; X's have about 60."""

_QUESTION = re.compile(r"[A-Za-z0-9_.~+/=-]+")
"""What a crc_token may hold. X signs questions and deliveries alike: whoever had a JSON object signed here as a
question could deliver it as X's. None can be written with these characters."""


class XWebhook:
    """See `smbot.platforms.ports.Webhook`. Private messages, likes, follows and blocks are delivered too, and ignored.

    X delivers deletions of our own posts only; those of others come by `XCompliance`.
    """

    def __init__(self, consumer_secret: str, us: Us, account: str) -> None:
        self._key = consumer_secret.encode()
        self._us = us
        self._account = account

    def question(self, nonce: str) -> Mapping[str, str]:
        """See `Webhook.question`."""
        return {"crc_token": nonce}

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """See `Webhook.challenge`: a JSON document."""
        token = query.get("crc_token", "")
        if len(token) > LONGEST_QUESTION or not _QUESTION.fullmatch(token):
            return None
        return json.dumps({"response_token": self._signed(token.encode())})

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """See `Webhook.genuine`."""
        given = headers.get(SIGNATURE, "").encode("utf-8", "surrogatepass")
        return hmac.compare_digest(given, self._signed(body).encode())

    def read(self, body: bytes) -> Page:
        """See `Webhook.read`. What is for another account of the same app is answered and left out."""
        try:
            delivery = json.loads(body)
        except (ValueError, RecursionError):
            delivery = None
        if not isinstance(delivery, dict):
            raise no_answer("delivery")
        if delivery.get("for_user_id") != self._us.user_id:
            return Page(posts=(), cursor="")
        created, deleted = (delivery.get(name, []) for name in ("tweet_create_events", "tweet_delete_events"))
        if not isinstance(created, list) or not isinstance(deleted, list):
            raise no_answer("events")
        found = list(self._posts(created))
        return Page(
            posts=tuple(one for one in found if isinstance(one, RawPost)),
            cursor="",
            own=tuple(one for one in found if isinstance(one, OwnPost)),
            notices=tuple(_notices(deleted)),
            refused=tuple(one for one in found if isinstance(one, RefusedItem)),
            cost_micros=len(created) * POST_READ,
        )

    def _signed(self, message: bytes) -> str:
        digest = hmac.new(self._key, message, hashlib.sha256).digest()
        return f"sha256={base64.b64encode(digest).decode()}"

    def _posts(self, created: list[object]) -> Iterator[RawPost | OwnPost | RefusedItem | None]:
        for place, status in enumerate(created, start=1):
            known = status if isinstance(status, dict) else {}
            quoted = _object(known, "quoted_status")
            yield to_post(
                as_item(known) if known else status,
                _along(known, quoted),
                self._us,
                account=self._account,
                where=f"{self._account}, delivery, post {place}",
                addressed=_object(quoted, "user").get("id_str") == self._us.user_id,
            )


def as_item(status: Mapping[str, object]) -> dict[str, object]:
    """Return a post of X's API 1.1, as deliveries have it, in the shape of API 2; what is missing stays missing.

    The older shape names no conversation. A reply is put in the one that its parent began, which is right where
    the parent answers nothing itself.
    """
    extended = _object(status, "extended_tweet")
    cut = status.get("truncated") is True  # without the whole text it is refused here, and comes whole by polling
    parent = status.get("in_reply_to_status_id_str")
    kinds = (
        ("replied_to", parent),
        ("quoted", status.get("quoted_status_id_str")),
        ("retweeted", _object(status, "retweeted_status").get("id_str")),
    )
    return {
        "id": status.get("id_str"),
        "text": extended.get("full_text") or (None if cut else status.get("text")),
        "author_id": _object(status, "user").get("id_str"),
        "created_at": _time(status.get("created_at")),
        "conversation_id": parent or status.get("id_str"),
        "edit_history_tweet_ids": _object(status, "edit_history").get("edit_tweet_ids"),
        "in_reply_to_user_id": status.get("in_reply_to_user_id_str"),
        "lang": status.get("lang"),
        "referenced_tweets": [{"type": kind, "id": post_id} for kind, post_id in kinds if post_id],
        "entities": _entities(_object(extended if extended else status, "entities")),
        "attachments": {"media_keys": list(_media(status))},
    }


def _entities(entities: Mapping[str, object]) -> dict[str, object]:
    named = objects(entities.get("user_mentions"))
    return {
        "mentions": [{"id": one.get("id_str"), "username": one.get("screen_name")} for one in named],
        "urls": [{"expanded_url": one.get("expanded_url")} for one in objects(entities.get("urls"))],
    }


def _along(status: Mapping[str, object], quoted: Mapping[str, object]) -> Beside:
    """Return what API 2 would send along: deliveries have the quoted post inside, and no titles of pages."""
    posts = [as_item(quoted)] if quoted else []
    return Beside(
        authors=_author(status) | _author(quoted),
        posts={str(post["id"]): post for post in posts},
        media=_media(status) | _media(quoted),
    )


def _media(status: Mapping[str, object]) -> dict[str, Mapping[str, object]]:
    """Return pictures with their descriptions, where they are told."""
    whole = _object(status, "extended_tweet") or status
    found = objects(_object(whole, "extended_entities").get("media"))
    return {str(one.get("id_str")): {"alt_text": one.get("ext_alt_text")} for one in found}


def _author(status: Mapping[str, object]) -> dict[str, Author]:
    user = _object(status, "user")
    user_id, handle, name = user.get("id_str"), user.get("screen_name"), user.get("name")
    if not isinstance(user_id, str) or not isinstance(handle, str):
        return {}
    return {user_id: Author(handle=handle, name=name if isinstance(name, str) else "")}


def _notices(deleted: list[object]) -> Iterator[Notice]:
    for event in objects(deleted):
        status = _object(event, "status")
        post_id, author_id = status.get("id"), status.get("user_id")
        if isinstance(post_id, str) and is_id(post_id):
            handle = PlatformHandle(post_id=post_id, first_id=post_id, author_id=str(author_id or ""))
            yield Notice(what=Noticed.DELETED, handle=handle)


def _object(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def _time(value: object) -> str | None:
    """Return a time such as "Mon May 19 14:01:46 +0000 2025" in ISO 8601."""
    if not isinstance(value, str):
        return None
    try:
        return datetime.strptime(value, "%a %b %d %H:%M:%S %z %Y").isoformat()
    except ValueError:
        return None

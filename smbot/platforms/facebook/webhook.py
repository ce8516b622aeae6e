"""What Meta delivers: what was written, changed, hidden and deleted on our page, and messages.

Meta signs the bytes as it sends them, every accent and emoji escaped: so the raw bytes are checked and never
serialised again. It delivers again what was not answered with 200, in any order; whoever stores tells by digests.
A delivery is a hint with content: polling finds what none told of.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from smbot.collect.ports import Notice, Noticed, OwnPost, Page, RefusedItem
from smbot.core.handle import PlatformHandle
from smbot.core.messages import msg
from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook.errors import no_answer
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.facebook.to_post import (
    INBOX,
    MESSAGE,
    SITE,
    Item,
    OddItem,
    Us,
    make,
    moment,
    node_id,
    review_id,
    words,
)
from smbot.platforms.values import objects
from smbot.raw.post import RawPost

SIGNATURE = "x-hub-signature-256"
"""The header that counts; the older one, with SHA-1, is not looked at."""

_WRITTEN = frozenset({"add", "edited", "edit"})
_NOTICES = {"remove": Noticed.DELETED, "hide": Noticed.HIDDEN, "unhide": Noticed.SHOWN}
_POSTS = frozenset({"post", "status", "photo", "video", "share", "album", "event", "note"})
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{1,200}")

Told = Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class _About:
    """What a change is about, whatever field of the webhook told it."""

    post_id: str
    kind: PostKind
    conversation: str = ""
    parent: str = ""


class FacebookWebhook:
    """See `smbot.platforms.ports.Webhook`."""

    def __init__(self, settings: FacebookSettings, *, app_secret: str, verify_token: str) -> None:
        self._page = settings.page_id
        self._us = Us(page_id=settings.page_id, account="facebook")
        self._secret = app_secret.encode()
        self._verify_token = verify_token.encode()

    def question(self, nonce: str) -> Mapping[str, str]:
        """See `Webhook.question`."""
        return {"hub.mode": "subscribe", "hub.verify_token": self._verify_token.decode(), "hub.challenge": nonce}

    def challenge(self, query: Mapping[str, str]) -> str | None:
        """See `Webhook.challenge`."""
        ours = hmac.compare_digest(query.get("hub.verify_token", "").encode(), self._verify_token)
        challenge = query.get("hub.challenge", "")
        fine = ours and query.get("hub.mode") == "subscribe" and _CHALLENGE.fullmatch(challenge)
        return challenge if fine else None

    def genuine(self, headers: Mapping[str, str], body: bytes) -> bool:
        """See `Webhook.genuine`."""
        right = "sha256=" + hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        return hmac.compare_digest(headers.get(SIGNATURE, "").encode(), right.encode())

    def read(self, body: bytes) -> Page:
        """See `Webhook.read`. What concerns another page or tells nothing of words is passed over."""
        try:
            document = json.loads(body)
        except (ValueError, RecursionError):
            document = None
        if not isinstance(document, dict) or not isinstance(document.get("entry"), list):
            raise no_answer("delivery")
        found: dict[str, Item] = {}
        notices: list[Notice] = []
        refused: list[RefusedItem] = []
        for where, told in self._events(document):
            try:
                read = told()
            except OddItem as odd:
                why = msg("Facebook delivered an item whose {field} is missing or odd.", field=odd.field)
                refused.append(RefusedItem(where=where, why=why))
                continue
            if isinstance(read, Item):
                found[read.handle.post_id] = read  # of several versions in one delivery, the last
            elif read is not None:
                notices.append(read)
        return Page(
            posts=tuple(item.found for item in found.values() if isinstance(item.found, RawPost)),
            own=tuple(item.found for item in found.values() if isinstance(item.found, OwnPost)),
            notices=tuple(notices),
            refused=tuple(refused),
            cursor="",
        )

    def _events(self, document: Told) -> Iterator[tuple[str, Callable[[], Item | Notice | None]]]:
        """Yield each event's place and what reads it."""
        entries = document["entry"] if document.get("object") == "page" else []
        for number, entry in enumerate(objects(entries), start=1):
            if entry.get("id") != self._page:
                continue
            for at, change in enumerate(objects(entry.get("changes")), start=1):
                yield f"delivery, entry {number}, change {at}", partial(self._change, change, entry.get("time"))
            for at, event in enumerate(objects(entry.get("messaging")), start=1):
                yield f"delivery, entry {number}, message {at}", partial(self._message, event)

    def _change(self, change: Told, told_at: object) -> Item | Notice | None:
        value = change.get("value")
        if not isinstance(value, dict):
            raise OddItem("value")
        about = _about(change.get("field"), value)
        verb = value.get("verb")
        if about is None or not isinstance(verb, str):
            return None
        if verb in _NOTICES:
            return Notice(what=_NOTICES[verb], handle=_ids(about))
        if verb not in _WRITTEN:
            return None
        if change.get("field") == "mention" and "message" not in value:
            return None  # ids alone: reading the posts that tag us finds its words
        return make(
            self._us,
            post_id=about.post_id,
            author=_author(value),
            text=words(value, "review_text" if about.kind == PostKind.REVIEW else "message"),
            at=moment(value.get("created_time")),
            kind=about.kind,
            conversation=about.conversation,
            parent=about.parent,
            permalink=f"{SITE}/{self._page}/reviews" if about.kind == PostKind.REVIEW else None,
            # The first words of a post that was edited since may come late: they are those of when it was made.
            as_of=moment(value.get("created_time") if verb == "add" else told_at),
        )

    def _message(self, event: Told) -> Item | None:
        message = event.get("message")
        if not isinstance(message, dict):
            return None  # read, delivered, reacted to: nothing was said
        sender, recipient = _object(event.get("sender")), _object(event.get("recipient"))
        person = recipient if sender.get("id") == self._page else sender
        name, person_id, stamp = message.get("mid"), person.get("id"), event.get("timestamp")
        if not isinstance(name, str) or not MESSAGE.fullmatch(name):
            raise OddItem("mid")
        if not isinstance(person_id, str) or not person_id.isdigit():
            raise OddItem("sender")
        if not isinstance(stamp, int):
            raise OddItem("timestamp")
        answered = _object(message.get("reply_to")).get("mid")
        return make(
            self._us,
            post_id=name,
            author=sender,
            text=words(message, "text"),
            at=moment(stamp // 1000),
            kind=PostKind.MESSAGE,
            conversation=person_id,
            parent=answered if isinstance(answered, str) and MESSAGE.fullmatch(answered) else "",
            permalink=INBOX.format(page_id=self._page),
            as_of=moment(stamp // 1000),
        )


def _about(field: object, value: Told) -> _About | None:
    """Return what a change is about, or None: a reaction, a field that nothing here reads."""
    item = value.get("item")
    if not isinstance(field, str) or not isinstance(item, str):
        return None
    if field in {"feed", "mention"}:
        if item == "comment":
            top = node_id(value.get("post_id"), "post_id")
            return _comment(value, top)
        return _About(post_id=node_id(value.get("post_id"), "post_id"), kind=PostKind.POST) if item in _POSTS else None
    if field == "ratings":
        story = value.get("open_graph_story_id")
        if item == "comment":
            return _comment(value, node_id(story, "open_graph_story_id"))
        if item == "rating":
            name = review_id(story, moment(value.get("created_time")), _author(value))
            return _About(post_id=name, kind=PostKind.REVIEW)
    return None


def _comment(value: Told, top: str) -> _About:
    parent = value.get("parent_id")
    return _About(
        post_id=node_id(value.get("comment_id"), "comment_id"),
        kind=PostKind.COMMENT,
        conversation=top,
        parent=top if parent is None else node_id(parent, "parent_id"),
    )


def _ids(about: _About) -> PlatformHandle:
    return PlatformHandle(
        post_id=about.post_id,
        first_id=about.post_id,
        author_id="",
        conversation_id=about.conversation or about.post_id,
        parent_id=about.parent,
        kind=about.kind,
    )


def _author(value: Told) -> Told:
    """Return who wrote it: each field of the webhook has its own names for that."""
    author = value.get("from")
    if isinstance(author, dict):
        return author
    for who in ("sender", "reviewer"):
        if f"{who}_id" in value:
            return {"id": value[f"{who}_id"], "name": value.get(f"{who}_name")}
    return {}


def _object(value: object) -> Told:
    return value if isinstance(value, dict) else {}

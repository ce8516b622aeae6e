"""Reads private messages: the conversations that changed, and of each what is new."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from smbot.collect.ports import Page
from smbot.core.clock import Clock
from smbot.platforms.facebook.client import GraphClient, Value
from smbot.platforms.facebook.collector import ask_at, floor, following, page_of, read_all
from smbot.platforms.facebook.errors import NotThere, no_answer
from smbot.platforms.facebook.place import OVERLAP, Place, foreign, read_json, read_place, seconds
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.facebook.to_post import INBOX, MESSAGE_FIELDS, SITE, Us, read_message
from smbot.platforms.values import instant, objects

LISTINGS = 20
"""Most calls to list conversations that changed; what is older than the last of them waits for its next message."""

_CONVERSATION = re.compile(r"t_[0-9]{1,40}")
_LINK = re.compile(r"/[A-Za-z0-9_.\-/?=&%]{1,500}")


@dataclass(frozen=True, kw_only=True)
class Inbox:
    """Where reading stands.

    `place` is that of all messages together; its `after` is of the queue's first conversation. `seen` tells when a
    conversation had last changed as it was read, `queue` what is still to be read in the run under way: names, with
    the time and link that were listed.
    """

    place: Place
    seen: Mapping[str, int] = field(default_factory=dict)
    queue: tuple[tuple[str, int, str], ...] = ()

    def as_text(self) -> str:
        """Return it as JSON."""
        return json.dumps({"place": self.place.as_json(), "seen": dict(self.seen), "queue": self.queue})


def read_inbox(cursor: str | None, first: int) -> Inbox:
    """Return what `Inbox.as_text` wrote; None is the beginning, which goes back to `first`.

    Raises:
        ConfigurationError: Something else.
    """
    value = read_json(cursor)
    if not value:
        return Inbox(place=Place(since=first + OVERLAP))
    try:
        seen, queue = value["seen"], value["queue"]
        if not isinstance(seen, dict) or not isinstance(queue, list):
            raise TypeError("inbox")
        return Inbox(
            place=read_place(value["place"]),
            seen={str(name): int(at) for name, at in seen.items()},
            queue=tuple((str(name), int(at), str(link)) for name, at, link in queue),
        )
    except (KeyError, TypeError, ValueError):
        raise foreign() from None


class MessagesCollector:
    """Reads messages to our page, and ours apart."""

    name = "facebook:messages"

    def __init__(self, client: GraphClient, settings: FacebookSettings, clock: Clock) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock
        self._us = Us(page_id=settings.page_id, account=self.name)

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`."""
        inbox = read_inbox(cursor, floor(self._clock, self._settings))
        if not inbox.queue:
            inbox = replace(inbox, queue=self._changed(inbox))
            if not inbox.queue:
                yield Page(posts=(), cursor=inbox.as_text())
        number = 0
        while inbox.queue:
            number += 1
            try:
                inbox, page = self._page(inbox, number)
            except NotThere:  # the person deleted their account, or a colleague the conversation
                inbox = _next(inbox, inbox.place.restarted())
                page = Page(posts=(), cursor=inbox.as_text())
            yield page

    def _page(self, inbox: Inbox, number: int) -> tuple[Inbox, Page]:
        name, _, link = inbox.queue[0]
        asked: dict[str, Value] = {"fields": MESSAGE_FIELDS, "limit": self._settings.page_size}
        place, answer = ask_at(self._client, f"{name}/messages", inbox.place, asked)
        items, refused = read_all(
            answer, lambda item, where: read_message(item, self._us, link, where), self.name, number
        )
        after = following(answer)
        if after == place.after or place.reached_back(items):
            after = None
        # `since` stands still until all conversations are read: each of them is asked from the same time on.
        moved = place.after_page(items, after or "")
        inbox = replace(inbox, place=moved) if after else _next(inbox, replace(moved, after=None))
        return inbox, page_of(place, items, refused, inbox.as_text())

    def _changed(self, inbox: Inbox) -> tuple[tuple[str, int, str], ...]:
        """Return the conversations that changed, those that changed first before the others."""
        changed: list[tuple[str, int, str]] = []
        after: str | None = None
        for _ in range(LISTINGS):
            asked: dict[str, Value] = {"fields": "id,link,updated_time", "limit": 100, "platform": "messenger"}
            path = f"{self._settings.page_id}/conversations"
            answer = (
                self._client.read(path, **asked) if after is None else self._client.read(path, **asked, after=after)
            )
            if not isinstance(answer.get("data"), list):
                raise no_answer("data")
            past = False
            for item in objects(answer["data"]):
                name, at = item.get("id"), instant(item.get("updated_time"))
                if not isinstance(name, str) or not _CONVERSATION.fullmatch(name) or at is None:
                    continue
                past = past or seconds(at) < inbox.place.lower
                if seconds(at) >= inbox.place.lower and inbox.seen.get(name) != seconds(at):
                    changed.append((name, seconds(at), self._link(item.get("link"))))
            after = following(answer)
            if after is None or past:
                break
        return tuple(reversed(changed))

    def _link(self, link: object) -> str:
        if isinstance(link, str) and _LINK.fullmatch(link):
            return f"{SITE}{link}"
        return INBOX.format(page_id=self._settings.page_id)


def _next(inbox: Inbox, place: Place) -> Inbox:
    """Return the inbox with the queue's first conversation read to its end."""
    (name, at, _), *rest = inbox.queue
    seen = {**inbox.seen, name: at}
    if not rest:
        place = place.after_page((), None)
        seen = {other: when for other, when in seen.items() if when >= place.lower}
    return Inbox(place=place, seen=seen, queue=tuple(rest))

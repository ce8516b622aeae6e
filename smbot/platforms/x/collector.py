"""Reads mentions, saved searches and our own posts on X, page by page."""

from collections.abc import Iterator

from smbot.collect.ports import OwnPost, Page, RefusedItem
from smbot.core.clock import Clock
from smbot.core.errors import AccountProblem
from smbot.core.messages import msg
from smbot.platforms.x.budget import Bill, resources
from smbot.platforms.x.client import XClient
from smbot.platforms.x.cursor import MARGIN_AFTER_REFUSAL, Cursor, is_id, read_cursor
from smbot.platforms.x.errors import BadCursor, no_answer
from smbot.platforms.x.parts import Beside, beside
from smbot.platforms.x.settings import XMonitor, XSettings
from smbot.platforms.x.sources import LookUp, Mentions, Own, Search, Source, quoted_posts
from smbot.platforms.x.to_post import Us, to_post
from smbot.platforms.x.words import referenced
from smbot.raw.post import RawPost

PAGES_PER_RUN = 200
"""Pages read in one go: more than X keeps for mentions (800 posts), and an end to tokens without one."""


class XCollector:
    """The paging loop that mentions, searches and our own posts share."""

    def __init__(self, source: Source, us: Us, clock: Clock, bill: Bill, look_up: LookUp | None = None) -> None:
        """Read from `source`; without `look_up`, what posts quote is not read."""
        self._source = source
        self._us = us
        self._clock = clock
        self._bill = bill
        self._look_up = look_up

    @property
    def name(self) -> str:
        """See `Collector.name`."""
        return self._source.name

    def pages(self, cursor: str | None) -> Iterator[Page]:
        """See `Collector.pages`."""
        at = self._source.reachable(read_cursor(cursor))
        seen = {at.token}
        for number in range(1, PAGES_PER_RUN + 1):
            asked, (at, answer) = at, self._read(at)
            if at != asked:
                seen = {at.token}  # the run began anew, and its tokens may come again
            items = _items(answer)
            token = _next_token(answer)
            if token in seen:
                token = None  # X went in a circle: this run is over
            seen.add(token)
            at = at.after(_newest(answer, items), token)
            yield self._page(items, answer, at, number)
            if token is None:
                return

    def _read(self, at: Cursor) -> tuple[Cursor, dict[str, object]]:
        """Return the answer and the cursor that led to it: another one where X refused `at`."""
        for _ in range(3):  # a bad token, then a start too old, each mended once
            try:
                return at, self._source.ask(at)
            except BadCursor as bad:
                now = self._clock.now()
                restarted = self._source.reachable(at.restarted())
                at = restarted if bad.token else at.from_time(now, MARGIN_AFTER_REFUSAL)
        raise AccountProblem("400", msg("X does not accept the paging of {account}.", account=self.name))

    def _page(self, items: list[object], answer: dict[str, object], after: Cursor, number: int) -> Page:
        along = self._beside(items, answer)
        posts: list[RawPost] = []
        own: list[OwnPost] = []
        refused: list[RefusedItem] = []
        for place, item in enumerate(items, start=1):
            post = to_post(
                item,
                along,
                self._us,
                account=self.name,
                where=f"{self.name}, page {number}, item {place}",
                addressed=self._source.addressed,
            )
            if isinstance(post, RawPost):
                posts.append(post)
            elif isinstance(post, OwnPost):
                own.append(post)
            elif post is not None:
                refused.append(post)
        return Page(
            posts=tuple(posts),
            own=tuple(own),
            refused=tuple(refused),
            cursor=after.as_text(),
            cost_micros=self._bill.add(resources(items, along, owned=self._source.owned)),
        )

    def _beside(self, items: list[object], answer: dict[str, object]) -> Beside:
        """Return what came along with a page, and what its posts quote; one that is gone is missing."""
        along = beside(answer.get("includes"))
        quoted = dict.fromkeys(referenced(item, "quoted") for item in items if isinstance(item, dict))
        ids = [post_id for post_id in quoted if post_id and is_id(post_id)]
        if self._look_up is None or not ids:
            return along
        found = self._look_up(ids)
        includes = found.get("includes")
        return along | beside({**(includes if isinstance(includes, dict) else {}), "tweets": found.get("data")})


class MentionsCollector(XCollector):
    """Reads the posts that mention the account: the newest 800 at most, which is all that X keeps."""

    def __init__(self, client: XClient, settings: XSettings, clock: Clock, bill: Bill) -> None:
        super().__init__(Mentions(client, settings), _us(settings), clock, bill, quoted_posts(client, settings))


class MonitorCollector(XCollector):
    """Reads what a saved search finds: the last seven days at most."""

    def __init__(self, client: XClient, settings: XSettings, monitor: XMonitor, clock: Clock, bill: Bill) -> None:
        source = Search(client, settings, monitor, clock)
        super().__init__(source, _us(settings), clock, bill, quoted_posts(client, settings))


class OwnCollector(XCollector):
    """Reads what our account posts, to join it to what it answers."""

    def __init__(self, client: XClient, settings: XSettings, clock: Clock, bill: Bill) -> None:
        super().__init__(Own(client, settings, clock), _us(settings), clock, bill)


def _us(settings: XSettings) -> Us:
    return Us(user_id=settings.user_id, username=settings.username)


def _items(answer: dict[str, object]) -> list[object]:
    """Return the posts of an answer; it has no `data` at all where there are none.

    Raises:
        AccountProblem: X answers with errors alone: the account does not exist or cannot be seen.
        Unavailable: It is not an answer to the question. The cursor must not move.
    """
    data, meta = answer.get("data"), answer.get("meta")
    if data is None and answer.get("errors"):
        raise AccountProblem("200 errors", msg("X does not know the account: check user_id."))
    if not isinstance(meta, dict) or not isinstance(data, list | None):
        raise no_answer("meta or data")
    if not data and (meta.get("result_count") or meta.get("newest_id")):
        raise no_answer("data")
    return data or []


def _meta(answer: dict[str, object]) -> dict[str, object]:
    meta = answer.get("meta")
    return meta if isinstance(meta, dict) else {}


def _next_token(answer: dict[str, object]) -> str | None:
    token = _meta(answer).get("next_token")
    return token if isinstance(token, str) and token else None


def _newest(answer: dict[str, object], items: list[object]) -> str | None:
    newest = _meta(answer).get("newest_id")
    if is_id(newest):
        return str(newest)
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    return max((str(i) for i in ids if is_id(i)), key=int, default=None)

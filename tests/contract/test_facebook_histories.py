"""Random histories of a page: whatever fails, is cut off or delivered again, every post is read and none is ours."""

import random
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from smbot.collect.ports import Collector, Page
from smbot.core.clock import FrozenClock
from smbot.core.errors import PlatformError
from smbot.platforms.facebook import ADAPTER
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault, FaultPlan

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
PEOPLE = ("amelie", "benoit", "claude", "denise")
RATES = {
    Fault.SERVICE_ERROR: 0.06,
    Fault.THROTTLED: 0.04,
    Fault.PASSWORD_CHANGED: 0.03,
    Fault.HTML: 0.03,
    Fault.TRUNCATED_JSON: 0.03,
    Fault.BROKEN_OFF: 0.03,
    Fault.NO_CONTENT_TYPE: 0.03,
    Fault.RESET_BEFORE: 0.03,
}
EVENTS = 60


class History:
    """One page's life, read by collectors that fail and die, and by deliveries of which some are lost."""

    def __init__(self, seed: int, world: FacebookWorld, collectors: list[Collector]) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        self.world = world
        self.collectors = collectors
        self.cursors: dict[str, str] = {}
        self.stored: set[str] = set()
        self.ours: set[str] = set()
        self.expected: set[str] = set()
        self.entries = [world.post("The office is closed on Monday.")]

    def live(self) -> None:
        happenings: list[Callable[[], None]] = [self.comment] * 5 + [self.visit, self.tag, self.review, self.message]
        happenings += [self.answer_by_hand, self.publish, self.edit]
        for _ in range(EVENTS):
            self.chance.choice(happenings)()
            if self.chance.random() < 0.5:
                self.world.clock.advance(seconds=self.chance.choice([1, 30, 600, 7_200, 50_000]))
            if self.chance.random() < 0.4:
                self.read_all(cut=True)

    def read_all(self, *, cut: bool = False) -> None:
        """Read every list; with `cut` the process may die after any page, with what was stored and its cursor."""
        for collector in self.collectors:
            try:
                for page in collector.pages(self.cursors.get(collector.name)):
                    self.keep(page)
                    self.cursors[collector.name] = page.cursor
                    if cut and self.chance.random() < 0.2:
                        break
            except PlatformError:
                continue

    def keep(self, page: Page) -> None:
        assert page.refused == ()
        self.stored |= {post.handle.post_id for post in page.posts}
        self.ours |= {own.handle.post_id for own in page.own}

    def someone(self) -> str:
        return self.chance.choice(PEOPLE)

    def comment(self) -> None:
        name = self.world.comment(self.someone(), self.chance.choice(self.entries), "A question")
        self.entries.append(name)
        self.expected.add(name)

    def visit(self) -> None:
        name = self.world.visitor_post(self.someone(), "A question")
        self.entries.append(name)
        self.expected.add(name)

    def tag(self) -> None:
        self.expected.add(self.world.tag(self.someone(), "Service Nord, a question"))

    def review(self) -> None:
        self.expected.add(self.world.review(self.someone(), "Friendly people"))

    def message(self) -> None:
        self.expected.add(self.world.message(self.someone(), "A question"))

    def answer_by_hand(self) -> None:
        self.world.reply_by_hand(self.chance.choice(self.entries), "Our answer")

    def publish(self) -> None:
        self.entries.append(self.world.post("News"))

    def edit(self) -> None:
        if self.expected:
            theirs = sorted(name for name in self.expected if self.world.entry(name))
            if theirs:
                self.world.edit(self.chance.choice(theirs), "In other words")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_fails_every_post_is_read_in_the_end_and_none_is_ours(seed: int) -> None:
    clock = FrozenClock(NOW)
    world = FacebookWorld(clock)
    with FacebookServer(world) as server:
        settings = FacebookSettings(
            enabled=True,
            page_id=world.page.id,
            app_id=world.tokens.app_id,
            graph_url=server.url,
            page_size=5,
        )
        secrets = {"page_token": world.tokens.page, "app_secret": world.tokens.app_secret}
        collectors = [one.collector for one in ADAPTER.collectors(settings, secrets, clock)]
        history = History(seed, world, collectors)
        server.faults.plan = FaultPlan(seed, RATES)
        history.live()
        server.faults.plan = None
        for _ in range(4):
            clock.advance(hours=15)
            history.read_all()

    assert server.crashes == []
    assert history.expected - history.stored == set()
    assert history.stored - history.expected == set()
    assert history.ours & history.stored == set()

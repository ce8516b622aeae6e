"""Every request of the X adapter passes Prism, which serves X's own API description.

Run by `.ci/prism X-OPENAPI.json`; the address comes in SMBOT_PRISM_URL. Prism answers at random within the
schema and refuses (422) what the description does not allow, so these tests are about requests: that
none is refused, and that no answer of the right shape makes the adapter fall over.
"""

import os
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import TypeVar

import pytest

from smbot.collect.ports import Collector, Page
from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, DeliveryInDoubt, Refused, Unavailable
from smbot.core.handle import PlatformHandle
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.client import XClient
from smbot.platforms.x.cursor import Cursor
from smbot.platforms.x.settings import XMonitor, XSettings
from smbot.send.ports import OwnReplies

Answer = TypeVar("Answer")

pytestmark = pytest.mark.prism

CLOCK = FrozenClock(datetime(2026, 9, 1, 14, 0, tzinfo=UTC))
SECRETS = {
    "bearer_token": "not-a-real-bearer",
    "consumer_key": "not-a-real-key",
    "consumer_secret": "not-a-real-secret",
    "access_token": "not-a-real-token",
    "access_token_secret": "not-a-real-token-secret",
}
SINCE = "1346889436626259968"
TO = PlatformHandle(post_id=SINCE, first_id=SINCE, author_id="2244994945")


def settings(page_size: int = 100) -> XSettings:
    monitor = XMonitor(name="ferries", query='("late ferry" OR traversier) -is:retweet')
    return XSettings(
        enabled=True,
        user_id="2244994945",
        username="servicenord",
        api_url=os.environ["SMBOT_PRISM_URL"],
        page_size=page_size,
        timeout_seconds=30,
        monitors=(monitor,),
    )


def until_answered(act: Callable[[], Answer]) -> Answer:
    """Repeat while Prism's random answer, allowed by the schema, leaves out what an answer must hold.

    Such an answer has a code of ours; a refused request has one that begins with its status, and fails.
    """
    for _ in range(30):
        try:
            return act()
        except (Unavailable, DeliveryInDoubt) as odd:
            if odd.code not in {"data", "meta or data", "count", "no id"}:
                raise
    raise AssertionError("thirty random answers, and none was usable")


def read_two(collector: Collector, cursor: Cursor) -> Sequence[Page]:
    """Read two pages at most: Prism always gives another token."""
    return until_answered(lambda: list(islice(collector.pages(cursor.as_text()), 2)))


@pytest.mark.parametrize("page_size", [10, 100])
@pytest.mark.parametrize(
    "cursor",
    [
        Cursor(),
        Cursor(since=SINCE),
        Cursor(since=SINCE, newest=SINCE, token="7140dibdnow9c7btw482"),
        Cursor(since=SINCE, start="2026-08-25T14:10:00Z"),
    ],
    ids=["first run", "later run", "in the middle", "by time"],
)
@pytest.mark.parametrize("which", [0, 1], ids=["mentions", "search"])
def test_reading_passes(which: int, cursor: Cursor, page_size: int) -> None:
    collector = ADAPTER.collectors(settings(page_size), SECRETS, CLOCK)[which].collector

    pages = read_two(collector, cursor)

    assert len(pages) == 2
    assert all(page.cursor for page in pages)


def test_reading_with_the_apps_token_alone_passes() -> None:
    app_only = {"bearer_token": "not-a-real-bearer"}

    for planned in ADAPTER.collectors(settings(), app_only, CLOCK):
        read_two(planned.collector, Cursor())


def test_counting_for_an_estimate_passes() -> None:
    (estimate,) = until_answered(lambda: ADAPTER.estimates(settings(), SECRETS, CLOCK))

    assert estimate.monitor == "ferries"


def test_a_reply_with_its_message_button_passes() -> None:
    sender = ADAPTER.sender(settings(), SECRETS, CLOCK)

    assert sender is not None
    assert until_answered(lambda: sender.reply(TO, "Merci de nous avoir écrit.")).isdigit()


def test_reading_our_own_replies_passes() -> None:
    sender = ADAPTER.sender(settings(), SECRETS, CLOCK)

    assert sender is not None
    since = CLOCK.now() - timedelta(minutes=10)
    assert isinstance(until_answered(lambda: sender.own_replies(TO, since)), OwnReplies)


def test_prism_does_refuse_a_bad_request() -> None:
    client = XClient(settings(), SECRETS, CLOCK)

    with pytest.raises(AccountProblem) as caught:
        client.read(lambda x: x.search_recent_tweets("ferry", max_results=5))
    with pytest.raises(Refused):
        client.write(lambda x: x.create_tweet(text="hello", in_reply_to_tweet_id="not an id"))

    assert caught.value.code.startswith("422")

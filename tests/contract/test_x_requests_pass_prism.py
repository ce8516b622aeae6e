"""Every request of the X adapter passes Prism, which serves X's own API description.

Run by `.ci/prism X-OPENAPI.json`; the address comes in SMBOT_PRISM_URL. Prism answers at random within the
schema and refuses (422) what the description does not allow, so these tests are about requests: that
none is refused, and that no answer of the right shape makes the adapter fall over.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
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
from smbot.platforms.x.settings import ReadBeside, XMonitor, XSettings
from smbot.platforms.x.sources import quoted_posts
from smbot.send.ports import Hides, Looks, OwnReplies, OwnReply, Removes

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


ODD_ANSWERS = {
    "data",
    "meta or data",
    "count",
    "no id",
    "errors",
    "job",
    "address",
    "not hidden",
    "not shown",
    "not deleted",
}
"""Our names for answers that lack what they must hold; Prism makes them at random."""


def until_answered(act: Callable[[], Answer]) -> Answer:
    """Repeat while Prism's random answer, allowed by the schema, leaves out what an answer must hold.

    Such an answer has a code of ours; a refused request has one that begins with its status, and fails.
    """
    for _ in range(30):
        try:
            return act()
        except (Unavailable, DeliveryInDoubt) as odd:
            if odd.code not in ODD_ANSWERS:
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
@pytest.mark.parametrize("which", [0, 1, 2], ids=["mentions", "search", "own"])
def test_reading_passes(which: int, cursor: Cursor, page_size: int) -> None:
    collector = ADAPTER.collectors(settings(page_size), SECRETS, CLOCK)[which].collector

    pages = read_two(collector, cursor)

    assert len(pages) == 2
    assert all(page.cursor for page in pages)


def test_reading_with_the_apps_token_alone_passes() -> None:
    app_only = {"bearer_token": "not-a-real-bearer"}

    for planned in ADAPTER.collectors(settings(), app_only, CLOCK):
        read_two(planned.collector, Cursor())


@pytest.mark.parametrize("secrets", [SECRETS, {"bearer_token": "not-a-real-bearer"}], ids=["account", "app"])
def test_reading_what_posts_quote_passes(secrets: dict[str, str]) -> None:
    look_up = quoted_posts(XClient(settings(), secrets, CLOCK), settings())

    assert look_up is not None
    assert isinstance(until_answered(lambda: look_up([SINCE, "20"])), dict)


def test_reading_words_alone_passes() -> None:
    words_alone = settings().model_copy(update={"read_beside": ReadBeside.OFF})

    for planned in ADAPTER.collectors(words_alone, SECRETS, CLOCK)[:2]:
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


@pytest.mark.parametrize("hidden", [True, False])
def test_hiding_and_showing_a_reply_passes(hidden: bool) -> None:
    sender = ADAPTER.sender(settings(), SECRETS, CLOCK)

    assert isinstance(sender, Hides)
    until_answered(lambda: sender.hide(TO, hidden=hidden))


def test_removing_our_reply_passes() -> None:
    sender = ADAPTER.sender(settings(), SECRETS, CLOCK)

    assert isinstance(sender, Removes)
    until_answered(lambda: sender.remove(TO))


def test_looking_at_our_reply_passes() -> None:
    sender = ADAPTER.sender(settings(), SECRETS, CLOCK)

    assert isinstance(sender, Looks)
    assert isinstance(until_answered(lambda: sender.look(TO)), OwnReply | None)


def test_beginning_a_compliance_job_passes() -> None:
    compliance = ADAPTER.compliance(settings(), SECRETS, CLOCK)

    assert compliance is not None
    with pytest.raises(Unavailable) as caught:
        compliance.ask([TO])

    # Its file would go to an address that Prism makes up, which is refused: the request came so far.
    assert caught.value.code in {"job", "address"}


def test_asking_for_a_compliance_job_passes() -> None:
    compliance = ADAPTER.compliance(settings(), SECRETS, CLOCK)

    assert compliance is not None
    with suppress(Refused, Unavailable):  # a state or an address at random
        compliance.gone("1372966999991541762")


def test_probing_passes() -> None:
    found = {finding.check: finding for finding in ADAPTER.probe(settings(), SECRETS, CLOCK)}

    assert {"x.account", "x.usage"} <= set(found)
    assert not [finding for finding in found.values() if finding.why and "422" in str(finding.why)]


def test_prism_does_refuse_a_bad_request() -> None:
    client = XClient(settings(), SECRETS, CLOCK)

    with pytest.raises(AccountProblem) as caught:
        client.read(lambda x: x.search_recent_tweets("ferry", max_results=5))
    with pytest.raises(Refused):
        client.write(lambda x: x.create_tweet(text="hello", in_reply_to_tweet_id="not an id"))

    assert caught.value.code.startswith("422")

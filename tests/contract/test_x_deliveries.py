"""What X delivers is what polling brings: the same posts, ours apart, deletions told; and the question answered."""

import json
from datetime import UTC, datetime

import pytest

from smbot.collect.ports import Noticed, Page
from smbot.core.clock import FrozenClock
from smbot.platforms.ports import Webhook
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.settings import XSettings
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPost
from smbot.testing.x import XServer, XWorld

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
SECRETS = {
    "bearer_token": "not-a-real-bearer",
    "consumer_key": "not-a-real-key",
    "access_token": "not-a-real-token",
    "access_token_secret": "not-a-real-token-secret",
}


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def world(clock: FrozenClock) -> XWorld:
    world = XWorld(clock)
    ours = world.post("servicenord", "Le traversier est à l'heure.", language="fr")
    clock.advance(seconds=1)
    world.post("amelie", "@servicenord Où est-il ? 🚢 A & B < C https://example.org/é", language="fr")
    clock.advance(seconds=1)
    answer = world.post("benoit", "no it is not", reply_to=ours, language="en")
    world.post("chloe", "@servicenord " + "j'attends encore et encore " * 20 + "fin", language="fr")
    world.post("dan", "look at this", quotes=ours)
    world.post("servicenord", "We are looking into it.", reply_to=answer, language="en")
    clock.advance(minutes=1)
    world.edit(answer, "no, it is not")
    world.repost("erin", ours)
    world.post("farid", "not about us at all")
    return world


def settings(world: XWorld, **more: object) -> XSettings:
    values = {"enabled": True, "user_id": world.us.id, "username": world.us.handle}
    return XSettings.model_validate(values | more)


def a_webhook(world: XWorld, clock: FrozenClock) -> Webhook:
    secrets = SECRETS | {"consumer_secret": world.webhooks.consumer_secret}
    webhook = ADAPTER.webhook(settings(world), secrets, clock)
    assert webhook is not None
    return webhook


def read_all(world: XWorld, clock: FrozenClock) -> list[Page]:
    webhook = a_webhook(world, clock)
    deliveries = world.webhooks.take()
    for delivery in deliveries:
        headers = {name.lower(): value for name, value in delivery.headers.items()}
        assert webhook.genuine(headers, delivery.body)
        assert not webhook.genuine(headers, delivery.body.replace(b"\\/", b"/") + b"\n")
    return [webhook.read(delivery.body) for delivery in deliveries]


def told(post: RawPost) -> tuple[object, ...]:
    """All of a post but its conversation, which the older shape does not name."""
    handle = post.handle
    ids = (handle.post_id, handle.first_id, handle.author_id, handle.author_handle, handle.author_name)
    place = (handle.permalink, handle.parent_id, handle.kind, post.revision)
    return (*ids, *place, open_raw(post.text), post.posted_at, post.language, post.summoned)


def test_a_delivery_brings_what_the_timelines_bring(world: XWorld, clock: FrozenClock) -> None:
    world.suspend("erin")
    with XServer(world) as server:
        secrets = SECRETS | {"consumer_secret": world.webhooks.consumer_secret}
        collectors = ADAPTER.collectors(settings(world, api_url=server.url), secrets, clock)
        polled = [page for planned in collectors for page in planned.collector.pages(None)]
    delivered = read_all(world, clock)

    newest = {post.handle.first_id: told(post) for page in delivered for post in page.posts}
    by_polling = {post.handle.first_id: told(post) for page in polled for post in page.posts}
    quotation = {key for key, value in newest.items() if "look at this" in value}
    assert {key: value for key, value in newest.items() if key not in quotation} == by_polling
    assert len(quotation) == 1, "only a delivery brings a quotation that names nobody"
    assert {(own.handle.post_id, own.handle.parent_id) for page in delivered for own in page.own} == {
        (own.handle.post_id, own.handle.parent_id) for page in polled for own in page.own
    }
    assert not [item for page in delivered for item in page.refused]


def test_deleting_our_post_is_told_and_deleting_anothers_is_not(world: XWorld, clock: FrozenClock) -> None:
    ours = world.post("servicenord", "A notice")
    theirs = world.post("amelie", "@servicenord hello")
    world.webhooks.take()
    world.delete(ours)
    world.delete(theirs)

    notices = [notice for page in read_all(world, clock) for notice in page.notices]

    assert [(notice.what, notice.handle.post_id) for notice in notices] == [(Noticed.DELETED, ours)]


def test_a_private_message_is_delivered_and_left_unread(world: XWorld, clock: FrozenClock) -> None:
    world.webhooks.take()
    world.send(world.add_user("amelie", "Amélie"), world.us.id, "my number is 604-555-0123")

    (page,) = read_all(world, clock)

    assert page == Page(posts=(), cursor="")


def test_xs_question_is_answered_as_it_wants(world: XWorld, clock: FrozenClock) -> None:
    query, wanted = world.webhooks.challenge("M2Y3ZDk5NzktZmE0Yi00")

    answer = a_webhook(world, clock).challenge(query)

    assert answer is not None
    assert json.loads(answer) == wanted

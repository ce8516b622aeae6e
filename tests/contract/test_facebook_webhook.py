"""Facebook's deliveries, signed by the small Facebook: only genuine ones count, and they say what polling says."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.collect.ports import Noticed, Page
from smbot.core.clock import FrozenClock
from smbot.core.errors import Unavailable
from smbot.core.post_kinds import PostKind
from smbot.platforms.facebook import ADAPTER
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.ports import Webhook
from smbot.raw.opening import open_raw
from smbot.raw.post import RawPost
from smbot.testing.facebook import Delivery, FacebookServer, FacebookWorld

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
TEXT = "Où est mon dossier ? 🚢 « ici » & <là> 100 % @nous a/b"


@pytest.fixture
def world() -> FacebookWorld:
    return FacebookWorld(FrozenClock(NOW))


def webhook(world: FacebookWorld) -> Webhook:
    settings = FacebookSettings(enabled=True, page_id=world.page.id, app_id=world.tokens.app_id)
    secrets = {"app_secret": world.tokens.app_secret, "verify_token": world.webhooks.verify_token}
    found = ADAPTER.webhook(settings, secrets, world.clock)
    assert found is not None
    return found


def small(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def read(world: FacebookWorld) -> Page:
    """Read all that happened, in one delivery."""
    delivery = world.webhooks.take_batch()
    assert delivery is not None
    assert webhook(world).genuine(small(delivery.headers), delivery.body)
    return webhook(world).read(delivery.body)


def test_the_question_whether_the_address_is_ours_is_answered_to_who_knows_the_token(world: FacebookWorld) -> None:
    asked = world.webhooks.challenge("1158201444")

    assert webhook(world).challenge(asked) == "1158201444"
    assert webhook(world).challenge(webhook(world).question("abc")) == "abc"


@pytest.mark.parametrize(
    "changes",
    [
        {"hub.verify_token": "another"},
        {"hub.verify_token": ""},
        {"hub.verify_token": "é"},
        {"hub.mode": "unsubscribe"},
        {"hub.challenge": ""},
        {"hub.challenge": "<script>"},
        {"hub.challenge": "1" * 201},
    ],
)
def test_any_other_question_is_refused(world: FacebookWorld, changes: dict[str, str]) -> None:
    assert webhook(world).challenge(world.webhooks.challenge() | changes) is None
    assert webhook(world).challenge({}) is None


def test_without_its_secrets_nothing_is_taken(world: FacebookWorld) -> None:
    settings = FacebookSettings(enabled=True, page_id="1", app_id="2")

    assert ADAPTER.webhook(settings, {"app_secret": "x"}, world.clock) is None
    assert ADAPTER.webhook(settings, {"verify_token": "x"}, world.clock) is None


def a_delivery(world: FacebookWorld) -> Delivery:
    world.visitor_post("amelie", TEXT)
    (delivery,) = world.webhooks.take()
    return delivery


def test_accents_and_emoji_are_escaped_and_the_raw_bytes_are_checked(world: FacebookWorld) -> None:
    delivery = a_delivery(world)
    serialised_again = json.dumps(json.loads(delivery.body), separators=(",", ":")).encode()

    assert b"\\u" in delivery.body
    assert serialised_again != delivery.body
    assert webhook(world).genuine(small(delivery.headers), delivery.body)
    assert not webhook(world).genuine(small(delivery.headers), serialised_again)


def test_a_single_bit_a_missing_header_or_another_secret_is_not_genuine(world: FacebookWorld) -> None:
    delivery = a_delivery(world)
    headers = small(delivery.headers)
    flipped = bytes([delivery.body[0] ^ 1]) + delivery.body[1:]
    name = "x-hub-signature-256"
    other = "sha256=" + hmac.new(b"another", delivery.body, hashlib.sha256).hexdigest()

    assert not webhook(world).genuine(headers, flipped)
    assert not webhook(world).genuine(headers, delivery.body + b" ")
    assert not webhook(world).genuine({}, delivery.body)
    assert not webhook(world).genuine(headers | {name: other}, delivery.body)
    assert not webhook(world).genuine(headers | {name: headers[name].removeprefix("sha256=")}, delivery.body)
    assert not webhook(world).genuine(headers | {name: headers[name].upper()}, delivery.body)
    assert not webhook(world).genuine(headers | {name: "sha256=é"}, delivery.body)


def test_the_older_signature_alone_is_refused(world: FacebookWorld) -> None:
    delivery = a_delivery(world)
    old = {"x-hub-signature": small(delivery.headers)["x-hub-signature"]}

    assert not webhook(world).genuine(old, delivery.body)
    assert not webhook(world).genuine({"x-hub-signature-256": old["x-hub-signature"]}, delivery.body)


def everything(world: FacebookWorld) -> None:
    """Let one of each thing happen that Facebook tells of."""
    ours = world.post("The office is closed on Monday.")
    visitor = world.visitor_post("amelie", TEXT)
    comment = world.comment("benoit", ours, "Et mon passeport ? 📁")
    world.comment("claude", comment, "Moi aussi")
    world.comment("claude", visitor, "Below a visitor's post")
    world.reply_by_hand(comment, "Our answer")
    world.tag("denise", "Service Nord, hello")
    story = world.review("amelie", "Friendly people")
    world.comment("benoit", story, "Not always")
    world.message("amelie", "Bonjour 🙂")
    world.message_by_hand("amelie", "Our message")


def told(page_posts: list[RawPost]) -> dict[str, tuple[object, ...]]:
    return {
        post.handle.post_id: (
            open_raw(post.text),
            post.revision,
            post.posted_at,
            post.handle.kind,
            post.handle.author_id,
            ""
            if post.handle.kind == PostKind.MESSAGE
            else post.handle.author_name,  # of messages only reading tells it
            post.handle.conversation_id,
            post.handle.parent_id,
            post.summoned,
        )
        for post in page_posts
    }


def test_a_delivery_says_of_each_post_what_reading_says(world: FacebookWorld) -> None:
    """So the same post, delivered and read, is one post, is not taken for edited, and is in one conversation."""
    everything(world)
    delivered = read(world)
    with FacebookServer(world) as server:
        settings = FacebookSettings(
            enabled=True, page_id=world.page.id, app_id=world.tokens.app_id, graph_url=server.url
        )
        secrets = {"page_token": world.tokens.page, "app_secret": world.tokens.app_secret}
        planned = ADAPTER.collectors(settings, secrets, world.clock)
        pages = [page for one in planned for page in one.collector.pages(None)]

    polled = told([post for page in pages for post in page.posts])
    by_delivery = told(list(delivered.posts))
    below_reviews = set(by_delivery) - set(polled)
    assert delivered.refused == ()
    assert {name: by_delivery[name] for name in polled} == polled
    assert [by_delivery[name][0] for name in below_reviews] == ["Not always"]  # polling follows the feed's posts
    own = {one.handle.post_id: one for page in pages for one in page.own}
    assert {one.handle.post_id for one in delivered.own} == set(own)
    for one in delivered.own:
        same = own[one.handle.post_id]
        assert (one.posted_at, one.handle.parent_id, one.handle.conversation_id, one.handle.kind) == (
            same.posted_at,
            same.handle.parent_id,
            same.handle.conversation_id,
            same.handle.kind,
        )


def test_an_edit_has_another_revision_and_the_same_id(world: FacebookWorld) -> None:
    post_id = world.visitor_post("amelie", "A qestion")
    (first,) = read(world).posts
    world.edit(post_id, "A question")

    (second,) = read(world).posts

    assert second.handle.first_id == first.handle.first_id
    assert second.revision != first.revision


def test_an_edit_is_as_of_later_than_the_first_words_however_late_those_come(world: FacebookWorld) -> None:
    post_id = world.visitor_post("amelie", "A qestion")
    (late,) = world.webhooks.take()
    world.clock.advance(minutes=5)
    world.edit(post_id, "A question")
    (edited,) = read(world).posts

    (first,) = webhook(world).read(late.body).posts

    assert first.as_of == first.posted_at
    assert edited.as_of == world.clock.now()


def test_of_several_versions_in_one_delivery_the_last_counts(world: FacebookWorld) -> None:
    post_id = world.visitor_post("amelie", "A qestion")
    world.edit(post_id, "A question")

    (post,) = read(world).posts

    assert open_raw(post.text) == "A question"


def test_hiding_showing_and_deleting_are_noticed(world: FacebookWorld) -> None:
    ours = world.post("News")
    comment = world.comment("amelie", ours, "A question")
    reply = world.reply_by_hand(comment, "Our answer")
    story = world.review("benoit", "Friendly people")
    world.webhooks.take()
    world.hide(comment)
    world.hide(comment, hidden=False)
    world.delete(reply)
    world.delete(comment)
    world.delete(story)

    page = read(world)

    assert [(notice.what, notice.handle.post_id) for notice in page.notices] == [
        (Noticed.HIDDEN, comment),
        (Noticed.SHOWN, comment),
        (Noticed.DELETED, reply),
        (Noticed.DELETED, comment),
        (Noticed.DELETED, story),
    ]
    assert page.posts == ()


def test_who_hides_their_name_is_delivered_without_it(world: FacebookWorld) -> None:
    world.add_person("amelie", hides_name=True)
    world.visitor_post("amelie", TEXT)

    (post,) = read(world).posts

    assert post.handle.author_id == ""


def test_a_delivery_repeated_is_read_alike(world: FacebookWorld) -> None:
    everything(world)
    delivery = world.webhooks.take_batch()
    assert delivery is not None

    pages = [webhook(world).read(delivery.body) for _ in range(3)]

    assert all(told(list(one.posts)) == told(list(other.posts)) for one, other in pairwise(pages))


def signed(world: FacebookWorld, *entries: dict[str, object]) -> Page:
    return webhook(world).read(world.webhooks.sign(list(entries)).body)  # type: ignore[arg-type]


def change(world: FacebookWorld, field: str, **value: object) -> dict[str, object]:
    return {"id": world.page.id, "time": 1, "changes": [{"field": field, "value": value}]}


def test_what_concerns_another_page_or_says_nothing_is_passed_over(world: FacebookWorld) -> None:
    stranger = change(world, "feed", item="post", verb="add", post_id="1_2", created_time=1, message="x") | {"id": "9"}
    silent = [
        change(world, "feed", item="reaction", verb="add", reaction_type="like", post_id="1_2"),
        change(world, "feed", item="post", verb="mute", post_id="1_2"),
        change(world, "mention", item="post", verb="add", post_id="1_2"),
        change(world, "leadgen", leadgen_id=5),
        {"id": world.page.id, "messaging": [{"sender": {"id": "5"}, "read": {"watermark": 1}}]},
    ]

    assert signed(world, stranger, *silent) == Page(posts=(), cursor="")


@pytest.mark.parametrize(
    "value",
    [
        {"item": "comment", "verb": "add", "post_id": "1_2", "created_time": 1, "message": TEXT},
        {"item": "comment", "verb": "add", "post_id": "1_2", "comment_id": "../x", "created_time": 1},
        {"item": "post", "verb": "add", "post_id": "1_2", "message": TEXT},
        {"item": "post", "verb": "add", "post_id": "1_2", "created_time": 1, "message": [TEXT]},
        {"item": "post", "verb": "remove", "post_id": 5},
    ],
)
def test_an_odd_change_is_refused_by_its_place_and_the_others_are_read(
    world: FacebookWorld, value: dict[str, object]
) -> None:
    good = change(world, "feed", item="post", verb="add", post_id="1_3", created_time=1, message="good")

    page = signed(world, change(world, "feed", **value), good)

    assert [item.where for item in page.refused] == ["delivery, entry 1, change 1"]
    assert "dossier" not in str(page.refused[0].why)
    assert [post.handle.post_id for post in page.posts] == ["1_3"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b'{"object":"page"}', b'{"entry":5}', b"[" * 5000, b"\xff"])
def test_what_is_no_delivery_is_told(world: FacebookWorld, body: bytes) -> None:
    with pytest.raises(Unavailable):
        webhook(world).read(body)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
VALUES = st.dictionaries(
    st.sampled_from(
        ["item", "verb", "post_id", "comment_id", "parent_id", "message", "created_time", "from", "open_graph_story_id"]
    ),
    JSON | st.sampled_from(["comment", "post", "rating", "add", "remove", "1_2"]),
)


@given(st.sampled_from(["feed", "mention", "ratings"]) | JSON, VALUES | JSON, JSON)
def test_no_json_makes_the_reading_fail(field: object, value: object, event: object) -> None:
    world = FacebookWorld(FrozenClock(NOW))
    entry = {"id": world.page.id, "changes": [{"field": field, "value": value}], "messaging": [event]}
    body = json.dumps({"object": "page", "entry": [entry]}).encode()

    assert isinstance(webhook(world).read(body), Page)


def test_a_message_and_its_echo_are_one_conversation(world: FacebookWorld) -> None:
    world.message("amelie", TEXT)
    world.message_by_hand("amelie", "Our message")

    page = read(world)

    (post,), (own,) = page.posts, page.own
    assert post.handle.kind == own.handle.kind == PostKind.MESSAGE
    assert post.handle.conversation_id == own.handle.conversation_id == world.person_named("amelie").id

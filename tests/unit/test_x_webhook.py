"""X's deliveries: only what X signed, byte for byte; what concerns us; hostile bodies."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.collect.ports import Noticed, Page
from smbot.core.clock import FrozenClock
from smbot.core.errors import Unavailable
from smbot.core.post_kinds import PostKind
from smbot.platforms.x import ADAPTER
from smbot.platforms.x.settings import XSettings
from smbot.platforms.x.to_post import Us
from smbot.platforms.x.webhook import LONGEST_QUESTION, SIGNATURE, XWebhook
from smbot.raw.opening import open_raw

KEY = "not-a-real-secret-é"
US = Us(user_id="100", username="ServiceNord")
NOW = datetime(2026, 9, 14, 15, 30, tzinfo=UTC)
SETTINGS = XSettings(enabled=True, user_id="100", username="ServiceNord")


def a_webhook() -> XWebhook:
    return XWebhook(KEY, US, "x")


def signed(body: bytes, key: str = KEY) -> str:
    return "sha256=" + base64.b64encode(hmac.new(key.encode(), body, hashlib.sha256).digest()).decode()


def a_status(**changes: object) -> dict[str, object]:
    """A post as X delivers it; a value of None takes a field away."""
    status: dict[str, object] = {
        "created_at": "Mon Sep 14 15:30:00 +0000 2026",
        "id": 1900000000000000002,
        "id_str": "1900000000000000002",
        "text": "@servicenord Où est le traversier ? 🚢 A &amp; B",
        "truncated": False,
        "user": {"id_str": "7", "screen_name": "amelie_ex", "name": "Amélie Exemple"},
        "entities": {"user_mentions": [{"screen_name": "servicenord", "id_str": "100"}], "urls": []},
        "lang": "fr",
    }
    return {name: value for name, value in (status | changes).items() if value is not None}


def delivered(*statuses: object, **more: object) -> bytes:
    return json.dumps({"for_user_id": "100", "tweet_create_events": statuses, **more}).encode()


def read(*statuses: object, **more: object) -> Page:
    return a_webhook().read(delivered(*statuses, **more))


# The question and the signature --------------------------------------------------------------------


def test_the_question_is_answered_with_its_signature_as_json() -> None:
    answer = a_webhook().challenge({"crc_token": "M2Y3ZDk5-_+/="})

    assert answer is not None
    assert json.loads(answer) == {"response_token": signed(b"M2Y3ZDk5-_+/=")}


def test_nobody_gets_a_delivery_signed_by_asking_for_it_as_a_question() -> None:
    forged = json.dumps({"for_user_id": "100", "tweet_delete_events": [{"status": {"id": "1", "user_id": "7"}}]})

    answers = [a_webhook().challenge({"crc_token": token}) for token in (forged, " ", "[]", "M2Y3é", "M2Y3\n")]

    assert answers == [None] * 5


@pytest.mark.parametrize("query", [{}, {"crc_token": ""}, {"crc_token": "a" * (LONGEST_QUESTION + 1)}, {"token": "a"}])
def test_what_is_no_question_of_xs_is_not_answered(query: dict[str, str]) -> None:
    assert a_webhook().challenge(query) is None


@pytest.mark.parametrize("escaped", [True, False])
def test_what_x_signed_is_genuine_whether_accents_and_emoji_are_escaped_or_not(escaped: bool) -> None:
    body = json.dumps({"text": "Où? 🚢 «é»"}, ensure_ascii=escaped).replace("/", "\\/").encode()

    assert a_webhook().genuine({SIGNATURE: signed(body)}, body)


BODY = delivered(a_status())


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, BODY),
        ({SIGNATURE: ""}, BODY),
        ({SIGNATURE: "sha256="}, BODY),
        ({SIGNATURE: signed(BODY, "another-secret")}, BODY),
        ({SIGNATURE: signed(BODY).removeprefix("sha256=")}, BODY),
        ({SIGNATURE: signed(BODY).replace("sha256", "sha1")}, BODY),
        ({SIGNATURE: signed(BODY) + " "}, BODY),
        ({SIGNATURE: "sha256=" + hmac.new(KEY.encode(), BODY, hashlib.sha256).hexdigest()}, BODY),
        ({SIGNATURE: signed(BODY)}, BODY + b" "),
        ({SIGNATURE: signed(BODY)}, json.dumps(json.loads(BODY), ensure_ascii=False).encode()),
        ({SIGNATURE: "sha256=\udcff\u00e9"}, BODY),
        ({"x-hub-signature-256": signed(BODY)}, BODY),
    ],
    ids=range(12),
)
def test_anything_else_is_not(headers: dict[str, str], body: bytes) -> None:
    assert not a_webhook().genuine(headers, body)


@given(st.binary(max_size=200), st.integers(0, 199), st.integers(1, 255))
def test_one_changed_byte_is_enough_to_be_refused(body: bytes, place: int, change: int) -> None:
    webhook, signature = a_webhook(), signed(body)
    changed = bytearray(body or b"x")
    changed[place % len(changed)] ^= change

    assert webhook.genuine({SIGNATURE: signature}, body)
    assert not webhook.genuine({SIGNATURE: signature}, bytes(changed))


# What it says -------------------------------------------------------------------------------------


def test_a_post_to_us_is_read_as_from_the_timeline() -> None:
    (post,) = read(a_status()).posts

    assert open_raw(post.text) == "@servicenord Où est le traversier ? 🚢 A & B"
    assert (post.handle.post_id, post.handle.author_handle) == ("1900000000000000002", "amelie_ex")
    assert (post.handle.author_name, post.handle.kind) == ("Amélie Exemple", PostKind.POST)
    assert (post.platform, post.account, post.language, post.summoned) == ("x", "x", "fr", True)
    assert post.revision == post.handle.post_id
    assert post.posted_at.isoformat() == "2026-09-14T15:30:00+00:00"


def test_a_long_post_is_read_whole_and_who_is_named_at_its_end_too() -> None:
    whole = {"full_text": "long " * 60 + "@servicenord", "entities": {"user_mentions": [{"id_str": "100"}]}}

    (post,) = read(a_status(text="long long…", truncated=True, entities={}, extended_tweet=whole)).posts

    assert open_raw(post.text) == "long " * 60 + "@servicenord"
    assert post.summoned


def test_a_post_that_is_cut_without_its_whole_is_left_to_polling() -> None:
    page = read(a_status(text="long long…", truncated=True))

    assert page.posts == ()
    assert page.refused[0].where == "x, delivery, post 1"


def test_a_reply_to_us_is_a_comment_below_its_parent() -> None:
    reply = a_status(in_reply_to_status_id_str="5", in_reply_to_user_id_str="100", entities=None)

    (post,) = read(reply).posts

    assert (post.handle.kind, post.handle.parent_id, post.handle.conversation_id) == (PostKind.COMMENT, "5", "5")
    assert post.summoned


def test_an_edit_goes_by_its_first_id() -> None:
    history = {"initial_tweet_id": "1900000000000000001", "edit_tweet_ids": ["1900000000000000001"]}

    (post,) = read(a_status(edit_history=history)).posts

    assert (post.handle.first_id, post.revision) == ("1900000000000000001", "1900000000000000002")


@pytest.mark.parametrize(("author", "summoned"), [("100", True), ("101", False)])
def test_quoting_us_summons_us(author: str, summoned: bool) -> None:
    quoted = {"id_str": "5", "user": {"id_str": author}}

    (post,) = read(a_status(quoted_status_id_str="5", quoted_status=quoted, entities=None)).posts

    assert post.summoned is summoned


def test_our_own_posts_come_apart_with_what_they_answer() -> None:
    ours = a_status(user={"id_str": "100", "screen_name": "ServiceNord"}, in_reply_to_status_id_str="5")

    page = read(ours)

    assert page.posts == ()
    assert [(own.handle.post_id, own.handle.parent_id) for own in page.own] == [("1900000000000000002", "5")]


def test_a_repost_is_left_out() -> None:
    page = read(a_status(retweeted_status={"id_str": "5"}))

    assert (page.posts, page.own, page.refused) == ((), (), ())


def test_a_deletion_is_noticed() -> None:
    event = {"status": {"id": "1900000000000000002", "user_id": "100"}, "timestamp_ms": "1"}

    page = a_webhook().read(json.dumps({"for_user_id": "100", "tweet_delete_events": [event]}).encode())

    (notice,) = page.notices
    assert (notice.what, notice.handle.post_id) == (Noticed.DELETED, "1900000000000000002")
    assert notice.handle.first_id == notice.handle.post_id


@pytest.mark.parametrize(
    "name", ["favorite_events", "follow_events", "direct_message_events", "block_events", "tweet_unheard_of_events"]
)
def test_likes_follows_and_private_messages_are_ignored(name: str) -> None:
    body = json.dumps({"for_user_id": "100", name: [a_status(), {"message_create": {"text": "secret"}}]}).encode()

    assert a_webhook().read(body) == Page(posts=(), cursor="")


@pytest.mark.parametrize("other", [{"for_user_id": "101"}, {"for_user_id": 100}, {"for_user_id": None}])
def test_what_is_for_another_account_of_the_app_is_left_out(other: dict[str, object]) -> None:
    assert read(a_status(), **other) == Page(posts=(), cursor="")


def test_a_delivery_that_names_no_account_is_left_out() -> None:
    body = json.dumps({"user_event": {"revoke": {"source": {"user_id": "100"}}}}).encode()

    assert a_webhook().read(body) == Page(posts=(), cursor="")


def test_one_odd_post_does_not_lose_the_others() -> None:
    page = read(a_status(), a_status(created_at="yesterday"), "text", None, a_status(id_str="1900000000000000003"))

    assert [post.handle.post_id for post in page.posts] == ["1900000000000000002", "1900000000000000003"]
    assert [item.where for item in page.refused] == [f"x, delivery, post {n}" for n in (2, 3, 4)]
    assert "traversier" not in str([str(item.why) for item in page.refused])


def test_each_post_is_counted_at_the_price_of_one_that_is_read() -> None:
    assert read(a_status(), a_status()).cost_micros == 2 * 5_000


# Hostile bodies -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"for_user_id":"100","tweet_create_events":{"a":1}}',
        b'{"for_user_id":"100","tweet_delete_events":"all"}',
    ],
    ids=range(9),
)
def test_what_x_does_not_document_is_no_delivery(body: bytes) -> None:
    with pytest.raises(Unavailable) as caught:
        a_webhook().read(body)

    assert caught.value.__context__ is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [*a_status(), "extended_tweet", "quoted_status", "retweeted_status", "edit_history", "in_reply_to_user_id_str"]


@given(st.dictionaries(st.sampled_from(FIELDS), JSON), st.lists(JSON, max_size=2))
def test_no_json_makes_the_reading_fail(changes: dict[str, object], deleted: list[object]) -> None:
    page = read({**a_status(), **changes}, tweet_delete_events=deleted)

    assert len(page.posts) + len(page.own) + len(page.refused) <= 1


# From the adapter ---------------------------------------------------------------------------------


def test_the_adapter_reads_deliveries_where_the_consumer_secret_is_there() -> None:
    clock = FrozenClock(NOW)
    webhook = ADAPTER.webhook(SETTINGS, {"consumer_secret": KEY}, clock)

    assert webhook is not None
    assert webhook.genuine({SIGNATURE: signed(BODY)}, BODY)
    assert ADAPTER.webhook(SETTINGS, {"bearer_token": "x"}, clock) is None

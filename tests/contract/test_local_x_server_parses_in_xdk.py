"""X's own Python SDK reads what the local X server answers, to the last field."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import requests
import xdk
from pydantic import BaseModel
from xdk import schemas
from xdk.oauth1_auth import OAuth1

from smbot.core.clock import FrozenClock
from smbot.testing.x import XServer, XWorld

NOW = datetime(2026, 9, 14, 15, 30, 12, 345_678, tzinfo=UTC)
POST_FIELDS = [
    "conversation_id",
    "created_at",
    "display_text_range",
    "edit_controls",
    "entities",
    "lang",
    "note_post",
    "possibly_sensitive",
    "public_metrics",
    "reply_settings",
    "source",
]
EXPANSIONS = [
    "author_id",
    "edit_history_post_ids",
    "entities.mentions.username",
    "in_reply_to_user_id",
    "referenced_posts",
]
USER_FIELDS = ["created_at", "description", "protected", "public_metrics", "receives_your_dm", "verified"]
ASKED = {"post_fields": POST_FIELDS, "expansions": EXPANSIONS, "user_fields": USER_FIELDS}


@pytest.fixture
def world() -> XWorld:
    world = XWorld(FrozenClock(NOW))
    ours = world.post("servicenord", "Les bureaux ferment à midi.", at=NOW - timedelta(days=1), language="fr")
    answer = world.post("alice", "Et pour les passeports?", reply_to=ours, language="fr")
    world.post("bob", "Same here #passport https://example.org/a?b=1&c=2 <3", quotes=answer)
    gone = world.post("carol", "soon gone")
    world.post("dan", "@servicenord see this", quotes=gone)
    world.delete(gone)
    world.edit(world.post("erin", "@servicenord frist"), "@servicenord first")
    world.post("farid", "@servicenord " + "a long complaint about waiting " * 20)
    world.repost("gina", answer)
    world.suspend("gina")
    for number in range(12):
        world.post(f"person{number}", f"@servicenord question {number}", language="en")
    return world


@pytest.fixture
def server(world: XWorld) -> Iterator[XServer]:
    with XServer(world, new_names=True) as server:
        yield server
    assert server.crashes == []


@pytest.fixture
def client(server: XServer) -> Iterator[xdk.Client]:
    client = xdk.Client(base_url=server.url, bearer_token="token", access_token="token")
    yield client
    client.session.close()


def assert_all_known(part: object, where: str = "answer") -> None:
    """Fail on any field, however deep, that the SDK's models do not have."""
    if isinstance(part, BaseModel):
        assert not part.model_extra, f"{where}: unknown to X's description: {sorted(part.model_extra or {})}"
        type(part).model_validate_json(part.model_dump_json(exclude_unset=True), strict=True)
        for name in part.model_fields_set:
            assert_all_known(getattr(part, name), f"{where}.{name}")
    elif isinstance(part, list):
        for number, item in enumerate(part):
            assert_all_known(item, f"{where}[{number}]")
    else:
        assert part is None or isinstance(part, str | int | bool), f"{where} is a {type(part).__name__}"


def test_mentions_parse_page_by_page(world, client):
    pages = list(client.users.get_mentions(world.us.id, max_results=5, **ASKED))

    for page in pages:
        assert_all_known(page)
    posts = [post for page in pages for post in page.data or []]
    assert [len(page.data) for page in pages] == [5, 5, 5, 1]
    assert len({post.id for post in posts}) == 16
    assert any(post.note_post for post in posts)
    assert any(len(post.edit_history_post_ids or []) == 2 for post in posts)
    assert any(page.errors for page in pages), "the quoted post that is gone"


def test_search_parses_page_by_page(client):
    pages = list(client.posts.search_recent("servicenord OR passport -is:retweet", max_results=10, **ASKED))

    for page in pages:
        assert_all_known(page)
    posts = [post for page in pages for post in page.data or []]
    linked = next(post for post in posts if post.entities and post.entities.urls)
    url = linked.entities.urls[0]
    assert linked.text[url.start : url.end] == url.url
    assert url.expanded_url == "https://example.org/a?b=1&c=2"


def test_an_empty_search_parses(client):
    (page,) = client.posts.search_recent("nobodysaidthis", max_results=10)

    assert_all_known(page)
    assert page.data is None
    assert page.meta.result_count == 0


def test_own_posts_parse(world, client):
    (page,) = client.users.get_posts(world.us.id, max_results=5, **ASKED)

    assert_all_known(page)
    assert [post.text for post in page.data] == ["Les bureaux ferment à midi."]


def test_counts_parse(client):
    (page,) = client.posts.get_counts_recent("servicenord", granularity="day")

    assert_all_known(page)
    assert sum(bucket.post_count for bucket in page.data) == page.meta.total_post_count == 15


def test_a_lookup_parses_with_what_is_missing(world, client):
    there = world.post("alice", "@servicenord allo")
    hidden_from_us = world.post("henry", "private")
    world.protect("henry")

    answer = client.posts.get_by_ids([there, "1", hidden_from_us], **ASKED)

    assert_all_known(answer)
    assert [post.id for post in answer.data] == [there]
    assert [type(problem) for problem in answer.errors] == [
        schemas.ResourceNotFoundProblem,
        schemas.NotAuthorizedForResourceProblem,
    ]


def test_a_single_lookup_parses(world, client):
    there = world.post("alice", "@servicenord allo")

    assert_all_known(found := client.posts.get_by_id(there, **ASKED))
    assert_all_known(missing := client.posts.get_by_id("1"))

    assert found.data.id == there
    assert missing.data is None


def test_users_parse(world, client):
    everything = {"user_fields": USER_FIELDS}

    by_name = client.users.get_by_username("alice", **everything)
    by_id = client.users.get_by_id(by_name.data.id, **everything)
    nobody = client.users.get_by_username("nobody")
    me = client.users.get_me(**everything)

    for answer in (by_name, by_id, nobody, me):
        assert_all_known(answer)
    assert by_name.data == by_id.data
    assert by_name.data.receives_your_dm is True
    assert nobody.data is None
    assert me.data.id == world.us.id


def test_publishing_and_deleting_parse(world, client):
    asked = world.post("alice", "@servicenord allo")
    body = schemas.CreatePostsRequest(
        text="Thank you for writing.",
        reply=schemas.CreatePostsReply(in_reply_to_tweet_id=asked),
        direct_message_deep_link=f"https://x.com/messages/compose?recipient_id={world.us.id}",
    )

    created = client.posts.create(body)
    published = [post.id for post in world.replies_of("servicenord")]
    deleted = client.posts.delete(created.data.id)

    assert_all_known(created)
    assert_all_known(deleted)
    assert published == [created.data.id]
    assert world.replies_of("servicenord") == []


def test_hiding_parses(world, client):
    ours = world.post("servicenord", "Open today.")
    rude = world.post("ivan", "rude words", reply_to=ours)

    answer = client.posts.hide_reply(rude, schemas.HidePostsReplyRequest(hidden=True))

    assert_all_known(answer)
    assert world.latest(rude).hidden


def test_a_direct_message_parses(world, client):
    alice = world.add_user("alice", "Alice")
    body = schemas.CreateDirectMessagesByParticipantIdRequest(text="Here is the private way.")

    answer = client.direct_messages.create_by_participant_id(alice, body)

    assert_all_known(answer)
    assert [message.id for message in world.messages_to("alice")] == [answer.data.dm_event_id]


def test_usage_parses(world, client):
    list(client.users.get_mentions(world.us.id, max_results=100))

    fields = ["cap_reset_day", "daily_project_usage", "project_cap", "project_id", "project_usage"]
    answer = client.usage.get(days=7, usage_fields=fields)

    assert_all_known(answer)
    assert answer.data.project_usage == "16"
    assert answer.data.daily_project_usage.usage[0].usage == "16"


def test_compliance_jobs_parse(world, client):
    created = client.compliance.create_jobs(schemas.CreateComplianceJobsRequest(type="tweets", name="posts"))
    listed = client.compliance.get_jobs("tweets")
    shown = client.compliance.get_jobs_by_id(created.data.id)

    for answer in (created, listed, shown):
        assert_all_known(answer)
    assert [job.id for job in listed.data] == [shown.data.id] == [created.data.id]
    assert shown.data.status == "created"
    assert shown.data.upload_url != shown.data.download_url


def test_webhooks_parse(world, client):
    world.webhooks.register("https://smbot.example.org/webhooks/x")

    answer = client.webhooks.get()

    assert_all_known(answer)
    assert [one.valid for one in answer.data] == [True]


def test_a_request_signed_with_oauth_1_is_let_in(world, server):
    keys = OAuth1("key", "secret", "oob", access_token="token", access_token_secret="token secret")
    client = xdk.Client(base_url=server.url, auth=keys)

    answer = client.users.get_me()
    client.session.close()

    assert answer.data.id == world.us.id
    assert server.received[-1].auth == "OAuth"


def test_a_refusal_reaches_the_sdk_as_an_http_error(client):
    with pytest.raises(requests.HTTPError) as caught:
        list(client.posts.search_recent("servicenord", max_results=5))

    assert caught.value.response.status_code == 400
    schemas.InvalidRequestProblem.model_validate_json(caught.value.response.text)

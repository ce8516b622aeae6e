"""Meta's own SDK knows the names that the local Graph server speaks, and reads and writes through it."""

import inspect
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from facebook_business.adobjects.application import Application
from facebook_business.adobjects.comment import Comment
from facebook_business.adobjects.page import Page
from facebook_business.adobjects.pagepost import PagePost
from facebook_business.adobjects.recommendation import Recommendation
from facebook_business.adobjects.unifiedthread import UnifiedThread
from facebook_business.adobjects.user import User
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession

from smbot.core.clock import FrozenClock
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault, nodes
from smbot.testing.facebook.endpoints import ENDPOINTS, VERSIONS
from smbot.testing.facebook.webhooks import FIELDS

NOW = datetime(2026, 9, 14, 15, 30, tzinfo=UTC)

EDGES = {"attachments", "comments", "likes", "reactions", "to"}
"""Edges that Graph also gives as fields; the SDK has no names for those."""
EDGES_OF_A_PAGE = {"picture", "tasks"}
EDGES_OF_A_THREAD = {"messages"}

METHODS = {
    "GET /me/accounts": User.get_accounts,
    "GET /{page}/feed": Page.get_feed,
    "GET /{page}/tagged": Page.get_tagged,
    "GET /{page}/visitor_posts": Page.get_visitor_posts,
    "GET /{page}/ratings": Page.get_ratings,
    "GET /{page}/conversations": Page.get_conversations,
    "GET /{page}/subscribed_apps": Page.get_subscribed_apps,
    "GET /{conversation}/messages": UnifiedThread.get_messages,
    "GET /{object}/comments": Comment.get_comments,
    "GET /{object}": Comment.api_get,
    "GET /{app}/subscriptions": Application.get_subscriptions,
    "POST /{page}/feed": Page.create_feed,
    "POST /{page}/messages": Page.create_message,
    "POST /{page}/subscribed_apps": Page.create_subscribed_app,
    "POST /{object}/comments": Comment.create_comment,
    "POST /{object}": Comment.api_update,
    "POST /{app}/subscriptions": Application.create_subscription,
    "DELETE /{page}/subscribed_apps": Page.delete_subscribed_apps,
    "DELETE /{object}": Comment.api_delete,
}
WITHOUT_A_METHOD = {"GET /", "GET /me", "GET /debug_token", "GET /oauth/access_token"}

PARAMETERS = {
    "GET /{object}/comments": {"filter", "order", "since"},
    "GET /{page}/conversations": {"platform", "user_id"},
    "POST /{object}": {"message", "is_hidden"},
    "POST /{object}/comments": {"message"},
    "POST /{page}/feed": {"message"},
    "POST /{page}/messages": {"recipient", "message", "messaging_type", "tag"},
    "POST /{page}/subscribed_apps": {"subscribed_fields"},
    "POST /{app}/subscriptions": {"object", "callback_url", "verify_token"},
}
"""The parameters beside `fields` and paging that the server reads."""


def field_names(known: type) -> set[str]:
    return {value for key, value in vars(known.Field).items() if not key.startswith("_")}


# The SDK's descriptions -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "known", "more"),
    [
        (nodes.COMMENT, Comment, EDGES),
        (nodes.POST, PagePost, EDGES),
        (nodes.RECOMMENDATION, Recommendation, set()),
        (nodes.PAGE, Page, EDGES_OF_A_PAGE),
        (nodes.CONVERSATION, UnifiedThread, EDGES_OF_A_THREAD),
        (nodes.USER, User, {"profile_pic"}),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_meta_knows_every_field_that_is_given(kind, known, more):
    spoken = set(kind.readers) | kind.empty

    assert spoken - more <= field_names(known)
    assert set(kind.usual) <= set(kind.readers)
    assert not set(kind.readers) & kind.empty


def test_every_field_of_a_comment_that_meta_knows_is_spoken():
    assert field_names(Comment) <= set(nodes.COMMENT.readers) | nodes.COMMENT.empty


@pytest.mark.parametrize("name", METHODS)
def test_meta_calls_the_same_paths_with_the_same_parameters(name):
    source = inspect.getsource(METHODS[name])
    method, edge = re.search(r"method='(\w+)'", source)[1], re.search(r"endpoint='([^']*)'", source)[1]
    accepted = set(re.findall(r"'(\w+)': '[^']*'", re.search(r"param_types = \{(.*?)\}", source, re.DOTALL)[1]))

    assert (method, edge.rstrip("/")) == (name.split(" ")[0], re.search(r"(/[a-z_]+)?$", name)[0])
    assert PARAMETERS.get(name, set()) <= accepted


def test_every_endpoint_is_compared_or_has_no_method():
    assert set(METHODS) | WITHOUT_A_METHOD == set(ENDPOINTS)
    assert FacebookAdsApi.API_VERSION in VERSIONS


def test_values_of_closed_lists_are_metas():
    messaging = {value for key, value in vars(Page.MessagingType).items() if not key.startswith("_")}

    assert {"RESPONSE", "UPDATE", "MESSAGE_TAG"} <= messaging
    assert (Comment.Filter.stream, Comment.Filter.toplevel) == ("stream", "toplevel")
    assert (Comment.Order.chronological, Comment.Order.reverse_chronological) == (
        "chronological",
        "reverse_chronological",
    )
    assert Page.Platform.messenger.lower() == "messenger"
    assert set(FIELDS) <= {value for key, value in vars(Page.SubscribedFields).items() if not key.startswith("_")}


# The SDK against the server ----------------------------------------------------------------------


@pytest.fixture
def world() -> FacebookWorld:
    return FacebookWorld(FrozenClock(NOW))


@pytest.fixture
def server(world) -> Iterator[FacebookServer]:
    world.tokens.proof_required = True
    with FacebookServer(world) as server:
        yield server
    assert server.crashes == []


def connect(server: FacebookServer, token: str) -> FacebookAdsApi:
    session = FacebookSession(server.world.tokens.app_id, server.world.tokens.app_secret, token, timeout=5)
    session.GRAPH = server.url
    return FacebookAdsApi(session)


@pytest.fixture
def sdk(server, world) -> Iterator[FacebookAdsApi]:
    sdk = connect(server, world.tokens.page)
    yield sdk
    sdk._session.requests.close()


def test_the_feed_is_read_page_by_page(sdk, world):
    there = [world.visitor_post("alice", f"Allô {number}") for number in range(5)]
    fields = sorted(field_names(PagePost) & set(nodes.POST.readers))

    posts = list(Page(world.page.id, api=sdk).get_feed(fields=fields, params={"limit": 2}))

    assert [post["id"] for post in posts] == there[::-1]
    assert all(isinstance(post, PagePost) for post in posts)
    assert posts[0]["from"]["name"] == "alice"
    assert posts[0]["can_reply_privately"] is True


def test_comments_are_read_in_order_with_every_field(sdk, world):
    post = world.post("Ouvert.")
    first = world.comment("amelie", post, "Un é et un 😀")
    world.comment("bob", first, "deux")
    fields = sorted(field_names(Comment))
    params = {"filter": Comment.Filter.stream, "order": Comment.Order.chronological, "limit": 1}

    comments = list(PagePost(post, api=sdk).get_comments(fields=fields, params=params))
    counted = PagePost(post, api=sdk).get_comments(params={"filter": "stream", "summary": True})

    assert [comment["message"] for comment in comments] == ["Un é et un 😀", "deux"]
    assert comments[1]["parent"]["id"] == first
    assert comments[0]["comment_count"] == 1
    assert counted.total() == 2


def test_reviews_conversations_and_messages_are_read(sdk, world):
    story = world.review("eve", "Bon service")
    world.message("amelie", "Allô")
    page = Page(world.page.id, api=sdk)

    (review,) = page.get_ratings(fields=sorted(field_names(Recommendation)))
    (thread,) = page.get_conversations(
        fields=["id", "participants", "message_count"], params={"platform": Page.Platform.messenger}
    )
    (message,) = UnifiedThread(thread["id"], api=sdk).get_messages()

    assert (review["open_graph_story"]["id"], review["recommendation_type"]) == (story, "positive")
    assert thread["message_count"] == 1
    assert message["id"] == world.messages_with(world.person_named("amelie").id)[0].id


def test_replying_hiding_changing_and_deleting(sdk, world):
    post = world.post("Ouvert.")
    theirs = world.comment("amelie", post, "?")

    reply = Comment(theirs, api=sdk).create_comment(params={"message": "Bonjour."})
    Comment(theirs, api=sdk).api_update(params={"is_hidden": True})
    Comment(reply["id"], api=sdk).api_update(params={"message": "Bonjour!"})
    shown = Comment(reply["id"], api=sdk).api_get(fields=["message", "from"])
    told = [one.text for one in world.replies_by_us()]
    Comment(reply["id"], api=sdk).api_delete()

    assert world.entry(theirs).hidden
    assert shown["message"] == "Bonjour!"
    assert shown["from"]["id"] == world.page.id
    assert told == ["Bonjour!"]
    assert world.replies_by_us() == []


def test_a_private_reply_and_a_message_are_sent(sdk, world):
    comment = world.comment("amelie", world.post("Ouvert."), "?")
    page = Page(world.page.id, api=sdk)

    page.create_message(params={"recipient": {"comment_id": comment}, "message": {"text": "Voici."}})
    world.message("amelie", "Merci")
    to = {"id": world.person_named("amelie").id}
    page.create_message(
        params={"recipient": to, "message": {"text": "De rien."}, "messaging_type": Page.MessagingType.response}
    )

    assert [message.text for message in world.messages_to("amelie")] == ["Voici.", "De rien."]


def test_subscriptions_and_accounts(sdk, server, world):
    page = Page(world.page.id, api=sdk)
    page.create_subscribed_app(params={"subscribed_fields": ["feed", "mention", "ratings", "messages"]})
    (app,) = page.get_subscribed_apps()
    by_user = connect(server, world.tokens.user)
    (account,) = User("me", api=by_user).get_accounts(fields=["name", "access_token"])
    by_user._session.requests.close()

    assert app["id"] == world.tokens.app_id
    assert world.webhooks.fields == {"feed", "mention", "ratings", "messages"}
    assert account["access_token"] == world.tokens.page


def test_an_error_parses_with_its_code_subcode_and_whether_it_passes(sdk, server, world):
    server.faults.next("GET /{page}/feed", Fault.SERVICE_ERROR, Fault.PASSWORD_CHANGED, Fault.PAGE_THROTTLED)
    seen = []
    for _ in range(3):
        with pytest.raises(FacebookRequestError) as caught:
            Page(world.page.id, api=sdk).get_feed()
        error = caught.value
        seen.append(
            (error.http_status(), error.api_error_code(), error.api_error_subcode(), error.api_transient_error())
        )

    (business,) = json.loads(caught.value.http_headers()["X-Business-Use-Case-Usage"])[world.page.id]
    assert seen == [(500, 2, None, True), (400, 190, 460, False), (403, 32, None, True)]
    assert business["estimated_time_to_regain_access"] == 17

"""The local X server keeps X's rules, and does wrong exactly what it was told to."""

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smbot.core.clock import FrozenClock
from smbot.core.errors import InputError
from smbot.testing.x import Fault, FaultPlan, XServer, XWorld, load_world
from smbot.testing.x.endpoints import ENDPOINTS

NOW = datetime(2026, 9, 14, 15, 30, tzinfo=UTC)
CREATE = "POST /2/tweets"
MENTIONS = "GET /2/users/{id}/mentions"
SEARCH = "GET /2/tweets/search/recent"


class Api:
    """A bare caller of the API: no retries, no interpretation."""

    def __init__(self, server: XServer) -> None:
        self.server = server
        self.us = server.world.us.id
        self.session = requests.Session()
        self.session.headers["Authorization"] = "Bearer token"

    def get(self, path, timeout=5, **query):
        query = {name.replace("_fields", ".fields"): value for name, value in query.items()}
        return self.session.get(self.server.url + path, params=query, timeout=timeout)

    def mentions(self, **query):
        return self.get(f"/2/users/{self.us}/mentions", **query)

    def search(self, query, **more):
        return self.get("/2/tweets/search/recent", query=query, **more)

    def create(self, text, reply_to=None, timeout=5, **more):
        body = {"text": text, **more}
        if reply_to is not None:
            body["reply"] = {"in_reply_to_tweet_id": reply_to}
        return self.session.post(self.server.url + "/2/tweets", json=body, timeout=timeout)

    def send(self, method, path, body=None):
        return self.session.request(method, self.server.url + path, json=body, timeout=5)

    def job(self):
        return self.send("POST", "/2/compliance/jobs", {"type": "tweets"}).json()["data"]

    def upload(self, job, *post_ids):
        return self.session.put(job["upload_url"], data="\n".join(post_ids), timeout=5)

    def results(self, job):
        answer = self.session.get(job["download_url"], timeout=5)
        return {line["id"]: line for line in map(json.loads, answer.text.splitlines())}

    def message(self, user_id, text):
        return self.send("POST", f"/2/dm_conversations/with/{user_id}/messages", {"text": text})


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def world(clock) -> XWorld:
    return XWorld(clock)


@pytest.fixture
def server(world) -> Iterator[XServer]:
    with XServer(world, slow_seconds=0.4) as server:
        yield server
    assert server.crashes == []


@pytest.fixture
def api(server) -> Iterator[Api]:
    api = Api(server)
    yield api
    api.session.close()


def ids(answer) -> list[str]:
    return [post["id"] for post in answer.json().get("data", [])]


def texts(answer) -> list[str]:
    return [post["text"] for post in answer.json().get("data", [])]


# Who may call, and with what -------------------------------------------------------------------


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer ", "Basic dXNlcg==", 'OAuth oauth_consumer_key="k"', "token"]
)
def test_a_request_without_credentials_is_answered_401(server, authorization):
    headers = {} if authorization is None else {"Authorization": authorization}

    answer = requests.get(server.url + "/2/users/me", headers=headers, timeout=5)

    assert answer.status_code == 401
    assert answer.json()["title"] == "Unauthorized"


def test_an_app_only_token_may_read_and_not_act(api, world):
    world.post("alice", "@servicenord allo")
    api.session.headers["Authorization"] = "Bearer AAAAAAAAAAAAAAAAAAAAAMLheAAAAAAA0"

    assert api.mentions().status_code == 200
    refused = api.create("hello")
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/unsupported-authentication")
    assert world.replies_of("servicenord") == []


@pytest.mark.parametrize(
    ("path", "query", "named"),
    [
        ("/2/tweets/search/recent", {"query": "a", "max_results": "5"}, "max_results"),
        ("/2/tweets/search/recent", {"query": "a", "max_results": "101"}, "max_results"),
        ("/2/tweets/search/recent", {"query": "a", "max_results": "ten"}, "max_results"),
        ("/2/tweets/search/recent", {"query": "a", "color": "red"}, "color"),
        ("/2/tweets/search/recent", {"query": "a", "tweet.fields": "id,color"}, "tweet.fields"),
        ("/2/tweets/search/recent", {"query": "a", "user.fields": "color"}, "user.fields"),
        ("/2/tweets/search/recent", {"query": "a", "expansions": "color"}, "expansions"),
        ("/2/tweets/search/recent", {"query": "a", "since_id": "12x"}, "since_id"),
        ("/2/tweets/search/recent", {"query": "a", "start_time": "2026-09-14"}, "start_time"),
        ("/2/tweets/search/recent", {"query": "a", "next_token": "zzz"}, "next_token"),
        ("/2/tweets/search/recent", {}, "query"),
        ("/2/users/1500000001/mentions", {"max_results": "4"}, "max_results"),
        ("/2/users/1500000001/tweets", {"exclude": "likes"}, "exclude"),
        ("/2/users/abc/mentions", {}, "id"),
        ("/2/users/by/username/far-too-long-a-handle", {}, "username"),
        ("/2/tweets", {"ids": ",".join(str(number) for number in range(101))}, "ids"),
        ("/2/tweets", {"ids": ""}, "ids"),
        ("/2/tweets/counts/recent", {"query": "a", "granularity": "week"}, "granularity"),
        ("/2/usage/tweets", {"days": "91"}, "days"),
    ],
)
def test_a_bad_parameter_is_refused_by_its_name(api, path, query, named):
    answer = api.get(path, **query)

    assert answer.status_code == 400
    problem = answer.json()
    assert problem["type"] == "https://api.twitter.com/2/problems/invalid-request"
    assert named in problem["errors"][0]["parameters"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": ""},
        {"text": 7},
        {"text": "a", "colour": "red"},
        {"text": "a", "reply": "1"},
        {"text": "a", "reply": {"in_reply_to_tweet_id": 1}},
        {"text": "a", "reply": {"in_reply_to_tweet_id": "1", "colour": "red"}},
        {"text": "a", "direct_message_deep_link": "https://example.org/"},
        [],
    ],
)
def test_a_bad_body_is_refused(api, world, body):
    assert api.send("POST", "/2/tweets", body).status_code == 400
    assert world.timeline(lambda post: True) == []


def test_an_unknown_path_is_answered_404(api):
    assert api.get("/2/lists/1").status_code == 404


# Reading ---------------------------------------------------------------------------------------


def test_mentions_come_newest_first_with_their_meta(api, world):
    first, second = world.post("alice", "@servicenord un"), world.post("bob", "hey @ServiceNord, deux")
    world.post("carol", "not @servicenordouest, nor me@servicenord.example")

    answer = api.mentions()

    assert ids(answer) == [second, first]
    assert answer.json()["meta"] == {"result_count": 2, "newest_id": second, "oldest_id": first}


def test_mentions_leave_out_reposts_and_keep_replies_to_us(api, world):
    ours = world.post("servicenord", "Ouvert.")
    answer = world.post("alice", "merci", reply_to=ours)
    world.repost("bob", world.post("carol", "@servicenord allo", at=NOW - timedelta(days=30)))

    assert ids(api.mentions(start_time="2026-09-01T00:00:00Z")) == [answer]


def test_an_empty_list_has_no_data(api):
    assert api.mentions().json() == {"meta": {"result_count": 0}}


def test_pages_stay_in_step_while_new_posts_arrive(api, world):
    there = [world.post("alice", f"@servicenord {number}") for number in range(12)]

    page = api.mentions(max_results=5)
    seen = ids(page)
    while token := page.json()["meta"].get("next_token"):
        world.post("bob", "@servicenord late")
        page = api.mentions(max_results=5, pagination_token=token)
        seen += ids(page)

    assert seen == there[::-1]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 40), size=st.integers(5, 30), read=st.integers(0, 40))
def test_pages_hold_every_post_after_since_id_once(clock, count, size, read):
    world = XWorld(clock)
    there = [world.post("alice", f"@servicenord {number}") for number in range(count)]
    since = {"since_id": there[min(read, count) - 1]} if count and read else {}
    seen: list[str] = []
    with XServer(world) as server:
        api = Api(server)
        page = api.mentions(max_results=size, **since)
        seen += ids(page)
        while token := page.json()["meta"].get("next_token"):
            page = api.mentions(max_results=size, pagination_token=token, **since)
            seen += ids(page)
        api.session.close()

    expected = there[min(read, count) :] if since else there
    assert seen == expected[::-1]


def test_a_page_token_of_another_list_is_refused(api, world):
    for number in range(11):
        world.post("alice", f"@servicenord {number}")

    token = api.mentions(max_results=5).json()["meta"]["next_token"]

    assert api.search("servicenord", next_token=token).status_code == 400


def test_times_bound_a_list(api, world):
    for hours in (3, 2, 1):
        world.post("alice", f"@servicenord {hours} h ago", at=NOW - timedelta(hours=hours))

    since = api.mentions(start_time="2026-09-14T13:30:00Z")
    between = api.mentions(start_time="2026-09-14T13:00:00Z", end_time="2026-09-14T14:30:00.000Z")

    assert texts(since) == ["@servicenord 1 h ago", "@servicenord 2 h ago"]
    assert texts(between) == ["@servicenord 2 h ago"]


def test_only_the_newest_800_mentions_can_be_read(api, world):
    for number in range(803):
        world.post("alice", f"@servicenord {number}", at=NOW - timedelta(minutes=803 - number))

    count, token = 0, {}
    while True:
        page = api.mentions(max_results=100, **token).json()
        count += page["meta"]["result_count"]
        if "next_token" not in page["meta"]:
            break
        token = {"pagination_token": page["meta"]["next_token"]}

    assert count == 800


def test_only_fields_that_were_asked_for_are_given(api, world):
    world.post("alice", "@servicenord allo", language="fr")

    plain = api.mentions().json()["data"][0]
    asked = api.mentions(tweet_fields="lang,created_at").json()["data"][0]

    assert set(plain) == {"id", "text", "edit_history_tweet_ids"}
    assert set(asked) == {"id", "text", "edit_history_tweet_ids", "lang", "created_at"}
    assert asked["created_at"] == "2026-09-14T15:30:00.000Z"


def test_expansions_give_authors_once_and_the_posts_referred_to(api, world):
    ours = world.post("servicenord", "Ouvert.", language="fr")
    world.post("alice", "@servicenord un")
    world.post("alice", "deux", reply_to=ours)

    answer = api.mentions(expansions="author_id,referenced_tweets.id").json()

    assert [user["username"] for user in answer["includes"]["users"]] == ["alice"]
    assert [post["id"] for post in answer["includes"]["tweets"]] == [ours]
    assert answer["data"][0]["referenced_tweets"] == [{"type": "replied_to", "id": ours}]


def test_links_are_shortened_and_signs_escaped_and_places_fit_the_text(api, world):
    world.post("alice", "@servicenord é <b> & https://example.org/x?a=1&b=2. #passeport")

    post = api.mentions(tweet_fields="entities").json()["data"][0]

    assert post["text"].startswith("@servicenord é &lt;b&gt; &amp; https://t.co/")
    (url,) = post["entities"]["urls"]
    (tag,) = post["entities"]["hashtags"]
    assert url["expanded_url"] == "https://example.org/x?a=1&b=2"
    assert post["text"][url["start"] : url["end"]] == url["url"]
    assert post["text"][tag["start"] : tag["end"]] == "#passeport"


def test_a_long_post_is_cut_and_its_whole_is_in_note_tweet(api, world):
    whole = "@servicenord " + "attendre encore et encore " * 20 + "fin"
    world.post("alice", whole)

    plain = api.mentions().json()["data"][0]
    asked = api.mentions(tweet_fields="note_tweet").json()["data"][0]

    assert len(plain["text"]) <= 280
    assert plain["text"].endswith("…")
    assert "note_tweet" not in plain
    assert asked["note_tweet"]["text"] == whole


def test_an_edit_gets_a_new_id_and_keeps_its_history(api, world, clock):
    old = world.post("alice", "@servicenord frist")
    clock.advance(minutes=5)
    new = world.edit(old, "@servicenord first")

    listed = api.mentions(since_id=old).json()["data"]
    looked_up = api.get("/2/tweets", ids=old).json()["data"]

    assert [(post["id"], post["text"]) for post in listed] == [(new, "@servicenord first")]
    assert listed[0]["edit_history_tweet_ids"] == [old, new]
    assert looked_up[0]["text"] == "@servicenord frist"
    assert looked_up[0]["edit_history_tweet_ids"] == [old, new]


def test_what_is_missing_comes_in_errors_with_status_200(api, world):
    there, gone = world.post("alice", "un"), world.post("bob", "deux")
    hidden = world.post("carol", "trois")
    world.delete(world.edit(gone, "deux!"))
    world.suspend("carol")

    answer = api.get("/2/tweets", ids=f"{there},{gone},{hidden},7")

    assert answer.status_code == 200
    assert ids(answer) == [there]
    assert [(error["resource_id"], error["title"]) for error in answer.json()["errors"]] == [
        (gone, "Not Found Error"),
        (hidden, "Authorization Error"),
        ("7", "Not Found Error"),
    ]


def test_everything_missing_has_no_data(api):
    answer = api.get("/2/tweets", ids="7").json()

    assert "data" not in answer
    assert answer["errors"][0]["type"] == "https://api.twitter.com/2/problems/resource-not-found"


def test_accounts_tell_whether_they_take_our_messages(api, world):
    world.add_user("alice", "Alice")
    world.add_user("bob", "Bob", receives_dm=False)

    told = {
        name: api.get(f"/2/users/by/username/{name}", user_fields="receives_your_dm").json()["data"]
        for name in ("Alice", "bob")
    }

    assert told["Alice"]["receives_your_dm"] is True
    assert told["bob"]["receives_your_dm"] is False
    assert api.get("/2/users/by/username/nobody").json()["errors"][0]["resource_type"] == "user"


def test_a_suspended_account_is_not_given(api, world):
    world.add_user("alice", "Alice")
    world.suspend("alice")

    answer = api.get("/2/users/by/username/alice").json()

    assert "data" not in answer
    assert answer["errors"][0]["title"] == "Forbidden"


def test_replies_and_reposts_can_be_left_out_of_a_timeline(api, world):
    plain = world.post("servicenord", "Ouvert.")
    reply = world.post("servicenord", "Oui.", reply_to=world.post("alice", "?", reply_to=plain))
    repost = world.repost("servicenord", world.post("bob", "avis"))
    path = f"/2/users/{api.us}/tweets"

    assert ids(api.get(path)) == [repost, reply, plain]
    assert ids(api.get(path, exclude="replies")) == [repost, plain]
    assert ids(api.get(path, exclude="replies,retweets")) == [plain]


def test_metrics_count_what_refers_to_any_version_of_a_post(api, world):
    post = world.post("servicenord", "Ouvret.")
    world.post("alice", "merci", reply_to=post)
    edited = world.edit(post, "Ouvert.")
    world.edit(world.post("bob", "ah", reply_to=edited), "Ah!")
    world.delete(world.post("carol", "non", reply_to=post))
    world.post("dan", "tiens", quotes=edited)
    world.repost("erin", edited)

    (shown,) = api.get(f"/2/users/{api.us}/tweets", tweet_fields="public_metrics").json()["data"]

    counted = {name: count for name, count in shown["public_metrics"].items() if count}
    assert counted == {"reply_count": 2, "quote_count": 1, "retweet_count": 1}


# Searching -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("delai", {"accent", "reply"}),
        ("DÉLAI", {"accent", "reply"}),
        ('"long delai"', {"accent"}),
        ('"delai long"', set()),
        ("delai long", {"accent"}),
        ("delai OR passport", {"accent", "reply", "english", "quote"}),
        ("delai -long", {"reply"}),
        ("delai lang:fr", {"accent"}),
        ("(delai OR passport) lang:en", {"english", "quote"}),
        ("passport -is:quote", {"english"}),
        ("passport is:quote", {"quote"}),
        ("delai is:reply", {"reply"}),
        ("@servicenord", {"mention"}),
        ("servicenord", {"mention", "plain name"}),
        ("#passport", {"quote"}),
        ("from:alice", {"accent"}),
        ("to:alice", {"reply"}),
        ("delai -from:alice", {"reply"}),
        ("from:alice OR from:bob passport", {"accent", "english"}),
        ("is:retweet bureau", {"repost"}),
        ("bureau", {"repost", "reposted"}),
        ("bureau -is:retweet", {"reposted"}),
    ],
)
def test_search_finds(api, world, query, found):
    posts = {
        "accent": world.post("alice", "Un long délai!", language="fr"),
        "english": world.post("bob", "My passport is late", language="en"),
        "mention": world.post("carol", "@servicenord allo", language="fr"),
        "plain name": world.post("dan", "Service? servicenord!", language="en"),
        "reposted": world.post("erin", "Le bureau ferme", language="fr"),
    }
    posts["reply"] = world.post("bob", "délai aussi", reply_to=posts["accent"])
    posts["quote"] = world.post("dan", "again #passport", quotes=posts["english"], language="en")
    posts["repost"] = world.repost("gina", posts["reposted"])

    answer = api.search(query, max_results=100)

    names = {post_id: name for name, post_id in posts.items()}
    assert {names[post_id] for post_id in ids(answer)} == found


def test_search_finds_a_conversation(api, world):
    root = world.post("alice", "un")
    answer = world.post("bob", "deux", reply_to=world.post("carol", "et", reply_to=root))
    world.post("dan", "un autre")

    found = api.search(f"from:bob conversation_id:{root}")

    assert ids(found) == [answer]


@pytest.mark.parametrize(
    "query",
    [
        "lang:fr",
        "-delai",
        "is:retweet",
        "delai -(long OR court)",
        '"delai',
        "(delai",
        "delai)",
        "delai OR",
        "OR delai",
        "near:here delai",
        "is:nullcast delai",
        "!!!",
        "   ",
        "a" * 513,
    ],
)
def test_search_refuses(api, query):
    assert api.search(query).status_code == 400


def test_search_reaches_back_seven_days(api, world):
    old = world.post("alice", "délai", at=NOW - timedelta(days=7, minutes=1))
    new = world.post("alice", "délai", at=NOW - timedelta(days=6, hours=23))

    assert ids(api.search("delai")) == [new]
    assert api.search("delai", since_id=old).status_code == 400
    assert api.search("delai", start_time="2026-09-01T00:00:00Z").status_code == 400
    assert api.search("delai", end_time="2026-09-14T15:29:55Z").status_code == 400
    assert api.search("delai", since_id=new, start_time="2026-09-14T00:00:00Z").status_code == 400


def test_counts_add_up_by_day(api, world):
    for days in (0, 0, 2, 8):
        world.post("alice", "délai", at=NOW - timedelta(days=days))

    counts = api.get("/2/tweets/counts/recent", query="delai", granularity="day").json()

    assert [bucket["tweet_count"] for bucket in counts["data"]] == [0, 0, 0, 0, 0, 1, 0, 2]
    assert counts["meta"]["total_tweet_count"] == 3


# Acting ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["mention", "quote", "reply to us", "our own"])
def test_a_reply_to_whom_summoned_us_is_published(api, world, how):
    ours = world.post("servicenord", "Ouvert.")
    parent = {
        "mention": lambda: world.post("alice", "@ServiceNord allo"),
        "quote": lambda: world.post("alice", "ah bon", quotes=ours),
        "reply to us": lambda: world.post("alice", "merci", reply_to=ours),
        "our own": lambda: ours,
    }[how]()

    answer = api.create("Bonjour.", reply_to=parent)

    assert answer.status_code == 201
    (reply,) = world.replies_of("servicenord")
    assert (reply.id, reply.reply_to) == (answer.json()["data"]["id"], parent)
    assert reply.conversation_id == world.post_of(parent).conversation_id


def test_a_reply_to_whom_did_not_summon_us_is_refused(api, world):
    parent = world.post("alice", "Service Nord est lent")

    answer = api.create("Bonjour.", reply_to=parent)

    assert answer.status_code == 403
    assert "not been mentioned" in answer.json()["detail"]
    assert world.replies_of("servicenord") == []


def test_an_edit_that_no_longer_names_us_withdraws_the_summons(api, world):
    parent = world.post("alice", "@servicenord allo")
    edited = world.edit(parent, "allo")

    assert api.create("Bonjour.", reply_to=parent).status_code == 403
    assert api.create("Bonjour.", reply_to=edited).status_code == 403


def test_x_adds_no_mention_that_is_written_or_excluded(api, world):
    bob = world.add_user("bob", "Bob")
    parent = world.post("alice", "@servicenord @bob allo")

    written = api.create("@Alice bonjour.", reply_to=parent).json()["data"]["text"]
    reply = {"in_reply_to_tweet_id": parent, "exclude_reply_user_ids": [bob]}
    excluded = api.create("Bonjour.", reply=reply).json()["data"]["text"]

    assert written == "@bob @Alice bonjour."
    assert excluded == "@alice Bonjour."


def test_a_reply_opens_with_the_mentions_x_adds(api, world):
    world.add_user("bob", "Bob")
    parent = world.post("alice", "@servicenord @bob @nobody allo")

    answer = api.create("Bonjour & merci.", reply_to=parent)

    assert answer.json()["data"]["text"] == "@alice @bob Bonjour &amp; merci."
    (shown,) = api.get(f"/2/users/{api.us}/tweets", tweet_fields="display_text_range").json()["data"]
    assert shown["text"][shown["display_text_range"][0] :] == "Bonjour &amp; merci."


@pytest.mark.parametrize("gone", ["deleted", "suspended", "protected", "never there"])
def test_a_reply_to_what_is_gone_is_refused(api, world, gone):
    parent = world.post("alice", "@servicenord allo")
    match gone:
        case "deleted":
            world.delete(parent)
        case "suspended":
            world.suspend("alice")
        case "protected":
            world.protect("alice")
        case _:
            parent = "7"

    answer = api.create("Bonjour.", reply_to=parent)

    assert answer.status_code == 403
    assert "deleted or not visible" in answer.json()["detail"]


def test_the_same_text_twice_is_refused_until_the_first_is_deleted(api, world):
    parent = world.post("alice", "@servicenord allo")
    first = api.create("Bonjour.", reply_to=parent).json()["data"]["id"]

    twice = api.create("Bonjour.", reply_to=parent)
    api.send("DELETE", f"/2/tweets/{first}")
    again = api.create("Bonjour.", reply_to=parent)

    assert twice.status_code == 403
    assert "duplicate" in twice.json()["detail"]
    assert again.status_code == 201


def test_length_is_x_weighted_and_leaves_out_the_opening_mentions(api, world):
    parent = world.post("alice", "@servicenord allo")

    assert api.create("a" * 280, reply_to=parent).status_code == 201
    assert api.create("b" * 279 + "…", reply_to=parent).status_code == 400
    assert api.create("c" * 250 + " https://example.org/" + "x" * 200, reply_to=parent).status_code == 201


def test_the_message_button_is_kept(api, world):
    parent = world.post("alice", "@servicenord allo")
    link = f"https://twitter.com/messages/compose?recipient_id={api.us}"

    assert api.create("Bonjour.", reply_to=parent, direct_message_deep_link=link).status_code == 201
    assert world.replies_of("servicenord")[0].dm_link == link


def test_only_our_own_posts_can_be_deleted(api, world):
    theirs = world.post("alice", "@servicenord allo")

    assert api.send("DELETE", f"/2/tweets/{theirs}").status_code == 403
    assert not world.latest(theirs).deleted


def test_replies_can_be_hidden_in_our_conversations_only(api, world):
    ours = world.post("servicenord", "Ouvert.")
    rude = world.post("alice", "!", reply_to=ours)
    elsewhere = world.post("alice", "@servicenord !", reply_to=world.post("bob", "allo"))

    assert api.send("PUT", f"/2/tweets/{rude}/hidden", {"hidden": True}).json() == {"data": {"hidden": True}}
    assert world.latest(rude).hidden
    assert api.send("PUT", f"/2/tweets/{rude}/hidden", {"hidden": False}).json() == {"data": {"hidden": False}}
    assert not world.latest(rude).hidden
    assert api.send("PUT", f"/2/tweets/{elsewhere}/hidden", {"hidden": True}).status_code == 403
    assert api.send("PUT", f"/2/tweets/{rude}/hidden", {"hidden": "yes"}).status_code == 400


def test_a_token_that_only_reads_changes_nothing_and_every_answer_tells_what_it_may(api, world):
    parent = world.post("alice", "@servicenord allo")
    api.session.headers["Authorization"] = 'OAuth oauth_token="t", oauth_signature="s"'
    world.access_level = "read"

    told = api.mentions().headers["x-access-level"]
    refused = api.create("Bonjour.", reply_to=parent)

    assert told == "read"
    assert refused.status_code == 403
    assert refused.json()["type"].endswith("/oauth1-permissions")
    assert world.replies_of("servicenord") == []


@pytest.mark.parametrize("path", ["/2/usage/tweets", "/2/webhooks", "/2/compliance/jobs"])
def test_what_concerns_the_app_is_told_to_its_bearer_token_alone(api, path):
    api.session.headers["Authorization"] = 'OAuth oauth_token="t", oauth_signature="s"'

    assert api.get(path).json()["type"].endswith("/unsupported-authentication")


# Compliance, webhooks ----------------------------------------------------------------------------


def test_a_job_tells_what_became_of_each_post(api, world, clock):
    there, gone, edited = (world.post("alice", text) for text in ("un", "deux", "trois"))
    suspended, protected = world.post("bob", "quatre"), world.post("carol", "cinq")
    world.delete(gone)
    newer = world.edit(edited, "trois!")
    world.suspend("bob")
    world.protect("carol")
    job = api.job()

    assert api.upload(job, there, gone, edited, newer, suspended, protected, "7", "x").status_code == 200
    results = api.results(job)

    reasons = {post_id: result.get("reason") for post_id, result in results.items()}
    assert reasons == {
        gone: "deleted",
        edited: "edited",
        suspended: "suspended",
        protected: "protected",
        "7": "deleted",
        "x": None,
    }
    assert results[edited]["action"] == "rehydrate"
    assert results["x"] == {"id": "x", "error": "invalid_id"}
    assert {results[post_id]["action"] for post_id in (gone, suspended, protected, "7")} == {"delete"}


def test_a_job_goes_through_its_states_and_its_addresses_run_out(api, world, clock):
    def state(job) -> str:
        return api.get(f"/2/compliance/jobs/{job['id']}").json()["data"]["status"]

    world.jobs.takes = timedelta(minutes=5)
    first = api.job()
    clock.advance(minutes=15)
    too_late = (state(first), api.upload(first, "1").status_code)
    second = api.job()
    states = [state(second)]
    api.upload(second, "1")
    states.append(state(second))
    early = api.session.get(second["download_url"], timeout=5).status_code
    clock.advance(minutes=5)
    states.append(state(second))
    found = set(api.results(second))
    clock.advance(days=7)

    assert too_late == ("expired", 403)
    assert states == ["created", "in_progress", "complete"]
    assert (early, found) == (403, {"1"})
    assert state(second) == "expired"
    assert api.session.get(second["download_url"], timeout=5).status_code == 403


def test_there_is_one_job_at_a_time(api):
    job = api.job()

    assert api.send("POST", "/2/compliance/jobs", {"type": "tweets"}).status_code == 409
    api.upload(job, "1")
    assert api.send("POST", "/2/compliance/jobs", {"type": "tweets"}).status_code == 200
    assert api.get("/2/compliance/jobs", type="tweets").json()["meta"] == {"result_count": 2}
    assert ids(api.get("/2/compliance/jobs", type="tweets", status="complete")) == [job["id"]]


def test_a_file_is_taken_with_its_own_token_once(api):
    job = api.job()

    assert api.send("PUT", f"/2/compliance/jobs/{job['id']}/upload?token=other").status_code == 401
    assert api.upload(job, "1").status_code == 200
    assert api.upload(job, "2").status_code == 403
    assert requests.get(job["download_url"], timeout=5).status_code == 401


@pytest.mark.parametrize("body", [{}, {"type": "users"}, {"type": "tweets", "colour": "red"}])
def test_a_job_of_another_kind_is_refused(api, body):
    assert api.send("POST", "/2/compliance/jobs", body).status_code == 400


def test_webhooks_are_listed(api, world):
    empty = api.get("/2/webhooks").json()
    world.webhooks.register("https://smbot.example.org/webhooks/x", valid=False)

    assert empty == {"meta": {"result_count": 0}}
    assert [one["valid"] for one in api.get("/2/webhooks").json()["data"]] == [False]


def test_deliveries_tell_of_what_concerns_our_account_and_of_nothing_else(world, clock):
    ours = world.post("servicenord", "Ouvert.")
    to_us = world.post("alice", "@servicenord è️🚢?")
    world.post("alice", "ailleurs")
    quote = world.post("bob", "ah bon", quotes=ours)
    repost = world.repost("carol", ours)
    edited = world.edit(to_us, "@servicenord à!")
    world.delete(to_us)
    world.delete(ours)

    events = [json.loads(delivery.body) for delivery in world.webhooks.take()]

    created = [event["tweet_create_events"][0]["id_str"] for event in events if "tweet_create_events" in event]
    deleted = [event["tweet_delete_events"][0]["status"] for event in events if "tweet_delete_events" in event]
    assert created == [ours, to_us, quote, repost, edited]
    assert deleted == [{"id": ours, "user_id": world.us.id}]
    assert {event["for_user_id"] for event in events} == {world.us.id}
    assert world.webhooks.take() == []


def test_a_delivered_post_is_in_the_older_shape_and_cut_when_it_is_long(world):
    ours = world.post("servicenord", "Ouvert.")
    world.add_user("bob", "Bob")
    world.post("alice", "@bob " + "long et long " * 20 + "@servicenord https://example.org/a", reply_to=ours)

    _, delivery = world.webhooks.take()
    (post,) = json.loads(delivery.body)["tweet_create_events"]

    assert post["truncated"]
    assert len(post["text"]) <= 141
    assert post["entities"]["user_mentions"] == []
    whole = post["extended_tweet"]
    assert whole["full_text"].startswith("@bob long et long")
    assert [one["screen_name"] for one in whole["entities"]["user_mentions"]] == ["bob", "servicenord"]
    assert whole["entities"]["urls"][0]["expanded_url"] == "https://example.org/a"
    assert (post["in_reply_to_status_id_str"], post["in_reply_to_user_id_str"]) == (ours, world.us.id)
    assert post["created_at"] == "Mon Sep 14 15:30:00 +0000 2026"
    assert delivery.body.isascii()


def test_messages_arrive_where_they_are_taken(api, world):
    alice, bob = world.add_user("alice", "Alice"), world.add_user("bob", "Bob")
    world.close_messages("bob")

    assert api.message(alice, "Bonjour.").status_code == 201
    assert api.message(bob, "Bonjour.").status_code == 403
    assert api.message("7", "Bonjour.").status_code == 403
    assert [message.text for message in world.messages_to("alice")] == ["Bonjour."]
    assert world.messages_to("bob") == []


def test_what_we_publish_shows_in_reads_after_the_lag(api, world, clock):
    world.read_lag = timedelta(seconds=5)
    parent = world.post("alice", "@servicenord allo")
    published = api.create("Bonjour.", reply_to=parent).json()["data"]["id"]

    before = ids(api.get(f"/2/users/{api.us}/tweets"))
    clock.advance(seconds=5)
    after = ids(api.get(f"/2/users/{api.us}/tweets"))

    assert (before, after) == ([], [published])


# Money and limits ------------------------------------------------------------------------------


def test_each_act_costs_what_x_asks(api, world, clock):
    parent = world.post("alice", "@servicenord allo")
    ours = world.post("servicenord", "Ouvert.")
    rude = world.post("alice", "!", reply_to=ours)

    def cost(act) -> int:
        before = world.spent_micros
        assert act().ok
        return world.spent_micros - before

    assert cost(api.mentions) == 2 * 1_000
    assert cost(api.mentions) == 0
    assert cost(lambda: api.search("allo")) == 0
    clock.advance(days=1)
    assert cost(lambda: api.search("allo")) == 5_000
    assert cost(lambda: api.get("/2/users/by/username/alice")) == 10_000
    assert cost(lambda: api.create("Bonjour.", reply_to=parent)) == 10_000
    assert cost(lambda: api.create("Avis.")) == 15_000
    assert cost(lambda: api.create("Voir https://example.org/", reply_to=parent)) == 200_000
    assert cost(lambda: api.send("PUT", f"/2/tweets/{rude}/hidden", {"hidden": True})) == 5_000
    assert cost(lambda: api.message(world.user_named("alice").id, "Bonjour.")) == 15_000
    assert api.get("/2/usage/tweets").json()["data"]["project_usage"] == 3


def test_calls_are_blocked_once_the_spending_limit_is_reached(api, world):
    world.post("alice", "@servicenord allo")
    world.spending_limit_micros = 1_000

    assert api.mentions().status_code == 200
    blocked = api.mentions()

    assert blocked.status_code == 402
    assert blocked.json()["type"] == "https://api.twitter.com/2/problems/credits"


def test_limits_are_told_and_not_enforced_unless_asked(api):
    for _ in range(20):
        answer = api.message(api.us, "Bonjour.")

    assert answer.status_code == 400
    assert answer.headers["x-rate-limit-limit"] == "15"
    assert answer.headers["x-rate-limit-remaining"] == "1"
    assert int(answer.headers["x-rate-limit-reset"]) == datetime(2026, 9, 14, 15, 45, tzinfo=UTC).timestamp()


def test_limits_that_are_enforced_end_with_the_window(world, clock):
    alice = world.add_user("alice", "Alice")
    with XServer(world, enforce_limits=True) as server:
        api = Api(server)
        codes = [api.message(alice, f"Bonjour {number}.").status_code for number in range(16)]
        clock.advance(minutes=15)
        after = api.message(alice, "Bonjour encore.").status_code
        api.session.close()

    assert codes == [201] * 15 + [429]
    assert after == 201
    assert len(world.messages_to("alice")) == 16


def test_calls_are_counted_by_endpoint(api, world):
    api.mentions()
    api.mentions()
    api.search("a")

    assert world.calls == {MENTIONS: 2, SEARCH: 1}


# Faults ----------------------------------------------------------------------------------------

REFUSED = {
    Fault.RATE_LIMITED: 429,
    Fault.RATE_LIMITED_WITHOUT_RESET: 429,
    Fault.USAGE_CAPPED: 429,
    Fault.CREDITS_DEPLETED: 402,
    Fault.UNAUTHORIZED: 401,
    Fault.FORBIDDEN: 403,
    Fault.NOT_FOUND: 404,
    Fault.SERVER_ERROR: 500,
    Fault.UNAVAILABLE: 503,
}


@pytest.mark.parametrize("fault", REFUSED)
def test_an_ordered_refusal_comes_once_and_nothing_is_done(api, world, server, fault):
    parent = world.post("alice", "@servicenord allo")
    server.faults.next(CREATE, fault)

    answer = api.create("Bonjour.", reply_to=parent)

    assert answer.status_code == REFUSED[fault]
    assert {"type", "title"} <= set(answer.json())
    assert world.replies_of("servicenord") == []
    assert api.create("Bonjour.", reply_to=parent).status_code == 201


def test_a_429_tells_its_reset_unless_told_not_to(api, server):
    server.faults.next(SEARCH, Fault.RATE_LIMITED, Fault.RATE_LIMITED_WITHOUT_RESET, Fault.USAGE_CAPPED)

    told, untold, capped = (api.search("a") for _ in range(3))

    assert told.headers["x-rate-limit-remaining"] == "0"
    assert "x-rate-limit-reset" in told.headers
    for answer in (untold, capped):
        assert not [name for name in answer.headers if name.lower().startswith("x-rate")]
    assert capped.json()["type"].endswith("/usage-capped")


def test_html_with_status_200_does_nothing(api, world, server):
    parent = world.post("alice", "@servicenord allo")
    server.faults.next(CREATE, Fault.HTML)

    answer = api.create("Bonjour.", reply_to=parent)

    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/html")
    assert world.replies_of("servicenord") == []


def test_a_reset_before_does_nothing(api, world, server):
    parent = world.post("alice", "@servicenord allo")
    server.faults.next(CREATE, Fault.RESET_BEFORE)

    with pytest.raises(requests.ConnectionError):
        api.create("Bonjour.", reply_to=parent)

    assert world.replies_of("servicenord") == []


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER_COMMIT, Fault.BROKEN_OFF])
def test_a_connection_lost_after_the_commit_leaves_the_post(api, world, server, fault):
    parent = world.post("alice", "@servicenord allo")
    server.faults.next(CREATE, fault)

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        api.create("Bonjour.", reply_to=parent)

    assert len(world.replies_of("servicenord")) == 1


def test_a_500_after_the_commit_leaves_the_post(api, world, server):
    parent = world.post("alice", "@servicenord allo")
    server.faults.next(CREATE, Fault.ERROR_AFTER_COMMIT)

    assert api.create("Bonjour.", reply_to=parent).status_code == 500
    assert len(world.replies_of("servicenord")) == 1


def test_a_refusal_comes_before_a_commit_that_would_be_lost(api, world, server):
    parent = world.post("alice", "no mention")
    server.faults.next(CREATE, Fault.DROP_AFTER_COMMIT)

    assert api.create("Bonjour.", reply_to=parent).status_code == 403


def test_truncated_json_has_the_right_length_and_is_not_json(api, server):
    server.faults.next(SEARCH, Fault.TRUNCATED_JSON)

    answer = api.search("a")

    assert len(answer.content) == int(answer.headers["Content-Length"])
    with pytest.raises(json.JSONDecodeError):
        json.loads(answer.content)


def test_a_slow_body_defeats_a_time_limit_between_bytes(api, server):
    server.faults.next(SEARCH, Fault.SLOW_BODY)
    began = time.monotonic()

    answer = api.search("a", timeout=0.2)

    assert answer.elapsed < timedelta(seconds=0.35)  # the headers came at once
    assert time.monotonic() - began >= 0.4
    assert answer.json() == {"meta": {"result_count": 0}}


def test_a_slow_answer_is_carried_out_after_the_caller_gave_up(api, world, server):
    parent = world.post("alice", "@servicenord allo")
    server.faults.next(CREATE, Fault.SLOW_TO_HANDLE)

    with pytest.raises(requests.Timeout):
        api.create("Bonjour.", reply_to=parent, timeout=0.1)
    at_once = len(world.replies_of("servicenord"))
    threading.Event().wait(0.6)

    assert at_once == 0
    assert len(world.replies_of("servicenord")) == 1


def test_one_item_of_a_good_page_is_malformed(api, world, server):
    for number in range(5):
        world.post("alice", f"@servicenord {number}")
    server.faults.next(MENTIONS, Fault.MALFORMED_ITEM)

    items = api.mentions().json()["data"]

    assert [item["id"] is None for item in items] == [False, False, True, False, False]
    assert "text" not in items[2]


def test_faults_come_in_order_and_to_their_endpoint_only(api, server):
    server.faults.next(SEARCH, Fault.SERVER_ERROR, None, Fault.UNAUTHORIZED)

    assert api.mentions().status_code == 200
    assert [api.search("a").status_code for _ in range(4)] == [500, 200, 401, 200]


def test_a_fault_that_cannot_befall_is_refused(server):
    with pytest.raises(ValueError, match="no endpoint"):
        server.faults.next("GET /2/nothing", Fault.HTML)
    with pytest.raises(ValueError, match="does not suit"):
        server.faults.next(SEARCH, Fault.DROP_AFTER_COMMIT)
    with pytest.raises(ValueError, match="does not suit"):
        server.faults.next(CREATE, Fault.MALFORMED_ITEM)


def test_a_fault_plan_repeats_and_keeps_its_rates():
    rates = {Fault.DROP_AFTER_COMMIT: 0.1, Fault.SERVER_ERROR: 0.2}

    def draw(seed: int) -> list[Fault | None]:
        plan = FaultPlan(seed, rates)
        drawn = []
        for _ in range(5_000):
            plan.draw(SEARCH)
            drawn.append(plan.draw(CREATE))
        return drawn

    drawn = draw(7)

    assert drawn == draw(7)
    assert drawn != draw(8)
    assert 400 < drawn.count(Fault.DROP_AFTER_COMMIT) < 600
    assert 850 < drawn.count(Fault.SERVER_ERROR) < 1_150
    assert all(FaultPlan(1, {Fault.DROP_AFTER_COMMIT: 1.0}).draw(SEARCH) is None for _ in range(10))
    with pytest.raises(ValueError, match="rates"):
        FaultPlan(1, {Fault.HTML: 0.7, Fault.SERVER_ERROR: 0.7})


def test_a_fault_plan_draws_for_an_endpoint_whatever_the_others_do():
    alone, among_others = (FaultPlan(7, {Fault.SERVER_ERROR: 0.5}) for _ in range(2))

    expected = [alone.draw(CREATE) for _ in range(50)]
    drawn = []
    for _ in range(50):
        among_others.draw(SEARCH)
        drawn.append(among_others.draw(CREATE))

    assert drawn == expected


def test_a_plan_in_place_strikes(api, server):
    server.faults.plan = FaultPlan(1, {Fault.SERVER_ERROR: 1.0})

    assert api.search("a").status_code == 500


# The whole -------------------------------------------------------------------------------------


def test_many_callers_at_once_lose_nothing(server, world):
    parents = [world.post(f"person{number}", "@servicenord allo") for number in range(40)]

    def answer(some: list[str]) -> None:
        api = Api(server)
        for parent in some:
            assert api.create("Bonjour.", reply_to=parent).status_code == 201
        api.session.close()

    threads = [threading.Thread(target=answer, args=(parents[start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    replies = world.replies_of("servicenord")
    assert sorted(reply.reply_to or "" for reply in replies) == sorted(parents)
    assert len({reply.id for reply in replies}) == 40


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(ENDPOINTS)),
    part=st.one_of(st.text(max_size=20), st.from_regex(r"[0-9]{1,25}", fullmatch=True)),
    query=st.dictionaries(
        st.sampled_from(["query", "ids", "max_results", "since_id", "start_time", "end_time", "expansions"]),
        st.one_of(st.text(max_size=30), st.sampled_from(['a "', "((", "2026-09-14T15:30:00Z", "9" * 19])),
    ),
    body=st.one_of(
        st.binary(max_size=20), st.dictionaries(st.sampled_from(["text", "reply", "hidden"]), st.integers())
    ),
)
def test_no_request_makes_the_server_crash(name, part, query, body):
    server = XServer(XWorld(FrozenClock(NOW)))
    method, template = name.split(" ")
    path = re.sub(r"\{\w+\}", lambda _: quote(part, safe=""), template)
    target = path + "?" + urlencode(query)
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    reply = server.handle(method, target, {"authorization": "Bearer token"}, raw)
    server.close()

    assert reply.status in (200, 400, 401, 403, 404)


def test_a_world_is_loaded_from_written_posts(clock):
    posts = [
        {
            "author": "servicenord",
            "name": "Service Nord",
            "text": "Ouvert.",
            "minutes_ago": 90,
            "language": "fr",
        },
        {"author": "alice", "name": "Alice A.", "text": "Enfin!", "minutes_ago": 30.5, "reply_to": 0},
    ]

    world = load_world(posts, clock)

    newest, oldest = world.timeline(lambda post: True)
    assert (newest.reply_to, newest.conversation_id) == (oldest.id, oldest.id)
    assert oldest.author_id == world.us.id
    assert newest.created_at == NOW - timedelta(minutes=30, seconds=30)
    assert world.user_named("alice").name == "Alice A."


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"text": ""}, "text"),
        ({"author": None}, "author"),
        ({"minutes_ago": -1}, "minutes_ago"),
        ({"minutes_ago": True}, "minutes_ago"),
        ({"language": "de"}, "language"),
        ({"reply_to": 0}, "reply_to"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_written_post_that_is_wrong_is_named(clock, change, named):
    good = {"author": "alice", "name": "Alice", "text": "allo", "minutes_ago": 1}

    with pytest.raises(InputError) as caught:
        load_world([good | change], clock)

    assert str(caught.value).startswith("[0]: ")
    assert named in str(caught.value)


def test_the_command_serves_it_until_interrupted():
    with socket.socket() as probe, socket.socket() as other:
        probe.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        port, beside = probe.getsockname()[1], other.getsockname()[1]
    ports = ["--port", str(port), "--facebook-port", str(beside)]
    process = subprocess.Popen([sys.executable, "-m", "smbot.cli.main", "fake-platforms", *ports])
    try:
        for _ in range(200):
            try:
                answer = requests.get(f"http://127.0.0.1:{port}/2/users/me", timeout=5)
                break
            except requests.ConnectionError:
                threading.Event().wait(0.05)
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=10)
    finally:
        process.kill()

    assert answer.status_code == 401
    assert code == 0

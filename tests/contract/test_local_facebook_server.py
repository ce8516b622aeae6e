"""The local Graph server keeps Facebook's rules, and does wrong exactly what it was told to."""

import hashlib
import hmac
import json
import re
import threading
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smbot.core.clock import FrozenClock
from smbot.core.errors import InputError
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault, FaultPlan, load_world
from smbot.testing.facebook.endpoints import ENDPOINTS
from smbot.testing.facebook.faults import REFUSALS
from smbot.testing.facebook.fields import Field, parse_fields

NOW = datetime(2026, 9, 14, 15, 30, tzinfo=UTC)
REPLY = "POST /{object}/comments"
COMMENTS = "GET /{object}/comments"
FEED = "GET /{page}/feed"


class Api:
    """A bare caller of the API: no retries, no interpretation."""

    def __init__(self, server: FacebookServer, version: str = "v26.0") -> None:
        self.server = server
        self.world = server.world
        self.token = server.world.tokens.page
        self.root = f"{server.url}/{version}"
        self.session = requests.Session()

    def get(self, path, timeout=5, **query):
        return self.session.get(self.root + path, params={"access_token": self.token} | query, timeout=timeout)

    def send(self, path, timeout=5, **form):
        return self.session.post(self.root + path, data={"access_token": self.token} | form, timeout=timeout)

    def delete(self, path):
        return self.session.delete(self.root + path, params={"access_token": self.token}, timeout=5)

    def comments(self, on, **query):
        return self.get(f"/{on}/comments", **query)

    def stream(self, on, **query):
        return self.comments(on, **{"filter": "stream", "order": "chronological"} | query)

    def reply(self, on, text, timeout=5):
        return self.send(f"/{on}/comments", timeout=timeout, message=text)

    def message(self, text="Bonjour.", form=None, **recipient):
        body = {"recipient": json.dumps(recipient), "message": json.dumps({"text": text})}
        return self.send("/me/messages", **body | (form or {}))


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock(NOW)


@pytest.fixture
def world(clock) -> FacebookWorld:
    return FacebookWorld(clock)


@pytest.fixture
def server(world) -> Iterator[FacebookServer]:
    with FacebookServer(world, slow_seconds=0.4) as server:
        yield server
    assert server.crashes == []


@pytest.fixture
def api(server) -> Iterator[Api]:
    api = Api(server)
    yield api
    api.session.close()


@pytest.fixture
def post(world) -> str:
    return world.post("Le bureau est fermé lundi.")


def ids(answer) -> list[str]:
    return [one["id"] for one in answer.json()["data"]]


def code(answer) -> tuple[int, int | None]:
    error = answer.json()["error"]
    assert error["fbtrace_id"]
    assert error["message"]
    return error["code"], error.get("error_subcode")


# Who may call, and with what -------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/me", "/v99.0/me", "/v2.8/me", "/v26/me", "/v26.0/me/nothing", "/v26.0/a/b/c"])
def test_an_unknown_path_or_version_is_refused(server, path):
    answer = requests.get(server.url + path, params={"access_token": server.world.tokens.page}, timeout=5)

    assert answer.status_code == 400
    assert code(answer) == (2500, None)


def test_a_request_without_a_token_or_with_a_made_up_one_is_refused(api):
    api.token = ""
    assert code(api.get("/me")) == (104, None)
    api.token = "EAAKmadeup"
    assert code(api.get("/me")) == (190, None)


def test_a_token_is_taken_from_the_query_the_form_or_the_header(api, server, post):
    headers = {"Authorization": f"Bearer {api.token}"}

    assert api.get("/me").ok
    assert api.reply(post, "Bonjour.").ok
    assert api.session.get(api.root + "/me", headers=headers, timeout=5).ok


@pytest.mark.parametrize("subcode", [458, 459, 460, 467])
def test_a_dead_token_tells_what_it_died_of(api, world, subcode):
    world.tokens.kill(subcode)

    assert code(api.get("/me")) == (190, subcode)


def test_a_short_token_expires_and_a_page_token_does_not(api, world, clock):
    clock.advance(days=365)

    assert api.get("/me").json()["id"] == world.page.id
    api.token = world.tokens.short_user
    assert code(api.get("/me")) == (190, 463)


def test_the_proof_is_checked_where_given_and_can_be_required(api, world):
    right, wrong = world.tokens.proof(api.token), world.tokens.proof("another")

    assert api.get("/me", appsecret_proof=right).ok
    assert code(api.get("/me", appsecret_proof=wrong)) == (100, None)
    world.tokens.proof_required = True
    assert code(api.get("/me")) == (100, None)
    assert api.get("/me", appsecret_proof=right).ok


@pytest.mark.parametrize(
    ("scope", "act", "expected"),
    [
        ("pages_read_engagement", lambda api, post: api.get("/me/feed"), 10),
        ("pages_read_user_content", lambda api, post: api.comments(post), 10),
        ("pages_manage_engagement", lambda api, post: api.reply(post, "Bonjour."), 200),
        ("pages_messaging", lambda api, post: api.message(post_id=post), 200),
        ("pages_manage_metadata", lambda api, post: api.get("/me/subscribed_apps"), 10),
    ],
)
def test_a_missing_permission_is_told_with_403(api, world, post, scope, act, expected):
    world.tokens.revoke(scope)

    answer = act(api, post)

    assert (answer.status_code, code(answer)) == (403, (expected, None))
    world.tokens.grant(scope)
    assert act(api, post).status_code != 403


def test_a_user_token_is_refused_where_the_new_pages_want_the_pages_own(api, world, post):
    api.token = world.tokens.user

    assert code(api.get(f"/{world.page.id}/feed")) == (190, 2069032)
    assert code(api.reply(post, "Bonjour.")) == (190, 2069032)
    assert world.replies_by_us() == []


def test_the_way_from_a_short_token_to_one_without_end(api, world, clock):
    def told(token):
        api.token = world.tokens.app
        return api.get("/debug_token", input_token=token).json()["data"]

    api.token = ""
    secret = {"client_id": world.tokens.app_id, "client_secret": world.tokens.app_secret}
    exchanged = api.get(
        "/oauth/access_token", grant_type="fb_exchange_token", fb_exchange_token=world.tokens.short_user, **secret
    ).json()
    api.token = exchanged["access_token"]
    (account,) = api.get("/me/accounts").json()["data"]
    world.accounts_listed = False
    assert api.get("/me/accounts").json() == {"data": []}
    (target,) = told(api.token)["granular_scopes"][0]["target_ids"]
    api.token = exchanged["access_token"]
    page = api.get(f"/{target}", fields="name,access_token").json()

    assert exchanged["expires_in"] == 60 * 86_400
    assert page["access_token"] == account["access_token"] == world.tokens.page
    assert told(exchanged["access_token"])["expires_at"] == int((NOW + timedelta(days=60)).timestamp())
    assert told(world.tokens.page)["expires_at"] == 0
    assert told(world.tokens.page)["profile_id"] == world.page.id


def test_debug_token_tells_a_dead_token_and_an_unknown_one(api, world):
    world.tokens.kill(460)
    api.token = world.tokens.app

    dead = api.get("/debug_token", input_token=world.tokens.page).json()["data"]
    unknown = api.get("/debug_token", input_token="EAAKmadeup").json()["data"]

    assert (dead["is_valid"], dead["error"]["subcode"], dead["scopes"]) == (False, 460, [])
    assert (unknown["is_valid"], unknown["error"]["code"]) == (False, 190)


def test_a_wrong_secret_gets_no_token(api, world):
    answer = api.get("/oauth/access_token", client_id=world.tokens.app_id, client_secret="wrong")

    assert code(answer) == (101, None)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/me/feed", {"limit": "101"}),
        ("/me/feed", {"limit": "ten"}),
        ("/me/feed", {"after": "%%%"}),
        ("/me/feed", {"since": "yesterday-ish"}),
        ("/me/feed", {"fields": "id,colour"}),
        ("/{post}/comments", {"filter": "all"}),
        ("/{post}/comments", {"order": "ranked"}),
        ("/{post}/comments", {"fields": "from{id},recommendation_type"}),
        ("/me/conversations", {"platform": "instagram"}),
        ("/", {"ids": ""}),
        ("/{post}9", {}),
    ],
)
def test_a_bad_parameter_is_refused_with_code_100(api, post, path, query):
    answer = api.get(path.format(post=post), **query)

    assert answer.status_code == 400
    assert code(answer)[0] == 100


@pytest.mark.parametrize("fields", ["id,{", "from{id", "a}b", "id,,", "{" * 99, "a" + "{a" * 20 + "}" * 20])
def test_fields_that_cannot_be_read_are_refused(api, fields):
    assert code(api.get("/me/feed", fields=fields)) == (2500, None)


NAMES = st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
ASKED = st.recursive(
    st.builds(Field, name=NAMES, modifiers=st.dictionaries(NAMES.filter(lambda name: name != "fields"), NAMES)),
    lambda inner: st.builds(Field, name=NAMES, fields=st.lists(inner, min_size=1, max_size=3).map(tuple)),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(fields=st.lists(ASKED, max_size=4).map(tuple))
def test_fields_that_are_written_out_are_read_alike(fields):
    assert parse_fields(",".join(map(str, fields))) == fields


# Reading ---------------------------------------------------------------------------------------


def test_the_feed_has_our_posts_visitors_and_those_that_tag_us_newest_first(api, world, clock):
    there = []
    for act in (lambda: world.post("un"), lambda: world.visitor_post("alice", "deux"), lambda: world.tag("bob", "@")):
        clock.advance(seconds=1)
        there.append(act())
    world.review("carol", "Bon service")

    ours, visitor, tagged = there

    assert ids(api.get("/me/feed")) == [tagged, visitor, ours]
    assert ids(api.get("/me/visitor_posts")) == [visitor]
    assert ids(api.get("/me/tagged")) == [tagged]


def test_only_fields_that_were_asked_for_are_given(api, world, post):
    world.comment("amelie", post, "Et mon passeport?")

    plain = api.comments(post).json()["data"][0]
    asked = api.comments(post, fields="message,from{name},comment_count,attachment").json()["data"][0]

    assert set(plain) == {"created_time", "from", "message", "id"}
    assert plain["created_time"] == "2026-09-14T15:30:00+0000"
    assert set(asked) == {"message", "from", "comment_count", "id"}
    assert asked["from"] == {"name": "amelie", "id": world.person_named("amelie").id}


def test_nested_fields_with_modifiers_are_given_in_one_call(api, world, post):
    first = world.comment("amelie", post, "un")
    answer = world.comment("bob", first, "deux")
    fields = "message,comments.filter(stream).order(chronological).limit(1){id,parent{id}}"

    (shown,) = api.get("/me/feed", fields=fields).json()["data"]

    assert [one["id"] for one in shown["comments"]["data"]] == [first]
    follow = requests.get(shown["comments"]["paging"]["next"], timeout=5).json()
    assert follow["data"] == [{"id": answer, "parent": {"id": first}}]


def test_who_hides_their_name_comes_without_from(api, world, post):
    world.add_person("amelie", "Amélie B.", hides_name=True)
    world.comment("amelie", post, "Bonjour")

    (shown,) = api.comments(post, fields="from,message").json()["data"]

    assert "from" not in shown


def test_answers_come_with_filter_stream_only(api, world, post):
    first = world.comment("amelie", post, "un")
    answer = world.comment("bob", first, "deux")
    deeper = world.comment("carl", answer, "trois")
    filtered = world.comment("spam", post, "achetez", filtered=True)

    assert ids(api.comments(post)) == [first]
    assert ids(api.stream(post)) == [first, answer, deeper, filtered]
    assert ids(api.stream(first)) == [answer, deeper]
    parents = api.stream(post, fields="parent{id}").json()["data"]
    assert [one.get("parent", {}).get("id") for one in parents] == [None, first, first, None]


def test_orders_are_chronological_or_reverse_or_nobodys(api, world, post, clock):
    there = []
    for number in range(8):
        clock.advance(seconds=1)
        there.append(world.comment("amelie", post, f"{number}"))

    assert ids(api.stream(post)) == there
    assert ids(api.stream(post, order="reverse_chronological")) == there[::-1]
    ranked = ids(api.comments(post))
    assert sorted(ranked) == sorted(there)
    assert ranked not in (there, there[::-1])


@pytest.mark.parametrize("since", ["1789399800", "2026-09-14T15:30:00+0000", "2026-09-14T15:30:00"])
def test_since_leaves_out_what_is_older(api, world, post, since):
    world.comment("amelie", post, "avant", at=NOW - timedelta(seconds=1))
    at, after = world.comment("amelie", post, "à"), world.comment("bob", post, "après", at=NOW + timedelta(seconds=9))

    assert ids(api.stream(post, since=since)) == [at, after]


def test_pages_stay_in_step_while_the_world_changes(api, world, post):
    there = [world.comment("amelie", post, f"{number}") for number in range(7)]

    page = api.stream(post, limit=3).json()
    seen = [one["id"] for one in page["data"]]
    world.delete(there[2])
    while "next" in page["paging"]:
        world.comment("bob", post, "plus vieux", at=NOW - timedelta(days=1))
        page = api.stream(post, limit=3, after=page["paging"]["cursors"]["after"]).json()
        seen += [one["id"] for one in page["data"]]

    assert seen == there


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(0, 30), size=st.integers(1, 12), order=st.sampled_from(["chronological", None]))
def test_pages_hold_every_comment_once_and_lead_back(clock, count, size, order):
    world = FacebookWorld(clock)
    post = world.post("un")
    there = [world.comment("amelie", post, f"{number}") for number in range(count)]
    query = {"limit": size} | ({"order": order} if order else {})
    with FacebookServer(world) as server:
        api = Api(server)
        page = api.comments(post, **query).json()
        pages = [page["data"]]
        while address := page.get("paging", {}).get("next"):
            page = api.session.get(address, timeout=5).json()
            pages.append(page["data"])
        back = [page["data"]]
        while address := page.get("paging", {}).get("previous"):
            page = api.session.get(address, timeout=5).json()
            back.insert(0, page["data"])
        api.session.close()

    seen = [one["id"] for page in pages for one in page]
    assert sorted(seen) == sorted(there)
    assert [one["id"] for page in back for one in page] == seen


def test_an_empty_edge_has_no_paging_and_the_last_page_no_next(api, world, post):
    assert api.comments(post).json() == {"data": []}
    world.comment("amelie", post, "un")
    assert set(api.comments(post).json()["paging"]) == {"cursors"}


def test_a_cursor_of_another_edge_is_refused(api, world, post):
    for number in range(2):
        world.visitor_post("alice", f"{number}")
    cursor = api.get("/me/feed", limit=1).json()["paging"]["cursors"]["after"]

    assert code(api.get("/me/visitor_posts", after=cursor)) == (100, None)


def test_the_token_is_in_the_next_address_only_where_it_was_in_the_address(api, world, post):
    for number in range(2):
        world.comment("amelie", post, f"{number}")

    in_query = api.comments(post, limit=1).json()["paging"]["next"]
    headers = {"Authorization": f"Bearer {api.token}"}
    in_header = api.session.get(f"{api.root}/{post}/comments?limit=1", headers=headers, timeout=5).json()["paging"][
        "next"
    ]

    assert parse_qs(urlsplit(in_query).query)["access_token"] == [api.token]
    assert "access_token" not in in_header


def test_facebook_sdk_pages_by_cursor_and_fails_where_next_has_no_token(api, server, world, post, monkeypatch):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its regular expression warns when it is compiled for the first time
        import facebook
    for number in range(3):
        world.comment("amelie", post, f"{number}")
    monkeypatch.setattr(facebook, "FACEBOOK_GRAPH_URL", server.url + "/")
    graph = facebook.GraphAPI(api.token, timeout=5)
    graph.version = "v26.0"

    page = graph.get_connections(post, "comments", limit=2, order="chronological")
    rest = graph.get_connections(
        post, "comments", limit=2, order="chronological", after=page["paging"]["cursors"]["after"]
    )
    graph.access_token = None
    graph.session.headers["Authorization"] = f"Bearer {api.token}"
    with pytest.raises(KeyError):
        list(graph.get_all_connections(post, "comments", limit=2))
    graph.session.close()

    assert [one["message"] for one in page["data"] + rest["data"]] == ["0", "1", "2"]


def test_an_edit_keeps_the_id_and_what_is_deleted_or_below_it_is_gone(api, world, post, clock):
    comment = world.comment("amelie", post, "frist")
    answer = world.comment("bob", comment, "?")
    world.edit(comment, "first")
    assert api.get(f"/{comment}").json()["message"] == "first"

    world.delete(comment)

    for gone in (comment, answer):
        assert code(api.get(f"/{gone}")) == (100, 33)
    assert ids(api.stream(post)) == []
    assert code(api.get("/", ids=f"{post},{comment}")) == (803, None)
    assert set(api.get("/", ids=f"{post},{world.page.id}").json()) == {post, world.page.id}


def test_an_edited_post_tells_when(api, world, post, clock):
    clock.advance(minutes=5)
    world.edit(post, "Le bureau est ouvert lundi.")

    shown = api.get(f"/{post}", fields="message,created_time,updated_time").json()

    assert shown["updated_time"] == "2026-09-14T15:35:00+0000"
    assert shown["created_time"] == "2026-09-14T15:30:00+0000"


def test_reviews_have_no_id_but_their_storys(api, world):
    story = world.review("eve", "Très lent", recommends=False)
    old = world.review("carl", rating=5, at=NOW - timedelta(days=3_000))

    newer, older = api.get(
        "/me/ratings", fields="open_graph_story,recommendation_type,rating,review_text,reviewer,has_review"
    ).json()["data"]

    assert (newer["open_graph_story"], newer["recommendation_type"]) == ({"id": story}, "negative")
    assert (older["open_graph_story"], older["rating"], older["has_review"]) == ({"id": old}, 5, False)
    assert "id" not in newer
    assert "recommendation_type" not in older
    assert api.reply(story, "Merci.").ok


def test_a_tag_is_pointed_at_in_the_text(api, world):
    world.tag("dora", "Salut Service Nord!")

    (shown,) = api.get("/me/tagged", fields="message,message_tags").json()["data"]

    (tag,) = shown["message_tags"]
    assert shown["message"][tag["offset"] :][: tag["length"]] == "Service Nord"
    assert tag["id"] == world.page.id


def test_what_the_app_writes_shows_in_reads_after_the_lag(api, world, post, clock):
    world.read_lag = timedelta(seconds=5)
    by_hand = world.reply_by_hand(post, "Ouvert.")
    by_app = api.reply(post, "Bonjour.").json()["id"]

    before = ids(api.stream(post))
    clock.advance(seconds=5)

    assert before == [by_hand]
    assert ids(api.stream(post)) == [by_hand, by_app]


# Acting ----------------------------------------------------------------------------------------


def test_our_page_answers_a_post_and_a_comment(api, world, post):
    comment = world.comment("amelie", post, "Et mon passeport?")
    answer = world.comment("bob", comment, "Moi aussi")

    given_ids = [api.reply(on, f"Bonjour {on}.").json()["id"] for on in (post, comment, answer)]

    replies = world.replies_by_us()
    assert [reply.id for reply in replies] == given_ids
    assert [reply.parent_id for reply in replies] == [None, comment, comment]
    assert all(reply.by_app for reply in replies)


@pytest.mark.parametrize("text", ["", "   ", "a" * 8_001])
def test_a_text_that_is_empty_or_too_long_is_refused(api, world, post, text):
    assert code(api.reply(post, text)) == (100, None)
    assert world.replies_by_us() == []


def test_the_same_text_twice_is_refused_until_the_first_is_deleted(api, world, post):
    first, other = world.comment("amelie", post, "un"), world.comment("bob", post, "deux")
    reply = api.reply(first, "Bonjour.").json()["id"]

    assert code(api.reply(first, "Bonjour.")) == (506, 1455006)
    assert api.reply(other, "Bonjour.").ok
    assert api.delete(f"/{reply}").json() == {"success": True}
    assert api.reply(first, "Bonjour.").ok


def test_what_is_gone_is_not_answered(api, world, post):
    comment = world.comment("amelie", post, "un")
    world.delete(comment)

    assert code(api.reply(comment, "Bonjour.")) == (100, 33)
    assert code(api.delete(f"/{comment}")) == (100, 33)


def test_a_comment_is_hidden_and_shown_where_facebook_allows(api, world, post):
    theirs, kept = world.comment("amelie", post, "!"), world.comment("bob", post, "?")
    ours = world.reply_by_hand(post, "Ouvert.")
    world.forbid_hiding(kept)
    flags = api.stream(post, fields="can_hide,can_remove").json()["data"]

    assert [one["can_hide"] for one in flags] == [True, False, False]
    assert api.send(f"/{theirs}", is_hidden="true").json() == {"success": True}
    assert api.get(f"/{theirs}", fields="is_hidden").json()["is_hidden"] is True
    assert api.send(f"/{theirs}", is_hidden="false").ok
    assert world.entry(theirs).hidden is False
    for refused in (kept, ours):
        assert code(api.send(f"/{refused}", is_hidden="true")) == (200, None)
    assert code(api.send(f"/{theirs}", is_hidden="maybe")) == (100, None)
    assert code(api.send(f"/{theirs}")) == (100, None)


def test_only_our_own_texts_can_be_changed(api, world, post):
    ours, theirs = world.reply_by_hand(post, "Ouvret."), world.comment("amelie", post, "!")

    assert api.send(f"/{ours}", message="Ouvert.").ok
    assert api.send(f"/{post}", message="Fermé.").ok
    assert code(api.send(f"/{theirs}", message="?")) == (200, None)
    assert [world.entry(one).text for one in (ours, post, theirs)] == ["Ouvert.", "Fermé.", "!"]


def test_our_page_removes_what_stands_on_it_and_nothing_elsewhere(api, world, post):
    theirs, elsewhere = world.comment("amelie", post, "!"), world.tag("dora", "Service Nord!")

    assert api.delete(f"/{theirs}").ok
    assert world.entry(theirs).deleted
    assert code(api.delete(f"/{elsewhere}")) == (200, None)
    assert not world.entry(elsewhere).deleted


def test_our_page_publishes_and_not_the_same_twice_in_a_row(api, world):
    published = api.send("/me/feed", message="Ouvert.").json()["id"]

    assert code(api.send("/me/feed", message="Ouvert.")) == (506, 1455006)
    assert ids(api.get("/me/feed")) == [published]


# Private messages ------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["comment_id", "post_id"])
def test_a_private_reply_goes_once_and_within_seven_days(api, world, post, clock, key):
    def ask() -> str:
        return world.comment("amelie", post, "?") if key == "comment_id" else world.visitor_post("amelie", "?")

    first, late = ask(), ask()

    sent = api.message("Voici le lien.", **{key: first}).json()
    again = api.message("Encore.", **{key: first})
    clock.advance(days=7, seconds=1)

    assert sent["recipient_id"] == world.person_named("amelie").id
    assert code(again) == (10900, None)
    assert code(api.message(**{key: late})) == (10901, None)
    assert [(one.text, one.answers) for one in world.messages_to("amelie")] == [("Voici le lien.", first)]


def test_whether_a_private_reply_is_to_be_had_is_told(api, world, post, clock):
    comment = world.comment("amelie", post, "?")
    fields = "can_reply_privately,private_reply_conversation"

    before = api.get(f"/{comment}", fields=fields).json()
    api.message(comment_id=comment)
    after = api.get(f"/{comment}", fields=fields).json()

    assert before["can_reply_privately"] is True
    assert after["can_reply_privately"] is False
    assert after["private_reply_conversation"] == {"id": f"t_{world.person_named('amelie').id}"}
    assert api.get(f"/{post}", fields="can_reply_privately").json()["can_reply_privately"] is False


def test_a_private_reply_is_refused_for_our_own_for_what_is_gone_and_elsewhere(api, world, post):
    gone = world.comment("amelie", post, "?")
    world.delete(gone)

    assert code(api.message(comment_id=world.reply_by_hand(post, "Ouvert."))) == (10903, None)
    assert code(api.message(post_id=world.tag("dora", "Service Nord"))) == (10903, None)
    assert code(api.message(comment_id=gone)) == (100, 2018292)
    assert code(api.message(comment_id=post)) == (100, 2018292)


def test_a_conversation_goes_on_only_after_the_person_answers(api, world, post, clock):
    amelie = world.add_person("amelie")
    api.message(comment_id=world.comment("amelie", post, "?"))

    before = api.message("Encore.", id=amelie)
    world.message("amelie", "Merci")
    clock.advance(hours=24)
    within = api.message("De rien.", id=amelie)
    clock.advance(seconds=1)
    after = api.message("Autre chose?", id=amelie)

    assert code(before) == code(after) == (10, 2018278)
    assert within.ok
    assert [one.text for one in world.messages_to("amelie")] == ["Bonjour.", "De rien."]


def test_the_human_agent_tag_needs_its_permission_and_reaches_seven_days(api, world, clock):
    world.message("amelie", "Allô")
    amelie = world.person_named("amelie").id
    tagged = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    clock.advance(days=7)

    assert code(api.message("a", form=tagged, id=amelie)) == (10, None)
    world.human_agent = True
    assert api.message("b", form=tagged, id=amelie).ok
    assert code(api.message("c", form={"messaging_type": "MESSAGE_TAG"}, id=amelie)) == (100, None)
    assert code(api.message("d", form=tagged | {"tag": "ACCOUNT_UPDATE"}, id=amelie)) == (100, None)
    clock.advance(seconds=1)
    assert code(api.message("e", form=tagged, id=amelie)) == (10, 2018278)
    assert [(one.text, one.tag) for one in world.messages_to("amelie")] == [("b", "HUMAN_AGENT")]


def test_who_blocks_us_or_does_not_exist_gets_nothing(api, world, post):
    world.message("amelie", "Allô")
    comment = world.comment("amelie", post, "?")
    world.block_us("amelie")

    assert code(api.message(id=world.person_named("amelie").id)) == (551, 1545041)
    assert code(api.message(comment_id=comment)) == (551, 1545041)
    assert code(api.message(id="7")) == (100, 2018001)
    assert world.messages_to("amelie") == []


@pytest.mark.parametrize(
    "form",
    [
        {"recipient": "id"},
        {"recipient": '{"id": "1", "comment_id": "2"}'},
        {"recipient": "{'id': '1'}"},
        {"message": "text"},
        {"message": '{"text": ""}'},
        {"message": json.dumps({"text": "a" * 2_001})},
        {"messaging_type": "NEWS"},
    ],
)
def test_a_message_that_is_not_json_or_lacks_something_is_refused(api, world, form):
    world.message("amelie", "Allô")

    answer = api.message(form=form, id=world.person_named("amelie").id)

    assert code(answer) == (100, None)
    assert world.messages_to("amelie") == []


def test_conversations_are_read_newest_first_with_their_messages(api, world, clock):
    for author in ("amelie", "bob"):
        clock.advance(seconds=1)
        world.message(author, f"Allô de {author}")
    clock.advance(seconds=1)
    world.message_by_hand("amelie", "Bonjour.")
    amelie, bob = (world.person_named(name).id for name in ("amelie", "bob"))

    listed = api.get("/me/conversations", platform="messenger", fields="participants,messages.limit(1){message,from}")
    only = api.get("/me/conversations", user_id=bob)
    messages = api.get(f"/t_{amelie}/messages", fields="message,from{id},to").json()["data"]

    assert ids(listed) == [f"t_{amelie}", f"t_{bob}"]
    assert listed.json()["data"][0]["messages"]["data"][0]["from"]["id"] == world.page.id
    assert ids(only) == [f"t_{bob}"]
    assert [(one["message"], one["from"]["id"]) for one in messages] == [
        ("Bonjour.", world.page.id),
        ("Allô de amelie", amelie),
    ]
    assert code(api.get("/t_7/messages")) == (100, 33)


# Subscriptions ---------------------------------------------------------------------------------


def test_subscriptions_are_told_and_changed(api, world):
    assert api.delete("/me/subscribed_apps").json() == {"success": True}
    assert api.get("/me/subscribed_apps").json() == {"data": []}
    assert code(api.send("/me/subscribed_apps", subscribed_fields="weather")) == (100, None)
    assert api.send("/me/subscribed_apps", subscribed_fields="feed,messages").ok
    (app,) = api.get("/me/subscribed_apps").json()["data"]
    api.token = world.tokens.app
    given = {"object": "page", "callback_url": "https://smbot.example.org/hook", "verify_token": "v"}
    assert api.send(f"/{world.tokens.app_id}/subscriptions", **given).ok
    (told,) = api.get(f"/{world.tokens.app_id}/subscriptions").json()["data"]

    assert (app["id"], app["subscribed_fields"]) == (world.tokens.app_id, ["feed", "messages"])
    assert (told["object"], told["callback_url"]) == ("page", "https://smbot.example.org/hook")


# Limits ----------------------------------------------------------------------------------------


def test_usage_is_told_and_the_quota_not_enforced_unless_asked(api, world):
    world.engaged_users = 0
    for _ in range(3):
        answer = api.get("/me")

    (business,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])[world.page.id]
    assert answer.ok
    assert business == {
        "type": "pages",
        "call_count": 99,
        "total_cputime": 0,
        "total_time": 0,
        "estimated_time_to_regain_access": 0,
    }
    assert json.loads(answer.headers["X-Page-Usage"])["call_count"] == 99
    assert "call_count" in json.loads(answer.headers["X-App-Usage"])
    assert answer.headers["facebook-api-version"] == "v26.0"


def test_an_enforced_quota_slides_over_a_day_and_blocked_calls_count_too(world, clock, monkeypatch):
    monkeypatch.setattr("smbot.testing.facebook.quota.CALLS_PER_ENGAGED_USER", 1)
    with FacebookServer(world, enforce_quota=True) as server:
        api = Api(server)
        assert all(api.get("/me").ok for _ in range(world.engaged_users))
        clock.advance(hours=12)
        blocked = api.get("/me")
        api.token = world.tokens.user
        by_user = api.get("/me")
        clock.advance(hours=12)
        api.token = world.tokens.page
        after = [api.get("/me").ok for _ in range(world.engaged_users - 1)]
        api.session.close()

    (business,) = json.loads(blocked.headers["X-Business-Use-Case-Usage"])[world.page.id]
    assert code(blocked) == (80001, None)
    assert code(by_user) == (32, None)
    assert business["estimated_time_to_regain_access"] == 12 * 60
    assert after == [True] * (world.engaged_users - 2) + [False]


def test_calls_are_counted_by_endpoint_and_remembered_without_tokens_and_texts(api, server, world, post):
    api.stream(post, appsecret_proof=world.tokens.proof(api.token))
    api.reply(post, "Bonjour, voici un texte.")
    api.message("Un texte privé.", post_id=post)

    assert world.calls == {COMMENTS: 1, REPLY: 1, "POST /{page}/messages": 1}
    read, reply, message = server.received
    assert (read.endpoint, read.version, read.token, read.proof) == (COMMENTS, "v26.0", "page", True)
    assert read.given["filter"] == "stream"
    assert (reply.path, reply.given["message"]) == ({"object": post}, "…")
    assert json.loads(message.given["recipient"]) == {"post_id": post}
    assert "texte" not in repr(server.received)
    assert api.token not in repr(server.received)


# Faults ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", REFUSALS)
def test_an_ordered_refusal_comes_once_and_nothing_is_done(api, world, server, post, fault):
    server.faults.next(REPLY, fault)

    refused = api.reply(post, "Bonjour.")

    expected = REFUSALS[fault]()
    assert refused.status_code == expected.status >= 400
    assert code(refused)[0] == expected.code
    assert world.replies_by_us() == []
    assert api.reply(post, "Bonjour.").ok


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (Fault.UNKNOWN_ERROR, (1, None, None)),
        (Fault.SERVICE_ERROR, (2, None, True)),
        (Fault.THROTTLED_WITHOUT_TIME, (4, None, True)),
        (Fault.PASSWORD_CHANGED, (190, 460, None)),
        (Fault.TOKEN_EXPIRED, (190, 463, None)),
        (Fault.POLICY_BLOCK, (368, None, None)),
    ],
)
def test_a_refusal_has_its_code_subcode_and_whether_it_passes(api, server, fault, expected):
    server.faults.next(FEED, fault)

    error = api.get("/me/feed").json()["error"]

    assert (error["code"], error.get("error_subcode"), error.get("is_transient")) == expected


def test_being_throttled_tells_the_minutes_unless_told_not_to(api, world, server):
    server.faults.next(FEED, Fault.THROTTLED, Fault.PAGE_THROTTLED, Fault.THROTTLED_WITHOUT_TIME)

    told, page, untold = (api.get("/me/feed") for _ in range(3))

    for answer in (told, page):
        (business,) = json.loads(answer.headers["X-Business-Use-Case-Usage"])[world.page.id]
        assert (business["call_count"], business["estimated_time_to_regain_access"]) == (100, 17)
    assert not [name for name in untold.headers if name.lower().endswith("-usage")]


@pytest.mark.parametrize(("fault", "status"), [(Fault.HTML, 200), (Fault.HTML_502, 502)])
def test_html_does_nothing(api, world, server, post, fault, status):
    server.faults.next(REPLY, fault)

    answer = api.reply(post, "Bonjour.")

    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert world.replies_by_us() == []


def test_a_reset_before_does_nothing(api, world, server, post):
    server.faults.next(REPLY, Fault.RESET_BEFORE)

    with pytest.raises(requests.ConnectionError):
        api.reply(post, "Bonjour.")

    assert world.replies_by_us() == []


@pytest.mark.parametrize("fault", [Fault.DROP_AFTER_COMMIT, Fault.BROKEN_OFF])
def test_a_connection_lost_after_the_commit_leaves_the_reply(api, world, server, post, fault):
    server.faults.next(REPLY, fault)

    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        api.reply(post, "Bonjour.")

    assert len(world.replies_by_us()) == 1


def test_answers_that_say_nothing_after_the_commit_leave_the_reply(api, world, server, post):
    server.faults.next(REPLY, Fault.ERROR_AFTER_COMMIT, Fault.NO_CONTENT_TYPE, Fault.TRUNCATED_JSON)

    failed, bare, cut = (api.reply(post, f"Bonjour {number}.") for number in range(3))

    assert (failed.status_code, code(failed)) == (500, (1, None))
    assert "Content-Type" not in bare.headers
    assert len(cut.content) == int(cut.headers["Content-Length"])
    with pytest.raises(json.JSONDecodeError):
        json.loads(cut.content)
    assert len(world.replies_by_us()) == 3


def test_a_slow_body_defeats_a_time_limit_between_bytes(api, server):
    server.faults.next(FEED, Fault.SLOW_BODY)
    began = time.monotonic()

    answer = api.get("/me/feed", timeout=0.2)

    assert time.monotonic() - began >= 0.3
    assert answer.json() == {"data": []}


def test_a_slow_answer_is_carried_out_after_the_caller_gave_up(api, world, server, post):
    server.faults.next(REPLY, Fault.SLOW_TO_HANDLE)

    with pytest.raises(requests.Timeout):
        api.reply(post, "Bonjour.", timeout=0.1)
    at_once = len(world.replies_by_us())
    threading.Event().wait(0.6)

    assert (at_once, len(world.replies_by_us())) == (0, 1)


def test_one_item_of_a_good_page_is_malformed(api, world, server, post):
    for number in range(5):
        world.comment("amelie", post, f"{number}")
    server.faults.next(COMMENTS, Fault.MALFORMED_ITEM)

    items = api.stream(post).json()["data"]

    assert [item["id"] is None for item in items] == [False, False, True, False, False]


def test_faults_come_in_order_and_to_their_endpoint_only(api, server):
    server.faults.next(FEED, Fault.SERVICE_ERROR, None, Fault.GONE)

    assert api.get("/me").ok
    assert [api.get("/me/feed").status_code for _ in range(4)] == [500, 200, 400, 200]


def test_a_fault_that_cannot_befall_is_refused_and_a_plan_strikes(api, server):
    with pytest.raises(ValueError, match="no endpoint"):
        server.faults.next("GET /nothing", Fault.HTML)
    with pytest.raises(ValueError, match="does not suit"):
        server.faults.next(FEED, Fault.DROP_AFTER_COMMIT)
    with pytest.raises(ValueError, match="does not suit"):
        server.faults.next(REPLY, Fault.MALFORMED_ITEM)
    server.faults.plan = FaultPlan(1, {Fault.SERVICE_ERROR: 1.0})
    assert api.get("/me").status_code == 500


# Webhooks --------------------------------------------------------------------------------------


def values(world) -> list[tuple[str, dict]]:
    changes = [json.loads(one.body)["entry"][0]["changes"][0] for one in world.webhooks.take()]
    return [(change["field"], change["value"]) for change in changes]


def test_a_delivery_is_signed_over_its_escaped_bytes(world, post):
    world.webhooks.take()
    world.comment("amelie", post, "Écrivez-moi à a/b 😀")

    (delivery,) = world.webhooks.take()

    secret = world.tokens.app_secret.encode()
    right = "sha256=" + hmac.new(secret, delivery.body, hashlib.sha256).hexdigest()
    again = json.dumps(json.loads(delivery.body), separators=(",", ":")).encode()
    assert delivery.headers["X-Hub-Signature-256"] == right
    assert rb"\u00c9crivez-moi \u00e0 a\/b \ud83d\ude00" in delivery.body
    assert hmac.new(secret, again, hashlib.sha256).hexdigest() not in right
    assert json.loads(delivery.body)["entry"][0]["changes"][0]["value"]["message"] == "Écrivez-moi à a/b 😀"
    assert world.webhooks.take() == []


def test_what_becomes_of_a_comment_is_told(world, post):
    comment = world.comment("amelie", post, "un")
    answer = world.comment("bob", comment, "deux")
    world.edit(comment, "un!")
    world.hide(comment)
    world.hide(comment, hidden=False)
    world.delete(answer)

    told = values(world)

    assert [(value["item"], value["verb"]) for _, value in told] == [
        ("status", "add"),
        ("comment", "add"),
        ("comment", "add"),
        ("comment", "edited"),
        ("comment", "hide"),
        ("comment", "unhide"),
        ("comment", "remove"),
    ]
    assert {field for field, _ in told} == {"feed"}
    first, second, gone = told[1][1], told[2][1], told[6][1]
    assert (first["post_id"], first["comment_id"], first["parent_id"]) == (post, comment, post)
    assert first["from"] == {"id": world.person_named("amelie").id, "name": "amelie"}
    assert first["created_time"] == int(NOW.timestamp())
    assert (second["comment_id"], second["parent_id"]) == (answer, comment)
    assert "message" not in gone


def test_visitors_mentions_and_reviews_are_told_in_their_fields(world):
    visitor, tag, story = world.visitor_post("alice", "un"), world.tag("bob", "deux"), world.review("eve", "trois")
    world.edit(story, "trois!")

    (_, first), (mention, second), (ratings, third), (_, fourth) = values(world)

    assert (first["item"], first["post_id"]) == ("post", visitor)
    assert (mention, second["post_id"], second["sender_name"]) == ("mention", tag, "bob")
    assert (ratings, third["open_graph_story_id"], third["recommendation_type"]) == ("ratings", story, "positive")
    assert (fourth["verb"], fourth["review_text"]) == ("edit", "trois!")


def test_who_hides_their_name_is_not_named_in_a_webhook(world, post):
    world.add_person("amelie", hides_name=True)
    world.webhooks.take()
    world.comment("amelie", post, "un")

    ((_, value),) = values(world)

    assert "from" not in value


def test_messages_are_told_and_our_own_come_back_as_echoes(api, world):
    world.message("amelie", "Allô")
    api.message(id=world.person_named("amelie").id)
    world.message_by_hand("amelie", "À bientôt.")

    theirs, by_app, by_hand = (json.loads(one.body)["entry"][0]["messaging"][0] for one in world.webhooks.take())

    assert theirs["sender"]["id"] == by_app["recipient"]["id"] == world.person_named("amelie").id
    assert theirs["timestamp"] == int(NOW.timestamp() * 1000)
    assert "is_echo" not in theirs["message"]
    assert by_app["message"]["is_echo"] is by_hand["message"]["is_echo"] is True
    assert by_app["message"]["app_id"] == int(world.tokens.app_id)
    assert "app_id" not in by_hand["message"]


def test_only_fields_that_are_subscribed_are_told_and_a_batch_holds_many(world, post):
    world.webhooks.fields = frozenset({"messages"})
    world.webhooks.take()
    world.comment("amelie", post, "un")
    world.message("amelie", "deux")
    world.message("bob", "trois")

    batch = world.webhooks.take_batch()

    assert [len(entry["messaging"]) for entry in json.loads(batch.body)["entry"]] == [1, 1]
    assert world.webhooks.take_batch() is None


def test_the_challenge_has_the_verify_token(world):
    assert world.webhooks.challenge("42") == {
        "hub.mode": "subscribe",
        "hub.verify_token": world.webhooks.verify_token,
        "hub.challenge": "42",
    }


# The whole -------------------------------------------------------------------------------------


def test_many_callers_at_once_lose_nothing(server, world, post):
    comments = [world.comment(f"person{number}", post, "?") for number in range(40)]

    def answer(some: list[str]) -> None:
        api = Api(server)
        for comment in some:
            assert api.reply(comment, "Bonjour.").ok
        api.session.close()

    threads = [threading.Thread(target=answer, args=(comments[start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(reply.parent_id or "" for reply in world.replies_by_us()) == sorted(comments)
    assert len({reply.id for reply in world.replies_by_us()}) == 40


@settings(max_examples=200, deadline=None)
@given(
    name=st.sampled_from(sorted(ENDPOINTS)),
    part=st.one_of(st.sampled_from(["me", "POST", "COMMENT", "APP"]), st.text(max_size=20)),
    query=st.dictionaries(
        st.sampled_from(["fields", "ids", "limit", "since", "after", "before", "order", "filter", "input_token"]),
        st.one_of(st.text(max_size=30), st.sampled_from(["id,from{id}", "comments{", "stream", "9" * 19, "-1", "MA"])),
    ),
    body=st.one_of(
        st.binary(max_size=20),
        st.dictionaries(
            st.sampled_from(["message", "recipient", "is_hidden", "tag"]),
            st.sampled_from(["true", "a", '{"id": 1}', '{"text": "a"}', "[]", "\x00", '{"post_id": {"a": 1}}']),
        ),
    ),
    kind=st.sampled_from(["page", "user", "app"]),
)
def test_no_request_makes_the_server_crash(name, part, query, body, kind):
    world = FacebookWorld(FrozenClock(NOW))
    post = world.post("un")
    part = {"POST": post, "COMMENT": world.comment("a", post, "deux"), "APP": world.tokens.app_id}.get(part, part)
    server = FacebookServer(world)
    method, template = name.split(" ")
    path = "/v26.0" + re.sub(r"\{\w+\}", lambda _: quote(part, safe=""), template)
    raw = body if isinstance(body, bytes) else urlencode(body).encode()
    token = getattr(world.tokens, kind)

    reply = server.handle(method, f"{path}?{urlencode(query)}", {"authorization": f"Bearer {token}"}, raw)
    server.close()

    assert reply.status in (200, 400, 403, 404)
    json.dumps(reply.body)


def test_a_world_is_loaded_from_written_posts(clock):
    posts = [
        {"author": "servicenord", "name": "Service Nord", "text": "Ouvert.", "minutes_ago": 90, "language": "fr"},
        {"author": "alice", "name": "Alice A.", "text": "Enfin!", "minutes_ago": 30.5, "reply_to": 0},
        {"author": "bob", "text": "Allô", "minutes_ago": 1},
    ]

    world = load_world(posts, clock)

    (comment,) = world.comments()
    assert (comment.text, comment.created_at) == ("Enfin!", NOW - timedelta(minutes=30, seconds=30))
    assert [post.text for post in world.posts(list(type(world.entry(comment.post_id).kind)))] == ["Allô", "Ouvert."]
    assert world.person_named("alice").name == "Alice A."
    assert world.webhooks.take() == []
    with pytest.raises(InputError, match=r"^\[0\]: "):
        load_world([{"author": "a", "text": "", "minutes_ago": 1}], clock)


def test_the_demonstrations_posts_make_a_world(clock):
    from smbot.demo.posts import load_posts

    waiting, _ = load_posts()

    world = load_world(waiting, clock)

    with FacebookServer(world) as server:
        page = requests.get(
            f"{server.url}/v26.0/me/feed", params={"access_token": world.tokens.page, "limit": 100}, timeout=5
        ).json()
    assert len(page["data"]) == min(100, len(waiting) - len(world.comments()))

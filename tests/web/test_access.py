"""Who may use which route: the whole table, other sites, headers, sizes."""

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from running import run
from starlette.responses import PlainTextResponse
from web.conftest import Browser
from web.making import ROLES, install_in

from smbot.web.access import PUBLIC, own_path, preferred_language, refuse_open_doors
from smbot.web.answers import HEADERS, LONGEST_BODY
from smbot.web.app import create_app

ANYBODY = {"nobody", *ROLES}
MEMBERS = set(ROLES)
READERS = {"vera", "ana", "paul", "petra", "chloe"}
WORKERS = {"ana", "paul", "petra"}
APPROVERS = {"paul", "petra"}
TAKERS = WORKERS | {"chloe"}
"""Who can do what a role does with a mention that was passed to it."""
CASE_ACTS = [
    *("assign", "hand-over", "note", "task", "done", "describe", "wait", "resume", "resolve", "close", "reopen"),
    *("escalate", "join", "separate", "page", "survey", "decline", "acknowledge", "join-person"),
    *("code", "code/renew", "code/revoke", "thread", "thread/answer", "thread/delete"),
]
DOCKET_ACTS = [
    *("confirm", "reject", "acknowledge", "ask", "answer", "extend", "pause", "resume", "change", "pass", "close"),
    *("reopen", "export", "pass-again", "take-back"),
]
MEMBER_ACTS = ["roles", "office", "password", "second-factor", "sessions", "disable", "enable", "identity"]

TABLE = {
    ("GET", "/"): MEMBERS,
    ("GET", "/help"): ANYBODY,
    ("GET", "/help/{topic}"): ANYBODY,
    ("GET", "/language/{language}"): ANYBODY,
    ("GET", "/static/{name}"): ANYBODY,
    ("GET", "/health"): ANYBODY,
    ("GET", "/system"): MEMBERS,
    ("GET", "/sending"): MEMBERS,
    ("POST", "/sending/pause"): APPROVERS | {"adam"},
    ("POST", "/sending/resume"): APPROVERS | {"adam"},
    ("GET", "/sign-in"): ANYBODY,
    ("POST", "/sign-in"): ANYBODY,
    ("POST", "/sign-out"): MEMBERS,
    ("GET", "/sign-in/service"): ANYBODY,
    ("GET", "/sign-in/service/back"): ANYBODY,
    ("GET", "/sign-in/service/leave"): ANYBODY,
    ("GET", "/sign-in/service/anew"): MEMBERS,
    ("GET", "/acknowledge/{token}"): ANYBODY,
    ("POST", "/acknowledge/{token}"): ANYBODY,
    ("GET", "/account"): MEMBERS,
    ("POST", "/account/language"): MEMBERS,
    ("POST", "/account/password"): MEMBERS,
    ("POST", "/account/second-factor"): MEMBERS,
    ("POST", "/account/second-factor/confirm"): MEMBERS,
    ("GET", "/account/keys"): MEMBERS,
    ("POST", "/account/keys"): MEMBERS,
    ("POST", "/account/keys/shipped"): MEMBERS,
    ("GET", "/account/tokens"): MEMBERS,
    ("POST", "/account/tokens"): MEMBERS,
    ("POST", "/account/tokens/{token}/revoke"): MEMBERS,
    ("GET", "/api/v1/docs"): MEMBERS,
    ("GET", "/queue"): READERS,
    ("GET", "/queue/rows"): READERS,
    ("GET", "/queue/find"): READERS,
    ("POST", "/queue/find"): READERS,
    ("POST", "/queue/together"): WORKERS,
    ("POST", "/queue/together/{number}/undo"): WORKERS,
    ("POST", "/queue/views"): READERS,
    ("POST", "/queue/views/drop"): READERS,
    ("GET", "/events"): READERS,
    ("GET", "/reputation"): READERS,
    ("GET", "/reputation.csv"): READERS,
    ("GET", "/operations"): APPROVERS | {"chloe", "adam"},
    ("GET", "/operations.csv"): APPROVERS | {"chloe", "adam"},
    ("GET", "/offers"): APPROVERS | {"chloe"},
    ("GET", "/offers.csv"): APPROVERS | {"chloe"},
    ("GET", "/items/{mention}"): READERS,
    ("GET", "/items/{mention}/reply"): READERS,
    ("POST", "/items/{mention}/masks/missed"): {"chloe"},
    ("POST", "/items/{mention}/masks/say"): {"chloe"},
    ("POST", "/items/{mention}/masks/looked-at"): {"chloe"},
    ("POST", "/items/{mention}/labels"): WORKERS | {"chloe"},
    ("POST", "/items/{mention}/labels/back"): WORKERS | {"chloe"},
    ("GET", "/labels"): {"chloe"},
    ("POST", "/labels/corrections/{number}"): {"chloe"},
    ("POST", "/labels/sample/{mention}"): {"chloe"},
    ("POST", "/labels/sample/{mention}/back"): {"chloe"},
    ("POST", "/items/{mention}/claim"): TAKERS,
    ("POST", "/items/{mention}/case"): WORKERS,
    **{("POST", f"/items/{{mention}}/{act}"): WORKERS for act in ("snooze", "wake", "assign")},
    ("POST", "/items/{mention}/note"): TAKERS,
    ("POST", "/items/{mention}/here"): READERS,
    ("POST", "/items/{mention}/release"): TAKERS,
    ("POST", "/items/{mention}/edit"): WORKERS,
    ("POST", "/items/{mention}/approve"): APPROVERS,
    ("POST", "/items/{mention}/undo"): WORKERS,
    ("POST", "/items/{mention}/reject"): WORKERS,
    ("POST", "/items/{mention}/no-reply"): TAKERS,
    ("POST", "/items/{mention}/escalate"): TAKERS,
    ("POST", "/items/{mention}/answered-by-hand"): WORKERS,
    ("POST", "/items/{mention}/reopen"): TAKERS,
    ("POST", "/items/{mention}/recall"): TAKERS,
    ("POST", "/items/{mention}/close"): WORKERS,
    ("POST", "/items/{mention}/open"): TAKERS,
    ("POST", "/items/{mention}/check"): WORKERS,
    ("POST", "/items/{mention}/resolve"): APPROVERS,
    ("POST", "/items/{mention}/hide"): WORKERS,
    ("POST", "/items/{mention}/hide/take-back"): WORKERS,
    ("POST", "/items/{mention}/show"): WORKERS,
    ("POST", "/items/{mention}/show/take-back"): WORKERS,
    ("POST", "/items/{mention}/write"): APPROVERS,
    ("POST", "/items/{mention}/write/take-back"): APPROVERS,
    ("POST", "/items/{mention}/write/check"): APPROVERS,
    ("POST", "/items/{mention}/write/resolve"): APPROVERS,
    ("POST", "/items/{mention}/correct"): APPROVERS,
    ("POST", "/items/{mention}/correct/take-back"): APPROVERS,
    ("POST", "/items/{mention}/remove"): APPROVERS,
    ("POST", "/items/{mention}/remove/take-back"): APPROVERS,
    ("POST", "/items/{mention}/look"): WORKERS,
    ("POST", "/items/{mention}/look/take-back"): WORKERS,
    ("GET", "/cases"): READERS,
    ("GET", "/cases/{case}"): READERS,
    **{("POST", f"/cases/{{case}}/{act}"): WORKERS for act in CASE_ACTS},
    ("GET", "/docket"): {"chloe"},
    ("GET", "/docket/{entry}"): {"chloe"},
    **{("POST", f"/docket/{{entry}}/{act}"): {"chloe"} for act in DOCKET_ACTS},
    ("GET", "/administration"): {"adam"},
    ("GET", "/administration/directory"): {"adam"},
    ("GET", "/administration/settings"): {"adam"},
    ("GET", "/administration/checks"): {"adam"},
    ("GET", "/administration/members"): {"adam"},
    ("POST", "/administration/members"): {"adam"},
    ("GET", "/administration/members/{member}"): {"adam"},
    **{("POST", f"/administration/members/{{member}}/{act}"): {"adam"} for act in MEMBER_ACTS},
    ("GET", "/administration/playbooks"): {"adam"},
    ("POST", "/administration/playbooks/check"): {"adam"},
    ("GET", "/administration/playbooks/{file}"): {"adam"},
    ("POST", "/administration/playbooks/{file}/tests"): {"adam"},
    ("GET", "/administration/playbooks/{file}/versions/{version}"): {"adam"},
    ("GET", "/compliance"): {"chloe"},
    ("GET", "/compliance/disposals"): {"chloe"},
    ("GET", "/compliance/timeline/{subject}"): {"chloe"},
    ("GET", "/compliance/events/{number}/proof"): {"chloe"},
    ("GET", "/compliance/holds"): {"chloe"},
    ("POST", "/compliance/holds"): {"chloe"},
    ("POST", "/compliance/holds/find"): {"chloe"},
    ("GET", "/compliance/holds/find"): {"chloe"},
    ("POST", "/compliance/holds/{number}/lift"): {"chloe"},
    ("GET", "/compliance/exports"): {"chloe"},
    ("POST", "/compliance/exports"): {"chloe"},
    ("GET", "/compliance/people"): {"chloe"},
    ("GET", "/compliance/people.csv"): {"chloe"},
    ("GET", "/compliance/breaches"): {"chloe"},
    ("GET", "/compliance/breaches.csv"): {"chloe"},
    ("GET", "/compliance/breaches/new"): {"chloe"},
    ("POST", "/compliance/breaches"): {"chloe"},
    ("GET", "/compliance/breaches/{number}"): {"chloe"},
    ("GET", "/compliance/breaches/{number}/edit"): {"chloe"},
    ("POST", "/compliance/breaches/{number}"): {"chloe"},
    ("POST", "/compliance/breaches/{number}/export"): {"chloe"},
    ("GET", "/items/{mention}/reveal"): {"chloe"},
    ("POST", "/items/{mention}/reveal"): {"chloe"},
    ("GET", "/audit"): {"chloe"},
    ("POST", "/audit/verify"): {"chloe"},
}
WITHOUT_SESSION = {"/sign-in", "/acknowledge/{token}"}
"""What a password or a signed link opens, and no session."""
FORM = {"version": "0", "draft": "Hello", "reason": "because", "to": "approver", "state": "sent"}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    made = install_in(tmp_path_factory.mktemp("desk"))
    yield made, create_app(made.application)
    made.application.close()


class Named(dict):
    """What stands in addresses; of what is not named there is none."""

    def __missing__(self, _key):
        return "x"


def _send(browser, route, mention, **values):
    method, pattern = route
    path = pattern.format_map(Named(mention=mention, language="fr", name="desk.css", number=1))
    return browser.get(path, **values) if method == "GET" else browser.post(path, FORM, **values)


def test_the_table_names_every_route(whole):
    _, app = whole

    pages = [route for route in app.routes if isinstance(route, APIRoute)]
    found = {(method, route.path) for route in pages for method in route.methods}

    assert found == set(TABLE)


@pytest.mark.parametrize("who", sorted(ANYBODY))
def test_each_role_reaches_what_the_table_grants_and_nothing_else(whole, who):
    made, app = whole
    mention = made.add_mention()

    for route, granted in TABLE.items():
        browser = Browser(app)
        if who != "nobody":
            assert browser.sign_in(who).status_code == 303
        answer = _send(browser, route, mention)
        to_sign_in = answer.headers.get("location", "").startswith("/sign-in") and route != ("POST", "/sign-out")
        refused = (answer.status_code in {401, 403} and route != ("POST", "/sign-in")) or to_sign_in
        assert refused == (who not in granted), (who, route, answer.status_code)


def test_nobody_is_led_to_the_sign_in_page_and_back(a_browser):
    answer = a_browser().get("/queue?tab=mine")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=%2Fqueue%3Ftab%3Dmine"


def test_a_route_without_a_guard_stops_the_start():
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_api_route("/secret", lambda: PlainTextResponse("all"), response_model=None)

    with pytest.raises(RuntimeError, match="/secret"):
        refuse_open_doors(app)


def test_fastapi_adds_no_pages_of_its_own(whole):
    _, app = whole

    assert [route.path for route in app.routes if not isinstance(route, APIRoute)] == ["/api/v1"]
    assert {Browser(app).get(path).status_code for path in ("/docs", "/openapi.json", "/redoc")} == {404}


@pytest.mark.parametrize("who", ["nobody", "paul"])
def test_every_answer_carries_the_headers(whole, who):
    made, app = whole
    mention = made.add_mention()

    for route in [*TABLE, ("GET", "/nothing"), ("POST", "/queue"), ("GET", "/items/m-none"), ("GET", "/static/none")]:
        browser = Browser(app)
        if who != "nobody":
            browser.sign_in(who)
        answer = _send(browser, route, mention)
        for name, value in HEADERS.items():
            assert answer.headers.get_list(name) == [value], (route, name)


def test_every_act_is_refused_without_the_sessions_token(whole):
    made, app = whole
    mention = made.add_mention()

    for route, granted in TABLE.items():
        if route[0] == "GET" or route[1] in WITHOUT_SESSION:
            continue
        browser = Browser(app)
        browser.sign_in(sorted(granted)[0])
        statuses = {_send(browser, route, mention, token=token).status_code for token in ("", "é", "x" * 43)}
        assert statuses == {403}, route
    with made.application.store.read() as tx:
        assert tx.item(mention).version == 2  # what the stages wrote, and nothing since


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "", "origin": "http://127.0.0.1:8321"},
    ],
)
def test_every_act_sent_by_another_site_is_refused(whole, headers):
    made, app = whole
    mention = made.add_mention()

    for route, granted in TABLE.items():
        if route[0] == "GET":
            continue
        browser = Browser(app)
        browser.sign_in("paul" if "paul" in granted else sorted(granted & MEMBERS)[0])
        assert _send(browser, route, mention, headers=headers).status_code == 403, route


@pytest.mark.parametrize(
    ("origin", "ours"),
    [
        ("http://127.0.0.1:8321", True),
        ("https://127.0.0.1:8321", False),
        ("http://127.0.0.1:1", False),
        ("http://evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_an_old_browser_is_judged_by_its_origin(whole, origin, ours):
    _, app = whole

    async def send():
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8321") as client:
            return await client.post("/sign-in", data={"name": "a", "password": "b"}, headers={"origin": origin})

    answer = run(send())

    assert answer.status_code == 403
    assert ("The name or the password" in answer.text) == ours


def test_a_reader_is_shown_no_action(a_browser, desk):
    mention = desk.add_mention()

    page = a_browser("chloe").get(f"/items/{mention}").text

    assert "Your role reads here" in page
    assert f"/items/{mention}/claim" not in page
    assert "<textarea" not in page


def test_a_body_that_is_too_long_is_refused(a_browser, desk):
    mention = desk.add_mention()
    browser = a_browser("ana")

    answer = browser.post(f"/items/{mention}/edit", {"version": "2", "draft": "x" * LONGEST_BODY})

    assert answer.status_code == 413
    assert answer.headers["cache-control"] == "no-store"


def test_a_failure_shows_no_traceback_and_keeps_the_headers(desk):
    app = create_app(desk.application)
    browser = Browser(app)
    browser.sign_in("ana")
    desk.application.store._engine.dispose()
    desk.application.configuration.database.unlink()

    answer = browser.get("/queue")

    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "sqlite" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("site", ["same-origin", "cross-site"])
def test_a_text_typed_into_a_session_that_ended_is_given_back(a_browser, desk, site):
    mention = desk.add_mention()
    browser = a_browser("ana")
    desk.clock.advance(hours=1)

    answer = browser.post(
        f"/items/{mention}/edit", {"version": "2", "draft": "A long <b> text."}, headers={"sec-fetch-site": site}
    )

    assert answer.status_code == (401 if site == "same-origin" else 403)
    assert ("A long &lt;b&gt; text." in answer.text) == (site == "same-origin")
    back = f'href="/sign-in?next=%2Fitems%2F{mention}"'
    assert (back in answer.text) == (site == "same-origin")


def test_an_incomplete_form_is_refused_without_repeating_it(a_browser, desk):
    mention = desk.add_mention()

    answer = a_browser("ana").post(f"/items/{mention}/edit", {"version": "604-555-0187", "draft": "my secret"})

    assert answer.status_code == 422
    assert "604-555-0187" not in answer.text
    assert "my secret" not in answer.text


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example/", "/\\evil.example", "\\evil", "evil", "", "/a\nb", "/\tx"]
)
def test_no_redirect_leads_to_another_site(target):
    assert own_path(target) == "/"


@pytest.mark.parametrize("target", ["/queue?tab=mine&label=complaint", "/items/m-1", "/"])
def test_a_redirect_leads_to_our_own_pages(target):
    assert own_path(target) == target


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fr-CA,fr;q=0.9,en;q=0.8", "fr"),
        ("en;q=0.3, fr;q=0.7", "fr"),
        ("de, en;q=0.5", "en"),
        ("fr;q=0, en;q=0.1", "en"),
        ("de", None),
        ("", None),
        ("fr;q=x", None),
    ],
)
def test_the_preferred_language_is_read_from_the_browser(header, language):
    assert preferred_language(header) == language


def test_public_asks_for_nothing():
    assert PUBLIC.met_by(None)

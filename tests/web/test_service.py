"""Signing in through the organisation's own service, against a local one: what is taken, and every lie that is not."""

import json
import re
import socket
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from service import CLIENT, SECRET, SignInService, running
from web.conftest import HERE, TOKEN, Browser
from web.making import NOW, PASSWORD, install_in

from smbot.core.clock import FrozenClock
from smbot.core.errors import ConfigurationError
from smbot.core.events import Act
from smbot.core.roles import Role
from smbot.members.scopes import Scope
from smbot.members.tokens import Tokens
from smbot.settings import OidcTable
from smbot.web.app import create_app
from smbot.web.oidc import Provider, ServiceFailed

ROLES = {"smbot-agents": ["reviewer"], "smbot-approvers": ["reviewer", "approver"], "smbot-officers": ["compliance"]}
AWAY = re.compile(r'http-equiv="refresh" content="0; url=([^"]+)"')


class World:
    """The service, the desk, and a browser that goes from one to the other."""

    def __init__(self, service, made):
        self.service, self.made = service, made
        self.app = create_app(made.application)

    def browser(self):
        return Browser(self.app)

    def go(self, browser, path="/sign-in/service"):
        """Return the address at the service to which the desk leads."""
        answer = browser.get(path)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def at_service(self, address):
        """Sign in at the service; return the address to which it leads back."""
        return httpx.get(address).headers["location"]

    def back(self, browser, address, site="cross-site"):
        parts = urlsplit(address)
        return browser.get(f"{parts.path}?{parts.query}", headers={"sec-fetch-site": site})

    def enter(self, browser):
        answer = self.back(browser, self.at_service(self.go(browser)))
        found = TOKEN.search(answer.text)
        browser.csrf = found[1] if found and answer.status_code == 200 else ""
        return answer

    def bind(self, name, subject="person-1"):
        with self.made.application.store.write() as tx:
            tx.bind(self.made.members[name].id, self.service.url, subject)

    def events(self, act):
        with self.made.application.store.read() as tx:
            return [json.loads(record.body) for record in tx.audit_records() if record.act == act]


@pytest.fixture
def world(tmp_path, monkeypatch):
    yield from _worlds(tmp_path)


def _worlds(folder, **oidc):
    clock = FrozenClock(NOW)
    with running(SignInService(clock)) as service:
        table = {"oidc": {"issuer": service.url, "client_id": CLIENT} | oidc}
        made = install_in(
            folder,
            clock=clock,
            sign_in=table,
            web={"public_url": HERE},
            environment={"SMBOT_OIDC_CLIENT_SECRET": SECRET},
        )
        yield World(service, made)
        made.application.close()


@pytest.fixture
def a_world(tmp_path):
    """Make a world whose settings are these."""
    worlds = []

    def make(**oidc):
        worlds.append(_worlds(tmp_path, **oidc))
        return next(worlds[-1])

    yield make
    for each in worlds:
        next(each, None)


def test_who_is_bound_to_the_account_signs_in_and_goes_to_the_page_that_was_asked_for(world):
    world.bind("paul")
    browser = world.browser()
    answer = world.back(browser, world.at_service(world.go(browser, "/sign-in/service?next=%2Fqueue%3Ftab%3Dmine")))

    assert answer.status_code == 200
    assert AWAY.search(answer.text)[1] == "/queue?tab=mine"
    assert browser.get("/queue").status_code == 200
    assert "paul" in browser.get("/queue").text
    [event] = world.events(Act.MEMBER_SIGNED_IN)
    assert (event["actor"], event["detail"]) == ("paul", {"through": "sign-in service"})


def test_the_service_is_asked_with_state_nonce_and_a_hashed_verifier(world):
    asked = parse_qs(urlsplit(world.go(world.browser())).query)

    assert asked["response_type"] == ["code"]
    assert asked["client_id"] == [CLIENT]
    assert asked["redirect_uri"] == [f"{HERE}/sign-in/service/back"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["scope"] == ["openid profile email"]
    assert all(len(asked[name][0]) >= 43 for name in ("state", "nonce", "code_challenge"))


def test_the_session_cookie_stays_strict_and_the_passing_one_is_gone_after(world):
    world.bind("paul")
    browser = world.browser()
    passing = browser.get("/sign-in/service").headers["set-cookie"]
    answer = world.enter(browser)

    assert "SameSite=lax" in passing
    assert "HttpOnly" in passing
    kept = {line.partition("=")[0]: line for line in answer.headers.get_list("set-cookie")}
    assert "SameSite=strict" in kept["smbot"]
    assert 'smbot-service=""' in kept["smbot-service"]


def test_the_page_of_signing_in_offers_the_service_first(world):
    page = world.browser().get("/sign-in?next=%2Fqueue").text

    assert 'class="button primary" href="/sign-in/service?next=%2Fqueue"' in page


def test_nobody_is_let_in_by_an_e_mail_address_or_a_name(world):
    world.service.person |= {"name": "paul", "email": "paul@example.ca", "email_verified": True}

    answer = world.enter(world.browser())

    assert answer.status_code == 403
    assert "person-1" in answer.text
    assert [event["detail"]["why"] for event in world.events(Act.SIGN_IN_REFUSED)] == ["unknown"]


def test_the_same_subject_of_another_issuer_is_somebody_else(world):
    with world.made.application.store.write() as tx:
        tx.bind(world.made.members["paul"].id, "https://other.example", "person-1")

    assert world.enter(world.browser()).status_code == 403


def test_a_disabled_member_stays_out(world):
    world.bind("paul")
    world.made.application.members().disable(world.made.members["adam"], "paul")

    answer = world.enter(world.browser())

    assert answer.status_code == 403
    assert "disabled" in answer.text


LIES = {
    "another nonce": ("nonce", lambda s: s.lies.update(nonce="x" * 43)),
    "no nonce": ("nonce", lambda s: setattr(s, "without", ("nonce",))),
    "another audience": ("aud", lambda s: s.lies.update(aud="other")),
    "our audience among others, for another party": (
        "azp",
        lambda s: s.lies.update(aud=[CLIENT, "other"], azp="other"),
    ),
    "our audience among others, for nobody": ("azp", lambda s: s.lies.update(aud=[CLIENT, "other"])),
    "another issuer in the token": ("iss", lambda s: s.lies.update(iss="https://other.example")),
    "an expired token": ("exp", lambda s: s.lies.update(exp=int(NOW.timestamp()) - 61)),
    "a token of the future": ("iat", lambda s: s.lies.update(iat=int(NOW.timestamp()) + 61)),
    "a token that does not hold yet": ("nbf", lambda s: s.lies.update(nbf=int(NOW.timestamp()) + 61)),
    "no end": ("exp", lambda s: setattr(s, "without", ("exp",))),
    "no subject": ("sub", lambda s: setattr(s, "without", ("sub",))),
    "a digest of another access token": ("at_hash", lambda s: s.lies.update(at_hash="x" * 22)),
    "no signature": ("signature", lambda s: setattr(s, "sign", s.unsigned)),
    "the secret as a key": ("signature", lambda s: setattr(s, "sign", s.signed_with_the_secret)),
    "another key of the same name": ("signature", lambda s: setattr(s, "sign", s.signed_by_another)),
    "no token": ("signature", lambda s: setattr(s, "sign", lambda _claims: "not.a.token")),
    "another sender": ("issuer", lambda s: s.answer_with.update(iss="https://other.example")),
    "no sender where the service names itself": ("issuer", lambda s: s.answer_with.update(iss=None)),
    "a refusal": ("refused", lambda s: s.answer_with.update(error="access_denied", code=None)),
    "an invented code": ("code", lambda s: s.answer_with.update(code="invented")),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_does_not_hold_lets_nobody_in_and_stands_in_the_log(world, lie):
    why, tell = LIES[lie]
    world.bind("paul")
    tell(world.service)
    browser = world.browser()

    answer = world.enter(browser)

    assert answer.status_code == 403
    assert f"({why})" in answer.text
    assert browser.get("/queue").status_code == 303
    assert [event["detail"]["why"] for event in world.events(Act.SIGN_IN_REFUSED)] == [why]


@pytest.mark.parametrize("claim", ["exp", "iat"])
def test_clocks_may_differ_by_a_minute(world, claim):
    world.bind("paul")
    off = {"exp": -59, "iat": 59}[claim]
    world.service.lies[claim] = int(NOW.timestamp()) + off

    assert world.enter(world.browser()).status_code == 200


def test_another_browser_cannot_use_the_answer(world):
    world.bind("paul")
    address = world.at_service(world.go(world.browser()))
    other = world.browser()
    world.go(other)

    assert world.back(other, address).status_code == 403
    assert world.back(world.browser(), address).status_code == 403
    assert world.events(Act.SIGN_IN_REFUSED) == []  # anybody could fill the log so


@pytest.mark.parametrize("state", ["", "x", None])
def test_an_answer_without_our_state_is_refused_before_the_service_is_asked(world, state):
    world.service.answer_with["state"] = state

    assert world.enter(world.browser()).status_code == 403
    assert "/token" not in world.service.asked


def test_an_answer_is_used_once(world):
    world.bind("paul")
    browser = world.browser()
    address = world.at_service(world.go(browser))
    kept = browser.cookies["smbot-service"]
    assert world.back(browser, address).status_code == 200
    asked = world.service.asked.count("/token")
    thief = world.browser()
    thief.cookies.set("smbot-service", kept)

    answer = world.back(thief, address)

    assert answer.status_code == 403
    assert "(used)" in answer.text
    assert world.service.asked.count("/token") == asked


def test_an_answer_comes_too_late_after_ten_minutes(world):
    world.bind("paul")
    browser = world.browser()
    address = world.at_service(world.go(browser))
    world.made.clock.advance(minutes=10)

    assert "(state)" in world.back(browser, address).text


@pytest.mark.parametrize("kind", ["RSA", "EC"])
def test_new_keys_of_the_service_are_fetched_when_they_are_needed(world, kind):
    world.bind("paul")
    assert world.enter(world.browser()).status_code == 200
    world.service.rotate(kind)

    assert world.enter(world.browser()).status_code == 200
    assert world.service.asked.count("/keys") == 2


def test_a_new_key_under_the_old_name_is_fetched_too(world):
    world.bind("paul")
    assert world.enter(world.browser()).status_code == 200
    world.service.rotate(kid="one")

    assert world.enter(world.browser()).status_code == 200


@pytest.mark.parametrize(
    ("metadata", "why"),
    [
        ({"issuer": "https://other.example"}, "issuer"),
        ({"token_endpoint": "http://service.example/token"}, "endpoints"),
        ({"authorization_endpoint": "javascript:alert(1)"}, "endpoints"),
        ({"jwks_uri": ""}, "endpoints"),
    ],
)
def test_a_service_that_describes_itself_wrongly_is_not_used(world, metadata, why):
    world.service.metadata = metadata

    answer = world.browser().get("/sign-in/service")

    assert answer.status_code == 502
    assert f"({why})" in answer.text


def test_a_service_that_is_down_is_told_and_passwords_go_on(world):
    world.service.down = True

    answer = world.browser().get("/sign-in/service")

    assert answer.status_code == 502
    assert "(unreachable)" in answer.text
    assert world.browser().sign_in("paul").status_code == 303


def test_a_service_that_was_down_is_asked_again_only_after_a_while(world):
    world.service.down = True
    for _ in range(3):
        assert "(unreachable)" in world.browser().get("/sign-in/service").text
    asked = len(world.service.asked)
    world.service.down = False

    early = world.browser().get("/sign-in/service").status_code
    world.made.clock.advance(seconds=15)
    later = world.browser().get("/sign-in/service").status_code

    assert (asked, early, later) == (1, 502, 303)


def test_nobody_waits_long_for_another_who_asks_a_service_that_does_not_answer():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        table = OidcTable(issuer=f"http://127.0.0.1:{silent.getsockname()[1]}", client_id=CLIENT)
        provider = Provider(table, secret=SECRET, redirect=f"{HERE}/back", clock=FrozenClock(NOW), patience=0.05)
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(provider.begin, "/")
            asking, _ = silent.accept()

            with pytest.raises(ServiceFailed, match="unreachable"):
                provider.begin("/")

            assert not first.done()
            asking.close()
            with pytest.raises(ServiceFailed, match="unreachable"):
                first.result(timeout=10)


def test_the_network_is_used_at_sign_in_alone(world):
    world.bind("paul")
    browser = world.browser()
    browser.get("/sign-in")
    assert world.service.asked == []
    world.enter(browser)
    asked = list(world.service.asked)

    for path in ("/queue", "/account", "/system"):
        assert browser.get(path).status_code == 200

    assert world.service.asked == asked


def test_groups_make_members_with_their_roles_and_change_them_at_each_sign_in(a_world):
    world = a_world(roles=ROLES)
    world.service.person |= {"groups": ["smbot-agents", "choir"], "locale": "fr-CA"}
    assert world.enter(world.browser()).status_code == 200
    with world.made.application.store.read() as tx:
        [robin] = [one for one in tx.memberships() if one.member.name == "Robin Roy"]
    assert robin.member.roles == {Role.REVIEWER}
    assert (robin.member.language, robin.has_password) == ("fr", False)
    world.service.person["groups"] = ["smbot-approvers"]

    browser = world.browser()
    world.enter(browser)

    with world.made.application.store.read() as tx:
        assert tx.membership(robin.member.id).member.roles == {Role.REVIEWER, Role.APPROVER}
    assert [event["detail"].get("given") for event in world.events(Act.MEMBER_ROLE_CHANGED)] == [["approver"]]
    assert len(world.events(Act.MEMBER_ADDED)) == 1


def test_who_is_in_no_group_of_ours_any_more_stays_out(a_world):
    world = a_world(roles=ROLES)
    world.service.person["groups"] = ["smbot-agents"]
    world.enter(world.browser())
    world.service.person["groups"] = ["choir"]

    answer = world.enter(world.browser())

    assert answer.status_code == 403
    assert "no role" in answer.text


def test_who_comes_back_without_a_group_of_ours_is_signed_out_everywhere_and_their_tokens_end(a_world):
    world = a_world(roles=ROLES)
    world.service.person["groups"] = ["smbot-agents"]
    earlier, store = world.browser(), world.made.application.store
    world.enter(earlier)
    assert earlier.get("/queue").status_code == 200
    with store.read() as tx:
        [robin] = [one.member for one in tx.memberships() if one.member.name == "Robin Roy"]
    token = Tokens(store, world.made.application.clock).create(robin, "A program", [Scope.READ_QUEUE], 5).token
    world.service.person["groups"] = ["choir"]

    world.enter(world.browser())

    assert earlier.get("/queue").status_code == 303
    with store.read() as tx:
        assert tx.api_token(token.id).revoked_at is not None
    assert [event["detail"]["count"] for event in world.events(Act.MEMBER_SESSIONS_ENDED)] == [1]
    assert [event["subject"] for event in world.events(Act.TOKEN_REVOKED)] == [token.id]


def test_groups_whose_roles_exclude_each_other_are_refused(a_world):
    world = a_world(roles=ROLES)
    world.service.person["groups"] = ["smbot-approvers", "smbot-officers"]

    answer = world.enter(world.browser())

    assert answer.status_code == 403
    assert "cannot be both" in answer.text


def test_a_newcomer_with_the_name_of_a_member_is_not_taken_for_them(a_world):
    world = a_world(roles=ROLES)
    world.service.person |= {"groups": ["smbot-approvers"], "name": "Paul"}

    answer = world.enter(world.browser())

    assert answer.status_code == 403
    assert "person-1" in answer.text


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"email": "r@example.ca", "email_verified": True}, 200),
        ({"email": "r@EXAMPLE.ca", "email_verified": True}, 200),
        ({"email": "r@example.ca", "email_verified": "true"}, 403),
        ({"email": "r@example.ca"}, 403),
        ({"email": "r@example.ca.evil.example", "email_verified": True}, 403),
        ({}, 403),
    ],
)
def test_only_checked_addresses_of_our_domains_may_come_where_domains_are_named(a_world, claims, status):
    world = a_world(allowed_domains=["example.ca"])
    world.bind("paul")
    world.service.person |= claims

    assert world.enter(world.browser()).status_code == status
    refusals = [event["detail"]["why"] for event in world.events(Act.SIGN_IN_REFUSED)]
    assert refusals == (["claims"] if status == 403 else [])


def test_passwords_can_be_kept_for_administrators_alone(a_world):
    world = a_world(local_accounts="administrators")

    refused, admitted = world.browser().sign_in("paul"), world.browser().sign_in("adam")

    assert (refused.status_code, admitted.status_code) == (403, 303)
    assert [event["detail"]["why"] for event in world.events(Act.SIGN_IN_REFUSED)] == ["local account"]
    assert "For administrators" in world.browser().get("/sign-in").text


def test_who_came_through_the_service_is_not_asked_for_a_second_factor_here(tmp_path):
    clock = FrozenClock(NOW)
    with running(SignInService(clock)) as service:
        made = install_in(
            tmp_path,
            clock=clock,
            sign_in={"oidc": {"issuer": service.url, "client_id": CLIENT}},
            web={"public_url": HERE, "second_factor": "required"},
            environment={"SMBOT_OIDC_CLIENT_SECRET": SECRET},
        )
        world = World(service, made)
        world.bind("paul")
        through, by_password = world.browser(), world.browser()
        world.enter(through)
        by_password.sign_in("paul")

        assert through.get("/queue").status_code == 200
        assert by_password.get("/queue").headers["location"] == "/account"
        made.application.close()


def test_signing_out_ends_the_session_and_leads_out_of_the_service_too(world):
    world.bind("paul")
    browser = world.browser()
    world.enter(browser)

    left = browser.post("/sign-out")

    assert left.headers["location"] == "/sign-in?left=1"
    assert browser.get("/queue").status_code == 303
    assert 'href="/sign-in/service/leave"' in browser.get("/sign-in?left=1").text
    out = browser.get("/sign-in/service/leave").headers["location"]
    assert out.startswith(f"{world.service.url}/leave?")
    assert parse_qs(urlsplit(out).query) == {"client_id": [CLIENT], "post_logout_redirect_uri": [f"{HERE}/sign-in"]}


def test_without_a_service_there_are_no_such_pages(a_browser):
    browser = a_browser()

    assert {
        browser.get(path).status_code for path in ("", "/back", "/leave") for path in [f"/sign-in/service{path}"]
    } == {404}
    assert "/sign-in/service" not in browser.get("/sign-in").text


@pytest.mark.parametrize(("missing", "where"), [("secret", "oidc.client_secret"), ("address", "web.public_url")])
def test_a_desk_does_not_start_with_half_a_service(tmp_path, missing, where):
    made = install_in(
        tmp_path,
        sign_in={"oidc": {"issuer": "https://service.example", "client_id": CLIENT}},
        web={"public_url": "" if missing == "address" else HERE},
        environment={} if missing == "secret" else {"SMBOT_OIDC_CLIENT_SECRET": SECRET},
    )

    with pytest.raises(ConfigurationError) as refused:
        create_app(made.application)

    assert refused.value.where == where
    made.application.close()


def test_a_password_never_stands_for_a_member_who_has_none(a_world):
    world = a_world(roles=ROLES)
    world.service.person["groups"] = ["smbot-agents"]
    world.enter(world.browser())

    assert world.browser().sign_in("Robin Roy", PASSWORD).status_code == 403

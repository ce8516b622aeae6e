"""Proving anew who one is by the organisation's sign-in service: for a reveal, and for tokens of programs."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from service import CLIENT, SECRET, SignInService, running
from web.conftest import HERE
from web.making import NOW, PASSWORD, install_in
from web.test_reveal import FORM, sealed_mention, version
from web.test_reveal import SECRET as HIDDEN
from web.test_service import AWAY, ROLES, World

from smbot.core.clock import FrozenClock
from smbot.core.events import Act

TOKEN = {"name": "Dashboard", "scope": ["read:docket"], "days": "30"}
TOKENS = "/account/tokens"
PROOF = "/sign-in/service/anew"


@pytest.fixture
def world(tmp_path):
    """A desk whose members come by the service alone, their roles with them; an officer is signed in there."""
    clock = FrozenClock(NOW)
    with running(SignInService(clock)) as service:
        made = install_in(
            tmp_path,
            clock=clock,
            sign_in={"oidc": {"issuer": service.url, "client_id": CLIENT, "roles": ROLES}},
            web={"public_url": HERE},
            environment={"SMBOT_OIDC_CLIENT_SECRET": SECRET},
        )
        service.person["groups"] = ["smbot-officers"]
        yield World(service, made)
        made.application.close()


@pytest.fixture
def officer(world):
    browser = world.browser()
    assert world.enter(browser).status_code == 200
    return browser


def seconds(world):
    return int(world.made.clock.now().timestamp())


def asked(world, browser, page):
    """Go to the service to be asked anew; return the address back."""
    address = world.go(browser, f"{PROOF}?{urlencode({'next': page})}")
    return world.at_service(address)


def prove(world, browser, page=TOKENS):
    world.service.person["auth_time"] = seconds(world)
    return world.back(browser, asked(world, browser, page))


def reveal(world, browser, mention):
    return browser.post(f"/items/{mention}/reveal", FORM | {"version": version(world.made, mention)})


def test_the_service_is_told_to_ask_the_person_anew_and_to_say_when_it_did(world, officer):
    signing_in = parse_qs(urlsplit(world.go(world.browser())).query)
    anew = parse_qs(urlsplit(world.go(officer, PROOF)).query)

    assert (anew["prompt"], anew["max_age"]) == (["login"], ["300"])
    assert not {"prompt", "max_age"} & set(signing_in)


def test_an_officer_without_a_password_proves_it_at_the_service_and_reveals(world, officer):
    mention = sealed_mention(world.made)
    page = f"/items/{mention}/reveal?mask=0"
    before = officer.get(page).text
    refused = reveal(world, officer, mention)

    proved = prove(world, officer, page)
    shown = reveal(world, officer, mention)

    assert f'href="{PROOF}?next=/items/{mention}/reveal%3Fmask%3D0%26view%3Dtab%253Dunclaimed"' in before
    assert 'type="password"' not in before
    assert (refused.status_code, HIDDEN in refused.text) == (409, False)
    assert "must ask you anew" in refused.text
    assert (proved.status_code, AWAY.search(proved.text)[1]) == (200, page)
    assert (shown.status_code, HIDDEN in shown.text) == (200, True)
    [event] = world.events(Act.MEMBER_CONFIRMED)
    assert (event["actor"], event["detail"]) == ("Robin Roy", {"by": "sign-in service"})
    assert len(world.events(Act.MEMBER_SIGNED_IN)) == 1


def test_a_token_for_programs_is_made_after_it_and_not_before(world, officer):
    before = officer.get(TOKENS).text
    refused = officer.post(TOKENS, TOKEN)

    prove(world, officer)
    made = officer.post(TOKENS, TOKEN)

    assert PROOF in before
    assert 'name="scope"' not in before
    assert (refused.status_code, "smbot_" in refused.text) == (422, False)
    assert (made.status_code, "smbot_" in made.text) == (200, True)
    assert len(world.events(Act.TOKEN_CREATED)) == 1


def test_it_counts_for_five_minutes_and_for_this_session_alone(world, officer):
    other = world.browser()
    world.enter(other)
    prove(world, officer)

    elsewhere = other.post(TOKENS, TOKEN).status_code
    world.made.clock.advance(minutes=4, seconds=59)
    still = officer.post(TOKENS, TOKEN).status_code
    world.made.clock.advance(seconds=1)
    over = officer.post(TOKENS, TOKEN).status_code

    assert (elsewhere, still, over) == (422, 200, 422)


LIES = {
    "an old sign-in": -61,
    "a time to come": 61,
    "no time": None,
    "a time in words": "now",
    "a time that is true": True,
}


@pytest.mark.parametrize("lie", LIES)
def test_a_service_that_did_not_ask_now_proves_nothing(world, officer, lie):
    off = LIES[lie]
    at = seconds(world) + off if isinstance(off, int) and not isinstance(off, bool) else off
    if at is not None:
        world.service.lies["auth_time"] = at

    answer = world.back(officer, asked(world, officer, TOKENS))

    assert answer.status_code == 403
    assert "(auth_time)" in answer.text
    assert 'href="/account/tokens"' in answer.text
    assert officer.post(TOKENS, TOKEN).status_code == 422
    assert [event["detail"]["why"] for event in world.events(Act.SIGN_IN_REFUSED)] == ["auth_time"]
    assert world.events(Act.MEMBER_CONFIRMED) == []


def test_the_persons_sign_in_of_this_morning_does_not_count_however_long_they_wait_at_the_service(world, officer):
    world.service.person["auth_time"] = seconds(world)
    world.made.clock.advance(minutes=10)
    enter = asked(world, officer, TOKENS)
    world.made.clock.advance(minutes=9)

    assert "(auth_time)" in world.back(officer, enter).text


def test_somebody_else_at_the_service_proves_nothing_and_loses_nothing(world, officer):
    paul = world.browser()
    world.bind("paul", "person-2")
    world.service.person |= {"sub": "person-2", "groups": ["smbot-approvers"]}
    world.enter(paul)

    answer = prove(world, officer)

    assert answer.status_code == 403
    assert "somebody else" in answer.text
    assert officer.post(TOKENS, TOKEN).status_code == 422
    assert (paul.get("/queue").status_code, officer.get("/queue").status_code) == (200, 200)
    assert [event["detail"]["why"] for event in world.events(Act.SIGN_IN_REFUSED)] == ["another person"]


def test_nobody_comes_in_by_it(world, officer):
    address = asked(world, officer, TOKENS)
    world.service.person["auth_time"] = seconds(world)
    stranger = world.browser()
    stranger.cookies.set("smbot-service", officer.cookies["smbot-service"])

    answer = world.back(stranger, address)

    assert "set-cookie" not in answer.headers or "smbot=" not in answer.headers["set-cookie"]
    assert stranger.get(TOKENS).status_code == 303
    assert world.browser().get(PROOF).status_code == 303


def test_who_signed_out_meanwhile_proved_nothing(world, officer):
    world.service.person["auth_time"] = seconds(world)
    address = asked(world, officer, TOKENS)
    officer.post("/sign-out")

    answer = world.back(officer, address)

    assert answer.status_code == 403
    assert "your session has ended" in answer.text
    assert world.events(Act.MEMBER_CONFIRMED) == []


def test_roles_are_then_those_that_the_service_gives_now(world, officer):
    mention = sealed_mention(world.made)
    world.service.person["groups"] = ["smbot-agents"]

    proved = prove(world, officer)

    assert proved.status_code == 200
    assert reveal(world, officer, mention).status_code == 403


def test_who_is_in_no_group_of_ours_any_more_is_signed_out_by_it(world, officer):
    world.service.person["groups"] = ["choir"]

    answer = prove(world, officer)

    assert answer.status_code == 403
    assert "no role" in answer.text
    assert officer.get("/queue").status_code == 303


def test_an_answer_to_it_is_used_once(world, officer):
    world.service.person["auth_time"] = seconds(world)
    address = asked(world, officer, TOKENS)
    kept = officer.cookies["smbot-service"]
    assert world.back(officer, address).status_code == 200
    officer.cookies.set("smbot-service", kept)

    assert "(used)" in world.back(officer, address).text


def test_a_service_that_is_down_is_told_and_leads_back_to_the_page(world):
    world.made.clock.advance(hours=2)  # what the service says of itself must be asked for again
    world.service.down = True
    browser = world.browser()
    browser.sign_in("chloe")

    answer = browser.get(f"{PROOF}?next=/account/tokens")

    assert answer.status_code == 502
    assert "(unreachable)" in answer.text
    assert 'href="/account/tokens"' in answer.text


def test_who_has_both_may_choose_and_a_password_still_does(world):
    world.bind("chloe", "person-3")
    browser = world.browser()
    browser.sign_in("chloe")
    mention = sealed_mention(world.made)

    page = browser.get(f"/items/{mention}/reveal?mask=0").text
    form = FORM | {"version": version(world.made, mention), "password": PASSWORD}

    assert PROOF in page
    assert 'name="password"' in page
    assert HIDDEN in browser.post(f"/items/{mention}/reveal", form).text


def test_where_there_is_no_service_nobody_is_led_there(a_browser, desk):
    mention = sealed_mention(desk)
    browser = a_browser("chloe")

    assert browser.get(PROOF).status_code == 404
    assert PROOF not in browser.get(f"/items/{mention}/reveal?mask=0").text
    assert PROOF not in browser.get(TOKENS).text

"""Proving again who one is, in a browser and at a real sign-in service; axe on each page and state of the way.

The reveal, from its form to the value; the page that says that one proved it; tokens for programs, made and revoked.
"""

from datetime import timedelta

import pytest
from browser.test_account_in_browser import judge
from listening import serving
from service import CLIENT, SECRET, SignInService, running
from web.making import PASSWORD, install_in
from web.test_reveal import SECRET as HIDDEN
from web.test_reveal import sealed_mention

from smbot.core.clock import SystemClock
from smbot.web.app import create_app

pytestmark = pytest.mark.browser

LOOKS = [
    pytest.param("en", {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}}, id="en-light-wide"),
    pytest.param("fr", {"color_scheme": "dark", "viewport": {"width": 320, "height": 800}}, id="fr-dark-narrow"),
    pytest.param("fr", {"color_scheme": "light", "forced_colors": "active"}, id="fr-forced-colours"),
    pytest.param("en", {"color_scheme": "dark", "viewport": {"width": 320, "height": 800}}, id="en-dark-narrow"),
]


@pytest.fixture(scope="module")
def service():
    with running(SignInService(SystemClock())) as it:
        it.person["groups"] = ["officers"]
        yield it


@pytest.fixture(scope="module")
def served(service, tmp_path_factory):
    """A desk that knows its own address, as a service must be told where to lead back."""
    app = None

    async def later(scope, receive, send):
        await app(scope, receive, send)

    with serving(later) as address:
        made = install_in(
            tmp_path_factory.mktemp("desk"),
            clock=SystemClock(),
            sign_in={"oidc": {"issuer": service.url, "client_id": CLIENT, "roles": {"officers": ["compliance"]}}},
            web={"public_url": address},
            environment={"SMBOT_OIDC_CLIENT_SECRET": SECRET},
        )
        with made.application.store.write() as tx:
            tx.bind(made.members["chloe"].id, service.url, "person-1")
        app = create_app(made.application)
        yield made, address
        made.application.close()


@pytest.fixture(scope="module")
def desk(served):
    return served[0]


@pytest.fixture(scope="module")
def address(served):
    return served[1]


def signed_in(window, name, language, look):
    made = window(name, locale=f"{language}-CA", **look)
    made.page.goto(f"{made.address}/language/{language}")
    return made


def looked_at(made, language):
    made.ready()
    assert made.page.get_attribute("html", "lang") == language
    judge(made.page)


def forgive(made, status):
    """Take note that the browser itself tells of a refusal."""
    assert [status in what for what in made.wrong] == [True]
    made.wrong.clear()


@pytest.mark.parametrize(("language", "look"), LOOKS)
def test_an_officer_proves_it_at_the_service_and_sees_the_value(window, desk, service, language, look):
    mention = sealed_mention(desk)
    made = signed_in(window, "chloe", language, look)
    page, form = made.page, f"/items/{mention}/reveal?mask=0"
    made.open(form)
    looked_at(made, language)
    page.select_option("[name=reason]", "safety")
    page.fill("[name=note]", "Somebody may be in danger.")
    page.fill("[name=password]", "a wrong password")
    page.click("main form .primary")
    page.wait_for_selector(".alert")
    looked_at(made, language)
    forgive(made, "409")

    service.person["auth_time"] = int((SystemClock().now() - timedelta(seconds=1)).timestamp())
    listed = f"{form}&view=tab%3Dunclaimed"  # the list they came from comes along
    page.route(f"{made.address}{listed}", lambda route: route.fulfill(status=204))  # a browser stays where it is then
    page.click("a[href^='/sign-in/service/anew']")
    page.wait_for_selector(f"a.primary[href='{listed}']")
    looked_at(made, language)
    page.unroute(f"{made.address}{listed}")
    made.wrong[:] = [what for what in made.wrong if service.url not in what]  # its pages are no pages of ours

    page.click("main a.primary")
    page.wait_for_selector("[name=reason]")
    assert page.query_selector("[name=password]") is None
    looked_at(made, language)
    page.select_option("[name=reason]", "safety")
    page.fill("[name=note]", "Somebody may be in danger.")
    page.click("main form .primary")
    page.wait_for_selector("[data-hide-after]")
    looked_at(made, language)
    assert HIDDEN in page.inner_text("main")


@pytest.mark.parametrize(("language", "look"), LOOKS)
def test_a_token_is_made_shown_once_and_revoked(window, desk, language, look):
    name = f"zoe-{language}-{look['color_scheme']}-{look.get('viewport', {}).get('width')}"
    desk.add_member(name, desk.members["ana"].roles, language)
    made = signed_in(window, name, language, look)
    page = made.page
    made.open("/account/tokens")
    looked_at(made, language)
    page.fill("main [name=name]", "Dashboard")
    page.fill("[name=password]", "a wrong password")
    page.click("main .primary")
    page.wait_for_selector(".alert")
    looked_at(made, language)
    forgive(made, "422")

    page.fill("[name=password]", PASSWORD)
    page.click("main .primary")
    page.wait_for_selector("main pre code")
    looked_at(made, language)
    secret = page.inner_text("main pre code")
    made.open("/account/tokens")
    looked_at(made, language)
    assert secret not in page.content()
    page.click("main [action$='/revoke'] button")
    page.wait_for_url("**done=revoked")
    looked_at(made, language)

    assert page.locator("main [action$='/revoke']").count() == 0

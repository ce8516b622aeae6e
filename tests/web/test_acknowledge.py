"""The page behind the link of an urgent call: looking acknowledges nothing, pressing does, once."""

import html

import pytest
from fakes import stored_mention
from web.conftest import HERE, Browser

from smbot.bootstrap.cases import cases_of, paging_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind, Priority
from smbot.web.access import Gate, refuse_open_doors
from smbot.web.app import create_app
from smbot.web.pages_acknowledge import add_acknowledge
from smbot.web.sessions import Sessions


@pytest.fixture
def paging(desk):
    return paging_of(desk.application)


@pytest.fixture
def app(desk, paging):
    """The desk with the page mounted, as its doors demand."""
    made, settings = create_app(desk.application), desk.application.settings
    gate = Gate(
        Sessions(desk.application.store, desk.application.clock, settings.web), https=False, first_language="en"
    )
    add_acknowledge(made, paging, gate, first_language="en", zone=desk.application.zone)
    refuse_open_doors(made)
    return made


@pytest.fixture
def members(desk):
    with desk.application.store.read() as tx:
        return {member.name: member for member in tx.members()}


@pytest.fixture
def call(desk, members):
    """An urgent case, opened by ana: people are called."""
    mention = stored_mention(desk.application.store)
    cases = cases_of(desk.application)
    cases.open(members["ana"], Start(kind=Kind.INCIDENT, mentions=(mention,), priority=Priority.URGENT))
    [waiting] = cases.calls(members["ana"])
    return waiting


def waits(desk, call):
    with desk.application.store.read() as tx:
        return tx.page_to_people(call.id).acknowledged_at is None


def test_looking_as_scanners_do_acknowledges_nothing(desk, app, paging, call, members):
    link = paging.link(call.id, members["ana"].id)

    answers = [Browser(app).request(method, link, headers={"sec-fetch-site": "none"}) for method in ("GET", "HEAD")]

    assert (answers[0].status_code, waits(desk, call)) == (200, True)
    assert "ana: I take it" in answers[0].text
    assert answers[0].headers["cache-control"] == "no-store"
    assert answers[0].headers["referrer-policy"] == "no-referrer"


def test_pressing_the_button_acknowledges_once_and_says_so(desk, app, paging, call, members):
    link = paging.link(call.id, members["ana"].id)

    first, second = (Browser(app).request("POST", link) for _ in range(2))
    looked = Browser(app).get(link)

    assert (first.status_code, second.status_code, looked.status_code) == (200, 409, 200)
    assert "Nobody is called again" in first.text
    assert f'href="/cases/{call.subject}"' in first.text
    assert "ana has acknowledged this" in second.text
    assert "<form" not in looked.text
    assert not waits(desk, call)


def test_a_signed_in_browser_that_came_from_a_message_can_press_it_too(desk, app, a_browser, paging, call, members):
    browser = a_browser("ana")

    answer = browser.request("POST", paging.link(call.id, members["ana"].id))

    assert (answer.status_code, waits(desk, call)) == (200, False)


def test_a_form_of_another_site_acknowledges_nothing(desk, app, paging, call, members):
    link = paging.link(call.id, members["ana"].id)

    answers = [
        Browser(app).request("POST", link, headers=headers)
        for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site", "origin": HERE})
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert waits(desk, call)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_that_is_none_of_ours_shows_nothing(desk, app, paging, call, members, method):
    link = paging.link(call.id, members["ana"].id)
    others = [
        link[:-1],
        link.replace(call.id, "p-000000000000"),
        "/acknowledge/x",
        paging.link(call.id, members["vera"].id),
    ]

    answers = [Browser(app).request(method, other) for other in others]

    assert [answer.status_code for answer in answers] == [404, 404, 404, 403]
    assert not any(call.subject in answer.text for answer in answers)
    assert waits(desk, call)


def test_a_link_that_is_over_says_so(desk, app, paging, call, members):
    link = paging.link(call.id, members["ana"].id)
    desk.application.clock.advance(hours=12)

    answer = Browser(app).get(link)

    assert answer.status_code == 404
    assert "time of this link is over" in html.unescape(answer.text)

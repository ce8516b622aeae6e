"""Asking Facebook what our page says of its place, against the local Graph server."""

from datetime import UTC, datetime

import pytest

from smbot.core.clock import FrozenClock
from smbot.core.errors import AccountProblem, Unavailable
from smbot.offices.facts import PageTeller
from smbot.platforms.facebook import ADAPTER
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.testing.facebook import FacebookServer, FacebookWorld, Fault

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)


@pytest.fixture
def world():
    return FacebookWorld(FrozenClock(NOW))


@pytest.fixture
def server(world):
    with FacebookServer(world, slow_seconds=1.6) as running:
        yield running
    assert running.crashes == []


@pytest.fixture
def ask(world, server):
    """Ask as the adapter does, with the page's own token."""
    settings = FacebookSettings.model_validate(
        {
            "enabled": True,
            "page_id": world.page.id,
            "app_id": world.tokens.app_id,
            "graph_url": server.url,
            "timeout_seconds": 1,
        }
    )
    secrets = {"page_token": world.tokens.page, "app_secret": world.tokens.app_secret}
    return lambda: ADAPTER.page_facts(settings, secrets, world.clock)


def test_the_adapter_is_one_that_tells_of_pages():
    assert isinstance(ADAPTER, PageTeller)


def test_hours_number_and_address_are_read_in_one_call(world, server, ask):
    world.page_says = {
        "phone": "416-555-0123",
        "emails": ["counter@example.ca"],
        "website": "https://services.example.ca",
        "location": {"street": "100 Example Street", "city": "Toronto", "zip": "A1A 1A1", "latitude": 43.7},
        "hours": {
            "mon_2_close": "16:30",
            "mon_2_open": "13:00",
            "mon_1_open": "08:30",
            "mon_1_close": "12:00",
            "sun_1_open": "22:00",
            "sun_1_close": "00:00",
        },
    }

    facts = ask()

    assert (facts.page, facts.phone, facts.emails) == ("Service Nord", "416-555-0123", ("counter@example.ca",))
    assert (facts.street, facts.city, facts.postal_code) == ("100 Example Street", "Toronto", "A1A 1A1")
    assert [[str(one) for one in day] for day in facts.hours] == [
        ["08:30-12:00", "13:00-16:30"],
        *[[]] * 5,
        ["22:00-24:00"],
    ]
    assert len(server.received) == 1


def test_a_page_that_says_nothing_is_read_as_saying_nothing(ask):
    facts = ask()

    assert (facts.phone, facts.street, facts.hours, facts.emails) == ("", "", None, ())


def test_a_token_that_died_is_an_account_problem(world, ask):
    world.tokens.kill(460)

    with pytest.raises(AccountProblem):
        ask()


@pytest.mark.parametrize("fault", [Fault.HTML_502, Fault.HTML, Fault.TRUNCATED_JSON, Fault.SERVICE_ERROR])
def test_an_answer_that_is_none_says_nothing_of_the_page(server, ask, fault):
    server.faults.next("GET /{object}", fault)

    with pytest.raises(Unavailable):
        ask()

"""What a reply costs stands before it is sent: beside its text, as it is typed, and only where something is billed."""

import pytest

COSTS = "It costs {} US dollars. Left for sending on X this month: {}."


def checked(browser, mention, text):
    return browser.post(f"/items/{mention}/check", {"draft": text}).json()["cost"]


def test_the_cost_of_a_reply_and_what_is_left_stand_before_the_button_that_sends_it(desk, a_browser):
    with desk.application.store.write() as tx:
        tx.bill_sending("x", 12_000_000)

    page = a_browser("paul").get(f"/items/{desk.add_mention()}").text

    told = f"<span data-cost>{COSTS.format('0.010', '38.00')}</span>"
    assert page.index("data-length") < page.index(told) < page.index("Approve the reply<kbd")
    assert 'aria-describedby="draft-length draft-cost draft-problems"' in page


@pytest.mark.parametrize(
    ("summoned", "text", "price"),
    [(True, "Thank you.", "0.010"), (False, "Thank you.", "0.015"), (True, "See example.ca/help", "0.200")],
)
def test_the_cost_follows_what_is_typed(desk, a_browser, summoned, text, price):
    mention = desk.add_mention(summoned=summoned)

    assert checked(a_browser("paul"), mention, text) == COSTS.format(price, "50.00")


def test_a_spent_budget_is_told_in_the_reader_s_language(desk, a_browser):
    with desk.application.store.write() as tx:
        tx.bill_sending("x", 49_994_000)
    browser = a_browser("paul")
    mention = desk.add_mention()

    assert "and only 0.01 are left" in checked(browser, mention, "Thank you.")
    browser.get("/language/fr")
    assert "0,010" in checked(browser, mention, "Merci.")


def test_nothing_is_said_where_a_platform_costs_nothing(desk, a_browser):
    browser, mention = a_browser("paul"), desk.add_comment()

    assert "data-cost" not in browser.get(f"/items/{mention}").text
    assert checked(browser, mention, "See example.ca/help") == ""

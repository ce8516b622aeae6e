"""The officer's desk in a browser: a revealed value goes by itself, with script and without."""

import pytest
from web.making import PASSWORD
from web.test_reveal import SECRET, sealed_mention

pytestmark = pytest.mark.browser


def reveal(made, mention, *, script=True):
    page = made.page
    made.open(f"/items/{mention}/reveal?mask=0", script=script)
    page.select_option("[name=reason]", "safety")
    page.fill("[name=note]", "Somebody may be in danger.")
    if page.query_selector("[name=password]"):
        page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    page.wait_for_selector("[data-hide-after]")


def back_to(mention):
    """The item, in the list the officer came from: what nobody has claimed, when they came from none."""
    return f"/items/{mention}?tab=unclaimed"


def test_a_revealed_value_goes_when_the_officer_looks_away(window, desk):
    mention = sealed_mention(desk)
    made = window("chloe")
    reveal(made, mention)
    made.ready()
    assert SECRET in made.page.inner_text("main")

    made.page.evaluate("dispatchEvent(new Event('blur'))")

    made.page.wait_for_url(lambda url: url.endswith(back_to(mention)))
    assert SECRET not in made.page.content()
    made.page.go_back()
    assert SECRET not in made.page.content()


def test_a_revealed_value_goes_when_its_time_is_over(window, desk):
    mention = sealed_mention(desk)
    made = window("chloe")
    made.page.clock.install()
    reveal(made, mention)
    made.ready()

    made.page.clock.fast_forward(29_000)
    assert SECRET in made.page.inner_text("main")
    made.page.clock.fast_forward(1_500)

    made.page.wait_for_url(lambda url: url.endswith(back_to(mention)))
    assert SECRET not in made.page.content()


def test_without_script_the_page_leads_back_by_itself(window, desk):
    mention = sealed_mention(desk)
    made = window("chloe", script=False, java_script_enabled=False)

    reveal(made, mention, script=False)

    assert SECRET in made.page.inner_text("main")
    assert made.page.get_attribute("meta[http-equiv=refresh]", "content") == f"30;url={back_to(mention)}"

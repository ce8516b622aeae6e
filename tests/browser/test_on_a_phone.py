"""On a phone of 360 pixels, by touch: the queue is read, a mention claimed and approved, an urgent call taken."""

from urllib.parse import urlsplit

import pytest

from smbot.bootstrap.cases import cases_of, paging_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind, Priority
from smbot.core.states import MentionState

pytestmark = pytest.mark.browser
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
NO_SCROLL = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_mention_is_found_claimed_and_approved_by_touch(window, desk, language):
    mention = desk.add_mention(rank=0, label="urgent", minutes_old=20_000)
    made = window("paul", locale=f"{language}-CA", **PHONE)
    page = made.page
    made.open(f"/language/{language}?next=/queue")
    assert page.evaluate(NO_SCROLL)

    page.locator(f".row[data-id={mention}] a").tap()
    page.wait_for_url(f"**/items/{mention}**")
    made.ready()
    assert page.evaluate(NO_SCROLL)
    page.locator("form[action*='/claim'] button").tap()
    page.wait_for_url("**done=claim**")
    made.ready()
    page.locator("button[name=approve], form#draft-form button.primary, button.primary").first.tap()
    page.wait_for_url("**done=approve**")

    item = desk.application.desk().item(desk.members["paul"], mention)
    assert item.state == MentionState.APPROVED
    assert page.evaluate(NO_SCROLL)


def test_an_urgent_call_is_taken_by_touch_from_its_link_without_signing_in(window, desk):
    mention, ana = desk.add_mention(), desk.members["ana"]
    cases, paging = cases_of(desk.application), paging_of(desk.application)
    cases.open(ana, Start(kind=Kind.INCIDENT, mentions=(mention,), priority=Priority.URGENT))
    call = cases.calls(ana)[-1]
    page = window(path=urlsplit(paging.link(call.id, ana.id)).path, script=False, **PHONE).page
    assert page.evaluate(NO_SCROLL)

    page.get_by_role("button").tap()

    page.get_by_text("You have taken it.").wait_for()
    with desk.application.store.read() as tx:
        assert tx.page_to_people(call.id).acknowledged_by == "ana"


def test_new_mentions_and_the_state_of_the_stream_have_room(window, desk):
    desk.add_mention()
    made = window("vera", path="/queue", **PHONE)
    made.page.wait_for_selector("#stream[data-state=live]")

    made.page.evaluate("""() => { const news = document.querySelector('.news'); news.hidden = false;
      news.querySelector('span').textContent = news.dataset.all; }""")

    assert made.page.evaluate(NO_SCROLL)
    assert made.page.locator(".news a").bounding_box()["height"] >= 24

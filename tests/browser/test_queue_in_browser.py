"""Working through the list in a real browser: choosing by key, acts on many, who has it open, compact rows; axe."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe

from smbot.core.states import MentionState

pytestmark = pytest.mark.browser
OPEN = "?tab=all&platform=x"


def _states(desk, *mentions):
    queue, ana = desk.application.desk(), desk.members["ana"]
    return [queue.item(ana, mention).state for mention in mentions]


def test_two_are_chosen_and_claimed_by_keyboard_alone_and_taken_back(window, desk):
    mentions = [desk.add_mention(minutes_old=50_000 - n, rank=0) for n in range(2)]
    made = window("ana", path="/queue?tab=all")
    page, keys = made.page, made.page.keyboard

    page.locator("body").press("j")
    keys.press("v")
    keys.press("j")
    keys.press("v")
    chosen = page.locator(".pick:checked").count()
    page.get_by_text("With those that are chosen…").focus()
    keys.press("Enter")
    page.get_by_role("button", name="Claim", exact=True).focus()
    keys.press("Enter")
    page.get_by_text("Claimed: 2.").first.wait_for()
    held = _states(desk, *mentions)
    page.wait_for_load_state()
    made.ready()
    page.locator("body").press("z")
    page.get_by_text("Taken back: 2.").first.wait_for()

    assert chosen == 2
    assert held == [MentionState.CLAIMED] * 2
    assert _states(desk, *mentions) == [MentionState.DRAFTED] * 2


def test_the_focused_row_is_claimed_by_its_key_and_the_foot_says_whether_keys_are_on(window, desk):
    mention = desk.add_mention(minutes_old=59_000, rank=0)
    made = window("ana", path="/queue?tab=all")
    page, keys = made.page, made.page.keyboard
    switch = page.locator("#keys")

    was = page.locator("footer").inner_text()
    switch.click()
    is_now = page.locator("footer").inner_text()
    switch.click()
    page.locator("body").press("j")
    keys.press("c")
    page.get_by_text("You hold this mention now.").first.wait_for()

    assert "are on" in was
    assert "are off" in is_now
    assert page.get_by_role("link", name="List of the shortcuts").get_attribute("href") == "/help/keyboard"
    assert mention in page.url
    assert _states(desk, mention) == [MentionState.CLAIMED]


def test_acts_on_many_and_search_work_without_script(window, desk):
    mention = desk.add_mention("Where is the zebracrossing?")
    page = window("ana", path="/queue?tab=all", script=False, java_script_enabled=False).page

    page.get_by_text("Search and filters").click()
    page.get_by_label("Words in the post").fill("zebra")
    page.get_by_role("button", name="Apply").click()
    page.get_by_text("With those that are chosen…").click()
    page.get_by_label("All 1 on this page").check()
    page.get_by_role("button", name="Put off", exact=True).click()
    page.get_by_text("Put off: 1.").wait_for()
    put_off = desk.application.desk().item(desk.members["ana"], mention).snoozed_until
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Taken back: 1.").wait_for()

    assert put_off is not None
    assert desk.application.desk().item(desk.members["ana"], mention).snoozed_until is None


def test_a_mention_is_decided_in_at_most_three_keys(window, desk):
    mention = desk.add_mention(minutes_old=60_000, rank=0)
    page = window("ana", path="/queue?tab=all").page

    page.locator("body").press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/items/{mention}**")
    page.wait_for_selector("html[data-ready]")
    page.keyboard.press("x")
    page.get_by_text("Noted: no reply is due.").first.wait_for()

    assert _states(desk, mention) == [MentionState.NO_REPLY]


def test_the_key_of_an_act_that_is_not_possible_now_says_why(window, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["ana"], mention)
    page = window("paul", path=f"/items/{mention}{OPEN}").page

    page.locator("body").press("a")

    page.locator("#live").get_by_text("not possible now: ana holds this mention.").wait_for(state="attached")
    assert _states(desk, mention) == [MentionState.CLAIMED]


def test_the_key_that_approves_tells_who_may_not_that_another_does(window, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["ana"], mention)
    page = window("ana", path=f"/items/{mention}{OPEN}").page

    page.locator("body").press("a")

    page.locator("#live").get_by_text("an approver takes it from there.").wait_for(state="attached")
    assert _states(desk, mention) == [MentionState.CLAIMED]


def test_each_sees_that_the_other_has_it_open(window, desk):
    mention = desk.add_mention()
    window("paul", path=f"/items/{mention}{OPEN}")
    time.sleep(0.5)

    page = window("ana", path=f"/items/{mention}{OPEN}").page

    page.get_by_text("paul has this open.").wait_for()


def test_rows_are_compact_where_the_reader_wants_and_stay_so(window, desk):
    desk.add_mention("A long post. " * 40)
    made = window("ana", path="/queue?tab=all")
    page = made.page
    before = page.locator(".row").first.bounding_box()["height"]

    page.get_by_role("button", name="Compact rows").click()
    made.open("/queue?tab=all")

    assert page.locator(".row").first.bounding_box()["height"] < before


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_new_parts_pass_axe_in_both_widths(window, desk, width, language):
    mention = desk.add_mention("My card is late.", label="urgent", rank=0)
    desk.application.aside().note(desk.members["ana"], mention, "Look at the other post too.")
    made = window("paul", viewport={"width": width, "height": 900})
    made.open(f"/language/{language}")

    for path in ("/queue?tab=all", f"/items/{mention}?tab=all"):
        made.open(path)
        made.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        found = Axe().run(made.page).response
        assert [each["id"] for each in found["violations"]] == []
        small = made.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert small


def test_a_form_whose_leaving_was_stopped_can_be_sent_later(window, desk):
    mention = desk.add_mention()
    desk.application.desk().claim(desk.members["ana"], mention)
    made = window("ana", path=f"/items/{mention}")
    page = made.page
    draft, leave = page.locator("#draft"), page.locator('form[action*="/release"] button').first
    saved = draft.input_value()
    draft.press_sequentially(" More.")
    leave.click(no_wait_after=True)
    page.wait_for_timeout(500)
    stopped, made.wrong[:] = list(made.wrong), []
    draft.fill(saved)

    leave.click()

    page.wait_for_selector('form[action*="/release"]', state="detached")
    assert [what.startswith("dialog") for what in stopped] == [True]
    assert _states(desk, mention) == [MentionState.DRAFTED]


def test_leaving_a_text_that_could_not_be_saved_asks_first(window, desk):
    mention = desk.add_mention()
    made = window("ana", path=f"/items/{mention}")
    page = made.page
    desk.application.desk().claim(desk.members["ana"], mention)
    page.locator("#draft").fill("Hello, bonjour! Another text.")
    page.locator("#save").click()
    page.get_by_text("Your text is kept below").wait_for()
    made.ready()
    made.wrong.clear()  # the browser tells of the conflict
    page.locator("#draft").focus()
    page.keyboard.press("End")

    page.locator('a[data-go="q"]').first.click(no_wait_after=True)
    page.wait_for_timeout(500)

    assert [what for what in made.wrong if what.startswith("dialog")] == ["dialog "]
    assert page.locator("#draft").input_value() == "Hello, bonjour! Another text."
    made.wrong.clear()

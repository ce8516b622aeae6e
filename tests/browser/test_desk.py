"""The desk in a real browser: the whole path by mouse, by keyboard, and without scripts."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update
from web.making import DRAFT

from smbot.core.states import MentionState, ReplyState
from smbot.storage.tables import ReplyRow

pytestmark = pytest.mark.browser
OPEN = "?tab=open"


@pytest.fixture
def only(desk):
    """Leave one approver: who may then approve their own words."""

    def leave(name):
        for other in {"paul", "petra"} - {name}:
            _disable(desk, other, True)

    yield leave
    for name in ("paul", "petra"):
        _disable(desk, name, False)


def _disable(desk, name, disabled):
    with desk.application.store.write() as tx:
        tx.set_disabled(desk.members[name].id, disabled)


def _item(desk, mention):
    return desk.application.desk().item(desk.members["paul"], mention)


def test_claim_edit_approve_undo_by_mouse(window, desk, only):
    only("paul")
    mention = desk.add_mention()
    page = window("paul", path=f"/items/{mention}{OPEN}").page

    page.get_by_role("button", name="Claim", exact=True).click()
    page.get_by_text("You hold this mention now.").first.wait_for()
    page.get_by_role("textbox", name="Draft").fill(DRAFT + " Merci.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_text("The draft is saved.").first.wait_for()
    assert _item(desk, mention).draft == DRAFT + " Merci."
    page.get_by_role("button", name="Approve the reply").click()
    page.get_by_text("The reply is approved.").first.wait_for()
    assert _item(desk, mention).state == MentionState.APPROVED
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("The approval is undone.").first.wait_for()

    assert _item(desk, mention).reply.state == ReplyState.RETRACTED
    assert page.url.split("#")[0].split("/items/")[1].startswith(mention)


def test_the_same_path_by_keyboard_only(window, desk, only):
    only("petra")
    mention = desk.add_mention(rank=0, label="urgent", minutes_old=10_000)
    made = window()
    page, keys = made.page, made.page.keyboard
    made.open("/sign-in")

    page.locator("[name=name]").focus()
    keys.type("petra")
    keys.press("Tab")
    keys.type("correct horse battery")
    keys.press("Enter")
    page.wait_for_selector(".who")
    made.open("/queue" + OPEN)
    keys.press("j")
    assert mention in page.evaluate("document.activeElement.href")
    keys.press("Enter")
    page.wait_for_url(f"**/items/{mention}**")
    made.ready()
    keys.press("c")
    page.wait_for_url("**done=claim**")
    made.ready()
    assert page.evaluate("document.activeElement.id") == "item"
    keys.press("e")
    assert page.evaluate("document.activeElement.id") == "draft"
    keys.press("Control+End")
    keys.type(" Merci, j a c z x.")  # no shortcut works while typing
    keys.press("Control+Enter")
    page.wait_for_url("**done=edit**")
    made.ready()
    assert _item(desk, mention).draft == DRAFT + " Merci, j a c z x."
    keys.press("a")
    page.wait_for_url("**done=approve**")
    made.ready()
    assert _item(desk, mention).state == MentionState.APPROVED
    keys.press("z")
    page.wait_for_url("**done=undo**")

    assert _item(desk, mention).state == MentionState.CLAIMED
    assert _item(desk, mention).reply.state == ReplyState.RETRACTED


def test_the_same_path_without_scripts(window, desk, only):
    only("paul")
    mention = desk.add_mention()
    page = window("paul", path=f"/items/{mention}{OPEN}", script=False, java_script_enabled=False).page

    page.get_by_role("button", name="Claim", exact=True).click()
    page.get_by_role("textbox", name="Draft").fill(DRAFT + " Merci.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Approve the reply").click()
    assert _item(desk, mention).reply.text == DRAFT + " Merci."
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("Reject the draft…").click()
    page.get_by_role("textbox", name="Why").last.fill("Not our office.")
    page.get_by_role("button", name="Reject the draft").click()

    assert _item(desk, mention).state == MentionState.REJECTED
    page.wait_for_load_state()
    assert page.locator("kbd.hint:visible").count() == 0
    assert page.locator("#keys:visible").count() == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_the_undo_stands_in_sight_after_an_approval(window, desk, width):
    mention = desk.add_mention(minutes_old=60)
    desk.add_mention("A long post. " * 60, minutes_old=50)
    page = window("paul", path=f"/items/{mention}{OPEN}", viewport={"width": width, "height": 700}).page

    page.get_by_role("button", name="Approve the reply").click()
    page.wait_for_url("**done=approve**")
    page.wait_for_selector("html[data-ready]", state="attached")
    page.wait_for_timeout(300)
    box = page.get_by_role("button", name="Undo", exact=True).bounding_box()

    assert mention not in page.url.split("?")[0]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 700


def test_the_undo_window_counts_down(window, desk):
    mention = desk.add_mention()
    desk.application.desk().approve(desk.members["paul"], mention)
    page = window("paul", path=f"/items/{mention}").page
    countdown = page.locator(".countdown").first

    first = int(re.search(r"\d+", countdown.inner_text())[0])
    page.wait_for_timeout(1600)

    assert 0 < int(re.search(r"\d+", countdown.inner_text())[0]) < first <= 120


def test_when_the_undo_window_is_over_the_page_says_how_the_reply_stands_and_offers_no_undo(window, desk):
    mention = desk.add_mention()
    desk.application.desk().approve(desk.members["paul"], mention)
    _alter(desk, mention, next_at=desk.application.clock.now() + timedelta(seconds=2))
    page = window("paul", path=f"/items/{mention}?done=approve&of={mention}").page
    undo = page.get_by_role("button", name="Undo", exact=False)

    page.locator(".notice").get_by_text("The reply waits to leave.").wait_for()
    assert page.locator(".countdown").count() == 0
    _alter(desk, mention, state=ReplyState.SENT)
    page.locator(".notice").get_by_text("The reply is out.").wait_for()

    assert undo.count() == 0


def _alter(desk, mention, **values):
    """Change a reply as the dispatcher would; nobody runs it here."""
    with desk.application.store.write() as tx:
        tx.session.execute(update(ReplyRow).where(ReplyRow.mention == mention).values(**values))


def test_length_and_guard_answer_while_one_types(window, desk):
    mention = desk.add_mention()
    page = window("ana", path=f"/items/{mention}").page

    page.get_by_role("textbox", name="Draft").fill("x" * 300)
    page.wait_for_selector("[data-length].over")

    assert page.locator("[data-length]").inner_text() == "300"
    assert page.locator("[data-problems] li").count() >= 1
    page.get_by_role("textbox", name="Draft").fill(DRAFT)
    page.wait_for_selector("[data-length]:not(.over)")


def test_shortcuts_can_be_switched_off_and_stay_off(window, desk):
    mention = desk.add_mention()
    made = window("ana", path=f"/items/{mention}")
    page = made.page

    page.get_by_role("button", name="Keyboard shortcuts").click()
    made.open(f"/items/{mention}")
    page.keyboard.press("c")
    page.wait_for_timeout(300)

    assert _item(desk, mention).state == MentionState.DRAFTED
    assert page.locator("kbd.hint:visible").count() == 0
    assert page.locator("[aria-keyshortcuts]").count() == 0


def test_every_shortcut_has_a_visible_button(window, desk):
    mention = desk.add_mention(minutes_old=50)
    desk.add_mention(minutes_old=40)
    desk.application.desk().claim(desk.members["paul"], mention)
    page = window("paul", path=f"/items/{mention}?tab=mine").page

    shown = {el.get_attribute("data-key") for el in page.locator("[data-key]:visible").all()}

    assert {"a", "e", "r", "x", "h", "o", "/", "?"} <= shown


def test_a_conflict_keeps_what_was_typed(window, desk):
    mention = desk.add_mention()
    made = window("paul", path=f"/items/{mention}")
    page = made.page
    desk.application.desk().edit(desk.members["petra"], mention, "Her text.")
    desk.application.desk().release(desk.members["petra"], mention)

    page.get_by_role("textbox", name="Draft").fill("My long text.")
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("alert").wait_for()

    assert page.get_by_role("textbox", name="Draft").input_value() == "My long text."
    assert page.get_by_text("Her text.").count() == 1
    assert made.wrong == [what for what in made.wrong if "409" in what]
    made.wrong.clear()  # Chromium reports the status itself


def test_going_back_after_signing_out_shows_nothing(window, desk):
    mention = desk.add_mention("A post nobody else may read.")
    made = window("ana", path=f"/items/{mention}")
    page = made.page

    page.get_by_role("button", name="Sign out").click()
    page.get_by_text("You have signed out.").wait_for()
    page.go_back()
    page.wait_for_load_state()

    assert "A post nobody else may read." not in page.content()


def test_no_payload_runs(window, desk):
    payloads = [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</textarea><svg onload=alert(1)>",
        "'\"><iframe srcdoc='<script>alert(1)</script>'>",
        "<style>*{display:none}</style>",
        "[PERSON 1]<details open ontoggle=alert(1)>",
    ]
    made = window("paul")

    for payload in payloads:
        mention = desk.add_mention(f"a {payload} b", draft=f"c {payload} d", evidence=["a"])
        made.open(f"/items/{mention}{OPEN}&label=" + payload.replace("&", ""))
        assert payload.replace("[PERSON 1]", "") in made.page.locator("#draft").input_value()
        shown = made.page.locator("blockquote.post").evaluate("e => e.textContent")
        assert payload.replace("[PERSON 1]", "") in shown


def test_the_post_opens_in_a_tab_of_its_own_without_a_referrer(window, desk, address):
    mention = desk.add_mention(permalink=f"{address}/help")
    made = window("ana", path=f"/items/{mention}")

    with made.page.context.expect_page() as opened:
        made.page.get_by_role("button", name="Open on X (new tab)").click()
    there = opened.value
    there.wait_for_url("**/help")

    assert there.evaluate("document.referrer") == ""
    assert there.evaluate("window.opener") is None


def test_a_comment_is_hidden_first_and_shown_again(window, desk):
    mention = desk.add_comment(playbook="exposed-information")
    page = window("ana", path=f"/items/{mention}{OPEN}").page

    page.get_by_label("Note (needed").fill("a phone number")
    page.get_by_role("button", name="Hide the post").click()
    page.get_by_text("Ordered: the post is to be hidden.").first.wait_for()
    desk.carry_out()
    assert desk.townhall.hidden
    page.reload()
    page.get_by_text("Show the post again…").click()
    page.get_by_role("textbox", name="Why").nth(-1).fill("The author took it out.")
    page.get_by_role("button", name="Show the post again").click()
    page.get_by_text("Ordered: the post is to be shown again.").first.wait_for()
    page.get_by_role("button", name="Undo", exact=True).click()
    page.get_by_text("The order is taken back.").first.wait_for()

    desk.carry_out()
    assert desk.townhall.hidden


def test_a_private_message_is_counted_judged_and_ordered(window, desk):
    mention = desk.add_comment()
    made = window("paul", path=f"/items/{mention}{OPEN}")
    page = made.page
    form = page.locator("form", has=page.locator("#write-text"))

    page.get_by_text("Write to the author in private…").click()
    text = page.get_by_role("textbox", name="Private message")
    assert text.input_value() == DRAFT
    text.fill("x" * 201)
    form.locator("[data-length].over").wait_for()
    assert form.locator("[data-problems] li").count() >= 1
    assert page.locator("#draft-length [data-length]").inner_text() == str(len(DRAFT))
    text.fill("Hello, bonjour! Please tell us in this conversation what happened.")
    form.locator("[data-length]:not(.over)").wait_for()
    text.fill(DRAFT)
    form.get_by_role("button", name="Write to the author in private").click()
    page.wait_for_url("**done=write**")
    made.ready()
    page.keyboard.press("z")
    page.get_by_text("The order is taken back.").first.wait_for()

    assert desk.carry_out() == 0
    assert desk.townhall.messages == []
    assert page.get_by_text("Write to the author in private…").count() == 1


def test_the_cost_of_a_reply_follows_what_is_typed(window, desk):
    mention = desk.add_mention()
    made = window("ana", path=f"/items/{mention}{OPEN}")
    page = made.page
    page.get_by_role("button", name="Claim", exact=True).click()
    page.wait_for_url("**done=claim**")
    made.ready()
    cost = page.locator("[data-cost]")
    cost.filter(has_text="It costs 0.010 US dollars.").wait_for()

    page.get_by_role("textbox", name="Draft").fill("Hello, bonjour! See example.ca/help")

    cost.filter(has_text="It costs 0.200 US dollars.").wait_for()


def test_orders_work_without_scripts(window, desk):
    mention = desk.add_comment()
    made = window("paul", path=f"/items/{mention}{OPEN}", script=False, java_script_enabled=False)
    page = made.page

    page.get_by_text("Write to the author in private…").click()
    page.get_by_role("textbox", name="Private message").fill("Call us at 604 555-0187.")
    page.get_by_role("button", name="Write to the author in private").click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("textbox", name="Private message").input_value() == "Call us at 604 555-0187."
    page.get_by_role("textbox", name="Private message").fill(DRAFT)
    page.get_by_role("button", name="Write to the author in private").click()
    page.get_by_text("Ordered: your message goes to the author in private.").first.wait_for()
    page.get_by_role("button", name="Take back").click()

    page.get_by_text("The order is taken back.").first.wait_for()
    assert made.wrong == [what for what in made.wrong if "409" in what]
    made.wrong.clear()  # Chromium reports the status itself

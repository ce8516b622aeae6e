"""A compliance officer masks what was missed: by keyboard alone, by selecting it, and without scripts."""

import pytest

pytestmark = pytest.mark.browser
PHONE = "604 555 0187"
TEXT = f"Week nine, [PERSON 1] says call\n{PHONE} or 604-555-0187."
MASKED = "Week nine, [PERSON 1] says call\n[PHONE_NUMBER 1] or [PHONE_NUMBER 1]."


def text_of(desk, mention):
    return desk.application.desk().item(desk.members["chloe"], mention).text.text


def focused(page):
    return page.evaluate(
        "[document.activeElement.tagName, document.activeElement.name || document.activeElement.innerText]"
    )


def tab_to(page, what):
    for _ in range(120):
        page.keyboard.press("Tab")
        if focused(page) == what:
            return
    raise AssertionError(f"Tab never reached {what}")


def test_a_missed_phone_is_masked_by_keyboard_alone(window, desk):
    mention = desk.add_mention(TEXT)
    page = window("chloe", path=f"/items/{mention}?tab=all").page
    keys = page.keyboard

    tab_to(page, ["SUMMARY", "Something is not masked…"])
    keys.press("Enter")
    tab_to(page, ["INPUT", "value"])
    keys.type(PHONE)
    keys.press("Tab")
    assert focused(page)[1] == "entity"
    keys.type("phone")
    keys.press("Tab")
    keys.press("Enter")
    page.get_by_text("The stretch is masked now").first.wait_for()

    assert text_of(desk, mention) == MASKED
    assert PHONE not in page.content()
    assert "604-555-0187" not in page.content()
    assert page.evaluate("document.activeElement.id") in {"item", ""}


def test_words_that_are_selected_in_the_post_are_offered_to_the_form(window, desk):
    mention = desk.add_mention(TEXT)
    page = window("chloe", path=f"/items/{mention}?tab=all").page
    page.get_by_text("Something is not masked…").click()

    page.evaluate(
        """(phone) => {
          const text = [...document.querySelector(".post").childNodes].find((node) => node.textContent.includes(phone));
          const at = text.textContent.indexOf(phone);
          getSelection().setBaseAndExtent(text, at, text, at + phone.length);
        }""",
        PHONE,
    )
    page.wait_for_function("phone => document.querySelector('[data-selection]').value === phone", arg=PHONE)
    page.locator("#kind-of-stretch").select_option("PHONE_NUMBER")
    page.get_by_role("button", name="Mask them").click()
    page.get_by_text("The stretch is masked now").first.wait_for()

    assert text_of(desk, mention) == MASKED


def test_an_officer_says_what_an_unsure_mask_is_without_scripts(window, desk):
    mention = desk.add_mention("Week nine, [PERSON 1] waits.")
    with desk.application.store.read() as tx:
        [mask] = tx.item(mention).text.masks
    stored = {"start": mask.start, "end": mask.end, "entity": "PERSON", "number": 1, "score": 0.5, "recognizer": "test"}
    desk.set_mention(mention, masks=[stored | {"doubtful": True}], doubtful=True)
    page = window("chloe", path=f"/items/{mention}?tab=all", script=False, java_script_enabled=False).page

    assert page.locator(".post .chip").inner_text().split() == ["name", "1", "(unsure)"]
    page.get_by_text("A mask is right, or wrong…").click()
    page.get_by_label("It is right: this is personal information").check()
    page.get_by_role("button", name="Say so").click()
    page.get_by_text("Noted: the mask is right.").first.wait_for()

    assert page.locator(".post .chip-unsure").count() == 0

"""The account's pages in a browser: a second factor set up and used, checked with axe in both languages and themes."""

import pyotp
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.test_accessibility import NO_SCROLL, SMALL
from web.making import PASSWORD

pytestmark = pytest.mark.browser


def judge(page):
    found = Axe().run(page, options={"resultTypes": ["violations", "incomplete"]}).response
    told = [(v["id"], n["target"]) for kind in ("violations", "incomplete") for v in found[kind] for n in v["nodes"]]
    assert told == []
    assert page.evaluate(NO_SCROLL)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("fr", "dark")])
def test_a_second_factor_is_set_up_and_asked_for(window, desk, language, theme, width):
    name = f"zoe-{language}-{width}"
    desk.add_member(name, desk.members["vera"].roles, language)
    made = window(name, color_scheme=theme, locale=f"{language}-CA", viewport={"width": width, "height": 800})
    page = made.page
    made.open("/account")
    judge(page)

    page.fill("[name=password]", "a wrong password")
    page.click("[action='/account/second-factor'] button")
    page.wait_for_selector(".alert")
    made.ready()
    judge(page)
    assert ["422" in what for what in made.wrong] == [True]  # the browser notes the refusal
    made.wrong.clear()
    page.fill("[name=password]", PASSWORD)
    page.click("[action='/account/second-factor'] button")
    page.wait_for_selector("svg.qr")
    made.ready()
    judge(page)
    drawn = page.evaluate("document.querySelector('svg.qr').getBoundingClientRect().width")
    assert drawn > 150
    secret = page.inner_text("code.key").replace(" ", "")
    page.fill("[name=code]", pyotp.TOTP(secret).now())
    page.click("main .primary")
    page.wait_for_selector(".recovery")
    made.ready()
    judge(page)
    codes = page.locator(".recovery code").all_inner_texts()
    assert len(codes) == 10

    page.click(".account button")
    page.wait_for_url("**/sign-in?left=1")
    made.ready()
    judge(page)
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=code]", codes[0])
    page.click("main button")
    page.wait_for_url("**/account")
    page.goto(made.address + "/queue")
    page.wait_for_selector(".who")


def test_keys_that_were_changed_without_script_are_the_ones_that_work(window, desk):
    desk.add_member("ken", desk.members["ana"].roles, "en")
    desk.add_mention()
    plain = window("ken", path="/account/keys", script=False, java_script_enabled=False).page
    for does, key in [("claim", "w"), ("next mention", "5"), ("put back", "")]:
        plain.get_by_role("textbox", name=does, exact=True).fill(key)
    plain.get_by_role("textbox", name="leads to a page").fill("i")
    plain.get_by_role("button", name="Keep these keys").click()
    plain.get_by_text("Your keys are kept.").wait_for()

    made = window("ken", path="/account/keys")
    judge(made.page)
    page, keys = made.page, made.page.keyboard
    keys.press("i")
    keys.press("q")
    page.wait_for_url("**/queue")
    made.ready()
    keys.press("j")
    assert page.evaluate("document.activeElement.closest('.row')") is None
    keys.press("5")
    keys.press("Enter")
    page.wait_for_url("**/items/**")
    made.ready()
    keys.press("c")
    assert "done=" not in page.url
    assert page.get_attribute("[data-key=w]", "aria-keyshortcuts") == "w"
    keys.press("w")
    page.wait_for_url("**done=claim**")
    made.ready()
    assert page.locator("[data-key=r]").count() == 0

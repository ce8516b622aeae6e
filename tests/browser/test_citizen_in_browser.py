"""The secure page in Debian's Chromium: axe, narrow windows, targets, contrast, and the whole way without script."""

import re

import pytest
from browser.axe_in_every_look import found_by_axe
from browser.conftest import Window
from browser.test_accessibility import LONGER, NO_SCROLL, SMALL, SPACING
from listening import serving
from unit.handoff.conftest import ALICE, CHEAP, PASSPHRASE, Zone

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import SystemClock
from smbot.handoff.box import PrivateText
from smbot.handoff.codes import shown
from smbot.handoff.model import Channel
from smbot.handoff.passphrase import Deriver
from smbot.installation import install
from smbot.settings import FILE_NAME
from smbot.web.citizen.app import citizen_app

pytestmark = pytest.mark.browser

NOTICE = """
authority = { en = "section 26(c) of the Example Act", fr = "l’alinéa 26c) de la Loi exemplaire" }
questions = { en = "the privacy officer, 1-800-555-0100", fr = "le responsable de la vie privée, 1-800-555-0100" }
"""
WRITTEN = "The roof of unit 12 leaks since May.\n\nCould somebody look at it before the winter?"


@pytest.fixture(scope="module")
def zone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("citizen") / "smbot"
    install(folder, None).close()
    file = folder / FILE_NAME
    file.write_text(file.read_text("utf-8").replace("[citizen]\n", f"[citizen]\n{NOTICE}"), "utf-8")
    application = Application(settings.load(file), SystemClock(), {})
    yield Zone(application, application.clock)
    application.close()


@pytest.fixture(scope="module")
def address(zone):
    """Serve the secure page; return its address."""
    app = citizen_app(zone.application, Deriver(CHEAP))
    with serving(app) as served:
        yield served


@pytest.fixture
def person(chromium, address):
    """Open windows; at the end nothing may have gone wrong in any of them but refusals that were asked for."""
    opened = []

    def make(*, language="en", width=1280, **context):
        fresh = chromium.new_context(viewport={"width": width, "height": 900}, locale=f"{language}-CA", **context)
        made = Window(fresh.new_page(), address)
        opened.append(made)
        return made

    yield make
    wrong = [what for made in opened for what in made.wrong if not re.search(r"status of 4\d\d", what)]
    for made in opened:
        made.page.context.close()
    assert wrong == []


def press(page, what):
    """Click, and wait until the page that follows stands with its style."""
    with page.expect_navigation(wait_until="load"):
        page.click(what)


def a_case(zone, case):
    with zone.store.write() as tx:  # all visitors of this test come from one address, which would be limited
        tx.forget_buckets(zone.clock.now())
    zone.desk.assign(case, ALICE, "alice")
    return shown(zone.desk.make_code(case, ALICE).code)


def claim(window, code, language="en"):
    page = window.page
    window.open(f"/{language}/first", script=False)
    page.fill("#code", code)
    page.fill("#passphrase", PASSPHRASE)
    page.fill("#again", PASSPHRASE)
    press(page, "main button")


def states(zone, window, language, number):
    """Walk through every page and state, and give each to whoever looks."""
    page = window.page
    case = f"c-{language}-{number}"
    code = a_case(zone, case)
    for path in ("", "/first", "/enter", "/notice", "/nothing"):
        window.open(f"/{language}{path}", script=False)
        yield path or "/"
    window.open(f"/{language}/first", script=False)
    page.fill("#code", "abc")
    press(page, "main button")
    yield "first with mistakes"
    window.open(f"/{language}/enter", script=False)
    page.fill("#code", code)
    page.fill("#passphrase", "not the right one")
    press(page, "main button")
    yield "refused"
    claim(window, code, language)
    yield "an empty thread"
    press(page, "form.card button")
    yield "a thread with mistakes"
    page.fill("#text", WRITTEN)
    page.check("[name=channel][value=call-back]")
    page.fill("#contact", "604 555-0144")
    page.fill("#when", "In the morning")
    press(page, "form.card button")
    zone.desk.answer(case, ALICE, PrivateText("Thank you. A colleague comes on Monday at nine."))
    yield "sent"
    page.reload()
    yield "a thread"
    press(page, f"a[href='/{language}/delete']")
    yield "deletion"
    press(page, "button.danger")
    yield "deleted"
    press(page, ".head button")
    yield "left"


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_in_any_state(zone, person, language):
    window = person(language=language)

    for state in states(zone, window, language, "axe"):
        assert window.page.get_attribute("html", "lang") == language
        assert found_by_axe(window.page) == [], state


@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("change", [None, LONGER, SPACING], ids=["as it is", "longer words", "text spacing"])
def test_no_page_scrolls_sideways_and_every_target_is_large_enough(zone, person, width, change):
    window = person(language="fr", width=width)

    for state in states(zone, window, "fr", f"{width}{hash(change)}"):
        assert window.page.evaluate(SMALL) == [], state
        if change:
            window.page.evaluate(change)
        assert window.page.evaluate(NO_SCROLL), state


def test_the_whole_way_works_by_keyboard_and_without_script(zone, person):
    code = a_case(zone, "c-keys")
    window = person(java_script_enabled=False)
    page = window.page
    window.open("/en", script=False)
    claim(window, code)

    page.focus("#text")
    page.keyboard.type(WRITTEN.replace("\n", " "))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("604 555-0144")
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")

    assert "We have your message" in page.inner_text("[role=status]")
    [opened] = zone.desk.open_thread("c-keys", ALICE)
    assert (opened.message.channel, opened.message.language) == (Channel.CALL_BACK, "fr")


def test_after_a_mistake_the_focus_is_on_what_is_wrong_and_a_link_leads_to_the_field(person):
    window = person()
    page = window.page
    window.open("/en/first", script=False)
    page.fill("#code", "nonsense")
    press(page, "main button")

    page.wait_for_selector("[role=alert]:focus")
    page.click(".alert a >> nth=0")

    assert page.evaluate("document.activeElement.id") == "code"


def test_back_after_closing_shows_nothing(zone, person):
    code = a_case(zone, "c-back")
    window = person()
    page = window.page
    claim(window, code)
    page.fill("#text", WRITTEN)
    press(page, "form.card button")
    press(page, ".head button")

    page.go_back()

    assert "roof" not in page.inner_text("body")


def test_what_people_type_stays_text(zone, person):
    code = a_case(zone, "c-markup")
    window = person()
    page = window.page
    claim(window, code)
    markup = "<img src=x onerror=alert(1)><script>alert(2)</script>{{ 7*7 }} \N{RIGHT-TO-LEFT OVERRIDE}abc"
    page.fill("#text", markup)
    press(page, "form.card button")

    assert page.inner_text(".words") == markup
    assert page.query_selector(".words img") is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_keep_their_contrast(person, theme):
    window = person(color_scheme=theme)
    window.open("/en", script=False)
    names = ["paper", "card", "ink", "soft", "edge", "accent", "on-accent", "tint", "bad", "bad-tint", "good-tint"]
    found = window.page.evaluate(
        """names => { const probe = document.body.appendChild(document.createElement('i')); const found = {};
        for (const name of names) { probe.style.setProperty('color', `var(--${name})`);
          found[name] = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number); }
        return found }""",
        names,
    )

    def luminance(rgb):
        parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(one, two):
        low, high = sorted((luminance(found[one]), luminance(found[two])))
        return (high + 0.05) / (low + 0.05)

    pairs = [(ink, ground) for ink in ("ink", "soft", "accent", "bad") for ground in ("paper", "card", "tint")]
    pairs += [("on-accent", "accent"), ("ink", "bad-tint"), ("bad", "bad-tint"), ("ink", "good-tint")]
    for ink, ground in pairs:
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in ("paper", "card"):
        assert contrast("edge", ground) >= 3, ground

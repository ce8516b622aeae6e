"""Every page in both languages and themes: axe, narrow windows, long words, forced colours, target sizes."""

import pytest
from browser.axe_in_every_look import found_by_axe

from smbot.bootstrap.compliance import breaches_of, holds_of
from smbot.collect.keep import forget
from smbot.core.accounts import AccountHealth
from smbot.core.holds import HoldKind
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import ReplyState
from smbot.review.at_platform import Order
from smbot.web.help_pages import TOPICS

pytestmark = pytest.mark.browser

NO_SCROLL = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
LONGER = """() => {
  const walk = document.createTreeWalker(document.querySelector('body'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) found.push(walk.currentNode);
  for (const node of found) {
    if (!node.parentElement.closest('blockquote, textarea, script, code'))
      node.data = node.data.replace(/[^\\W\\d_]{4,}/g, word => word + word.slice(0, Math.ceil(word.length * .4)));
  }
}"""
SPACING = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important }'
    + '* { letter-spacing: .12em !important; word-spacing: .16em !important }'
    + 'p { margin-block-end: 2em !important }');
  document.adoptedStyleSheets = [sheet];
}"""
SMALL = """() => [...document.querySelectorAll('a, button, summary, input:not([type=hidden]), select, textarea')]
  .filter(e => e.checkVisibility() && !e.closest('p:not(.buttons):not(.brand), td, dd') && !e.matches('.skip'))
  .map(e => [e.outerHTML.slice(0, 90), e.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)"""


def officers_desk(desk, mention):
    """Put a hold, a disposal and a breach report onto the officers' desk; return its addresses."""
    chloe, application = desk.members["chloe"], desk.application
    holds_of(application).place(chloe, HoldKind.MENTION, mention, "2026-17", "A complaint to the commissioner.")
    told = {"title": "A number was shown", "what": "A post showed it.", "discovered": "2026-03-04"}
    breaches_of(application).keep(chloe, told | {"information": ["PHONE_NUMBER"]}, subject=mention)
    gone = desk.add_mention()
    with application.store.write() as tx:
        forget(tx, gone)
    today = desk.clock.now().date().isoformat()
    return [
        "/compliance",
        "/compliance/holds",
        "/compliance/disposals",
        f"/compliance/exports?kind=mentions&first=2020-01-01&last={today}",
        "/compliance/people",
        "/compliance/breaches",
        "/compliance/breaches/1",
        "/compliance/breaches/1/edit",
        f"/compliance/timeline/{mention}",
        f"/items/{mention}/reveal?mask=0",
    ]


@pytest.fixture(scope="module")
def paths(desk):
    """One address of each kind of page and state, with who may see it."""
    board = desk.application.desk()
    paul = desk.members["paul"]
    drafted = desk.add_mention("Call [PHONE_NUMBER 1] or [CA_SIN 1] about it.", evidence=["about it"])
    held = desk.add_mention(language="fr", label="urgent", rank=0)
    board.claim(paul, held)
    approved = desk.add_mention()
    board.approve(paul, approved)
    withheld = desk.add_mention(None, withheld="language:es", language="es")
    closed = desk.add_mention(draft=None)
    board.no_reply(paul, closed)
    other = desk.add_mention()
    board.claim(desk.members["petra"], other)
    doubtful = desk.add_mention()
    board.approve(paul, doubtful)
    with desk.application.store.write() as tx:
        tx.session.connection().exec_driver_sql(
            "UPDATE reply SET state = ? WHERE mention = ?", (ReplyState.NEEDS_PERSON.value, doubtful)
        )
    with desk.application.store.write() as tx:
        tx.keep_health(AccountHealth(account="x", paused="401"))
        tx.spend("x", 45_000_000, 1)
        tx.keep_note("channel:reader 1", "550")
        tx.keep_note("alive:desk", "0.1")
        tx.keep_note("token:x", "ended:401")
    unsure_masks = desk.add_mention("Call [PHONE_NUMBER 1] or [PERSON 1].")
    mask = {"start": 5, "end": 21, "entity": "PHONE_NUMBER", "number": 1, "score": 0.5, "recognizer": "test"}
    masks = [mask | {"doubtful": True}, mask | {"start": 25, "end": 35, "entity": "PERSON", "disputed": True}]
    desk.set_mention(unsure_masks, masks=masks, doubtful=True)
    asked_to_hide = desk.add_comment(playbook="exposed-information")
    ordered = desk.add_comment()
    orders = desk.application.at_platform()
    orders.give(paul, ordered, Order.HIDE, reason="personal-information: a phone")
    orders.give(paul, ordered, Order.WRITE, text="Hello, bonjour! Please tell us here what happened.")
    unsure = desk.add_comment()
    orders.give(paul, unsure, Order.WRITE, text="Hello, bonjour! Please tell us here what happened.")
    desk.set_reply(unsure, Purpose.PRIVATE, state=ReplyState.NEEDS_PERSON, code="not-found")
    desk.set_mention(unsure, hidden=True, edited=True)
    answered = desk.add_answered()
    desk.set_reply(answered, seen="changed", seen_at=desk.clock.now(), seen_text="Other words there.")
    gone = desk.add_comment()
    message = desk.add_comment(kind=PostKind.MESSAGE)
    by_hand = desk.add_comment()
    board.answered_by_hand(paul, by_hand)
    with desk.application.store.write() as tx:
        conversation = tx.item(by_hand).conversation
        tx.keep_own_post(digest="d", parent="", conversation=conversation, posted_at=desk.clock.now())
        tx.purge(gone)
    return {
        None: ["/sign-in", "/help", *(f"/help/{topic}" for topic in TOPICS)],
        "paul": [
            "/queue?tab=open",
            "/queue?tab=all&label=spam",
            "/queue?tab=access",
            f"/items/{drafted}?tab=open",
            f"/items/{held}?tab=mine",
            f"/items/{approved}?tab=all&done=approve&of={approved}",
            f"/items/{withheld}?tab=quarantined",
            f"/items/{closed}?tab=all",
            f"/items/{other}",
            f"/items/{doubtful}",
            f"/items/{asked_to_hide}?tab=mine",
            f"/items/{ordered}?tab=mine&done=write&of={ordered}",
            f"/items/{unsure}?tab=mine",
            f"/items/{answered}?tab=mine",
            f"/items/{gone}?tab=mine",
            f"/items/{message}?tab=mine",
            f"/items/{by_hand}?tab=mine",
            "/sending",
            "/system",
            "/reputation",
            "/reputation?until=2020-01-05",
            "/operations",
            "/operations?days=364&step=acted",
            "/offers",
            "/offers?from=2020-01-01&to=2020-01-05",
            "/account",
            "/account/keys",
            "/account/tokens",
            "/api/v1/docs",
        ],
        "chloe": [
            "/audit",
            "/audit?kind=nothing",
            f"/items/{drafted}",
            f"/items/{unsure_masks}?tab=all&masks=unsure",
            *officers_desk(desk, drafted),
        ],
    }


@pytest.mark.parametrize("language", ["en", "fr"])
def test_axe_finds_nothing_on_any_page(window, paths, language):
    for who, addresses in paths.items():
        made = window(who, locale=f"{language}-CA")
        made.page.goto(made.address + f"/language/{language}")
        for path in addresses:
            made.open(path)
            assert made.page.get_attribute("html", "lang") == language
            assert found_by_axe(made.page) == [], path


@pytest.mark.parametrize("width", [320, 1024, 1280])
@pytest.mark.parametrize("change", [None, LONGER, SPACING], ids=["as it is", "longer words", "text spacing"])
def test_no_page_scrolls_sideways(window, paths, width, change):
    for who, addresses in paths.items():
        made = window(who, viewport={"width": width, "height": 800})
        for path in addresses:
            made.open(path)
            if change:
                made.page.evaluate(change)
            made.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
            assert made.page.evaluate(NO_SCROLL), path


def test_every_target_is_large_enough(window, paths):
    for who, addresses in paths.items():
        made = window(who)
        for path in addresses:
            made.open(path)
            assert made.page.evaluate(SMALL) == [], path


def test_the_focus_is_visible_on_every_control(window, paths):
    made = window("paul", path=paths["paul"][4])
    page = made.page
    seen = set()
    # The page puts the focus on the post; some browsers go from the last control to the first, some do not.
    page.evaluate("document.querySelector('a').focus()")

    for _ in range(60):
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => { const e = document.activeElement; const row = e.closest('.row') || e;
            const style = getComputedStyle(row); const box = e.getBoundingClientRect();
            return [e.outerHTML.slice(0, 80), style.outlineStyle, parseFloat(style.outlineWidth),
                    e === document.body || (box.bottom > 0 && box.top < innerHeight)] }"""
        )
        if state[0].startswith("<body"):
            break
        seen.add(state[0])
        assert state[1] == "solid", state
        assert state[2] >= 2, state
        assert state[3], state
    assert len(seen) > 15


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_keep_their_contrast(window, theme):
    made = window("paul", path="/queue", color_scheme=theme)
    tokens = made.page.evaluate(
        """() => { const probe = document.body.appendChild(document.createElement('i')); const found = {};
        for (const name of ['paper','card','ink','soft','edge','accent','on-accent','tint','warn','warn-tint','bad',
                            'bad-tint','good','mask','mask-ink']) {
          probe.setAttribute('class', ''); probe.style.color = `var(--${name})`;
          found[name] = getComputedStyle(probe).color.match(/[\\d.]+/g).slice(0, 3).map(Number); }
        return found }"""
    )

    def luminance(rgb):
        parts = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    def contrast(one, two):
        low, high = sorted((luminance(tokens[one]), luminance(tokens[two])))
        return (high + 0.05) / (low + 0.05)

    grounds = ("paper", "card", "tint")
    for ink in ("ink", "soft", "accent", "warn", "bad", "good"):
        for ground in grounds:
            assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ink, ground in [("on-accent", "accent"), ("mask-ink", "mask"), ("ink", "warn-tint"), ("ink", "bad-tint")]:
        assert contrast(ink, ground) >= 4.5, (ink, ground)
    for ground in ("paper", "card"):
        assert contrast("edge", ground) >= 3, ground

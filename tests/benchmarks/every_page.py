"""Every page of the desk and of the secure page as their users see them, in both languages, wide and on a phone.

    python -m tests.benchmarks.every_page [FOLDER] [--language fr] [--width 390] [--only item]

For the eye of whoever changes a page: each page is one long picture, and its words lie beside it as text. Nothing is
compared or refused. Pictures go to `.screenshots/all` (ignored by Git) unless a folder is named.
"""
# ruff: noqa: E402 - the tests' makers import each other from their own folder, which comes first

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from browser.test_accessibility import officers_desk
from listening import serving
from unit.handoff.conftest import CHEAP, PASSPHRASE
from web.casework import open_case, write_in_private
from web.making import PASSWORD, REPOSITORY, Installation, install_in
from web.test_reveal import sealed_mention

from smbot.access.names import Element, Means, Where
from smbot.access.orders import PassingOrder, begun, failed
from smbot.bootstrap.access import docket_of
from smbot.bootstrap.cases import assignee_of, cases_of, paging_of, survey_of
from smbot.bootstrap.private import private_desk
from smbot.cases.model import Ground, Kind, Outcome, Priority, Suggestion
from smbot.core.accounts import AccountHealth
from smbot.core.clock import FrozenClock
from smbot.core.ids import new_passing_id
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import ReplyState
from smbot.doctor import AT_DESK, examine
from smbot.handoff.codes import shown
from smbot.handoff.passphrase import Deriver
from smbot.offices.load import SHIPPED
from smbot.playbooks.shelf import PlaybookShelf
from smbot.review.at_platform import Order
from smbot.web.access import Gate
from smbot.web.app import create_app
from smbot.web.citizen.app import citizen_app
from smbot.web.help_pages import TOPICS
from smbot.web.pages_acknowledge import add_acknowledge
from smbot.web.pages_survey import add_survey
from smbot.web.sessions import Sessions
from tests.benchmarks.screenshots import CHROMIUM, FLAGS, FOLDER, TODAY, WEEKS, fill, work

WIDTHS = (1280, 390)
TALLEST = 1800
AUTHORITY = {"en": "section 26(c) of the Example Act", "fr": "l’alinéa 26c) de la Loi exemplaire"}
QUESTIONS = {"en": "the privacy officer, 1-800-555-0100", "fr": "la responsable de la vie privée, 1-800-555-0100"}
Act = Callable[[Page], None]


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A page to look at: who opens it, and what is done there before the picture."""

    name: str
    path: str
    who: str | None = None
    act: Act | None = None


def pressing(selector: str, **typed: str) -> Act:
    """Type into fields of a button's form, then press it, and wait for the page that follows."""

    def act(page: Page) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        form = page.locator(selector).first.locator("xpath=ancestor::form[1]")
        for name, text in typed.items():
            field = form.locator(f"[name='{name}']").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(text)
            elif field.get_attribute("type") in {"checkbox", "radio"}:
                form.locator(f"[name='{name}'][value='{text}']").first.check()
            else:
                field.fill(text)
        page.locator(selector).first.click()
        page.wait_for_load_state("load")
        page.wait_for_timeout(400)

    return act


def install(folder: Path, clock: FrozenClock) -> Installation:
    """An installation with a directory, a playbook that was changed, one that is broken, and a sign-in service."""
    playbooks = folder / "playbooks"
    shutil.copytree(REPOSITORY / "playbooks", playbooks)
    shutil.copy(SHIPPED, folder / "directory.yaml")
    shutil.copy(REPOSITORY / "config.example.toml", folder / "config.toml")
    made = install_in(
        folder,
        clock=clock,
        playbooks={"folder": str(playbooks)},
        sign_in={"oidc": {"issuer": "http://127.0.0.1:9", "client_id": "desk", "roles": {"agents": ["reviewer"]}}},
        web={"public_url": "http://127.0.0.1:8321", "accessibility_contact": "accessibility@example.ca"},
        citizen={"authority": AUTHORITY, "questions": QUESTIONS},
        environment={"SMBOT_OIDC_CLIENT_SECRET": "made-up"},
    )
    keeper = PlaybookShelf(playbooks, made.clock, tell=lambda _event: None, kept=folder / "data" / "playbooks")
    keeper.current()
    praise = playbooks / "praise.yaml"
    praise.write_text(praise.read_text("utf-8").replace("version: 2", "version: 99"), "utf-8")
    keeper.look()
    made.application.shelf.current()
    return made


def mentions(made: Installation) -> Iterator[Shot]:
    """A mention in each state, as the approver sees it."""
    board, paul = made.application.desk(), made.members["paul"]
    drafted = made.add_mention(
        "Nobody answers about it. Call [PHONE_NUMBER 1] or [CA_SIN 1] about it.", evidence=["Nobody answers"]
    )
    held = made.add_mention("L’eau entre chez nous, vite!", language="fr", label="urgent", rank=0)
    board.claim(paul, held)
    approved = made.add_mention()
    board.approve(paul, approved)
    withheld = made.add_mention(None, withheld="language:es", language="es")
    closed = made.add_mention(draft=None)
    board.no_reply(paul, closed)
    other = made.add_mention()
    board.claim(made.members["petra"], other)
    doubtful = made.add_mention()
    board.approve(paul, doubtful)
    made.set_reply(doubtful, state=ReplyState.NEEDS_PERSON)
    asked_to_hide = made.add_comment(playbook="exposed-information")
    ordered = made.add_comment()
    orders = made.application.at_platform()
    orders.give(paul, ordered, Order.HIDE, reason="personal-information: a phone")
    orders.give(paul, ordered, Order.WRITE, text="Hello, bonjour! Please tell us here what happened.")
    unsure = made.add_comment()
    orders.give(paul, unsure, Order.WRITE, text="Hello, bonjour! Please tell us here what happened.")
    made.set_reply(unsure, Purpose.PRIVATE, state=ReplyState.NEEDS_PERSON, code="not-found")
    made.set_mention(unsure, hidden=True, edited=True)
    answered = made.add_answered()
    made.set_reply(answered, seen="changed", seen_at=made.clock.now(), seen_text="Other words there.")
    gone, message = made.add_comment(), made.add_comment(kind=PostKind.MESSAGE)
    by_hand = made.add_comment()
    board.answered_by_hand(paul, by_hand)
    put_off, escalated, labelled, noted = (made.add_mention() for _ in range(4))
    unsure_masks = made.add_mention("Call [PHONE_NUMBER 1] or [PERSON 1].")
    mask = {"start": 5, "end": 21, "entity": "PHONE_NUMBER", "number": 1, "score": 0.5, "recognizer": "test"}
    masks = [mask | {"doubtful": True}, mask | {"start": 25, "end": 35, "entity": "PERSON", "disputed": True}]
    made.set_mention(unsure_masks, masks=masks, doubtful=True)
    with made.application.store.write() as tx:
        tx.purge(gone)
        tx.keep_health(AccountHealth(account="x", paused="401"))
        tx.spend("x", 45_000_000, 1)
        tx.keep_note("channel:reader 1", "550")
        tx.keep_note("alive:desk", "0.1")
        tx.keep_note("token:x", "ended:401")
    for name, mention, tab in (
        ("drafted", drafted, "open"),
        ("held-urgent", held, "mine"),
        ("approved", approved, f"all&done=approve&of={approved}"),
        ("withheld", withheld, "quarantined"),
        ("closed", closed, "all"),
        ("a-colleagues", other, "all"),
        ("in-doubt", doubtful, "all"),
        ("asked-to-hide", asked_to_hide, "mine"),
        ("ordered", ordered, f"mine&done=write&of={ordered}"),
        ("order-in-doubt", unsure, "mine"),
        ("answered-changed", answered, "mine"),
        ("purged", gone, "mine"),
        ("private-message", message, "mine"),
        ("by-hand", by_hand, "mine"),
    ):
        yield Shot(name=f"item-{name}", who="paul", path=f"/items/{mention}?tab={tab}")
    yield Shot(name="item-as-officer", who="chloe", path=f"/items/{unsure_masks}?tab=all&masks=unsure")
    yield Shot(name="item-as-viewer", who="vera", path=f"/items/{drafted}?tab=all")
    yield Shot(
        name="item-guard",
        who="paul",
        path=f"/items/{noted}?tab=all",
        act=pressing("button[data-key=a]", draft="Votre dossier 604-555-0187 est prêt, Hello."),
    )
    yield Shot(
        name="item-note",
        who="ana",
        path=f"/items/{noted}?tab=all",
        act=pressing("form[action*='/note'] button", words="Rang, nobody there"),
    )
    yield Shot(
        name="item-snooze", who="ana", path=f"/items/{put_off}?tab=all", act=pressing("form[action*='/snooze'] button")
    )
    yield Shot(
        name="item-escalate",
        who="ana",
        path=f"/items/{escalated}?tab=all",
        act=pressing("form[action*='/escalate'] button", reason="A reporter asks"),
    )
    yield Shot(
        name="item-labels",
        who="ana",
        path=f"/items/{labelled}?tab=all",
        act=pressing("form[action*='/labels'] button:not([data-key=f])"),
    )


def matters(made: Installation) -> Iterator[Shot]:
    """Cases of each kind, and an entry of the docket in some of its states."""
    application, cases = made.application, cases_of(made.application)
    paul, ana, chloe = (made.members[name] for name in ("paul", "ana", "chloe"))
    asked = made.add_mention("Please send me every e-mail on the bridge of 2019.")
    application.label_corrections().correct(paul, asked, ["access_request"])
    with application.store.read() as tx:
        entry = tx.docket_of(asked)
    docket = docket_of(application)
    docket.confirm(chloe, entry)
    docket.ask(chloe, entry, [Element.WHAT], Where.PRIVATE)
    docket.extend(chloe, entry, 10, "Very many records")
    order = PassingOrder(
        id=new_passing_id(),
        docket=entry,
        means=Means.MAIL,
        ordered_at=made.clock.now(),
        ordered_by="chloe",
        next_at=made.clock.now(),
    )
    with application.store.write() as tx:
        tx.add_passing(failed(begun(order, order.ordered_at), "550", certain=True, for_good=True, now=order.ordered_at))
        tx.add_passing(replace(order, id=new_passing_id(), means=Means.WEBHOOK))
    possible = made.add_mention("I want every page you hold on the bridge.")
    application.label_corrections().correct(paul, possible, ["access_request"])
    with application.store.read() as tx:
        fresh = tx.docket_of(possible)
    full = open_case(made, who="paul", mentions=[asked], language="fr", priority=Priority.URGENT)
    cases.note(paul, full.id, "Rang, nobody there")
    cases.task(paul, full.id, "Ring again")
    cases.page(paul, full.id, "Somebody is in danger")
    code = private_desk(application, assignee_of(application)).make_code(full.id, paul).code
    write_in_private(made, code)
    first, second, third = (open_case(made, Kind.INCIDENT, "paul").id for _ in range(3))
    with application.store.write() as tx:
        tx.put_suggestion(Suggestion(incident=second, target=first, score=0.8, grounds=(Ground.WORDS,)))
    problem = cases.problem_from(paul, [third]).id
    waiting = open_case(made, who="paul").id
    cases.wait(paul, waiting, "Asked which street")
    fresh_case, closed = open_case(made, who="ana", taken=False).id, open_case(made, who="paul").id
    cases.close(paul, closed, Outcome.SOLVED)
    paging = paging_of(application)
    call = next(call for call in cases.calls(paul) if call.subject == full.id)
    yield Shot(name="acknowledge", path=paging.link(call.id, ana.id))
    yield Shot(name="survey", path=survey_of(application).ask(closed) or "/nothing")
    yield Shot(name="cases-mine", who="paul", path="/cases?tab=mine")
    yield Shot(name="cases-none", who="petra", path="/cases?tab=mine")
    yield Shot(name="cases-waiting", who="paul", path="/cases?tab=waiting&kind=problem")
    for name, case in (
        ("full", full.id),
        ("incident", second),
        ("problem", problem),
        ("in-problem", third),
        ("waiting", waiting),
        ("closed", closed),
        ("unassigned", fresh_case),
    ):
        yield Shot(name=f"case-{name}", who="paul", path=f"/cases/{case}")
    yield Shot(name="case-as-officer", who="chloe", path=f"/cases/{full.id}")
    yield Shot(
        name="case-thread",
        who="paul",
        path=f"/cases/{full.id}",
        act=pressing("form[action*='/thread'] button, form[action*='private'] button"),
    )
    yield Shot(name="case-code", who="paul", path=f"/cases/{waiting}", act=pressing("form[action*='/code'] button"))
    yield Shot(name="item-on-docket", who="paul", path=f"/items/{asked}?tab=all")
    yield Shot(name="docket", who="chloe", path="/docket")
    yield Shot(name="docket-settled", who="chloe", path="/docket?tab=settled")
    yield Shot(name="docket-entry", who="chloe", path=f"/docket/{entry}")
    yield Shot(name="docket-possible", who="chloe", path=f"/docket/{fresh}")


def lists(made: Installation) -> Iterator[Shot]:
    """The pages that are no single thing's: lists, reports, the account, administration, help, errors."""
    until = (made.clock.now() - timedelta(days=1)).date()
    for tab in ("open", "mine", "all", "due", "access", "quarantined", "unclaimed"):
        yield Shot(name=f"queue-{tab}", who="paul", path=f"/queue?tab={tab}")
    for name, path in (
        ("queue-filtered-empty", "/queue?tab=all&label=spam"),
        ("sending", "/sending"),
        ("health", "/system"),
        ("reputation", f"/reputation?until={until}"),
        ("reputation-empty", "/reputation?until=2020-01-05"),
        ("operations", f"/operations?to={until}"),
        ("operations-year", "/operations?days=364&step=acted"),
        ("operations-empty", "/operations?from=2020-01-01&to=2020-01-05"),
        ("offers", "/offers"),
        ("offers-empty", "/offers?from=2020-01-01&to=2020-01-05"),
        ("account", "/account"),
        ("tokens", "/account/tokens"),
        ("api", "/api/v1/docs"),
        ("labels", "/labels"),
        ("refused-403", "/administration"),
        ("refused-404", "/nothing"),
        ("refused-404-item", "/items/m-000000000000"),
    ):
        yield Shot(name=name, who="paul", path=path)
    yield Shot(
        name="account-second-factor",
        who="vera",
        path="/account",
        act=pressing("[action='/account/second-factor'] button", password=PASSWORD),
    )
    yield Shot(name="account-wrong", who="vera", path="/account", act=pressing("[action='/account/password'] button"))
    yield Shot(
        name="token-made", who="vera", path="/account/tokens", act=pressing("main form button.primary", name="Tableau")
    )
    yield Shot(name="queue-as-viewer", who="vera", path="/queue?tab=open")
    yield Shot(
        name="queue-together",
        who="ana",
        path="/queue?tab=open",
        act=pressing("#together button[value=claim]", every="1"),
    )
    yield Shot(name="labels-as-officer", who="chloe", path="/labels")
    yield Shot(name="audit", who="chloe", path="/audit")
    yield Shot(name="audit-verified", who="chloe", path="/audit", act=pressing("[action='/audit/verify'] button"))
    for path in ("", "/members", "/playbooks", "/playbooks/complaint.yaml", "/playbooks/praise.yaml", "/directory"):
        yield Shot(
            name=f"administration{path.replace('/', '-').removesuffix('.yaml')}",
            who="adam",
            path="/administration" + path,
        )
    for name, path in (
        ("settings", "/settings"),
        ("checks", "/checks"),
        ("member", f"/members/{made.members['ana'].id}"),
        ("oneself", f"/members/{made.members['adam'].id}"),
    ):
        yield Shot(name=f"administration-{name}", who="adam", path="/administration" + path)
    yield Shot(
        name="administration-tests",
        who="adam",
        path="/administration/playbooks/complaint.yaml",
        act=pressing("form[action*='/tests'] button"),
    )
    earlier = made.application.shelf.versions("praise.yaml")[-1].id
    yield Shot(
        name="administration-version", who="adam", path=f"/administration/playbooks/praise.yaml/versions/{earlier}"
    )
    yield Shot(
        name="administration-password",
        who="adam",
        path="/administration/members",
        act=pressing("main form button.primary", name="Robin Roy"),
    )
    yield Shot(name="sign-in", path="/sign-in")
    yield Shot(name="sign-in-left", path="/sign-in?left=1")
    yield Shot(
        name="sign-in-refused", path="/sign-in", act=pressing("main button", name="paul", password="not it at all")
    )
    for topic in ("", *(f"/{topic}" for topic in TOPICS)):
        yield Shot(name=f"help{topic.replace('/', '-')}", path=f"/help{topic}")


def compliance(made: Installation) -> Iterator[Shot]:
    """The officers' desk."""
    mention = sealed_mention(made)
    for address in officers_desk(made, mention):
        name = re.sub(r"\?.*|" + mention, "", address).strip("/").replace("/", "-").replace("--", "-")
        yield Shot(name=f"officer-{name}", who="chloe", path=address)
    yield Shot(name="officer-breach-new", who="chloe", path="/compliance/breaches/new")
    yield Shot(
        name="officer-hold-refused",
        who="chloe",
        path="/compliance/holds",
        act=pressing("[action='/compliance/holds'] button"),
    )
    yield Shot(
        name="officer-revealed",
        who="chloe",
        path=f"/items/{mention}/reveal?mask=0",
        act=pressing("main form button.primary, main form button", note="A complaint", password=PASSWORD),
    )


def everything(made: Installation, clock: FrozenClock) -> list[Shot]:
    """Fill the desk; return all that is to be seen."""
    yet = [
        Shot(name="empty-queue", who="paul", path="/queue?tab=open"),
    ]
    work(made, clock)
    clock.advance(seconds=(TODAY - clock.now()).total_seconds())
    mention, case = fill(made)
    yet += [
        Shot(name="item-main", who="paul", path=f"/items/{mention}?tab=open"),
        Shot(name="case-main", who="ana", path=f"/cases/{case}"),
    ]
    return [*yet[1:], *mentions(made), *matters(made), *compliance(made), *lists(made)]


def keep(page: Page, folder: Path, name: str) -> None:
    """Keep the page as it stands: one picture, or several where it is long; and its words."""
    page.evaluate("scrollTo(0, 0)")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    size = page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
    for number, top in enumerate(range(0, size[1], TALLEST)):
        clip = FloatRect(x=0, y=top, width=size[0], height=min(TALLEST, size[1] - top))
        page.screenshot(path=folder / f"{name}{f'-{number}' if number else ''}.png", full_page=True, clip=clip)
    (folder / f"{name}.txt").write_text(page.inner_text("body"), "utf-8")


def opened(browser: Browser, language: str, width: int) -> Page:
    """Open a window of this width."""
    page = browser.new_context(viewport={"width": width, "height": 800}, locale=f"{language}-CA").new_page()
    page.set_default_timeout(8_000)
    return page


def walk(browser: Browser, base: str, shots: list[Shot], folder: Path, language: str, width: int) -> None:
    """Take all pictures of one language and width."""
    pages: dict[str | None, Page] = {}
    for shot in shots:
        if shot.who not in pages:
            page = opened(browser, language, width)
            page.goto(f"{base}/language/{language}?next=/sign-in")
            if shot.who:
                page.fill("[name=name]", shot.who)
                page.fill("[name=password]", PASSWORD)
                page.click("main button")
                page.wait_for_selector(".who")
            pages[shot.who] = page
        page = pages[shot.who]
        name = f"{shot.name}-{language}-{width}"
        try:
            page.goto(base + shot.path)
            page.wait_for_load_state("load")
            if shot.act:
                shot.act(page)
            keep(page, folder, name)
        except Exception as error:  # one page that cannot be taken keeps no other from being seen
            print(f"{name}: {str(error)[:300]}", file=sys.stderr)
    for page in pages.values():
        page.context.close()


def citizen(browser: Browser, base: str, code: str, folder: Path, language: str, width: int) -> None:
    """Take the secure page through its states."""
    page = opened(browser, language, width)

    def state(name: str) -> None:
        keep(page, folder, f"citizen-{name}-{language}-{width}")

    for path in ("", "/first", "/enter", "/notice", "/nothing", "/lost"):
        page.goto(f"{base}/{language}{path}")
        state(path.strip("/") or "start")
    page.goto(f"{base}/{language}/first")
    pressing("main button", code="abc")(page)
    state("first-mistakes")
    pressing("main button", code=code, passphrase=PASSPHRASE, again=PASSPHRASE)(page)
    state("thread-empty")
    pressing("form.card button")(page)
    state("thread-mistakes")
    pressing(
        "form.card button", text="The roof of unit 12 leaks since May.", channel="call-back", contact="604 555-0144"
    )(page)
    state("sent")
    page.goto(f"{base}/{language}/thread")
    state("thread")
    page.goto(f"{base}/{language}/delete")
    state("delete")
    pressing("button.danger")(page)
    state("deleted")
    pressing(".head button")(page)
    state("left")


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER / "all")
    parser.add_argument("--language", choices=("en", "fr"), action="append")
    parser.add_argument("--width", type=int, action="append")
    parser.add_argument("--only", action="append", help="only pages whose name has this in it; may be repeated")
    asked = parser.parse_args()
    only = asked.only or [""]
    asked.folder.mkdir(exist_ok=True, parents=True)
    for language in asked.language or ("en", "fr"):
        for width in asked.width or WIDTHS:
            with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
                clock = FrozenClock(TODAY - timedelta(weeks=WEEKS))
                made = install(Path(temporary), clock)
                application, file = made.application, Path(temporary) / "config.toml"
                shots = [shot for shot in everything(made, clock) if any(part in shot.name for part in only)]
                app = create_app(application, checks=partial(examine, file, only=AT_DESK))
                sessions = Sessions(application.store, application.clock, application.settings.web)
                gate = Gate(sessions, https=False, first_language="en")
                add_acknowledge(app, paging_of(application), gate, first_language="en", zone=application.zone)
                add_survey(app, survey_of(application), first_language="en", stylesheet="/static/citizen.css")
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                with serving(app) as base:
                    walk(browser, base, shots, asked.folder, language, width)
                if any(part in "citizen" for part in only):
                    case = open_case(made, who="paul").id
                    desk = private_desk(application, assignee_of(application))
                    code = shown(desk.make_code(case, made.members["paul"]).code)
                    with serving(citizen_app(application, Deriver(CHEAP))) as base:
                        citizen(browser, base, code, asked.folder, language, width)
                browser.close()
                application.close()


if __name__ == "__main__":
    main()

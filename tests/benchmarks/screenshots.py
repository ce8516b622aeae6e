"""The README's pictures: six pages of the desk in both languages, as Debian's Chromium shows them.

    python -m tests.benchmarks.screenshots [FOLDER]

The desk is filled with invented posts in a temporary folder. Pictures go to `.screenshots` unless a folder is named;
one that is larger than 150 KB is refused. Needs Playwright and Chromium.
"""

import argparse
import random
import socket
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from smbot.bootstrap.cases import cases_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.core.clock import FrozenClock
from smbot.core.ids import MentionId
from smbot.web.app import create_app
from tests.web.making import DRAFT, PASSWORD, Installation, install_in

CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars", "--disable-lcd-text"]
LARGEST = 150_000
WEEKS = 4
TODAY = datetime(2026, 11, 19, 19, 30, tzinfo=UTC)
FOLDER = Path(__file__).parents[2] / ".screenshots"
FRENCH_DRAFT = "Hello, bonjour! Merci de nous l’avoir signalé. Nous répondons d’ici deux jours ouvrables."
POSTS = (
    ("urgent", "en", "The sheriff comes Thursday because my rent supplement never came. Call [PHONE_NUMBER 1]."),
    ("access_request", "fr", "Je voudrais une copie de tout ce que vous gardez à mon sujet. [PERSON 1]"),
    ("complaint", "en", "Week nine and my card is still not here. My file is [CASE_NUMBER 1]."),
    ("incident", "fr", "Votre page de paiement affiche une erreur depuis midi."),
    ("complaint", "fr", "Trois heures debout pour me faire dire de revenir demain, bravo."),
    ("question", "en", "How do I renew my permit if I have moved to [STREET_ADDRESS 1]?"),
    ("wrong_office", "en", "My passport expires in May, do I renew it with you?"),
    ("suggestion", "fr", "Un plan des salles à l’entrée aiderait bien du monde."),
    ("praise", "en", "Huge thanks to the lady at window two, she was patient with my dad."),
)
RANKS = {label: rank for rank, (label, _, _) in enumerate(POSTS)}


def arrives(
    add: Callable[..., MentionId], made: Installation, post: tuple[str, str, str], **values: object
) -> MentionId:
    """Let a post come in, with a draft in its language."""
    label, language, text = post
    draft = FRENCH_DRAFT if language == "fr" else DRAFT
    mention = add(text, label=label, language=language, draft=draft, **values)
    made.set_mention(mention, draft_language=language)
    return mention


def work(made: Installation, clock: FrozenClock) -> None:
    """Let the team work for some weeks: most posts are answered, some need no reply, few wait until the next day."""
    chance, board = random.Random(7), made.application.desk()  # noqa: S311 - the same weeks each time
    paul = made.members["paul"]
    for _ in range(WEEKS * 7):
        ids = []
        for _ in range(chance.randrange(2, 7)):
            ids.append(arrives(made.add_comment, made, chance.choice(POSTS), minutes_old=10))
            clock.advance(minutes=chance.randrange(4, 90))
        for mention in ids:
            clock.advance(minutes=chance.randrange(2, 40))
            board.claim(paul, mention)
            if chance.random() < 0.2:
                board.no_reply(paul, mention)
            else:
                board.approve(paul, mention)
        clock.advance(minutes=10)
        made.carry_out()
        clock.advance(hours=12)


def fill(made: Installation) -> tuple[MentionId, str]:
    """Put posts into the queue; return the mention and the case that are shown."""
    ids = [
        arrives(made.add_mention, made, one, minutes_old=40 + 170 * number, rank=RANKS[one[0]])
        for number, one in enumerate(POSTS)
    ]
    board, ana = made.application.desk(), made.members["ana"]
    board.claim(made.members["paul"], ids[4])
    cases = cases_of(made.application)
    case = cases.open(ana, Start(kind=Kind.COMPLAINT, mentions=(ids[2],)))
    cases.assign(ana, case.id)
    made.application.label_corrections().correct(ana, ids[5], ["question", "access_request"])
    return ids[2], case.id


def take(browser: Browser, base: str, language: str, shown: dict[str, tuple[str, str]], folder: Path) -> None:
    """Take the pictures of one language."""
    for who in sorted({who for who, _ in shown.values()}):
        page = browser.new_context(viewport={"width": 1152, "height": 690}, locale=f"{language}-CA").new_page()
        page.goto(f"{base}/language/{language}?next=/sign-in")
        page.fill("[name=name]", who)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_selector(".who")
        for name, (reader, path) in shown.items():
            if reader == who:
                page.goto(base + path)
                page.wait_for_selector("html[data-ready]", state="attached")
                file = folder / f"{name}-{language}.png"
                page.evaluate("scrollTo(0, 0)")
                page.screenshot(path=file)
                if file.stat().st_size > LARGEST:
                    raise SystemExit(f"{file.name}: {file.stat().st_size} bytes, more than {LARGEST}")
                print(file.name, file.stat().st_size)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, socket.create_server(("127.0.0.1", 0)) as listening:
        clock = FrozenClock(TODAY - timedelta(weeks=WEEKS))
        made = install_in(Path(temporary), clock=clock)
        work(made, clock)
        clock.advance(seconds=(TODAY - clock.now()).total_seconds())
        mention, case = fill(made)
        until = (made.clock.now() - timedelta(days=1)).date()
        shown = {
            "queue": ("paul", "/queue?tab=open"),
            "mention": ("paul", f"/items/{mention}?tab=open"),
            "case": ("ana", f"/cases/{case}"),
            "compliance": ("chloe", "/compliance"),
            "operations": ("paul", f"/operations?to={until}"),
            "administration": ("adam", "/administration"),
        }
        stop = threading.Event()
        app = create_app(made.application, stopping=stop.is_set)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
                for language in ("en", "fr"):
                    take(browser, base, language, shown, folder)
                browser.close()
        finally:
            stop.set()
            server.should_exit = True
            thread.join()
            made.application.close()


if __name__ == "__main__":
    main()

"""The real program in a thread on a free port, and Debian's Chromium before it."""

import threading

import pytest
from listening import serving
from playwright.sync_api import sync_playwright
from web.making import PASSWORD, install_in

from smbot.core.clock import SystemClock
from smbot.web.app import create_app

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A live installation whose undo window is long enough for a slow machine."""
    made = install_in(tmp_path_factory.mktemp("desk"), clock=SystemClock(), sending={"undo_seconds": 120})
    yield made
    made.application.close()


@pytest.fixture(scope="module")
def stopping():
    """Set, streams end and none lasts, as when the process stops."""
    return threading.Event()


@pytest.fixture(scope="module")
def address(desk, stopping):
    """Serve the desk; return its address."""
    app = create_app(desk.application, stopping=stopping.is_set)
    with serving(app) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Window:
    """A page, with everything that must not happen on it."""

    def __init__(self, page, address):
        self.page = page
        self.address = address
        self.wrong = []
        page.on("console", lambda message: self._note(message) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", self._dialog)
        page.on("request", lambda r: None if r.url.startswith(address) else self.wrong.append(f"request to {r.url}"))

    def _note(self, message):
        self.wrong.append(message.text)

    def _dialog(self, dialog):
        self.wrong.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def ready(self):
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def open(self, path, *, script=True):
        self.page.goto(self.address + path)
        if script:
            self.ready()

    def sign_in(self, name, *, script=True):
        self.open("/sign-in", script=script)
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main button")
        self.page.wait_for_selector(".who")


@pytest.fixture
def window(chromium, address):
    """Open windows; at the end nothing may have gone wrong in any of them."""
    opened = []

    def make(name=None, *, path=None, script=True, **context):
        fresh = chromium.new_context(**({"viewport": {"width": 1280, "height": 900}, "locale": "en-CA"} | context))
        made = Window(fresh.new_page(), address)
        opened.append(made)
        if name:
            made.sign_in(name, script=script)
        if path:
            made.open(path, script=script)
        return made

    yield make
    wrong = [what for made in opened for what in made.wrong]
    for made in opened:
        made.page.context.close()
    assert wrong == []

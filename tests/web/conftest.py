"""An installation for each test, and browsers without a window: httpx straight into the application."""

import re

import httpx
import pytest
from running import run
from web.making import PASSWORD, install_in

from smbot.web.app import create_app

HERE = "http://127.0.0.1:8321"
TOKEN = re.compile(r'name="csrf" value="([^"]+)"')


class Browser:
    """Keeps cookies, sends what a browser sends, follows no redirect by itself."""

    def __init__(self, app, address="127.0.0.1", base=HERE):
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, client=(address, 5000)), base_url=base, cookies=httpx.Cookies()
        )
        self.csrf = ""

    @property
    def cookies(self):
        return self._client.cookies

    def request(self, method, path, **values):
        headers = {"sec-fetch-site": "same-origin"} | values.pop("headers", {})
        return run(self._client.request(method, path, headers=headers, **values))

    def get(self, path, **values):
        return self.request("GET", path, **values)

    def post(self, path, data=None, *, token=None, **values):
        return self.request("POST", path, data={"csrf": self.csrf if token is None else token} | (data or {}), **values)

    def sign_in(self, name, password=PASSWORD):
        answer = self.post("/sign-in", {"name": name, "password": password})
        page = self.get("/help")
        found = TOKEN.search(page.text)
        self.csrf = found[1] if found else ""
        return answer


@pytest.fixture
def desk(tmp_path):
    """A live installation with one member of each role."""
    made = install_in(tmp_path)
    yield made
    made.application.close()


@pytest.fixture
def app(desk):
    return create_app(desk.application)


@pytest.fixture
def a_browser(app):
    """Make a browser, signed in if a name is given."""

    def make(name=None, address="127.0.0.1"):
        browser = Browser(app, address)
        if name:
            assert browser.sign_in(name).status_code == 303
        return browser

    return make


@pytest.fixture
def an_officer(a_browser):
    """The compliance officer's browser."""
    return a_browser("chloe")

"""A program with a token, straight into the application: no cookies, no browser."""

import httpx
from running import run
from web.making import Installation

from smbot.members.scopes import Scope, usable
from smbot.members.tokens import Tokens

HERE = "http://127.0.0.1:8321"
BASE = "/api/v1"


def a_token(desk: Installation, name: str, *scopes: Scope, days: int = 30):
    """Make a token of a member; without scopes, with all that the member could use."""
    member = desk.members[name]
    tokens = Tokens(desk.application.store, desk.application.clock)
    return tokens.create(member, "Dashboard", scopes or usable(member), days)


class Program:
    """Sends its token with every request, if it has one."""

    def __init__(self, app, secret=""):
        self._headers = {"authorization": f"Bearer {secret}"} if secret else {}
        self._client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE)

    def request(self, method, path, **values):
        headers = self._headers | values.pop("headers", {})
        return run(self._client.request(method, BASE + path, headers=headers, **values))

    def get(self, path, **values):
        return self.request("GET", path, **values)

    def post(self, path, json=None, **values):
        return self.request("POST", path, json=json, **values)

    def put(self, path, json=None, **values):
        return self.request("PUT", path, json=json, **values)

"""The page of one's own keys: give a shortcut another key, switch it off, put all back as shipped."""

from typing import Annotated

from fastapi import Form
from starlette.responses import RedirectResponse, Response

from smbot.core.errors import InputError
from smbot.core.messages import msg
from smbot.members.own import OwnAccount
from smbot.web.access import MEMBERS, Routes, Visit, Visiting
from smbot.web.keys import FIXED, SHORTCUTS, chosen, own_keys
from smbot.web.templating import Pages

Some = Annotated[list[str] | None, Form(max_length=len(SHORTCUTS))]
DONE = {
    "kept": msg("Your keys are kept. They are the same on every machine where you sign in."),
    "shipped": msg("All keys are as shipped."),
}


class AccountKeys:
    """One's own keys."""

    def __init__(self, own: OwnAccount, pages: Pages) -> None:
        self._own = own
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/account/keys", self.listed, MEMBERS)
        routes.post("/account/keys", self.keep, MEMBERS)
        routes.post("/account/keys/shipped", self.put_back, MEMBERS)

    def listed(self, visit: Visiting, done: str = "") -> Response:
        """Show them."""
        return self._show(visit, own_keys(visit.shortcuts), done=done)

    def keep(self, visit: Visiting, shortcut: Some = None, key: Some = None) -> Response:
        """Keep the keys that were typed, in the order of their shortcuts; what cannot be stays in the form."""
        typed = dict(zip(shortcut or (), key or (), strict=False))
        try:
            self._own.choose_shortcuts(visit.signed_in, chosen(typed))
        except InputError as error:
            return self._show(visit, own_keys(visit.shortcuts) | typed, alert=error)
        return RedirectResponse("/account/keys?done=kept", 303)

    def put_back(self, visit: Visiting) -> Response:
        """Put all keys back as shipped."""
        self._own.choose_shortcuts(visit.signed_in, {})
        return RedirectResponse("/account/keys?done=shipped", 303)

    def _show(
        self, visit: Visit, typed: dict[str, str], *, done: str = "", alert: InputError | None = None
    ) -> Response:
        values = {"shortcuts": SHORTCUTS, "fixed": FIXED, "typed": typed, "done": DONE.get(done), "alert": alert}
        return self._pages.show(visit, "account_keys.html", values, status=422 if alert else 200)

"""The orders about one mention on its platform: each is a form, answered as the acts of the queue are."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from fastapi import Form, Request
from starlette.responses import JSONResponse, Response

from smbot.core.ids import MentionId
from smbot.core.purposes import Purpose
from smbot.core.roles import Permission
from smbot.core.states import ReplyState
from smbot.review.at_platform import NEEDS, WORDS, AtPlatform, Order
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.item_forms import Typed, Version, answer
from smbot.web.item_page import TAKEN_BACK, ItemPage
from smbot.web.item_platform import PlatformPart
from smbot.web.item_platform import Typed as Kept
from smbot.web.order_words import reason_of
from smbot.web.why_words import problem_told


class ItemOrders:
    """What a member can order about a mention on its platform."""

    def __init__(self, at_platform: AtPlatform, part: PlatformPart, page: ItemPage) -> None:
        self._at_platform = at_platform
        self._part = part
        self._page = page

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        endpoints: dict[Order, Callable[..., Response]] = {
            Order.HIDE: self.hide,
            Order.SHOW: self.show,
            Order.WRITE: self.write,
            Order.CORRECT: self.correct,
            Order.REMOVE: self.remove,
            Order.LOOK: self.look,
        }
        for order, endpoint in endpoints.items():
            needs = permission(NEEDS[order])
            routes.post(f"/items/{{mention}}/{order}", endpoint, needs)
            routes.post(f"/items/{{mention}}/{order}/{TAKEN_BACK}", self._back(order), needs)
        routes.post("/items/{mention}/write/check", self.check, permission(NEEDS[Order.WRITE]))
        routes.post("/items/{mention}/write/resolve", self.resolve, permission(Permission.APPROVE))

    def hide(
        self, request: Request, visit: Visiting, mention: str, version: Version, *, why: Typed = "", reason: Typed = ""
    ) -> Response:
        """Hide the post; the reason comes from a list, with a note."""
        return self._give(request, visit, mention, Order.HIDE, version, reason=reason_of(why, reason))

    def show(self, request: Request, visit: Visiting, mention: str, version: Version, reason: Typed = "") -> Response:
        """Show the post again."""
        return self._give(request, visit, mention, Order.SHOW, version, reason=reason)

    def write(self, request: Request, visit: Visiting, mention: str, version: Version, draft: Typed = "") -> Response:
        """Write to the author in private; what the member typed is never lost."""
        return self._give(request, visit, mention, Order.WRITE, version, text=draft)

    def correct(self, request: Request, visit: Visiting, mention: str, version: Version, draft: Typed = "") -> Response:
        """Give our reply other words; what the member typed is never lost."""
        return self._give(request, visit, mention, Order.CORRECT, version, text=draft)

    def remove(self, request: Request, visit: Visiting, mention: str, version: Version, reason: Typed = "") -> Response:
        """Delete our reply."""
        return self._give(request, visit, mention, Order.REMOVE, version, reason=reason)

    def look(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Look how the platform has our reply."""
        return self._give(request, visit, mention, Order.LOOK, None)

    def check(self, visit: Visiting, mention: str, draft: Typed = "") -> Response:
        """Count a private text that is being typed, and tell what the guard says of it."""
        item, text = self._page.found(visit, mention), draft.replace("\r\n", "\n").strip()
        problems = self._part.problems(item, text, Purpose.PRIVATE)
        return JSONResponse(
            {
                "length": self._part.length(item, text),
                "limit": self._part.limit(item, Purpose.PRIVATE),
                "problems": [problem_told(one, text, visit.language) for one in problems],
            }
        )

    def resolve(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        state: Annotated[Literal["sent", "pending", "retracted"], Form()],
    ) -> Response:
        """Say what became of a private message in doubt."""
        act = partial(self._at_platform.resolve, visit.signed_in, MentionId(mention), ReplyState(state))
        return answer(self._page, request, visit, mention, act, done="")

    def _back(self, order: Order) -> Callable[..., Response]:
        def take_back(request: Request, visit: Visiting, mention: str) -> Response:
            """Take an order back."""
            act = partial(self._at_platform.take_back, visit.signed_in, MentionId(mention), order)
            return answer(self._page, request, visit, mention, act, done=TAKEN_BACK)

        return take_back

    def _give(
        self,
        request: Request,
        visit: Visit,
        mention: str,
        order: Order,
        version: int | None,
        *,
        text: str = "",
        reason: str = "",
    ) -> Response:
        words = text.replace("\r\n", "\n").strip()
        act = partial(
            self._at_platform.give,
            visit.signed_in,
            MentionId(mention),
            order,
            text=words,
            reason=reason,
            seen_version=version,
        )
        kept = Kept(order=order, text=words) if order in WORDS else None
        refused = partial(self._page.show, typed=kept)
        return answer(self._page, request, visit, mention, act, done=order.value, refused=refused)

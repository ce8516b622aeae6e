"""The acts on one mention: each is a form, answered by a redirect, or by the page with what stands in the way."""

from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import urlsplit

from fastapi import Form, Request
from starlette.responses import JSONResponse, Response

from smbot.bootstrap import Application
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.ids import MentionId
from smbot.core.messages import msg, say
from smbot.core.roles import Permission
from smbot.core.states import ReplyState
from smbot.review.desk import Desk
from smbot.review.ports import QueueItem
from smbot.review.transitions import Action, needed
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.item_forms import CONFLICT, Typed, Version, answer
from smbot.web.item_page import ItemPage
from smbot.web.queue_pages import QueuePages
from smbot.web.templating import Pages
from smbot.web.view import View, view_of
from smbot.web.why_words import problem_told

STAYS = frozenset({Action.CLAIM, Action.EDIT, Action.UNDO, Action.REOPEN, Action.RECALL})
"""After these the member goes on with the same mention; after the others, with the next one."""
GOES_ON = msg("The conversation went on while you had this open.")


class ItemActs:
    """What a member can do with a mention."""

    def __init__(
        self, application: Application, desk: Desk, pages: Pages, queue: QueuePages, item_page: ItemPage
    ) -> None:
        self._application = application
        self._desk = desk
        self._pages = pages
        self._queue = queue
        self._page = item_page
        self._aside = application.aside()

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        endpoints: dict[Action, Callable[..., Response]] = {
            Action.CLAIM: self.claim,
            Action.RELEASE: self.release,
            Action.EDIT: self.edit,
            Action.APPROVE: self.approve,
            Action.UNDO: self.undo,
            Action.REJECT: self.reject,
            Action.NO_REPLY: self.no_reply,
            Action.ESCALATE: self.escalate,
            Action.ANSWERED: self.answered,
            Action.REOPEN: self.reopen,
            Action.RECALL: self.recall,
            Action.CLOSE: self.close,
            Action.OPEN: self.open,
        }
        for action, endpoint in endpoints.items():
            routes.post(f"/items/{{mention}}/{action}", endpoint, permission(*needed(action)))
        routes.post("/items/{mention}/check", self.check, permission(Permission.WORK_QUEUE))
        routes.post("/items/{mention}/resolve", self.resolve, permission(Permission.APPROVE))

    def claim(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Take a mention."""
        return self._simple(request, visit, mention, Action.CLAIM, self._desk.claim)

    def release(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Put a mention back."""
        return self._simple(request, visit, mention, Action.RELEASE, self._desk.release)

    def undo(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Take back an approved reply."""
        return self._simple(request, visit, mention, Action.UNDO, self._desk.undo)

    def no_reply(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Decide that no reply is due."""
        return self._simple(request, visit, mention, Action.NO_REPLY, self._desk.no_reply)

    def answered(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Note an answer by hand."""
        return self._simple(request, visit, mention, Action.ANSWERED, self._desk.answered_by_hand)

    def reopen(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Undo a decision."""
        return self._simple(request, visit, mention, Action.REOPEN, self._desk.reopen)

    def edit(self, request: Request, visit: Visiting, mention: str, version: Version, draft: Typed = "") -> Response:
        """Save the draft; what the member typed is never lost."""
        text = draft.replace("\r\n", "\n")
        return self._done(
            request,
            visit,
            mention,
            Action.EDIT,
            lambda: self._desk.edit(visit.signed_in, MentionId(mention), text, seen_version=version),
            mine=text,
        )

    def approve(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        *,
        version: Version,
        draft: str | None = Form(None),
        posts: Annotated[int | None, Form(ge=0)] = None,
    ) -> Response:
        """Approve the draft that the member saw; a text typed and not saved yet is saved first.

        `posts` is how many newer posts of the conversation the page told of: more of them, and they are shown first.
        """
        text = None if draft is None else draft.replace("\r\n", "\n").strip()

        def act() -> QueueItem:
            seen, member = version, visit.signed_in
            if posts is not None and self._aside.later_posts(self._page.found(visit, mention))[1] > posts:
                raise Conflict(GOES_ON, where=mention, mend=msg("Nothing has left. Read on, then approve again."))
            if text is not None and text != self._page.found(visit, mention).draft:
                seen = self._desk.edit(member, MentionId(mention), text, seen_version=version).version
            return self._desk.approve(member, MentionId(mention), seen_version=seen)

        return self._done(request, visit, mention, Action.APPROVE, act, mine=text)

    def reject(self, request: Request, visit: Visiting, mention: str, reason: Typed = "") -> Response:
        """Set the draft aside."""
        return self._done(
            request,
            visit,
            mention,
            Action.REJECT,
            lambda: self._desk.reject(visit.signed_in, MentionId(mention), reason),
        )

    def escalate(self, request: Request, visit: Visiting, mention: str, to: Typed = "", reason: Typed = "") -> Response:
        """Pass the mention on."""
        return self._done(
            request,
            visit,
            mention,
            Action.ESCALATE,
            lambda: self._desk.escalate(visit.signed_in, MentionId(mention), to, reason),
        )

    def recall(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Take the mention from the role that it is passed to."""
        return self._simple(request, visit, mention, Action.RECALL, self._desk.recall)

    def close(self, request: Request, visit: Visiting, mention: str, outcome: Typed = "") -> Response:
        """Say how the mention ended."""
        return self._done(
            request,
            visit,
            mention,
            Action.CLOSE,
            lambda: self._desk.close(visit.signed_in, MentionId(mention), outcome),
        )

    def open(self, request: Request, visit: Visiting, mention: str) -> Response:
        """Log that the member goes to the post, and lead there."""
        item = self._page.found(visit, mention)
        view = view_of(request.query_params)
        try:
            address = self._application.permalink(self._desk.opened(visit.signed_in, item.id), item.id)
        except NotAllowed as error:
            return self._page.show(visit, view, item, status=CONFLICT, alert=error)
        if urlsplit(address).scheme not in {"https", "http"}:
            return self._pages.show(visit, "leave.html", {"item": item, "view": view, "address": ""})
        # No redirect: browsers apply `form-action 'self'` to where a form's answer leads.
        return self._pages.show(visit, "leave.html", {"item": item, "view": view, "address": address})

    def check(self, visit: Visiting, mention: str, draft: Typed = "") -> Response:
        """Count a text that is being typed; tell what it would cost, and what the guard says of it."""
        item = self._page.found(visit, mention)
        text = draft.replace("\r\n", "\n").strip()
        problems = [problem_told(one, text, visit.language) for one in self._desk.problems(item, text)] if text else []
        cost = self._page.cost(item, text)
        return JSONResponse(
            {
                "length": self._page.length(item, text),
                "limit": self._page.limit(item),
                "cost": say(cost, visit.language) if cost else "",
                "problems": problems,
            }
        )

    def resolve(
        self,
        request: Request,
        visit: Visiting,
        mention: str,
        state: Annotated[Literal["sent", "pending", "retracted"], Form()],
    ) -> Response:
        """Say what became of a reply in doubt."""
        return self._done(
            request,
            visit,
            mention,
            Action.OPEN,
            lambda: self._desk.resolve(visit.signed_in, MentionId(mention), ReplyState(state)),
        )

    def _simple(
        self,
        request: Request,
        visit: Visit,
        mention: str,
        action: Action,
        act: Callable[..., QueueItem],
    ) -> Response:
        return self._done(request, visit, mention, action, lambda: act(visit.signed_in, MentionId(mention)))

    def _done(
        self,
        request: Request,
        visit: Visit,
        mention: str,
        action: Action,
        act: Callable[[], QueueItem],
        *,
        mine: str | None = None,
    ) -> Response:
        view = view_of(request.query_params)
        stays = action in STAYS or "taken-back" in request.query_params
        following = None if stays else self._page.following(visit, view, MentionId(mention))

        def refused(visit: Visit, view: View, item: QueueItem, *, status: int, alert: NotAllowed) -> Response:
            kept = mine if mine != item.draft else None
            return self._page.show(visit, view, item, status=status, alert=alert, mine=kept)

        done = "" if action == Action.OPEN else action.value
        return answer(self._page, request, visit, mention, act, done=done, following=following, refused=refused)

"""An entry of the docket of possible access requests, for compliance officers: its page, its acts, its evidence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import Form
from starlette.responses import RedirectResponse, Response

from smbot.access.assist import NEUTRAL_HELP, suggestions
from smbot.access.docket import allowed, is_paused, questions
from smbot.access.names import DocketAction, Element, Jurisdiction, Means, PauseKind, RequestKind, Where
from smbot.access.orders import PassingOrder, PassingState
from smbot.access.standings import Standing
from smbot.bootstrap import Application
from smbot.bootstrap.access import docket_of, missing_elements, ordering_of
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.holds import HoldKind
from smbot.core.ids import DocketId
from smbot.core.messages import LANGUAGES, Message
from smbot.core.roles import Permission
from smbot.review.ports import QueueItem
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.docket_matters import cases_of_entry, evidence_archive, pass_entry
from smbot.web.docket_words import ACTIONS, TOLD, Made
from smbot.web.holding import holds_on
from smbot.web.item_forms import CONFLICT
from smbot.web.quoted_posts import quoted_posts
from smbot.web.templating import Pages

OFFICER = permission(Permission.CORRECT_MASKS)
CONFIGURED = "configured"
ON_ITS_WAY = frozenset({PassingState.WAITING, PassingState.PASSED})
BORNE_OUT = {
    Made.GIVEN: frozenset({PassingState.WAITING}),
    Made.AGAIN: ON_ITS_WAY,  # nothing waits for an undo window there: it may be carried out before the page is shown
    Made.TAKEN_BACK: frozenset({PassingState.TAKEN_BACK}),
}
"""Where an order stands after an act on it."""
Words = Annotated[str, Form()]
Day = Annotated[date | None, Form()]


class DocketPages:
    """An entry of the docket. An officer sees it, and nobody else: the desk of compliance is a desk of its own."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._docket = docket_of(application)
        self._ordering = ordering_of(application)
        self._pages = pages

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/docket/{entry}", self.entry, OFFICER)
        endpoints: dict[DocketAction, Callable[..., Response]] = {
            DocketAction.CONFIRM: self.confirm,
            DocketAction.REJECT: self.reject,
            DocketAction.ACKNOWLEDGE: self.acknowledge,
            DocketAction.ASK: self.ask,
            DocketAction.ANSWER: self.answer,
            DocketAction.EXTEND: self.extend,
            DocketAction.PAUSE: self.pause,
            DocketAction.RESUME: self.resume,
            DocketAction.CHANGE: self.change,
            DocketAction.PASS: self.pass_on,
            DocketAction.CLOSE: self.close,
            DocketAction.REOPEN: self.reopen,
            DocketAction.EXPORT: self.export,
        }
        for action, endpoint in endpoints.items():
            routes.post(f"/docket/{{entry}}/{action.value}", endpoint, OFFICER)
        routes.post(f"/docket/{{entry}}/{Made.AGAIN}", self.pass_again, OFFICER)
        routes.post(f"/docket/{{entry}}/{Made.TAKEN_BACK}", self.take_back, OFFICER)

    def entry(self, visit: Visiting, entry: str, done: str = "") -> Response:
        """Show one entry."""
        return self._show(visit, self._found(visit, entry), done=done)

    def confirm(self, visit: Visiting, entry: str, reason: Words = "") -> Response:
        """Say that it is a request."""
        return self._act(visit, entry, DocketAction.CONFIRM, self._docket.confirm, reason)

    def reject(self, visit: Visiting, entry: str, reason: Words = "") -> Response:
        """Say that it is none."""
        return self._act(visit, entry, DocketAction.REJECT, self._docket.reject, reason)

    def acknowledge(self, visit: Visiting, entry: str, reason: Words = "") -> Response:
        """Note that the author was told that the post was seen."""
        return self._act(visit, entry, DocketAction.ACKNOWLEDGE, self._docket.acknowledge, reason)

    def close(self, visit: Visiting, entry: str, reason: Words = "") -> Response:
        """Say that nothing more is to be done."""
        return self._act(visit, entry, DocketAction.CLOSE, self._docket.close, reason)

    def reopen(self, visit: Visiting, entry: str, reason: Words = "") -> Response:
        """Take an entry up again."""
        return self._act(visit, entry, DocketAction.REOPEN, self._docket.reopen, reason)

    def ask(
        self,
        visit: Visiting,
        entry: str,
        where: Annotated[Where, Form()] = Where.PRIVATE,
        about: Annotated[list[Element] | None, Form(max_length=len(Element))] = None,
    ) -> Response:
        """Note what the author was asked."""
        act = partial(self._docket.ask, visit.signed_in, DocketId(entry), about or (), where)
        return self._done(visit, entry, DocketAction.ASK, act)

    def answer(self, visit: Visiting, entry: str, question: Annotated[int, Form()]) -> Response:
        """Note that the author answered."""
        act = partial(self._docket.answered, visit.signed_in, DocketId(entry), question)
        return self._done(visit, entry, DocketAction.ANSWER, act)

    def extend(
        self, visit: Visiting, entry: str, days: Annotated[int, Form()] = 0, reason: Words = "", on: Day = None
    ) -> Response:
        """Note that the time was extended."""
        act = partial(self._docket.extend, visit.signed_in, DocketId(entry), days, reason, on)
        return self._done(visit, entry, DocketAction.EXTEND, act)

    def pause(
        self,
        visit: Visiting,
        entry: str,
        kind: Annotated[PauseKind, Form()] = PauseKind.CLARIFICATION,
        reason: Words = "",
        on: Day = None,
    ) -> Response:
        """Note that the clock stands still."""
        act = partial(self._docket.pause, visit.signed_in, DocketId(entry), kind, reason, on)
        return self._done(visit, entry, DocketAction.PAUSE, act)

    def resume(self, visit: Visiting, entry: str, reason: Words = "", on: Day = None) -> Response:
        """Note that the clock goes on."""
        act = partial(self._docket.resume, visit.signed_in, DocketId(entry), reason, on)
        return self._done(visit, entry, DocketAction.RESUME, act)

    def change(
        self,
        visit: Visiting,
        entry: str,
        jurisdiction: Annotated[Jurisdiction | None, Form()] = None,
        kind: Annotated[RequestKind | None, Form()] = None,
        reason: Words = "",
    ) -> Response:
        """Put an entry under another law."""
        change = partial(self._docket.change, visit.signed_in, DocketId(entry), reason)
        return self._done(visit, entry, DocketAction.CHANGE, partial(change, jurisdiction=jurisdiction, kind=kind))

    def pass_on(self, visit: Visiting, entry: str, by: Words = CONFIGURED, case: Words = "") -> Response:
        """Order that the coordinator be told of an entry, or note that its evidence was handed over."""

        def act() -> object:
            standing, export = self._found(visit, entry), by == Means.EXPORT
            return pass_entry(self._application, self._ordering, visit.signed_in, standing, by_export=export, case=case)

        return self._done(visit, entry, DocketAction.PASS, act)

    def pass_again(self, visit: Visiting, entry: str) -> Response:
        """Try once more to tell the coordinator."""
        return self._done(visit, entry, Made.AGAIN, partial(self._ordering.again, visit.signed_in, DocketId(entry)))

    def take_back(self, visit: Visiting, entry: str) -> Response:
        """Take back what the coordinator was not told yet."""
        act = partial(self._ordering.take_back, visit.signed_in, DocketId(entry))
        return self._done(visit, entry, Made.TAKEN_BACK, act)

    def export(self, visit: Visiting, entry: str) -> Response:
        """Hand out the evidence as an archive; the audit log holds the digest of its manifest."""
        standing = self._found(visit, entry)
        try:
            name, packed = evidence_archive(self._application, visit.signed_in, standing)
        except NotAllowed as error:
            return self._show(visit, standing, status=CONFLICT, alert=error)
        headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
        return Response(packed, media_type="application/zip", headers=headers)

    def _act(
        self,
        visit: Visit,
        entry: str,
        action: DocketAction,
        act: Callable[..., object],
        reason: str,
    ) -> Response:
        return self._done(visit, entry, action, partial(act, visit.signed_in, DocketId(entry), reason), reason)

    def _done(
        self, visit: Visit, entry: str, action: DocketAction | Made, act: Callable[[], object], typed: str = ""
    ) -> Response:
        self._found(visit, entry)
        try:
            act()
        except SmbotError as error:
            standing = self._found(visit, entry)
            return self._show(visit, standing, status=CONFLICT, alert=error, typed=(action.value, typed))
        return RedirectResponse(f"/docket/{entry}?done={action.value}#entry", 303)

    def _found(self, visit: Visit, entry: str) -> Standing:
        try:
            return self._docket.entry(visit.signed_in, DocketId(entry))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def _language_of(self, posts: Mapping[str, QueueItem]) -> str:
        """Return the language of the first post, in which its author is asked; else the organisation's first."""
        own = next((post.language for post in posts.values() if post.language in LANGUAGES), None)
        return own or self._application.settings.organisation.first_language

    def _show(
        self,
        visit: Visit,
        standing: Standing,
        *,
        status: int = 200,
        done: str = "",
        alert: SmbotError | None = None,
        typed: tuple[str, str] = ("", ""),
    ) -> Response:
        entry, table = standing.entry, self._application.settings.access
        missing = missing_elements(self._application, standing) if entry.is_open else ()
        last = entry.steps[-1] if entry.steps else None
        mine = last is not None and last.by == visit.signed_in.name and last.action.value == done
        passings = self._ordering.of(visit.signed_in, entry.id)
        possible = set(allowed(entry.state)) - {DocketAction.RESUME if not is_paused(entry) else DocketAction.PAUSE}
        posts = quoted_posts(self._application, [each.mention for each in entry.mentions])
        values = {
            "standing": standing,
            "entry": entry,
            "posts": posts,
            "possible": possible,
            "questions": questions(entry),
            "missing": missing,
            "suggested": suggestions(entry.kind, missing),
            "neutral": NEUTRAL_HELP,
            "asked_in": sorted(LANGUAGES, key=lambda code: code != self._language_of(posts)),
            "cases": cases_of_entry(self._application, standing),
            "elements": list(Element),
            "pause_kinds": list(PauseKind),
            "jurisdictions": list(Jurisdiction),
            "request_kinds": list(RequestKind),
            "reaches": bool(table.coordinator_email or table.coordinator_webhook),
            "notice": ACTIONS[last.action] if last is not None and mine else None,
            "ordered": _ordered(visit, passings, done),
            "passings": passings,
            "waits": any(order.state == PassingState.WAITING for order in passings),
            "gave_up": any(order.state == PassingState.FAILED for order in passings),
            "held": holds_on(self._application, visit.signed_in, HoldKind.DOCKET, entry.id),
            "alert": alert,
            "typed": typed,
        }
        return self._pages.show(replace(visit, here=f"/docket/{entry.id}"), "docket_entry.html", values, status=status)


def _ordered(visit: Visit, passings: Sequence[PassingOrder], done: str) -> Message | None:
    """Return what is told after an act on orders, if the orders bear out that this member did it."""
    if done not in set(Made):
        return None
    mine = {order.state for order in passings if order.ordered_by == visit.signed_in.name}
    return TOLD[Made(done)] if mine & BORNE_OUT[Made(done)] else None

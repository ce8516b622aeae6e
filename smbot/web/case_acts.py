"""The acts on a case: each is a form, answered by a redirect, or by the page with what stands in the way."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Annotated, Literal

from fastapi import Form
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.access import zone_of
from smbot.bootstrap.cases import survey_of
from smbot.cases.model import Outcome, Priority
from smbot.cases.paging import Paging
from smbot.cases.transitions import Action
from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import CaseId, MentionId
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.case_matters import join_alike, language_handed_over, take_call
from smbot.web.case_pages import CasePage, Typed
from smbot.web.case_words import Made
from smbot.web.item_forms import CONFLICT, Version

Words = Annotated[str, Form()]
Chosen = Annotated[Outcome | None, Form()]


class CaseActs:
    """What a member can do with a case."""

    def __init__(self, application: Application, paging: Paging, page: CasePage) -> None:
        self._application = application
        self._paging = paging
        self._survey = survey_of(application)
        self._cases = page.cases
        self._page = page

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        endpoints: dict[str, Callable[..., Response]] = {
            Action.ASSIGN: self.assign,
            Action.HAND_OVER: self.hand_over,
            Action.NOTE: self.note,
            Action.TASK: self.task,
            Action.DONE: self.task_done,
            Action.DESCRIBE: self.describe,
            Action.WAIT: self.wait,
            Action.RESUME: self.resume,
            Action.RESOLVE: self.resolve,
            Action.CLOSE: self.close,
            Action.REOPEN: self.reopen,
            Action.ESCALATE: self.escalate,
            Action.JOIN: self.join,
            Action.SEPARATE: self.separate,
            Action.PAGE: self.call,
            Action.SURVEY: self.survey,
            Action.KNOW: self.join_account,
            "decline": self.decline,
            "acknowledge": self.acknowledge,
        }
        for name, endpoint in endpoints.items():
            routes.post(f"/cases/{{case}}/{name}", endpoint, permission(Permission.WORK_QUEUE))

    def assign(self, visit: Visiting, case: str, version: Version) -> Response:
        """Take a case."""
        act = partial(self._cases.assign, visit.signed_in, CaseId(case), seen=version)
        return self._done(visit, case, Action.ASSIGN, act)

    def hand_over(self, visit: Visiting, case: str, version: Version, reason: Words = "", to: Words = "") -> Response:
        """Hand a case to a colleague; without a name, to one who has the case's language."""

        def act() -> object:
            language = language_handed_over(self._application, self._page.found(visit, case).case, to)
            return self._cases.hand_over(visit.signed_in, CaseId(case), reason, to=to, language=language, seen=version)

        return self._done(visit, case, Action.HAND_OVER, act, reason)

    def note(self, visit: Visiting, case: str, text: Words = "") -> Response:
        """Note something."""
        return self._done(
            visit, case, Action.NOTE, partial(self._cases.note, visit.signed_in, CaseId(case), text), text
        )

    def task(
        self,
        visit: Visiting,
        case: str,
        text: Words = "",
        who: Words = "",
        until: Annotated[date | None, Form()] = None,
    ) -> Response:
        """Give somebody something to do; a day lasts until its end, where the body is."""
        end = datetime.combine(until, time.max, zone_of(self._application)) if until else None
        act = partial(self._cases.task, visit.signed_in, CaseId(case), text, who=who, until=end)
        return self._done(visit, case, Action.TASK, act, text)

    def task_done(self, visit: Visiting, case: str, task: Annotated[int, Form()]) -> Response:
        """Note that a task is done."""
        return self._done(visit, case, Action.DONE, partial(self._cases.done, visit.signed_in, CaseId(case), task))

    def describe(
        self,
        visit: Visiting,
        case: str,
        version: Version,
        *,
        priority: Annotated[Priority, Form()],
        language: Annotated[Literal["", "en", "fr"], Form()] = "",
        program: Annotated[str, Form(max_length=100)] = "",
        office: Annotated[str, Form(max_length=100)] = "",
    ) -> Response:
        """Say how urgent a case is, which language its person chose, to which program and office it belongs."""
        act = partial(
            self._cases.describe,
            visit.signed_in,
            CaseId(case),
            priority=priority,
            language=language,
            program=program,
            office=office,
            seen=version,
        )
        return self._done(visit, case, Action.DESCRIBE, act)

    def wait(self, visit: Visiting, case: str, version: Version, reason: Words = "") -> Response:
        """Wait for the citizen."""
        act = partial(self._cases.wait, visit.signed_in, CaseId(case), reason, seen=version)
        return self._done(visit, case, Action.WAIT, act, reason)

    def resume(self, visit: Visiting, case: str, version: Version) -> Response:
        """Go on."""
        act = partial(self._cases.resume, visit.signed_in, CaseId(case), seen=version)
        return self._done(visit, case, Action.RESUME, act)

    def resolve(
        self, visit: Visiting, case: str, version: Version, outcome: Chosen = None, reason: Words = ""
    ) -> Response:
        """Say how a case ended."""

        def act() -> object:
            if outcome is None:
                raise InputError(msg("Say how the case ended."), where=case)
            return self._cases.resolve(visit.signed_in, CaseId(case), outcome, reason, seen=version)

        return self._done(visit, case, Action.RESOLVE, act, reason)

    def close(
        self, visit: Visiting, case: str, version: Version, outcome: Chosen = None, reason: Words = ""
    ) -> Response:
        """Close a case."""
        act = partial(self._cases.close, visit.signed_in, CaseId(case), outcome, reason, seen=version)
        return self._done(visit, case, Action.CLOSE, act, reason)

    def reopen(self, visit: Visiting, case: str, version: Version, reason: Words = "") -> Response:
        """Take a case up again."""
        act = partial(self._cases.reopen, visit.signed_in, CaseId(case), reason, seen=version)
        return self._done(visit, case, Action.REOPEN, act, reason)

    def escalate(self, visit: Visiting, case: str, version: Version, reason: Words = "") -> Response:
        """Send a case up its path."""
        act = partial(self._cases.escalate, visit.signed_in, CaseId(case), reason, seen=version)
        return self._done(visit, case, Action.ESCALATE, act, reason)

    def join(self, visit: Visiting, case: str, target: Words = "") -> Response:
        """Put an incident into a problem; together with another incident, into that one's problem or a new one."""

        def act() -> object:
            return join_alike(self._cases, visit.signed_in, CaseId(case), CaseId(target))

        return self._done(visit, case, Action.JOIN, act)

    def join_account(
        self, visit: Visiting, case: str, version: Version, *, post: Words = "", said_in: Words = "", reason: Words = ""
    ) -> Response:
        """Join the account of a post to the case's person, who said in private that both are theirs."""

        def act() -> object:
            if not (post.strip() and said_in.strip() and reason.strip()):
                raise InputError(msg("Name the post, the private message, and why."), where=case)
            mention = MentionId(post.strip())
            return self._cases.join_account(
                visit.signed_in, CaseId(case), mention, said_in=said_in.strip(), reason=reason, seen=version
            )

        return self._done(visit, case, Action.KNOW, act, reason)

    def decline(self, visit: Visiting, case: str, target: Words = "") -> Response:
        """Say that two are not the same fault."""
        act = partial(self._cases.decline, visit.signed_in, CaseId(case), CaseId(target))
        return self._done(visit, case, Made.DECLINED, act)

    def separate(self, visit: Visiting, case: str, version: Version, reason: Words = "") -> Response:
        """Take an incident out of its problem."""
        act = partial(self._cases.separate, visit.signed_in, CaseId(case), reason, seen=version)
        return self._done(visit, case, Action.SEPARATE, act, reason)

    def call(self, visit: Visiting, case: str, reason: Words = "") -> Response:
        """Call people on call."""
        act = partial(self._cases.page, visit.signed_in, CaseId(case), reason)
        return self._done(visit, case, Action.PAGE, act, reason)

    def acknowledge(self, visit: Visiting, case: str, call: Words = "") -> Response:
        """Take a call of this case."""

        def act() -> object:
            return take_call(self._paging, visit.signed_in, self._page.found(visit, case), call)

        return self._done(visit, case, Made.TAKEN, act)

    def survey(self, visit: Visiting, case: str) -> Response:
        """Make the link to the two questions, and show it."""
        file = self._page.found(visit, case)
        try:
            path = self._survey.ask(file.case.id, visit.signed_in)
        except NotAllowed as error:
            return self._page.show(visit, file, status=CONFLICT, alert=error)
        return self._page.show(visit, self._page.found(visit, case), link=path)

    def _done(self, visit: Visit, case: str, done: str, act: Callable[[], object], typed: str = "") -> Response:
        self._page.found(visit, case)
        try:
            act()
        except (NotAllowed, InputError) as error:
            file, kept = self._page.found(visit, case), Typed(of=done, text=typed)
            return self._page.show(visit, file, status=CONFLICT, alert=error, typed=kept)
        return RedirectResponse(f"/cases/{case}?done={done}#case", 303)

"""The pages of cases: the list, and one case with everything on it; what was said in private stands elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.cases import assignee_of, cases_of
from smbot.bootstrap.private import overheard_of, private_desk
from smbot.cases.model import Case, CaseFile, CaseState, Kind, Outcome, Priority
from smbot.cases.ports import CaseFilter
from smbot.cases.survey import Answer
from smbot.cases.transitions import Action
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.events import Act
from smbot.core.holds import HoldKind
from smbot.core.ids import CaseId
from smbot.core.messages import LANGUAGES, Message
from smbot.core.roles import Member, Permission
from smbot.handoff.codes import shown as code_shown
from smbot.handoff.model import CaseCode, Direction
from smbot.review.ports import QueueItem
from smbot.web.access import Denied, Routes, Visit, Visiting, permission
from smbot.web.case_view import by_due, case_view_of, in_tab
from smbot.web.case_words import DONE, EMPTY, TABS, Tab
from smbot.web.holding import holds_on
from smbot.web.quoted_posts import quoted_posts
from smbot.web.templating import Pages
from smbot.web.timeline import PastEvent, past_event
from smbot.web.view import EMPTY_FILTERED, PAGE_SIZE

FIRST_CHOICE: Mapping[CaseState, Action] = {
    CaseState.OPEN: Action.ASSIGN,
    CaseState.REOPENED: Action.ASSIGN,
    CaseState.IN_PROGRESS: Action.RESOLVE,
    CaseState.WAITING: Action.RESUME,
    CaseState.RESOLVED: Action.CLOSE,
    CaseState.CLOSED: Action.SURVEY,
}
"""The one action of each state that stands out."""

TOLD = frozenset({Action.CLOSE, Action.REOPEN})
"""Actions of which it is said why they are not possible; the others say nothing that the kind of a case does not."""

IN_PRIVATE = frozenset(
    {
        Act.CODE_MADE,
        Act.CODE_RENEWED,
        Act.CODE_REVOKED,
        Act.CODE_CLAIMED,
        Act.PRIVATE_RECEIVED,
        Act.PRIVATE_OPENED,
        Act.PRIVATE_REFUSED,
        Act.PRIVATE_ANSWERED,
        Act.PRIVATE_ASSIGNED,
        Act.PRIVATE_DELETION_ASKED,
        Act.PRIVATE_DELETED,
        Act.PERSON_TOLD,
        Act.PERSON_NOT_TOLD,
        Act.CASE_PERSON_JOINED,  # they said so in private
    }
)
"""What a case's page tells its assignee alone: nobody else sees that there is anything."""

TOO_OFTEN = frozenset({Act.PAGE_TOLD})
"""What happens every few minutes."""


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the member typed into the form `of`, where it could not be kept; for that member's page alone."""

    of: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Private:
    """What the assignee sees beside the thread: codes, how many messages there are, what the person asked for."""

    codes: Sequence[tuple[CaseCode, str]]
    received: int
    answered: int
    waits: bool
    deletion_asked: bool
    not_told: int
    heard: Sequence[tuple[str, datetime]]


class CasePage:
    """The list, and the page of one case."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._pages = pages
        self.cases = cases_of(application, overheard_of(application))
        self._private = private_desk(application, assignee_of(application))

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.READ_QUEUE)
        routes.get("/cases", self.listed, needs)
        routes.get("/cases/{case}", self.case, needs)

    def listed(self, request: Request, visit: Visiting) -> Response:
        """Show a page of the cases."""
        view, member = case_view_of(request.query_params), visit.signed_in
        unended = self.cases.listing(member, view.wanted(), limit=None)
        clocks = [(case, self.cases.reading(case)) for case in unended]
        seen = by_due([(case, clock) for case, clock in clocks if clock.overdue or not view.overdue])
        counts = {tab: len(in_tab(seen, tab, member.name)) for tab in Tab if tab != Tab.ALL or view.overdue}
        listed = in_tab(seen, view.tab, member.name)
        found = listed[view.offset :][: PAGE_SIZE + 1]
        if view.tab == Tab.ALL and not view.overdue and len(found) <= PAGE_SIZE:
            # What has ended follows what waits, and is read only where a page reaches it: there is ever more of it.
            behind, room = max(view.offset - len(listed), 0), PAGE_SIZE + 1 - len(found)
            found += self.cases.listing(member, view.wanted(ended=True), limit=room, offset=behind)
        if not found and view.page > 1:
            return RedirectResponse(f"/cases?{view.turned(view.page - 1).query}", 303)
        shown = found[:PAGE_SIZE]
        values = {
            "view": view,
            "rows": [(case, self.cases.reading(case)) for case in shown],
            "posts": quoted_posts(self._application, [case.mentions[0] for case in shown if case.mentions]),
            "more": len(found) > PAGE_SIZE,
            "counts": counts,
            "titles": TABS,
            "kinds": list(Kind),
            "offices": self._offices(visit.language, view.office),
            "office_names": dict(self._offices(visit.language)),
            "program_names": dict(self._programs(visit.language)),
            "empty": EMPTY_FILTERED if view.filtered else EMPTY[view.tab],
        }
        return self._pages.show(visit, "cases.html", values)

    def case(self, visit: Visiting, case: str, done: str = "") -> Response:
        """Show a case."""
        return self.show(visit, self.found(visit, case), done=done)

    def found(self, visit: Visit, case: str) -> CaseFile:
        """Return a case with everything on it.

        Raises:
            Denied: There is none of this id.
        """
        try:
            return self.cases.file(visit.signed_in, CaseId(case))
        except NotAllowed as error:
            raise Denied(404, error.what) from None

    def show(
        self,
        visit: Visit,
        file: CaseFile,
        *,
        status: int = 200,
        done: str = "",
        alert: SmbotError | None = None,
        typed: Typed | None = None,
        **more: object,
    ) -> Response:
        """Render the page; `more` is shown this once: a fresh code, the link of a survey, an opened thread."""
        member, case = visit.signed_in, file.case
        own = case.assignee == member.name and member.may(Permission.WORK_QUEUE)
        actions = self.cases.actions(member, case)
        events = self._events(case, own=own)
        colleagues = self._colleagues(member, case)
        values: dict[str, object] = {
            "file": file,
            "case": case,
            "reading": self.cases.reading(case),
            "actions": actions,
            "possible": [action for action, why in actions.items() if why is None],
            "hindrances": [(action, why) for action, why in actions.items() if why is not None and action in TOLD],
            "primary": FIRST_CHOICE.get(case.state),
            "own": own,
            "works": member.may(Permission.WORK_QUEUE),
            "private": self._private_of(case, member) if own else None,
            "mentions": self._mentions(case),
            "colleagues": colleagues,
            "somebody_serves": any(serves for _, serves in colleagues),
            "suggested": [(one, self._kind_of(one.target)) for one in file.suggestions],
            "problems": self._problems(member, case),
            "survey": self._survey(case),
            "outcomes": list(Outcome),
            "priorities": list(Priority),
            "languages": LANGUAGES,
            "programs": self._programs(visit.language, case.program),
            "program_names": dict(self._programs(visit.language)),
            "office_names": dict(self._offices(visit.language)),
            "offices": self._offices(visit.language, case.office),
            "timeline": events,
            "notice": self._notice(member, events, done),
            "held": holds_on(self._application, member, HoldKind.CASE, case.id),
            "alert": alert,
            "typed": typed or Typed(of="", text=""),
            "made": None,
            "link": "",
            "thread": None,
            "citizen_url": self._application.settings.citizen.public_url,
        }
        here = replace(visit, here=f"/cases/{case.id}")
        return self._pages.show(here, "case.html", values | more, status=status)

    def _private_of(self, case: Case, member: Member) -> Private:
        with self._application.store.read() as tx:
            messages = tx.private_messages(case.id)
            known = tx.private_case(case.id)
            failed = sum(notice.state == "failed" for notice in tx.notices_of(case.id))
        received = sum(message.direction == Direction.IN for message in messages)
        return Private(
            codes=[(code, code_shown(code.code)) for code in self._private.codes(case.id, member)],
            received=received,
            answered=len(messages) - received,
            waits=bool(messages) and messages[-1].direction == Direction.IN,
            deletion_asked=known is not None and known.deletion_asked_at is not None,
            not_told=failed,
            heard=[(each.mention or each.id, each.at) for each in messages if each.direction == Direction.IN],
        )

    def _events(self, case: Case, *, own: bool) -> Sequence[PastEvent]:
        with self._application.store.read() as tx:
            events = [past_event(body) for body in tx.audit_of(case.id)]
        hidden = TOO_OFTEN if own else TOO_OFTEN | IN_PRIVATE
        return [event for event in events if event.act not in hidden]

    def _notice(self, member: Member, events: Sequence[PastEvent], done: str) -> Message | None:
        if done not in DONE:
            return None
        act, told = DONE[done]
        mine = [event.act for event in events if event.actor == member.name]
        return told if mine[-1:] == [act] else None

    def _mentions(self, case: Case) -> Sequence[QueueItem]:
        found = quoted_posts(self._application, case.mentions)
        return [found[mention] for mention in case.mentions if mention in found]

    def _colleagues(self, member: Member, case: Case) -> Sequence[tuple[Member, bool]]:
        """Return who else could take the case, and whether they have its language; those who do stand first."""
        with self._application.store.read() as tx:
            able = [each for each in tx.members() if each.may(Permission.WORK_QUEUE) and each.name != case.assignee]
        others = [(each, case.language in each.serves) for each in able if each.id != member.id]
        return sorted(others, key=lambda one: (not one[1], one[0].name.casefold()))

    def _kind_of(self, case: CaseId) -> Kind | None:
        with self._application.store.read() as tx:
            found = tx.case(case)
        return found.kind if found else None

    def _problems(self, member: Member, case: Case) -> Sequence[Case]:
        if case.kind != Kind.INCIDENT or case.problem is not None:
            return []
        return self.cases.listing(member, CaseFilter(kinds=frozenset({Kind.PROBLEM}), unended=True))

    def _survey(self, case: Case) -> Answer | None:
        with self._application.store.read() as tx:
            return tx.survey_of(case.id)

    def _offices(self, language: str, chosen: str = "") -> Sequence[tuple[str, str]]:
        offices = self._application.directory.offices
        return _with([(each.id, each.name.en if language == "en" else each.name.fr) for each in offices], chosen)

    def _programs(self, language: str, chosen: str = "") -> Sequence[tuple[str, str]]:
        programs = self._application.directory.programs
        return _with([(each.id, each.name.en if language == "en" else each.name.fr) for each in programs], chosen)


def _with(named: list[tuple[str, str]], chosen: str) -> list[tuple[str, str]]:
    """Return choices, with what stands there although the directory does not know it."""
    known = {name for name, _ in named}
    return [*named, (chosen, chosen)] if chosen and chosen not in known else named

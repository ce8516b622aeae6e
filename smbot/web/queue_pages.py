"""The list of mentions: tabs, filters, fifty rows a page."""

from dataclasses import dataclass, replace

from fastapi import Request
from starlette.responses import RedirectResponse, Response

from smbot.bootstrap import Application
from smbot.bootstrap.deadlines import Deadlines, Reckoner
from smbot.core.errors import NotAllowed, SmbotError
from smbot.core.ids import MentionId
from smbot.core.labels import ACCESS
from smbot.core.messages import msg
from smbot.core.roles import TAKERS, Member, Permission
from smbot.core.states import MentionState
from smbot.review.desk import Desk
from smbot.review.ports import QueueItem
from smbot.review.queue import Listing
from smbot.review.together import grouped
from smbot.web.access import Routes, Visit, Visiting, permission
from smbot.web.aside_words import MASKED, choices
from smbot.web.searches import Searches
from smbot.web.templating import Pages
from smbot.web.view import EMPTY, EMPTY_FILTERED, PAGE_SIZE, SELDOM, STATES, TITLES, Tab, View, takes, view_of

LANGUAGES = ("en", "fr", "mixed", "und")
"""Always offered; other languages are offered where the page shows one."""
UNREADABLE = msg("The words of this search cannot be read any more: type them again.")
MOST_NUMBER = 2**53
"""No table counts so far, and databases hold no numbers far beyond."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A view with what it lists."""

    view: View
    listing: Listing
    counts: dict[Tab, int]
    deadlines: Deadlines
    common: bool
    """Its words stand in so many posts that only the newest of those were looked through."""

    @property
    def last_page(self) -> int:
        """Return the number of the last page."""
        return max(1, -(-self.listing.total // PAGE_SIZE))

    def neighbours(self, mention: MentionId) -> tuple[QueueItem | None, QueueItem | None]:
        """Return the mentions before and after one; of one that is not listed, the first is next."""
        items = self.listing.items
        place = next((i for i, item in enumerate(items) if item.id == mention), None)
        if place is None:
            return None, items[0] if items else None
        return items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None


@dataclass(frozen=True, kw_only=True)
class Refused:
    """A search that was refused: its words, to be mended, and why."""

    words: str
    alert: SmbotError


class QueuePages:
    """The queue."""

    def __init__(self, application: Application, desk: Desk, pages: Pages) -> None:
        self._platforms = frozenset(application.platforms)
        self._labels = application.labels.names
        self._aside = application.aside()
        self._together = application.together()
        self._desk = desk
        self._pages = pages
        self.reckoner = Reckoner(application, desk)
        self.searches = Searches(application.keys.secret("digest"))

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/queue", self.queue, permission(Permission.READ_QUEUE))

    def queue(self, request: Request, visit: Visiting) -> Response:
        """Show a page of the queue."""
        view = view_of(request.query_params)
        if self._aside.is_personal(view.words):  # typed into the address by hand
            return self.refused(visit, view, NotAllowed(MASKED))
        if view.words and not view.search:
            return RedirectResponse(f"/queue?{self.searches.settled(view).query}", 303)
        shown = self.shown(visit.signed_in, view)
        if view.search and not shown.view.search:
            return self._page(visit, shown, refused=Refused(words="", alert=NotAllowed(UNREADABLE)), status=409)
        if shown.view.page > shown.last_page:
            return RedirectResponse(f"/queue?{shown.view.turned(shown.last_page).query}", 303)
        return self._page(visit, shown, together=request.query_params.get("together", ""))

    def page(self, visit: Visit, view: View, *, alert: SmbotError | None = None, status: int = 200) -> Response:
        """Show the list, with what stands in the way of an act."""
        return self._page(visit, self.shown(visit.signed_in, view), alert=alert, status=status)

    def refused(self, visit: Visit, view: View, alert: SmbotError) -> Response:
        """Show the list without a search that was refused; its words stay in their field, and nowhere else."""
        shown = self.shown(visit.signed_in, replace(view, words=""))
        return self._page(visit, shown, refused=Refused(words=view.words, alert=alert), status=409)

    def _page(
        self,
        visit: Visit,
        shown: Shown,
        *,
        alert: SmbotError | None = None,
        refused: Refused | None = None,
        together: str = "",
        status: int = 200,
    ) -> Response:
        member, number = visit.signed_in, int(together) if together.isascii() and together.isdecimal() else 0
        done = self._together.done(member, number) if 0 < number < MOST_NUMBER else None
        works = member.may(Permission.WORK_QUEUE)
        values = {
            "alert": alert,
            "refused": refused,
            "done": done,
            "done_number": number,
            "stayed": grouped(done.stayed) if done else (),
            "works": works,
            "colleagues": choices(self._aside.colleagues(), visit.language) if works else (),
            "kept_views": [(one, self.searches.kept(one.query).query) for one in self._aside.views(member)],
            "may_share": member.may(Permission.APPROVE),
        }
        here = f"/queue?{shown.view.query}"
        return self._pages.show(
            replace(visit, here=here), "queue.html", self.values(shown, member) | values, status=status
        )

    def shown(self, member: Member, view: View) -> Shown:
        """Read what a view lists, and how much its neighbours hold under the same filters."""
        view = self.searches.settled(view)
        deadlines = self.reckoner.deadlines()
        wanted = view.wanted(member, deadlines.today)
        tallies = self._desk.tallies(member, view.common(), ACCESS, deadlines.today)
        counts = {tab: sum(each.count for each in tallies if view.to(tab).holds(each, member)) for tab in Tab}
        total = counts[view.tab]
        items = self._desk.page(member, wanted, limit=PAGE_SIZE, offset=view.offset) if wanted and total else ()
        return Shown(
            view=view,
            listing=Listing(items=items, total=total),
            counts=counts,
            deadlines=deadlines,
            common=bool(view.words) and self._desk.are_common(member, view.words),
        )

    def values(self, shown: Shown, member: Member) -> dict[str, object]:
        """Return what the list's template needs."""
        items, view = shown.listing.items, shown.view
        platforms = self._platforms | {item.platform for item in items} | ({view.platform} if view.platform else set())
        others = {item.language for item in items} | ({view.language} if view.language else set())
        return {
            "view": view,
            "refused": None,
            "items": items,
            "total": shown.listing.total,
            "counts": shown.counts,
            "titles": TITLES,
            "seldom": SELDOM,
            "takes": takes(member),
            "last_page": shown.last_page,
            "deadline": shown.deadlines.of,
            "common": shown.common,
            "empty": EMPTY_FILTERED if view.filtered else EMPTY[view.tab],
            "choices": {
                "labels": self._labels,
                "languages": [*LANGUAGES, *sorted(others - set(LANGUAGES))],
                "platforms": sorted(platforms),
                "roles": TAKERS,
                "states": [s for s in MentionState if s in (STATES[view.tab] or frozenset(MentionState))],
            },
        }

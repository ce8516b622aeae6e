"""Which part of the queue a page shows: a tab, filters and a page number, all of them in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from smbot.core.labels import ACCESS
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState as S
from smbot.review.ports import COURSES, Filter

PAGE_SIZE = 50
"""500 rows took 440-710 ms to be ready in a browser, 20 rows 160-295 ms (ux.md, section 1)."""
LAST_PAGE = 100_000
LONGEST_VALUE = 40
UNSURE = "unsure"
"""Filter: posts with masks in doubt."""


class Tab(StrEnum):
    """A tab of the queue."""

    MINE = "mine"
    UNCLAIMED = "unclaimed"
    OPEN = "open"
    ACCESS = "access"
    QUARANTINED = "quarantined"
    ALL = "all"


TITLES: Mapping[Tab, Message] = {
    Tab.MINE: msg("Mine"),
    Tab.UNCLAIMED: msg("Unclaimed"),
    Tab.OPEN: msg("Open, urgent first"),
    Tab.ACCESS: msg("Access requests"),
    Tab.QUARANTINED: msg("Quarantined"),
    Tab.ALL: msg("All"),
}

EMPTY: Mapping[Tab, tuple[Message, Message]] = {
    Tab.MINE: (msg("You hold nothing."), msg("Open “Unclaimed” and claim a mention.")),
    Tab.UNCLAIMED: (msg("Queue clear: nobody waits to be claimed."), msg("New mentions appear here by themselves.")),
    Tab.OPEN: (msg("Nothing is open."), msg("New mentions appear here, the most urgent first.")),
    Tab.ACCESS: (
        msg("Nobody seems to ask for records."),
        msg("smbot lists here each post that may be an access request, whether or not it names a law."),
    ),
    Tab.QUARANTINED: (
        msg("Nothing is in quarantine."),
        msg("A post comes here, without its text, where smbot cannot be sure that all of it is masked."),
    ),
    Tab.ALL: (
        msg("Nothing has been collected yet."),
        msg("Import a file with “smbot import”, or switch a platform on in the configuration."),
    ),
}
EMPTY_FILTERED = (msg("Nothing here matches these filters."), msg("Clear the filters to see the rest."))

STATES: Mapping[Tab, frozenset[S]] = {
    Tab.MINE: frozenset({S.CLAIMED}),
    Tab.UNCLAIMED: frozenset({S.TRIAGED, S.DRAFTED}),
    Tab.OPEN: frozenset({S.TRIAGED, S.DRAFTED, S.CLAIMED, S.ESCALATED}),
    Tab.ACCESS: frozenset(),
    Tab.QUARANTINED: frozenset({S.QUARANTINED}),
    Tab.ALL: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class View:
    """A tab with filters; an empty filter lets everything through. Pages count from 1."""

    tab: Tab = Tab.UNCLAIMED
    label: str = ""
    language: str = ""
    platform: str = ""
    state: str = ""
    masks: str = ""
    passed: str = ""
    course: str = ""
    page: int = 1

    @property
    def filtered(self) -> bool:
        """Say whether any filter is set."""
        return bool(
            self.label or self.language or self.platform or self.state or self.masks or self.passed or self.course
        )

    @property
    def query(self) -> str:
        """Return the query of this view's address."""
        values = {
            "tab": self.tab.value,
            "label": self.label,
            "language": self.language,
            "platform": self.platform,
            "state": self.state,
            "masks": self.masks,
            "passed": self.passed,
            "course": self.course,
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    def to(self, tab: Tab) -> "View":
        """Return another tab with the same filters."""
        return replace(self, tab=tab, page=1)

    def turned(self, page: int) -> "View":
        """Return another page of this view."""
        return replace(self, page=page)

    def cleared(self) -> "View":
        """Return the tab without filters."""
        return View(tab=self.tab)

    @property
    def offset(self) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * PAGE_SIZE

    def wanted(self, member: Member) -> Filter | None:
        """Return what to ask the queue for; None where nothing can match."""
        states = STATES[self.tab]
        if self.state:
            asked = frozenset({S(self.state)})
            states = states & asked if states else asked
            if not states:
                return None
        label = self.label
        if self.tab == Tab.ACCESS:
            if label not in {"", ACCESS}:
                return None
            label = ACCESS
        return Filter(
            states=states,
            label=label,
            language=self.language,
            platform=self.platform,
            doubtful=self.masks == UNSURE,
            back=self.tab == Tab.OPEN and not self.state,
            passed_to=self.passed,
            course=self.course,
            claimed_by=member.name if self.tab == Tab.MINE else "",
        )


def view_of(query: Mapping[str, str]) -> View:
    """Read a view from an address; what is not understood is left out."""

    def text(name: str) -> str:
        return query.get(name, "")[:LONGEST_VALUE]

    state, tab, page = text("state"), text("tab"), text("page")
    passed, course = text("passed"), text("course")
    return View(
        tab=Tab(tab) if tab in set(Tab) else Tab.UNCLAIMED,
        label=text("label"),
        language=text("language"),
        platform=text("platform"),
        state=state if state in set(S) else "",
        masks=UNSURE if text("masks") == UNSURE else "",
        passed=passed if passed in set(Role) else "",
        course=course if course in COURSES else "",
        page=min(int(page), LAST_PAGE) if page.isdecimal() and page.isascii() and int(page) > 0 else 1,
    )

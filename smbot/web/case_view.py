"""Which cases a page shows: a tab, filters and a page number, all of them in the address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from smbot.cases.clock import Reading
from smbot.cases.model import ENDED, Case, CaseState, Kind, Priority
from smbot.cases.ports import CaseFilter
from smbot.web.case_words import Tab
from smbot.web.view import LAST_PAGE, LONGEST_VALUE, PAGE_SIZE

OPEN = frozenset({CaseState.OPEN, CaseState.IN_PROGRESS, CaseState.REOPENED})
"""What waits for us. What is part of a problem is worked on there."""
PRIORITIES = list(Priority)


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A tab with filters; an empty filter lets everything through. Pages count from 1."""

    tab: Tab = Tab.MINE
    kind: str = ""
    office: str = ""
    overdue: bool = False
    page: int = 1

    @property
    def filtered(self) -> bool:
        """Say whether any filter is set."""
        return bool(self.kind or self.office or self.overdue)

    @property
    def query(self) -> str:
        """Return the query of this view's address."""
        values = {
            "tab": self.tab.value,
            "kind": self.kind,
            "office": self.office,
            "overdue": "1" if self.overdue else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def offset(self) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * PAGE_SIZE

    def to(self, tab: Tab) -> "CaseView":
        """Return another tab with the same filters."""
        return replace(self, tab=tab, page=1)

    def turned(self, page: int) -> "CaseView":
        """Return another page of this view."""
        return replace(self, page=page)

    def cleared(self) -> "CaseView":
        """Return the tab without filters."""
        return CaseView(tab=self.tab)

    def wanted(self, *, ended: bool = False) -> CaseFilter:
        """Return what to ask for, of the cases that have ended or of the others; whatever the tab is, whoever asks."""
        kinds = frozenset({Kind(self.kind)}) if self.kind else frozenset()
        return CaseFilter(kinds=kinds, office=self.office, states=ENDED if ended else frozenset(), unended=not ended)


def by_due(clocks: Iterable[tuple[Case, Reading]]) -> list[Case]:
    """Return cases, the most urgent first; of these what is due soonest, then those whose clock rests."""

    def place(one: tuple[Case, Reading]) -> tuple[int, bool, datetime, str]:
        case, clock = one
        return -PRIORITIES.index(case.priority), clock.due_at is None, clock.due_at or case.opened_at, case.id

    return [case for case, _ in sorted(clocks, key=place)]


def in_tab(cases: Iterable[Case], tab: Tab, name: str) -> list[Case]:
    """Return those of the unended cases that belong to a tab of the member `name`."""
    if tab == Tab.MINE:
        return [case for case in cases if case.assignee == name]
    if tab == Tab.ALL:
        return list(cases)
    states = OPEN if tab == Tab.OPEN else frozenset({CaseState.WAITING})
    return [case for case in cases if case.state in states]


def case_view_of(query: Mapping[str, str]) -> CaseView:
    """Read a view from an address; what is not understood is left out."""

    def text(name: str) -> str:
        return query.get(name, "")[:LONGEST_VALUE]

    tab, kind, page = text("tab"), text("kind"), text("page")
    return CaseView(
        tab=Tab(tab) if tab in set(Tab) else Tab.MINE,
        kind=kind if kind in set(Kind) else "",
        office=text("office"),
        overdue=text("overdue") == "1",
        page=min(int(page), LAST_PAGE) if page.isdecimal() and page.isascii() and int(page) > 0 else 1,
    )

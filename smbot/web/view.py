"""Which part of the queue a page shows: a tab, filters and a page number, all of them in the address; words sealed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

from smbot.core.labels import ACCESS
from smbot.core.messages import Message, msg
from smbot.core.roles import TAKERS, Member, Role
from smbot.core.states import MentionState as S
from smbot.review.ports import COURSES, Due, Filter, Tally
from smbot.review.queue import AWAITED
from smbot.review.transitions import OPEN
from smbot.web.mask_words import meant

PAGE_SIZE = 50
"""500 rows took 440-710 ms to be ready in a browser, 20 rows 160-295 ms (ux.md, section 1)."""
LAST_PAGE = 100_000
LONGEST_VALUE = 40
LONGEST_WORDS = 80
LONGEST_SEARCH = 600
"""More than such words need when they are sealed."""
UNSURE = "unsure"
"""Filter: posts with masks in doubt."""


class Tab(StrEnum):
    """A tab of the queue."""

    MINE = "mine"
    UNCLAIMED = "unclaimed"
    PASSED = "passed"
    DUE = "due"
    OPEN = "open"
    ACCESS = "access"
    QUARANTINED = "quarantined"
    SNOOZED = "snoozed"
    ALL = "all"


TITLES: Mapping[Tab, Message] = {
    Tab.MINE: msg("Mine"),
    Tab.UNCLAIMED: msg("Unclaimed"),
    Tab.PASSED: msg("Passed to you"),
    Tab.DUE: msg("Due today"),
    Tab.OPEN: msg("Open, urgent first"),
    Tab.ACCESS: msg("Access requests"),
    Tab.QUARANTINED: msg("Quarantined"),
    Tab.SNOOZED: msg("Put off until later"),
    Tab.ALL: msg("All"),
}

SELDOM: Final = frozenset({Tab.PASSED, Tab.QUARANTINED, Tab.SNOOZED})
"""Tabs that a narrow screen leaves out while nothing is in them."""

EMPTY: Mapping[Tab, tuple[Message, Message]] = {
    Tab.MINE: (msg("You hold nothing, and nothing is given to you."), msg("Open “Unclaimed” and claim a mention.")),
    Tab.UNCLAIMED: (msg("Queue clear: nobody waits to be claimed."), msg("New mentions appear here by themselves.")),
    Tab.PASSED: (
        msg("Nothing is passed to you."),
        msg("What a colleague or a playbook passes to your role appears here."),
    ),
    Tab.DUE: (
        msg("Nothing is due today, and nothing is overdue."),
        msg("What is due by our service standard, or by law, stands here on its last day and after it."),
    ),
    Tab.OPEN: (msg("Nothing is open."), msg("New mentions appear here, the most urgent first.")),
    Tab.ACCESS: (
        msg("Nobody seems to ask for records."),
        msg("Each post that may be an access request waits here; the docket keeps those that are answered or closed."),
    ),
    Tab.QUARANTINED: (
        msg("Nothing is in quarantine."),
        msg("A post comes here, without its text, where smbot cannot be sure that all of it is masked."),
    ),
    Tab.SNOOZED: (
        msg("Nothing is put off."),
        msg("What you put off leaves the other lists; it comes back at its time, or when its conversation goes on."),
    ),
    Tab.ALL: (
        msg("Nothing has been collected yet."),
        msg("Import a file with “smbot import”, or switch a platform on in the configuration."),
    ),
}
EMPTY_FILTERED = (msg("Nothing here matches these filters."), msg("Clear the filters to see the rest."))

STATES: Mapping[Tab, frozenset[S]] = {
    Tab.MINE: OPEN,
    Tab.UNCLAIMED: frozenset({S.TRIAGED, S.DRAFTED}),
    Tab.PASSED: OPEN | {S.QUARANTINED},
    Tab.DUE: OPEN | AWAITED,
    Tab.OPEN: OPEN,
    Tab.ACCESS: OPEN | AWAITED,
    Tab.QUARANTINED: frozenset({S.QUARANTINED}),
    Tab.SNOOZED: OPEN,
    Tab.ALL: frozenset(),
}
PUT_OFF: Mapping[Tab, bool] = {
    Tab.MINE: False,
    Tab.UNCLAIMED: False,
    Tab.PASSED: False,
    Tab.OPEN: False,
    Tab.SNOOZED: True,
}
"""Whether a tab has what is put off; tabs that are not named have both."""


@dataclass(frozen=True, kw_only=True)
class View:
    """A tab with filters; an empty filter lets everything through. Pages count from 1.

    `search` is what stands for the `words` in addresses: see `smbot.web.searches`.
    """

    tab: Tab = Tab.UNCLAIMED
    label: str = ""
    language: str = ""
    platform: str = ""
    state: str = ""
    masks: str = ""
    passed: str = ""
    course: str = ""
    words: str = ""
    search: str = ""
    page: int = 1

    @property
    def filtered(self) -> bool:
        """Say whether any filter is set."""
        return replace(self, tab=Tab.ALL, page=1) != View(tab=Tab.ALL)

    @property
    def query(self) -> str:
        """Return the query of this view's address, in which no words stand."""
        return self._query(search=self.search, page=str(self.page) if self.page > 1 else "")

    @property
    def kept(self) -> str:
        """Return this view as it is kept by a name: with its words, and without a page."""
        return self._query(words=self.words)

    def _query(self, **more: str) -> str:
        values = {
            "tab": self.tab.value,
            "label": self.label,
            "language": self.language,
            "platform": self.platform,
            "state": self.state,
            "masks": self.masks,
            "passed": self.passed,
            "course": self.course,
            **more,
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

    def wanted(self, member: Member, due: Due) -> Filter | None:
        """Return what to ask the queue for, where so much is due; None where nothing can match."""
        states = self._states
        if self.tab == Tab.PASSED and not takes(member):
            return None
        if states is None or (self.tab == Tab.ACCESS and self.label not in {"", ACCESS}):
            return None
        return replace(
            self.common(),
            states=states,
            label=ACCESS if self.tab == Tab.ACCESS else self.label,
            back=self._takes_back,
            mine=member.name if self.tab == Tab.MINE else "",
            passed_among=takes(member) if self.tab == Tab.PASSED else frozenset(),
            snoozed=PUT_OFF.get(self.tab),
            due=due if self.tab == Tab.DUE else None,
        )

    def common(self) -> Filter:
        """Return what all tabs ask for under these filters."""
        return Filter(
            label=self.label,
            language=self.language,
            platform=self.platform,
            doubtful=self.masks == UNSURE,
            passed_to=self.passed,
            course=self.course,
            words=meant(self.words),
        )

    def holds(self, tally: Tally, member: Member) -> bool:
        """Say whether this tab lists what stands so, of what matches `common`: in step with `wanted`."""
        states = self._states
        if states is None:
            return False
        return (
            (not states or tally.state in states or (self._takes_back and tally.back))
            and (self.tab != Tab.ACCESS or tally.labelled)
            and (self.tab != Tab.MINE or tally.mine)
            and (self.tab != Tab.PASSED or tally.passed in takes(member))
            and (self.tab != Tab.DUE or tally.due)
            and PUT_OFF.get(self.tab, tally.snoozed) == tally.snoozed
        )

    @property
    def _states(self) -> frozenset[S] | None:
        """Return the states that are listed, none for any; None where nothing can be in them."""
        states = STATES[self.tab]
        if not self.state:
            return states
        asked = frozenset({S(self.state)})
        if self.tab == Tab.ACCESS:  # those that ended are found too, where they are asked for
            return asked
        return (states & asked or None) if states else asked

    @property
    def _takes_back(self) -> bool:
        return self.tab == Tab.OPEN and not self.state


def takes(member: Member) -> frozenset[str]:
    """Return the roles of a member that mentions are passed to."""
    return frozenset(role.value for role in member.roles if role in TAKERS)


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
        words=" ".join(query.get("words", "")[:LONGEST_WORDS].split()),
        search=query.get("search", "")[:LONGEST_SEARCH],
        page=min(int(page), LAST_PAGE) if page.isdecimal() and page.isascii() and int(page) > 0 else 1,
    )

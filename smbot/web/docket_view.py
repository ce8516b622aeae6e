"""Which entries of the docket a page shows: a tab, filters and a page number, all of them in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from smbot.access.docket import OPEN_STATES
from smbot.access.names import DocketState, Jurisdiction, RequestKind
from smbot.access.ports import DocketFilter
from smbot.web.view import LAST_PAGE, PAGE_SIZE


@dataclass(frozen=True, kw_only=True)
class DocketView:
    """The open or the settled entries, with filters; an empty filter lets everything through. Pages count from 1."""

    settled: bool = False
    state: str = ""
    kind: str = ""
    law: str = ""
    alarming: bool = False
    page: int = 1

    @property
    def states(self) -> list[DocketState]:
        """Return the states that entries of this tab can be in."""
        return [state for state in DocketState if (state in OPEN_STATES) != self.settled]

    @property
    def filtered(self) -> bool:
        """Say whether any filter is set."""
        return bool(self.state or self.kind or self.law or self.alarming)

    @property
    def query(self) -> str:
        """Return the query of this view's address."""
        values = {
            "tab": "settled" if self.settled else "",
            "state": self.state,
            "kind": self.kind,
            "law": self.law,
            "alarm": "1" if self.alarming else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return urlencode({name: value for name, value in values.items() if value})

    @property
    def offset(self) -> int:
        """Return how many rows come before this page."""
        return (self.page - 1) * PAGE_SIZE

    @property
    def wanted(self) -> DocketFilter:
        """Return what to ask for."""
        return DocketFilter(
            states=frozenset({DocketState(self.state)} if self.state else self.states),
            kind=RequestKind(self.kind) if self.kind else None,
            jurisdiction=Jurisdiction(self.law) if self.law else None,
        )

    def turned(self, page: int) -> "DocketView":
        """Return another page of this view."""
        return replace(self, page=page)

    def cleared(self) -> "DocketView":
        """Return the tab without filters."""
        return DocketView(settled=self.settled)


def docket_view_of(query: Mapping[str, str]) -> DocketView:
    """Read a view from an address; what is not understood is left out."""
    settled = query.get("tab") == "settled"
    state, kind, law, page = (query.get(name, "") for name in ("state", "kind", "law", "page"))
    number = int(page) if page.isdecimal() and page.isascii() and len(page) <= len(str(LAST_PAGE)) else 1
    return DocketView(
        settled=settled,
        state=state if state in DocketView(settled=settled).states else "",
        kind=kind if kind in set(RequestKind) else "",
        law=law if law in set(Jurisdiction) else "",
        alarming=query.get("alarm") == "1" and not settled,
        page=min(max(number, 1), LAST_PAGE),
    )

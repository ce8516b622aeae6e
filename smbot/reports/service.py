"""What the report on service is made of: steps from post to closed, and figures of a period beside the one before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from smbot.core.shares import Share
from smbot.reports.exposure import Exposure
from smbot.reports.model import Period
from smbot.reports.quantiles import Estimate

Seconds = npt.NDArray[np.int64]
NEVER = -1
"""Stands in columns for what has not happened."""


class Step(StrEnum):
    """A moment in the life of a mention, each counted from its post."""

    COLLECTED = "collected"
    TRIAGED = "triaged"
    ACTED = "acted"
    """A person did the first thing with it."""
    APPROVED = "approved"
    SENT = "sent"
    """Our answer was out, by smbot or by hand."""
    CLOSED = "closed"
    """Answered, or a person decided that no answer is due; reopened ones count when they are closed again."""


class Facet(StrEnum):
    """By what the figures are shown."""

    PROGRAM = "program"
    OFFICE = "office"
    LABEL = "label"
    LANGUAGE = "language"
    PLATFORM = "platform"
    WEEKDAY = "weekday"
    HOUR = "hour"


NAMED = (Facet.PROGRAM, Facet.OFFICE, Facet.LABEL, Facet.LANGUAGE, Facet.PLATFORM)
"""What a cell has; the others follow from when a mention was posted."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What mentions share: a program and office ("" unknown), first label, language, platform."""

    program: str
    office: str
    label: str
    language: str
    platform: str

    def get(self, facet: Facet) -> str:
        """Return its key by one of `NAMED`."""
        return str(getattr(self, facet.value))


@dataclass(frozen=True, kw_only=True, eq=False)
class ServiceColumns:
    """Mentions as columns of equal length: when each was posted, in seconds since 1970, and its cell.

    `waits` and `hidden` are seconds from the post (0 where a platform's clock is ahead of ours, or `NEVER`). `exposed`
    is 1 for public posts that expose personal information; `offered` is 1 or 0 where a reply made the active offer as
    it was due or not, and `NEVER` where none was sent.
    """

    cells: Mapping[int, Cell]
    cell: Seconds
    posted: Seconds
    waits: Mapping[Step, Seconds]
    hidden: Seconds
    exposed: Seconds
    offered: Seconds


@dataclass(frozen=True, kw_only=True, eq=False)
class OpenColumns:
    """When each mention that was open at any time in a period came in, and when it was closed (`NEVER`)."""

    collected: Seconds
    closed: Seconds


class ServiceTables(Protocol):
    """Reads mentions as columns."""

    def service_columns(self, since: datetime, until: datetime) -> ServiceColumns:
        """Return what was posted from `since` up to `until` (exclusive), in any order."""

    def open_columns(self, since: datetime, until: datetime) -> OpenColumns:
        """Return what came in before `until` and was not closed before `since`."""


@dataclass(frozen=True, kw_only=True)
class Timing:
    """How long mentions took to a step: how many came there, half of them within the median, nine of ten within.

    `low` and `high` are the interval of the median; None where there are too few to know it.
    """

    count: int
    median: timedelta | None = None
    ninetieth: timedelta | None = None
    low: timedelta | None = None
    high: timedelta | None = None

    @property
    def middle(self) -> Estimate | None:
        """Return the median in seconds, with its interval."""
        if self.median is None:
            return None
        low, high = (None if bound is None else bound.total_seconds() for bound in (self.low, self.high))
        return Estimate(value=self.median.total_seconds(), low=low, high=high)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Figures of some mentions; `within` is the share closed within the service standard.

    Of it are left out those whose time is not over, and that wait still.
    """

    posts: int
    steps: Mapping[Step, Timing]
    within: Share


@dataclass(frozen=True, kw_only=True)
class Group:
    """Figures of those with one key, in the period and in the one before."""

    key: str
    now: Figures
    before: Figures


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """One figure in English and in French: an interval each, and English less French. None: there is none.

    `counts` says of how many each is.
    """

    counts: tuple[int, int]
    english: Estimate | None
    french: Estimate | None
    apart: Estimate | None

    def enough(self, least: int) -> bool:
        """Say whether there are at least so many in each language."""
        return min(self.counts) >= least


@dataclass(frozen=True, kw_only=True)
class Parity:
    """English beside French: median waits in seconds, the share within the standard, the share with its offer."""

    waits: Mapping[Step, SideBySide]
    within: SideBySide
    offered: SideBySide


@dataclass(frozen=True, kw_only=True)
class DayEnd:
    """How many mentions were open at the end of a day, how many came in that day, and how many were closed."""

    day: date
    open: int
    came: int
    closed: int


@dataclass(frozen=True, kw_only=True)
class ServiceReport:
    """The report. `rising` is by how many mentions a day the backlog grows, as the median of its days has it."""

    period: Period
    standard: timedelta
    total: Group
    groups: Mapping[Facet, Sequence[Group]]
    parity: Parity
    exposure: Exposure
    exposure_before: Exposure
    offered: Share
    offered_before: Share
    backlog: Sequence[DayEnd]
    rising: float

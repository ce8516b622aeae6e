"""One snapshot of how the installation fares: counts, ages, names of accounts; never a text, never a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from smbot.core.accounts import AccountHealth
from smbot.core.ids import DocketId, MentionId


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What reading a platform cost this month, and the most it may cost, in millionths of a US dollar."""

    platform: str
    spent_micros: int
    limit_micros: int

    @property
    def share(self) -> float:
        """Return the share that is spent; a budget of nothing is always spent."""
        return self.spent_micros / self.limit_micros if self.limit_micros else 1.0


@dataclass(frozen=True, kw_only=True)
class Token:
    """When a platform's token ends (None: it has no end); `problem` is the platform's code where it has ended."""

    platform: str
    checked_at: datetime
    expires_at: datetime | None = None
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class SignOfLife:
    """When a part of smbot last said that it works, and its version."""

    part: str
    at: datetime
    version: str


@dataclass(frozen=True, kw_only=True)
class Request:
    """An entry of the docket that needs an officer.

    `stage` is the alarm before its due date (days, or ``overdue``), "" for none; `unseen`: nobody has acknowledged it
    for a business day; `not_passed`: the coordinator could not be told.
    """

    docket: DocketId
    due: date | None = None
    stage: str = ""
    overdue: bool = False
    unseen: bool = False
    not_passed: bool = False


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A post that exposes somebody, waits for a person, and cannot be hidden on its platform."""

    mention: MentionId
    posted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a message through a channel: `error` is empty where it was taken.

    `certain` says that surely nobody received one that was not.
    """

    channel: str
    at: datetime
    error: str
    certain: bool = False


@dataclass(frozen=True, kw_only=True)
class Vitals:
    """The snapshot. What nobody knows yet is None or empty.

    `waiting` counts mentions that wait for a person, `overdue` those of them that wait longer than `answer_within`.
    `quarantined_today` and `new_today` count the last 24 hours, as does `answered_today`. `deliveries_unread` counts
    what webhooks received and nobody could read; `drawn_to_answer` posts of weekly samples that no officer looked at.
    `exposed` are the posts that others go on seeing. `requests` are the entries of the docket that need an officer.
    `begun_at` is when the log began; without `backup_within` nobody is told that the newest backup is old.
    """

    at: datetime
    answer_within: timedelta
    mode: str
    sending_paused: bool
    accounts: tuple[AccountHealth, ...]
    budgets: tuple[Budget, ...]
    tokens: tuple[Token, ...]
    parts: tuple[SignOfLife, ...]
    channels: tuple[Outcome, ...]
    mentions: Mapping[str, int]
    replies: Mapping[str, int]
    inbox: int
    inbox_oldest: datetime | None
    waiting: int
    waiting_oldest: datetime | None
    overdue: int
    access_requests: int
    quarantined: int
    quarantined_today: int
    new_today: int
    answered_today: int
    log_verified_at: datetime | None
    log_whole: bool | None
    disk_free: int
    deliveries_unread: int = 0
    drawn_to_answer: int = 0
    exposed: tuple[Seen, ...] = ()
    requests: tuple[Request, ...] = ()
    label_corrections_waiting: int = 0
    begun_at: datetime | None = None
    backed_up_at: datetime | None = None
    backup_within: timedelta | None = None

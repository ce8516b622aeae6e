"""The nouns of retention: kinds of record, rules, why something is kept, plans and certificates. Pure."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum


class RecordKind(StrEnum):
    """A kind of record with a schedule of its own, in the order in which they are disposed of."""

    DOCKET = "docket"
    CASE = "case"
    PRIVATE = "private"
    MENTION = "mention"
    ORIGINAL = "original"


class Kept(StrEnum):
    """Why a record whose time is over is kept all the same."""

    HOLD = "legal-hold"
    OPEN_CASE = "open-case"
    OPEN_DOCKET = "open-docket"
    UNSETTLED = "unsettled"
    WAITING = "waits-to-be-masked"
    IN_FLIGHT = "reply-in-flight"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long a kind is kept after its last use, in days; 0 keeps it. `authority` is who allowed its disposal.

    `minimum` is what the law of the place asks for, 0 where none is known; `verified_on` when a person read `source`.
    """

    kind: RecordKind
    days: int
    authority: str = ""
    minimum: int = 0
    source: str = ""
    verified_on: date | None = None

    @property
    def period(self) -> timedelta:
        """Return how long it is kept."""
        return timedelta(days=self.days)

    @property
    def too_short(self) -> bool:
        """Say whether the rule would dispose of records before the law allows it."""
        return 0 < self.days < self.minimum


@dataclass(frozen=True, kw_only=True)
class Examined:
    """A record, when it was last used, until when it is kept in any case, and why it is kept if it is."""

    id: str
    since: datetime
    not_before: datetime | None = None
    kept: Kept | None = None


@dataclass(frozen=True, kw_only=True)
class Disposed:
    """A record that was destroyed. `fingerprint` is the SHA-256 of the sealed bytes that no key opens any more.

    `keys` are the ids under which its data keys are kept.
    """

    id: str
    fingerprint: str
    keys: tuple[str, ...] = ()


@dataclass(kw_only=True)
class KindPlan:
    """What would be disposed of, of one kind: how much, what is kept and why, and when more falls due."""

    rule: Rule
    due: int = 0
    kept: dict[Kept, int] = field(default_factory=dict)
    later: int = 0
    oldest: datetime | None = None
    next_due: datetime | None = None

    def count(self, examined: Examined, now: datetime) -> bool:
        """Count a record; return whether it is due."""
        falls_due = examined.since + self.rule.period
        if examined.not_before is not None:
            falls_due = max(falls_due, examined.not_before)
        if examined.kept is not None:
            self.kept[examined.kept] = self.kept.get(examined.kept, 0) + 1
            return False
        if falls_due > now:
            self.later += 1
            self.next_due = min(self.next_due or falls_due, falls_due)
            return False
        self.due += 1
        self.oldest = min(self.oldest or examined.since, examined.since)
        return True


@dataclass(frozen=True, kw_only=True)
class Certificate:
    """What the audit log certifies of one batch: how many records of a kind, by which rule, and their digest."""

    kind: RecordKind
    count: int
    digest: str


def certified(kind: RecordKind, disposed: Iterable[Disposed]) -> Certificate:
    """Return the certificate of a batch: SHA-256 over one line a record, with its id and fingerprint, sorted."""
    lines = sorted(f"{kind.value} {one.id} {one.fingerprint}\n" for one in disposed)
    return Certificate(kind=kind, count=len(lines), digest=hashlib.sha256("".join(lines).encode()).hexdigest())

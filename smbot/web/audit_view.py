"""Which events of the audit log a page shows: filters and a place, all of them in the address."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from smbot.bootstrap.exports import nearest_day
from smbot.core.ids import MentionId
from smbot.handoff.codes import read_code
from smbot.storage.compliance import EventFilter
from smbot.storage.store import Transaction
from smbot.web.event_groups import acts_of

ACTORS = {"system": "system", "citizen": "citizen"}
"""Who acts beside members, by the names under which the log has them."""
LONGEST = 64
MOST = 2**53


@dataclass(frozen=True, kw_only=True)
class AuditView:
    """Filters, where empty lets everything through; `person` is a member's id or an actor, `about` an id or a code.

    Events are shown `before` a place in the log, or `after` one; the newest where neither is named.
    """

    kind: str = ""
    person: str = ""
    about: str = ""
    first: date | None = None
    last: date | None = None
    before: int | None = None
    after: int | None = None

    @property
    def filtered(self) -> bool:
        """Say whether any filter is set."""
        return replace(self, before=None, after=None) != AuditView()

    @property
    def query(self) -> str:
        """Return the query of this view's address."""
        values = {
            "kind": self.kind,
            "person": self.person,
            "about": self.about,
            "first": self.first.isoformat() if self.first else "",
            "last": self.last.isoformat() if self.last else "",
            "before": "" if self.before is None else str(self.before),
            "after": "" if self.after is None else str(self.after),
        }
        return urlencode({name: value for name, value in values.items() if value})

    def at(self, *, before: int | None = None, after: int | None = None) -> "AuditView":
        """Return another page of this view; the first one where no place is named."""
        return replace(self, before=before, after=after)

    def wanted(self, tx: Transaction, names: Mapping[str, str], zone: ZoneInfo) -> EventFilter | None:
        """Return what to ask the log for; None where nothing can match."""
        subjects = _subjects(tx, self.about) if self.about else ()
        acts = acts_of(self.kind)
        if (self.about and not subjects) or (self.person and self.person not in names) or (self.kind and not acts):
            return None
        return EventFilter(
            since=_midnight(self.first, zone) if self.first else None,
            until=_midnight(self.last + timedelta(days=1), zone) if self.last else None,
            acts=acts,
            actor=names.get(self.person, ""),
            subjects=subjects,
        )


def audit_view_of(query: Mapping[str, str]) -> AuditView:
    """Read a view from an address; what is not understood is left out."""

    def text(name: str) -> str:
        return query.get(name, "")[:LONGEST].strip()

    after = typed_place(text("after"))
    return AuditView(
        kind=text("kind"),
        person=text("person"),
        about=text("about"),
        first=_day(text("first")),
        last=_day(text("last")),
        before=typed_place(text("before")) if after is None else None,
        after=after,
    )


def _subjects(tx: Transaction, about: str) -> tuple[str, ...]:
    """Return under which ids the log tells of something: a mention also under those of its replies."""
    typed = read_code(about)
    code = tx.case_code(typed) if typed else None
    if code is not None:
        return (code.case,)
    return (about.lower(), *tx.orders_about(MentionId(about.lower())))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def typed_place(text: str) -> int | None:
    """Return the place in the log that an address names; None where it names none."""
    return int(text) if text.isascii() and text.isdecimal() and int(text) < MOST else None


def _day(text: str) -> date | None:
    try:
        return nearest_day(date.fromisoformat(text))
    except ValueError:
        return None

"""What the compliance desk works with on an installation: holds, breach reports, and what waits for an officer."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from smbot.access.docket import OPEN_STATES
from smbot.bootstrap.access import docket_of
from smbot.bootstrap.foundation import Foundation
from smbot.bootstrap.telling import Tellings
from smbot.core.events import Act
from smbot.core.roles import Role
from smbot.core.states import MentionState
from smbot.handoff.thread import Deletion, shred_asked
from smbot.notify.alarms import alarms_for, alike
from smbot.review.breaches import Breaches
from smbot.review.holds import Holds
from smbot.review.label_ports import Standing
from smbot.review.ports import Filter
from smbot.review.transitions import OPEN
from smbot.storage.compliance import EventFilter

PEOPLE_ACTS: Final = frozenset(act for act in Act if act.value.startswith(("member.", "token.")))
"""What the log of access and roles shows."""
DISPOSALS: Final = frozenset(
    {Act.MENTION_DELETED, Act.MENTION_QUOTE_DELETED, Act.PRIVATE_DELETED, Act.RECORDS_DISPOSED}
)
"""What certifies that something was disposed of."""
EXPORTS: Final = frozenset({Act.EXPORT_MADE, Act.DOCKET_EXPORTED, Act.AUDIT_EXPORTED, Act.BREACH_EXPORTED})
"""What tells that records were taken out."""


def holds_of(foundation: Foundation) -> Holds:
    """Return the acts on legal holds."""
    return Holds(
        store=foundation.store,
        clock=foundation.clock,
        mask=foundation.scanner.mask,
        shred=foundation.key_store.shred,
        wishes=lambda: shred_asked(
            foundation.store, foundation.private_keys, Deletion(foundation.settings.handoff.deletion)
        ),
    )


def breaches_of(foundation: Foundation) -> Breaches:
    """Return the acts on reports of breaches."""
    return Breaches(store=foundation.store, clock=foundation.clock, mask=foundation.scanner.mask)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits for an officer, as the home page shows it."""

    requests: int
    next_due: date | None
    overdue: int
    alarms: int
    sample: int
    corrections: int
    doubtful: int
    holds: int
    held_back: int
    breaches: int
    passed: int
    exports: int
    last_export: datetime | None
    disposals: int


_PASSED: Final = Filter(states=OPEN | {MentionState.QUARANTINED}, passed_to=Role.COMPLIANCE, snoozed=False)
"""What was passed to the officers and is not decided: as the queue’s tab has it."""


def waiting_for(foundation: Tellings) -> Waiting:
    """Return what waits."""
    now = foundation.clock.now()
    docket = docket_of(foundation)
    alarms = len(alike(alarms_for(foundation.vitals(), officer=True)))
    with foundation.store.read() as tx:
        entries = [docket.standing(entry) for entry in tx.docket_entries(*OPEN_STATES)]
        exported = EventFilter(acts=EXPORTS)
        newest = tx.events(exported, limit=1, newest_first=True)
        dues = sorted(one.clock.due for one in entries if one.clock.due is not None)
        return Waiting(
            requests=len(entries),
            next_due=dues[0] if dues else None,
            overdue=sum(one.alarm == "overdue" for one in entries),
            alarms=alarms,
            sample=len(tx.drawn_to_answer()),
            corrections=len(tx.label_corrections(Standing.WAITING)),
            doubtful=tx.count_doubtful(),
            holds=len(tx.holds()),
            held_back=len(tx.held_back()),
            passed=tx.count(_PASSED),
            breaches=sum(report.is_open for report in tx.breaches()),
            exports=tx.count_events(exported),
            last_export=newest[0].at if newest else None,
            disposals=tx.count_events(EventFilter(acts=DISPOSALS, since=now - timedelta(days=30))),
        )

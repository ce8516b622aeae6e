"""What retention works with on an installation: its schedule, and what shreds the keys of each kind of record."""

from collections.abc import Sequence
from datetime import timedelta

from smbot.bootstrap.access import zone_of
from smbot.bootstrap.foundation import Foundation
from smbot.core.ids import MentionId
from smbot.retention.model import Disposed, RecordKind
from smbot.retention.run import Retention
from smbot.retention.schedules import Schedule, minimum_of_original, schedule_of
from smbot.storage.shredded import Shred

_WHAT = {
    RecordKind.ORIGINAL: Shred.ORIGINAL,
    RecordKind.MENTION: Shred.MENTION,
    RecordKind.CASE: Shred.CASE,
    RecordKind.DOCKET: Shred.DOCKET,
}


def schedule(foundation: Foundation) -> Schedule:
    """Return the rules that hold here today."""
    table = foundation.settings.retention
    days = {kind: int(getattr(table, f"{kind.value}_days")) for kind in RecordKind}
    today = foundation.clock.now().astimezone(zone_of(foundation)).date()
    return schedule_of(foundation.settings.access.jurisdiction, days, table.authority, today)


def retention_of(foundation: Foundation) -> Retention:
    """Return the plans and disposals of an installation."""
    today = foundation.clock.now().astimezone(zone_of(foundation)).date()
    minimum = minimum_of_original(foundation.settings.access.jurisdiction, today)

    def shred(kind: RecordKind, disposed: Sequence[Disposed]) -> None:
        if kind == RecordKind.PRIVATE:
            foundation.private_keys.shred([key for one in disposed for key in one.keys])
        elif kind in {RecordKind.MENTION, RecordKind.ORIGINAL}:
            foundation.key_store.shred([MentionId(one.id) for one in disposed], _WHAT[kind])
        else:
            foundation.key_store.note(_WHAT[kind], [one.id for one in disposed])

    return Retention(
        store=foundation.store,
        clock=foundation.clock,
        schedule=schedule(foundation),
        shred=shred,
        revealed=timedelta(days=minimum),
    )

"""Orders to pass an entry to the access coordinator: where each stands, and when it is tried again. Pure.

An order is given with its event in one transaction, and carried out by the part that may use the network, at least
once: whoever receives it twice knows so by the order's id. The log tells once that it was passed.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from smbot.access.names import Means
from smbot.core.codes import Code
from smbot.core.ids import DocketId, PassingId

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
MOST_ATTEMPTS = 12
"""As the outbox tries what may be done twice: with its growing waits, over about three hours."""
LEASE = timedelta(minutes=10)
"""A process that dies while it carries an order leaves it to the next one; no attempt lasts half as long."""
ABANDONED = "abandoned"
NO_MEANS = "no-means"


class PassingState(StrEnum):
    """Where an order stands."""

    WAITING = "waiting"
    PASSED = "passed"
    FAILED = "failed"
    TAKEN_BACK = "taken-back"


@dataclass(frozen=True, kw_only=True)
class PassingOrder:
    """An order to pass an entry on by one means; `case` is where the author said who they are, or "".

    `held_until` is there while somebody carries it out. `code` is what the last attempt met, and `certain` says that
    surely nothing arrived in any.
    """

    id: PassingId
    docket: DocketId
    means: Means
    state: PassingState = PassingState.WAITING
    case: str = ""
    ordered_at: datetime
    ordered_by: str
    next_at: datetime
    held_until: datetime | None = None
    attempts: int = 0
    code: str = ""
    certain: bool = True
    version: int = 0

    def is_held(self, now: datetime) -> bool:
        """Say whether somebody carries it out at this moment."""
        return self.held_until is not None and now < self.held_until


def begun(order: PassingOrder, now: datetime) -> PassingOrder:
    """Return an order that somebody takes: this is kept before any byte leaves."""
    left = order.held_until is not None
    return replace(
        order,
        held_until=now + LEASE,
        attempts=order.attempts + 1,
        # Whoever held it died on the way, and may have told the coordinator.
        certain=order.certain and not left,
        code=ABANDONED if left else order.code,
    )


def passed(order: PassingOrder) -> PassingOrder:
    """Return an order that was carried out."""
    return replace(order, state=PassingState.PASSED, held_until=None, code="")


def failed(order: PassingOrder, code: str, *, certain: bool, for_good: bool, now: datetime) -> PassingOrder:
    """Return an order whose attempt failed: it is tried again later, or given up."""
    after = replace(order, held_until=None, code=code, certain=order.certain and certain)
    if for_good or order.attempts >= MOST_ATTEMPTS:
        return replace(after, state=PassingState.FAILED)
    return replace(after, next_at=now + min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(order.attempts - 1, 10)))


def in_doubt(order: PassingOrder) -> PassingOrder:
    """Return an order that a backup brought back: it may have been carried out since, so a person looks first."""
    return replace(order, state=PassingState.FAILED, held_until=None, code=Code.RESTORED.value, certain=False)


def again(order: PassingOrder, by: str, now: datetime) -> PassingOrder:
    """Return an order that was given up, to be tried once more under the same id."""
    return replace(order, state=PassingState.WAITING, ordered_by=by, ordered_at=now, next_at=now, attempts=0)


def taken_back(order: PassingOrder) -> PassingOrder:
    """Return an order that shall not be carried out."""
    return replace(order, state=PassingState.TAKEN_BACK, held_until=None)

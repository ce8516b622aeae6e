"""Work off what webhooks received: open, read, and keep it like any page. A delivery is durable before its answer."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from smbot.collect.keep import Collected, Collecting, keep_page
from smbot.collect.ports import CollectTransaction, Page
from smbot.core.accounts import MOST_ATTEMPTS, WaitingDelivery
from smbot.core.events import Act, Event
from smbot.core.failpoints import failpoint


class Reader(Protocol):
    """Reads genuine deliveries of one platform."""

    def read(self, body: bytes) -> Page:
        """Return what a delivery says.

        Raises:
            Unavailable: It is not what the platform documents.
        """


class Opener(Protocol):
    """Opens sealed deliveries."""

    def open(self, sealed: bytes, digest: str) -> bytes: ...  # noqa: D102


class DeliveryTransaction(Protocol):
    """What working off needs of a transaction beside what collecting needs."""

    def waiting_deliveries(self, limit: int) -> list[WaitingDelivery]: ...  # noqa: D102
    def note_delivery_attempts(self, digests: Sequence[str]) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class DeliveryStore(Protocol):
    """Opens transactions for working off."""

    def write(self) -> AbstractContextManager[DeliveryTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[DeliveryTransaction]: ...  # noqa: D102


def work_off(
    readers: Mapping[str, Reader], opener: Opener, work: Collecting, store: DeliveryStore, *, limit: int = 20
) -> Collected:
    """Keep what at most `limit` waiting deliveries say; one that cannot be read is set aside, and told."""
    done = Collected()
    with store.read() as tx:
        waiting = [d for d in tx.waiting_deliveries(limit) if d.platform in readers]
    for delivery in waiting:
        with store.write() as tx:
            # Counted before the work, each by itself: one that kills its worker would otherwise be tried for ever, and
            # those that wait beside it be set aside with it.
            tx.note_delivery_attempts([delivery.digest])
        failpoint("delivery.begun")
        try:
            page = readers[delivery.platform].read(opener.open(delivery.sealed, delivery.digest))
        except Exception as error:  # noqa: BLE001 - one odd delivery never stops the rest
            _set_aside(delivery, type(error).__name__, store)
            continue

        failpoint("delivery.read")

        def finish(tx: CollectTransaction, digest: str = delivery.digest) -> bool:
            return tx.finish_delivery(digest)

        keep_page(page, f"{delivery.platform}:webhook", work, done, finish)
    return done


def _set_aside(delivery: WaitingDelivery, cause: str, store: DeliveryStore) -> None:
    """Leave a delivery sealed where it is, and say once that nobody will try it again."""
    if delivery.attempts + 1 >= MOST_ATTEMPTS:
        with store.write() as tx:
            detail = {"cause": cause}
            tx.record(Event(act=Act.DELIVERY_REFUSED, subject=delivery.digest[:16], detail=detail))

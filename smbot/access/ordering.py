"""What officers do with orders to pass an entry on: give them, take them back, try again. No network is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from smbot.access.acts import Docket
from smbot.access.checks import OFFICER, check_case, found_entry
from smbot.access.docket import target
from smbot.access.names import DocketAction, Means
from smbot.access.orders import PassingOrder, PassingState, again
from smbot.access.ports import DocketTransaction
from smbot.access.turns import GIVEN_UP, drop_orders
from smbot.core.errors import NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import DocketId, new_passing_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Permission, demand


@dataclass(frozen=True, kw_only=True)
class Ordering:
    """The acts. `means` returns by which means the coordinator is told; `undo` is for how long nothing leaves yet."""

    docket: Docket
    means: Callable[[], Sequence[Means]]
    undo: timedelta

    def of(self, member: Member, docket: DocketId) -> list[PassingOrder]:
        """Return the orders of an entry, the oldest first."""
        demand(member, Permission.READ_QUEUE)
        with self.docket.store.read() as tx:
            return tx.passings_of(docket)

    def give(self, member: Member, docket: DocketId, *, case: str = "") -> list[PassingOrder]:
        """Order that the coordinator be told of an entry, by every means there is.

        Raises:
            NotAllowed: There is no means or no such case, the state does not permit it, or an order waits already.
            ConfigurationError: The coordinator has an e-mail address, and there is no mail server.
        """
        demand(member, OFFICER)
        means = self.means()
        now = self.docket.clock.now()
        with self.docket.store.write() as tx:
            target(found_entry(tx, docket).state, DocketAction.PASS, member.name)
            check_case(tx, case)
            if not means:
                raise NotAllowed(
                    msg("There is nobody to pass it to."),
                    mend=msg(
                        "Set coordinator_email (with [mail]) or coordinator_webhook in [access], or use --by export."
                    ),
                )
            if any(order.state == PassingState.WAITING for order in tx.passings_of(docket)):
                raise NotAllowed(
                    msg("The entry is being passed to the coordinator already."),
                    where=docket,
                    mend=msg("Wait until it is passed, or take that back first."),
                )
            drop_orders(tx, docket, member.name, now, GIVEN_UP)  # these take their place: nothing is told twice
            for each in means:
                order = PassingOrder(
                    id=new_passing_id(),
                    docket=docket,
                    means=each,
                    case=case,
                    ordered_at=now,
                    ordered_by=member.name,
                    next_at=now + self.undo,
                )
                tx.add_passing(order)
                _record(tx, order)
            return tx.passings_of(docket)

    def take_back(self, member: Member, docket: DocketId) -> list[PassingOrder]:
        """Take back what was not carried out yet, or was given up.

        Raises:
            NotAllowed: Nothing waits, or it is being carried out at this moment.
        """
        demand(member, OFFICER)
        now = self.docket.clock.now()
        with self.docket.store.write() as tx:
            found_entry(tx, docket)
            if not drop_orders(tx, docket, member.name, now):
                waits = any(order.state == PassingState.WAITING for order in tx.passings_of(docket))
                raise NotAllowed(
                    msg("The coordinator is being told at this moment.")
                    if waits
                    else msg("Nothing waits to be passed to the coordinator."),
                    where=docket,
                )
            return tx.passings_of(docket)

    def again(self, member: Member, docket: DocketId) -> list[PassingOrder]:
        """Try once more what was given up, under the same id: who got it all the same is not told twice.

        Raises:
            NotAllowed: Nothing was given up, or the entry's state does not permit it any more.
        """
        demand(member, OFFICER)
        now = self.docket.clock.now()
        with self.docket.store.write() as tx:
            target(found_entry(tx, docket).state, DocketAction.PASS, member.name)
            given_up = [order for order in tx.passings_of(docket) if order.state == PassingState.FAILED]
            if not given_up:
                raise NotAllowed(msg("Nothing failed that could be tried again."), where=docket)
            for order in given_up:
                once_more = again(order, member.name, now)
                if tx.change_passing(order, once_more):
                    _record(tx, once_more)
            return tx.passings_of(docket)


def _record(tx: DocketTransaction, order: PassingOrder) -> None:
    detail: dict[str, Detail] = {"passing": order.id, "means": order.means.value}
    if order.case:
        detail["case"] = order.case
    tx.record(Event(act=Act.DOCKET_PASSING, actor=order.ordered_by, subject=order.docket, detail=detail))

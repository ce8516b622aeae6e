"""Legal holds by the API: those that stand and those that were lifted, placing one, lifting one."""

from typing import Annotated

from fastapi import Query
from pydantic import Field

from smbot.bootstrap import Application
from smbot.bootstrap.compliance import holds_of
from smbot.core.holds import Hold as KeptHold
from smbot.core.holds import HoldKind
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.review.holds import LONGEST_MATTER, LONGEST_REASON
from smbot.web.access import Denied
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import ID_PATTERN, NOT_BLANK, Moment, NumberPath, Shape

GROUP = msg("Legal holds")


class Hold(Shape):
    """An order that stops disposal until it is lifted."""

    number: int = Field(description=msg("Its number.").template)
    kind: HoldKind = Field(description=msg("What it keeps.").template)
    named: str = Field(description=msg("The id that was named: a mention, a case or an entry of the docket.").template)
    matter: str = Field(description=msg("The file or proceeding that it serves, masked.").template)
    reason: str = Field(description=msg("Why, masked.").template)
    placed_at: Moment = Field(description=msg("When it was placed.").template)
    placed_by: str = Field(description=msg("Who placed it.").template)
    lifted_at: Moment | None = Field(description=msg("When it was lifted; none while it stands.").template)
    lifted_by: str = Field(description=msg("Who lifted it.").template)
    lift_reason: str = Field(description=msg("Why it was lifted, masked.").template)


class HoldList(Shape):
    """Holds."""

    items: list[Hold] = Field(description=msg("The holds.").template)


class NewHold(Shape):
    """A hold that shall be placed."""

    kind: HoldKind = Field(description=msg("What it keeps.").template, examples=[HoldKind.MENTION])
    named: str = Field(
        pattern=ID_PATTERN,
        description=msg("The id of what it keeps; an author is named by one of their mentions.").template,
        examples=["m-3f8kq2vxw7a9bc4d"],
    )
    matter: str = Field(
        min_length=1,
        max_length=LONGEST_MATTER,
        pattern=NOT_BLANK,
        description=msg("The file or proceeding that it serves; it is masked before it is kept.").template,
        examples=["File 2026-114"],
    )
    reason: str = Field(
        min_length=1,
        max_length=LONGEST_REASON,
        pattern=NOT_BLANK,
        description=msg("Why; it is masked before it is kept.").template,
        examples=["Litigation is expected"],
    )


class Lifting(Shape):
    """Why a hold is lifted."""

    reason: str = Field(
        min_length=1,
        max_length=LONGEST_REASON,
        pattern=NOT_BLANK,
        description=msg("Why; it is masked before it is kept.").template,
        examples=["The proceeding is over"],
    )


class LiftedHold(Hold):
    """A hold that was lifted, and what followed."""

    disposed: int = Field(description=msg("How many disposals had waited for that, and were carried out.").template)


class HoldRoutes:
    """The holds."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._holds = holds_of(application)

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        write = scope(Scope.WRITE_HOLDS)
        routes.get("/holds", self.listed, scope(Scope.READ_HOLDS), GROUP, msg("List legal holds"))
        once = msg("The same hold of the same member is placed once, however often it is asked for.")
        routes.act("/holds", self.place, write, GROUP, msg("Place a legal hold"), more=once, problems=(409,))
        ends = msg("It cannot be taken back: what had waited for it, and no other hold keeps, is disposed of at once.")
        routes.act("/holds/{number}/lift", self.lift, write, GROUP, msg("Lift a legal hold"), more=ends)

    def listed(
        self,
        caller: Calling,
        *,
        lifted: Annotated[
            bool, Query(description=msg("Those that were lifted, in place of those that stand.").template)
        ] = False,
    ) -> HoldList:
        """List them."""
        with self._application.store.read() as tx:
            return HoldList(items=[_told(each) for each in tx.holds(lifted=lifted)])

    def place(self, caller: Calling, new: NewHold) -> Hold:
        """Place one."""
        return self._one(self._holds.place(caller.member, new.kind, new.named, new.matter, new.reason))

    def lift(self, caller: Calling, number: NumberPath, why: Lifting) -> LiftedHold:
        """Lift one."""
        self._one(number)
        disposed = self._holds.lift(caller.member, number, why.reason)
        return LiftedHold(**dict(self._one(number)), disposed=disposed)

    def _one(self, number: int) -> Hold:
        with self._application.store.read() as tx:
            found = tx.hold(number)
        if found is None:
            raise Denied(404, msg("There is no such hold."))
        return _told(found)


def _told(hold: KeptHold) -> Hold:
    # Whose posts a hold keeps is told by the id that was named: what stands behind it is a person’s digest.
    return Hold(**{name: getattr(hold, name) for name in Hold.model_fields})

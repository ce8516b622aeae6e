"""What officers do with entries of the docket by the API: as on the pages, each act with its reason."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from starlette.responses import Response

from smbot.access.names import Element, Jurisdiction, PauseKind, RequestKind, Where
from smbot.bootstrap import Application
from smbot.core.ids import DocketId
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.scopes import Scope
from smbot.web.api.docket import GROUP, DocketRoutes, Entry
from smbot.web.api.door import Caller, Calling, scope
from smbot.web.api.routes import ZIP, ApiRoutes
from smbot.web.api.shape import LAST_NUMBER, Day, EntryPath, Reasoned, Shape, whole_number
from smbot.web.docket_matters import evidence_archive, pass_entry

MOST_DAYS = 366
OnDay = Annotated[
    Day | None,
    Field(description=msg("From which day it holds; today where none is named.").template, examples=["2026-03-04"]),
]


class Extended(Reasoned):
    """For how long the time is extended, and why."""

    days: Annotated[
        int,
        Field(
            ge=1,
            le=MOST_DAYS,
            description=msg("The days of the extension, as the law counts them.").template,
            examples=[30],
        ),
        BeforeValidator(whole_number),
    ]
    on: OnDay = None


class Paused(Reasoned):
    """Why the clock stands still."""

    kind: PauseKind = Field(
        default=PauseKind.CLARIFICATION, description=msg("What is waited for.").template, examples=[PauseKind.FEE]
    )
    on: OnDay = None


class GoesOn(Shape):
    """That the clock goes on."""

    reason: str = Field(default="", max_length=4000, description=msg("Why; it is masked before it is kept.").template)
    on: OnDay = None


class AskedAbout(Shape):
    """What the author was asked, and where: in public nothing is asked of a request, only help is offered."""

    where: Where = Field(default=Where.PRIVATE, description=msg("Where they were asked.").template)
    about: list[Element] = Field(
        default=[],
        max_length=len(Element),
        description=msg("What was asked about; nothing where it was in public.").template,
        examples=[[Element.WHEN]],
    )


class Answered(Shape):
    """Which question the author answered."""

    question: Annotated[
        int,
        Field(ge=1, le=LAST_NUMBER, description=msg("The number of the step that asked it.").template, examples=[2]),
        BeforeValidator(whole_number),
    ]


class OtherLaw(Reasoned):
    """Under which law an entry is put, and why."""

    jurisdiction: Jurisdiction | None = Field(default=None, description=msg("Whose law counts.").template)
    kind: RequestKind | None = Field(default=None, description=msg("What is asked for.").template)


class PassedOn(Shape):
    """How an entry is passed on."""

    by: Literal["configured", "export"] = Field(
        default="configured",
        description=msg(
            "“configured” orders that the coordinator be told by e-mail or webhook; “export” notes that the evidence "
            "was handed over."
        ).template,
    )
    case: str = Field(
        default="", max_length=64, description=msg("The case in which the author said who they are.").template
    )


class DocketActs:
    """The acts."""

    def __init__(self, application: Application, rooms: DocketRoutes) -> None:
        self._application = application
        self._rooms = rooms
        self._docket = rooms.docket
        self._ordering = rooms.ordering

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        decide, docket, at, add = scope(Scope.WRITE_DOCKET), self._docket, "/docket/{entry}", routes.act
        add(f"{at}/confirm", self._why(docket.confirm), decide, GROUP, msg("Say that it is a request"))
        add(f"{at}/reject", self._why(docket.reject), decide, GROUP, msg("Say that it is no request"))
        told = msg("Note that the author was told that the post was seen")
        add(f"{at}/acknowledge", self._why(docket.acknowledge), decide, GROUP, told)
        add(f"{at}/ask", self.ask, decide, GROUP, msg("Note what the author was asked"))
        add(f"{at}/answer", self.answer, decide, GROUP, msg("Note that the author answered"))
        add(f"{at}/extend", self.extend, decide, GROUP, msg("Note that the time was extended"))
        add(f"{at}/pause", self.pause, decide, GROUP, msg("Note that the clock stands still"))
        add(f"{at}/resume", self.resume, decide, GROUP, msg("Note that the clock goes on"))
        add(f"{at}/change", self.change, decide, GROUP, msg("Put an entry under another law"))
        window = msg("Nothing leaves before the undo window is over: “take-back” stops it.")
        add(f"{at}/pass", self.pass_on, decide, GROUP, msg("Pass an entry to the coordinator"), more=window)
        add(f"{at}/pass/again", self.again, decide, GROUP, msg("Try once more to tell the coordinator"))
        add(f"{at}/pass/take-back", self.take_back, decide, GROUP, msg("Take back what was not passed yet"))
        add(f"{at}/close", self._why(docket.close), decide, GROUP, msg("Close an entry"))
        add(f"{at}/reopen", self._why(docket.reopen), decide, GROUP, msg("Take an entry up again"))
        kept = msg("An archive with a manifest, whose digest the audit log keeps; everything in it is masked.")
        title, no = msg("Take out the evidence of an entry"), (404, 409)
        routes.file(f"{at}/evidence", self.evidence, decide, GROUP, title, media_type=ZIP, more=kept, problems=no)

    def ask(self, caller: Calling, entry: EntryPath, asked: AskedAbout) -> Entry:
        """Note what was asked."""
        return self._done(caller, entry, lambda of: self._docket.ask(caller.member, of, asked.about, asked.where))

    def answer(self, caller: Calling, entry: EntryPath, given: Answered) -> Entry:
        """Note that it was answered."""
        return self._done(caller, entry, lambda of: self._docket.answered(caller.member, of, given.question))

    def extend(self, caller: Calling, entry: EntryPath, new: Extended) -> Entry:
        """Extend the time."""
        extend = self._docket.extend
        return self._done(caller, entry, lambda of: extend(caller.member, of, new.days, new.reason, new.on))

    def pause(self, caller: Calling, entry: EntryPath, new: Paused) -> Entry:
        """Stop the clock."""
        return self._done(caller, entry, lambda of: self._docket.pause(caller.member, of, new.kind, new.reason, new.on))

    def resume(self, caller: Calling, entry: EntryPath, new: GoesOn) -> Entry:
        """Let the clock go on."""
        return self._done(caller, entry, lambda of: self._docket.resume(caller.member, of, new.reason, new.on))

    def change(self, caller: Calling, entry: EntryPath, new: OtherLaw) -> Entry:
        """Put it under another law."""
        change = partial(self._docket.change, jurisdiction=new.jurisdiction, kind=new.kind)
        return self._done(caller, entry, lambda of: change(caller.member, of, new.reason))

    def pass_on(self, caller: Calling, entry: EntryPath, new: PassedOn) -> Entry:
        """Pass it on."""
        standing = self._rooms.found(caller, entry)
        export = new.by == "export"
        pass_entry(self._application, self._ordering, caller.member, standing, by_export=export, case=new.case)
        return self._rooms.told(caller, entry)

    def again(self, caller: Calling, entry: EntryPath) -> Entry:
        """Try once more."""
        return self._done(caller, entry, lambda of: self._ordering.again(caller.member, of))

    def take_back(self, caller: Calling, entry: EntryPath) -> Entry:
        """Take it back."""
        return self._done(caller, entry, lambda of: self._ordering.take_back(caller.member, of))

    def evidence(self, caller: Calling, entry: EntryPath) -> Response:
        """Take out the evidence."""
        name, packed = evidence_archive(self._application, caller.member, self._rooms.found(caller, entry))
        headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
        return Response(packed, media_type=ZIP, headers=headers)

    def _why(self, act: Callable[[Member, DocketId, str], object]) -> Callable[..., Entry]:
        def endpoint(caller: Calling, entry: EntryPath, why: Reasoned) -> Entry:
            """Do it, and say why."""
            return self._done(caller, entry, lambda of: act(caller.member, of, why.reason))

        return endpoint

    def _done(self, caller: Caller, entry: str, act: Callable[[DocketId], object]) -> Entry:
        act(self._rooms.found(caller, entry).entry.id)
        return self._rooms.told(caller, entry)

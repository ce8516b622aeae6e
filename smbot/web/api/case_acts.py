"""What can be done with cases by the API: opened, worked on, handed over, joined, ended."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, Literal

from pydantic import Field

from smbot.bootstrap import Application
from smbot.bootstrap.cases import acknowledging_of, survey_of
from smbot.cases.intake import Start
from smbot.cases.model import Kind, Outcome, Priority
from smbot.core.ids import CaseId, MentionId
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.web.api.case_shapes import CaseTold
from smbot.web.api.cases import GROUP, CaseRoutes
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import ID_PATTERN, CasePath, NumberPath, Reason, Reasoned, Seen, SeenAndReasoned, Shape, When
from smbot.web.case_matters import join_alike, language_handed_over, take_call

LONGEST = 100
NAME = msg("A member’s name; oneself where nobody is named.")
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Spoken = Literal["", "en", "fr"]


class NewNote(Shape):
    """What shall be noted."""

    text: Reason


class Ending(SeenAndReasoned):
    """How a case ends."""

    outcome: Outcome = Field(description=msg("How it ended.").template)


class Described(Shape):
    """How urgent a case is, which language its person chose, to whom it belongs."""

    priority: Priority = Field(default=Priority.NORMAL, description=msg("How urgent it is.").template)
    language: Spoken = Field(default="", description=msg("The language that its person chose.").template)
    program: str = Field(
        default="", max_length=LONGEST, description=msg("The program of the directory that it belongs to.").template
    )
    office: str = Field(
        default="", max_length=LONGEST, description=msg("The office of the directory that it belongs to.").template
    )


class NewCase(Described):
    """A case that shall be opened about mentions of one author."""

    kind: Kind = Field(
        description=msg("What it is about; a problem is made from incidents, by “join”.").template,
        examples=[Kind.COMPLAINT],
    )
    mentions: list[Id] = Field(
        min_length=1,
        max_length=20,
        description=msg("The ids of its mentions.").template,
        examples=[["m-3f8kq2vxw7a9bc4d"]],
    )


class SeenAndDescribed(Described, Seen):
    """A case as it was seen, and as it shall be described."""


class Handed(SeenAndReasoned):
    """To whom a case goes, and why."""

    to: str = Field(
        default="",
        max_length=LONGEST,
        description=msg("A member’s name; a colleague who has the case’s language where nobody is named.").template,
    )


class NewTask(Shape):
    """Something to do."""

    text: Reason
    who: str = Field(default="", max_length=LONGEST, description=NAME.template)
    until: When | None = Field(default=None, description=msg("Until when.").template)


class Other(Shape):
    """Another case."""

    target: str = Field(
        pattern=ID_PATTERN, description=msg("The id of the other case.").template, examples=["c-7k2mwq9zx4ra"]
    )


class Taken(Shape):
    """A call that somebody takes."""

    call: str = Field(pattern=ID_PATTERN, description=msg("The id of a call.").template, examples=["p-7k2mwq9zx4ra"])


class SurveyLink(Shape):
    """Where the person of a closed case answers two questions."""

    path: str = Field(description=msg("The path below the secure page’s address. Whoever has it answers.").template)


class CaseActs:
    """The acts."""

    def __init__(self, application: Application, rooms: CaseRoutes) -> None:
        self._application = application
        self._paging = acknowledging_of(application)
        self._survey = survey_of(application)
        self._rooms = rooms
        self._cases = rooms.cases

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        work, cases, at, add = scope(Scope.WRITE_CASES), self._cases, "/cases/{case}", routes.act
        add("/cases", self.open, work, GROUP, msg("Open a case"), problems=(409,))
        add(f"{at}/assign", self._seen(cases.assign), work, GROUP, msg("Take a case"))
        add(f"{at}/hand-over", self.hand_over, work, GROUP, msg("Hand a case over"))
        add(f"{at}/describe", self.describe, work, GROUP, msg("Say how urgent a case is and to whom it belongs"))
        add(f"{at}/note", self.note, work, GROUP, msg("Note something on a case"))
        add(f"{at}/task", self.task, work, GROUP, msg("Give somebody something to do"))
        add(f"{at}/tasks/{{number}}/done", self.done, work, GROUP, msg("Note that a task is done"))
        add(f"{at}/wait", self._reasoned(cases.wait), work, GROUP, msg("Wait for the citizen"))
        add(f"{at}/resume", self._seen(cases.resume), work, GROUP, msg("Go on with a case"))
        add(f"{at}/resolve", self.resolve, work, GROUP, msg("Say how a case ended"))
        add(f"{at}/close", self.close, work, GROUP, msg("Close a case"))
        add(f"{at}/reopen", self._reasoned(cases.reopen), work, GROUP, msg("Take a case up again"))
        add(f"{at}/escalate", self._reasoned(cases.escalate), work, GROUP, msg("Send a case up its path"))
        joined = msg("With an incident, into its problem or a new one; with a problem, into that.")
        add(f"{at}/join", self.join, work, GROUP, msg("Put an incident together with another case"), more=joined)
        add(f"{at}/separate", self._reasoned(cases.separate), work, GROUP, msg("Take an incident out of its problem"))
        add(f"{at}/decline", self.decline, work, GROUP, msg("Say that two cases are not the same fault"))
        add(f"{at}/call", self.call, work, GROUP, msg("Call people on call"))
        add(f"{at}/acknowledge", self.acknowledge, work, GROUP, msg("Take a call of a case"))
        add(f"{at}/survey", self.survey, work, GROUP, msg("Make the link to the questions after a case"))

    def open(self, caller: Calling, new: NewCase) -> CaseTold:
        """Open a case."""
        start = Start(
            kind=new.kind,
            mentions=tuple(MentionId(each) for each in new.mentions),
            priority=new.priority,
            language=new.language,
            program=new.program,
            office=new.office,
        )
        made = self._cases.open(caller.member, start)
        return self._rooms.told(caller, self._rooms.found(caller, made.id))

    def hand_over(self, caller: Calling, case: CasePath, new: Handed) -> CaseTold:
        """Hand it over."""
        found = self._rooms.found(caller, case).case
        language = language_handed_over(self._application, found, new.to)
        act = partial(self._cases.hand_over, caller.member, found.id, new.reason, to=new.to, language=language)
        return self._rooms.done(caller, case, partial(act, seen=new.version))

    def describe(self, caller: Calling, case: CasePath, new: SeenAndDescribed) -> CaseTold:
        """Describe it."""
        act = partial(
            self._cases.describe,
            caller.member,
            CaseId(case),
            priority=new.priority,
            language=new.language,
            program=new.program,
            office=new.office,
            seen=new.version,
        )
        return self._rooms.done(caller, case, act)

    def task(self, caller: Calling, case: CasePath, new: NewTask) -> CaseTold:
        """Give somebody something to do."""
        act = partial(self._cases.task, caller.member, CaseId(case), new.text, who=new.who, until=new.until)
        return self._rooms.done(caller, case, act)

    def done(self, caller: Calling, case: CasePath, number: NumberPath) -> CaseTold:
        """Note that a task is done."""
        return self._rooms.done(caller, case, partial(self._cases.done, caller.member, CaseId(case), number))

    def join(self, caller: Calling, case: CasePath, other: Other) -> CaseTold:
        """Put two together."""
        act = partial(join_alike, self._cases, caller.member, CaseId(case), CaseId(other.target))
        return self._rooms.done(caller, case, act)

    def decline(self, caller: Calling, case: CasePath, other: Other) -> CaseTold:
        """Say that they are not the same."""
        act = partial(self._cases.decline, caller.member, CaseId(case), CaseId(other.target))
        return self._rooms.done(caller, case, act)

    def call(self, caller: Calling, case: CasePath, why: Reasoned) -> CaseTold:
        """Call people on call."""
        return self._rooms.done(caller, case, partial(self._cases.page, caller.member, CaseId(case), why.reason))

    def acknowledge(self, caller: Calling, case: CasePath, taken: Taken) -> CaseTold:
        """Take a call."""
        file = self._rooms.found(caller, case)
        return self._rooms.done(caller, case, partial(take_call, self._paging, caller.member, file, taken.call))

    def survey(self, caller: Calling, case: CasePath) -> SurveyLink:
        """Make the link."""
        self._rooms.found(caller, case)
        return SurveyLink(path=self._survey.ask(CaseId(case), caller.member))

    def note(self, caller: Calling, case: CasePath, note: NewNote) -> CaseTold:
        """Note something on a case."""
        return self._rooms.done(caller, case, partial(self._cases.note, caller.member, CaseId(case), note.text))

    def resolve(self, caller: Calling, case: CasePath, end: Ending) -> CaseTold:
        """Say how a case ended."""
        act = partial(self._cases.resolve, caller.member, CaseId(case), end.outcome, end.reason, seen=end.version)
        return self._rooms.done(caller, case, act)

    def close(self, caller: Calling, case: CasePath, end: Ending) -> CaseTold:
        """Close a case."""
        act = partial(self._cases.close, caller.member, CaseId(case), end.outcome, end.reason, seen=end.version)
        return self._rooms.done(caller, case, act)

    def _seen(self, act: Callable[..., object]) -> Callable[..., CaseTold]:
        def endpoint(caller: Calling, case: CasePath, seen: Seen) -> CaseTold:
            """Do it."""
            return self._rooms.done(caller, case, partial(act, caller.member, CaseId(case), seen=seen.version))

        return endpoint

    def _reasoned(self, act: Callable[..., object]) -> Callable[..., CaseTold]:
        def endpoint(caller: Calling, case: CasePath, why: SeenAndReasoned) -> CaseTold:
            """Do it, and say why."""
            return self._rooms.done(
                caller, case, partial(act, caller.member, CaseId(case), why.reason, seen=why.version)
            )

        return endpoint

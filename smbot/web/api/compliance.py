"""What the compliance desk reads, by the API: what waits, timelines, disposals, proofs, the log of access and roles."""

from dataclasses import asdict
from datetime import date
from typing import Annotated, Final

from fastapi import Path, Query
from pydantic import Field
from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.compliance import Waiting as Found
from smbot.bootstrap.compliance import waiting_for
from smbot.bootstrap.proofs import proof_of
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.web.access import Denied
from smbot.web.api.door import Calling, scope
from smbot.web.api.mention_shapes import History, PastAct, past_act_of
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import LAST_NUMBER, FirstDay, LastDay, Moment, Shape, SubjectPath
from smbot.web.compliance_records import MOST_SHOWN, disposals_of, people_of, timeline_of
from smbot.web.event_words import FOR_OFFICERS
from smbot.web.timeline import past_event

GROUP, AUDIT = msg("Compliance"), msg("Audit log")
JSON: Final = "application/json"
Seq = Annotated[
    int, Path(ge=0, le=LAST_NUMBER, description=msg("The place of an event in the audit log.").template, examples=[0])
]


class Waiting(Shape):
    """What waits for an officer."""

    requests: int = Field(description=msg("Entries of the docket that are open.").template)
    next_due: date | None = Field(description=msg("When the next of them is due.").template)
    overdue: int = Field(description=msg("How many of them are overdue.").template)
    alarms: int = Field(description=msg("Alarms that stand.").template)
    sample: int = Field(description=msg("Posts of weekly samples that nobody answered.").template)
    corrections: int = Field(description=msg("Corrections of labels that wait.").template)
    doubtful: int = Field(description=msg("Posts with masks in doubt.").template)
    holds: int = Field(description=msg("Legal holds that stand.").template)
    held_back: int = Field(description=msg("Disposals that a hold keeps from happening.").template)
    breaches: int = Field(description=msg("Reports of breaches that are open.").template)
    passed: int = Field(description=msg("Mentions that were passed to officers, and wait.").template)
    exports: int = Field(description=msg("Exports that were ever made.").template)
    last_export: Moment | None = Field(description=msg("When the last one was made.").template)
    disposals: int = Field(description=msg("Disposals of the last thirty days.").template)


class Disposal(Shape):
    """Something that was disposed of: the log’s record certifies it."""

    seq: int = Field(description=msg("Its place in the audit log: its proof is the certificate.").template)
    at: Moment = Field(description=msg("When.").template)
    act: str = Field(description=msg("What was disposed of.").template, examples=["mention.deleted"])
    actor: str = Field(description=msg("Who did it; “system” where no person did.").template)
    subject: str = Field(description=msg("The id of what it was.").template)
    found: str = Field(description=msg("How it was decided.").template)
    leaf: str = Field(description=msg("The hash of the record, in hexadecimal.").template)


class DisposalList(Shape):
    """The newest disposals, and what a hold keeps from it."""

    items: list[Disposal] = Field(description=msg("The newest two hundred, the newest first.").template)
    total: int = Field(description=msg("How many there are in all.").template)
    held: list[str] = Field(description=msg("The ids of mentions whose disposal a hold keeps from happening.").template)


class PeopleLog(Shape):
    """What was done with accounts of members and their tokens."""

    first: date = Field(description=msg("The first day, where the body is.").template)
    last: date = Field(description=msg("The last day, where the body is.").template)
    total: int = Field(description=msg("How many events match in all.").template)
    items: list[PastAct] = Field(description=msg("The newest two hundred, the newest first.").template)
    names: dict[str, str] = Field(description=msg("Members’ names by their ids.").template)


class ComplianceRoutes:
    """What officers read."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, audit = scope(Scope.READ_COMPLIANCE), scope(Scope.READ_AUDIT)
        routes.get("/compliance", self.waiting, read, GROUP, msg("What waits for an officer"))
        routes.get("/compliance/disposals", self.disposals, read, GROUP, msg("List disposals"))
        title = msg("Read all that the log tells of something")
        routes.get("/compliance/timelines/{subject}", self.timeline, read, GROUP, title, problems=(404,))
        proves = msg("The file that the compliance desk hands out too: it is checked without this installation.")
        proof = "/audit/events/{seq}/proof"
        routes.file(
            *(proof, self.proof, audit, AUDIT, msg("Take out the proof of an event")),
            media_type=JSON,
            method="GET",
            more=proves,
            problems=(404,),
        )
        accounts = msg("List what was done with accounts of members")
        routes.get("/audit/people", self.people, audit, AUDIT, accounts, problems=(404,))

    def waiting(self, caller: Calling) -> Waiting:
        """Tell what waits."""
        found: Found = waiting_for(self._application)
        return Waiting(**asdict(found))

    def disposals(self, caller: Calling) -> DisposalList:
        """List disposals."""
        found = disposals_of(self._application)
        items = [Disposal(**asdict(each)) for each in found.newest]
        return DisposalList(items=items, total=found.total, held=[mention for mention, _ in found.held])

    def timeline(self, caller: Calling, subject: SubjectPath) -> History:
        """Tell all of a subject."""
        found = timeline_of(self._application, subject)
        if found is None:
            raise Denied(404, msg("There is nothing of this id."))
        return History(items=[past_act_of(event) for event in found.events])

    def proof(self, caller: Calling, seq: Seq) -> Response:
        """Hand out the proof of a record."""
        made = proof_of(self._application, seq)
        if made is None:
            raise Denied(404, msg("There is no record of this number."))
        return Response(made, media_type=JSON)

    def people(
        self,
        caller: Calling,
        person: Annotated[
            str, Query(max_length=64, description=msg("The id of a member; everybody where none is named.").template)
        ] = "",
        first: FirstDay = None,
        last: LastDay = None,
    ) -> PeopleLog:
        """Tell the events of people."""
        asked = people_of(self._application, person, first, last)
        if person and person not in asked.names:
            raise Denied(404, msg("There is no member of this id."))
        with self._application.store.read() as tx:
            total = tx.count_events(asked.wanted)
            rows = tx.events(asked.wanted, limit=MOST_SHOWN, newest_first=True)
        items = [past_act_of(past_event(row.body, FOR_OFFICERS)) for row in rows]
        return PeopleLog(first=asked.first, last=asked.last, total=total, items=items, names=dict(asked.names))

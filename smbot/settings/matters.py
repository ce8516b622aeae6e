"""Settings of what grows out of posts: access requests, private words, and cases with their service standards."""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from smbot.core.hosts import LOOPBACK
from smbot.core.roles import Role
from smbot.settings.values import Address, GuardedAddress, Score, Table, Weekday


def _hook(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.hostname and (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        raise ValueError("write an address that begins with https://")
    if parts.username or parts.password:
        raise ValueError("an address with a name or password in it is a secret: secrets do not stand here")
    return value


class AccessTable(Table):
    """Under which law possible access requests stand, and who is told of them."""

    jurisdiction: Literal["CA", "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"] = "CA"
    kind: Literal["general", "own-file"] = "general"
    coordinator_email: Address = ""
    coordinator_webhook: Annotated[str, AfterValidator(_hook)] = ""
    alarm_days: tuple[Annotated[int, Field(ge=0, le=90)], ...] = (10, 5, 1)
    laws: str = ""


class HandoffTable(Table):
    """Case codes, what becomes of private words, and who carries the news of an answer."""

    code_days: Annotated[int, Field(ge=1, le=730)] = 60
    deletion: Literal["at-once", "by-team"] = "at-once"
    webhook_url: GuardedAddress = ""


_Hours = Annotated[int, Field(ge=0, le=2000)]


class _KindTable(Table):
    """The service standard of a kind of case."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 40
    clock: Literal["business", "calendar"] = "business"
    escalate: dict[Role, _Hours] = {}


class FeedbackTable(_KindTable):
    """Opinions and ideas."""


class ComplaintTable(_KindTable):
    """Dissatisfaction that expects a response."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 16
    escalate: dict[Role, _Hours] = {Role.APPROVER: 12, Role.COMPLIANCE: 24}


class IncidentTable(_KindTable):
    """Faults that somebody reports."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 8
    escalate: dict[Role, _Hours] = {Role.APPROVER: 4}


class ProblemTable(_KindTable):
    """Faults that many report."""

    hours: Annotated[int, Field(ge=1, le=2000)] = 24
    clock: Literal["business", "calendar"] = "calendar"
    escalate: dict[Role, _Hours] = {Role.APPROVER: 4, Role.COMPLIANCE: 24}


class PagingTable(Table):
    """How people on call are told of what is urgent."""

    repeat_minutes: Annotated[int, Field(ge=1, le=1440)] = 5
    next_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    link_hours: Annotated[int, Field(ge=1, le=168)] = 12


class OnCallTable(Table):
    """A member on call, reached by e-mail or by the targets of a secret."""

    member: Annotated[str, Field(min_length=1)]
    address: Address = ""
    target: Annotated[str, Field(pattern=r"^(?:[a-z0-9_]{1,40})?$")] = ""

    @model_validator(mode="after")
    def _there_is_a_way(self) -> Self:
        if not self.address and not self.target:
            raise ValueError("set an address, or a target: otherwise nobody is told")
        return self


_TimeOfDay = Annotated[str, Field(pattern=r"^(?:[01]\d|2[0-3]):[0-5]\d$")]


class CasesTable(Table):
    """How cases are worked on, and who is told when they wait."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = ("monday", "tuesday", "wednesday", "thursday", "friday")
    opens: _TimeOfDay = "08:30"
    closes: _TimeOfDay = "16:30"
    problem_hours: Annotated[int, Field(ge=1, le=720)] = 48
    problem_threshold: Score = 0.6
    survey_days: Annotated[int, Field(ge=1, le=365)] = 30
    feedback: FeedbackTable = FeedbackTable()
    complaint: ComplaintTable = ComplaintTable()
    incident: IncidentTable = IncidentTable()
    problem: ProblemTable = ProblemTable()
    paging: PagingTable = PagingTable()
    on_call: tuple[OnCallTable, ...] = ()

    @model_validator(mode="after")
    def _a_day_ends_after_it_begins(self) -> Self:
        if self.opens >= self.closes:
            raise ValueError("opens must be earlier than closes")
        return self

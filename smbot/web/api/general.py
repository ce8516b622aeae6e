"""What is not about one matter: who calls, how smbot fares, sending, figures, the audit log."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field

from smbot import __version__
from smbot.bootstrap import Application
from smbot.core.messages import msg
from smbot.core.roles import Permission, Role
from smbot.core.states import Mode
from smbot.members.scopes import PERMITS, Scope
from smbot.reports.model import Answering as ReportAnswering
from smbot.reports.model import Volume as ReportVolume
from smbot.review.desk import Desk
from smbot.verification import verify_log
from smbot.web.api.door import ANY_TOKEN, Calling, scope
from smbot.web.api.mention_shapes import PastAct, past_act_of
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import LAST_NUMBER, Day, Moment, Shape
from smbot.web.event_words import FOR_OFFICERS
from smbot.web.health import status_words
from smbot.web.reputation import FIRST_DAY
from smbot.web.timeline import past_event
from smbot.web.view import PAGE_SIZE

HERE, SENDING, FIGURES, AUDIT = msg("This token, and smbot"), msg("Sending"), msg("Figures"), msg("Audit log")
MOST = 500


class Me(Shape):
    """Whose program calls, and what it may do."""

    token: str = Field(description=msg("The id of the token.").template, examples=["k-5f8kq2vxw7a9bc4d"])
    name: str = Field(description=msg("How its member named it.").template)
    until: Moment = Field(description=msg("When it ends.").template)
    member: str = Field(description=msg("For whom it acts, as the audit log has it.").template)
    roles: list[Role] = Field(description=msg("The member’s roles.").template)
    scopes: list[Scope] = Field(description=msg("What the token is for.").template)
    permissions: list[Permission] = Field(description=msg("What scopes and roles together permit now.").template)
    language: Literal["en", "fr"] = Field(description=msg("The language of these answers.").template)


class Health(Shape):
    """How smbot fares, in words: no count, no name."""

    version: str = Field(description=msg("The version of smbot.").template)
    state: Literal["ok", "attention", "failing"] = Field(
        description=msg("Whether it does its work, and whether a person must do theirs.").template
    )
    words: dict[str, str] = Field(description=msg("The same for each part.").template)


class SendingState(Shape):
    """Whether anything may leave."""

    mode: Mode = Field(description=msg("The mode of the installation.").template)
    paused: bool = Field(description=msg("Whether all sending is paused.").template)


class Volume(Shape):
    """How many posts, now and before."""

    key: str = Field(description=msg("What was counted.").template, examples=["complaint"])
    name: str | None = Field(description=msg("Its name in the caller’s language, where there is one.").template)
    now: int = Field(description=msg("In the period.").template)
    before: int = Field(description=msg("In the period before.").template)


class Answering(Shape):
    """How many of the posts to be answered were."""

    due: int = Field(description=msg("Posts to be answered.").template)
    answered: int = Field(description=msg("Of them answered.").template)
    median_seconds: int | None = Field(description=msg("The median time from post to answer.").template)


class Reputation(Shape):
    """What was said about us in a week, beside the one before."""

    first_day: date = Field(description=msg("Its first day.").template)
    last_day: date = Field(description=msg("Its last day.").template)
    total: Volume = Field(description=msg("All posts.").template)
    labels: list[Volume] = Field(description=msg("By first label.").template)
    languages: list[Volume] = Field(description=msg("By language.").template)
    platforms: list[Volume] = Field(description=msg("By platform.").template)
    subjects: list[Volume] = Field(description=msg("By place, office, program or service.").template)
    answering: Answering = Field(description=msg("How many were answered.").template)
    answering_before: Answering = Field(description=msg("How many were answered before.").template)


class AuditHead(Shape):
    """How long the log is, and what it hashes to."""

    size: int = Field(description=msg("How many events it holds.").template)
    root: str = Field(description=msg("The root of its Merkle tree, in hexadecimal.").template)
    signed_size: int | None = Field(description=msg("Up to where it was last signed.").template)


class AuditPage(Shape):
    """Events, the newest first."""

    items: list[PastAct] = Field(description=msg("The events.").template)
    next: int | None = Field(description=msg("“before” of the next page; none after the last one.").template)


class Verified(Shape):
    """What a walk through the whole log found."""

    verified: bool = Field(description=msg("Whether it is whole.").template)
    events: int = Field(description=msg("How many events it walked through.").template)


class General:
    """What is not about one matter."""

    def __init__(self, application: Application, desk: Desk) -> None:
        self._application = application
        self._desk = desk

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        routes.get("/me", self.me, ANY_TOKEN, HERE, msg("Who calls, and what it may do"))
        routes.get("/health", self.health, ANY_TOKEN, HERE, msg("How smbot fares"))
        routes.get("/sending", self.sending, ANY_TOKEN, SENDING, msg("Whether anything may leave"))
        write = scope(Scope.WRITE_SENDING)
        routes.act("/sending/pause", self.pause, write, SENDING, msg("Pause all sending"), problems=())
        routes.act("/sending/resume", self.resume, write, SENDING, msg("Resume sending"), problems=())
        routes.get(
            "/figures/reputation",
            self.reputation,
            scope(Scope.READ_FIGURES),
            FIGURES,
            msg("What was said about us"),
            more=msg("The week of a day, from Monday up to and including that day; of today where none is named."),
        )
        read = scope(Scope.READ_AUDIT)
        routes.get("/audit", self.head, read, AUDIT, msg("The size and the root of the log"))
        routes.get("/audit/events", self.events, read, AUDIT, msg("List events"))
        whole = msg("Walks through the whole log, and logs that it did.")
        routes.act("/audit/verify", self.verify, read, AUDIT, msg("Verify the log"), more=whole, problems=())

    def me(self, caller: Calling) -> Me:
        """Tell who calls."""
        token, member = caller.token, caller.member
        possible = {each for scope_ in token.scopes for each in PERMITS[scope_] if member.may(each)}
        return Me(
            token=token.id,
            name=token.name,
            until=token.until,
            member=member.name,
            roles=sorted(member.roles),
            scopes=sorted(token.scopes),
            permissions=sorted(possible),
            language="fr" if caller.language == "fr" else "en",
        )

    def health(self, caller: Calling) -> Health:
        """Tell how smbot fares."""
        words = status_words(self._application.vitals())
        state = words.pop("state")
        return Health.model_validate({"version": __version__, "state": state, "words": words})

    def sending(self, caller: Calling) -> SendingState:
        """Tell whether anything may leave."""
        return SendingState(mode=self._application.settings.sending.mode, paused=self._desk.paused())

    def pause(self, caller: Calling) -> SendingState:
        """Pause all sending."""
        self._desk.pause(caller.member, paused=True)
        return self.sending(caller)

    def resume(self, caller: Calling) -> SendingState:
        """Resume sending."""
        self._desk.pause(caller.member, paused=False)
        return self.sending(caller)

    def reputation(
        self,
        caller: Calling,
        until: Annotated[Day | None, Query(description=msg("The last day.").template, examples=["2026-03-04"])] = None,
    ) -> Reputation:
        """Tell what was said about us."""
        today = self._application.clock.now().astimezone(self._application.zone).date()
        # As the page does: a day that cannot be is today.
        day = until if until and FIRST_DAY <= until <= today else today
        report = self._application.reputation(day)

        def told(volumes: tuple[ReportVolume, ...]) -> list[Volume]:
            return [_volume(each, caller.language) for each in volumes]

        return Reputation(
            first_day=report.period.first_day,
            last_day=report.period.last_day,
            total=_volume(report.total, caller.language),
            labels=told(report.labels),
            languages=told(report.languages),
            platforms=told(report.platforms),
            subjects=told(report.subjects),
            answering=_answering(report.answering),
            answering_before=_answering(report.answering_before),
        )

    def head(self, caller: Calling) -> AuditHead:
        """Tell the size and the root of the log."""
        with self._application.store.read() as tx:
            size, root = tx.audit_head()
            signed = tx.last_checkpoint()
        return AuditHead(size=size, root=root, signed_size=signed.size if signed else None)

    def events(
        self,
        caller: Calling,
        before: Annotated[
            int | None, Query(ge=0, le=LAST_NUMBER, description=msg("Only events before this place.").template)
        ] = None,
        limit: Annotated[int, Query(ge=1, le=MOST, description=msg("How many at most.").template)] = PAGE_SIZE,
    ) -> AuditPage:
        """List events."""
        with self._application.store.read() as tx:
            found = [past_event(body, FOR_OFFICERS) for body in tx.audit_newest(limit + 1, before=before)]
        items = found[:limit]
        more = len(found) > limit and items[-1].seq >= 0
        return AuditPage(items=[past_act_of(event) for event in items], next=items[-1].seq if more else None)

    def verify(self, caller: Calling) -> Verified:
        """Verify the log."""
        verdict = verify_log(self._application, actor=caller.member.name)
        return Verified(verified=verdict.verified, events=verdict.events)


def _volume(volume: ReportVolume, language: str) -> Volume:
    name = volume.name.get(language) if volume.name else None
    return Volume(key=volume.key, name=name, now=volume.now, before=volume.before)


def _answering(answering: ReportAnswering) -> Answering:
    median = answering.median
    seconds = None if median is None else round(median.total_seconds())
    return Answering(due=answering.due, answered=answering.answered, median_seconds=seconds)

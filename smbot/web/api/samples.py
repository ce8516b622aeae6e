"""The weekly sample of unflagged posts, and corrections of labels that wait for an officer, by the API."""

from collections.abc import Callable
from functools import partial

from pydantic import Field, StrictBool

from smbot.bootstrap import Application
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.roles import Member
from smbot.members.scopes import Scope
from smbot.review.label_ports import LabelCorrection
from smbot.web.access import Denied
from smbot.web.api.door import Calling, scope
from smbot.web.api.mention_shapes import Text, text_of
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import MentionPath, Moment, NumberPath, Seen, Shape

GROUP = msg("Samples and corrections")


class Drawn(Shape):
    """A post of a weekly sample that triage took for no access request, and that nobody has looked at."""

    mention: str = Field(description=msg("The id of a mention.").template)
    version: int = Field(description=msg("It grows with every change.").template)
    week: str = Field(description=msg("The week of which it was drawn.").template, examples=["2026-W09"])
    drawn_at: Moment = Field(description=msg("When it was drawn.").template)
    text: Text | None = Field(description=msg("Its masked text; none where it is withheld.").template)
    labels: list[str] = Field(description=msg("Its labels, the most important first.").template)


class Sample(Shape):
    """The posts that wait, the oldest week first."""

    items: list[Drawn] = Field(description=msg("The posts.").template)


class Answer(Seen):
    """Whether a drawn post is an access request after all."""

    is_request: StrictBool = Field(
        description=msg("Whether it asks for records of the body.").template, examples=[False]
    )


class Correction(Shape):
    """Other labels that somebody gave a post: training learns from them where an officer approves."""

    number: int = Field(description=msg("Its number.").template)
    mention: str = Field(description=msg("The id of a mention.").template)
    at: Moment = Field(description=msg("When.").template)
    by: str = Field(description=msg("By whom.").template)
    before: list[str] = Field(description=msg("The labels before.").template)
    after: list[str] = Field(description=msg("The labels since.").template)
    text: Text | None = Field(description=msg("Its masked text; none where it is withheld.").template)


class Corrections(Shape):
    """The corrections that wait."""

    items: list[Correction] = Field(description=msg("The corrections.").template)


class SampleRoutes:
    """What officers say of triage."""

    def __init__(self, application: Application) -> None:
        self._corrections = application.label_corrections()
        self._samples = application.samples()

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, write, corrections = scope(Scope.READ_SAMPLES), scope(Scope.WRITE_SAMPLES), self._corrections
        routes.get("/samples", self.drawn, read, GROUP, msg("List drawn posts that wait for an answer"))
        routes.act("/samples/{mention}", self.answer, write, GROUP, msg("Say whether a drawn post is a request"))
        at = "/label-corrections"
        routes.get(at, self.waiting, read, GROUP, msg("List corrections of labels that wait"))
        approve, decline = self._deciding(corrections.approve), self._deciding(corrections.decline)
        routes.act(f"{at}/{{number}}/approve", approve, write, GROUP, msg("Let training learn from a correction"))
        routes.act(f"{at}/{{number}}/decline", decline, write, GROUP, msg("Keep a correction from training"))

    def drawn(self, caller: Calling) -> Sample:
        """List them."""
        found = self._samples.to_answer(caller.member)
        return Sample(
            items=[
                Drawn(
                    mention=drawn.mention,
                    version=item.version,
                    week=drawn.week,
                    drawn_at=drawn.drawn_at,
                    text=text_of(item.text),
                    labels=list(item.labels),
                )
                for drawn, item in found
            ]
        )

    def answer(self, caller: Calling, mention: MentionPath, new: Answer) -> Sample:
        """Answer, and tell what still waits."""
        if mention not in {drawn.mention for drawn, _ in self._samples.to_answer(caller.member)}:
            raise Denied(404, msg("This post waits for no answer."))
        answer = partial(self._corrections.answer, caller.member, MentionId(mention), seen_version=new.version)
        answer(is_request=new.is_request)
        return self.drawn(caller)

    def waiting(self, caller: Calling) -> Corrections:
        """List them."""
        found = self._corrections.waiting(caller.member)
        return Corrections(
            items=[
                Correction(
                    number=correction.number,
                    mention=correction.mention,
                    at=correction.at,
                    by=correction.by,
                    before=list(correction.before),
                    after=list(correction.after),
                    text=text_of(item.text),
                )
                for correction, item in found
            ]
        )

    def _deciding(self, act: Callable[[Member, int], LabelCorrection]) -> Callable[..., Corrections]:
        def endpoint(caller: Calling, number: NumberPath) -> Corrections:
            """Decide, and tell what still waits."""
            if number not in {correction.number for correction, _ in self._corrections.waiting(caller.member)}:
                raise Denied(404, msg("No correction of this number waits."))
            act(caller.member, number)
            return self.waiting(caller)

        return endpoint

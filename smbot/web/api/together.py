"""One act on many mentions, by the API: what went, what stayed and why, and the way back."""

from typing import Annotated

from fastapi import Path
from pydantic import Field

from smbot.core.ids import MentionId
from smbot.core.messages import msg, say
from smbot.members.scopes import Scope
from smbot.review.aside_ports import Act
from smbot.review.aside_ports import Together as Kept
from smbot.review.together import MOST, Asked, Together
from smbot.web.access import Denied
from smbot.web.api.door import Caller, Calling, OutOfScope, scope
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import ID_PATTERN, LAST_NUMBER, Shape, Version, When
from smbot.web.view import LONGEST_VALUE

GROUP = msg("Many mentions")
Number = Annotated[
    int,
    Path(ge=1, le=LAST_NUMBER, description=msg("The number of an act on many.").template, examples=[12]),
]


class SeenMention(Shape):
    """A mention as it was seen."""

    id: str = Field(
        pattern=ID_PATTERN, description=msg("The id of a mention.").template, examples=["m-3f8kq2vxw7a9bc4d"]
    )
    version: Version


class NewTogether(Shape):
    """What is to be done, and with which mentions."""

    act: Act = Field(description=msg("What is to be done.").template)
    mentions: list[SeenMention] = Field(
        min_length=1, max_length=MOST, description=msg("The mentions as they were seen.").template
    )
    label: str = Field(default="", max_length=LONGEST_VALUE, description=msg("“label” gives it.").template)
    until: When | None = Field(default=None, description=msg("“snooze” puts off until then.").template)
    to: str = Field(default="", max_length=100, description=msg("“assign” gives to this member.").template)


class StayedMention(Shape):
    """A mention that was left as it is."""

    id: str = Field(description=msg("The id of a mention.").template)
    why: str = Field(description=msg("Why it was left, in the caller’s language.").template)


class TogetherTold(Shape):
    """An act on many: each mention went or stayed by itself."""

    number: int = Field(description=msg("The number of an act on many.").template)
    act: Act = Field(description=msg("What was done.").template)
    undone: bool = Field(description=msg("Whether it was taken back, or took another one back.").template)
    went: list[SeenMention] = Field(
        description=msg("The mentions that it changed, with the version after it.").template
    )
    stayed: list[StayedMention] = Field(description=msg("The mentions that were left as they are.").template)


class ManyMentions:
    """The acts on many."""

    def __init__(self, together: Together) -> None:
        self._together = together

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        work = scope(Scope.WRITE_QUEUE)
        labels = msg("The act “label” needs the scope “{scope}” too.", scope=Scope.WRITE_LABELS.value)
        own = msg("Acts of the same member, of the last day, by whatever way they were done.")
        routes.act(
            "/together", self.do, work, GROUP, msg("Do one thing with many mentions"), more=labels, problems=(409,)
        )
        at = "/together/{number}"
        routes.get(at, self.one, work, GROUP, msg("Read what an act on many did"), more=own, problems=(404,))
        routes.act(f"{at}/undo", self.undo, work, GROUP, msg("Take an act on many back"), more=labels)

    def do(self, caller: Calling, new: NewTogether) -> TogetherTold:
        """Do something with many."""
        _demand_labels(caller, new.act)
        asked = Asked(act=new.act, label=new.label, until=new.until, to=new.to)
        seen = {MentionId(each.id): each.version for each in new.mentions}
        return self._told(caller, self._together.do(caller.member, asked, seen))

    def one(self, caller: Calling, number: Number) -> TogetherTold:
        """Read what it did."""
        return self._told(caller, number)

    def undo(self, caller: Calling, number: Number) -> TogetherTold:
        """Take it back."""
        _demand_labels(caller, self._kept(caller, number).act)
        return self._told(caller, self._together.undo(caller.member, number))

    def _kept(self, caller: Caller, number: int) -> Kept:
        done = self._together.done(caller.member, number)
        if done is None:
            raise Denied(404, msg("There is no act on many of this number, or it is a colleague’s."))
        return done

    def _told(self, caller: Caller, number: int) -> TogetherTold:
        done = self._kept(caller, number)
        return TogetherTold(
            number=number,
            act=done.act,
            undone=done.undone,
            went=[SeenMention(id=mention, version=went.version) for mention, went in done.went.items()],
            stayed=[StayedMention(id=each.mention, why=say(each.why, caller.language)) for each in done.stayed],
        )


def _demand_labels(caller: Caller, act: Act) -> None:
    """Raise `OutOfScope` where a token would give labels that is for none."""
    if act == Act.LABEL and Scope.WRITE_LABELS not in caller.token.scopes:
        raise OutOfScope(Scope.WRITE_LABELS)

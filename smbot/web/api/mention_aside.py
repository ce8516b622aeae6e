"""Acts beside the answer, by the API: put a mention off, give it to somebody, note something about it."""

from functools import partial
from typing import Annotated

from pydantic import Field

from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.members.scopes import Scope
from smbot.review.aside import LONGEST_NOTE, Aside
from smbot.review.aside_ports import Note
from smbot.web.api.door import Calling, scope
from smbot.web.api.mention_shapes import Mention
from smbot.web.api.mentions import GROUP, Mentions
from smbot.web.api.routes import ApiRoutes
from smbot.web.api.shape import MentionPath, Moment, Shape, Version, When

Until = Annotated[
    When,
    Field(
        description=msg("Until when: five minutes to ninety days from now.").template,
        examples=["2026-03-05T14:00:00Z"],
    ),
]


class PuttingOff(Shape):
    """Until when a mention is put off."""

    version: Version
    until: Until


class Giving(Shape):
    """To whom a mention is given."""

    version: Version
    to: str = Field(
        max_length=100,
        description=msg("A member who works on the queue; nothing for nobody.").template,
        examples=["ana"],
    )


class NewMentionNote(Shape):
    """What shall be noted about a mention."""

    text: str = Field(
        min_length=1,
        max_length=LONGEST_NOTE,
        description=msg("The words; what identifies somebody is masked before it is kept.").template,
        examples=["The office looks into it until Thursday."],
    )


class MentionNote(Shape):
    """What a colleague noted about a mention, masked."""

    at: Moment = Field(description=msg("When.").template)
    by: str = Field(description=msg("By whom.").template)
    text: str = Field(description=msg("Its words, masked.").template)


class MentionNotes(Shape):
    """The notes on a mention, the oldest first."""

    items: list[MentionNote] = Field(description=msg("The notes.").template)


class MentionAside:
    """The acts."""

    def __init__(self, mentions: Mentions, aside: Aside) -> None:
        self._mentions = mentions
        self._aside = aside

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, work, at = scope(Scope.READ_QUEUE), scope(Scope.WRITE_QUEUE), "/mentions/{mention}"
        back = msg("It leaves the lists until then, or until its conversation goes on or somebody acts on it.")
        routes.act(f"{at}/snooze", self.snooze, work, GROUP, msg("Put a mention off"), more=back)
        routes.act(f"{at}/wake", self.wake, work, GROUP, msg("Put a mention off no longer"))
        routes.act(f"{at}/assign", self.assign, work, GROUP, msg("Give a mention to a colleague"))
        routes.get(f"{at}/notes", self.notes, read, GROUP, msg("Read the notes on a mention"), problems=(404,))
        routes.act(f"{at}/note", self.note, work, GROUP, msg("Note something about a mention"))

    def snooze(self, caller: Calling, mention: MentionPath, off: PuttingOff) -> Mention:
        """Put a mention off."""
        act = partial(self._aside.snooze, caller.member, MentionId(mention), off.until, seen_version=off.version)
        return self._mentions.done(caller, mention, act)

    def wake(self, caller: Calling, mention: MentionPath) -> Mention:
        """Put it off no longer."""
        return self._mentions.done(caller, mention, partial(self._aside.wake, caller.member, MentionId(mention)))

    def assign(self, caller: Calling, mention: MentionPath, giving: Giving) -> Mention:
        """Give it to somebody."""
        act = partial(self._aside.assign, caller.member, MentionId(mention), giving.to, seen_version=giving.version)
        return self._mentions.done(caller, mention, act)

    def notes(self, caller: Calling, mention: MentionPath) -> MentionNotes:
        """Read what was noted."""
        item = self._mentions.found(caller, mention)
        return MentionNotes(items=[_told(note) for note in self._aside.notes(caller.member, item.id)])

    def note(self, caller: Calling, mention: MentionPath, new: NewMentionNote) -> MentionNote:
        """Note something."""
        item = self._mentions.found(caller, mention)
        return _told(self._aside.note(caller.member, item.id, new.text.replace("\r\n", "\n")))


def _told(note: Note) -> MentionNote:
    return MentionNote(at=note.at, by=note.by, text=note.text)

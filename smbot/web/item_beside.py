"""What a mention's page shows beside the answer: notes, who else has it open, to whom it could be given."""

from collections.abc import Sequence
from dataclasses import dataclass

from smbot.bootstrap import Application
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission
from smbot.review.aside import may_note
from smbot.review.aside_ports import Note, Present
from smbot.review.ports import QueueItem
from smbot.web.aside_words import choices


@dataclass(frozen=True, kw_only=True)
class Beside:
    """It. `notes_too` says that the reader may add a note.

    `why_not` says what keeps the reader from putting the mention off or giving it away.

    `later` are the first newer posts of its conversation, `later_count` how many there are.
    """

    notes: Sequence[Note]
    present: Sequence[Present]
    works: bool
    notes_too: bool
    why_not: Message | None
    colleagues: Sequence[tuple[str, Message]]
    suggested: tuple[str, Message] | None
    later: Sequence[MentionId]
    later_count: int

    @property
    def may_move(self) -> bool:
        """Say whether the reader may put the mention off, or give it to somebody."""
        return self.works and self.why_not is None


class ItemBeside:
    """Reads it."""

    def __init__(self, application: Application) -> None:
        self._aside = application.aside()

    def of(self, member: Member, item: QueueItem, language: str) -> Beside:
        """Return what stands beside a mention."""
        works = member.may(Permission.WORK_QUEUE)
        why_not = self._aside.why_not(member, item)
        moves = works and why_not is None
        later, later_count = self._aside.later_posts(item)
        return Beside(
            notes=self._aside.notes(member, item.id),
            present=self._aside.others(member, item.id),
            works=works,
            notes_too=may_note(member, item),
            why_not=why_not,
            colleagues=choices(self._aside.colleagues(item), language) if moves else (),
            suggested=self._aside.suggestion(item) if moves else None,
            later=later,
            later_count=later_count,
        )


def told(present: Present) -> Message:
    """Return that a colleague has the mention open, or writes."""
    if present.writes:
        return msg("{name} is editing this.", name=present.member)
    return msg("{name} has this open.", name=present.member)

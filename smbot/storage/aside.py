"""Working together at the desk: what is put off or given to somebody, notes, kept views, acts on many, who is there."""

from dataclasses import asdict
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, delete, exists, func, update
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.core.messages import Message
from smbot.core.states import MentionState
from smbot.review.aside_ports import Act, Before, KeptView, Note, Present, Stayed, Together, Went
from smbot.review.ports import QueueItem
from smbot.review.transitions import OPEN
from smbot.steps.model import as_kept, as_said
from smbot.storage.base import Tables
from smbot.storage.desk_tables import KeptViewRow, MentionNoteRow, PresenceRow, TogetherRow
from smbot.storage.queue import queue_item
from smbot.storage.tables import MentionRow

MOST_LATER = 20
GONE_OVER = TypeAdapter(dict[str, Went])


class AsideTables(Tables):
    """What colleagues keep beside mentions."""

    def snooze(self, item: QueueItem, until: datetime | None, state: MentionState, assigned_to: str) -> bool:
        """Put a mention off (None: no longer) and give it to a member; False where it changed since it was read."""
        values = {"snoozed_until": until, "snoozed_at": self.clock.now() if until else None}
        return self._alter(item, state=state, claimed_by="" if state != item.state else item.claimed_by, **values) and (
            self._assign(item.id, assigned_to)
        )

    def assign(self, item: QueueItem, name: str) -> bool:
        """Give a mention to a member, "" to nobody; False where it changed since it was read."""
        return self._alter(item, assigned_to=name)

    def restore(self, item: QueueItem, before: Before) -> bool:
        """Let a mention stand as it did before an act; False where it changed since it was read."""
        values = {name: value for name, value in asdict(before).items() if name != "at"}
        return self._alter(item, **values, snoozed_at=before.at if before.snoozed_until else None)

    def _assign(self, mention: MentionId, name: str) -> bool:
        return self.change(update(MentionRow).where(col(MentionRow.id) == mention).values(assigned_to=name)) == 1

    def _alter(self, item: QueueItem, **values: object) -> bool:
        as_read = (col(MentionRow.id) == item.id, col(MentionRow.version) == item.version)
        return self.change(update(MentionRow).where(*as_read).values(**values, version=item.version + 1)) == 1

    def snoozed_to_wake(self, now: datetime) -> list[tuple[QueueItem, bool]]:
        """Return what was put off until now, or whose conversation went on; then True stands beside it."""
        newer = aliased(MentionRow)
        went_on = exists().where(
            col(newer.conversation) == col(MentionRow.conversation),
            col(newer.id) != col(MentionRow.id),
            col(newer.collected_at) > col(MentionRow.snoozed_at),
        )
        rows = self.session.execute(select(MentionRow, went_on).where(col(MentionRow.snoozed_until).is_not(None)))
        return [
            (queue_item(row, []), heard)
            for row, heard in rows
            if heard or (row.snoozed_until and row.snoozed_until <= now)
        ]

    def later_posts(self, item: QueueItem) -> list[MentionId]:
        """Return the posts of a mention's conversation that are newer, the oldest first, at most `MOST_LATER`."""
        place = (col(MentionRow.posted_at), col(MentionRow.id))
        rows = self.session.exec(select(MentionRow.id).where(*_later(item)).order_by(*place).limit(MOST_LATER))
        return [MentionId(mention) for mention in rows]

    def count_later_posts(self, item: QueueItem) -> int:
        """Return how many posts of a mention's conversation are newer, all of them."""
        return self.session.exec(select(func.count(col(MentionRow.id))).where(*_later(item))).one()

    def loads(self) -> dict[str, int]:
        """Return how many open mentions each member has: held, or given to them."""
        rows = self.session.execute(
            select(MentionRow.claimed_by, MentionRow.assigned_to, MentionRow.state).where(
                col(MentionRow.state).in_(sorted(OPEN)),
                (col(MentionRow.claimed_by) != "") | (col(MentionRow.assigned_to) != ""),
            )
        )
        found: dict[str, int] = {}
        for held, assigned, state in rows:
            for name in {held if state == MentionState.CLAIMED else "", assigned} - {""}:
                found[name] = found.get(name, 0) + 1
        return found

    def add_mention_note(self, mention: MentionId, by: str, words: str) -> int:
        """Keep a masked note; return its number."""
        row = MentionNoteRow(mention=mention, at=self.clock.now(), by=by, text=words)
        self.session.add(row)
        self.session.flush()
        assert row.id is not None  # noqa: S101 - the database gave it
        return row.id

    def mention_notes(self, mention: MentionId) -> list[Note]:
        """Return a mention's notes, the oldest first."""
        rows = self.session.exec(
            select(MentionNoteRow).where(col(MentionNoteRow.mention) == mention).order_by(col(MentionNoteRow.id))
        )
        return [Note(at=row.at, by=row.by, text=row.text) for row in rows]

    def kept_views(self, member: str) -> list[KeptView]:
        """Return a member's views and everybody's, by name."""
        rows = self.session.exec(
            select(KeptViewRow)
            .where(col(KeptViewRow.member).in_(["", member]))
            .order_by(col(KeptViewRow.name), col(KeptViewRow.member))
        )
        return [KeptView(name=row.name, query=row.query, shared=row.member == "", by=row.by) for row in rows]

    def keep_view(self, member: str, view: KeptView) -> None:
        """Keep a view, in the place of one of the same name."""
        owner = "" if view.shared else member
        self.session.merge(KeptViewRow(member=owner, name=view.name, query=view.query, by=member, at=self.clock.now()))

    def drop_view(self, member: str, name: str, *, shared: bool) -> bool:
        """Forget a view; False where there is none."""
        owner = "" if shared else member
        of_name = (col(KeptViewRow.member) == owner, col(KeptViewRow.name) == name)
        return self.change(delete(KeptViewRow).where(*of_name)) == 1

    def keep_together(self, done: Together) -> int:
        """Keep an act on many mentions; return its number."""
        row = TogetherRow(
            member=done.member,
            act=done.act,
            at=self.clock.now(),
            undone=done.undone,
            went=GONE_OVER.dump_python({str(mention): went for mention, went in done.went.items()}, mode="json"),
            stayed=[{"mention": each.mention, "why": as_kept(each.why)} for each in done.stayed],
        )
        self.session.add(row)
        self.session.flush()
        assert row.number is not None  # noqa: S101 - the database gave it
        return row.number

    def together(self, number: int) -> Together | None:
        """Return an act on many mentions."""
        row = self.session.get(TogetherRow, number, populate_existing=True)
        if row is None:
            return None
        return Together(
            member=row.member,
            act=Act(row.act),
            undone=row.undone,
            went={MentionId(mention): went for mention, went in GONE_OVER.validate_python(row.went).items()},
            stayed=tuple(_stayed(each) for each in row.stayed),
        )

    def end_together(self, number: int) -> bool:
        """Note that an act on many is taken back; False where it was already."""
        of_number = (col(TogetherRow.number) == number, col(TogetherRow.undone).is_(False))
        return self.change(update(TogetherRow).where(*of_number).values(undone=True)) == 1

    def drop_together(self, before: datetime) -> None:
        """Forget acts on many that are older."""
        self.change(delete(TogetherRow).where(col(TogetherRow.at) < before))

    def be_present(self, mention: MentionId, member: str, *, writes: bool, lasts: timedelta) -> None:
        """Note that a member has a mention open; forget who has gone."""
        now = self.clock.now()
        self.change(delete(PresenceRow).where(col(PresenceRow.at) <= now - lasts))
        self.session.merge(PresenceRow(mention=mention, member=member, at=now, writes=writes))

    def hold_on(self, mention: MentionId, member: str, until: datetime) -> None:
        """Let a member's claim last until then, if they hold the mention."""
        held = (col(MentionRow.state) == MentionState.CLAIMED, col(MentionRow.claimed_by) == member)
        self.change(update(MentionRow).where(col(MentionRow.id) == mention, *held).values(claimed_until=until))

    def present(self, mention: MentionId, lasts: timedelta) -> list[Present]:
        """Return who has a mention open."""
        rows = self.session.exec(
            select(PresenceRow)
            .where(col(PresenceRow.mention) == mention, col(PresenceRow.at) > self.clock.now() - lasts)
            .order_by(col(PresenceRow.member))
        )
        return [Present(member=row.member, writes=row.writes) for row in rows]


def _later(item: QueueItem) -> tuple[ColumnElement[bool], ...]:
    return (
        col(MentionRow.conversation) == item.conversation,
        col(MentionRow.posted_at) > item.posted_at,
        col(MentionRow.id) != item.id,
    )


def _stayed(row: dict[str, object]) -> Stayed:
    why = row["why"]
    said = as_said(why) if isinstance(why, dict) else None
    return Stayed(mention=MentionId(str(row["mention"])), why=said or Message(""))

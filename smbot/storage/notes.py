"""Notes about periodic work, and the alarms that stand."""

from sqlalchemy import delete
from sqlmodel import col, select

from smbot.core.notes import Note
from smbot.notify.ports import Standing
from smbot.storage.base import Tables
from smbot.storage.tables import AlarmRow, NoteRow


class NoteTables(Tables):
    """Notes and alarms."""

    def note(self, name: str) -> Note | None:
        """Return a note, or None where the thing was never done."""
        row = self.session.get(NoteRow, name, populate_existing=True)
        return _note(row) if row else None

    def notes(self, prefix: str) -> list[Note]:
        """Return the notes whose names begin with `prefix`, by name."""
        wanted = col(NoteRow.name).startswith(prefix, autoescape=True)
        return [_note(row) for row in self.session.exec(select(NoteRow).where(wanted).order_by(col(NoteRow.name)))]

    def keep_note(self, name: str, value: str = "") -> None:
        """Note that a thing was done now."""
        self.session.merge(NoteRow(name=name, at=self.clock.now(), value=value))

    def drop_note(self, name: str) -> None:
        """Forget a note."""
        self.change(delete(NoteRow).where(col(NoteRow.name) == name))

    def standing_alarms(self) -> list[Standing]:
        """Return the alarms that were raised and not cleared, the oldest first."""
        rows = self.session.exec(
            select(AlarmRow)
            .where(col(AlarmRow.cleared_at).is_(None))
            .order_by(col(AlarmRow.raised_at), col(AlarmRow.kind), col(AlarmRow.subject))
        )
        return [
            Standing(kind=r.kind, subject=r.subject, level=r.detail, raised_at=r.raised_at, told_at=r.told_at)
            for r in rows
        ]

    def keep_alarm(self, alarm: Standing) -> None:
        """Keep an alarm as standing."""
        self.session.merge(
            AlarmRow(
                kind=alarm.kind,
                subject=alarm.subject,
                detail=alarm.level,
                raised_at=alarm.raised_at,
                told_at=alarm.told_at,
            )
        )

    def clear_alarm(self, alarm: Standing) -> None:
        """Note that what an alarm told of is over."""
        row = self.session.get(AlarmRow, (alarm.kind, alarm.subject))
        if row is not None:
            row.cleared_at = self.clock.now()
            self.session.add(row)


def _note(row: NoteRow) -> Note:
    return Note(name=row.name, at=row.at, value=row.value)

"""What becomes of a database that was put back from a backup: what was destroyed since goes, what may be out waits."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, update
from sqlmodel import col, select

from smbot.core.codes import Code
from smbot.core.ids import MentionId
from smbot.core.purposes import REPEATABLE
from smbot.core.states import Mode, ReplyState
from smbot.core.switches import ON, SENDING_PAUSED
from smbot.handoff.model import Direction, NoticeState, StoredMessage
from smbot.retention.model import Disposed, RecordKind
from smbot.storage.handoff import stored_message
from smbot.storage.handoff_tables import NoticeRow, PrivateMarkRow, PrivateMessageRow, ReachRow, VisitRow
from smbot.storage.retention import RetentionTables
from smbot.storage.retention_tables import DisposalRow
from smbot.storage.shredded import Shred
from smbot.storage.tables import MentionRow, ReplyRow, SessionRow, SwitchRow, VaultRow

RESTORED: Final = "restored"
"""What stands for the certificate of what was destroyed after the backup: the newer log has it."""
QUIET: Final = timedelta(minutes=2)
_KINDS: Final = {
    Shred.ORIGINAL: RecordKind.ORIGINAL,
    Shred.MENTION: RecordKind.MENTION,
    Shred.CASE: RecordKind.CASE,
    Shred.DOCKET: RecordKind.DOCKET,
}


class RestoringTables(RetentionTables):
    """Putting back."""

    def bury_shredded(self, shredded: Mapping[Shred, Sequence[str]]) -> int:
        """Destroy again what was destroyed since the backup was made; return how much of it had come back."""
        found = sum(self._bury_post(MentionId(each)) for each in shredded.get(Shred.GONE, ()))
        for what, kind in _KINDS.items():
            gone = [one for each in shredded.get(what, ()) if (one := self._bury_record(kind, each)) is not None]
            for one in gone:
                self.session.merge(
                    DisposalRow(
                        kind=kind, record=one.id, certificate=RESTORED, fingerprint=one.fingerprint, at=self.clock.now()
                    )
                )
            found += len(gone)
        found += self._bury_messages(shredded.get(Shred.MESSAGE, ()))
        self.session.flush()
        return found

    def _bury_post(self, mention: MentionId) -> bool:
        row = self.session.get(MentionRow, mention, populate_existing=True)
        there = self.session.get(VaultRow, mention) is not None or (row is not None and row.text is not None)
        if there:
            self._mark_gone(mention)
            self._destroy(mention)
            self.end_held_back(mention)
        return there

    def _bury_record(self, kind: RecordKind, record: str) -> Disposed | None:
        return self.dispose(kind, record)

    def _bury_messages(self, messages: Sequence[str]) -> int:
        found, cases = 0, set()
        for message in messages:
            row = self.session.get(PrivateMessageRow, message, populate_existing=True)
            if row is not None and row.sealed is not None:
                row.sealed = None
                cases.add(row.case)
                found += 1
        self.session.flush()
        for case in cases:
            left = select(PrivateMessageRow.direction).where(
                col(PrivateMessageRow.case) == case, col(PrivateMessageRow.sealed).is_not(None)
            )
            directions = set(self.session.exec(left.distinct()))
            if not directions:
                self.forget_thread(case)
            elif Direction.IN.value not in directions:
                self.change(delete(PrivateMarkRow).where(col(PrivateMarkRow.case) == case))
                self.change(delete(ReachRow).where(col(ReachRow.case) == case))
        self.forgets = self.forgets or bool(found)
        return found

    def doubt_replies(self) -> int:
        """Let every reply that may have left since the backup be looked for before it is sent; return how many."""
        now = self.clock.now()
        waits = (
            col(ReplyRow.state).in_([ReplyState.PENDING, ReplyState.SENDING]),
            col(ReplyRow.purpose).not_in([purpose.value for purpose in REPEATABLE]),
            col(ReplyRow.mode) == Mode.LIVE,
        )
        in_doubt = {
            "state": ReplyState.UNKNOWN.value,
            "code": Code.RESTORED.value,
            "attempt_at": ReplyRow.approved_at,
            "first_attempt_at": ReplyRow.approved_at,
            "lease_until": None,
            "next_at": now + QUIET,
            "misses": 0,
            "version": ReplyRow.version + 1,
        }
        return self.change(update(ReplyRow).where(*waits).values(**in_doubt))

    def give_up_notices(self) -> int:
        """Give up the words to persons that may have left since the backup; return how many. A person sees it."""
        waits = col(NoticeRow.state) == NoticeState.WAITING.value
        given_up = {"state": NoticeState.FAILED.value, "code": Code.RESTORED.value, "sealed": None}
        return self.change(update(NoticeRow).where(waits).values(**given_up))

    def count_everything(self) -> tuple[int, frozenset[MentionId]]:
        """Return how many posts there are, and those with a sealed original."""
        mentions = self.session.exec(select(func.count()).select_from(MentionRow)).one()
        return mentions, frozenset(MentionId(each) for each in self.session.exec(select(VaultRow.mention)))

    def all_private_messages(self) -> list[StoredMessage]:
        """Return every private message."""
        return [stored_message(row) for row in self.session.exec(select(PrivateMessageRow))]

    def all_handles(self) -> dict[MentionId, bytes]:
        """Return the sealed handle of every post that has one."""
        there = select(MentionRow.id, MentionRow.handle).where(col(MentionRow.handle) != b"")
        return {MentionId(mention): handle for mention, handle in self.session.execute(there)}

    def pause_everything(self, by: str) -> None:
        """Pause sending and end every session: nobody is signed in who was signed out since."""
        self.session.merge(SwitchRow(name=SENDING_PAUSED, value=ON, changed_at=self.clock.now(), changed_by=by))
        self.change(delete(SessionRow))
        self.change(delete(VisitRow))
        self.session.flush()

"""Private threads in storage: their cases, sealed messages, and marks of what was said."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select, update
from sqlmodel import col
from sqlmodel import select as select_rows

from smbot.core.ids import CaseId, MentionId
from smbot.handoff.model import (
    Channel,
    Direction,
    NoticeState,
    PrivateCase,
    StoredMessage,
)
from smbot.storage.base import Tables, pieces
from smbot.storage.case_tables import CaseMentionRow, CasePersonRow
from smbot.storage.handoff_tables import (
    NoticeRow,
    PrivateCaseRow,
    PrivateMarkRow,
    PrivateMessageRow,
    ReachRow,
)


class HandoffTables(Tables):
    """Threads."""

    def private_case(self, case: str) -> PrivateCase | None:
        """Return what the private zone knows of a case."""
        row = self.session.get(PrivateCaseRow, case, populate_existing=True)
        return _case(row) if row else None

    def private_cases(self) -> list[PrivateCase]:
        """Return every case of the private zone, by id."""
        return [_case(row) for row in self.session.exec(select_rows(PrivateCaseRow).order_by(col(PrivateCaseRow.case)))]

    def keep_private_case(self, case: PrivateCase) -> None:
        """Keep it, new or changed."""
        self.session.merge(
            PrivateCaseRow(
                case=case.case,
                assignee=case.assignee,
                language=case.language,
                deletion_asked_at=case.deletion_asked_at,
            )
        )
        self.session.flush()

    def add_private_message(self, message: StoredMessage) -> None:
        """Keep a sealed message."""
        self.session.add(
            PrivateMessageRow(
                id=message.id,
                case=message.case,
                direction=message.direction.value,
                at=message.at,
                channel=message.channel.value,
                language=message.language,
                author=message.author,
                mention=message.mention,
                by_code=message.by_code,
                sealed=message.sealed,
            )
        )
        self.session.flush()

    def private_messages(self, case: str) -> list[StoredMessage]:
        """Return a case's messages, oldest first."""
        rows = select_rows(PrivateMessageRow).where(col(PrivateMessageRow.case) == case)
        ordered = rows.order_by(col(PrivateMessageRow.at), col(PrivateMessageRow.id))
        return [stored_message(row) for row in self.session.exec(ordered)]

    def private_message(self, message: str) -> StoredMessage | None:
        """Return a message, or None."""
        row = self.session.get(PrivateMessageRow, message, populate_existing=True)
        return stored_message(row) if row else None

    def has_private_messages(self) -> bool:
        """Say whether anything was ever sealed to the private key."""
        return self.session.execute(select(col(PrivateMessageRow.id)).limit(1)).first() is not None

    def delete_said(self, case: str) -> list[str]:
        """Take away what the person wrote, how to reach them and the marks of it; return the messages' ids.

        Messages that were deleted before are among them: their keys may still lie where a deletion broke off.
        """
        theirs = (col(PrivateMessageRow.case) == case, col(PrivateMessageRow.direction) == Direction.IN.value)
        found = [str(id_) for (id_,) in self.session.execute(select(col(PrivateMessageRow.id)).where(*theirs))]
        self.change(update(PrivateMessageRow).where(*theirs).values(sealed=None))
        self.change(delete(ReachRow).where(col(ReachRow.case) == case))
        self.change(delete(PrivateMarkRow).where(col(PrivateMarkRow.case) == case))
        self.change(
            update(NoticeRow)
            .where(col(NoticeRow.case) == case, col(NoticeRow.state) == NoticeState.WAITING.value)
            .values(sealed=None, state=NoticeState.FAILED.value, code="deleted")
        )
        self.forgets = True
        return found

    def add_private_marks(self, case: str, digests: Collection[str]) -> None:
        """Keep digests of what was said."""
        new = set(digests) - self.private_marks_known(case, sorted(digests))
        self.session.add_all([PrivateMarkRow(case=case, digest=digest) for digest in sorted(new)])
        self.session.flush()

    def cases_spoken_in(self, mention: MentionId, pseudonym: str) -> list[CaseId]:
        """Return the cases of a mention, and of its author if one is given, in which something was said in private."""
        of_mention = select(col(CaseMentionRow.case)).where(col(CaseMentionRow.mention) == mention)
        of_author = select(col(CasePersonRow.case)).where(col(CasePersonRow.pseudonym) == pseudonym)
        case = col(PrivateMarkRow.case)
        spoken = select(case).where(case.in_(of_mention.union(of_author) if pseudonym else of_mention))
        return [CaseId(found) for (found,) in self.session.execute(spoken.distinct().order_by(case))]

    def private_marks_known(self, case: str, digests: Sequence[str]) -> set[str]:
        """Return which of these digests are kept for a case."""
        found: set[str] = set()
        for some in pieces(digests):
            there = select(col(PrivateMarkRow.digest)).where(
                col(PrivateMarkRow.case) == case, col(PrivateMarkRow.digest).in_(some)
            )
            found |= {str(digest) for (digest,) in self.session.execute(there)}
        return found


def _case(row: PrivateCaseRow) -> PrivateCase:
    return PrivateCase(
        case=row.case, assignee=row.assignee, language=row.language, deletion_asked_at=row.deletion_asked_at
    )


def stored_message(row: PrivateMessageRow) -> StoredMessage:
    """Return a message as a noun."""
    return StoredMessage(
        id=row.id,
        case=row.case,
        direction=Direction(row.direction),
        at=row.at,
        channel=Channel(row.channel),
        language=row.language,
        author=row.author,
        mention=row.mention,
        by_code=row.by_code,
        sealed=row.sealed,
    )

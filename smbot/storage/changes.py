"""What changed since: the audit log's own numbers, for those who tell browsers of it."""

from sqlalchemy import func
from sqlmodel import col, select

from smbot.review.changed import Changed
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseRow
from smbot.storage.tables import AuditHeadRow, AuditRow, MentionRow

READ_AT_ONCE = 500


class ChangeTables(Tables):
    """Changes of mentions and cases, by the events that tell of them."""

    def log_size(self) -> int:
        """Return how many events the log holds: the number of the next one."""
        self.write_log()
        return self.session.exec(select(AuditHeadRow.size)).first() or 0

    def changes_from(self, number: int) -> list[Changed]:
        """Return what event `number` and later ones tell of, oldest first, at most `READ_AT_ONCE`.

        `version` is that of the mention or case as it stands now.
        """
        self.write_log()
        version = func.coalesce(col(MentionRow.version), col(CaseRow.version))
        rows = self.session.exec(
            select(AuditRow.seq, AuditRow.act, AuditRow.subject, version)
            .outerjoin(MentionRow, col(MentionRow.id) == col(AuditRow.subject))
            .outerjoin(CaseRow, col(CaseRow.id) == col(AuditRow.subject))
            .where(col(AuditRow.seq) >= number)
            .order_by(col(AuditRow.seq))
            .limit(READ_AT_ONCE)
        )
        return [
            Changed(number=number, act=act, subject=subject, version=version) for number, act, subject, version in rows
        ]

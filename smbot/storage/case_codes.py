"""Codes of the secure page in storage: who may enter with them, from where, and the visits that begin so."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, update
from sqlmodel import col
from sqlmodel import select as select_rows

from smbot.handoff.limits import Bucket
from smbot.handoff.model import (
    CaseCode,
    StoredVisit,
)
from smbot.storage.base import Tables
from smbot.storage.handoff_tables import (
    CaseCodeRow,
    EnteredRow,
    EntryBucketRow,
    VisitRow,
)


class CodeTables(Tables):
    """Codes and visits."""

    def add_code(self, code: CaseCode) -> None:
        """Keep a fresh code."""
        self.session.add(
            CaseCodeRow(
                code=code.code, case=code.case, made_at=code.made_at, made_by=code.made_by, expires_at=code.expires_at
            )
        )
        self.session.flush()

    def case_code(self, code: str) -> CaseCode | None:
        """Return a code."""
        row = self.session.get(CaseCodeRow, code, populate_existing=True)
        return _code(row) if row else None

    def codes_of(self, case: str) -> list[CaseCode]:
        """Return a case's codes, oldest first."""
        rows = select_rows(CaseCodeRow).where(col(CaseCodeRow.case) == case)
        return [_code(row) for row in self.session.exec(rows.order_by(col(CaseCodeRow.made_at)))]

    def claim_code(self, code: CaseCode) -> bool:
        """Keep what a passphrase leaves; False where somebody else was first."""
        fresh = (
            col(CaseCodeRow.code) == code.code,
            col(CaseCodeRow.claimed_at).is_(None),
            col(CaseCodeRow.revoked_at).is_(None),
        )
        values = {
            "claimed_at": code.claimed_at,
            "salt": code.salt,
            "verifier": code.verifier,
            "public": code.public,
        }
        return self.change(update(CaseCodeRow).where(*fresh).values(**values)) == 1

    def renew_code(self, code: str, until: datetime) -> bool:
        """Let a code hold until then; False where it was revoked."""
        return self._change_open(code, {"expires_at": until})

    def revoke_code(self, code: str, at: datetime) -> bool:
        """Shut a code and end its visits; False where it was shut before."""
        revoked = self._change_open(code, {"revoked_at": at})
        self.change(delete(VisitRow).where(col(VisitRow.code) == code))
        self.change(delete(EnteredRow).where(col(EnteredRow.code) == code))
        return revoked

    def _change_open(self, code: str, values: Mapping[str, datetime]) -> bool:
        still_open = (col(CaseCodeRow.code) == code, col(CaseCodeRow.revoked_at).is_(None))
        return self.change(update(CaseCodeRow).where(*still_open).values(**values)) == 1

    def bucket(self, key: str) -> Bucket | None:
        """Return how full a bucket was when it was last used."""
        row = self.session.get(EntryBucketRow, key, populate_existing=True)
        return Bucket(level=row.level, at=row.at) if row else None

    def keep_bucket(self, key: str, bucket: Bucket) -> None:
        """Keep how full it is."""
        self.session.merge(EntryBucketRow(key=key, level=bucket.level, at=bucket.at))
        self.session.flush()

    def forget_buckets(self, before: datetime) -> None:
        """Forget buckets that were last used before this: they are full again."""
        self.change(delete(EntryBucketRow).where(col(EntryBucketRow.at) < before))

    def entered_from(self, code: str, network: str) -> bool:
        """Say whether a code was entered rightly from a network."""
        return self.session.get(EnteredRow, (code, network)) is not None

    def keep_entered_from(self, code: str, network: str) -> None:
        """Remember that it was."""
        self.session.merge(EnteredRow(code=code, network=network))
        self.session.flush()

    def keep_visit(self, digest: str, visit: StoredVisit) -> None:
        """Keep a visit, new or changed."""
        self.session.merge(
            VisitRow(
                digest=digest,
                code=visit.code,
                case=visit.case,
                csrf=visit.csrf,
                created_at=visit.created_at,
                seen_at=visit.seen_at,
                sealed_key=visit.sealed_key,
            )
        )
        self.session.flush()

    def visit(self, digest: str) -> StoredVisit | None:
        """Return a visit."""
        row = self.session.get(VisitRow, digest, populate_existing=True)
        if row is None:
            return None
        return StoredVisit(
            code=row.code,
            case=row.case,
            csrf=row.csrf,
            created_at=row.created_at,
            seen_at=row.seen_at,
            sealed_key=row.sealed_key,
        )

    def end_visit(self, digest: str) -> None:
        """Forget a visit."""
        self.change(delete(VisitRow).where(col(VisitRow.digest) == digest))

    def end_visits_begun_before(self, moment: datetime) -> None:
        """Forget visits that are too old in any case."""
        self.change(delete(VisitRow).where(col(VisitRow.created_at) < moment))


def _code(row: CaseCodeRow) -> CaseCode:
    return CaseCode(
        code=row.code,
        case=row.case,
        made_at=row.made_at,
        made_by=row.made_by,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        claimed_at=row.claimed_at,
        salt=row.salt,
        verifier=row.verifier,
        public=row.public,
    )

"""Codes, sealed messages, visits and limits of the private zone; and the data keys, in the database of keys."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Column, LargeBinary, MetaData, String, Table, delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlmodel import col
from sqlmodel import select as select_rows

from smbot.core.ids import CaseId, MentionId
from smbot.handoff.limits import Bucket
from smbot.handoff.model import (
    CaseCode,
    Channel,
    Direction,
    Notice,
    NoticeState,
    PrivateCase,
    Reach,
    StoredMessage,
    StoredVisit,
)
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseMentionRow, CasePersonRow
from smbot.storage.engine import WRITES, truncate_log
from smbot.storage.handoff_tables import (
    CaseCodeRow,
    EnteredRow,
    EntryBucketRow,
    NoticeRow,
    PrivateCaseRow,
    PrivateMarkRow,
    PrivateMessageRow,
    ReachRow,
    VisitRow,
)
from smbot.storage.shredded import Shred, create_shredded, note_shredded

LOOKED_UP = 500
"""Values of one question; databases bound them."""
NOTICES_AT_ONCE = 50


class HandoffTables(Tables):
    """See `smbot.handoff.ports.PrivateTransaction`."""

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
        for some in _pieces(digests):
            there = select(col(PrivateMarkRow.digest)).where(
                col(PrivateMarkRow.case) == case, col(PrivateMarkRow.digest).in_(some)
            )
            found |= {str(digest) for (digest,) in self.session.execute(there)}
        return found

    def keep_reach(self, reach: Reach) -> None:
        """Keep how the person is told, in place of what they chose before."""
        row = ReachRow(case=reach.case, channel=reach.channel.value, language=reach.language, sealed=reach.sealed)
        self.session.merge(row)
        self.session.flush()

    def reach(self, case: str) -> Reach | None:
        """Return how the person is told."""
        row = self.session.get(ReachRow, case, populate_existing=True)
        if row is None:
            return None
        return Reach(case=row.case, channel=Channel(row.channel), language=row.language, sealed=row.sealed)

    def keep_notice(self, notice: Notice) -> None:
        """Keep a notice, new or changed."""
        self.session.merge(
            NoticeRow(
                id=notice.id,
                case=notice.case,
                channel=notice.channel.value,
                language=notice.language,
                state=notice.state.value,
                attempts=notice.attempts,
                next_at=notice.next_at,
                code=notice.code,
                sealed=notice.sealed,
            )
        )
        self.session.flush()

    def due_notices(self, now: datetime) -> list[Notice]:
        """Return what is to be told now, the longest due first."""
        due = (col(NoticeRow.state) == NoticeState.WAITING.value, col(NoticeRow.next_at) <= now)
        rows = select_rows(NoticeRow).where(*due).order_by(col(NoticeRow.next_at), col(NoticeRow.id))
        return [_notice(row) for row in self.session.exec(rows.limit(NOTICES_AT_ONCE))]

    def notices_of(self, case: str) -> list[Notice]:
        """Return the notices of a case, by when they are or were due."""
        rows = select_rows(NoticeRow).where(col(NoticeRow.case) == case).order_by(col(NoticeRow.next_at))
        return [_notice(row) for row in self.session.exec(rows)]

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

    def has_private_messages(self) -> bool:
        """Say whether anything was ever sealed to the private key."""
        return self.session.execute(select(col(PrivateMessageRow.id)).limit(1)).first() is not None

    def _change_open(self, code: str, values: Mapping[str, datetime]) -> bool:
        still_open = (col(CaseCodeRow.code) == code, col(CaseCodeRow.revoked_at).is_(None))
        return self.change(update(CaseCodeRow).where(*still_open).values(**values)) == 1


_METADATA = MetaData()
_KEYS = Table(
    "private_key",
    _METADATA,
    Column("message", String, primary_key=True),
    Column("reader", String, primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


class PrivateKeyStore:
    """See `smbot.handoff.ports.PrivateKeys`. A key is stored before its message: what opens nothing does no harm."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(**{WRITES: True})

    def create(self) -> None:
        """Make the table where it is not there."""
        with self._writer.begin() as connection:
            _METADATA.create_all(connection)
            create_shredded(connection)

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def put(self, message: str, keys: Mapping[str, bytes]) -> None:
        """See `PrivateKeys.put`."""
        with self._writer.begin() as connection:
            rows = [{"message": message, "reader": reader, "sealed": key} for reader, key in keys.items()]
            connection.execute(insert(_KEYS), rows)

    def get(self, reader: str, messages: Sequence[str]) -> Mapping[str, bytes]:
        """See `PrivateKeys.get`."""
        found: dict[str, bytes] = {}
        with self._engine.connect() as connection:
            for some in _pieces(messages):
                wanted = select(_KEYS.c.message, _KEYS.c.sealed).where(
                    _KEYS.c.reader == reader, _KEYS.c.message.in_(some)
                )
                found |= {str(message): bytes(sealed) for message, sealed in connection.execute(wanted)}
        return found

    def sealed_keys(self, after: str, limit: int, *, reader: str) -> list[tuple[str, bytes]]:
        """Return a reader's sealed keys by message, those after an id."""
        query = select(_KEYS.c.message, _KEYS.c.sealed).where(_KEYS.c.reader == reader, _KEYS.c.message > after)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(_KEYS.c.message).limit(limit))
            return [(str(message), bytes(sealed)) for message, sealed in found]

    def replace(self, keys: Sequence[tuple[str, bytes, bytes]], *, reader: str) -> int:
        """Put a reader's keys that were sealed anew into the place of what was read; return how many."""
        with self._writer.begin() as connection:
            return sum(
                connection.execute(
                    update(_KEYS)
                    .where(_KEYS.c.message == message, _KEYS.c.reader == reader, _KEYS.c.sealed == old)
                    .values(sealed=new)
                ).rowcount
                for message, old, new in keys
            )

    def shred(self, messages: Sequence[str]) -> None:
        """See `PrivateKeys.shred`."""
        with self._writer.begin() as connection:
            for some in _pieces(messages):
                connection.execute(delete(_KEYS).where(_KEYS.c.message.in_(some)))
            note_shredded(connection, Shred.MESSAGE, messages)
        truncate_log(self._engine)


def _pieces(values: Sequence[str]) -> Iterator[list[str]]:
    for at in range(0, len(values), LOOKED_UP):
        yield list(values[at : at + LOOKED_UP])


def _case(row: PrivateCaseRow) -> PrivateCase:
    return PrivateCase(
        case=row.case, assignee=row.assignee, language=row.language, deletion_asked_at=row.deletion_asked_at
    )


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


def _notice(row: NoticeRow) -> Notice:
    return Notice(
        id=row.id,
        case=row.case,
        channel=Channel(row.channel),
        language=row.language,
        state=NoticeState(row.state),
        attempts=row.attempts,
        next_at=row.next_at,
        code=row.code,
        sealed=row.sealed,
    )

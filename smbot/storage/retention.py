"""Retention: what is older than its rule, what keeps it, and how each kind of record is destroyed."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Executable, delete, func, update
from sqlmodel import col, select

from smbot.access.docket import OPEN_STATES
from smbot.cases.model import ENDED
from smbot.core.events import Act
from smbot.core.holds import HoldKind
from smbot.core.ids import MentionId
from smbot.core.states import MentionState, ReplyState
from smbot.retention.model import Certificate, Disposed, Examined, Kept, RecordKind
from smbot.storage.case_tables import (
    CaseHandOverRow,
    CaseMentionRow,
    CaseNoteRow,
    CasePersonRow,
    CaseRow,
    CaseSuggestionRow,
    CaseSurveyRow,
    CaseTaskRow,
)
from smbot.storage.compliance_tables import HeldBackRow, LegalHoldRow
from smbot.storage.follow import FollowTables
from smbot.storage.handoff_tables import (
    CaseCodeRow,
    EnteredRow,
    NoticeRow,
    PrivateCaseRow,
    PrivateMarkRow,
    PrivateMessageRow,
    ReachRow,
    VisitRow,
)
from smbot.storage.retention_tables import DisposalRow
from smbot.storage.tables import (
    AuditRow,
    DocketMentionRow,
    DocketPassingRow,
    DocketRow,
    DocketStepRow,
    InboxRow,
    MentionRow,
    ReplyRow,
    SeenPostRow,
    TokenRow,
    VaultRow,
)

SETTLED: Final = frozenset({MentionState.ANSWERED, MentionState.NO_REPLY, MentionState.REJECTED})
"""States of a mention that nobody works on any more."""
IN_FLIGHT: Final = (ReplyState.PENDING, ReplyState.SENDING, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON)
_OPEN_DOCKET: Final = [state.value for state in OPEN_STATES]
_ENDED: Final = [state.value for state in ENDED]


class RetentionTables(FollowTables):
    """Retention; see `RetentionTransaction`."""

    def examine(
        self, kind: RecordKind, before: datetime, *, after: str, limit: int, revealed: timedelta
    ) -> list[Examined]:
        """Return records of a kind that began `before`, by id from `after`, with their last use and what keeps them.

        An original is kept for `revealed` after somebody looked into it.
        """
        if kind == RecordKind.ORIGINAL:
            return self._old_originals(before, after, limit, revealed)
        if kind == RecordKind.MENTION:
            return self._old_mentions(before, after, limit)
        if kind == RecordKind.CASE:
            return self._old_cases(before, after, limit)
        if kind == RecordKind.PRIVATE:
            return self._old_threads(before, after, limit)
        return self._old_entries(before, after, limit)

    def stands_against(self, kind: RecordKind, record: str) -> bool:
        """Say whether a hold keeps a record now."""
        if kind in {RecordKind.MENTION, RecordKind.ORIGINAL}:
            return self.is_held(MentionId(record))
        if kind in {RecordKind.CASE, RecordKind.PRIVATE}:
            return self.is_case_held(record)
        mentions = self.session.exec(select(DocketMentionRow.mention).where(col(DocketMentionRow.docket) == record))
        return self._any_hold({HoldKind.DOCKET: [record]}) or any(self.is_held(MentionId(each)) for each in mentions)

    def dispose(self, kind: RecordKind, record: str) -> Disposed | None:
        """Destroy a record; None where nothing of it is left. Its keys are shredded elsewhere."""
        if kind == RecordKind.ORIGINAL:
            return self._dispose_original(record)
        if kind == RecordKind.MENTION:
            return self._dispose_mention(MentionId(record))
        if kind == RecordKind.CASE:
            return self._dispose_case(record)
        if kind == RecordKind.PRIVATE:
            return self._dispose_thread(record)
        return self._dispose_entry(record)

    def keep_disposals(self, certificate: Certificate, disposed: Sequence[Disposed]) -> None:
        """Keep what a certificate stands for."""
        for one in disposed:
            self.session.merge(
                DisposalRow(
                    kind=certificate.kind,
                    record=one.id,
                    certificate=certificate.digest,
                    fingerprint=one.fingerprint,
                    at=self.clock.now(),
                )
            )
        self.session.flush()

    def disposals_of(self, certificate: str) -> list[Disposed]:
        """Return what a certificate stands for."""
        rows = select(DisposalRow).where(col(DisposalRow.certificate) == certificate)
        return [Disposed(id=row.record, fingerprint=row.fingerprint) for row in self.session.exec(rows)]

    def was_disposed(self, kind: RecordKind, record: str) -> bool:
        """Say whether a record was disposed of by its schedule."""
        return self.session.get(DisposalRow, (kind.value, record)) is not None

    # What is due

    def _old_originals(self, before: datetime, after: str, limit: int, revealed: timedelta) -> list[Examined]:
        rows = self.session.execute(
            select(MentionRow.id, MentionRow.pseudonym, MentionRow.collected_at)
            .join(VaultRow, col(VaultRow.mention) == col(MentionRow.id))
            .where(col(MentionRow.id) > after, col(MentionRow.collected_at) < before)
            .order_by(col(MentionRow.id))
            .limit(limit)
        ).all()
        ids = [str(row[0]) for row in rows]
        kept = self._what_keeps({str(row[0]): str(row[1]) for row in rows})
        looked = self._last_uses(ids, Act.MASK_REVEALED)
        return [
            Examined(
                id=mention,
                since=since,
                not_before=looked[mention] + revealed if mention in looked else None,
                kept=kept.get(mention),
            )
            for mention, _, since in rows
        ]

    def _old_mentions(self, before: datetime, after: str, limit: int) -> list[Examined]:
        rows = self.session.execute(
            select(MentionRow.id, MentionRow.pseudonym, MentionRow.collected_at, MentionRow.state)
            .where(
                col(MentionRow.id) > after,
                col(MentionRow.collected_at) < before,
                col(MentionRow.state) != MentionState.DISPOSED,
            )
            .order_by(col(MentionRow.id))
            .limit(limit)
        ).all()
        ids = [str(row[0]) for row in rows]
        kept = self._what_keeps({str(row[0]): str(row[1]) for row in rows})
        used = self._last_uses(ids)
        in_flight = self._ids(
            select(ReplyRow.mention).where(col(ReplyRow.mention).in_(ids), col(ReplyRow.state).in_(IN_FLIGHT))
        )
        found = []
        for mention, _, collected, state in rows:
            why = kept.get(mention)
            if why is None and MentionState(state) not in SETTLED:
                why = Kept.UNSETTLED
            if why is None and mention in in_flight:
                why = Kept.IN_FLIGHT
            found.append(Examined(id=mention, since=max(collected, used.get(mention, collected)), kept=why))
        return found

    def _old_cases(self, before: datetime, after: str, limit: int) -> list[Examined]:
        disposed = select(DisposalRow.record).where(col(DisposalRow.kind) == RecordKind.CASE)
        rows = self.session.exec(
            select(CaseRow)
            .where(col(CaseRow.id) > after, col(CaseRow.opened_at) < before, col(CaseRow.id).not_in(disposed))
            .order_by(col(CaseRow.id))
            .limit(limit)
        ).all()
        used = self._last_uses([row.id for row in rows])
        return [
            Examined(
                id=row.id,
                since=max(row.closed_at or row.opened_at, used.get(row.id, row.opened_at)),
                kept=self._what_keeps_case(row.id, row.state),
            )
            for row in rows
        ]

    def _old_threads(self, before: datetime, after: str, limit: int) -> list[Examined]:
        last = func.max(PrivateMessageRow.at)
        rows = self.session.execute(
            select(PrivateMessageRow.case, last)
            .where(col(PrivateMessageRow.case) > after, col(PrivateMessageRow.sealed).is_not(None))
            .group_by(col(PrivateMessageRow.case))
            .having(last < before)
            .order_by(col(PrivateMessageRow.case))
            .limit(limit)
        ).all()
        used = self._last_uses([str(row[0]) for row in rows])
        found = []
        for case, said in rows:
            row = self.session.get(CaseRow, case)
            state, closed = (row.state, row.closed_at or said) if row else (_ENDED[0], said)
            found.append(
                Examined(
                    id=case,
                    since=max(said, closed, used.get(case, said)),
                    kept=self._what_keeps_case(case, state),
                )
            )
        return found

    def _old_entries(self, before: datetime, after: str, limit: int) -> list[Examined]:
        disposed = select(DisposalRow.record).where(col(DisposalRow.kind) == RecordKind.DOCKET)
        rows = self.session.exec(
            select(DocketRow)
            .where(col(DocketRow.id) > after, col(DocketRow.opened_at) < before, col(DocketRow.id).not_in(disposed))
            .order_by(col(DocketRow.id))
            .limit(limit)
        ).all()
        used = self._last_uses([row.id for row in rows])
        found = []
        for row in rows:
            why = Kept.HOLD if self.stands_against(RecordKind.DOCKET, row.id) else None
            if why is None and row.state in _OPEN_DOCKET:
                why = Kept.OPEN_DOCKET
            found.append(Examined(id=row.id, since=max(row.opened_at, used.get(row.id, row.opened_at)), kept=why))
        return found

    def _what_keeps_case(self, case: str, state: str) -> Kept | None:
        if self.is_case_held(case):
            return Kept.HOLD
        return None if state in _ENDED else Kept.OPEN_CASE

    def _what_keeps(self, authors: dict[str, str]) -> dict[str, Kept]:
        """Return which of these mentions are kept, and why: asked for all of them at once."""
        ids = list(authors)
        on_cases = select(CaseMentionRow.mention).where(col(CaseMentionRow.mention).in_(ids))
        on_docket = select(DocketMentionRow.mention).where(col(DocketMentionRow.mention).in_(ids))
        is_open = on_docket.join(DocketRow, col(DocketRow.id) == col(DocketMentionRow.docket)).where(
            col(DocketRow.state).in_(_OPEN_DOCKET)
        )
        worked_on = on_cases.join(CaseRow, col(CaseRow.id) == col(CaseMentionRow.case)).where(
            col(CaseRow.state).not_in(_ENDED)
        )
        held = self._holds_by_kind()
        found: dict[str, Kept] = {}
        waiting = select(InboxRow.mention).where(col(InboxRow.mention).in_(ids))
        for why, query in ((Kept.WAITING, waiting), (Kept.OPEN_DOCKET, is_open), (Kept.OPEN_CASE, worked_on)):
            found |= dict.fromkeys(self._ids(query), why)
        if held:
            cases = held.get(HoldKind.CASE, set())
            entries = held.get(HoldKind.DOCKET, set())
            found |= dict.fromkeys(self._ids(on_cases.where(col(CaseMentionRow.case).in_(cases))), Kept.HOLD)
            found |= dict.fromkeys(self._ids(on_docket.where(col(DocketMentionRow.docket).in_(entries))), Kept.HOLD)
            mentions, people = held.get(HoldKind.MENTION, set()), held.get(HoldKind.AUTHOR, set())
            found |= {
                mention: Kept.HOLD for mention, author in authors.items() if mention in mentions or author in people
            }
        return found

    def _holds_by_kind(self) -> dict[HoldKind, set[str]]:
        rows = select(LegalHoldRow.kind, LegalHoldRow.subject).where(col(LegalHoldRow.lifted_at).is_(None))
        found: dict[HoldKind, set[str]] = {}
        for kind, subject in self.session.execute(rows):
            found.setdefault(HoldKind(kind), set()).add(subject)
        return found

    def _last_uses(self, subjects: Sequence[str], act: Act | None = None) -> dict[str, datetime]:
        """Return when each was last the subject of a record of the audit log: its last use."""
        query = select(AuditRow.subject, func.max(AuditRow.at)).where(col(AuditRow.subject).in_(subjects))
        if act is not None:
            query = query.where(col(AuditRow.act) == act)
        return {str(subject): at for subject, at in self.session.execute(query.group_by(col(AuditRow.subject)))}

    def _ids(self, query: Executable) -> set[str]:
        return {str(row[0]) for row in self.session.execute(query)}

    # How it is destroyed

    def _dispose_original(self, mention: str) -> Disposed | None:
        sealed = self.session.get(VaultRow, mention)
        if sealed is None:
            return None
        fingerprint = _fingerprint(sealed.sealed)
        self.change(delete(VaultRow).where(col(VaultRow.mention) == mention))
        self.forgets = True
        return Disposed(id=mention, fingerprint=fingerprint, keys=(mention,))

    def _dispose_mention(self, mention: MentionId) -> Disposed | None:
        row = self.session.get(MentionRow, mention, populate_existing=True)
        if row is None or row.state == MentionState.DISPOSED:
            return None
        sealed = self.session.get(VaultRow, mention)
        fingerprint = _fingerprint(row.handle, *([sealed.sealed] if sealed else []))
        conversation = row.conversation
        self._destroy(mention)
        row = self.session.get_one(MentionRow, mention, populate_existing=True)
        row.state, row.handle, row.pseudonym, row.draft = MentionState.DISPOSED, b"", "", ""
        row.claimed_by, row.assigned_to, row.version = "", "", row.version + 1
        self.session.flush()
        ours = col(ReplyRow.mention) == mention
        self.change(update(ReplyRow).where(ours).values(text="", seen_text="", sent_handle=None))
        # It is never read again: what was disposed of does not come back with an edit.
        self.change(update(SeenPostRow).where(col(SeenPostRow.mention) == mention).values(gone=True))
        self.change(delete(HeldBackRow).where(col(HeldBackRow.mention) == mention))
        others = select(MentionRow.id).where(
            col(MentionRow.conversation) == conversation, col(MentionRow.state) != MentionState.DISPOSED
        )
        if self.session.exec(others.limit(1)).first() is None:
            self.change(delete(TokenRow).where(col(TokenRow.conversation) == conversation))
        return Disposed(id=mention, fingerprint=fingerprint, keys=(mention,))

    def _dispose_case(self, case: str) -> Disposed | None:
        if self.session.get(CaseRow, case) is None or self.was_disposed(RecordKind.CASE, case):
            return None
        for table in (CaseNoteRow, CaseTaskRow, CaseHandOverRow, CasePersonRow, CaseSurveyRow):
            self.change(delete(table).where(col(table.case) == case))
        joined = (col(CaseSuggestionRow.incident) == case) | (col(CaseSuggestionRow.target) == case)
        self.change(delete(CaseSuggestionRow).where(joined))
        self.forgets = True
        return Disposed(id=case, fingerprint="")

    def _dispose_thread(self, case: str) -> Disposed | None:
        here = select(PrivateMessageRow).where(
            col(PrivateMessageRow.case) == case, col(PrivateMessageRow.sealed).is_not(None)
        )
        messages = self.session.exec(here.order_by(col(PrivateMessageRow.id))).all()
        if not messages:
            return None
        fingerprint = _fingerprint(*(message.sealed or b"" for message in messages))
        every = self.session.exec(select(PrivateMessageRow.id).where(col(PrivateMessageRow.case) == case)).all()
        self.change(update(PrivateMessageRow).where(col(PrivateMessageRow.case) == case).values(sealed=None))
        self.forget_thread(case)
        return Disposed(id=case, fingerprint=fingerprint, keys=tuple(every))

    def forget_thread(self, case: str) -> None:
        """Delete what hangs on a thread whose messages are gone: who may enter, how they are told, what waits."""
        codes = self.session.exec(select(CaseCodeRow.code).where(col(CaseCodeRow.case) == case)).all()
        self.change(delete(EnteredRow).where(col(EnteredRow.code).in_(codes)))
        for table in (PrivateMarkRow, ReachRow, NoticeRow, VisitRow, CaseCodeRow):
            self.change(delete(table).where(col(table.case) == case))
        self.change(update(PrivateCaseRow).where(col(PrivateCaseRow.case) == case).values(deletion_asked_at=None))
        self.forgets = True

    def _dispose_entry(self, docket: str) -> Disposed | None:
        row = self.session.get(DocketRow, docket)
        if row is None or self.was_disposed(RecordKind.DOCKET, docket):
            return None
        self.change(update(DocketStepRow).where(col(DocketStepRow.docket) == docket).values(reason=""))
        self.change(delete(DocketPassingRow).where(col(DocketPassingRow.docket) == docket))
        self.forgets = True
        return Disposed(id=docket, fingerprint="")


def _fingerprint(*sealed: bytes) -> str:
    digest = hashlib.sha256()
    for each in sealed:
        digest.update(each)
    return digest.hexdigest()

"""Cases with all that hangs on them: read as nouns, changed one row at a time, each by the version that was read."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import case as sql_case
from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from smbot.cases.clock import Beat, ClockEvent
from smbot.cases.model import (
    ENDED,
    Case,
    CaseState,
    Ground,
    HandOver,
    Kind,
    Note,
    Person,
    Priority,
    Suggestion,
    Task,
)
from smbot.cases.ports import CaseChange, CaseFilter, MentionFacts
from smbot.core.ids import CaseId, MentionId
from smbot.core.marked import GAP, own_words
from smbot.core.post_kinds import PostKind
from smbot.storage import prepared
from smbot.storage.base import pieces
from smbot.storage.calls import CallTables
from smbot.storage.case_tables import (
    CaseClockRow,
    CaseHandOverRow,
    CaseMentionRow,
    CaseNoteRow,
    CasePersonRow,
    CaseRow,
    CaseSuggestionRow,
    CaseTaskRow,
)
from smbot.storage.masked import redacted_text
from smbot.storage.tables import MentionRow

MOST_URGENT_FIRST = sql_case({each.value: -place for place, each in enumerate(Priority)}, value=col(CaseRow.priority))


class CaseTables(CallTables):
    """Casework; see `CaseTransaction`."""

    def add_case(self, case: Case) -> None:
        """Keep a new case with its mentions, people and clock."""
        own = {
            "id": case.id,
            "kind": case.kind,
            "state": case.state,
            "version": case.version,
            "opened_at": case.opened_at,
            "opened_by": case.opened_by,
            "priority": case.priority,
            "language": case.language,
            "program": case.program,
            "office": case.office,
            "assignee": case.assignee,
            "outcome": case.outcome,
            "problem": case.problem,
            "rung": case.rung,
            "closed_at": case.closed_at,
        }
        prepared.insert(self.session, CaseRow, own)
        for mention in case.mentions:
            self.add_case_mention(case.id, mention, case.opened_by)
        for person in case.people:
            self.add_case_person(case.id, person, case.opened_by)
        for beat in case.clock:
            self._add_beat(case.id, beat)

    def case(self, case: CaseId) -> Case | None:
        """Return a case, or None."""
        return next(iter(self._read(prepared.find(self.session, CaseRow, id=case))), None)

    def cases(self, wanted: CaseFilter, *, limit: int | None = None, offset: int = 0) -> list[Case]:
        """Return matching cases, the most urgent and then the oldest first."""
        query = _matching(wanted).order_by(MOST_URGENT_FIRST, col(CaseRow.opened_at), col(CaseRow.id))
        rows = self.session.exec(query.limit(limit).offset(offset).execution_options(populate_existing=True))
        return self._read(rows.all())

    def newest_case(self, wanted: CaseFilter) -> Case | None:
        """Return the matching case that was opened last."""
        query = _matching(wanted).order_by(col(CaseRow.opened_at).desc(), col(CaseRow.id).desc()).limit(1)
        return next(iter(self._read(self.session.exec(query.execution_options(populate_existing=True)).all())), None)

    def cases_of_mention(self, mention: MentionId) -> list[Case]:
        """Return the cases that a mention is on."""
        on = select(CaseMentionRow.case).where(col(CaseMentionRow.mention) == mention)
        return self._read(self._cases_in(on))

    def change_case(self, case: Case, change: CaseChange) -> bool:
        """Change a case that was read; False where somebody changed it since."""
        given: dict[str, object] = {
            "state": change.state,
            "priority": change.priority,
            "language": change.language,
            "program": change.program,
            "office": change.office,
            "assignee": change.assignee,
            "outcome": change.outcome,
            "rung": change.rung,
            "problem": change.problem,
            "closed_at": change.closed_at,
        }
        values = {name: value for name, value in given.items() if value is not None}
        if change.leave_problem:
            values["problem"] = None
        as_read = (col(CaseRow.id) == case.id, col(CaseRow.version) == case.version)
        statement = update(CaseRow).where(*as_read).values(**values, version=case.version + 1)
        if self.change(statement) != 1:
            return False
        if change.beat is not None:
            self._add_beat(case.id, change.beat)
        return True

    def add_case_mention(self, case: CaseId, mention: MentionId, by: str) -> None:
        """Put a mention on a case."""
        new = {"case": case, "mention": mention, "at": self.clock.now(), "by": by}
        prepared.insert(self.session, CaseMentionRow, new)

    def add_case_person(self, case: CaseId, person: Person, by: str) -> None:
        """Count an author as the person of a case."""
        said = {"pseudonym": person.pseudonym, "said_in": person.said_in}
        prepared.insert(self.session, CasePersonRow, {"case": case, **said, "at": self.clock.now(), "by": by})

    def mention_facts(self, mention: MentionId) -> MentionFacts | None:
        """Return what casework asks of a mention."""
        row = next(iter(prepared.find(self.session, MentionRow, id=mention)), None)
        if row is None:
            return None
        text = redacted_text(row.text, row.masks)
        return MentionFacts(
            id=mention,
            pseudonym=row.pseudonym,
            conversation=row.conversation,
            kind=PostKind(row.kind),
            language=row.language,
            posted_at=row.posted_at,
            labels=tuple(row.labels),
            words=own_words(text).replace(GAP, " ") if text else "",
        )

    def usual_texts(self, since: datetime, but: Sequence[MentionId], limit: int) -> list[str]:
        """Return the words of the newest public posts since then, without these; masks are left out."""
        left_out = frozenset(but)
        rows = self.session.execute(
            select(MentionRow.id, MentionRow.text, MentionRow.masks)
            .where(
                col(MentionRow.posted_at) >= since,
                col(MentionRow.text).is_not(None),
                col(MentionRow.kind) != PostKind.MESSAGE,
            )
            .order_by(col(MentionRow.posted_at).desc(), col(MentionRow.id))
            .limit(limit + len(left_out))
        )
        texts = (redacted_text(text, masks) for mention, text, masks in rows if mention not in left_out)
        return [own_words(text).replace(GAP, " ") for text in texts if text is not None][:limit]

    def add_note(self, case: CaseId, by: str, text: str) -> int:
        """Keep a note and return its number."""
        row = CaseNoteRow(case=case, at=self.clock.now(), by=by, text=text)
        self.session.add(row)
        self.session.flush()
        return row.id or 0

    def notes_of(self, case: CaseId) -> list[Note]:
        """Return the notes of a case, the oldest first."""
        rows = self.session.exec(select(CaseNoteRow).where(col(CaseNoteRow.case) == case).order_by(col(CaseNoteRow.id)))
        return [Note(number=row.id or 0, at=row.at, by=row.by, text=row.text) for row in rows]

    def add_task(self, case: CaseId, task: Task) -> int:
        """Keep a task and return its number."""
        row = CaseTaskRow(case=case, at=task.at, by=task.by, text=task.text, who=task.who, until=task.until)
        self.session.add(row)
        self.session.flush()
        return row.id or 0

    def tasks_of(self, case: CaseId) -> list[Task]:
        """Return the tasks of a case, the oldest first."""
        query = select(CaseTaskRow).where(col(CaseTaskRow.case) == case).order_by(col(CaseTaskRow.id))
        rows = self.session.exec(query.execution_options(populate_existing=True))
        return [
            Task(
                number=row.id or 0,
                at=row.at,
                by=row.by,
                text=row.text,
                who=row.who,
                until=row.until,
                done_at=row.done_at,
                done_by=row.done_by,
            )
            for row in rows
        ]

    def end_task(self, case: CaseId, number: int, by: str) -> bool:
        """Mark a task of a case as done; False where it has none of this number that waits."""
        waits = (col(CaseTaskRow.id) == number, col(CaseTaskRow.case) == case, col(CaseTaskRow.done_at).is_(None))
        return self.change(update(CaseTaskRow).where(*waits).values(done_at=self.clock.now(), done_by=by)) == 1

    def add_hand_over(self, case: CaseId, hand_over: HandOver) -> None:
        """Keep that a case changed hands."""
        self.session.add(
            CaseHandOverRow(
                case=case,
                at=hand_over.at,
                by=hand_over.by,
                before=hand_over.before,
                to=hand_over.to,
                reason=hand_over.reason,
                language=hand_over.language,
            )
        )
        self.session.flush()

    def hand_overs_of(self, case: CaseId) -> list[HandOver]:
        """Return how a case changed hands, the oldest first."""
        query = select(CaseHandOverRow).where(col(CaseHandOverRow.case) == case).order_by(col(CaseHandOverRow.id))
        return [
            HandOver(at=row.at, by=row.by, before=row.before, to=row.to, reason=row.reason, language=row.language)
            for row in self.session.exec(query)
        ]

    def put_suggestion(self, suggestion: Suggestion) -> bool:
        """Keep a suggestion; False where these two were suggested before, whatever became of it."""
        if self.session.get(CaseSuggestionRow, (suggestion.incident, suggestion.target)) is not None:
            return False
        self.session.add(
            CaseSuggestionRow(
                incident=suggestion.incident,
                target=suggestion.target,
                score=suggestion.score,
                grounds=list(suggestion.grounds),
                at=self.clock.now(),
            )
        )
        self.session.flush()
        return True

    def suggestions_of(self, incident: CaseId) -> list[Suggestion]:
        """Return what is suggested for an incident and was not declined, the likeliest first."""
        rows = self.session.exec(
            select(CaseSuggestionRow)
            .where(col(CaseSuggestionRow.incident) == incident, col(CaseSuggestionRow.declined_by) == "")
            .order_by(col(CaseSuggestionRow.score).desc(), col(CaseSuggestionRow.target))
        )
        return [
            Suggestion(
                incident=CaseId(row.incident),
                target=CaseId(row.target),
                score=row.score,
                grounds=tuple(Ground(ground) for ground in row.grounds),
            )
            for row in rows
        ]

    def decline_suggestion(self, incident: CaseId, target: CaseId, by: str) -> bool:
        """Note that two are not the same fault; False where nothing of the kind is suggested."""
        pair = (col(CaseSuggestionRow.incident) == incident, col(CaseSuggestionRow.target) == target)
        waits = update(CaseSuggestionRow).where(*pair, col(CaseSuggestionRow.declined_by) == "")
        return self.change(waits.values(declined_by=by)) == 1

    def _add_beat(self, case: CaseId, event: ClockEvent) -> None:
        prepared.insert(self.session, CaseClockRow, {"case": case, "at": event.at, "beat": event.beat})

    def _cases_in(self, ids: SelectOfScalar[str]) -> Sequence[CaseRow]:
        query = select(CaseRow).where(col(CaseRow.id).in_(ids)).order_by(col(CaseRow.opened_at), col(CaseRow.id))
        return self.session.exec(query.execution_options(populate_existing=True)).all()

    def _read(self, rows: Sequence[CaseRow]) -> list[Case]:
        mentions: dict[str, list[MentionId]] = defaultdict(list)
        people: dict[str, list[Person]] = defaultdict(list)
        clocks: dict[str, list[ClockEvent]] = defaultdict(list)
        ids = [row.id for row in rows]
        for some in pieces(ids):
            for on in self.session.exec(
                select(CaseMentionRow)
                .where(col(CaseMentionRow.case).in_(some))
                .order_by(col(CaseMentionRow.at), col(CaseMentionRow.mention))
            ):
                mentions[on.case].append(MentionId(on.mention))
            for who in self.session.exec(
                select(CasePersonRow)
                .where(col(CasePersonRow.case).in_(some))
                .order_by(col(CasePersonRow.at), col(CasePersonRow.said_in), col(CasePersonRow.pseudonym))
            ):
                people[who.case].append(Person(pseudonym=who.pseudonym, said_in=who.said_in))
            for beat in self.session.exec(
                select(CaseClockRow).where(col(CaseClockRow.case).in_(some)).order_by(col(CaseClockRow.id))
            ):
                clocks[beat.case].append(ClockEvent(at=beat.at, beat=Beat(beat.beat)))
        return [_case(row, mentions[row.id], people[row.id], clocks[row.id]) for row in rows]


def _matching(wanted: CaseFilter) -> SelectOfScalar[CaseRow]:
    query = select(CaseRow)
    if wanted.kinds:
        query = query.where(col(CaseRow.kind).in_(wanted.kinds))
    if wanted.states:
        query = query.where(col(CaseRow.state).in_(wanted.states))
    if wanted.unended:
        query = query.where(col(CaseRow.state).not_in(ENDED))
    if wanted.problem is not None:
        query = query.where(col(CaseRow.problem) == wanted.problem)
    if wanted.opened_since is not None:
        query = query.where(col(CaseRow.opened_at) >= wanted.opened_since)
    for column, value in (
        (CaseRow.assignee, wanted.assignee),
        (CaseRow.program, wanted.program),
        (CaseRow.office, wanted.office),
    ):
        if value:
            query = query.where(col(column) == value)
    if wanted.person:
        of = select(CasePersonRow.case).where(col(CasePersonRow.pseudonym) == wanted.person)
        if wanted.conversation:  # asked of each case there: few, however many cases the author has
            of = of.where(col(CasePersonRow.case) == col(CaseRow.id)).correlate(CaseRow)
        query = query.where(col(CaseRow.id).in_(of))
    if wanted.conversation:
        here = select(CaseMentionRow.case).join(MentionRow, col(MentionRow.id) == col(CaseMentionRow.mention))
        query = query.where(col(CaseRow.id).in_(here.where(col(MentionRow.conversation) == wanted.conversation)))
    return query


def _case(row: CaseRow, mentions: Sequence[MentionId], people: Sequence[Person], clock: Sequence[ClockEvent]) -> Case:
    return Case(
        id=CaseId(row.id),
        kind=Kind(row.kind),
        state=CaseState(row.state),
        version=row.version,
        opened_at=row.opened_at,
        opened_by=row.opened_by,
        priority=Priority(row.priority),
        language=row.language,
        program=row.program,
        office=row.office,
        assignee=row.assignee,
        outcome=row.outcome,
        problem=CaseId(row.problem) if row.problem else None,
        rung=row.rung,
        closed_at=row.closed_at,
        mentions=tuple(mentions),
        people=tuple(people),
        clock=tuple(clock),
    )

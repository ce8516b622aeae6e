"""Calls to people on duty, who was told of them, and the survey after closed cases."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlmodel import col, select

from smbot.cases.model import Kind, Page
from smbot.cases.ports import PageTold
from smbot.cases.survey import Answer
from smbot.core.ids import CaseId, PageId
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseRow, CaseSurveyRow, PageCallRow, PageToldRow


class CallTables(Tables):
    """Calls and the survey; see `CaseTransaction`."""

    def add_page(self, page: Page) -> None:
        """Keep a new call."""
        row = PageCallRow(
            id=page.id,
            subject=page.subject,
            raised_at=page.raised_at,
            raised_by=page.raised_by,
            reason=page.reason,
        )
        self.session.add(row)
        self.session.flush()

    def page_to_people(self, page: PageId) -> Page | None:
        """Return a call, or None."""
        row = self.session.get(PageCallRow, page, populate_existing=True)
        return _page(row) if row else None

    def pages_of(self, subject: str) -> list[Page]:
        """Return the calls about a case or a mention, the oldest first."""
        query = select(PageCallRow).where(col(PageCallRow.subject) == subject)
        return _pages(self.session.exec(query.execution_options(populate_existing=True)))

    def pages_waiting(self) -> list[Page]:
        """Return the calls that nobody has acknowledged, the oldest first."""
        query = select(PageCallRow).where(col(PageCallRow.acknowledged_at).is_(None))
        return _pages(self.session.exec(query.execution_options(populate_existing=True)))

    def acknowledge_page(self, page: PageId, by: str) -> bool:
        """Note that somebody takes a call; False where somebody has."""
        waits = update(PageCallRow).where(col(PageCallRow.id) == page, col(PageCallRow.acknowledged_at).is_(None))
        return self.change(waits.values(acknowledged_at=self.clock.now(), acknowledged_by=by)) == 1

    def page_tellings(self, page: PageId) -> list[PageTold]:
        """Return who was told of a call, when last, and how often."""
        rows = self.session.exec(
            select(PageToldRow).where(col(PageToldRow.page) == page).execution_options(populate_existing=True)
        )
        return [PageTold(who=row.who, at=row.at, times=row.times) for row in rows]

    def note_page_told(self, page: PageId, who: str) -> None:
        """Note that somebody was told of a call now."""
        row = self.session.get(PageToldRow, (page, who), populate_existing=True)
        times = row.times + 1 if row else 1
        self.session.merge(PageToldRow(page=page, who=who, at=self.clock.now(), times=times))
        self.session.flush()

    def ask_after(self, case: CaseId) -> bool:
        """Note that the person of a case was asked; False where they were before."""
        if self.session.get(CaseSurveyRow, case) is not None:
            return False
        self.session.add(CaseSurveyRow(case=case, asked_at=self.clock.now()))
        self.session.flush()
        return True

    def keep_survey_answer(self, case: CaseId, *, solved: bool, own_language: bool) -> bool:
        """Keep an answer; False where nobody was asked, or there is one."""
        waits = update(CaseSurveyRow).where(col(CaseSurveyRow.case) == case, col(CaseSurveyRow.answered_at).is_(None))
        answered = {"answered_at": self.clock.now(), "solved": solved, "own_language": own_language}
        return self.change(waits.values(**answered)) == 1

    def survey_of(self, case: CaseId) -> Answer | None:
        """Return that a person was asked after a case, and what they answered; None where nobody was."""
        found = self._answers(col(CaseSurveyRow.case) == case)
        return found[0] if found else None

    def survey_answers(self, since: datetime, until: datetime) -> list[Answer]:
        """Return who was asked from `since` up to `until`, and what they answered, the oldest first."""
        return self._answers(col(CaseSurveyRow.asked_at) >= since, col(CaseSurveyRow.asked_at) < until)

    def _answers(self, *where: ColumnElement[bool]) -> list[Answer]:
        rows = self.session.execute(
            select(CaseSurveyRow, CaseRow)
            .join(CaseRow, col(CaseRow.id) == col(CaseSurveyRow.case))
            .where(*where)
            .order_by(col(CaseSurveyRow.asked_at), col(CaseSurveyRow.case))
            .execution_options(populate_existing=True)
        )
        return [
            Answer(
                case=CaseId(case.id),
                kind=Kind(case.kind),
                program=case.program,
                language=case.language,
                asked_at=row.asked_at,
                answered_at=row.answered_at,
                solved=row.solved,
                own_language=row.own_language,
            )
            for row, case in rows
        ]


def _page(row: PageCallRow) -> Page:
    return Page(
        id=PageId(row.id),
        subject=row.subject,
        raised_at=row.raised_at,
        raised_by=row.raised_by,
        reason=row.reason,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
    )


def _pages(rows: Iterable[PageCallRow]) -> list[Page]:
    return sorted((_page(row) for row in rows), key=lambda page: (page.raised_at, page.id))

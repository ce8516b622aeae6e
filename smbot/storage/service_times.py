"""Service times, read as columns; `smbot.storage.service_following` keeps them."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, String, cast, func
from sqlalchemy import select as select_columns
from sqlmodel import col

from smbot.cases.model import Kind
from smbot.core.ids import CaseId
from smbot.core.purposes import MESSAGES
from smbot.core.states import ReplyState
from smbot.offices.report import WrongOfficePost
from smbot.reports.service import NEVER, Cell, OpenColumns, Seconds, ServiceColumns, Step
from smbot.storage.base import Tables
from smbot.storage.case_tables import CaseRow
from smbot.storage.service_following import in_seconds
from smbot.storage.service_tables import ServiceCellRow, ServiceTimeRow
from smbot.storage.tables import MentionRow, ReplyRow


class ServiceTimeTables(Tables):
    """When mentions came to which step."""

    def service_columns(self, since: datetime, until: datetime) -> ServiceColumns:
        """Return what was posted from `since` up to `until` (exclusive), in any order."""
        columns: dict[str, SQLColumnExpression[int | None]] = {
            "cell": col(ServiceTimeRow.cell),
            "posted": col(ServiceTimeRow.posted),
            **{step.value: _wait(col(getattr(ServiceTimeRow, step.value))) for step in Step},
            "hidden": _wait(col(ServiceTimeRow.hidden)),
            "exposed": cast(col(ServiceTimeRow.exposed), Integer),
            "offered": cast(col(ServiceTimeRow.offered), Integer),
        }
        posted = col(ServiceTimeRow.posted)
        of_the_time = (posted >= in_seconds(since), posted < in_seconds(until))
        read = dict(zip(columns, self._columns(list(columns.values()), of_the_time), strict=True))
        cells = ("id", "program", "office", "label", "language", "platform")
        rows = self.session.execute(select_columns(*(getattr(ServiceCellRow, name) for name in cells)))
        return ServiceColumns(
            cells={
                number: Cell(program=program, office=office, label=label, language=language, platform=platform)
                for number, program, office, label, language, platform in rows
            },
            cell=read["cell"],
            posted=read["posted"],
            waits={step: read[step.value] for step in Step},
            hidden=read["hidden"],
            exposed=read["exposed"],
            offered=read["offered"],
        )

    def open_columns(self, since: datetime, until: datetime) -> OpenColumns:
        """Return what came in before `until` and was not closed before `since`."""
        closed, before = col(ServiceTimeRow.closed), col(ServiceTimeRow.collected) < in_seconds(until)
        read = [
            self._columns([col(ServiceTimeRow.collected), closed], (before, still))
            for still in (closed.is_(None), closed >= in_seconds(since))  # each by the index; “or” has none
        ]
        collected, ended = (np.concatenate(parts) for parts in zip(*read, strict=True))
        return OpenColumns(collected=collected, closed=ended)

    def _columns(
        self, columns: Sequence[SQLColumnExpression[int | None]], where: Sequence[ColumnElement[bool]]
    ) -> tuple[Seconds, ...]:
        """Return columns of whole numbers, `NEVER` where there is none.

        The database joins each to one text: a tenth of the time that a hundred thousand rows take to fetch.
        """
        joined = [func.aggregate_strings(cast(func.coalesce(each, NEVER), String), ",") for each in columns]
        row = self.session.execute(select_columns(*joined).where(*where)).one()
        return tuple(np.fromstring(text or "", dtype=np.int64, sep=",") for text in row)

    def answered_at_wrong_office(self, since: datetime, until: datetime) -> list[tuple[datetime, WrongOfficePost]]:
        """Return the posts of this time for another office with our answers that are out, and when each was posted.

        The same posts as `OfferTables.wrong_offices` has, without those that have no answer, and by an index.
        """
        posted, sent = col(ServiceTimeRow.posted), col(ReplyRow.sent_at)
        rows = self.session.execute(
            select_columns(
                col(MentionRow.id), col(MentionRow.posted_at), col(MentionRow.pseudonym), sent, col(ReplyRow.text)
            )
            .select_from(ServiceTimeRow)
            .join(MentionRow, col(MentionRow.id) == col(ServiceTimeRow.mention))
            .join(ReplyRow, col(ReplyRow.mention) == col(ServiceTimeRow.mention))
            .where(
                col(ServiceTimeRow.wrong_office).is_(True),
                posted >= in_seconds(since),
                posted < in_seconds(until),
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state) == ReplyState.SENT,
                sent.is_not(None),
            )
        )
        posts: dict[str, tuple[datetime, str, list[tuple[datetime, str]]]] = {}
        for mention, posted_at, author, sent_at, text in rows:
            if sent_at is not None:
                posts.setdefault(mention, (posted_at, author, []))[2].append((sent_at, text))
        return [(at, WrongOfficePost(author=author, answers=tuple(found))) for at, author, found in posts.values()]

    def incidents(self) -> list[tuple[CaseId | None, datetime]]:
        """Return of each incident which problem it joined, and when it was opened."""
        rows = self.session.execute(
            select_columns(col(CaseRow.problem), col(CaseRow.opened_at)).where(col(CaseRow.kind) == Kind.INCIDENT)
        )
        return [(CaseId(problem) if problem else None, opened_at) for problem, opened_at in rows]


def _wait(moment: SQLColumnExpression[int | None]) -> SQLColumnExpression[int | None]:
    """Return how long after its post something happened."""
    return moment - col(ServiceTimeRow.posted)

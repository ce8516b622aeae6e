"""Pages of the audit log under a filter, quick among any number of events: each question is served by an index."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from smbot.core.ids import MentionId, ReplyId
from smbot.storage.base import Tables
from smbot.storage.compliance import EventFilter
from smbot.storage.tables import AuditRow, ReplyRow

CLOCK_SET_BACK: Final = timedelta(days=1)
"""Events stand in their order; their times do too, but for a clock that was set back by at most so much."""


class EventPageTables(Tables):
    """Pages of the log."""

    def event_page(
        self, wanted: EventFilter, *, limit: int, before: int | None = None, after: int | None = None
    ) -> list[AuditRow]:
        """Return matching records, the last first: the newest, those `before` a place, or the next ones `after` one."""
        self.write_log()
        # Several kinds are asked for one by one, each along its index; one question for all would sort them all.
        alone = [wanted] if wanted.subjects or not wanted.acts else [replace(wanted, acts={one}) for one in wanted.acts]
        within = self._within(wanted, before, after)
        seq = col(AuditRow.seq)
        order = seq.desc() if after is None else seq
        found = [
            place
            for one in alone
            for place in self.session.exec(select(seq).where(*one.where(), *within).order_by(order).limit(limit))
        ]
        places = sorted(found, reverse=after is None)[:limit]
        return list(self.session.exec(select(AuditRow).where(seq.in_(places)).order_by(seq.desc())))

    def _within(self, wanted: EventFilter, before: int | None, after: int | None) -> list[ColumnElement[bool]]:
        """Return between which places the wanted time lies: the log is long, and looked through along its places."""
        seq, at = col(AuditRow.seq), col(AuditRow.at)
        found = []
        if before is not None:
            found.append(seq < before)
        if after is not None:
            found.append(seq > after)
        if wanted.since is not None:
            earlier = select(seq).where(at < wanted.since - CLOCK_SET_BACK).order_by(at.desc()).limit(1)
            if (place := self.session.exec(earlier).first()) is not None:
                found.append(seq > place)
        if wanted.until is not None:
            later = select(seq).where(at >= wanted.until + CLOCK_SET_BACK).order_by(at).limit(1)
            if (place := self.session.exec(later).first()) is not None:
                found.append(seq < place)
        return found

    def mentions_of_orders(self, orders: Collection[str]) -> Mapping[ReplyId, MentionId]:
        """Return which mention each reply or other order is about."""
        rows = self.session.exec(
            select(col(ReplyRow.id), col(ReplyRow.mention)).where(col(ReplyRow.id).in_(sorted(orders)))
        )
        return {ReplyId(order): MentionId(mention) for order, mention in rows}

    def orders_about(self, mention: MentionId) -> list[ReplyId]:
        """Return the ids of replies and other orders about a mention."""
        return [ReplyId(one) for one in self.session.exec(select(ReplyRow.id).where(col(ReplyRow.mention) == mention))]

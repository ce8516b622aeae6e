"""The queue as people work on it: mentions by filter, in their order, counted, and changed by an act."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, tuple_, update
from sqlalchemy import select as choose
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, answer_purpose
from smbot.core.states import MentionState
from smbot.review.ports import Change, Due, Filter, QueueItem, Tally
from smbot.review.queue import AWAITED
from smbot.review.transitions import OPEN
from smbot.storage import prepared
from smbot.storage.masked import is_doubtful, redacted_parts, redacted_text
from smbot.storage.outbox import OutboxTables, reply_status
from smbot.storage.queue_filter import is_back, is_due, matching, mine
from smbot.storage.searching import holding
from smbot.storage.stages import evidence_of
from smbot.storage.tables import MentionRow, ReplyRow

FINE = OPEN | AWAITED
"""States whose mentions are few, and are told apart by all that tabs ask."""


class QueueTables(OutboxTables):
    """The queue."""

    def item(self, mention: MentionId) -> QueueItem | None:
        """Return a mention as a person works on it."""
        orders = prepared.find(self.session, ReplyRow, mention=mention)
        return next((queue_item(row, orders) for row in prepared.find(self.session, MentionRow, id=mention)), None)

    def items(self, wanted: Filter, *, limit: int, offset: int) -> list[QueueItem]:
        """Return matching mentions, the most urgent first, then the oldest."""
        # Ids first, from an index that holds all that is asked: mentions themselves are long.
        ids = [mention for *_, mention in self._places(wanted, limit + offset)[offset:]]
        rows = {row.id: row for row in self.session.scalars(select(MentionRow).where(col(MentionRow.id).in_(ids)))}
        orders = self._orders_of(ids)
        return [queue_item(rows[each], orders.get(each, [])) for each in ids]

    def _places(self, wanted: Filter, limit: int) -> list[tuple[int, datetime, str]]:
        place = (col(MentionRow.rank), col(MentionRow.posted_at), col(MentionRow.id))
        queries = [self._matching(select(*place), replace(wanted, back=False))]
        if wanted.back and wanted.states:  # asked apart, each is served by its index
            others = col(MentionRow.state).not_in(sorted(wanted.states))
            back = self._matching(select(*place), replace(wanted, back=False, states=frozenset()))
            queries.append(back.where(others, is_back()))
        if wanted.after:
            last = self.session.get(MentionRow, wanted.after)
            if last is None:
                return []
            queries = [query.where(tuple_(*place) > (last.rank, last.posted_at, last.id)) for query in queries]
        found = [
            (rank, at, mention)
            for query in queries
            for rank, at, mention in self.session.execute(query.order_by(*place).limit(limit))
        ]
        return sorted(found)[:limit]

    def count(self, wanted: Filter) -> int:
        """Return how many mentions match."""
        return int(self.session.execute(self._matching(select(func.count(col(MentionRow.id))), wanted)).scalar_one())

    def tallies(self, wanted: Filter, label: str, member: str, due: Due) -> list[Tally]:
        """Return how many matching mentions stand alike; what is open, or back, is told apart by all that tabs ask."""
        facts = (
            col(MentionRow.state),
            case((col(MentionRow.top_label) == label, 1), else_=0),
            case((mine(member), 1), else_=0),
            case((col(MentionRow.back_at).is_not(None), 1), else_=0),
            case((col(MentionRow.snoozed_until).is_not(None), 1), else_=0),
            col(MentionRow.escalated_to),
            case((is_due(due), 1), else_=0),
        )
        state = col(MentionRow.state)
        alike = self._matching(choose(*facts, func.count()), wanted)
        if wanted.words:  # these find few, and asking costs more than counting
            return [_tally(row) for row in self.session.execute(alike.group_by(*facts))]
        known = (state.in_(sorted(FINE)), and_(state.not_in(sorted(FINE)), is_back()))
        fine = [_tally(row) for each in known for row in self.session.execute(alike.where(each).group_by(*facts))]
        # The others are many: they are counted along an index, by state alone.
        others = self._matching(choose(state, func.count(), func.sum(facts[1])), wanted)
        counts: dict[tuple[str, bool], int] = {}
        for name, every, labelled in self.session.execute(others.where(state.not_in(sorted(FINE))).group_by(state)):
            counts |= {(name, True): int(labelled), (name, False): int(every) - int(labelled)}
        for each in fine:
            if each.state not in FINE:
                counts[each.state, each.labelled] -= each.count
        for (name, labelled), count in counts.items():
            fine.append(
                Tally(
                    state=MentionState(name),
                    labelled=labelled,
                    mine=False,
                    back=False,
                    snoozed=False,
                    passed="",
                    count=count,
                )
            )
        return fine

    def _matching(self, query: Select, wanted: Filter) -> Select:  # type: ignore[type-arg]
        found = matching(query, wanted)
        return found.where(holding(self.session.get_bind().dialect.name, wanted.words)) if wanted.words else found

    def change_item(self, item: QueueItem, change: Change) -> bool:
        """Apply a person's act to the version that was read, put off no longer; False means that it changed since."""
        values = {name: value for name, value in asdict(change).items() if value is not None}
        statement = (
            update(MentionRow)
            .where(
                col(MentionRow.id) == item.id,
                col(MentionRow.version) == item.version,
                col(MentionRow.state) == item.state,
            )
            .values(**values, snoozed_until=None, snoozed_at=None, version=item.version + 1)
        )
        return self.change(statement) == 1

    def expired_claims(self, now: datetime) -> list[QueueItem]:
        """Return what was claimed and left."""
        rows = self.session.exec(
            select(MentionRow).where(
                col(MentionRow.state) == MentionState.CLAIMED, col(MentionRow.claimed_until) <= now
            )
        )
        return [queue_item(row, []) for row in rows]


def queue_item(row: MentionRow, orders: Sequence[ReplyRow]) -> QueueItem:
    """Return a row as a person works on it."""
    statuses = {Purpose(order.purpose): reply_status(order) for order in orders}
    reply = statuses.pop(answer_purpose(PostKind(row.kind)), None)
    text, parts = redacted_text(row.text, row.masks), redacted_parts(row.parts)
    return QueueItem(
        id=MentionId(row.id),
        platform=row.platform,
        account=row.account,
        pseudonym=row.pseudonym,
        conversation=row.conversation,
        state=MentionState(row.state),
        version=row.version,
        posted_at=row.posted_at,
        collected_at=row.collected_at,
        language=row.language,
        summoned=row.summoned,
        text=text,
        parts=parts,
        withheld=row.withheld,
        edited=row.edited,
        labels=tuple(row.labels),
        scores=row.scores,
        # What spoke for a label that a person took away stays in the row: the correction may be undone.
        evidence=tuple(each for each in evidence_of(row) if each.label in row.labels),
        classifier=row.classifier,
        playbook=row.playbook,
        playbook_version=row.playbook_version,
        draft=row.draft,
        draft_language=row.draft_language,
        drafted_by=row.drafted_by,
        first_approver=row.first_approver,
        claimed_by=row.claimed_by,
        claimed_until=row.claimed_until,
        escalated_to=row.escalated_to,
        reply=reply,
        orders=statuses,
        kind=PostKind(row.kind),
        hidden=row.hidden,
        gone_at=row.gone_at,
        recheck=row.doubtful and not is_doubtful(text, parts),
        rests_until=row.rests_until,
        outcome=row.outcome,
        back_at=row.back_at,
        snoozed_until=row.snoozed_until,
        assigned_to=row.assigned_to,
    )


def _tally(row: Row[*tuple[Any, ...]]) -> Tally:
    state, labelled, mine, back, snoozed, passed, due, count = row
    return Tally(
        state=MentionState(state),
        labelled=bool(labelled),
        mine=bool(mine),
        back=bool(back),
        snoozed=bool(snoozed),
        passed=passed,
        due=bool(due),
        count=count,
    )

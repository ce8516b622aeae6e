"""What a filter of the queue asks, as SQL: conditions on mentions."""

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from smbot.core.states import MentionState
from smbot.review.ports import Due, Filter
from smbot.review.queue import AWAITED
from smbot.review.transitions import OPEN
from smbot.storage.tables import MentionRow


def matching(query: Select, wanted: Filter) -> Select:  # type: ignore[type-arg]
    """Narrow a query to what a filter wants, its words excepted."""
    if wanted.states:
        standing = col(MentionRow.state).in_(sorted(wanted.states))
        query = query.where(standing | is_back() if wanted.back else standing)
    if wanted.passed_to:
        query = query.where(col(MentionRow.escalated_to) == wanted.passed_to)
    if wanted.passed_among:
        query = query.where(col(MentionRow.escalated_to).in_(sorted(wanted.passed_among)))
    if wanted.course:
        of_course = {
            "waiting": col(MentionRow.rests_until).is_not(None),
            "heard": col(MentionRow.back_at).is_not(None),
            "closed": col(MentionRow.outcome) != "",
        }
        query = query.where(of_course[wanted.course])
    if wanted.among:
        query = query.where(col(MentionRow.id).in_(sorted(wanted.among)))
    if wanted.language:
        query = query.where(col(MentionRow.language) == wanted.language)
    if wanted.platform:
        query = query.where(col(MentionRow.platform) == wanted.platform)
    if wanted.claimed_by:
        query = query.where(col(MentionRow.claimed_by) == wanted.claimed_by)
    if wanted.label:
        query = query.where(col(MentionRow.top_label) == wanted.label)
    if wanted.doubtful:
        query = query.where(col(MentionRow.doubtful).is_(True))
    return _had_by(query, wanted)


def _had_by(query: Select, wanted: Filter) -> Select:  # type: ignore[type-arg]
    if wanted.mine:
        query = query.where(mine(wanted.mine))
    if wanted.unspoken:
        query = query.where(col(MentionRow.language).not_in(sorted(wanted.unspoken)))
    if wanted.due:
        query = query.where(is_due(wanted.due))
    if wanted.unassigned:
        query = query.where(col(MentionRow.assigned_to) == "")
    if wanted.snoozed is not None:
        until = col(MentionRow.snoozed_until)
        query = query.where(until.is_not(None) if wanted.snoozed else until.is_(None))
    return query


def is_back() -> ColumnElement[bool]:
    """Return the condition that somebody was heard again.

    Asked by ids: SQLite then reads the few from their own index, and not all mentions.
    """
    back = aliased(MentionRow)
    return col(MentionRow.id).in_(select(back.id).where(col(back.back_at).is_not(None)))


def is_due(due: Due) -> ColumnElement[bool]:
    """Return the condition that a mention is due."""
    waits = col(MentionRow.state).in_(sorted(AWAITED)) & (col(MentionRow.posted_at) < due.posted_before)
    return waits | col(MentionRow.id).in_(sorted(due.by_law)) if due.by_law else waits


def mine(member: str) -> ColumnElement[bool]:
    """Return the condition that a member holds a mention, or was given it."""
    held = (col(MentionRow.state) == MentionState.CLAIMED) & (col(MentionRow.claimed_by) == member)
    assigned = (col(MentionRow.assigned_to) == member) & col(MentionRow.state).in_(sorted(OPEN))
    return held | assigned

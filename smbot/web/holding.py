"""Placing a legal hold from the page of what it keeps: the holds that stand there, and finding what to keep."""

from collections.abc import Sequence
from dataclasses import dataclass

from smbot.bootstrap import Application
from smbot.cases.model import Case
from smbot.core.holds import Hold, HoldKind
from smbot.core.ids import CaseId, DocketId, MentionId
from smbot.core.roles import Member, Permission
from smbot.handoff.codes import read_code
from smbot.review.ports import Filter, QueueItem
from smbot.storage.store import Transaction

MOST_FOUND = 20


@dataclass(frozen=True, kw_only=True)
class Found:
    """Something that a hold could keep: a post with what it belongs to, or a case or an entry of the docket."""

    item: QueueItem | None
    cases: Sequence[CaseId]
    docket: DocketId | None


def holds_on(application: Application, member: Member, kind: HoldKind, named: str) -> list[Hold] | None:
    """Return the holds that keep something, for its page; None for whoever places none."""
    if not member.may(Permission.CORRECT_MASKS):
        return None
    with application.store.read() as tx:
        return tx.holds_on(kind, named)


def found_for(tx: Transaction, typed: str) -> list[Found]:
    """Return what an id, a case code, or words of masked texts find, the most urgent first."""
    asked = typed.strip()
    code = read_code(asked)
    known = tx.case_code(code) if code else None
    case = tx.case(CaseId(known.case if known else asked.lower()))
    if case is not None:
        return _of_case(tx, case)
    entry = tx.docket_entry(DocketId(asked.lower()))
    if entry is not None:
        posts = [_of_post(tx, item) for each in entry.mentions if (item := tx.item(each.mention)) is not None]
        return posts or [Found(item=None, cases=(), docket=entry.id)]
    item = tx.item(MentionId(asked.lower()))
    if item is not None:
        return [_of_post(tx, item)]
    words = " ".join(asked.split())
    return [_of_post(tx, each) for each in tx.items(Filter(words=words), limit=MOST_FOUND, offset=0)] if words else []


def _of_case(tx: Transaction, case: Case) -> list[Found]:
    posts = [_of_post(tx, item) for mention in case.mentions if (item := tx.item(mention)) is not None]
    return posts or [Found(item=None, cases=(case.id,), docket=None)]


def _of_post(tx: Transaction, item: QueueItem) -> Found:
    cases = [case.id for case in tx.cases_of_mention(item.id)]
    return Found(item=item, cases=cases, docket=tx.docket_of(item.id))

"""How a case begins: opened by a person, or by a playbook's step for a mention, which may also join one that is open.

These functions work inside a transaction that somebody else opened: the pipeline's, or an act's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from smbot.cases.casework import alter, found_case, possible, record
from smbot.cases.clock import Beat, ClockEvent
from smbot.cases.model import Case, CaseState, Kind, Person, Priority
from smbot.cases.paging import raise_page
from smbot.cases.ports import CaseChange, CaseFilter, CaseTransaction, MentionFacts
from smbot.cases.transitions import Action
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM, Act
from smbot.core.ids import CaseId, MentionId, PageId, new_case_id
from smbot.core.mention import is_known_author
from smbot.core.messages import msg

JOINABLE = frozenset({CaseState.OPEN, CaseState.IN_PROGRESS, CaseState.WAITING, CaseState.REOPENED, CaseState.MERGED})


@dataclass(frozen=True, kw_only=True)
class Start:
    """What a case begins with. `program` and `office` are names from the directory, or empty."""

    kind: Kind
    mentions: Sequence[MentionId] = ()
    priority: Priority = Priority.NORMAL
    language: str = ""
    program: str = ""
    office: str = ""
    playbook: str = ""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of a mention: its case, whether that is a new one, and the page to people on call if one went out."""

    case: CaseId
    opened: bool
    page: PageId | None = None


def take_in(tx: CaseTransaction, mention: MentionId, start: Start, now: datetime) -> Taken:
    """Put a mention into its author's open case of this kind, or open one; what it is in already stays.

    The author's open case is the one of the same conversation, else of the same program. Accounts of other platforms
    never count as the same author: only a person joins them, and only where the author said so.

    Raises:
        NotAllowed: There is no such mention, or a playbook asks for a problem: people make those from incidents.
    """
    if start.kind == Kind.PROBLEM:
        raise NotAllowed(msg("A problem is made from incidents, by a person."))
    facts = found_mention(tx, mention)
    known = next((case for case in tx.cases_of_mention(mention) if case.kind == start.kind), None)
    case, opened = known or _own_case(tx, facts, start), False
    if case is None:
        case, opened = open_case(tx, replace(start, mentions=(mention,)), now, SYSTEM), True
    elif known is None:
        add_mention(tx, case, facts, SYSTEM)
    page = None
    if start.priority == Priority.URGENT:
        case = found_case(tx, case.id)
        if case.priority != Priority.URGENT:
            alter(tx, case, CaseChange(priority=Priority.URGENT))
            record(tx, Act.CASE_DESCRIBED, SYSTEM, case.id, priority=Priority.URGENT.value)
        if opened or known is None:
            page = raise_page(tx, case.id, now, SYSTEM).id
    return Taken(case=case.id, opened=opened, page=page)


def own_open_case(tx: CaseTransaction, pseudonym: str, conversation: str) -> Case | None:
    """Return the open case of an author to which what they write privately belongs.

    That is the newest one of the same conversation, else the newest. Authors whom a platform does not name have none.
    """
    if not is_known_author(pseudonym):
        return None
    own = CaseFilter(person=pseudonym, states=JOINABLE)
    return tx.newest_case(replace(own, conversation=conversation)) or tx.newest_case(own)


def heard(tx: CaseTransaction, case: CaseId, mention: MentionId, *, urgent: bool, now: datetime) -> None:
    """Note that a private message is on the thread of a case; an urgent one calls people.

    Its author may be unknown to the case, where the message names it by a code: they do not become one of its people.
    """
    found = found_case(tx, case)
    fresh = mention not in found.mentions
    if fresh:
        tx.add_case_mention(case, mention, SYSTEM)
        alter(tx, found, CaseChange())
        record(tx, Act.CASE_MENTION_ADDED, SYSTEM, case, mention=mention)
    if not urgent:
        return
    found = found_case(tx, case)
    if found.priority != Priority.URGENT:
        alter(tx, found, CaseChange(priority=Priority.URGENT))
        record(tx, Act.CASE_DESCRIBED, SYSTEM, case, priority=Priority.URGENT.value)
        fresh = True
    if fresh:
        raise_page(tx, case, now, SYSTEM)


def open_case(tx: CaseTransaction, start: Start, now: datetime, by: str) -> Case:
    """Open a case; its clock runs since its first mention was posted: the author has waited since then.

    Raises:
        NotAllowed: There is no such mention, or its mentions are by different authors.
    """
    mentions = [found_mention(tx, mention) for mention in dict.fromkeys(start.mentions)]
    authors = tuple(dict.fromkeys(facts.pseudonym for facts in mentions if facts.pseudonym))
    if len(authors) > 1:
        raise NotAllowed(
            msg("These posts are by different authors."),
            mend=msg("Open a case for each. Two accounts of one person are joined once that person said so."),
        )
    since = min([now, *(facts.posted_at for facts in mentions)])
    case = Case(
        id=new_case_id(),
        kind=start.kind,
        state=CaseState.OPEN,
        opened_at=now,
        opened_by=by,
        priority=start.priority,
        language=start.language or next((facts.language for facts in mentions), ""),
        program=start.program,
        office=start.office,
        mentions=tuple(facts.id for facts in mentions),
        people=tuple(Person(pseudonym=author) for author in authors),
        clock=(ClockEvent(at=since, beat=Beat.STARTED),),
    )
    tx.add_case(case)
    record(
        tx,
        Act.CASE_OPENED,
        by,
        case.id,
        kind=case.kind.value,
        mentions=[*case.mentions],
        priority=case.priority.value,
        program=case.program,
        office=case.office,
        playbook=start.playbook,
    )
    return case


def add_mention(tx: CaseTransaction, case: Case, facts: MentionFacts, by: str) -> None:
    """Add a mention by an author of the case.

    Raises:
        NotAllowed: The state forbids it, it is there already, or another author wrote it.
    """
    possible(case, Action.ADD)
    if facts.id in case.mentions:
        raise NotAllowed(msg("This post is on the case already."), where=case.id)
    if case.people and not case.knows(facts.pseudonym):
        raise NotAllowed(
            msg("Another author wrote this post."),
            where=facts.id,
            mend=msg("Two accounts of one person are joined once that person said so: “smbot case join”."),
        )
    tx.add_case_mention(case.id, facts.id, by)
    if not case.people:
        tx.add_case_person(case.id, Person(pseudonym=facts.pseudonym), by)
    alter(tx, case, CaseChange())
    record(tx, Act.CASE_MENTION_ADDED, by, case.id, mention=facts.id)


def found_mention(tx: CaseTransaction, mention: MentionId) -> MentionFacts:
    """Return what casework asks of a mention.

    Raises:
        NotAllowed: There is none of this id.
    """
    facts = tx.mention_facts(mention)
    if facts is None:
        raise NotAllowed(msg("There is no mention of this id."), where=mention[:40])
    return facts


def _own_case(tx: CaseTransaction, facts: MentionFacts, start: Start) -> Case | None:
    if not is_known_author(facts.pseudonym):
        return None
    own = CaseFilter(person=facts.pseudonym, kinds=frozenset({start.kind}), states=JOINABLE)
    here = tx.newest_case(replace(own, conversation=facts.conversation))
    if here is not None or not start.program:
        return here
    return tx.newest_case(replace(own, program=start.program))

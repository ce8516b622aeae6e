"""Mentions: stored masked, worked on by stages and people, read back as they were redacted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, func, tuple_, update
from sqlalchemy import select as choose
from sqlmodel import col, select

from smbot.classify.earlier import Decided
from smbot.core.events import SYSTEM
from smbot.core.ids import MentionId
from smbot.core.mention import UNKNOWN_AUTHOR, Draft, Mention, Triage
from smbot.core.parts import PartKind, RedactedPart
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import MESSAGES, Purpose, answer_purpose
from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence, Mask, Operator
from smbot.core.states import MentionState, ReplyState
from smbot.core.warrant import WARRANT
from smbot.review.label_ports import Standing
from smbot.review.ports import Change, Filter, QueueItem, Tally
from smbot.review.transitions import OPEN, resting_state
from smbot.storage.follow import FollowTables
from smbot.storage.outbox import reply_status
from smbot.storage.searching import holding
from smbot.storage.tables import LabelCorrectionRow, MentionRow, QuotationRow, ReplyRow, SeenPostRow, TokenRow

READ_ANEW = frozenset(
    {
        MentionState.REDACTED,
        MentionState.TRIAGED,
        MentionState.DRAFTED,
        MentionState.QUARANTINED,
        MentionState.NO_REPLY,
        MentionState.REJECTED,
    }
)
"""States in which an edited post goes through the stages once more: nobody holds it, and nothing went out."""


class MentionTables(FollowTables):
    """The queue."""

    def add_mention(self, mention: Mention, *, handle: bytes, withheld: str, tokens: Iterable[str]) -> None:
        """Store a redacted post; in quarantine, without text, where `withheld` gives the reason.

        A mention that is there already was edited by its author: it gets its new text, and is read anew by the
        stages unless somebody works on it, or it was answered.
        """
        self._add_tokens(mention.conversation, tokens)
        self._keep_quotations(mention)
        self.keep_quoted(mention.id, mention.parts)
        row = self.session.get(MentionRow, mention.id, populate_existing=True)
        if row is not None:
            self._replace_text(row, mention, withheld)
            return
        text = mention.text
        since = self.session.exec(select(SeenPostRow).where(col(SeenPostRow.mention) == mention.id)).first()
        self.session.add(
            MentionRow(
                id=mention.id,
                platform=mention.platform,
                account=mention.account,
                pseudonym=mention.pseudonym,
                conversation=mention.conversation,
                handle=handle,
                posted_at=mention.posted_at,
                collected_at=self.clock.now(),
                language=mention.language,
                summoned=mention.summoned or (since is not None and since.summoned),
                kind=mention.kind,
                state=MentionState.QUARANTINED if withheld else MentionState.REDACTED,
                text=text.text if text else None,
                masks=[asdict(mask) for mask in text.masks] if text else [],
                parts=part_rows(mention.parts),
                doubtful=is_doubtful(text, mention.parts),
                withheld=withheld,
                edited=since is not None and since.edited,
            )
        )
        self.session.flush()

    def _add_tokens(self, conversation: str, tokens: Iterable[str]) -> None:
        for digest in sorted(set(tokens)):
            if self.session.get(TokenRow, (conversation, digest)) is None:
                self.session.add(TokenRow(conversation=conversation, digest=digest))

    def _keep_quotations(self, mention: Mention) -> None:
        self.drop_quotations(mention.id)
        others = sorted(mention.quotes - {mention.conversation})
        self.session.add_all([QuotationRow(conversation=other, mention=mention.id) for other in others])

    def _replace_text(self, row: MentionRow, mention: Mention, withheld: str) -> None:
        self.forgets = True
        text = mention.text
        row.text = text.text if text else None
        row.masks = [asdict(mask) for mask in text.masks] if text else []
        row.parts = part_rows(mention.parts)
        # What an officer said was of the older words: a person looks at these.
        row.doubtful = is_doubtful(text, mention.parts) or (text is not None and self.was_corrected(mention.id))
        row.evidence = []  # its places were those of the older text
        self.drop_examples(mention.id)
        row.language, row.withheld, row.edited, row.version = mention.language, withheld, True, row.version + 1
        if MentionState(row.state) not in {MentionState.APPROVED, MentionState.ANSWERED}:
            row.first_approver = ""  # it was given for a reply to the older words
        colleagues = row.draft != "" and row.drafted_by != SYSTEM
        if MentionState(row.state) in READ_ANEW and (withheld or not colleagues):
            row.state = MentionState.QUARANTINED if withheld else MentionState.REDACTED
            row.playbook = row.playbook_version = ""
            row.draft = row.draft_language = row.drafted_by = row.first_approver = ""
        self.session.flush()
        self.drop_numbers(mention.id)

    def known_tokens(self, conversation: str, digests: Iterable[str]) -> frozenset[str]:
        """Return which of `digests` stand for personal information masked in the conversation."""
        rows = self.session.exec(
            select(TokenRow.digest).where(
                col(TokenRow.conversation) == conversation, col(TokenRow.digest).in_(list(digests))
            )
        )
        return frozenset(rows)

    def in_state(self, state: MentionState, limit: int) -> list[Mention]:
        """Return the oldest mentions that wait in `state` for a stage."""
        rows = self.session.exec(
            select(MentionRow)
            .where(col(MentionRow.state) == state, col(MentionRow.playbook) == "")
            .order_by(col(MentionRow.collected_at), col(MentionRow.id))
            .limit(limit)
        )
        return [_mention(row) for row in rows]

    def earlier_decisions(self, mention: Mention, limit: int) -> list[Decided]:
        """Return what was decided of the author's newest earlier posts in the conversation, of at most `limit` posts.

        An author whom the platform does not name has none. What waits to be labelled anew does not count.
        """
        if not mention.pseudonym or mention.pseudonym.startswith(UNKNOWN_AUTHOR):
            return []
        rows = self.session.exec(
            select(MentionRow)
            .where(
                col(MentionRow.conversation) == mention.conversation,
                col(MentionRow.pseudonym) == mention.pseudonym,
                col(MentionRow.id) != mention.id,
                col(MentionRow.posted_at) <= mention.posted_at,
                col(MentionRow.state) != MentionState.REDACTED,
            )
            .order_by(col(MentionRow.posted_at).desc(), col(MentionRow.id))
            .limit(limit)
        ).all()
        corrections = self.session.exec(
            select(LabelCorrectionRow)
            .where(
                col(LabelCorrectionRow.mention).in_([row.id for row in rows]),
                col(LabelCorrectionRow.standing).not_in((Standing.UNDONE, Standing.LAPSED)),
            )
            .order_by(col(LabelCorrectionRow.id))
        )
        by_person = {each.mention: each.after for each in corrections}  # the newest one of a mention stays
        return [
            Decided(labels=row.labels, evidence=_evidence(row), by_person=by_person.get(row.id, ())) for row in rows
        ]

    def triage_of(self, mention: MentionId) -> Triage:
        """Return what triage said of a mention."""
        row = self.session.get_one(MentionRow, mention)
        return Triage(
            labels=tuple(row.labels),
            scores=row.scores,
            evidence=_evidence(row),
            classifier=row.classifier,
        )

    def keep_triage(self, mention: MentionId, triage: Triage, rank: int, *, seen_version: int | None = None) -> bool:
        """Store labels; False means that another worker did, or that the text changed since `seen_version`."""
        return self._move(
            mention,
            MentionState.REDACTED,
            seen_version,
            state=MentionState.TRIAGED,
            labels=list(triage.labels),
            top_label=triage.labels[0],
            scores=dict(triage.scores),
            evidence=[asdict(e) for e in triage.evidence],
            classifier=triage.classifier,
            rank=rank,
        )

    def keep_choice(
        self,
        mention: MentionId,
        playbook: str,
        version: str,
        draft: Draft | None,
        *,
        seen_version: int | None = None,
    ) -> bool:
        """Store the chosen playbook and its draft, if it has one; False as `keep_triage`."""
        drafted = {"draft": draft.text, "draft_language": draft.language, "drafted_by": SYSTEM} if draft else {}
        return self._move(
            mention,
            MentionState.TRIAGED,
            seen_version,
            state=MentionState.DRAFTED if draft else MentionState.TRIAGED,
            playbook=playbook,
            playbook_version=version,
            **drafted,
        )

    def item(self, mention: MentionId) -> QueueItem | None:
        """Return a mention as a person works on it."""
        row = self.session.get(MentionRow, mention, populate_existing=True)
        return queue_item(row, self._orders_of([mention]).get(mention, [])) if row else None

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
            queries.append(back.where(others, _is_back()))
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

    def tallies(self, wanted: Filter, label: str, member: str) -> list[Tally]:
        """Return how many matching mentions stand alike; what is open, or back, is told apart by all that tabs ask."""
        facts = (
            col(MentionRow.state),
            case((col(MentionRow.top_label) == label, 1), else_=0),
            case((_mine(member), 1), else_=0),
            case((col(MentionRow.back_at).is_not(None), 1), else_=0),
            case((col(MentionRow.snoozed_until).is_not(None), 1), else_=0),
        )
        state = col(MentionRow.state)
        open_ones = self._matching(choose(*facts, func.count()), wanted).where(state.in_(sorted(OPEN)))
        back = self._matching(choose(*facts, func.count()), wanted).where(state.not_in(sorted(OPEN)), _is_back())
        fine = [tally_of(row) for each in (open_ones, back) for row in self.session.execute(each.group_by(*facts))]
        # The others are many: they are counted along an index, by state alone.
        others = self._matching(choose(state, func.count()), wanted).where(state.not_in(sorted(OPEN)))
        counts = self._by_state(others)
        if wanted.label:
            labelled = dict(counts) if wanted.label == label else {}
        else:
            labelled = self._by_state(others.where(col(MentionRow.top_label) == label))
        for each in fine:
            if each.state not in OPEN:
                counts[each.state] -= each.count
                if each.labelled:
                    labelled[each.state] -= each.count
        for name, count in counts.items():
            with_label = labelled.get(name, 0)
            for has, number in ((True, with_label), (False, count - with_label)):
                fine.append(
                    Tally(state=MentionState(name), labelled=has, mine=False, back=False, snoozed=False, count=number)
                )
        return fine

    def _by_state(self, query: Select) -> dict[str, int]:  # type: ignore[type-arg]
        return {str(state): int(count) for state, count in self.session.execute(query.group_by(col(MentionRow.state)))}

    def _matching(self, query: Select, wanted: Filter) -> Select:  # type: ignore[type-arg]
        matching = _matching(query, wanted)
        return matching.where(holding(self.session.get_bind().dialect.name, wanted.words)) if wanted.words else matching

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

    def sealed_handle(self, mention: MentionId) -> bytes | None:
        """Return a mention's sealed platform handle."""
        row = self.session.get(MentionRow, mention)
        return row.handle if row else None

    def answered_before(self, conversation: str, mention: MentionId) -> bool:
        """Say whether another mention of the conversation has a reply of ours that is out."""
        # Asked from the mention's side: SQLite would begin with all replies that are out, and they grow with the years.
        is_out = (
            select(ReplyRow.id)
            .where(
                col(ReplyRow.mention) == col(MentionRow.id),
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state) == ReplyState.SENT,
            )
            .exists()
        )
        others = (col(MentionRow.conversation) == conversation, col(MentionRow.id) != mention)
        answered = select(MentionRow.id).where(*others, is_out)
        return self.session.exec(answered).first() is not None

    def replies_to(self, pseudonym: str, mention: MentionId) -> frozenset[str]:
        """Return the replies, sent or on their way, to the author's other posts."""
        texts = (
            select(ReplyRow.text)
            .join(MentionRow, col(MentionRow.id) == col(ReplyRow.mention))
            .where(
                col(MentionRow.pseudonym) == pseudonym,
                col(MentionRow.id) != mention,
                col(ReplyRow.purpose).in_(MESSAGES),
                col(ReplyRow.state).not_in([ReplyState.REFUSED, ReplyState.RETRACTED]),
            )
        )
        return frozenset(self.session.exec(texts))

    def answer_purpose(self, mention: MentionId) -> Purpose:
        """Return how a mention is answered: a private message in private, all else in public."""
        return answer_purpose(PostKind(self.session.get_one(MentionRow, mention).kind))

    def mark_answered(self, mention: MentionId) -> bool:
        """Note that the reply is out."""
        return self._move(mention, MentionState.APPROVED, state=MentionState.ANSWERED)

    def mark_unanswered(self, mention: MentionId) -> bool:
        """Note that our reply was deleted: whoever it answered waits again."""
        row = self.session.get(MentionRow, mention, populate_existing=True)
        if row is None or row.gone_at is not None:
            return False
        resting = resting_state(has_text=row.text is not None, has_draft=bool(row.draft))
        return self._move(mention, MentionState.ANSWERED, state=resting)

    def count_by_state(self) -> dict[str, int]:
        """Return how many mentions stand in each state."""
        rows = self.session.execute(select(MentionRow.state, func.count()).group_by(MentionRow.state))
        return {str(state): int(count) for state, count in rows}

    def count_drafts(self) -> int:
        """Return how many mentions have a drafted reply."""
        drafted = select(func.count(col(MentionRow.id))).where(col(MentionRow.draft) != "")
        return int(self.session.execute(drafted).scalar_one())

    def all_masks_and_labels(self) -> Iterable[tuple[list[str], list[str]]]:
        """Yield the entities masked and the labels given, mention by mention, for counts."""
        for masks, labels in self.session.execute(select(MentionRow.masks, MentionRow.labels)):
            yield [str(mask["entity"]) for mask in masks], labels

    def _move(
        self, mention: MentionId, before: MentionState, seen_version: int | None = None, **values: object
    ) -> bool:
        as_read = [col(MentionRow.id) == mention, col(MentionRow.state) == before]
        if seen_version is not None:
            as_read.append(col(MentionRow.version) == seen_version)
        moved = update(MentionRow).where(*as_read).values(**values, version=MentionRow.version + 1)
        return self.change(moved) == 1


def _matching(query: Select, wanted: Filter) -> Select:  # type: ignore[type-arg]
    if wanted.states:
        standing = col(MentionRow.state).in_(sorted(wanted.states))
        query = query.where(standing | _is_back() if wanted.back else standing)
    if wanted.passed_to:
        query = query.where(col(MentionRow.escalated_to) == wanted.passed_to)
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
        query = query.where(_mine(wanted.mine))
    if wanted.unspoken:
        query = query.where(col(MentionRow.language).not_in(sorted(wanted.unspoken)))
    if wanted.unassigned:
        query = query.where(col(MentionRow.assigned_to) == "")
    if wanted.snoozed is not None:
        until = col(MentionRow.snoozed_until)
        query = query.where(until.is_not(None) if wanted.snoozed else until.is_(None))
    return query


def _is_back() -> ColumnElement[bool]:
    return col(MentionRow.back_at).is_not(None)


def tally_of(row: Row[*tuple[Any, ...]]) -> Tally:
    """Return a counted row in words."""
    state, labelled, mine, back, snoozed, count = row
    return Tally(
        state=MentionState(state),
        labelled=bool(labelled),
        mine=bool(mine),
        back=bool(back),
        snoozed=bool(snoozed),
        count=count,
    )


def _mine(member: str) -> ColumnElement[bool]:
    held = (col(MentionRow.state) == MentionState.CLAIMED) & (col(MentionRow.claimed_by) == member)
    assigned = (col(MentionRow.assigned_to) == member) & col(MentionRow.state).in_(sorted(OPEN))
    return held | assigned


def is_doubtful(text: RedactedText | None, parts: Iterable[RedactedPart]) -> bool:
    """Say whether any mask of a post waits for a person."""
    texts = (text, *(part.text for part in parts))
    return any(mask.doubtful for each in texts if each is not None for mask in each.masks)


def redacted_text(text: str | None, masks: list[dict[str, str | int | float]]) -> RedactedText | None:
    """Return what stands in the table as the redacted text it is."""
    if text is None:
        return None
    return RedactedText(text, tuple(_mask(mask) for mask in masks), WARRANT)


def redacted_parts(rows: Sequence[Mapping[str, Any]]) -> tuple[RedactedPart, ...]:
    """Return what stands in the table as the redacted parts that they are."""
    return tuple(
        RedactedPart(
            kind=PartKind(row["kind"]), text=redacted_text(row["text"], row["masks"]), post=row.get("post", "")
        )
        for row in rows
    )


def part_rows(parts: Iterable[RedactedPart]) -> list[dict[str, object]]:
    """Return parts as the table holds them."""
    return [
        {
            "kind": part.kind,
            "text": part.text.text if part.text else None,
            "masks": [asdict(mask) for mask in part.text.masks] if part.text else [],
            "post": part.post,
        }
        for part in parts
    ]


def _mask(mask: dict[str, str | int | float]) -> Mask:
    return Mask(
        start=int(mask["start"]),
        end=int(mask["end"]),
        entity=str(mask["entity"]),
        number=int(mask["number"]),
        score=float(mask["score"]),
        recognizer=str(mask["recognizer"]),
        doubtful=bool(mask.get("doubtful", False)),
        disputed=bool(mask.get("disputed", False)),
        operator=Operator(str(mask.get("operator", Operator.NUMBER))),
        mark=str(mask.get("mark", "")),
    )


def _evidence(row: MentionRow) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(start=int(e["start"]), end=int(e["end"]), label=str(e["label"]), rule=str(e["rule"]))
        for e in row.evidence
    )


def _mention(row: MentionRow) -> Mention:
    return Mention(
        id=MentionId(row.id),
        platform=row.platform,
        account=row.account,
        pseudonym=row.pseudonym,
        conversation=row.conversation,
        posted_at=row.posted_at,
        language=row.language,
        text=redacted_text(row.text, row.masks),
        parts=redacted_parts(row.parts),
        summoned=row.summoned,
        kind=PostKind(row.kind),
        version=row.version,
    )


def queue_item(row: MentionRow, orders: list[ReplyRow]) -> QueueItem:
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
        evidence=tuple(each for each in _evidence(row) if each.label in row.labels),
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

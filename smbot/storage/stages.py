"""Mentions as the stages take them on: what waits in a state, what was decided, and what state that leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from smbot.classify.earlier import Decided
from smbot.core.events import SYSTEM
from smbot.core.ids import MentionId
from smbot.core.mention import Draft, Mention, Triage, is_known_author
from smbot.core.post_kinds import PostKind
from smbot.core.spans import Evidence
from smbot.core.states import MentionState
from smbot.review.label_ports import Standing
from smbot.review.transitions import resting_state
from smbot.storage import prepared
from smbot.storage.base import Tables
from smbot.storage.masked import redacted_parts, redacted_text
from smbot.storage.tables import LabelCorrectionRow, MentionRow

_MENTIONS = prepared.table_of(MentionRow).c
EARLIER = (
    select_columns(_MENTIONS.id, _MENTIONS.labels, _MENTIONS.evidence)
    .where(
        _MENTIONS.conversation == bindparam("conversation"),
        _MENTIONS.pseudonym == bindparam("pseudonym"),
        _MENTIONS.id != bindparam("mention"),
        _MENTIONS.posted_at <= bindparam("until"),
        _MENTIONS.state != MentionState.REDACTED,
    )
    .order_by(_MENTIONS.posted_at.desc(), _MENTIONS.id)
    .limit(bindparam("limit"))
)
"""An author's newest earlier posts in a conversation."""


class StageTables(Tables):
    """The states of mentions."""

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
        if not is_known_author(mention.pseudonym):
            return []
        asked = {
            "conversation": mention.conversation,
            "pseudonym": mention.pseudonym,
            "mention": mention.id,
            "until": mention.posted_at,
            "limit": limit,
        }
        rows = self.session.execute(EARLIER, asked).all()
        if not rows:
            return []
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
            Decided(labels=row.labels, evidence=as_evidence(row.evidence), by_person=by_person.get(row.id, ()))
            for row in rows
        ]

    def triage_of(self, mentions: Sequence[MentionId]) -> dict[MentionId, Triage]:
        """Return what triage said of mentions."""
        columns = (MentionRow.id, MentionRow.labels, MentionRow.scores, MentionRow.evidence, MentionRow.classifier)
        rows = self.session.execute(select_columns(*map(col, columns)).where(col(MentionRow.id).in_(mentions)))
        return {
            MentionId(mention): Triage(
                labels=tuple(labels), scores=scores, evidence=as_evidence(evidence), classifier=classifier
            )
            for mention, labels, scores, evidence, classifier in rows
        }

    def keep_triage(self, mention: MentionId, triage: Triage, rank: int, *, seen_version: int | None = None) -> bool:
        """Store labels; False means that another worker did, or that the text changed since `seen_version`."""
        return self._step(
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
        return self._step(
            mention,
            MentionState.TRIAGED,
            seen_version,
            state=MentionState.DRAFTED if draft else MentionState.TRIAGED,
            playbook=playbook,
            playbook_version=version,
            **drafted,
        )

    def mark_answered(self, mention: MentionId) -> bool:
        """Note that the reply is out."""
        return self._step(mention, MentionState.APPROVED, state=MentionState.ANSWERED)

    def mark_unanswered(self, mention: MentionId) -> bool:
        """Note that our reply was deleted: whoever it answered waits again."""
        row = self.session.get(MentionRow, mention, populate_existing=True)
        if row is None or row.gone_at is not None:
            return False
        resting = resting_state(has_text=row.text is not None, has_draft=bool(row.draft))
        return self._step(mention, MentionState.ANSWERED, state=resting)

    def _step(
        self, mention: MentionId, before: MentionState, seen_version: int | None = None, **values: object
    ) -> bool:
        as_read: dict[str, object] = {"id": mention, "state": before}
        if seen_version is not None:
            as_read["version"] = seen_version
        return prepared.change(self.session, MentionRow, as_read, values, versioned=True) == 1


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


def evidence_of(row: MentionRow) -> tuple[Evidence, ...]:
    """Return what spoke for the labels of a mention."""
    return as_evidence(row.evidence)


def as_evidence(kept: Sequence[Mapping[str, str | int]]) -> tuple[Evidence, ...]:
    """Return what spoke for labels, from how it is kept."""
    return tuple(
        Evidence(start=int(e["start"]), end=int(e["end"]), label=str(e["label"]), rule=str(e["rule"])) for e in kept
    )

"""How a post comes onto the docket: when triage, or a person, labels it an access request."""

from dataclasses import dataclass

from smbot.access.docket import DocketEntry, DocketStep
from smbot.access.names import DocketAction, DocketState, Jurisdiction, RequestKind
from smbot.access.ports import DocketTransaction
from smbot.core.clock import Clock
from smbot.core.events import SYSTEM, Act, Event
from smbot.core.ids import DocketId, MentionId, new_docket_id

KINDS = {"own-file": RequestKind.OWN_FILE, "correction": RequestKind.OWN_FILE, "records": RequestKind.GENERAL}
"""What triage says of a request (`smbot.classify.access.Kind`), as the laws part requests."""


@dataclass(frozen=True, kw_only=True)
class Intake:
    """Under which law new entries stand; `kind` where triage does not tell."""

    clock: Clock
    jurisdiction: Jurisdiction
    kind: RequestKind

    def possible(
        self, tx: DocketTransaction, mention: MentionId, *, level: str, asked: str | None, by: str = SYSTEM
    ) -> DocketId | None:
        """Put a post onto the docket; return its entry, or None where the mention is not stored.

        Call it in the transaction that labels the post, as often as that happens: a post stands on the docket once. A
        post of the same author in the same conversation joins their open entry; where that one is closed, or the author
        unknown, it opens its own, since no machine may take a right away. `level` and `asked` are triage's
        (`AccessRequest.level`, `.kind`).
        """
        there = tx.docket_of(mention)
        if there is not None:
            return there
        receipt = tx.docket_receipt(mention)
        if receipt is None:
            return None
        joined = tx.docket_to_join(mention)
        entry = tx.docket_entry(joined) if joined is not None else None
        if entry is not None:
            tx.join_docket(entry, receipt)
            tx.record(Event(act=Act.DOCKET_JOINED, actor=by, subject=entry.id, detail={"mention": mention}))
            return entry.id
        opened = self.clock.now()
        step = DocketStep(at=opened, by=by, action=DocketAction.OPEN)
        new = DocketEntry(
            id=new_docket_id(),
            state=DocketState.POSSIBLE,
            version=0,
            opened_at=opened,
            jurisdiction=self.jurisdiction,
            kind=KINDS.get(asked or "", self.kind),
            level=level,
            asked=asked or "",
            case="",
            mentions=(receipt,),
            steps=(step,),
        )
        tx.add_docket(new)
        detail = {
            "mention": mention,
            "received": receipt.posted_at.isoformat(),
            "collected": receipt.collected_at.isoformat(),
            "jurisdiction": new.jurisdiction.value,
            "kind": new.kind.value,
            "level": level,
        }
        tx.record(Event(act=Act.DOCKET_OPENED, actor=by, subject=new.id, detail=detail))
        return new.id

"""What a colleague had answered on the platform before it came through the stages."""

from smbot.core.events import Act, Event
from smbot.core.ids import MentionId
from smbot.pipeline.ports import PipelineTransaction


def settle_by_hand(tx: PipelineTransaction, mention: MentionId) -> None:
    """Close a mention that a colleague had answered on the platform."""
    if tx.settle_by_hand(mention):
        tx.record(Event(act=Act.MENTION_ANSWERED_BY_HAND, subject=mention, detail={"found": "platform"}))

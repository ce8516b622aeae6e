"""The words for what members say of labels."""

from collections.abc import Mapping

from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.review.label_ports import Standing

CORRECTED, UNDONE = "labels", "labels-back"
"""How an address tells that labels were corrected, or set back."""

TOLD: Mapping[str, tuple[Act, Message]] = {
    CORRECTED: (Act.LABELS_CORRECTED, msg("The labels are corrected.")),
    UNDONE: (Act.LABELS_UNDONE, msg("The labels are set back.")),
}
"""What is told after an act, and the trace that it leaves."""
ON_THE_DOCKET = msg("The labels are corrected. The post stands on the docket now, with its legal clock.")

STANDINGS: Mapping[Standing, Message] = {
    Standing.WAITING: msg("an officer has not approved it for training yet"),
    Standing.APPROVED: msg("training learns from it"),
    Standing.DECLINED: msg("training does not learn from it"),
}


def standing(value: Standing) -> Message:
    """Return what becomes of a correction, in words."""
    return STANDINGS[value]

"""What opens the one value behind a mask, here or on the machine that has the officers' key."""

from collections.abc import Callable, Sequence

from smbot.bootstrap.foundation import Foundation
from smbot.core.errors import SealError
from smbot.core.ids import MentionId
from smbot.core.messages import msg
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.redact.operators import last_digits, value_key
from smbot.review.correction_ports import UNKNOWN_VALUE
from smbot.review.ports import QueueItem
from smbot.review.reveal import Reveals
from smbot.vault.locating import Judge, Wanted
from smbot.vault.nacl import sealed_request, unseal_value
from smbot.vault.revealed import Revealed


def can_reveal(foundation: Foundation) -> bool:
    """Say whether the officers' key is within this process's reach: it may lie on their own machine."""
    return foundation.keys.has("compliance")


def original_is_sealed(foundation: Foundation, mention: MentionId) -> bool:
    """Say whether a post's original and its key are still there."""
    with foundation.store.read() as tx:
        there = tx.sealed_original(mention) is not None
    return there and foundation.key_store.get(mention) is not None


def reveals_of(foundation: Foundation, mask: Callable[[QueueItem, str], str]) -> Reveals[Revealed]:
    """Return the act that opens one value; `mask` masks what an officer types about a post."""
    return Reveals(
        store=foundation.store,
        clock=foundation.clock,
        open=lambda item, at: _opened(foundation, item, at),
        mask=mask,
    )


def _opened(foundation: Foundation, item: QueueItem, at: int) -> Revealed | None:
    sealed, key = _original(foundation, item.id)
    wanted = _wanted(foundation, item, at)
    return unseal_value(sealed, key, item.id, foundation.keys.private("compliance"), wanted) if wanted else None


def requested_elsewhere(foundation: Foundation, item: QueueItem, at: int) -> bytes | None:
    """Return what shows one value on the machine that has the officers' key; None where its place is not known."""
    sealed, key = _original(foundation, item.id)
    wanted = _wanted(foundation, item, at)
    return sealed_request(sealed, key, item.id, wanted) if wanted else None


def _original(foundation: Foundation, mention: MentionId) -> tuple[bytes, bytes]:
    """Return a post's sealed original, and its key."""
    key = foundation.key_store.get(mention)
    with foundation.store.read() as tx:
        sealed = tx.sealed_original(mention)
    if key is None or sealed is None:
        raise SealError(msg("The original of this post is no longer there: its key was shredded."), where=mention)
    return sealed, key


def _wanted(foundation: Foundation, item: QueueItem, at: int) -> Wanted | None:
    """Return the mask in its text; None where that is another's post, whose words the vault has not."""
    own = [part.text for part in item.parts if not part.post]
    first = 0
    for text, part in [(item.text, None), *((each.text, each) for each in item.parts)]:
        masks = text.masks if text is not None else ()
        if text is not None and at < first + len(masks):
            if part is not None and part.post:
                return None
            place = None if part is None else _index(own, text)
            mask = masks[at - first]
            return Wanted(text=text, at=at - first, judge=_judge(foundation, item, mask), part=place)
        first += len(masks)
    return None


def _index(texts: Sequence[RedactedText | None], wanted: RedactedText) -> int:
    return next(at for at, text in enumerate(texts) if text is wanted)


def _judge(foundation: Foundation, item: QueueItem, mask: Mask) -> Judge:
    """Return what says by keyed digests whether a stretch is the value behind a mask."""
    with foundation.store.read() as tx:
        known = tx.numbered_value(item.conversation, mask.entity, mask.number)

    def judged(value: str) -> bool | None:
        key = value_key(value)
        if mask.operator == Operator.PSEUDONYM:
            return bool(foundation.digester.code(mask.entity, key) == mask.mark)
        if mask.operator == Operator.LAST and last_digits(value, len(mask.mark)) != mask.mark:
            return False
        if mask.operator != Operator.NUMBER or not known or known.startswith(UNKNOWN_VALUE):
            return None
        return foundation.digester.value(item.conversation, mask.entity, key) == known

    return judged

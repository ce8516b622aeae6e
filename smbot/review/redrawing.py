"""What a correction makes of a mention and of our own words about it; pure."""

from collections.abc import Callable
from dataclasses import replace

from smbot.core.events import SYSTEM
from smbot.core.purposes import MESSAGES, Purpose, Seen
from smbot.core.redacted import RedactedText
from smbot.core.states import Mode, ReplyState
from smbot.redact.correct import Redrawn, covered, is_inside, stretches, tells, written_over
from smbot.redact.officer_marks import occurrences
from smbot.review.ports import QueueItem, ReplyStatus


def stands_inside(item: QueueItem, value: str) -> bool | None:
    """Say whether `value` stands in the visible text as a piece of longer words; None where it does not stand there."""
    found = [is_inside(text, place) for text in _texts(item) for place in stretches(text, value)]
    return all(found) if found else None


def redrawn(item: QueueItem, redraw: Callable[[RedactedText], Redrawn]) -> QueueItem:
    """Return a mention with its text and parts redrawn; evidence moves with the text."""
    parts = tuple(replace(part, text=redraw(part.text).text) if part.text else part for part in item.parts)
    if item.text is None:
        return replace(item, parts=parts)
    drawn = redraw(item.text)
    evidence = []
    for each in item.evidence:
        start, end = drawn.moved(each.start, each.end)
        evidence.append(replace(each, start=start, end=end))
    return replace(item, text=drawn.text, parts=parts, evidence=tuple(evidence))


def covered_item(item: QueueItem, value: str, entity: str, number: int, *, inside: bool, chosen: bool) -> QueueItem:
    """Return a mention with a mask over the value wherever it stands, in the draft too.

    In the `chosen` one, in which an officer marked it, the very words are masked whatever stands around them.
    """

    def cover(text: RedactedText) -> Redrawn:
        here = stretches(text, value) if chosen else []
        closed = [*((mask.start, mask.end) for mask in text.masks), *here]
        repeats = occurrences(text.text, value, closed, inside=inside)
        return covered(text, [*here, *repeats], entity=entity, number=number)

    # A playbook's own words hold nothing of anybody, whatever somebody is called.
    draft = item.draft if item.drafted_by == SYSTEM else without(item.draft, value, f"[{entity} {number}]")
    return replace(redrawn(item, cover), draft=draft)


def without(text: str, value: str, shown: str) -> str:
    """Return our own words with `shown` in the place of the value, if that tells of somebody."""
    return written_over(text, occurrences(text, value), shown) if tells(value) else text


def is_out(reply: ReplyStatus) -> bool:
    """Say whether somebody can read these words of ours on the platform."""
    return reply.state == ReplyState.SENT and reply.mode == Mode.LIVE and reply.seen != Seen.GONE


def may_be_leaving(reply: ReplyStatus) -> bool:
    """Say whether a reply may be out or on its way: without its words nobody could look for it."""
    tried = reply.state == ReplyState.PENDING and reply.attempts > 0
    return tried or reply.state in {ReplyState.SENDING, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON}


def words_of_ours(item: QueueItem) -> list[tuple[ReplyStatus, bool]]:
    """Return what we said or mean to say about a mention, each with whether it is a message of its own.

    A correction's words are those of the reply once it is out. A playbook's own words are left out.
    """
    playbooks = item.draft if item.drafted_by == SYSTEM else None
    ours = [(item.reply_purpose, item.reply), *item.orders.items()]
    return [
        (reply, purpose in MESSAGES)
        for purpose, reply in ours
        if purpose in {*MESSAGES, Purpose.CORRECTION} and reply is not None and reply.text != playbooks
    ]


def _texts(item: QueueItem) -> list[RedactedText]:
    return [text for text in (item.text, *(part.text for part in item.parts)) if text is not None]

"""Decides what becomes of a mention's steps next; pure. Steps go in their order, and each is carried out once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from smbot.core.messages import Message, msg
from smbot.playbooks.standards import Wait
from smbot.playbooks.steps import StepKind
from smbot.steps.model import KeptStep, StepState

SAYS = frozenset({StepKind.PUBLIC_REPLY, StepKind.PRIVATE_MESSAGE})
"""Steps that say something to the author: a person, or the policy of `[playbooks] unattended`, lets it leave."""

ANSWERED = msg("The author answered: a person goes on.")
NOT_SENT = msg("Nobody sent it.")
NOT_DONE = msg("It was not done while the mention was open.")


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known of a mention while its steps are carried out.

    `public_at` is since when it is answered, `private_at` since when a message of ours is with its author in private.
    `leaving` says that something is on its way. `private` says that there is a private conversation. `heard_at` is
    when the author wrote again after we had said something.
    """

    public_at: datetime | None = None
    private_at: datetime | None = None
    leaving: bool = False
    private: bool = False
    hidden: bool = False
    heard_at: datetime | None = None

    @property
    def said_at(self) -> datetime | None:
        """Return since when the author has something of ours, the latest."""
        return max((at for at in (self.public_at, self.private_at) if at is not None), default=None)


@dataclass(frozen=True, kw_only=True)
class Move:
    """A step before and after; `heard` says that an answer ended its rest."""

    before: KeptStep
    after: KeptStep
    heard: bool = False


Until = Callable[[datetime, Wait], datetime]
"""Returns when a wait that begins at a moment is over, counted in the opening hours of our office."""


def next_move(steps: Sequence[KeptStep], known: Known, now: datetime, until: Until) -> Move | None:
    """Return what is to be done now, or None where a person, an answer or time is awaited."""
    for step in before_wait(steps):
        if (known.private and step.kind == StepKind.ASK_FOR_DOCUMENT) or (known.hidden and step.kind == StepKind.HIDE):
            return _done(step, now)
    for step in steps:
        if step.settled or step.kind in {StepKind.ASK_FOR_DOCUMENT, StepKind.HIDE}:
            continue  # nothing that comes later waits for these
        if step.kind in SAYS:
            if (known.public_at if step.kind == StepKind.PUBLIC_REPLY else known.private_at) is not None:
                return _done(step, now)
            if known.said_at is None or known.leaving:
                return None
            continue  # the other thing was said
        if step.step.wait is not None:
            return _wait(step, steps, known, now, until)
        if step.kind == StepKind.CLOSE and known.said_at is None and not step.alone:
            return None  # nobody has said anything: a person decides how it ends
        return _done(step, now)
    left = next((step for step in steps if not step.settled), None)
    if left is None or (known.said_at is None and not any(_ended(step) for step in steps)) or known.leaving:
        return None
    why = NOT_SENT if left.kind in SAYS else NOT_DONE
    return Move(before=left, after=replace(left, state=StepState.DROPPED, at=now, why=why))


def before_wait(steps: Sequence[KeptStep]) -> tuple[KeptStep, ...]:
    """Return the steps that are open and stand before the first wait that is not over."""
    wait = next((step.place for step in steps if step.kind == StepKind.WAIT and not step.settled), len(steps))
    return tuple(step for step in steps if step.place < wait and not step.settled)


def overtaken(steps: Sequence[KeptStep], place: int, now: datetime) -> tuple[Move, ...]:
    """Return what becomes of the steps after a wait that the author's answer ended."""
    return tuple(
        Move(before=step, after=replace(step, state=StepState.DROPPED, at=now, why=ANSWERED, until=None))
        for step in steps
        if step.place > place and not step.settled
    )


def _wait(step: KeptStep, steps: Sequence[KeptStep], known: Known, now: datetime, until: Until) -> Move | None:
    wait = step.step.wait
    if wait is None:
        return None
    says = any(one.kind in SAYS and one.state != StepState.SKIPPED for one in steps if one.place < step.place)
    unsaid = known.said_at is None and (says or wait.until == "answer")
    if step.state == StepState.RESTING:
        if unsaid:  # our words were taken away meanwhile: it rests anew once there are others
            return Move(before=step, after=replace(step, state=StepState.DUE, at=now, until=None))
        if wait.until == "answer" and known.heard_at is not None:
            return replace(_done(step, now, why=ANSWERED), heard=True)
        return _done(step, now) if step.until is not None and step.until <= now else None
    if unsaid:
        return None
    earlier = [one.at for one in steps if one.kind == StepKind.WAIT and one.place < step.place and one.settled]
    since = max(earlier, default=known.said_at or step.at)
    # It stands so since our words are there: an answer may have come, or be found, before the rest was noted.
    at = min(since, known.said_at or since)
    return Move(before=step, after=replace(step, state=StepState.RESTING, at=at, until=until(since, wait)))


def _ended(step: KeptStep) -> bool:
    return step.kind in {StepKind.CLOSE, StepKind.WAIT} and step.state == StepState.DONE


def _done(step: KeptStep, now: datetime, why: Message | None = None) -> Move:
    return Move(before=step, after=replace(step, state=StepState.DONE, at=now, until=None, why=why))

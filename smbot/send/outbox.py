"""What the outbox does next: decisions as values, never a sleep and never a second post by itself. Pure.

Exactly-once is impossible across a lost answer. What is promised: nothing is sent twice by the machine and
nothing is lost without a trace; what remains in doubt becomes a person's visible decision.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from smbot.core.codes import Code
from smbot.core.errors import AccountProblem, DeliveryInDoubt, PlatformError, Refused, Throttled
from smbot.core.events import Act
from smbot.core.ids import MentionId, ReplyId
from smbot.core.purposes import ONCE, REPEATABLE, Purpose
from smbot.core.states import ReplyState

SHORTEST_QUIET = timedelta(seconds=1)
"""Floor of the quiet period: below the platform's own delay doubles come back (11 % where it was tried)."""

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
MOST_ATTEMPTS = 12
"""How often an order is tried that may be done twice: with its growing waits, over about three hours."""


@dataclass(frozen=True, kw_only=True)
class Policy:
    """`quiet` is how long to wait before reading back; `lease` how long an attempt may last at most.

    After `hold` without a reading a doubt is a person's: our own replies cannot be read, and nobody else will look.
    """

    quiet: timedelta = timedelta(seconds=120)
    second_read: timedelta = timedelta(minutes=10)
    lease: timedelta = timedelta(minutes=2)
    hold: timedelta = timedelta(hours=24)
    resends: int = 1

    def __post_init__(self) -> None:
        if self.quiet < SHORTEST_QUIET:
            raise ValueError("the quiet period is shorter than its floor")


@dataclass(frozen=True, kw_only=True)
class OutboxReply:
    """A reply, or another order, as the dispatcher sees it. `misses` counts complete readings that did not find it.

    `text` is what is said, or for an order what is wanted. `code` is what the last attempt or reading said.
    """

    id: ReplyId
    mention: MentionId
    purpose: Purpose = Purpose.PUBLIC
    account: str
    platform: str
    text: str
    state: ReplyState
    version: int
    next_at: datetime
    lease_until: datetime | None = None
    attempt_at: datetime | None = None
    first_attempt_at: datetime | None = None
    attempts: int = 0
    misses: int = 0
    resends: int = 0
    code: str = ""
    approved_by: str = ""


@dataclass(frozen=True, kw_only=True)
class OwnReplyName:
    """What is kept of the id that the platform gave our reply: sealed, and as the digest that knows its echo."""

    sealed: bytes
    digest: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """The reply as it shall be, and the event to record.

    `pauses` names why the account must wait for a person, `rests_until` when it may be tried again, if so.
    """

    reply: OutboxReply
    act: Act
    pauses: str = ""
    rests_until: datetime | None = None


def begin(reply: OutboxReply, now: datetime, policy: Policy) -> Step:
    """Take a pending reply; this must be committed before any byte leaves."""
    return Step(
        reply=replace(
            reply,
            state=ReplyState.SENDING,
            attempt_at=now,
            first_attempt_at=reply.first_attempt_at or now,
            lease_until=now + policy.lease,
            attempts=reply.attempts + 1,
            misses=0,
        ),
        act=Act.REPLY_SENDING,
    )


def sent(reply: OutboxReply) -> Step:
    """The platform has it."""
    return Step(reply=replace(reply, state=ReplyState.SENT, code=""), act=Act.REPLY_SENT)


def unreadable(reply: OutboxReply) -> Step:
    """Its post's handle does not open: it cannot be sent, and looking for it is a person's work."""
    if reply.state == ReplyState.UNKNOWN:
        return _ask(reply, Code.HANDLE)
    return Step(reply=replace(reply, state=ReplyState.REFUSED, code=Code.HANDLE), act=Act.REPLY_REFUSED)


def stopped(reply: OutboxReply, why: str) -> Step:
    """It must not leave: the guard refuses it at the last moment, or a colleague was faster."""
    return Step(reply=replace(reply, state=ReplyState.REFUSED, code=why), act=Act.REPLY_STOPPED)


def forbidden(reply: OutboxReply, why: str) -> Step:
    """A rule forbids it. What was tried before and may be out is a person's to look for."""
    return _ask(reply, why) if reply.resends and reply.purpose not in REPEATABLE else stopped(reply, why)


def postponed(reply: OutboxReply, until: datetime, why: str) -> Step:
    """A rule lets it leave later."""
    return Step(reply=replace(reply, next_at=until, code=why), act=Act.REPLY_POSTPONED)


def failed(reply: OutboxReply, error: PlatformError, now: datetime, policy: Policy) -> Step:
    """Decide after an attempt that raised `error`."""
    code = error.code or type(error).__name__
    if isinstance(error, DeliveryInDoubt):
        return in_doubt(replace(reply, code=code), now, policy)
    if isinstance(error, Refused) and reply.resends and reply.purpose not in REPEATABLE:
        # The platform refuses the second attempt; the first may yet appear.
        return _ask(reply, code)
    if isinstance(error, Refused):
        return Step(reply=replace(reply, state=ReplyState.REFUSED, code=code), act=Act.REPLY_REFUSED)
    pending = replace(reply, state=ReplyState.PENDING, code=code, lease_until=None)
    if isinstance(error, Throttled) and error.retry_at is not None:
        next_at = max(error.retry_at, now + FIRST_WAIT)  # its clock may be behind ours
    else:
        next_at = now + _wait(reply)
    return Step(
        reply=replace(pending, next_at=next_at),
        act=Act.REPLY_POSTPONED,
        pauses=code if isinstance(error, AccountProblem) else "",
        # The other replies of the account would meet the same answer.
        rests_until=next_at,
    )


def in_doubt(reply: OutboxReply, now: datetime, policy: Policy) -> Step:
    """An answer was lost, or the process died while sending: look before anything else.

    What may be done twice is done again instead, until it has been tried too often; it counts as resent, since a
    person cannot take back any more what may be done.
    """
    if reply.purpose in REPEATABLE:
        if reply.attempts >= MOST_ATTEMPTS:
            return Step(reply=replace(reply, state=ReplyState.REFUSED), act=Act.REPLY_REFUSED)
        again = replace(reply, state=ReplyState.PENDING, next_at=now + _wait(reply), lease_until=None)
        return Step(reply=replace(again, resends=reply.resends + 1), act=Act.REPLY_POSTPONED)
    return Step(
        reply=replace(reply, state=ReplyState.UNKNOWN, next_at=now + policy.quiet, lease_until=None),
        act=Act.REPLY_UNKNOWN,
    )


def looked(reply: OutboxReply, *, found: int, complete: bool, now: datetime, policy: Policy) -> Step:
    """Decide after reading our own replies under the post: `found` of them have this reply's text."""
    if found == 1:
        return sent(reply)
    if found > 1:
        return _ask(reply, Code.SEVERAL)
    if not complete:
        # What a partial reading does not show may stand there all the same: it never counts as a miss.
        if reply.code == Code.INCOMPLETE:
            return _ask(reply, Code.INCOMPLETE)
        return _look_again(replace(reply, code=Code.INCOMPLETE), now, policy)
    if not reply.misses:
        return _look_again(replace(reply, misses=1), now, policy)
    if reply.purpose in ONCE or reply.resends >= policy.resends:
        return _ask(reply, Code.NOT_FOUND)
    again = replace(reply, state=ReplyState.PENDING, next_at=now, misses=0, resends=reply.resends + 1)
    return Step(reply=again, act=Act.REPLY_POSTPONED)


def could_not_look(reply: OutboxReply, error: PlatformError, now: datetime, policy: Policy) -> Step:
    """Reading failed: that says nothing about the reply, so wait and look again, but not for ever."""
    if reply.first_attempt_at is not None and now - reply.first_attempt_at >= policy.hold:
        return _ask(reply, error.code or type(error).__name__)
    retry_at = error.retry_at if isinstance(error, Throttled) else None
    later = replace(reply, next_at=retry_at or now + policy.second_read, code=error.code)
    return Step(reply=later, act=Act.REPLY_UNKNOWN)


def _wait(reply: OutboxReply) -> timedelta:
    return min(FIRST_WAIT * (1 << min(reply.attempts, 10)), LONGEST_WAIT)


def _look_again(reply: OutboxReply, now: datetime, policy: Policy) -> Step:
    return Step(reply=replace(reply, next_at=now + policy.second_read), act=Act.REPLY_UNKNOWN)


def _ask(reply: OutboxReply, code: str) -> Step:
    return Step(reply=replace(reply, state=ReplyState.NEEDS_PERSON, code=code), act=Act.REPLY_NEEDS_PERSON)

"""The dispatcher: the only caller of a `Sender`. One reply at a time for each account."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from smbot.core.clock import Clock
from smbot.core.errors import DeliveryInDoubt, PlatformError, SealError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.states import ReplyState
from smbot.core.switches import ON, SENDING_PAUSED
from smbot.send import outbox
from smbot.send.outbox import OutboxReply, Policy, Step
from smbot.send.ports import Handles, Sender, SendStore

LEASE_IN_TIMEOUTS = 3
LOOK_BACK = timedelta(hours=2)
"""How much earlier than our first attempt a reply may be dated: our clock may be an hour ahead of the platform's.

A window too short would overlook a reply that is there, and send it again; one too long costs nothing, since a
post gets one reply, which is told by its text.
"""


@dataclass(frozen=True, kw_only=True)
class Dispatching:
    """What dispatching works with. `refuses` names the guard's refusing rule for a reply, or is empty."""

    store: SendStore
    handles: Handles
    refuses: Callable[[MentionId, str], str]
    clock: Clock
    policy: Policy
    live: bool


def dispatch(account: str, sender: Sender, work: Dispatching, *, limit: int = 20) -> int:
    """Settle what is in doubt, then send what is due; return how many replies were dealt with.

    In `listen` and `shadow` nothing is sent, but doubts of an earlier `live` time are still settled.
    """
    _doubt_abandoned(account, work)
    done = 0
    while done < limit and _look_for_one(account, sender, work):
        done += 1
    while work.live and done < limit and _send_one(account, sender, work):
        done += 1
    return done


def health_name(account: str) -> str:
    """Return under which name an account's sending fares, apart from its collecting."""
    return f"{account}:send"


def _doubt_abandoned(account: str, work: Dispatching) -> None:
    """A reply left in `sending` past its lease belongs to a process that died or hangs: never resend, look."""
    now = work.clock.now()
    with work.store.read() as tx:
        left = tx.abandoned_replies(account, now)
    for reply in left:
        _keep(reply, outbox.in_doubt(replace(reply, code="abandoned"), now, work.policy), work)


def _send_one(account: str, sender: Sender, work: Dispatching) -> bool:
    now = work.clock.now()
    with work.store.read() as tx:
        health = tx.health(health_name(account))
        if tx.switch(SENDING_PAUSED) == ON or health.paused or (health.retry_at or now) > now:
            return False
        reply = tx.due_reply(account, now)
        sealed = tx.sealed_handle(reply.mention) if reply else None
    if reply is None or sealed is None:
        return False
    rule = _refusing_rule(reply, work)
    if rule:
        return _keep(reply, outbox.stopped(reply, rule), work) is not None
    to = _open(sealed, reply, work)
    if to is None:
        return _keep(reply, outbox.unreadable(reply), work) is not None
    failpoint("send.before-claim")
    taken = _keep(reply, outbox.begin(reply, now, _patient(work.policy, sender)), work, unless_paused=True)
    if taken is None:
        return True  # another dispatcher has it, or somebody paused sending while the guard was reading
    failpoint("send.claimed")
    step, reply_id = _attempt(taken, to, sender, work)
    failpoint("send.answered")
    _keep(taken, step, work, reply_id=reply_id)
    failpoint("send.recorded")
    return True


def _refusing_rule(reply: OutboxReply, work: Dispatching) -> str:
    """Return the guard's refusing rule, or none; a guard that breaks refuses."""
    try:
        return work.refuses(reply.mention, reply.text)
    except Exception as error:  # noqa: BLE001 - fail closed, and visibly: a person sees the refusal
        return type(error).__name__


def _patient(policy: Policy, sender: Sender) -> Policy:
    """Return the policy with a lease that the slowest attempt cannot outlive."""
    slowest = timedelta(seconds=LEASE_IN_TIMEOUTS * sender.timeout_seconds)
    return replace(policy, lease=max(policy.lease, slowest))


def _attempt(reply: OutboxReply, to: PlatformHandle, sender: Sender, work: Dispatching) -> tuple[Step, str]:
    lease = reply.lease_until
    if lease is None or (lease - work.clock.now()).total_seconds() <= sender.timeout_seconds:
        # This process slept (or the clock jumped): an attempt now could outlive its lease.
        return outbox.in_doubt(replace(reply, code="lease"), work.clock.now(), work.policy), ""
    try:
        return outbox.sent(reply), sender.reply(to, reply.text)
    except PlatformError as error:
        return outbox.failed(reply, error, work.clock.now(), work.policy), ""
    except Exception as error:  # noqa: BLE001 - whatever an adapter raises, the post may be out
        doubt = DeliveryInDoubt(type(error).__name__)
        return outbox.failed(reply, doubt, work.clock.now(), work.policy), ""


def _look_for_one(account: str, sender: Sender, work: Dispatching) -> bool:
    """Read our own replies under one doubtful post, and decide."""
    now = work.clock.now()
    with work.store.read() as tx:
        reply = tx.doubtful_reply(account, now)
        sealed = tx.sealed_handle(reply.mention) if reply else None
    if reply is None or sealed is None:
        return False
    to = _open(sealed, reply, work)
    if to is None:
        return _keep(reply, outbox.unreadable(reply), work) is not None
    since = (reply.first_attempt_at or now) - LOOK_BACK
    try:
        own = sender.own_replies(to, since)
    except PlatformError as error:
        _keep(reply, outbox.could_not_look(reply, error, now, work.policy), work)
        return True
    failpoint("send.looked")
    found = [o for o in own.replies if o.created_at >= since and sender.same_text(reply.text, o.text)]
    step = outbox.looked(reply, found=len(found), complete=own.complete, now=now, policy=work.policy)
    _keep(reply, step, work, reply_id=found[0].reply_id if len(found) == 1 else "")
    return True


def _open(sealed: bytes, reply: OutboxReply, work: Dispatching) -> PlatformHandle | None:
    """Return where a reply goes, or None: one damaged row must not hold up the others."""
    try:
        return work.handles.open(sealed, reply.mention)
    except SealError:
        return None


def _keep(
    before: OutboxReply, step: Step, work: Dispatching, *, reply_id: str = "", unless_paused: bool = False
) -> OutboxReply | None:
    """Write a step with its event; None means that somebody else changed the reply, or paused sending, first."""
    after = step.reply
    sealed = _seal_own(after, reply_id, work) if reply_id else None
    with work.store.write() as tx:
        if unless_paused and tx.switch(SENDING_PAUSED) == ON:
            return None
        if not tx.keep_step(before, after, sealed):
            return None
        detail: dict[str, Detail] = {"mention": after.mention, "attempt": after.attempts, "code": after.code}
        tx.record(Event(act=step.act, subject=after.id, detail=detail))
        if after.state == ReplyState.SENT:
            tx.mark_answered(after.mention)
        if step.rests_until is not None:
            health = tx.health(health_name(after.account))
            tx.keep_health(replace(health, paused=step.pauses or health.paused, retry_at=step.rests_until))
        if step.pauses:
            event = Event(act=Act.ACCOUNT_PAUSED, subject=health_name(after.account), detail={"reason": step.pauses})
            tx.record(event)
        failpoint(f"send.keeping-{after.state}")
    return replace(after, version=before.version + 1)


def _seal_own(reply: OutboxReply, reply_id: str, work: Dispatching) -> bytes:
    own = PlatformHandle(post_id=reply_id, first_id=reply_id, author_id="")
    return work.handles.seal(own, reply.mention)

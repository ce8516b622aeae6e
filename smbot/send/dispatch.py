"""The dispatcher: the only caller of a `Sender`. One order at a time for each account."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from smbot.core.attempt import attempt
from smbot.core.clock import Clock
from smbot.core.codes import Code
from smbot.core.errors import DeliveryInDoubt, PlatformError, SealError
from smbot.core.events import Act, Detail, Event
from smbot.core.failpoints import failpoint
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.core.platform_rules import RULE_CODE, PlatformRules, Rule
from smbot.core.purposes import MESSAGES, Purpose, Visibility
from smbot.core.sending_rules import Limits, Wish, postponement, refusal, verdicts
from smbot.core.states import ReplyState
from smbot.core.switches import ON, SENDING_PAUSED
from smbot.send import outbox
from smbot.send.outbox import OutboxReply, OwnReplyName, Policy, Step
from smbot.send.perform import Done, look_for, perform
from smbot.send.ports import Handles, Sender, SendStore, SendTransaction

LEASE_IN_TIMEOUTS = 3
MINUTE = timedelta(minutes=1)
MOST_PER_MINUTE = 30
WORDS = MESSAGES | {Purpose.CORRECTION}
"""Orders that bring words to the platform: the guard reads them once more before they leave."""
NOTHING_WRITTEN = frozenset({ReplyState.PENDING, ReplyState.REFUSED})
Held = Callable[[SendTransaction], Step | None]
_NOTHING = Done()
LOOK_BACK = timedelta(hours=2)
"""How much earlier than our first attempt a reply may be dated: our clock may be an hour ahead of the platform's.

A window too short would overlook a reply that is there, and send it again; one too long costs nothing, since a
post gets one reply, which is told by its text.
"""


@dataclass(frozen=True, kw_only=True)
class Dispatching:
    """What dispatching works with. `refuses` names the guard's refusing rule for a text, or is empty.

    `mask` masks what the platform shows of our reply, given with ours: somebody may have changed it there by hand.
    `told` returns what else the log is told of a reply that is out. `rules` is what a platform allows, None where it
    is not connected, and `limits` what the organisation sets: both are asked as an order leaves the outbox.
    `per_minute` is the most that an account begins to send in a minute, however much was approved.
    """

    store: SendStore
    handles: Handles
    refuses: Callable[[MentionId, str, Purpose], str]
    mask: Callable[[str, str], str]
    clock: Clock
    policy: Policy
    live: bool
    rules: Callable[[str], PlatformRules | None]
    limits: Callable[[str], Limits]
    told: Callable[[OutboxReply], Sequence[Event]] = lambda _reply: ()
    per_minute: int = MOST_PER_MINUTE


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
    failpoint("send.abandoned-listed")
    for reply in left:
        _keep(reply, outbox.in_doubt(replace(reply, code=Code.ABANDONED), now, work.policy), work)


def _send_one(account: str, sender: Sender, work: Dispatching) -> bool:
    now = work.clock.now()
    with work.store.read() as tx:
        health = tx.health(health_name(account))
        if tx.switch(SENDING_PAUSED) == ON or health.paused or (health.retry_at or now) > now:
            return False
        if tx.attempts_since(account, now - MINUTE) >= work.per_minute:
            return False
        reply = tx.due_reply(account, now)
        sealed = tx.sealed_handle(reply.mention) if reply else None
        own = tx.sealed_own(reply.mention) if reply else None
        said = tx.own_text(reply.mention) if reply else ""
    if reply is None or sealed is None:
        return False
    rule = _refusing_rule(reply, work)
    if rule:
        return _keep(reply, outbox.stopped(reply, f"guard:{rule}"), work) is not None
    to = _open(sealed, reply, work)
    if to is None:
        return _keep(reply, outbox.unreadable(reply), work) is not None
    failpoint("send.before-claim")
    taken = _claim(reply, sender, work)
    if taken is None:
        return True  # another dispatcher has it, a rule holds it, or somebody paused sending or answered meanwhile
    failpoint("send.claimed")
    about = to, _open(own, reply, work) if own else None
    step, done = _attempt(taken, about, said, sender, work)
    failpoint("send.answered")
    _keep(taken, step, work, done=done)
    failpoint("send.recorded")
    return True


def _refusing_rule(reply: OutboxReply, work: Dispatching) -> str:
    """Return the guard's refusing rule, or none; a guard that breaks refuses."""
    if reply.purpose not in WORDS:
        return ""
    try:
        return work.refuses(reply.mention, reply.text, reply.purpose)
    except Exception as error:  # noqa: BLE001 - fail closed, and visibly: a person sees the refusal
        return type(error).__name__


def _claim(reply: OutboxReply, sender: Sender, work: Dispatching) -> OutboxReply | None:
    """Take an order out of the outbox, if every rule lets it leave now."""
    now = work.clock.now()
    attempt = timedelta(seconds=sender.timeout_seconds)

    def held(tx: SendTransaction) -> Step | None:
        return _held(tx, reply, attempt, work)

    return _keep(reply, outbox.begin(reply, now, _patient(work.policy, sender)), work, held=held)


def _held(tx: SendTransaction, reply: OutboxReply, attempt: timedelta, work: Dispatching) -> Step | None:
    """Return the step of an order that a rule keeps from leaving now, or None. What is unknown is refused.

    The rules are asked in the transaction that takes the order: of two that would use one right up, one sees the other.
    """
    now, rules, facts = work.clock.now(), work.rules(reply.platform), tx.sending_facts(reply.mention)
    if rules is None or facts is None:
        return outbox.forbidden(reply, f"{RULE_CODE}{Rule.KIND}")
    found = verdicts(
        rules,
        facts,
        tx.sending_history(reply.mention, reply.account, now.date().replace(day=1)),
        limits=replace(work.limits(reply.platform), attempt=attempt),
        wish=Wish(purpose=reply.purpose, text=reply.text),
        now=now,
    )
    refused, later = refusal(found), postponement(found)
    if refused is not None:
        return outbox.forbidden(reply, f"{RULE_CODE}{refused.rule}")
    if later is not None and later.until is not None:
        return outbox.postponed(reply, later.until, f"{RULE_CODE}{later.rule}")
    return None


def _bill(tx: SendTransaction, before: OutboxReply, after: OutboxReply, work: Dispatching) -> None:
    """Bill an attempt as it begins; take that back where it surely wrote nothing."""
    begins = after.state == ReplyState.SENDING
    in_vain = before.state == ReplyState.SENDING and after.state in NOTHING_WRITTEN and after.resends == before.resends
    rules, facts = work.rules(after.platform), tx.sending_facts(after.mention)
    if not (begins or in_vain) or rules is None or facts is None:
        return
    if cost := rules.cost(after.purpose, after.text, facts.summoned):
        tx.bill_sending(after.account, cost if begins else -cost)


def _patient(policy: Policy, sender: Sender) -> Policy:
    """Return the policy with a lease that the slowest attempt cannot outlive."""
    slowest = timedelta(seconds=LEASE_IN_TIMEOUTS * sender.timeout_seconds)
    return replace(policy, lease=max(policy.lease, slowest))


def _attempt(
    reply: OutboxReply,
    about: tuple[PlatformHandle, PlatformHandle | None],
    said: str,
    sender: Sender,
    work: Dispatching,
) -> tuple[Step, Done]:
    def in_time() -> bool:
        lease = reply.lease_until
        return lease is not None and (lease - work.clock.now()).total_seconds() > sender.timeout_seconds

    if not in_time():
        # This process slept (or the clock jumped): an attempt now could outlive its lease.
        return outbox.in_doubt(replace(reply, code=Code.LEASE), work.clock.now(), work.policy), Done()
    try:
        with attempt(in_time):  # asked again right before the first byte: it may sleep on the way there, too
            done = perform(reply, *about, said, sender)
        return outbox.sent(reply), done
    except PlatformError as error:
        return outbox.failed(reply, error, work.clock.now(), work.policy), Done()
    except Exception as error:  # noqa: BLE001 - whatever an adapter raises, the post may be out
        doubt = DeliveryInDoubt(type(error).__name__)
        return outbox.failed(reply, doubt, work.clock.now(), work.policy), Done()


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
        own = look_for(reply, to, since, sender)
    except PlatformError as error:
        _keep(reply, outbox.could_not_look(reply, error, now, work.policy), work)
        return True
    failpoint("send.looked")
    found = [o for o in own.replies if o.created_at >= since and sender.same_text(reply.text, o.text)]
    step = outbox.looked(reply, found=len(found), complete=own.complete, now=now, policy=work.policy)
    _keep(reply, step, work, done=Done(reply_id=found[0].reply_id if len(found) == 1 else ""))
    failpoint("send.look-recorded")
    return True


def _open(sealed: bytes, reply: OutboxReply, work: Dispatching) -> PlatformHandle | None:
    """Return where a reply goes, or None: one damaged row must not hold up the others."""
    try:
        return work.handles.open(sealed, reply.mention)
    except SealError:
        return None


def _keep(
    before: OutboxReply, step: Step, work: Dispatching, *, done: Done = _NOTHING, held: Held | None = None
) -> OutboxReply | None:
    """Write a step with its event; None means that somebody else changed the reply first, or that it must not leave.

    `held` is there where the step takes an order out of the outbox: it returns another step where a rule holds it.
    """
    after = step.reply
    own = _name_own(after, done.reply_id, work) if done.reply_id else None
    told = work.told(after) if after.state == ReplyState.SENT and after.purpose in MESSAGES else ()
    with work.store.write() as tx:
        if held is not None and tx.switch(SENDING_PAUSED) == ON:
            return None
        if held is not None and tx.attempts_since(before.account, work.clock.now() - MINUTE) >= work.per_minute:
            return None  # another dispatcher was first
        answers = after.purpose == tx.answer_purpose(after.mention)
        instead = None
        if held is not None and answers and tx.answered_by_hand(after.mention):
            instead = outbox.stopped(before, Code.ANSWERED_BY_HAND)
        elif held is not None:
            instead = held(tx)
        step = instead or step
        after = step.reply
        if not tx.keep_step(before, after, own):
            return None
        _bill(tx, before, after, work)
        detail: dict[str, Detail] = {"mention": after.mention, "attempt": after.attempts, "code": after.code}
        if after.purpose != Purpose.PUBLIC:
            detail["purpose"] = after.purpose
        tx.record(Event(act=step.act, subject=after.id, detail=detail))
        if after.state == ReplyState.SENT:
            _take_effect(tx, after, done, work)
            for event in told:
                tx.record(event)
        elif after.state == ReplyState.REFUSED and after.purpose in MESSAGES:
            tx.close_if_gone(after.mention)
        if answers and tx.settle_by_hand(after.mention):
            found: dict[str, Detail] = {"found": "platform"}
            tx.record(Event(act=Act.MENTION_ANSWERED_BY_HAND, subject=after.mention, detail=found))
        _note_pause(tx, step)
        failpoint(f"send.keeping-{after.state}")
    return None if instead else replace(after, version=before.version + 1)


def _take_effect(tx: SendTransaction, order: OutboxReply, done: Done, work: Dispatching) -> None:
    """Bring our tables to what is now so on the platform, with the event that says so."""
    mention, act = order.mention, None
    match order.purpose:
        case Purpose.PUBLIC | Purpose.PRIVATE:
            if tx.answer_purpose(mention) == order.purpose:
                tx.mark_answered(mention)
        case Purpose.VISIBILITY:
            hidden = order.text == Visibility.HIDDEN
            if tx.mark_hidden(mention, hidden=hidden):
                act = Act.MENTION_HIDDEN if hidden else Act.MENTION_SHOWN
        case Purpose.CORRECTION:
            tx.correct_own(mention, order.text)
            act = Act.REPLY_CORRECTED
        case Purpose.REMOVAL:
            tx.remove_own(mention)
            tx.mark_unanswered(mention)
            act = Act.REPLY_REMOVED
        case Purpose.LOOK:
            tx.keep_look(mention, done.seen, work.mask(done.seen_text, tx.own_text(mention)) if done.seen_text else "")
            act = Act.REPLY_LOOKED_AT
    if act is not None:
        tx.record(Event(act=act, subject=mention, detail={"seen": done.seen} if done.seen else {}))


def _note_pause(tx: SendTransaction, step: Step) -> None:
    name = health_name(step.reply.account)
    if step.rests_until is not None:
        health = tx.health(name)
        tx.keep_health(replace(health, paused=step.pauses or health.paused, retry_at=step.rests_until))
    if step.pauses:
        tx.record(Event(act=Act.ACCOUNT_PAUSED, subject=name, detail={"reason": step.pauses}))


def _name_own(reply: OutboxReply, reply_id: str, work: Dispatching) -> OwnReplyName:
    own = PlatformHandle(post_id=reply_id, first_id=reply_id, author_id="")
    return OwnReplyName(sealed=work.handles.seal(own, reply.mention), digest=work.handles.name(reply.platform, own))

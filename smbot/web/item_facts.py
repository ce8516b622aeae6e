"""What is known of a mention on its platform, in sentences and as short words; the command line says the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from smbot.bootstrap import Application
from smbot.core.messages import Message, msg
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose, Seen
from smbot.core.sending_rules import Verdict
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.at_platform import AtPlatform, Order
from smbot.review.ports import QueueItem, ReplyStatus
from smbot.web.order_words import KINDS, NOT_SEEN, PURPOSE_NAMES, RULE_NAMES, SEEN, Fact, order_of

NEWEST = 5
"""So many posts of our own are told with their dates; a long conversation has many."""


@dataclass(frozen=True, kw_only=True)
class OwnPosts:
    """Our account's posts in a mention's conversation: when, and whether smbot wrote them.

    `answered` says that one of those written by hand answers the mention.
    """

    posts: Sequence[tuple[datetime, bool]]
    answered: bool


def own_posts(application: Application, at_platform: AtPlatform, item: QueueItem) -> OwnPosts:
    """Read what our account wrote around a mention."""
    with application.store.read() as tx:
        answered = tx.answered_by_hand(item.id)
    return OwnPosts(posts=at_platform.own_posts(item), answered=answered)


def facts(item: QueueItem) -> tuple[Fact, ...]:
    """Return what a row of the queue tells beside the state."""
    reply, private = item.reply, item.orders.get(Purpose.PRIVATE)
    out = reply is not None and reply.state == ReplyState.SENT
    told = {
        Fact.MESSAGE: item.kind == PostKind.MESSAGE,
        Fact.HIDDEN: item.hidden and item.gone_at is None,
        Fact.GONE: item.gone_at is not None,
        Fact.BY_HAND: item.state == MentionState.ANSWERED and not out,
        Fact.CHANGED: reply is not None and out and reply.seen == Seen.CHANGED,
        Fact.LOST: reply is not None and out and reply.seen == Seen.GONE,
        Fact.UNSURE: item.recheck or any(mask.doubtful for mask in item.all_masks()),
        Fact.EXPOSES: any(ours.seen == Seen.EXPOSES for ours in (reply, private) if ours is not None),
        Fact.HEARD: item.back_at is not None,
        Fact.DOUBT: private is not None and private.state == ReplyState.NEEDS_PERSON,
    }
    return tuple(fact for fact, holds in told.items() if holds)


def reply_there(item: QueueItem) -> ReplyStatus | None:
    """Return our public reply where it is out, so that one can look how the platform has it."""
    public = item.reply if item.reply_purpose == Purpose.PUBLIC else None
    return public if public and public.state == ReplyState.SENT and public.mode == Mode.LIVE else None


def orders_told(item: QueueItem) -> list[tuple[Order, ReplyStatus]]:
    """Return the orders that a person should know of: under way, refused, in doubt, done."""
    found = [(order_of(purpose, status), status) for purpose, status in item.orders.items()]
    return [
        (order, status)
        for order, status in found
        if (status.state != ReplyState.RETRACTED or status.proposed)
        and not (order == Order.LOOK and status.state == ReplyState.SENT)
    ]


def _kind(kind: PostKind) -> Message:
    if kind == PostKind.POST:
        return msg("It is a post of its own, not a comment.")
    return msg("Kind of post: {kind}.", kind=KINDS[kind])


def known(item: QueueItem, own: OwnPosts, *, hides: bool, date: Callable[[datetime], str]) -> list[Message]:
    """Return what is known of the post and of our reply on the platform; `hides` says whether we can hide it there."""
    told = [_kind(item.kind)]
    if item.gone_at is not None:
        told.append(
            msg(
                "Gone from its platform since {date}: its text was deleted here too, our record of it stays.",
                date=date(item.gone_at),
            )
        )
    elif item.hidden:
        told.append(msg("Hidden: others do not see it."))
    elif hides:
        told.append(msg("Shown: others see it."))
    if item.edited and item.text is not None:
        told.append(msg("Edited by its author: the text here is the newest that smbot has read."))
    told += _of_own_posts(item, own, date)
    told += _of_reply(item, date)
    return told


def _of_own_posts(item: QueueItem, own: OwnPosts, date: Callable[[datetime], str]) -> list[Message]:
    told = []
    earlier = len(own.posts) - NEWEST
    if earlier > 0:
        told.append(msg("Earlier posts of our account in this conversation: {count}.", count=earlier))
    for at, by_smbot in own.posts[-NEWEST:]:
        if by_smbot:
            told.append(msg("Our account wrote in this conversation, by smbot: {date}", date=date(at)))
        else:
            told.append(msg("Our account wrote in this conversation, by hand: {date}", date=date(at)))
    if own.answered and item.state != MentionState.ANSWERED:
        told.append(msg("A colleague answered it on the platform already: smbot sends no second answer."))
    return told


def _of_reply(item: QueueItem, date: Callable[[datetime], str]) -> list[Message]:
    reply = reply_there(item)
    private = item.reply if item.reply_purpose == Purpose.PRIVATE else item.orders.get(Purpose.PRIVATE)
    told = []
    if private is not None and private.seen == Seen.EXPOSES:
        told.append(msg("Our private message holds what was masked since: delete it there, where that is possible."))
    if reply is None:
        return told
    seen = SEEN.get(reply.seen, NOT_SEEN)
    if not reply.seen or reply.seen_at is None:
        return [*told, msg("Our reply as the platform has it: {seen}.", seen=seen)]
    looked = msg("Our reply as the platform has it: {seen} (looked at: {date}).", seen=seen, date=date(reply.seen_at))
    return [*told, looked]


def time_left(posted_at: datetime, window: timedelta, now: datetime) -> Message | None:
    """Return how much of a window is left, in words; None where it is over."""
    left = posted_at + window - now
    minutes = int(left.total_seconds() // 60)
    if left <= timedelta():
        return None
    if minutes < 2:
        return msg("less than two minutes left")
    if minutes < 2 * 60:
        return msg("{minutes} minutes left", minutes=minutes)
    if minutes < 2 * 24 * 60:
        return msg("{hours} hours left", hours=minutes // 60)
    return msg("{days} days left", days=minutes // (24 * 60))


@dataclass(frozen=True, kw_only=True)
class RuleTold:
    """What one rule says of one thing that could be sent; `more` is what is left of its time."""

    purpose: Message
    name: Message
    verdict: Verdict
    more: tuple[Message, ...]


def rules_told(application: Application, at_platform: AtPlatform, item: QueueItem) -> tuple[RuleTold, ...]:
    """Return what the rules say of answering the mention now, and of writing to its author and hiding it."""
    rules, now = application.rules(item.platform), application.clock.now()
    purposes = [item.reply_purpose]
    if item.kind in rules.private_windows and item.reply_purpose != Purpose.PRIVATE:
        purposes.append(Purpose.PRIVATE)
    if item.kind in rules.hides:
        purposes.append(Purpose.VISIBILITY)
    told = []
    for purpose in purposes:
        text = item.draft if purpose == item.reply_purpose else ""
        for verdict in at_platform.verdicts(item, purpose, text):
            left = time_left(now, verdict.left, now) if verdict.left is not None else None
            more = [left] if left else []
            more += [msg("once only, used")] if verdict.used else []
            name = PURPOSE_NAMES[purpose]
            told.append(RuleTold(purpose=name, name=RULE_NAMES[verdict.rule], verdict=verdict, more=tuple(more)))
    return tuple(told)


def window_left(application: Application, item: QueueItem) -> Message | None:
    """Return how long we may still write to the author in private, or None where we may not."""
    windows: Mapping[PostKind, timedelta] = application.rules(item.platform).private_windows
    window = windows.get(item.kind)
    return None if window is None else time_left(item.posted_at, window, application.clock.now())

"""The part of a mention's page that tells how things stand on its platform, and what can be ordered there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from smbot.bootstrap import UNLIMITED, Application
from smbot.core.messages import Message, msg
from smbot.core.platform_rules import Rule
from smbot.core.purposes import Purpose
from smbot.core.roles import Permission
from smbot.core.states import MentionState as S
from smbot.core.states import Mode, ReplyState
from smbot.review.at_platform import NEEDS, PURPOSES, AtPlatform, Order
from smbot.review.ports import Problem, QueueItem, ReplyStatus
from smbot.web.access import Visit
from smbot.web.dates import short_date
from smbot.web.item_facts import known, orders_told, own_posts, reply_there, rules_told, window_left

BEFORE_APPROVAL = frozenset({S.TRIAGED, S.DRAFTED, S.CLAIMED, S.ESCALATED, S.QUARANTINED})
"""States in which a reply may still be approved: what is to be hidden is hidden before."""


@dataclass(frozen=True, kw_only=True)
class Writing:
    """A text that can be typed for an order, with its measure and what the guard says of it."""

    text: str
    length: int
    limit: int | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """An order that was given. `seconds_left` counts to the end of its undo window, where there is one still."""

    order: Order
    status: ReplyStatus
    seconds_left: int | None
    may_take_back: bool
    may_resolve: bool


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What a member typed for an order that was not given; it is never lost."""

    order: Order
    text: str


class PlatformPart:
    """Reads what the section “On the platform” shows."""

    def __init__(self, application: Application, at_platform: AtPlatform) -> None:
        self._application = application
        self._at_platform = at_platform
        self._guard = application.guard()
        self._private_channel = application.settings.organisation.private_channel

    def values(self, visit: Visit, item: QueueItem, typed: Typed | None, *, hide_first: bool) -> dict[str, object]:
        """Return what the section's template needs."""
        orders = self._at_platform.orders(visit.signed_in, item)
        rules = self._application.rules(item.platform)
        hides = Purpose.VISIBILITY in rules.purposes and item.kind in rules.hides
        own = own_posts(self._application, self._at_platform, item)
        return {
            "known": known(
                item, own, hides=hides, date=partial(short_date, language=visit.language, zone=self._application.zone)
            ),
            "orders": {order for order, why in orders.items() if why is None},
            "order_hindrances": {order: why for order, why in orders.items() if why is not None},
            "told": [self._told(visit, order, status) for order, status in orders_told(item)],
            "there": reply_there(item),
            "window": window_left(self._application, item),
            "rules_told": rules_told(self._application, self._at_platform, item),
            "writing": self._writing(item, typed, orders),
            "typed_order": typed.order if typed else None,
            "hide_due": hide_first and orders.get(Order.HIDE, _NO) is None and item.state in BEFORE_APPROVAL,
        }

    def problems(self, item: QueueItem, text: str, purpose: Purpose) -> tuple[Problem, ...]:
        """Return what the guard says of a text, refusals first."""
        found = self._guard(item, text, purpose) if text else ()
        return tuple(sorted(found, key=lambda problem: not problem.refuses))

    def length(self, item: QueueItem, text: str) -> int:
        """Return how long a text is by the platform's own count."""
        return self._application.rules(item.platform).count(text)

    def limit(self, item: QueueItem, purpose: Purpose) -> int | None:
        """Return how long a text may be there, or None where no limit is known."""
        rules = self._application.rules(item.platform)
        limit = rules.private_limit if purpose == Purpose.PRIVATE else rules.limit
        return None if limit >= UNLIMITED else limit

    def cost(self, item: QueueItem, text: str) -> Message | None:
        """Return what a reply would cost and what is left for sending this month; None where nothing is billed."""
        said = self._at_platform.verdicts(item, item.reply_purpose, text)
        return next((verdict.sentence for verdict in said if verdict.rule == Rule.BUDGET), None)

    def seconds_left(self, status: ReplyStatus | None) -> int | None:
        """Return the seconds until something leaves; None where it does not wait for that."""
        if status is None or status.state != ReplyState.PENDING:
            return None
        return max(0, round((status.next_at - self._application.clock.now()).total_seconds()))

    def _told(self, visit: Visit, order: Order, status: ReplyStatus) -> Told:
        pending = status.state == ReplyState.PENDING
        in_doubt = order == Order.WRITE and status.state == ReplyState.NEEDS_PERSON
        left = self.seconds_left(status) if status.mode == Mode.LIVE else None
        return Told(
            order=order,
            status=status,
            seconds_left=left or None,
            may_take_back=(pending or status.proposed) and visit.signed_in.may(NEEDS[order]),
            may_resolve=in_doubt and visit.signed_in.may(Permission.APPROVE),
        )

    def _writing(
        self, item: QueueItem, typed: Typed | None, orders: Mapping[Order, Message | None]
    ) -> dict[Order, Writing]:
        proposed = {
            Order.WRITE: self._at_platform.policy.prepared(item)
            or ("" if self._leads_to_private(item) else item.draft),
            Order.CORRECT: item.reply.text if item.reply else "",
        }
        proposed |= {order: s.text for order in proposed if (s := item.orders.get(PURPOSES[order])) and s.proposed}
        shown = {order: text for order, text in proposed.items() if orders.get(order, _NO) is None}
        if typed is not None and typed.order in proposed:
            shown[typed.order] = typed.text
        return {order: self._measured(item, order, text) for order, text in shown.items()}

    def _leads_to_private(self, item: QueueItem) -> bool:
        """Say whether the draft sends the author to the private channel, where a private message already is."""
        return any(words in item.draft for words in (self._private_channel.en, self._private_channel.fr))

    def _measured(self, item: QueueItem, order: Order, text: str) -> Writing:
        purpose = Purpose.PRIVATE if order == Order.WRITE else Purpose.PUBLIC
        return Writing(
            text=text,
            length=self.length(item, text),
            limit=self.limit(item, purpose),
            problems=self.problems(item, text, purpose),
        )


_NO = msg("no")

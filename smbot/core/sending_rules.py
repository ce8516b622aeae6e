"""May this leave now? Every rule with its sentence, source, price and what is left of its time. Pure.

The desk shows these verdicts before anything is approved, and the dispatcher asks for the same ones in the transaction
in which it takes something out of the outbox. What is not known for sure is refused.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from smbot.core.labels import URGENT
from smbot.core.messages import Message, decimal, msg
from smbot.core.money import in_usd
from smbot.core.platform_rules import PlatformRules, Rule
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import MESSAGES, Purpose

OURS = "smbot"
"""The source of a rule that smbot keeps wherever it sends, whatever the platform says."""
QUIET_SOURCE = "[sending] quiet_from, quiet_until"
BUDGET_SOURCE = "[platforms.*] monthly_sending_usd"


@dataclass(frozen=True, kw_only=True)
class QuietHours:
    """From `begins` to `ends` on the clock of `zone`, over midnight where it ends before it begins."""

    begins: time
    ends: time
    zone: ZoneInfo

    def until(self, now: datetime) -> datetime | None:
        """Return when the quiet hours that run at `now` are over; None where none run."""
        here = now.astimezone(self.zone)
        clock = here.time().replace(tzinfo=None)
        over_midnight = self.ends <= self.begins
        inside = clock >= self.begins or clock < self.ends if over_midnight else self.begins <= clock < self.ends
        if not inside:
            return None
        day = here.date() + timedelta(days=1) if over_midnight and clock >= self.begins else here.date()
        end = datetime.combine(day, self.ends, tzinfo=self.zone).astimezone(UTC)
        return max(end, now + timedelta(minutes=1))  # an hour that the clock goes through twice


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the rules ask of a post: `posted_at` begins its windows, `labels` say whether it is urgent."""

    kind: PostKind
    summoned: bool
    posted_at: datetime
    labels: tuple[str, ...] = ()
    hidden: bool = False
    gone: bool = False


@dataclass(frozen=True, kw_only=True)
class History:
    """What was done before, and what the author asked.

    `answered` says that a reply of ours, or of a colleague by hand, answers the post; `private_used` that its author
    was or may have been written to in private because of it. `since_theirs` counts our private messages to the author
    in the conversation since they last wrote there. `spent_micros` is what sending on the platform cost this month.
    """

    answered: bool = False
    private_used: bool = False
    since_theirs: int = 0
    opted_out: bool = False
    spent_micros: int = 0


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What the organisation sets; `budget_micros` is None where nothing is billed.

    `attempt` is how long carrying something out may take: a window must not close in between.
    """

    quiet: QuietHours | None = None
    budget_micros: int | None = None
    attempt: timedelta = timedelta()


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be sent."""

    purpose: Purpose
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What one rule says. `until` is when what is not allowed now will be; None where waiting changes nothing.

    `left` is what is left of a window, `used` says that a once-only right is used up, `cost_micros` is its price.
    """

    rule: Rule
    allowed: bool
    sentence: Message
    source: str
    cost_micros: int = 0
    left: timedelta | None = None
    used: bool = False
    until: datetime | None = None


def verdicts(
    rules: PlatformRules, facts: Facts, history: History, *, limits: Limits, wish: Wish, now: datetime
) -> tuple[Verdict, ...]:
    """Return what each rule that concerns `wish` says of it at `now`, in the order of `Rule`."""
    found = [_kind(rules, facts, wish), *_gone(facts, wish)]
    if wish.purpose == Purpose.PUBLIC:
        found.append(_summoned(rules, facts))
    if wish.purpose == Purpose.PRIVATE:
        found.append(_window(rules, facts, limits, now))
        if facts.kind != PostKind.MESSAGE:
            found.append(_once(rules, history))
    if wish.purpose in MESSAGES:
        if wish.purpose == Purpose.PUBLIC or facts.kind == PostKind.MESSAGE:
            found.append(_one_reply(history))
        found.append(_opt_out(history))
        found += _budget(rules, facts, history, limits, wish)
        found += _quiet(facts, limits, now)
    return tuple(_sourced(rules, verdict) for verdict in found)


def refusal(found: Iterable[Verdict]) -> Verdict | None:
    """Return the first verdict that no waiting changes, or None."""
    return next((verdict for verdict in found if not verdict.allowed and verdict.until is None), None)


def postponement(found: Iterable[Verdict]) -> Verdict | None:
    """Return the verdict that makes it wait the longest, or None."""
    waits = [verdict for verdict in found if not verdict.allowed and verdict.until is not None]
    return max(waits, key=lambda verdict: verdict.until or datetime.min.replace(tzinfo=UTC), default=None)


def _sourced(rules: PlatformRules, verdict: Verdict) -> Verdict:
    return verdict if verdict.source else replace(verdict, source=rules.sources.get(verdict.rule, OURS))


def _verdict(rule: Rule, sentence: Message, *, allowed: bool, source: str = "") -> Verdict:
    return Verdict(rule=rule, allowed=allowed, sentence=sentence, source=source)


def _kind(rules: PlatformRules, facts: Facts, wish: Wish) -> Verdict:
    told = {"platform": rules.title}
    match wish.purpose:
        case Purpose.PUBLIC:
            can, no = facts.kind != PostKind.MESSAGE, msg("A private message is answered in private.")
        case Purpose.PRIVATE:
            can = facts.kind in rules.private_windows
            no = msg("{platform} does not let us write first to this author in private.", **told)
        case Purpose.VISIBILITY:
            can = facts.kind in rules.hides
            no = msg("{platform} lets us hide no post of this kind: tell the team at once.", **told)
        case _:
            can, no = True, msg("{platform} lets us do no such thing by API.", **told)
    if wish.purpose not in rules.purposes:
        can, no = False, msg("{platform} lets us do no such thing by API.", **told)
    return _verdict(Rule.KIND, msg("{platform} lets us do this with such a post.", **told) if can else no, allowed=can)


def _gone(facts: Facts, wish: Wish) -> Iterator[Verdict]:
    if facts.gone and wish.purpose in MESSAGES | {Purpose.VISIBILITY}:
        yield _verdict(Rule.GONE, msg("The post is no longer on its platform."), allowed=False)


def _summoned(rules: PlatformRules, facts: Facts) -> Verdict:
    if facts.summoned:
        return _verdict(Rule.SUMMONED, msg("The author addressed us."), allowed=True)
    if rules.answers_unsummoned:
        return _verdict(
            Rule.SUMMONED,
            msg("{platform} lets us answer also who did not address us.", platform=rules.title),
            allowed=True,
        )
    return _verdict(
        Rule.SUMMONED,
        msg(
            "The author did not address us, so {platform} lets nobody answer by API: open the post and paste the text.",
            platform=rules.title,
        ),
        allowed=False,
    )


def _window(rules: PlatformRules, facts: Facts, limits: Limits, now: datetime) -> Verdict:
    window = rules.private_windows.get(facts.kind)
    left = facts.posted_at + window - now if window is not None else timedelta()
    if left <= limits.attempt:
        over = msg("The time in which {platform} lets us write in private is over.", platform=rules.title)
        return _verdict(Rule.WINDOW, over, allowed=False)
    open_yet = msg("{platform} lets us write in private for a time after the post.", platform=rules.title)
    return replace(_verdict(Rule.WINDOW, open_yet, allowed=True), left=left)


def _once(rules: PlatformRules, history: History) -> Verdict:
    if history.private_used:
        used = msg("Its author was written to in private already, or will be.")
        return replace(_verdict(Rule.ONCE, used, allowed=False), used=True)
    if history.since_theirs:
        waits = msg("Its author was written to in private because of another post, and has not answered yet.")
        return replace(_verdict(Rule.ONCE, waits, allowed=False), used=True)
    return _verdict(Rule.ONCE, msg("One private message may go to the author of this post: none has."), allowed=True)


def _one_reply(history: History) -> Verdict:
    if history.answered:
        return replace(
            _verdict(Rule.ONE_REPLY, msg("This post was answered: one reply to each."), allowed=False), used=True
        )
    return _verdict(Rule.ONE_REPLY, msg("This post was not answered yet: one reply to each."), allowed=True)


def _opt_out(history: History) -> Verdict:
    if history.opted_out:
        return _verdict(Rule.OPT_OUT, msg("The author asked us not to write to them."), allowed=False)
    return _verdict(Rule.OPT_OUT, msg("The author did not ask us to stop."), allowed=True)


def _budget(rules: PlatformRules, facts: Facts, history: History, limits: Limits, wish: Wish) -> Iterator[Verdict]:
    cost = rules.cost(wish.purpose, wish.text, facts.summoned)
    if not cost and limits.budget_micros is None:
        return
    left = (limits.budget_micros or 0) - history.spent_micros
    told = {"cost": decimal(in_usd(cost), 3), "left": decimal(max(0.0, in_usd(left)), 2), "platform": rules.title}
    sentence = (
        msg("It costs {cost} US dollars. Left for sending on {platform} this month: {left}.", **told)
        if cost <= left
        else msg("It costs {cost} US dollars, and only {left} are left for sending on {platform} this month.", **told)
    )
    verdict = _verdict(Rule.BUDGET, sentence, allowed=cost <= left, source=BUDGET_SOURCE if cost > left else "")
    yield replace(verdict, cost_micros=cost)


def _quiet(facts: Facts, limits: Limits, now: datetime) -> Iterator[Verdict]:
    if limits.quiet is None:
        return
    until = limits.quiet.until(now)
    if until is None:
        yield _verdict(Rule.QUIET_HOURS, msg("Now are no quiet hours."), allowed=True, source=QUIET_SOURCE)
    elif URGENT in facts.labels:
        urgent = msg("It is urgent: quiet hours do not hold it.")
        yield _verdict(Rule.QUIET_HOURS, urgent, allowed=True, source=QUIET_SOURCE)
    else:
        waits = msg("Now are quiet hours: it leaves at {time}.", time=f"{limits.quiet.ends:%H:%M}")
        yield replace(_verdict(Rule.QUIET_HOURS, waits, allowed=False, source=QUIET_SOURCE), until=until)

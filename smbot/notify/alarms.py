"""Which alarms a snapshot of vitals raises, and when each is told. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from smbot.core.accounts import OVER_BUDGET, AccountHealth, platform_of
from smbot.core.messages import Message, msg
from smbot.core.states import ReplyState
from smbot.core.words import account_name, platform_name
from smbot.notify.ports import Standing
from smbot.notify.vitals import Budget, Request, Token, Vitals

TOKEN_DAYS = (1, 7, 14)
"""Days before its end at which a token is warned of, the nearest first."""
NEARLY_SPENT = 0.8
STILL_INBOX = timedelta(minutes=15)
"""A worker redacts thousands of posts in this time: what waits longer waits for no worker."""
SILENT_PART = timedelta(minutes=10)
"""Each part gives a sign of life every minute."""
LEAST_FREE_BYTES = 1024**3
REPEAT_EVERY = timedelta(days=1)
NO_TOKEN = frozenset({401, 102, 104, 190})
NO_CREDIT = 402
NO_PERMISSION = frozenset({403, 3, 10, *range(200, 300)})
"""Why accounts pause: statuses of HTTP, which X answers with, and codes of Meta's Graph API."""


class AlarmKind(StrEnum):
    """What an alarm is about."""

    TOKEN = "token"  # noqa: S105 - the name of an alarm
    ACCOUNT = "account"
    BUDGET = "budget"
    OVERDUE = "overdue"
    QUARANTINE = "quarantine"
    DOUBT = "doubt"
    EXPOSED = "exposed"
    INBOX = "inbox"
    DELIVERY = "delivery"
    PART = "part"
    DISK = "disk"
    LOG = "log"
    BACKUP = "backup"
    REQUEST_DUE = "request-due"
    REQUEST_UNSEEN = "request-unseen"
    REQUEST_NOT_PASSED = "request-not-passed"


FOR_OFFICERS = frozenset({AlarmKind.REQUEST_DUE, AlarmKind.REQUEST_UNSEEN, AlarmKind.REQUEST_NOT_PASSED})
"""Alarms of the docket, which compliance officers keep."""


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Something that needs a person: what, what to do, and the page of the desk that shows more.

    `subject` is an account, a platform or a part; an alarm of another `level` is told anew. `lasts`
    says for how long it is so by now, where that began before the alarm.
    """

    kind: AlarmKind
    what: Message
    mend: Message
    subject: str = ""
    level: str = ""
    page: str = "/system"
    repeats: bool = True
    lasts: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What is to be told now: `alarms` with their rows (new, of another level, or standing for another day)."""

    alarms: tuple[tuple[Alarm, Standing], ...] = ()
    cleared: tuple[Standing, ...] = ()

    def heard_by(self, hears: Callable[[str], bool]) -> "Changes":
        """Return those of the kinds that somebody hears."""
        return Changes(
            alarms=tuple(each for each in self.alarms if hears(each[0].kind)),
            cleared=tuple(row for row in self.cleared if hears(row.kind)),
        )

    def __bool__(self) -> bool:
        return bool(self.alarms or self.cleared)


def decide(current: Sequence[Alarm], standing: Iterable[Standing], now: datetime) -> Changes:
    """Compare what is wrong now with what was told already."""
    known = {(s.kind, s.subject): s for s in standing}
    told = []
    for alarm in current:
        row = known.pop((alarm.kind.value, alarm.subject), None)
        if row is None:
            row = Standing(kind=alarm.kind.value, subject=alarm.subject, level=alarm.level, raised_at=now)
            told.append((alarm, row))
        elif row.level != alarm.level:
            told.append((alarm, replace(row, level=alarm.level, told_at=None)))
        elif row.told_at is None or (alarm.repeats and row.told_at + REPEAT_EVERY <= now):
            told.append((alarm, row))
    return Changes(alarms=tuple(told), cleared=tuple(known.values()))


def alarms_of(vitals: Vitals) -> tuple[Alarm, ...]:
    """Return everything that needs a person, the gravest first."""
    return tuple(alarm for rule in RULES for alarm in rule(vitals))


def alarms_for(vitals: Vitals, *, officer: bool) -> tuple[Alarm, ...]:
    """Return what pages tell a member of: every page that shows or counts alarms asks here."""
    return tuple(alarm for alarm in alarms_of(vitals) if officer or alarm.kind not in FOR_OFFICERS)


def alike(alarms: Iterable[Alarm]) -> list[tuple[Alarm, ...]]:
    """Return alarms in their order, those that say the same of many things together: pages show and count these."""
    return [tuple(same) for _, same in groupby(alarms, key=lambda alarm: (alarm.what, alarm.mend))]


def what_to_do(account: str, code: str) -> Message:
    """Say how a paused account is mended; `code` is the platform's own, or "budget"."""
    name = platform_of(account)
    told = {"account": account, "platform": platform_name(name)}
    if code == OVER_BUDGET:
        return msg("Wait for the next month, or raise monthly_budget_usd of {platform} and restart smbot.", **told)
    numbers = code.split()  # Graph's code, perhaps with a subcode; or a status of HTTP
    number = int(numbers[0]) if numbers and all(n.isdecimal() for n in numbers) else 0
    if number == NO_CREDIT:
        return msg("Buy credit from {platform}, then run “smbot account resume {account}”.", **told)
    if number in NO_PERMISSION:
        return msg(
            "Give the app the missing permission on {platform}, then run “smbot account resume {account}”.", **told
        )
    if number in NO_TOKEN:
        return msg(
            "Renew the token with “smbot connect {platform}”, then run “smbot account resume {account}”.",
            platform=name,
            account=account,
        )
    return msg("“smbot doctor” says what is wrong; mend it, then run “smbot account resume {account}”.", **told)


def _log(vitals: Vitals) -> Iterator[Alarm]:
    if vitals.log_whole is False:
        yield Alarm(
            kind=AlarmKind.LOG,
            what=msg("The audit log is not whole."),
            mend=msg("Keep a copy of the database, and tell the compliance officers. Nothing is signed until then."),
            page="/audit",
        )


def _disk(vitals: Vitals) -> Iterator[Alarm]:
    if vitals.disk_free < LEAST_FREE_BYTES:
        yield Alarm(
            kind=AlarmKind.DISK,
            what=msg("The disk is nearly full."),
            mend=msg("Free some space: when the disk is full nothing more can be collected."),
        )


def _parts(vitals: Vitals) -> Iterator[Alarm]:
    for part in vitals.parts:
        if vitals.at - part.at > SILENT_PART:
            yield Alarm(
                kind=AlarmKind.PART,
                subject=part.part,
                what=msg("The part “{part}” of smbot gives no sign of life.", part=part.part),
                mend=msg("Look at its log, and start it again."),
            )


def _inbox(vitals: Vitals) -> Iterator[Alarm]:
    if vitals.inbox_oldest is not None and vitals.at - vitals.inbox_oldest > STILL_INBOX:
        yield Alarm(
            kind=AlarmKind.INBOX,
            what=msg("Posts wait in the inbox and are not masked. Waiting: {count}.", count=vitals.inbox),
            mend=msg("See whether the part “work” runs, and what its log says."),
        )


def _tokens(vitals: Vitals) -> Iterator[Alarm]:
    for token in vitals.tokens:
        alarm = _token(token, vitals.at)
        if alarm is not None:
            yield alarm


def _token(token: Token, now: datetime) -> Alarm | None:
    told = {"platform": platform_name(token.platform)}
    mend = msg("Renew it with “smbot connect {platform}”, then restart smbot.", platform=token.platform)
    if token.problem or (token.expires_at is not None and token.expires_at <= now):
        what = msg("The token of {platform} has ended: nothing can be read or sent.", **told)
        return Alarm(kind=AlarmKind.TOKEN, subject=token.platform, level="ended", what=what, mend=mend)
    if token.expires_at is None:
        return None
    for days in TOKEN_DAYS:
        if token.expires_at - now <= timedelta(days=days):
            what = msg("The token of {platform} ends on {day} (UTC).", day=token.expires_at.date().isoformat(), **told)
            return Alarm(
                kind=AlarmKind.TOKEN,
                subject=token.platform,
                level=str(days),
                what=what,
                mend=mend,
                repeats=days == TOKEN_DAYS[0],
            )
    return None


def _accounts(vitals: Vitals) -> Iterator[Alarm]:
    for health in vitals.accounts:
        if health.paused and health.paused != OVER_BUDGET:  # the budget has an alarm of its own
            yield _paused(health)


def _paused(health: AccountHealth) -> Alarm:
    return Alarm(
        kind=AlarmKind.ACCOUNT,
        subject=health.account,
        level=health.paused,
        what=msg("The account {account} is paused ({code}).", account=account_name(health.account), code=health.paused),
        mend=what_to_do(health.account, health.paused),
    )


def _budgets(vitals: Vitals) -> Iterator[Alarm]:
    for budget in vitals.budgets:
        if budget.share >= NEARLY_SPENT:
            yield _budget(budget)


def _budget(budget: Budget) -> Alarm:
    spent = budget.share >= 1
    told = {"platform": platform_name(budget.platform), "percent": int(budget.share * 100)}
    return Alarm(
        kind=AlarmKind.BUDGET,
        subject=budget.platform,
        level="spent" if spent else "nearly",
        what=msg("This month’s budget of {platform} is spent: reading rests.", **told)
        if spent
        else msg("This month’s budget of {platform} is spent to {percent}%.", **told),
        mend=what_to_do(budget.platform, OVER_BUDGET),
        repeats=spent,
    )


def _exposed(vitals: Vitals) -> Iterator[Alarm]:
    for seen in vitals.exposed:
        yield Alarm(
            kind=AlarmKind.EXPOSED,
            subject=seen.mention,
            what=msg("A post exposes personal information, and smbot cannot hide it there."),
            mend=msg("Ask its author at once to delete it, or report it to the platform. It stays until then."),
            page=f"/items/{seen.mention}",
            repeats=False,
            lasts=vitals.at - seen.posted_at,
        )


def _doubt(vitals: Vitals) -> Iterator[Alarm]:
    count = vitals.replies.get(ReplyState.NEEDS_PERSON.value, 0)
    if count:
        yield Alarm(
            kind=AlarmKind.DOUBT,
            what=msg("Replies may or may not be out, and only a person can tell. Waiting: {count}.", count=count),
            mend=msg("Open each post, look, and say on its page what you saw."),
            page="/queue?tab=all",
        )


def _overdue(vitals: Vitals) -> Iterator[Alarm]:
    if vitals.overdue:
        yield Alarm(
            kind=AlarmKind.OVERDUE,
            what=msg(
                "Mentions wait for longer than {hours}\u00a0h. Overdue: {count}.",
                hours=int(vitals.answer_within.total_seconds() // 3600),
                count=vitals.overdue,
            ),
            mend=msg("Answer them, or decide that no reply is due."),
            page="/queue?tab=open",
        )


def _quarantine(vitals: Vitals) -> Iterator[Alarm]:
    if vitals.quarantined_today:
        yield Alarm(
            kind=AlarmKind.QUARANTINE,
            what=msg(
                "The quarantine has grown. New in 24\u00a0h: {new}. In all: {count}.",
                new=vitals.quarantined_today,
                count=vitals.quarantined,
            ),
            mend=msg("Open each post on its platform and decide there."),
            page="/queue?tab=quarantined",
        )


def _deliveries(vitals: Vitals) -> Iterator[Alarm]:
    if vitals.deliveries_unread:
        yield Alarm(
            kind=AlarmKind.DELIVERY,
            level=str(vitals.deliveries_unread),
            what=msg("What a platform delivered cannot be read. Set aside: {count}.", count=vitals.deliveries_unread),
            mend=msg("It stays sealed, and reading the platform brings its posts. Report it to the makers of smbot."),
            repeats=False,
        )


def _backup(vitals: Vitals) -> Iterator[Alarm]:
    newest = vitals.backed_up_at
    since = newest or vitals.begun_at  # a new installation has as long for its first
    if vitals.backup_within is None or since is None or vitals.at - since <= vitals.backup_within:
        return
    yield Alarm(
        kind=AlarmKind.BACKUP,
        what=msg("The newest backup is of {day} (UTC): it is too old.", day=newest.date().isoformat())
        if newest
        else msg("No backup was ever made."),
        mend=msg("Run “smbot backup”, and let cron or a timer of systemd run it nightly."),
    )


def _requests(vitals: Vitals) -> Iterator[Alarm]:
    for request in vitals.requests:
        yield from _request(request)


def _request(request: Request) -> Iterator[Alarm]:
    page = f"/docket/{request.docket}"
    if request.not_passed:
        yield Alarm(
            kind=AlarmKind.REQUEST_NOT_PASSED,
            subject=request.docket,
            what=msg("A possible access request could not be passed to the coordinator."),
            mend=msg("Its page says why. Mend that, and try again there; or hand over an export."),
            page=page,
            repeats=False,
        )
    if request.stage and request.due is not None:
        day = request.due.isoformat()
        yield Alarm(
            kind=AlarmKind.REQUEST_DUE,
            subject=request.docket,
            level=request.stage,
            what=msg("A possible access request was due on {day}: it is overdue.", day=day)
            if request.overdue
            else msg("A possible access request is due on {day}.", day=day),
            mend=msg("See that it is answered, then close its entry; or note why there is more time."),
            page=page,
            repeats=False,
        )
    if request.unseen:
        yield Alarm(
            kind=AlarmKind.REQUEST_UNSEEN,
            subject=request.docket,
            what=msg("Nobody has acknowledged a possible access request for a business day."),
            mend=msg("Say whether it is one, and tell its author that it was seen."),
            page=page,
            repeats=False,
        )


RULES: tuple[Callable[[Vitals], Iterator[Alarm]], ...] = (
    _log,
    _disk,
    _parts,
    _exposed,
    _requests,
    _inbox,
    _tokens,
    _accounts,
    _budgets,
    _doubt,
    _overdue,
    _quarantine,
    _deliveries,
    _backup,
)

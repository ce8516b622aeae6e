"""How the service fares in a period: figures over mentions, cases, answers to the survey, accounts and budgets."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from smbot.bootstrap.telling import Tellings
from smbot.cases.model import Case, Kind
from smbot.cases.ports import CaseFilter
from smbot.cases.survey import Answer, Result, result_of
from smbot.core.accounts import AccountHealth, platform_of
from smbot.core.ids import CaseId
from smbot.core.money import in_micros
from smbot.notify.vitals import Budget
from smbot.offices.model import Directory
from smbot.offices.report import Deflection, WrongOfficePost, deflected, led_to_a_door
from smbot.reports.model import Period
from smbot.reports.operations import service_report
from smbot.reports.period import days_up_to
from smbot.reports.service import ServiceReport
from smbot.storage.store import Transaction


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """A problem with the incidents that joined it: how many in all and in the period, the first, the last, by day."""

    problem: Case
    all: int
    now: int
    first: datetime
    last: datetime
    days: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Operations:
    """The figures. `alone` counts the period's incidents that joined no problem."""

    service: ServiceReport
    deflection: Deflection
    deflection_before: Deflection
    survey: Result
    survey_before: Result
    clusters: tuple[Cluster, ...]
    alone: int
    accounts: tuple[AccountHealth, ...]
    budgets: tuple[Budget, ...]


def operations_of(application: Tellings, first: date, last: date) -> Operations:
    """Return the figures of the days from `first` up to and including `last`, beside as many days before."""
    now, zone = application.clock.now(), application.zone
    period = days_up_to(last, (last - first).days + 1, now, zone)
    standard = timedelta(hours=application.settings.review.answer_hours)
    with application.store.read() as tx:
        clusters, alone = _clusters(tx, period, zone)
        led = tx.answered_at_wrong_office(period.before_start, period.end)
        answers = tx.survey_answers(period.before_start, period.end)
        return Operations(
            service=service_report(tx, period, standard=standard, now=now, zone=zone),
            deflection=_deflection([p for p in led if p[0] >= period.start], tx, application.directory, now),
            deflection_before=_deflection([p for p in led if p[0] < period.before_end], tx, application.directory, now),
            survey=_result(answers, period.start, period.end),
            survey_before=_result(answers, period.before_start, period.before_end),
            clusters=clusters,
            alone=alone,
            accounts=tuple(h for h in tx.all_health() if platform_of(h.account) in application.platforms),
            budgets=_budgets(application, tx, now),
        )


def _result(answers: Sequence[Answer], start: datetime, end: datetime) -> Result:
    return result_of(answer for answer in answers if start <= answer.asked_at < end)


def _deflection(
    posts: Sequence[tuple[datetime, WrongOfficePost]], tx: Transaction, directory: Directory, now: datetime
) -> Deflection:
    """Return who did not come back after being led to a door, as the report on the active offer counts it."""
    led = led_to_a_door([post for _, post in posts], directory)
    since = min((at for at, _ in posts), default=now)
    return deflected(led, tx.posts_by({one.author for one in led}, since), now=now)


def _clusters(tx: Transaction, period: Period, zone: tzinfo) -> tuple[tuple[Cluster, ...], int]:
    """Return the problems that incidents of the period joined, or that are open, the largest of the period first."""
    joined: dict[CaseId, list[datetime]] = defaultdict(list)
    alone = 0
    for joins, opened_at in tx.incidents():
        if joins is not None:
            joined[joins].append(opened_at)
        elif period.start <= opened_at < period.end:
            alone += 1
    found = []
    for problem in tx.cases(CaseFilter(kinds=frozenset({Kind.PROBLEM}))):
        moments = sorted(joined.get(problem.id, ()))
        now = [moment for moment in moments if period.start <= moment < period.end]
        if moments and (now or not problem.ended):
            days = [0] * ((period.last_day - period.first_day).days + 1)
            for moment in now:
                days[(moment.astimezone(zone).date() - period.first_day).days] += 1
            found.append(
                Cluster(
                    problem=problem,
                    all=len(moments),
                    now=len(now),
                    first=moments[0],
                    last=moments[-1],
                    days=tuple(days),
                )
            )
    return tuple(sorted(found, key=lambda each: (-each.now, -each.all, each.problem.id))), alone


def _budgets(application: Tellings, tx: Transaction, now: datetime) -> tuple[Budget, ...]:
    month = now.date().replace(day=1)
    limits = {name: getattr(p.settings, "monthly_budget_usd", None) for name, p in application.platforms.items()}
    return tuple(
        Budget(platform=name, spent_micros=tx.spent_since(month, name), limit_micros=in_micros(limit))
        for name, limit in sorted(limits.items())
        if limit is not None
    )

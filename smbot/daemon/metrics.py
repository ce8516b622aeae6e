"""/metrics for Prometheus: counts, ages and names of accounts, read from the database when they are asked for.

No label can hold what somebody wrote: its values are names of platforms, accounts and parts from the
configuration, and words of our own lists.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial

from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from smbot import __version__
from smbot.bootstrap import Application
from smbot.core.clock import Clock
from smbot.core.money import in_usd
from smbot.core.shares import Share
from smbot.core.states import MentionState, ReplyState
from smbot.notify.alarms import AlarmKind, alarms_of
from smbot.notify.vitals import Vitals
from smbot.reports.drift import TriageHealth
from smbot.reports.exposure import Exposure

METRICS: Mapping[str, str] = {
    "smbot_info": "1; version and mode of sending",
    "smbot_mentions": "mentions in each state",
    "smbot_waiting": "mentions that wait for a person",
    "smbot_overdue": "mentions that wait for longer than review.answer_hours",
    "smbot_oldest_waiting_seconds": "age of the oldest mention that waits for a person; 0 where none does",
    "smbot_inbox": "sealed posts that wait to be masked",
    "smbot_oldest_inbox_seconds": "age of the oldest of them; 0 where there is none",
    "smbot_deliveries_unread": "deliveries of webhooks that nobody could read",
    "smbot_quarantined_today": "mentions that came into quarantine within 24 hours",
    "smbot_access_requests": "possible access requests that wait for a person",
    "smbot_outbox": "what is in each state of the outbox",
    "smbot_sending_paused": "1 while sending is paused",
    "smbot_account_collected_timestamp_seconds": "when an account was last read to its end",
    "smbot_account_failures": "readings of an account that failed since the last good one",
    "smbot_account_paused": "1 while an account waits for a person",
    "smbot_budget_spent_usd": "spent on reading a platform this month, at most",
    "smbot_budget_limit_usd": "the most that reading a platform may cost in a month",
    "smbot_token_expiry_timestamp_seconds": "when a platform's token ends, where it does",
    "smbot_part_alive_timestamp_seconds": "when a part of smbot last gave a sign of life",
    "smbot_channel_failing": "1 where the last message through a channel was not taken",
    "smbot_alarm": "1 where an alarm of this kind stands",
    "smbot_audit_log_whole": "1 if the audit log was whole when last verified, else 0",
    "smbot_audit_log_verified_timestamp_seconds": "when the audit log was last verified",
    "smbot_disk_free_bytes": "what is free where the database lies",
    "smbot_label_share": "share of the last seven days' posts with a label that smbot gave, by language",
    "smbot_label_moved": "1 where a label's share moved by more than chance explains, against the four weeks before",
    "smbot_label_language_gap": "share of a label in English less that in French, in the last seven days",
    "smbot_label_confidence": "mean score of the first label in the last seven days, by language",
    "smbot_label_confidence_gap": "mean score of the first label in English less that in French",
    "smbot_review_band_share": "share of the last seven days' posts that may be access requests, and wait for a look",
    "smbot_corrected_share": "share of the last seven days' posts to which a person gave other labels",
    "smbot_label_corrections_waiting": "corrections of labels that wait for an officer's approval",
    "smbot_sample_waiting": "posts of the weekly sample that no officer has looked at",
    "smbot_exposure_seconds": "from post to hidden, for posts of the last seven days that exposed personal information",
    "smbot_exposed": "posts of the last seven days that expose personal information and that others still see",
    "smbot_missed_requests_share": "share of posts that triage called no access request and that are one, with bounds",
}
"""Every metric with its meaning; the README has the same list."""

Sample = tuple[Mapping[str, str], float]
WEEK_DAYS = 7
REMEMBERED_FOR = timedelta(minutes=10)


class VitalsCollector(Collector):
    """Turns one snapshot of the vitals into samples, at each reading."""

    def __init__(
        self, vitals: Callable[[], Vitals], health: Callable[[], TriageHealth], exposed: Callable[[], Exposure]
    ) -> None:
        self._vitals = vitals
        self._health = health
        self._exposed = exposed

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Yield every metric; one without samples is there with its name alone."""
        samples = {**read(self._vitals()), **read_health(self._health()), **read_exposure(self._exposed())}
        for name, meaning in METRICS.items():
            found = list(samples[name])
            labels = list(found[0][0]) if found else []
            family = GaugeMetricFamily(name, meaning, labels=labels)
            for values, value in found:
                family.add_metric([values[label] for label in labels], value)
            yield family


def read(vitals: Vitals) -> dict[str, Iterable[Sample]]:
    """Return the samples of every metric."""
    alarms = {alarm.kind for alarm in alarms_of(vitals)}
    whole, verified = vitals.log_whole, vitals.log_verified_at
    return {
        "smbot_info": [({"version": __version__, "mode": vitals.mode}, 1)],
        "smbot_mentions": [({"state": s.value}, vitals.mentions.get(s.value, 0)) for s in MentionState],
        "smbot_waiting": [({}, vitals.waiting)],
        "smbot_overdue": [({}, vitals.overdue)],
        "smbot_oldest_waiting_seconds": [({}, _age(vitals.waiting_oldest, vitals.at))],
        "smbot_inbox": [({}, vitals.inbox)],
        "smbot_oldest_inbox_seconds": [({}, _age(vitals.inbox_oldest, vitals.at))],
        "smbot_deliveries_unread": [({}, vitals.deliveries_unread)],
        "smbot_quarantined_today": [({}, vitals.quarantined_today)],
        "smbot_access_requests": [({}, vitals.access_requests)],
        "smbot_outbox": [({"state": s.value}, vitals.replies.get(s.value, 0)) for s in ReplyState],
        "smbot_sending_paused": [({}, vitals.sending_paused)],
        "smbot_account_collected_timestamp_seconds": [
            ({"account": h.account}, h.collected_at.timestamp()) for h in vitals.accounts if h.collected_at
        ],
        "smbot_account_failures": [({"account": h.account}, h.failures) for h in vitals.accounts],
        "smbot_account_paused": [({"account": h.account}, bool(h.paused)) for h in vitals.accounts],
        "smbot_budget_spent_usd": [({"platform": b.platform}, in_usd(b.spent_micros)) for b in vitals.budgets],
        "smbot_budget_limit_usd": [({"platform": b.platform}, in_usd(b.limit_micros)) for b in vitals.budgets],
        "smbot_token_expiry_timestamp_seconds": [
            ({"platform": t.platform}, t.expires_at.timestamp()) for t in vitals.tokens if t.expires_at
        ],
        "smbot_part_alive_timestamp_seconds": [({"part": p.part}, p.at.timestamp()) for p in vitals.parts],
        "smbot_channel_failing": [({"channel": c.channel}, bool(c.error)) for c in vitals.channels],
        "smbot_alarm": [({"kind": kind.value}, kind in alarms) for kind in AlarmKind],
        "smbot_audit_log_whole": [] if whole is None else [({}, whole)],
        "smbot_audit_log_verified_timestamp_seconds": [] if verified is None else [({}, verified.timestamp())],
        "smbot_disk_free_bytes": [({}, vitals.disk_free)],
        "smbot_label_corrections_waiting": [({}, vitals.label_corrections_waiting)],
        "smbot_sample_waiting": [({}, vitals.drawn_to_answer)],
    }


def read_health(health: TriageHealth) -> dict[str, Iterable[Sample]]:
    """Return the samples of the metrics of triage; of what nothing is known there are none."""
    shares = [({"label": m.key, "language": "all"}, m.now) for m in health.labels]
    shares += [({"label": g.key, "language": name}, share) for g in health.gaps for name, share in g.shares.items()]
    gap = health.confidence_gap
    bounds = zip(("estimate", "low", "high"), health.missed.share or (), strict=False)
    return {
        "smbot_label_share": [(names, share.value) for names, share in shares if share.value is not None],
        "smbot_label_moved": [({"label": move.key}, move.moved) for move in (*health.labels, health.band)],
        "smbot_label_language_gap": [({"label": g.key}, g.value) for g in health.gaps if g.value is not None],
        "smbot_label_confidence": [
            ({"language": name}, each.now) for name, each in health.confidence.items() if each.now is not None
        ],
        "smbot_label_confidence_gap": [] if gap is None else [({}, gap)],
        "smbot_review_band_share": _known(health.band.now),
        "smbot_corrected_share": _known(health.corrected.now),
        "smbot_missed_requests_share": [({"bound": name}, value) for name, value in bounds],
    }


def read_exposure(exposed: Exposure) -> dict[str, Iterable[Sample]]:
    """Return the samples of the exposure clock; of no time where nothing was hidden."""
    times = (("0.5", exposed.median), ("0.9", exposed.ninetieth))
    return {
        "smbot_exposure_seconds": [
            ({"quantile": name}, time.total_seconds()) for name, time in times if time is not None
        ],
        "smbot_exposed": [({}, exposed.still)],
    }


class Remembered:
    """Keeps what is costly to read for a while: shares of a week do not change from minute to minute."""

    def __init__(self, read: Callable[[], TriageHealth], clock: Clock) -> None:
        self._read = read
        self._clock = clock
        self._known: tuple[datetime, TriageHealth] | None = None

    def __call__(self) -> TriageHealth:
        """Return it, read anew where it is older than `REMEMBERED_FOR`."""
        now = self._clock.now()
        if self._known is None or now - self._known[0] >= REMEMBERED_FOR:
            self._known = now, self._read()
        return self._known[1]


def create_metrics_app(application: Application) -> Starlette:
    """Build the application of the metrics' own listener."""
    registry = CollectorRegistry(auto_describe=False)
    health = Remembered(lambda: application.triage_health(days=WEEK_DAYS), application.clock)
    exposed = partial(application.exposure_of_late, WEEK_DAYS)
    registry.register(VitalsCollector(application.vitals, health, exposed))

    def metrics(_request: Request) -> Response:
        return Response(generate_latest(registry), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return Starlette(routes=[Route("/metrics", metrics)])


def _known(share: Share) -> list[Sample]:
    return [] if share.value is None else [({}, share.value)]


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0

"""The X adapter: what the entry point ``smbot.platforms: x`` names."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, JsonValue

from smbot.collect.ports import Planned
from smbot.core.clock import Clock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.platforms.ports import Adapter, Estimate, Finding, Step, Webhook
from smbot.platforms.x import connect, probe
from smbot.platforms.x.budget import Bill, monthly_cost
from smbot.platforms.x.client import USER_SECRETS, XClient
from smbot.platforms.x.collector import MentionsCollector, MonitorCollector, OwnCollector
from smbot.platforms.x.compliance import XCompliance
from smbot.platforms.x.errors import no_answer
from smbot.platforms.x.rules import RULES
from smbot.platforms.x.sender import XSender
from smbot.platforms.x.settings import API_URL, ReadBeside, XMonitor, XSettings
from smbot.platforms.x.to_post import Us
from smbot.platforms.x.webhook import XWebhook
from smbot.send.ports import Compliance, Sender

SECRETS = ("bearer_token", *USER_SECRETS)


class XAdapter:
    """See `smbot.platforms.ports.Adapter`."""

    name = "x"
    settings_model: type[BaseModel] = XSettings
    secret_names: tuple[str, ...] = SECRETS
    rules = RULES

    def collectors(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Planned]:
        """See `Adapter.collectors`; our own posts are read too, where the account's keys and tokens are there."""
        x = _ours(settings)
        client, bill = XClient(x, secrets, clock), Bill(clock)
        mentions = Planned(
            collector=MentionsCollector(client, x, clock, bill),
            every=timedelta(minutes=x.poll_minutes),
            budget_usd=x.monthly_budget_usd,
        )
        searches = [
            Planned(
                collector=MonitorCollector(client, x, monitor, clock, bill),
                every=timedelta(minutes=monitor.poll_minutes),
                budget_usd=x.monthly_budget_usd,
                needs_switch=True,
            )
            for monitor in x.monitors
        ]
        own = Planned(
            collector=OwnCollector(client, x, clock, bill),
            every=timedelta(minutes=x.own_poll_minutes),
            budget_usd=x.monthly_budget_usd,
        )
        return [mentions, *searches, *([own] if client.as_user else [])]

    def sender(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sender | None:
        """See `Adapter.sender`: None where none of the account's own keys and tokens is there.

        Raises:
            ConfigurationError: Some of them are there and some are not.
        """
        x = _ours(settings)
        if not any(secrets.get(name) for name in USER_SECRETS):
            return None
        return XSender(XClient(x, secrets, clock), x)

    def compliance(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Compliance | None:
        """See `Adapter.compliance`: None where the app's bearer token is missing."""
        x, token = _ours(settings), secrets.get("bearer_token", "")
        return XCompliance(XClient(x, secrets, clock), x, token, clock) if token else None

    def webhook(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Webhook | None:
        """See `Adapter.webhook`: None where the consumer secret is missing."""
        x, key = _ours(settings), secrets.get("consumer_secret", "")
        return XWebhook(key, Us(user_id=x.user_id, username=x.username), self.name) if key else None

    def steps(self, settings: Mapping[str, JsonValue]) -> Sequence[Step]:
        """See `Adapter.steps`."""
        return connect.steps()

    def check(self, settings: BaseModel, secrets: Mapping[str, str]) -> Sequence[Finding]:
        """See `Adapter.check`."""
        x = _ours(settings)
        if not x.enabled:
            return [Finding(check="x", what=msg("X is switched off."))]
        return [_check_reading(secrets), _check_replying(secrets), _check_address(x), *_check_budget(x)]

    def probe(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Finding]:
        """See `Adapter.probe`; where secrets are missing, `check` says so."""
        x = _ours(settings)
        able = secrets.get("bearer_token") or all(secrets.get(name) for name in USER_SECRETS)
        return probe.findings(XClient(x, secrets, clock), x) if x.enabled and able else []

    def expires(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> datetime | None:
        """See `Adapter.expires`: X's keys and tokens have no end; one that is withdrawn is noticed when it is used."""
        return None

    def estimates(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Estimate]:
        """See `Adapter.estimates`. Counting is not billed by post."""
        x = _ours(settings)
        if not x.monitors:
            return []
        client = XClient(x, secrets, clock)
        if not client.as_app:
            raise ConfigurationError(
                msg("X counts posts only with the app's bearer token."),
                where="platforms.x",
                mend=msg("Store bearer_token."),
            )
        beside = x.read_beside != ReadBeside.OFF
        return [_estimate(client, monitor, beside=beside) for monitor in x.monitors]


def _estimate(client: XClient, monitor: XMonitor, *, beside: bool) -> Estimate:
    answer = client.read(lambda x: x.get_recent_tweets_count(monitor.query, granularity="day"))
    meta = answer.get("meta")
    total = meta.get("total_tweet_count") if isinstance(meta, dict) else None
    if not isinstance(total, int) or total < 0:
        raise no_answer("count")
    micros = monthly_cost(total, beside=beside)
    return Estimate(monitor=monitor.name, posts_per_week=total, micros_per_month=micros)


def _check_reading(secrets: Mapping[str, str]) -> Finding:
    missing = [name for name in SECRETS if not secrets.get(name)]
    if "bearer_token" not in missing or not set(USER_SECRETS) & set(missing):
        return Finding(check="x.reading", what=msg("There are credentials to read X with."))
    return Finding(
        check="x.reading",
        what=msg("X cannot be read."),
        why=msg("Missing secrets: {names}.", names=", ".join(missing)),
        fix=msg("Store bearer_token, or the four keys and tokens of the account."),
    )


def _check_replying(secrets: Mapping[str, str]) -> Finding:
    missing = [name for name in USER_SECRETS if not secrets.get(name)]
    if not missing:
        return Finding(check="x.replying", what=msg("There are credentials to reply on X with."))
    return Finding(
        check="x.replying",
        what=msg("Replies on X cannot be sent."),
        why=msg("Missing secrets: {names}.", names=", ".join(missing)),
        fix=msg("Store consumer_key, consumer_secret, access_token and access_token_secret."),
    )


def _check_address(settings: XSettings) -> Finding:
    if settings.api_url == API_URL:
        return Finding(check="x.address", what=msg("X itself is used."))
    return Finding(
        check="x.address",
        what=msg("A local server is used in place of X."),
        why=msg("api_url is set to {url}.", url=settings.api_url),
        fix=msg("After the rehearsal, take api_url out of the configuration."),
        advice=True,
    )


def _check_budget(settings: XSettings) -> list[Finding]:
    if settings.monthly_budget_usd > 0:
        return []
    return [
        Finding(
            check="x.budget",
            what=msg("Nothing will be read from X."),
            why=msg("monthly_budget_usd is 0, and X bills each post that is read."),
            fix=msg("Set monthly_budget_usd to what may be spent in a month."),
        )
    ]


def _ours(settings: BaseModel) -> XSettings:
    if not isinstance(settings, XSettings):
        raise TypeError(f"X's adapter takes XSettings, not {type(settings).__name__}")
    return settings


ADAPTER: Adapter = XAdapter()

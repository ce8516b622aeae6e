"""The Facebook adapter: what the entry point ``smbot.platforms: facebook`` names."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from pydantic import BaseModel, JsonValue

from smbot.collect.ports import Collector, Planned
from smbot.core.clock import Clock
from smbot.core.messages import msg
from smbot.offices.facts import PageFacts
from smbot.platforms.facebook import connect, probe
from smbot.platforms.facebook.client import GraphClient
from smbot.platforms.facebook.collector import feed, reviews, tagged, visitors
from smbot.platforms.facebook.conversations import MessagesCollector
from smbot.platforms.facebook.following import CommentsCollector
from smbot.platforms.facebook.page_facts import ask_facts, read_facts
from smbot.platforms.facebook.quota import READ_UNTIL, WRITE_UNTIL, Quota
from smbot.platforms.facebook.rules import RULES
from smbot.platforms.facebook.sender import FacebookSender
from smbot.platforms.facebook.settings import GRAPH_URL, FacebookSettings
from smbot.platforms.facebook.webhook import FacebookWebhook
from smbot.platforms.ports import Adapter, Estimate, Finding, Step, Webhook
from smbot.send.ports import Compliance, Sender

SECRETS = ("app_secret", "page_token", "verify_token")
SELDOM = 4
"""Lists that the feed mostly repeats, and reviews, are read once while the others are read so many times."""


class FacebookAdapter:
    """See `smbot.platforms.ports.Adapter`."""

    name = "facebook"
    settings_model: type[BaseModel] = FacebookSettings
    secret_names: tuple[str, ...] = SECRETS
    rules = RULES

    def collectors(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Planned]:
        """See `Adapter.collectors`: one for each list of the page; they share what is known of its quota."""
        ours, quota = _ours(settings), Quota()

        def client() -> GraphClient:
            return _client(ours, secrets, clock, quota)

        often: list[Collector] = [feed(client(), ours, clock), CommentsCollector(client(), ours, clock)]
        if ours.messages:
            often.append(MessagesCollector(client(), ours, clock))
        seldom: list[Collector] = [
            visitors(client(), ours, clock),
            tagged(client(), ours, clock),
            reviews(client(), ours, clock),
        ]
        pace = timedelta(minutes=ours.poll_minutes)
        return [
            *(Planned(collector=collector, every=pace) for collector in often),
            *(Planned(collector=collector, every=SELDOM * pace) for collector in seldom),
        ]

    def sender(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sender | None:
        """See `Adapter.sender`: None where the page's token is missing."""
        ours = _ours(settings)
        if not secrets.get("page_token"):
            return None
        return FacebookSender(_client(ours, secrets, clock, Quota(), until_percent=WRITE_UNTIL), ours)

    def compliance(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Compliance | None:
        """See `Adapter.compliance`: Facebook tells of deletions by webhook alone."""
        return None

    def webhook(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Webhook | None:
        """See `Adapter.webhook`: None where the app's secret or the verify token is missing."""
        app_secret, verify_token = secrets.get("app_secret", ""), secrets.get("verify_token", "")
        if not app_secret or not verify_token:
            return None
        return FacebookWebhook(_ours(settings), app_secret=app_secret, verify_token=verify_token)

    def steps(self, settings: Mapping[str, JsonValue]) -> Sequence[Step]:
        """See `Adapter.steps`."""
        return connect.steps(settings)

    def check(self, settings: BaseModel, secrets: Mapping[str, str]) -> Sequence[Finding]:
        """See `Adapter.check`."""
        ours = _ours(settings)
        if not ours.enabled:
            return [Finding(check="facebook", what=msg("Facebook is switched off."))]
        return [_check_secrets(secrets), _check_webhook(secrets), _check_address(ours)]

    def probe(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Finding]:
        """See `Adapter.probe`; where secrets are missing, `check` says so."""
        ours = _ours(settings)
        able = ours.enabled and secrets.get("page_token") and secrets.get("app_secret")
        return probe.findings(ours, secrets, clock) if able else []

    def expires(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> datetime | None:
        """See `Adapter.expires`."""
        return probe.expires(_ours(settings), secrets, clock)

    def page_facts(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> PageFacts:
        """See `smbot.offices.facts.PageTeller.page_facts`."""
        ours = _ours(settings)
        return ask_facts(_client(ours, secrets, clock, Quota(), until_percent=WRITE_UNTIL), ours.page_id)

    def read_page_facts(self, page: Mapping[str, object]) -> PageFacts:
        """See `smbot.offices.facts.PageTeller.read_page_facts`."""
        return read_facts(page)

    def estimates(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> Sequence[Estimate]:
        """See `Adapter.estimates`: Facebook is read free of charge."""
        return []


def _client(
    settings: FacebookSettings, secrets: Mapping[str, str], clock: Clock, quota: Quota, until_percent: int = READ_UNTIL
) -> GraphClient:
    return GraphClient(
        settings,
        token=secrets.get("page_token", ""),
        app_secret=secrets.get("app_secret", ""),
        clock=clock,
        quota=quota,
        until_percent=until_percent,
    )


def _check_secrets(secrets: Mapping[str, str]) -> Finding:
    missing = [name for name in ("app_secret", "page_token") if not secrets.get(name)]
    if not missing:
        return Finding(check="facebook.secrets", what=msg("There are credentials to read and answer Facebook with."))
    return Finding(
        check="facebook.secrets",
        what=msg("Facebook can be neither read nor answered."),
        why=msg("Missing secrets: {names}.", names=", ".join(missing)),
        fix=msg("Run: smbot connect facebook"),
    )


def _check_webhook(secrets: Mapping[str, str]) -> Finding:
    if secrets.get("verify_token"):
        return Finding(check="facebook.verify", what=msg("Facebook's deliveries can be taken."))
    return Finding(
        check="facebook.verify",
        what=msg("Facebook's deliveries cannot be taken: the secret verify_token is missing."),
        why=msg("smbot finds new posts by reading; of deletions and later edits it learns by delivery alone."),
        fix=msg("Run: smbot connect facebook"),
        advice=True,
    )


def _check_address(settings: FacebookSettings) -> Finding:
    if settings.graph_url == GRAPH_URL:
        return Finding(check="facebook.address", what=msg("Facebook itself is used."))
    return Finding(
        check="facebook.address",
        what=msg("A local server is used in place of Facebook."),
        why=msg("graph_url is set to {url}.", url=settings.graph_url),
        fix=msg("After the rehearsal, take graph_url out of the configuration."),
        advice=True,
    )


def _ours(settings: BaseModel) -> FacebookSettings:
    if not isinstance(settings, FacebookSettings):
        raise TypeError(f"Facebook's adapter takes FacebookSettings, not {type(settings).__name__}")
    return settings


ADAPTER: Adapter = FacebookAdapter()

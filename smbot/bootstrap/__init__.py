"""The composition root: the only place that knows concrete classes. Nothing is opened before it is asked for."""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from sqlalchemy import URL, Engine

from smbot import settings
from smbot.classify.labels import Labels, load_labels
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import RuleClassifier
from smbot.collect.deliveries import work_off
from smbot.collect.keep import Collected, Collecting
from smbot.collect.ports import Planned
from smbot.core.clock import Clock, SystemClock
from smbot.core.ids import MentionId
from smbot.core.messages import Message, msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.purposes import Purpose
from smbot.core.roles import Permission
from smbot.core.states import Mode
from smbot.members.acts import Members
from smbot.members.passwords import hash_password
from smbot.normalise.language import LanguageTeller
from smbot.notify.ports import Telling
from smbot.notify.recipients import recipients
from smbot.notify.run import WEEKDAYS, Notifier, Schedule
from smbot.notify.vitals import Vitals
from smbot.oversight import Oversight
from smbot.pipeline import Pipeline
from smbot.platforms.ports import Adapter, Estimate, Webhook
from smbot.playbooks.fields import Bilingual, Organisation
from smbot.playbooks.load import load_folder, read_folder
from smbot.playbooks.model import Playbooks
from smbot.playbooks.problem import Problem
from smbot.redact.allow import AllowList
from smbot.redact.engine import BUILT_IN, NameFinder, Redactor, load_finders
from smbot.redact.scan import TextScanner
from smbot.redact.stage import redact_batch
from smbot.registry import load_platform
from smbot.reports.digest import weekly_text
from smbot.reports.model import Fact, Name, Report, Subject, Watched
from smbot.reports.period import days_up_to, last_sunday, week_of
from smbot.reports.report import report_on
from smbot.review.at_platform import AtPlatform, OrderPolicy
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.review.ports import GuardProblems, QueueItem
from smbot.secrets import credentials_folder, read_secrets
from smbot.send.dispatch import Dispatching
from smbot.send.outbox import Policy
from smbot.send.ports import Compliance, Sender
from smbot.send.sweep import Sweeping
from smbot.settings import Configuration, Words, parse_table
from smbot.shipped import example_configuration
from smbot.storage.engine import open_engine
from smbot.storage.keystore import KeyStore
from smbot.storage.migrate import migrate
from smbot.storage.store import Store
from smbot.storage.vitals import read_vitals
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox, HandleOpener, Handles, HandleSealer
from smbot.vault.keys import KeyRing, read_keys
from smbot.vault.nacl import DeliveryOpener, InboxOpener, PostSealer
from smbot.vault.sealing import CollectorSealing

DELIVERIES_KEPT = timedelta(days=90)
"""How long a delivery is known by its digest. Platforms try again for a day or two; an older one that is played back
says nothing new, since posts are known by digests of their own."""
UNLIMITED = 100_000
"""Characters of a reply to a post that came from no platform of ours; a person pastes it elsewhere."""


@dataclass(frozen=True, kw_only=True)
class Connected:
    """A platform that the configuration switches on, with its own settings; its secrets are read when asked for."""

    adapter: Adapter
    settings: BaseModel
    read_secrets: Callable[[], Mapping[str, str]] = field(repr=False)

    @cached_property
    def secrets(self) -> Mapping[str, str]:
        """Return the secrets that this process was given."""
        return self.read_secrets()


class Application:
    """Everything one process may need, built when first used."""

    def __init__(
        self,
        configuration: Configuration,
        clock: Clock | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.configuration = configuration
        self.settings = configuration.settings
        self.clock = clock or SystemClock()
        self._environment = environment

    @property
    def key_folder(self) -> Path:
        """Return the folder of keys, where the signatures of the audit log are kept too."""
        return self.configuration.folder(self.settings.keys.folder)

    @cached_property
    def keys(self) -> KeyRing:
        """Return this process's keys."""
        return read_keys(self.key_folder, credentials_folder(self._environment))

    @cached_property
    def engine(self) -> Engine:
        """Return the database's engine."""
        return open_engine(_sqlite(self.configuration.database))

    @cached_property
    def store(self) -> Store:
        """Return the database."""
        return Store(self.engine, self.clock)

    def migrate(self) -> None:
        """Bring both databases to this version's tables."""
        migrate(self.engine)
        self.key_store.create()

    def close(self) -> None:
        """Give back what is open."""
        self.engine.dispose()
        self.key_store.close()

    @cached_property
    def key_store(self) -> KeyStore:
        """Return the store of sealed originals' keys."""
        return KeyStore(open_engine(_sqlite(self.configuration.key_database)))

    @cached_property
    def digester(self) -> Digester:
        """Return what makes keyed digests."""
        return Digester(self.keys.secret("digest"))

    @cached_property
    def organisation(self) -> Organisation:
        """Return who answers."""
        table = self.settings.organisation

        def both(words: Words) -> Bilingual:
            return Bilingual(en=words.en, fr=words.fr)

        return Organisation(
            name=both(table.name),
            offer=table.offer,
            first_language=table.first_language,
            private_channel=both(table.private_channel),
            service_standard=both(table.service_standard),
        )

    @cached_property
    def labels(self) -> Labels:
        """Return the labels in their order."""
        return load_labels()

    @cached_property
    def teller(self) -> LanguageTeller:
        """Return what tells languages."""
        return LanguageTeller()

    @cached_property
    def scanner(self) -> TextScanner:
        """Return what scans our own side's texts."""
        return TextScanner(self.redactor(names=None), self.teller)

    def redactor(self, names: NameFinder | None) -> Redactor:
        """Return a redactor with the configured recognizers; `names` finds names of people."""
        disabled = set(self.settings.privacy.disabled_recognizers)
        load_finders(disabled)  # refuses a name that no recognizer has
        published = self.settings.organisation.published
        allow = AllowList(
            values=frozenset(published),
            handles=frozenset(value for value in published if value.startswith("@")),
        )
        finders = load_finders([name for name in BUILT_IN if name not in disabled])
        return Redactor(finders=finders, names=names, allow=allow)

    @cached_property
    def platforms(self) -> dict[str, Connected]:
        """Return the platforms that are switched on."""
        found = {}
        for name, table in self.settings.platforms.items():
            adapter = load_platform(name)
            settings = parse_table(adapter.settings_model, table, file=self.configuration.file, key=f"platforms.{name}")
            if getattr(settings, "enabled", False):
                read = partial(self.secrets, name, adapter.secret_names)
                found[name] = Connected(adapter=adapter, settings=settings, read_secrets=read)
        return found

    def secrets(self, name: str, names: Sequence[str]) -> Mapping[str, str]:
        """Return those of a platform's (or of notifications') secrets that this process was given."""
        return read_secrets(name, names, self.configuration.folder(self.settings.secrets.folder), self._environment)

    def planned(self) -> list[Planned]:
        """Return every collector of the platforms that are switched on."""
        return [
            planned
            for p in self.platforms.values()
            for planned in p.adapter.collectors(p.settings, p.secrets, self.clock)
        ]

    def senders(self) -> dict[str, Sender]:
        """Return the senders by platform."""
        made = {name: p.adapter.sender(p.settings, p.secrets, self.clock) for name, p in self.platforms.items()}
        return {name: sender for name, sender in made.items() if sender is not None}

    def estimates(self, platform: str) -> list[Estimate]:
        """Return what each monitor of a platform would cost, by the platform's own counts."""
        p = self.platforms[platform]
        return list(p.adapter.estimates(p.settings, p.secrets, self.clock))

    def vitals(self) -> Vitals:
        """Return how the installation fares."""
        return read_vitals(
            self.store,
            self.clock.now(),
            budgets={name: getattr(p.settings, "monthly_budget_usd", None) for name, p in self.platforms.items()},
            answer_within=timedelta(hours=self.settings.review.answer_hours),
            mode=self.settings.sending.mode.value,
            disk=shutil.disk_usage(self.configuration.database.parent).free,
        )

    def notifier(self) -> Notifier:
        """Return what tells people of alarms and sends digests."""
        told = recipients(
            self.settings,
            targets=self.secrets("notifications", ("targets",)).get("targets", ""),
            password=self.secrets("mail", ("password",)).get("password", ""),
            clock=self.clock,
        )
        table = self.settings.notifications
        return Notifier(
            store=self.store,
            clock=self.clock,
            vitals=self.vitals,
            recipients=told,
            schedule=Schedule(hour=table.hour, weekday=WEEKDAYS.index(table.weekday)),
            desk=self.settings.web.public_url,
            weekly=self.weekly,
        )

    @property
    def weekly(self) -> Telling:
        """Return what makes the digest of the last whole week, in a language."""
        made: list[Report] = []

        def tell(language: str) -> tuple[str, str]:
            if not made:
                made.append(self.reputation(last_sunday(self.clock.now(), self.zone)))
            return weekly_text(made[0], language, self.settings.web.public_url)

        return tell

    @property
    def zone(self) -> ZoneInfo:
        """Return the organisation's time zone."""
        return ZoneInfo(self.settings.notifications.time_zone)

    @cached_property
    def watched(self) -> Watched:
        """Return what the report on what is said about us looks for."""
        table = self.settings.organisation
        handles = (value for value in table.published if value.startswith("@"))
        return Watched(
            own=(table.name.en, table.name.fr, *handles),
            subjects=tuple(Subject(name=_name(s.name), words=s.words.en + s.words.fr) for s in self.settings.subjects),
            facts=tuple(
                Fact(name=_name(f.name), words=f.words.en + f.words.fr, kind=f.kind, right=f.right)
                for f in self.settings.facts
            ),
        )

    def reputation(self, until: date | None = None, days: int | None = None) -> Report:
        """Return what was said about us in the week of `until` (today), Monday up to and including that day.

        With `days`, in so many days up to and including `until` instead.
        """
        now = self.clock.now()
        last = until or now.astimezone(self.zone).date()
        period = week_of(last, now, self.zone) if days is None else days_up_to(last, days, now, self.zone)
        with self.store.read() as tx:
            return report_on(tx, period, self.watched)

    def collecting(self) -> Collecting:
        """Return what collecting works with."""
        sealing = CollectorSealing(
            PostSealer(self.keys.public("compliance"), self.keys.public("inbox")),
            self.digester,
            CursorBox(self.keys.secret("cursor")),
        )
        return Collecting(store=self.store, keys=self.key_store, sealing=sealing, clock=self.clock)

    def playbooks(self) -> tuple[Playbooks, tuple[Problem, ...]]:
        """Return the playbooks that hold, and what is wrong with the others."""
        return read_folder(self.configuration.folder(self.settings.playbooks.folder))

    def pipeline(self, names: NameFinder) -> Pipeline:
        """Return the stages; `names` finds names of people."""
        redactor, teller = self.redactor(names), self.teller
        playbooks = load_folder(self.configuration.folder(self.settings.playbooks.folder))
        return Pipeline(
            store=self.store,
            inbox=InboxOpener(self.keys.private("inbox")),
            handles=HandleSealer(self.keys.public("dispatch")),
            digester=self.digester,
            redact=lambda posts: redact_batch(posts, redactor, teller),
            classifier=self.classifier,
            precedence=self.labels.names,
            playbooks=playbooks,
            organisation=self.organisation,
        )

    @cached_property
    def classifier(self) -> RuleClassifier:
        """Return what labels mentions."""
        return RuleClassifier(self.labels, load_rulebook())

    def desk(self) -> Desk:
        """Return the review queue."""
        playbooks, problems = self.playbooks()
        policy = DeskPolicy(
            mode=self.settings.sending.mode,
            undo=timedelta(seconds=self.settings.sending.undo_seconds),
            claim_for=timedelta(minutes=self.settings.review.claim_minutes),
            answer_within=timedelta(hours=self.settings.review.answer_hours),
            why_not_by_api=self._why_not_by_api,
            needs_two=self._needs_two(playbooks, problems),
            approvers=self._approvers,
        )
        oversight = self._oversight(playbooks)
        return Desk(self.store, self.clock, guard=oversight.findings, mask=oversight.mask, policy=policy)

    def at_platform(self) -> AtPlatform:
        """Return the orders about mentions on their platforms."""
        playbooks, problems = self.playbooks()
        oversight = self._oversight(playbooks)
        policy = OrderPolicy(
            mode=self.settings.sending.mode,
            undo=timedelta(seconds=self.settings.sending.undo_seconds),
            rules=lambda name: self.platforms[name].adapter.rules if name in self.platforms else None,
            needs_two=self._needs_two(playbooks, problems),
            approvers=self._approvers,
        )
        return AtPlatform(self.store, self.clock, guard=oversight.findings, mask=oversight.mask, policy=policy)

    def guard(self) -> GuardProblems:
        """Return what checks words about a mention, in public or in private."""
        playbooks, _ = self.playbooks()
        return self._oversight(playbooks).findings

    def dispatching(self) -> Dispatching:
        """Return what dispatching works with."""
        playbooks, _ = self.playbooks()
        return Dispatching(
            store=self.store,
            handles=self._handles(),
            refuses=self._oversight(playbooks).refusing_rule,
            mask=self.scanner.mask_changed,
            clock=self.clock,
            policy=Policy(quiet=timedelta(seconds=self.settings.sending.quiet_seconds)),
            live=self.settings.sending.mode == Mode.LIVE,
        )

    def sweeping(self) -> Sweeping:
        """Return what sweeping for deleted posts works with."""
        return Sweeping(store=self.store, keys=self.key_store, handles=self._handles(), clock=self.clock)

    def compliances(self) -> dict[str, Compliance]:
        """Return, by platform, what tells which posts are gone."""
        made = {name: p.adapter.compliance(p.settings, p.secrets, self.clock) for name, p in self.platforms.items()}
        return {name: compliance for name, compliance in made.items() if compliance is not None}

    def webhooks(self) -> dict[str, Webhook]:
        """Return, by platform, what checks and reads deliveries."""
        made = {name: p.adapter.webhook(p.settings, p.secrets, self.clock) for name, p in self.platforms.items()}
        return {name: webhook for name, webhook in made.items() if webhook is not None}

    def work_off_deliveries(self) -> Collected:
        """Keep what waiting deliveries say."""
        opener = DeliveryOpener(self.keys.private("inbox"))
        return work_off(self.webhooks(), opener, self.collecting(), self.store)

    def forget_old_deliveries(self) -> int:
        """Forget the digests of deliveries that nobody will send again; return how many."""
        with self.store.write() as tx:
            return tx.forget_deliveries(self.clock.now() - DELIVERIES_KEPT)

    def _handles(self) -> Handles:
        opener, sealer = HandleOpener(self.keys.private("dispatch")), HandleSealer(self.keys.public("dispatch"))
        return Handles(opener, sealer, self.digester)

    def permalink(self, sealed: bytes, mention: MentionId) -> str:
        """Return a post's address on its platform; the caller has logged that a person asked for it."""
        return HandleOpener(self.keys.private("dispatch")).open(sealed, mention).permalink

    def rules(self, platform: str) -> PlatformRules:
        """Return what a platform allows of a reply; of one that is not connected, nothing is known."""
        connected = self.platforms.get(platform)
        if connected:
            return connected.adapter.rules
        return PlatformRules(
            platform=platform,
            title=platform,
            limit=UNLIMITED,
            count=len,
            links=True,
            answers_unsummoned=False,
            private_limit=UNLIMITED,
        )

    def members(self) -> Members:
        """Return the acts on team members."""
        return Members(self.store, hash_password)

    def _approvers(self) -> frozenset[str]:
        """Return who may approve now: a rule of two persons needs two."""
        with self.store.read() as tx:
            return frozenset(member.name for member in tx.members() if member.may(Permission.APPROVE))

    def _needs_two(self, playbooks: Playbooks, problems: Sequence[Problem]) -> Callable[[QueueItem], bool]:
        two = {p.name for p in playbooks if p.approval == "two persons"}

        def needs_two(item: QueueItem) -> bool:
            if problems and item.drafted_by and playbooks.get(item.playbook) is None:
                # Its playbook may be the one that is damaged, and may ask for two persons or a fixed text.
                raise problems[0].error()
            return item.playbook in two and len(self._approvers()) > 1

        return needs_two

    def _why_not_by_api(self, item: QueueItem) -> Message | None:
        if item.platform not in self.platforms:
            return msg("{platform} is not connected: copy the text and answer there.", platform=item.platform)
        if item.gone_at is not None:
            return msg("The post is no longer on its platform.")
        window = self.rules(item.platform).private_windows.get(item.kind)
        if item.reply_purpose == Purpose.PRIVATE and (window is None or self.clock.now() - item.posted_at >= window):
            return msg(
                "The time in which {platform} lets us write in private is over.",
                platform=self.rules(item.platform).title,
            )
        if not (item.summoned or self.rules(item.platform).answers_unsummoned):
            return msg(
                "The author did not address us, so {platform} lets nobody answer by API: open the post and paste the "
                "text.",
                platform=self.rules(item.platform).title,
            )
        return None

    def _oversight(self, playbooks: Playbooks) -> Oversight:
        return Oversight(
            store=self.store,
            digester=self.digester,
            scanner=self.scanner,
            organisation=self.organisation,
            playbooks=playbooks,
            rules=self.rules,
        )


def _name(words: Words) -> Name:
    return Name(en=words.en, fr=words.fr)


def _sqlite(file: Path) -> URL:
    return URL.create("sqlite", database=str(file))


def bare() -> Application:
    """Return an application without an installation, for redacting and labelling: no keys, no database.

    Settings are those of the example file, without what its invented organisation publishes: all is masked.
    """
    example = settings.load(example_configuration())
    unpublished = example.settings.organisation.model_copy(update={"published": ()})
    return Application(Configuration(example.settings.model_copy(update={"organisation": unpublished}), example.file))

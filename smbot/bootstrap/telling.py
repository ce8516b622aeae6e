"""What tells people: how things stand, alarms and digests, and what is said about us."""

import shutil
from datetime import date, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from smbot.bootstrap.access import requests_of
from smbot.bootstrap.platforms import Platforms
from smbot.notify.ports import Telling
from smbot.notify.recipients import recipients
from smbot.notify.run import WEEKDAYS, Notifier, Schedule
from smbot.notify.vitals import Vitals
from smbot.reports.digest import weekly_text
from smbot.reports.drift import TriageHealth, triage_health
from smbot.reports.exposure import Exposure, exposure
from smbot.reports.model import Fact, Name, Period, Report, Subject, Watched
from smbot.reports.period import days_up_to, last_sunday, week_of
from smbot.reports.report import report_on
from smbot.review.samples import Samples
from smbot.settings import Words
from smbot.storage.vitals import read_vitals


class Tellings(Platforms):
    """What tells people."""

    def vitals(self) -> Vitals:
        """Return how the installation fares."""
        return read_vitals(
            self.store,
            self.clock.now(),
            budgets={name: getattr(p.settings, "monthly_budget_usd", None) for name, p in self.platforms.items()},
            answer_within=timedelta(hours=self.settings.review.answer_hours),
            mode=self.settings.sending.mode.value,
            hides={name: p.adapter.rules.hides for name, p in self.platforms.items()},
            requests=requests_of(self),
            disk=shutil.disk_usage(self.configuration.database.parent).free,
            backup_within=self.backup_within,
        )

    @property
    def backup_within(self) -> timedelta | None:
        """Return how old the newest backup may become; None where nobody is told, or the server makes them."""
        days = self.settings.backup.warn_days
        return None if self.on_postgresql or not days else timedelta(days=days)

    def samples(self) -> Samples:
        """Return what draws the weekly sample."""
        return Samples(store=self.store, clock=self.clock, zone=self.zone, size=self.settings.triage.weekly_sample)

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
        made: list[tuple[Report, TriageHealth]] = []

        def tell(language: str) -> tuple[str, str]:
            if not made:
                sunday = last_sunday(self.clock.now(), self.zone)
                made.append((self.reputation(sunday), self.triage_health(sunday)))
            report, health = made[0]
            return weekly_text(report, language, self.settings.web.public_url, health, self.exposure(report.period))

        return tell

    @property
    def zone(self) -> ZoneInfo:
        """Return the organisation's time zone."""
        return ZoneInfo(self.settings.notifications.time_zone)

    @cached_property
    def watched(self) -> Watched:
        """Return what the report on what is said about us looks for."""
        table = self.settings.organisation
        handles = (value for value in self.published if value.startswith("@"))
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

    def exposure(self, period: Period) -> Exposure:
        """Return how long posts of a period exposed personal information."""
        with self.store.read() as tx:
            return exposure(tx.exposed(period.start, period.end), self.clock.now())

    def exposure_of_late(self, days: int) -> Exposure:
        """Return how long posts of the last `days` days exposed personal information."""
        now = self.clock.now()
        with self.store.read() as tx:
            return exposure(tx.exposed(now - timedelta(days=days), now + timedelta(days=1)), now)

    def triage_health(self, until: date | None = None, days: int | None = None) -> TriageHealth:
        """Return how triage fared in the time that `reputation` would report on, beside the four before it."""
        now = self.clock.now()
        last = until or now.astimezone(self.zone).date()
        period = week_of(last, now, self.zone) if days is None else days_up_to(last, days, now, self.zone)
        with self.store.read() as tx:
            return triage_health(tx, period)


def _name(words: Words) -> Name:
    return Name(en=words.en, fr=words.fr)

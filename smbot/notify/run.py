"""Tell people: alarms when they change, digests when they are due. One channel that fails stops no other.

Alarms err towards telling twice: they count as told once a channel took them. Digests err towards telling not
at all: the note that one was sent is written first, and taken back only where surely nobody received it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import structlog

from smbot.core.clock import Clock
from smbot.notify.alarms import FOR_OFFICERS, Changes, alarms_of, decide
from smbot.notify.ports import Channel, Kind, NotifyStore, NotTold, Telling
from smbot.notify.recipients import Recipient
from smbot.notify.vitals import Outcome, Vitals
from smbot.notify.words import alarm_text, daily_text

CHANNEL_NOTE = "channel:"
DIGEST_NOTE = "digest:"
TRY_AGAIN_AFTER = timedelta(minutes=15)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

log = structlog.get_logger()


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When digests are sent: at `hour` o'clock where the reader is; the weekly one on `weekday` (0: Monday)."""

    hour: int
    weekday: int


@dataclass(frozen=True, kw_only=True)
class Notifier:
    """What telling works with. `weekly` makes the weekly digest; without it none is sent."""

    store: NotifyStore
    clock: Clock
    vitals: Callable[[], Vitals]
    recipients: Sequence[Recipient]
    schedule: Schedule
    desk: str = ""
    weekly: Telling | None = None

    def tell_alarms(self) -> None:
        """Compare the vitals with the alarms that stand, and tell what has changed."""
        vitals = self.vitals()
        with self.store.write() as tx:
            changes = decide(alarms_of(vitals), tx.standing_alarms(), vitals.at)
            for _, row in changes.alarms:
                tx.keep_alarm(row)
        if not changes:
            return
        heard, taken = set[str](), set[str]()
        for recipient in self.recipients:
            own = changes.heard_by(partial(self._hears, recipient))
            if not own:
                continue
            kinds = {*(alarm.kind for alarm, _ in own.alarms), *(row.kind for row in own.cleared)}
            heard |= kinds
            if not self._told(recipient.channel, own).error:
                taken |= kinds
        lost = heard - taken  # they stand, and are told the next time
        settled = changes.heard_by(lambda kind: kind not in lost)
        if not settled:
            return
        with self.store.write() as tx:
            for _, row in settled.alarms:
                tx.keep_alarm(replace(row, told_at=vitals.at))
            for row in settled.cleared:
                tx.clear_alarm(row)
        if taken:
            log.info("alarms.told", count=len(settled.alarms))

    def _hears(self, recipient: Recipient, kind: str) -> bool:
        """Say whether somebody hears of a kind of alarm: of the docket's, the officers, if any are told by name."""
        officers = any(Kind.DOCKET in each.kinds for each in self.recipients)
        wanted = Kind.DOCKET if kind in FOR_OFFICERS and officers else Kind.ALARMS
        return wanted in recipient.kinds

    def _told(self, channel: Channel, changes: Changes) -> Outcome:
        return self._tell(channel, *made_for(channel, lambda lang: alarm_text(changes, self.desk, lang)))

    def send_digests(self) -> None:
        """Send each reader the digests that are due and were not sent."""
        made: list[Vitals] = []

        def daily(language: str) -> tuple[str, str]:
            if not made:
                made.append(self.vitals())
            return daily_text(made[0], self.desk, language)

        for recipient in self.recipients:
            if Kind.DAILY in recipient.kinds:
                self._send(Kind.DAILY, recipient, daily)
            if Kind.WEEKLY in recipient.kinds and self.weekly is not None:
                self._send(Kind.WEEKLY, recipient, self.weekly)

    def trial(self, telling: Telling) -> list[Outcome]:
        """Send a message through every channel, and return what became of each."""
        return [self._tell(r.channel, *made_for(r.channel, telling)) for r in self.recipients]

    def _send(self, kind: Kind, recipient: Recipient, telling: Telling) -> None:
        now = self.clock.now()
        period = due_period(kind, now, recipient.zone, self.schedule)
        name = f"{DIGEST_NOTE}{kind}:{recipient.id}"
        if period is None:
            return
        with self.store.write() as tx:
            note = tx.note(name)
            if note is not None and (note.value >= period or (not note.value and now < note.at + TRY_AGAIN_AFTER)):
                return
            tx.keep_note(name, period)
        try:
            subject, text = made_for(recipient.channel, telling)
        except Exception as error:  # noqa: BLE001 - the others get theirs all the same
            log.error("digest.failed", where=kind.value, error=type(error).__name__)
            self._take_back(name)
            return
        outcome = self._tell(recipient.channel, subject, text)
        if outcome.error and outcome.certain:
            self._take_back(name)

    def _take_back(self, name: str) -> None:
        with self.store.write() as tx:
            tx.keep_note(name, "")

    def _tell(self, channel: Channel, subject: str, text: str) -> Outcome:
        error, certain = "", False
        try:
            channel.tell(subject, text)
        except NotTold as refusal:
            error, certain = refusal.code, refusal.certain
        except Exception as failure:  # noqa: BLE001 - a channel that breaks stops no other
            error = type(failure).__name__
        if error:
            log.warning("channel.failed", where=channel.name, error=error)
        with self.store.write() as tx:
            tx.keep_note(CHANNEL_NOTE + channel.name, error)
        return Outcome(channel=channel.name, at=self.clock.now(), error=error, certain=certain)


def made_for(channel: Channel, telling: Telling) -> tuple[str, str]:
    """Return subject and text as a channel's readers want them: in one language, or in several under each other."""
    made = [telling(language) for language in channel.languages]
    return " / ".join(subject for subject, _ in made), "\n\n".join(text for _, text in made)


def due_period(kind: Kind, now: datetime, zone: ZoneInfo, schedule: Schedule) -> str | None:
    """Return the day (where the reader is) whose digest is due now, or None before its hour.

    A daily digest that was missed is due until midnight, a weekly one until the next.
    """
    local = now.astimezone(zone)
    day = local.date()
    if kind == Kind.WEEKLY:
        day -= timedelta(days=(day.weekday() - schedule.weekday) % 7)
    if day == local.date() and local.hour < schedule.hour:
        return None
    return day.isoformat()

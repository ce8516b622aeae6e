"""How the installation fares: a page for members, and a word or two for monitors and proxies."""

import shutil
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse, Response

from smbot import __version__
from smbot.bootstrap import Application
from smbot.core.messages import Message, msg
from smbot.core.roles import Permission
from smbot.core.states import ReplyState
from smbot.core.words import REPLY_STATES
from smbot.notify.alarms import Alarm, AlarmKind, alarms_for, alarms_of, alike, what_to_do
from smbot.notify.vitals import Vitals
from smbot.web.access import MEMBERS, PUBLIC, Routes, Visiting
from smbot.web.templating import Pages

STALE_AFTER = timedelta(seconds=5)
"""Anybody may ask for the words: so often at most does the database count for them."""

GRAVE: Mapping[AlarmKind, tuple[str, str]] = {
    AlarmKind.LOG: ("log", "broken"),
    AlarmKind.DISK: ("disk", "low"),
    AlarmKind.PART: ("parts", "silent"),
    AlarmKind.INBOX: ("inbox", "still"),
}
"""Alarms in which smbot does not do its work: the answer is 503."""
OTHERS: Mapping[AlarmKind, tuple[str, str]] = {
    AlarmKind.TOKEN: ("tokens", "ending"),
    AlarmKind.ACCOUNT: ("accounts", "paused"),
    AlarmKind.BUDGET: ("budget", "short"),
    AlarmKind.DOUBT: ("outbox", "in doubt"),
    AlarmKind.OVERDUE: ("queue", "overdue"),
    AlarmKind.QUARANTINE: ("quarantine", "grown"),
    AlarmKind.DELIVERY: ("deliveries", "unread"),
    AlarmKind.BACKUP: ("backups", "old"),
}
"""Alarms in which smbot does its work and a person must do theirs.

That a post exposes somebody is not among them: these words are for anybody, and would send strangers to look for it.
"""

PARTS: Mapping[str, Message] = {
    "collect": msg("reading"),
    "work": msg("masking and drafting"),
    "dispatch": msg("sending and telling"),
    "desk": msg("these pages"),
    "webhooks": msg("receiving deliveries"),
    "citizen": msg("the secure page for citizens"),
}


def status_words(vitals: Vitals) -> dict[str, str]:
    """Return what is well and what is not, in words of our own; no count, no name. Pure."""
    found = {alarm.kind for alarm in alarms_of(vitals)}
    words = {"database": "ok"}
    for kind, (subject, trouble) in {**GRAVE, **OTHERS}.items():
        words[subject] = trouble if kind in found else "ok"
    words["channels"] = "failing" if any(outcome.error for outcome in vitals.channels) else "ok"
    words["sending"] = "paused" if vitals.sending_paused else vitals.mode
    if found & set(GRAVE):
        state = "failing"
    elif found or words["channels"] != "ok":
        state = "attention"
    else:
        state = "ok"
    return {"state": state} | words


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Alarms that say the same, each of a thing of its own; `since` the first of them was raised, where it was told."""

    alarms: tuple[Alarm, ...]
    since: datetime | None = None


def troubles(
    alarms: Iterable[Alarm], raised: Mapping[tuple[str, str], datetime] = MappingProxyType({})
) -> list[Trouble]:
    """Return what pages show of alarms, in their order: what is the same of many things is said once. Pure."""
    found = []
    for together in alike(alarms):
        moments = [raised[key] for key in ((each.kind.value, each.subject) for each in together) if key in raised]
        found.append(Trouble(alarms=together, since=min(moments, default=None)))
    return found


def channel_name(channel: str, members: Sequence[str]) -> Message:
    """Return who a channel reaches: the member who reads it; else its place in the configuration. Pure.

    `members` are the names of the configuration's readers in order, "" where nobody said who reads.
    """
    kind, _, place = channel.rpartition(" ")
    number = int(place) if place.isascii() and place.isdecimal() else 0
    if kind == "reader" and 0 < number <= len(members) and members[number - 1]:
        return msg("{name}, by e-mail", name=members[number - 1])
    if kind == "reader" and number:
        return msg("reader no. {number} of the configuration, by e-mail", number=number)
    if kind == "target" and number:
        return msg("room or service no. {number} of the configuration", number=number)
    return Message("{channel}", {"channel": channel})


class HealthPages:
    """The page “Health”, and `/health`."""

    def __init__(self, application: Application, pages: Pages) -> None:
        self._application = application
        self._pages = pages
        self._lock = threading.Lock()
        self._read: tuple[datetime, dict[str, str]] | None = None

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        routes.get("/health", self.health, PUBLIC)
        routes.get("/system", self.system, MEMBERS)

    def health(self) -> Response:
        """Answer 200 while smbot does its work, else 503; the body says in words what is well."""
        words = self._words()
        return JSONResponse(words, 503 if words["state"] == "failing" else 200)

    def system(self, visit: Visiting) -> Response:
        """Show how everything fares, and what to do."""
        application = self._application
        vitals = application.vitals()
        with application.store.read() as tx:
            since = {(row.kind, row.subject): row.raised_at for row in tx.standing_alarms()}
        readers = [reader.member for reader in application.settings.notifications.readers]
        disk = shutil.disk_usage(application.configuration.database.parent)
        alarms = alarms_for(vitals, officer=visit.signed_in.may(Permission.CORRECT_MASKS))
        values = {
            "vitals": vitals,
            "troubles": troubles(alarms, since),
            "tokens": {token.platform: token for token in vitals.tokens},
            "what_to_do": what_to_do,
            "outbox": [(REPLY_STATES[state], vitals.replies.get(state.value, 0)) for state in ReplyState],
            "parts_of": [(PARTS.get(p.part, p.part), p) for p in vitals.parts],
            "channels": [(channel_name(each.channel, readers), each) for each in vitals.channels],
            "disk_share": disk.free / disk.total,
            "version": __version__,
            "platforms": sorted(application.platforms),
        }
        return self._pages.show(visit, "health.html", values)

    def _words(self) -> dict[str, str]:
        now = self._application.clock.now()
        with self._lock:
            if self._read is None or not timedelta(0) <= now - self._read[0] < STALE_AFTER:
                self._read = now, self._fresh()
            return self._read[1]

    def _fresh(self) -> dict[str, str]:
        try:
            return status_words(self._application.vitals())
        except (SQLAlchemyError, OSError):
            return {"state": "failing", "database": "failing"}

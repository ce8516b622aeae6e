"""Who is told what: the readers of the configuration and the targets of the secret."""

import hashlib
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from smbot.core.clock import Clock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import LANGUAGES, msg
from smbot.notify.mail import MailReader, MailServer
from smbot.notify.ports import Channel, Kind
from smbot.settings import Settings

SECRETS = {"notifications": ("targets",), "mail": ("password",)}
"""The secrets of notifications: ``notifications.targets`` and ``mail.password``."""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A channel, what it is told, and the time zone of whoever reads it. `id` stays when others come and go.

    `member` is the name of the team member who reads it, "" where nobody said. Many read what is not `personal`.
    """

    channel: Channel
    kinds: frozenset[Kind]
    zone: ZoneInfo
    id: str
    member: str = ""
    personal: bool = False


def recipients(settings: Settings, *, targets: str, password: str, clock: Clock) -> list[Recipient]:
    """Return everybody who is told something: targets hear of alarms, readers of what they asked for.

    Raises:
        ConfigurationError: There are readers and no server to reach them, or a target that Apprise does not know.
    """
    table = settings.notifications
    found = [
        Recipient(channel=target, kinds=frozenset({Kind.ALARMS}), zone=ZoneInfo(table.time_zone), id=target.name)
        for target in _targets(targets, settings.organisation.first_language)
    ]
    if table.readers and not (settings.mail.host and settings.mail.sender):
        raise ConfigurationError(
            msg("There are readers, and no mail server to reach them."),
            where="mail.host",
            mend=msg("Set host and sender in [mail], or take out [[notifications.readers]]."),
        )
    server = MailServer(table=settings.mail, clock=clock, password=password)
    for number, reader in enumerate(table.readers, 1):
        channel = MailReader(name=f"reader {number}", address=reader.address, language=reader.language, server=server)
        zone = ZoneInfo(reader.time_zone or table.time_zone)
        kinds = frozenset(Kind(kind) for kind in reader.kinds)
        identity = hashlib.sha256(reader.address.encode()).hexdigest()[:16]
        found.append(
            Recipient(channel=channel, kinds=kinds, zone=zone, id=identity, member=reader.member, personal=True)
        )
    return found


def _targets(secret: str, first: str) -> list[Channel]:
    if not secret:
        return []
    from smbot.notify.targets import open_targets  # noqa: PLC0415 - Apprise takes long to import

    (second,) = (language for language in LANGUAGES if language != first)
    return list(open_targets(secret, (first, second)))

"""Checks that reach out: the accounts, our own public address, and a message to try whom we tell."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from smbot.bootstrap import Application
from smbot.connect.reach import reach, within
from smbot.connect.walk import broken
from smbot.core.messages import msg
from smbot.notify.words import trial_text
from smbot.platforms.ports import Finding

LIVE_SECONDS = 60.0
"""How long one account may take to be asked: a few calls, each bounded by the platform's timeout_seconds."""


def accounts(application: Application) -> Iterator[Finding]:
    """Ask every platform about our account."""
    for name, p in application.platforms.items():
        yield from _bounded(name, partial(p.adapter.probe, p.settings, p.secrets, application.clock))


def webhooks(application: Application) -> Iterator[Finding]:
    """Ask our own public address, as the platforms do."""
    base = application.settings.webhooks.public_url
    offered = application.webhooks()
    if not base:
        if offered:
            off = msg("[webhooks] public_url is empty: no deliveries are taken, all is read every few minutes.")
            yield Finding(check="webhooks", what=off)
        return
    told: list[Finding] = []
    for name, webhook in offered.items():
        found = _bounded("webhooks", partial(reach, base, name, webhook))
        told += [finding for finding in found if finding not in told]  # a name unknown to DNS is so for each platform
    yield from told


def _bounded(check: str, ask: Callable[[], Finding | Sequence[Finding]]) -> Sequence[Finding]:
    """Return what asking finds; whatever it raises, or not ending in time, is a finding."""
    try:
        found = within(LIVE_SECONDS, ask)
    except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
        return [broken(check, error)]
    return [found] if isinstance(found, Finding) else found


def trial(application: Application) -> Iterator[Finding]:
    """Send a message to every target and reader."""
    for outcome in application.notifier().trial(trial_text):
        if not outcome.error:
            yield Finding(check="send-test", what=msg("{channel} took the message.", channel=outcome.channel))
            continue
        yield Finding(
            check="send-test",
            what=msg("{channel} did not take the message ({error}).", channel=outcome.channel, error=outcome.error),
            why=msg("Nobody would be told there."),
            fix=msg("Check its address and [mail], and that this machine may reach it; then test again."),
        )

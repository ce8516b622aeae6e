"""`smbot doctor`: look at everything an installation needs; each finding says what, why and the exact fix."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from smbot import settings
from smbot.bootstrap import Application
from smbot.connect.walk import broken
from smbot.core.errors import SmbotError
from smbot.core.messages import msg
from smbot.doctor import configured, learning, machine, spending, team
from smbot.doctor.live import accounts, trial, webhooks
from smbot.platforms.ports import Finding

TRIAL: dict[str, Callable[[Application], Iterator[Finding]]] = {"send-test": trial}
"""Asked for with ``--send-test``."""

CHECKS: dict[str, Callable[[Application], Iterator[Finding]]] = {
    "organisation": configured.organisation,
    "models": machine.models,
    "recognizers": configured.recognizers,
    "triage": learning.triage,
    "keys": machine.keys,
    "database": machine.database,
    "disk": machine.disk,
    "backup": machine.backup,
    "anchor": machine.anchor,
    "web": configured.web,
    "sign-in": configured.sign_in,
    "clock": machine.clock,
    "playbooks": configured.playbooks,
    "platforms": configured.platforms,
    "budgets": spending.budgets,
    "members": team.members,
    "sending": configured.sending,
    "notifications": configured.notifications,
}

LIVE: dict[str, Callable[[Application], Iterator[Finding]]] = {"accounts": accounts, "webhooks": webhooks}
"""Checks that need the network."""


AT_DESK = (
    "organisation",
    "recognizers",
    "database",
    "disk",
    "backup",
    "web",
    "sign-in",
    "clock",
    "playbooks",
    "members",
    "sending",
)
"""Checks for which the desk's own keys are enough, and no secret of a platform: those of the administration page."""


def examine(
    file: Path, *, live: bool = False, test: bool = False, only: Sequence[str] = tuple(CHECKS)
) -> list[Finding]:
    """Check the installation whose configuration is `file`. Nothing is changed; platforms are called only if `live`.

    With `test`, a message is sent to every target and reader of notifications.
    """
    try:
        application = Application(settings.load(file))
        _read_whole(application)
    except SmbotError as error:
        return [broken("configuration", error)]
    findings = [Finding(check="configuration", what=msg("{file} is valid.", file=file))]
    chosen = {name: CHECKS[name] for name in only}
    for name, check in (chosen | (LIVE if live else {}) | (TRIAL if test else {})).items():
        try:
            findings.extend(check(application))
        except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
            findings.append(
                broken(
                    name, error, otherwise=msg("Run “smbot init” if this installation is new; otherwise report this.")
                )
            )
    application.close()
    return findings


def _read_whole(application: Application) -> None:
    """Read the parts of the configuration that wait until they are needed: platforms' tables, and recognizers."""
    _ = application.platforms
    application.redactor(tagger=None)
    _ = application.operators

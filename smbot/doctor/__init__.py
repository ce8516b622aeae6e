"""`smbot doctor`: look at everything an installation needs; each finding says what, why and the exact fix."""

import importlib.metadata
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import text as sql

from smbot import settings
from smbot.bootstrap import Application, bare
from smbot.connect.reach import reach, within
from smbot.connect.walk import broken
from smbot.core.errors import SmbotError
from smbot.core.hosts import LOOPBACK
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.core.states import Mode
from smbot.core.words import ROLES
from smbot.members.duties import GAPS, Gap, active, conflicting, forbidden_pairs, gaps
from smbot.members.ports import Membership
from smbot.notify.alarms import LEAST_FREE_BYTES
from smbot.notify.words import trial_text
from smbot.platforms.ports import Finding
from smbot.playbooks.lint import lint
from smbot.redact.models import NAME_MODELS
from smbot.storage.migrate import outdated
from smbot.vault.handles import CursorBox
from smbot.vault.keys import PAIRS, SECRETS

LIVE_SECONDS = 60.0
"""How long one account may take to be asked: a few calls, each bounded by the platform's timeout_seconds."""

EARLIEST_YEAR = 2026
"""A clock before the year this was written in is wrong."""


def examine(file: Path, *, live: bool = False, test: bool = False) -> list[Finding]:
    """Check the installation whose configuration is `file`. Nothing is changed; platforms are called only if `live`.

    With `test`, a message is sent to every target and reader of notifications.
    """
    try:
        application = Application(settings.load(file))
        _read_whole(application)
    except SmbotError as error:
        return [_failed("configuration", error)]
    findings = [Finding(check="configuration", what=msg("{file} is valid.", file=file))]
    for name, check in (CHECKS | (LIVE if live else {}) | (TRIAL if test else {})).items():
        try:
            findings.extend(check(application))
        except SmbotError as error:
            findings.append(_failed(name, error))
        except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
            findings.append(
                Finding(
                    check=name,
                    what=msg("This could not be checked ({error}).", error=type(error).__name__),
                    fix=msg("Run “smbot init” if this installation is new; otherwise report this."),
                )
            )
    application.close()
    return findings


def _read_whole(application: Application) -> None:
    """Read the parts of the configuration that wait until they are needed: platforms' tables, and recognizers."""
    _ = application.platforms
    application.redactor(names=None)


def _failed(check: str, error: SmbotError) -> Finding:
    where = msg("In {where}.", where=error.where) if error.where else None
    fix = error.mend or msg("Mend what is named, then run “smbot doctor” again.")
    return Finding(check=check, what=error.what, why=where, fix=fix)


def _organisation(application: Application) -> Iterator[Finding]:
    example = bare().settings.organisation
    if application.settings.organisation.name == example.name:
        yield Finding(
            check="organisation",
            what=msg("The organisation is still the example's."),
            why=msg("Replies would name it, and its published numbers would never be masked."),
            fix=msg("Write your own name and published values into [organisation]."),
            advice=True,
        )


def _models(_: Application) -> Iterator[Finding]:
    for model in NAME_MODELS.values():
        package, name = model.requirement, model.distribution
        try:
            installed = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            installed = ""
        if not installed:
            yield Finding(
                check="models",
                what=msg("The language model {package} is missing.", package=package),
                why=msg("Without it names of people would not be found, so smbot does not start."),
                fix=msg("pip install {package}", package=package),
            )
        elif installed != model.version:
            yield Finding(
                check="models",
                what=msg("The language model {model} has version {version}.", model=name, version=installed),
                why=msg("Masking was measured with {package}.", package=package),
                fix=msg("pip install {package}", package=package),
            )
        else:
            yield Finding(check="models", what=msg("{package} is installed.", package=package))


def _recognizers(application: Application) -> Iterator[Finding]:
    for name in application.settings.privacy.disabled_recognizers:
        yield Finding(
            check="recognizers",
            what=msg("The recognizer {name} is switched off.", name=name),
            why=msg("What only it finds is not masked."),
            fix=msg("Take it out of [privacy] disabled_recognizers."),
            advice=True,
        )
    if not application.settings.privacy.disabled_recognizers:
        yield Finding(check="recognizers", what=msg("All recognizers are switched on."))


def _keys(application: Application) -> Iterator[Finding]:
    for name in PAIRS:
        application.keys.public(name)
    for name in SECRETS:
        application.keys.secret(name)
    for name in ("inbox", "dispatch"):
        if bytes(application.keys.private(name).public_key) != bytes(application.keys.public(name)):
            yield Finding(
                check="keys",
                what=msg("The two halves of the key “{name}” do not belong together.", name=name),
                why=msg("What is sealed with one cannot be opened with the other."),
                fix=msg("Put both halves back from the same backup."),
            )
            return
    box = CursorBox(application.keys.secret("cursor"))
    box.open(box.seal("doctor"))
    yield Finding(check="keys", what=msg("All keys are there, owner-only, and fit together."))
    if application.keys.has("compliance"):
        yield Finding(
            check="keys",
            what=msg("The officers' key lies on this machine."),
            why=msg("Whoever takes over this machine could open every sealed original."),
            fix=msg("Move compliance.key to the officers' machine; smbot seals with compliance.pub alone."),
            advice=True,
        )


def _database(application: Application) -> Iterator[Finding]:
    path = application.configuration.database
    if not path.exists():
        yield Finding(
            check="database",
            what=msg("There is no database at {path}.", path=path),
            fix=msg("Run “smbot init”."),
        )
        return
    if outdated(application.engine):
        yield Finding(
            check="database",
            what=msg("The database is of another version."),
            fix=msg("Run “smbot init” again: it brings the tables up to date and keeps what is there."),
        )
        return
    with application.engine.connect() as connection:
        sound = connection.execute(sql("PRAGMA quick_check")).scalar() == "ok"
    if sound:
        yield Finding(check="database", what=msg("{path} is sound and up to date.", path=path))
    else:
        yield Finding(
            check="database",
            what=msg("The database is damaged."),
            why=msg("SQLite's own check finds errors in {path}.", path=path),
            fix=msg("Stop smbot and restore the last backup."),
        )


def _web(application: Application) -> Iterator[Finding]:
    table = application.settings.web
    if table.https or table.host in LOOPBACK:
        yield Finding(check="web", what=msg("The desk is reached on this machine alone, or by https."))
    else:
        yield Finding(
            check="web",
            what=msg("The desk listens to other machines without https."),
            why=msg("Passwords and posts would cross the network in clear."),
            fix=msg("Put a TLS proxy in front and set https = true in [web], or set host to 127.0.0.1."),
        )


def _disk(application: Application) -> Iterator[Finding]:
    folder = application.configuration.database.parent
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    gigabytes = f"{free / 1024**3:.1f}"
    if free < LEAST_FREE_BYTES:
        yield Finding(
            check="disk",
            what=msg("Only {free} GB are free.", free=gigabytes),
            why=msg("When the disk is full nothing more can be collected."),
            fix=msg("Free some space, or move [storage] folder to a larger disk."),
        )
    else:
        yield Finding(check="disk", what=msg("{free} GB are free.", free=gigabytes))


def _clock(application: Application) -> Iterator[Finding]:
    now = application.clock.now()
    last = None
    if application.configuration.database.exists() and not outdated(application.engine):
        with application.store.read() as tx:
            last = tx.last_audit_time()
    if now.year < EARLIEST_YEAR or (last is not None and last > now + timedelta(minutes=1)):
        yield Finding(
            check="clock",
            what=msg("The clock is wrong: it says {now}.", now=now.isoformat(timespec="seconds")),
            why=msg("Legal delays, undo windows and the audit log depend on it."),
            fix=msg("Switch on time synchronisation: timedatectl set-ntp true"),
        )
    else:
        yield Finding(check="clock", what=msg("The clock agrees with the audit log."))


def _playbooks(application: Application) -> Iterator[Finding]:
    playbooks, problems = application.playbooks()
    rules = {name: application.rules(name) for name in application.platforms}
    problems = (*problems, *lint(playbooks, rules, application.organisation))
    for problem in problems:
        yield Finding(
            check="playbooks", what=problem.what, why=msg("In {where}.", where=problem.where), fix=problem.mend
        )
    if not problems:
        count = len(playbooks.sources)
        yield Finding(check="playbooks", what=msg("{count} playbooks are valid.", count=count))


def _platforms(application: Application) -> Iterator[Finding]:
    for connected in application.platforms.values():
        yield from connected.adapter.check(connected.settings, connected.secrets)
    if not application.platforms:
        yield Finding(
            check="platforms",
            what=msg("No platform is connected."),
            why=msg("Posts can be imported from files, but none are collected."),
            fix=msg("Run “smbot connect x” or “smbot connect facebook”."),
            advice=True,
        )


def _members(application: Application) -> Iterator[Finding]:
    if not application.configuration.database.exists() or outdated(application.engine):
        return  # the check of the database tells
    with application.store.read() as tx:
        team = tx.memberships()
    yield from _team(team, live=application.settings.sending.mode == Mode.LIVE)


_GAP_FIXES = {
    Gap.NO_ADMINISTRATOR: msg("Run “smbot init --name NAME”."),
    Gap.NO_APPROVER: msg("smbot user role NAME --add approver"),
    Gap.ONE_APPROVER: msg("Add a second one: smbot user add NAME --role approver"),
    Gap.NO_OFFICER: msg("smbot user role NAME --add compliance"),
    Gap.ALONE: msg("Add somebody, and the roles are parted: smbot user add NAME --role ROLE"),
}


def _team(team: Sequence[Membership], *, live: bool) -> Iterator[Finding]:
    people, lacking = active(team), gaps(team)
    needed = {Gap.NO_ADMINISTRATOR} | ({Gap.NO_APPROVER} if live else set())
    for gap in (gap for gap in Gap if gap in lacking):
        yield Finding(check="members", what=GAPS[gap], fix=_GAP_FIXES[gap], advice=gap not in needed)
    for one in conflicting(team) if len(people) > 1 else ():
        first, second = forbidden_pairs(one.member.roles)[0]
        yield Finding(
            check="members",
            what=msg("{name} is both {one} and {other}.", name=one.member.name, one=ROLES[first], other=ROLES[second]),
            why=msg("Who watches must neither appoint nor send; another person could hold one of the two roles."),
            fix=msg("smbot user role “{name}” --remove {role}", name=one.member.name, role=first),
        )
    powerful = [one for one in people if one.member.may(Permission.APPROVE) or one.member.may(Permission.CONFIGURE)]
    bare_handed = [one.member.name for one in powerful if not one.second_factor]
    if bare_handed:
        yield Finding(
            check="members",
            what=msg("Without a second factor: {names}.", names=", ".join(bare_handed)),
            why=msg("A stolen password would be enough to send in your name, or to change the team."),
            fix=msg('They set it up on the page of their account; [web] second_factor = "required" asks everybody.'),
            advice=True,
        )
    unused = [one.member.name for one in people if one.must_change]
    if unused:
        yield Finding(
            check="members",
            what=msg("One-time passwords that were never changed: {names}.", names=", ".join(unused)),
            why=msg("Whoever finds the note with the password could sign in."),
            fix=msg("Ask them to sign in, or make a new one: smbot user reset NAME"),
            advice=True,
        )
    if not lacking and not (len(people) > 1 and conflicting(team)):
        yield Finding(
            check="members", what=msg("{count} members are active, and duties are separate.", count=len(people))
        )


def _sending(application: Application) -> Iterator[Finding]:
    meaning = {
        Mode.LISTEN: msg("Mode “listen”: nothing can be sent."),
        Mode.SHADOW: msg("Mode “shadow”: replies are rehearsed, nothing leaves."),
        Mode.LIVE: msg("Mode “live”: approved replies leave."),
    }
    yield Finding(check="sending", what=meaning[application.settings.sending.mode])


def _accounts(application: Application) -> Iterator[Finding]:
    for name, p in application.platforms.items():
        yield from _bounded(name, partial(p.adapter.probe, p.settings, p.secrets, application.clock))


def _webhooks(application: Application) -> Iterator[Finding]:
    base = application.settings.webhooks.public_url
    if not base:
        return
    for name, webhook in application.webhooks().items():
        yield from _bounded("webhooks", partial(reach, base, name, webhook))


def _bounded(check: str, ask: Callable[[], Finding | Sequence[Finding]]) -> Sequence[Finding]:
    """Return what asking finds; whatever it raises, or not ending in time, is a finding."""
    try:
        found = within(LIVE_SECONDS, ask)
    except Exception as error:  # noqa: BLE001 - a check that breaks is itself a finding
        return [broken(check, error)]
    return [found] if isinstance(found, Finding) else found


def _notifications(application: Application) -> Iterator[Finding]:
    told = application.notifier().recipients
    if told:
        yield Finding(check="notifications", what=msg("Targets and readers that are told: {count}.", count=len(told)))
        return
    yield Finding(
        check="notifications",
        what=msg("Nobody is told when something needs a person."),
        why=msg("A token that dies, or a queue that stands still, shows on the desk's page “Health” alone."),
        fix=msg("Name readers in [[notifications.readers]], or targets in the secret notifications.targets."),
        advice=True,
    )


def _trial(application: Application) -> Iterator[Finding]:
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


TRIAL: dict[str, Callable[[Application], Iterator[Finding]]] = {"send-test": _trial}
"""Asked for with ``--send-test``."""

CHECKS: dict[str, Callable[[Application], Iterator[Finding]]] = {
    "organisation": _organisation,
    "models": _models,
    "recognizers": _recognizers,
    "keys": _keys,
    "database": _database,
    "disk": _disk,
    "web": _web,
    "clock": _clock,
    "playbooks": _playbooks,
    "platforms": _platforms,
    "members": _members,
    "sending": _sending,
    "notifications": _notifications,
}

LIVE: dict[str, Callable[[Application], Iterator[Finding]]] = {"accounts": _accounts, "webhooks": _webhooks}
"""Checks that need the network."""

"""Checks of this machine: models, keys, database, disk and clock."""

import importlib.metadata
import os
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text as sql

from smbot.audit.anchor import last_outside
from smbot.bootstrap import Application
from smbot.bootstrap.anchoring import MAIL_EVERY, MAILED_NOTE, anchor_by_mail
from smbot.core.messages import decimal, msg
from smbot.network import onnx
from smbot.network.files import installed_version
from smbot.notify.alarms import LEAST_FREE_BYTES
from smbot.platforms.ports import Finding
from smbot.redact.models import NAME_MODELS
from smbot.redact.tagger.loading import NETWORK
from smbot.storage.migrate import outdated
from smbot.vault.handles import CursorBox
from smbot.vault.keys import PAIRS, SECRETS
from smbot.verification import outside

EARLIEST_YEAR = 2026
"""A clock before the year this was written in is wrong."""


def models(application: Application, network: Path = onnx.SHIPPED) -> Iterator[Finding]:
    """Are the models of names there that the settings choose? `network` is the folder of the one that ships."""
    if application.settings.privacy.names == NETWORK:
        yield _network(installed_version(network))
    else:
        yield from _of_spacy()


def _network(version: str) -> Finding:
    if version:
        return Finding(check="models", what=msg("The network that reads names is version {version}.", version=version))
    return Finding(
        check="models",
        what=msg("The network that reads names is missing, or what runs it."),
        why=msg("Rules and the tagger find names alone, and miss more of them."),
        fix=msg("Run “pip install --require-hashes -r requirements.txt” in the folder of smbot: its extra “semantic”."),
        advice=True,
    )


def _of_spacy() -> Iterator[Finding]:
    """Are spaCy's models there, in the versions that masking was measured with?"""
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


def keys(application: Application) -> Iterator[Finding]:
    """Are all keys there, and do they fit together?"""
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


def database(application: Application) -> Iterator[Finding]:
    """Is the database there, sound and up to date?"""
    path = application.database_name
    if not application.installed():
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
    if application.on_postgresql:
        yield Finding(check="database", what=msg("{path} is sound and up to date.", path=path))
        return  # damage is for the server's own checksums to find
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


def disk(application: Application) -> Iterator[Finding]:
    """Is there room?"""
    folder = application.configuration.database.parent
    free = shutil.disk_usage(folder if folder.exists() else folder.parent).free
    gigabytes = decimal(free / 1024**3, 1)
    if free < LEAST_FREE_BYTES:
        yield Finding(
            check="disk",
            what=msg("Only {free}\u00a0GB are free.", free=gigabytes),
            why=msg("When the disk is full nothing more can be collected."),
            fix=msg("Free some space, or move [storage] folder to a larger disk."),
        )
    else:
        yield Finding(check="disk", what=msg("{free}\u00a0GB are free.", free=gigabytes))


def backup(application: Application) -> Iterator[Finding]:
    """Is there a backup, and is the newest one young enough?"""
    within = application.backup_within
    if within is None or not application.ready():
        return
    with application.store.read() as tx:
        made = tx.last_backup()
    why = msg("What is not in a backup is lost with this disk.")
    fix = msg("Run “smbot backup”, and let cron or a timer of systemd run it nightly.")
    if made is None:
        yield Finding(check="backup", what=msg("No backup was ever made."), why=why, fix=fix, advice=True)
        return
    day = made.date().isoformat()
    if application.clock.now() - made > within:
        what = msg("The newest backup is of {day} (UTC): it is too old.", day=day)
        yield Finding(check="backup", what=what, why=why, fix=fix, advice=True)
    else:
        yield Finding(check="backup", what=msg("The newest backup is of {day} (UTC).", day=day))


def anchor(application: Application) -> Iterator[Finding]:
    """Does another machine, or a mailbox outside, keep the audit log's signatures?"""
    folder, address = outside(application), application.settings.audit.anchor_address
    if folder is not None:
        yield from _anchor_folder(application, folder)
    if address:
        yield from _anchor_address(application)
    if folder is None and not address:
        yield Finding(
            check="anchor",
            what=msg("No other machine keeps the audit log's signatures."),
            why=msg("Whoever takes over this machine, with its keys, could write the log anew."),
            fix=msg("Set [audit] anchor_folder to another machine's folder, or anchor_address to a mailbox outside."),
            advice=True,
        )


def _anchor_address(application: Application) -> Iterator[Finding]:
    anchor_by_mail(application)  # tells what it needs and has not
    if not application.ready():
        return
    with application.store.read() as tx:
        mailed = tx.note(MAILED_NOTE)
    if mailed is not None and application.clock.now() - mailed.at <= 2 * MAIL_EVERY:
        yield Finding(
            check="anchor",
            what=msg("The audit log's signature was mailed on {day} (UTC).", day=mailed.at.date().isoformat()),
        )
    else:
        yield Finding(
            check="anchor",
            what=msg("The audit log's signature has not been mailed for two days."),
            why=msg("Whoever takes over this machine, with its keys, could write the log anew."),
            fix=msg("See whether “smbot run” runs, and what its log says of “audit.not-anchored”."),
            advice=True,
        )


def _anchor_folder(application: Application, folder: Path) -> Iterator[Finding]:
    kept = None
    try:
        kept = last_outside(folder, application.keys.verifier())
    except OSError as error:
        problem = type(error).__name__
    else:
        problem = "" if os.access(folder, os.W_OK) else "PermissionError"
    if problem:
        yield Finding(
            check="anchor",
            what=msg("{folder} cannot be used ({error}).", folder=folder, error=problem),
            why=msg("The audit log's signatures are not kept on another machine meanwhile."),
            fix=msg("Mount it, and let smbot's user write to it; nothing needs a restart."),
        )
    else:
        size = kept.size if kept else 0
        yield Finding(
            check="anchor",
            what=msg("Another machine keeps the audit log's signatures, up to {size} records.", size=size),
        )


def clock(application: Application) -> Iterator[Finding]:
    """Does the clock agree with the audit log?"""
    now = application.clock.now()
    last = None
    if application.ready():
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

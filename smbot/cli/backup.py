"""`smbot backup`, `smbot backup verify|list` and `smbot restore`."""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, moment, show, show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import InputError
from smbot.core.events import SYSTEM
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.backup.restore import Backup
    from smbot.backup.settle import Restored

KeyFileOption = Annotated[
    Path | None, typer.Option("--key", help=tr("The private key of backups (backup.key), from where it is kept."))
]
DataOption = Annotated[Path | None, typer.Option("--data", help=tr("The archive of data (smbot-….data)."))]
KeysOption = Annotated[Path | None, typer.Option("--keys", help=tr("The newest archive of keys (smbot-….keys)."))]
InstallationOption = Annotated[
    Path | None,
    typer.Option("--installation", help=tr("The archive of configuration, keys and secrets (smbot-….installation).")),
]


def build() -> typer.Typer:
    """Return the group of commands; without one of them a backup is made."""
    app = typer.Typer(invoke_without_command=True)
    app.callback()(_alone)
    app.command("make", help=tr("Write a backup: data, and apart from it keys, sealed and read back."))(make)
    app.command("list", help=tr("List the backups that are there, and until when they are kept."))(listed)
    app.command("verify", help=tr("Try whether a backup can be put back: unpack it elsewhere, check all, delete it."))(
        verify
    )
    return app


def add_to(app: typer.Typer) -> None:
    """Add the command that puts a backup back."""
    app.command("restore", help=tr("Put a backup back; what was destroyed since it was made stays destroyed."))(restore)


def _alone(context: typer.Context) -> None:
    """Make a backup where nothing else is asked for."""
    if context.invoked_subcommand is None:
        import os

        make(config=Path(os.environ.get("SMBOT_CONFIG", DEFAULT_CONFIG)))


def make(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """Make a backup."""
    from smbot.backup.make import make_backup

    with closing(open_installation(config)) as application:
        by = administrator(application, member).name if member else SYSTEM
        total = sum(
            path.stat().st_size
            for path in (application.configuration.database, application.configuration.key_database)
            if path.exists()
        )
        with progress(tr("Bytes"), total) as count:
            made = make_backup(application, by=by, step=count)
        officers_here = application.keys.has("compliance")
    if json:
        show_json([{"kind": a.kind.value, "file": str(a.path), "sha256": a.digest, "bytes": a.size} for a in made])
        return
    for archive in made:
        show(f"{archive.path}\t{archive.size}\t{archive.digest}")
    tell(
        msg("The backup was written and read back. Try now and then whether it can be put back: “smbot backup verify”.")
    )
    if officers_here:
        tell(msg("The officers’ key is in no backup: let them keep a copy of compliance.key."))


def listed(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """List backups."""
    from datetime import timedelta

    from smbot.backup.make import backups_in

    application = open_installation(config)
    kept, configuration = application.settings.backup, application.configuration
    found = []
    for folder, days in ((kept.folder, kept.keep_days), (kept.keys_folder, kept.keep_keys_days)):
        for at, path in backups_in(configuration.folder(folder)):
            until = at + timedelta(days=days)
            found.append((at, path, path.stat().st_size, until))
    if json:
        show_json([{"at": a.isoformat(), "file": str(p), "bytes": s, "until": u.isoformat()} for a, p, s, u in found])
        return
    rows = [(moment(a), str(p), str(s), moment(u)) for a, p, s, u in found]
    table((tr("Time"), tr("File"), tr("Bytes"), tr("Kept until")), rows)


def verify(
    data: DataOption = None,
    keys: KeysOption = None,
    key: KeyFileOption = None,
    installation: InstallationOption = None,
    place: Annotated[
        Path | None,
        typer.Option("--in", help=tr("Where it is unpacked, for as long as this takes; the system's own place.")),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Restore into a temporary folder and look."""
    backup, key = _named(data, keys, key, installation)
    if installation is None:
        raise InputError(msg("A trial needs all three archives."), where="--installation")
    with TemporaryDirectory(prefix="smbot-trial-", dir=place) as folder:
        restored = _restore(backup, key, Path(folder) / "smbot", trial=True)
    _show(restored, json=json)
    if not restored.verified:
        raise SystemExit(EXIT_CHECK_FAILED)


def restore(
    folder: Annotated[Path, typer.Argument(help=tr("Where the installation shall be."))],
    data: DataOption = None,
    keys: KeysOption = None,
    key: KeyFileOption = None,
    installation: InstallationOption = None,
    settled: Annotated[
        bool,
        typer.Option(
            "--settle", help=tr("Nothing is unpacked: settle databases that the server’s own backup put back.")
        ),
    ] = False,
    json: JsonOption = False,
) -> None:
    """Restore, or settle what another program restored."""
    if settled:
        restored = _settle(folder)
    else:
        backup, key = _named(data, keys, key, installation)
        restored = _restore(backup, key, folder)
    _show(restored, json=json)
    tell(msg("Sending is paused and everybody is signed out. Look through members and tokens, then “smbot resume”."))
    if not restored.verified:
        raise SystemExit(EXIT_CHECK_FAILED)


def _named(data: Path | None, keys: Path | None, key: Path | None, installation: Path | None) -> "tuple[Backup, Path]":
    from smbot.backup.restore import Backup

    if data is None or keys is None or key is None:
        missing = next(name for name, given in (("data", data), ("keys", keys), ("key", key)) if given is None)
        raise InputError(msg("This setting is missing."), where=f"--{missing}")
    return Backup(data=data, keys=keys, installation=installation), key


def _settle(folder: Path) -> "Restored":
    from smbot.backup.settle import settle_in_place
    from smbot.core.clock import SystemClock

    return settle_in_place(folder, clock=SystemClock(), by=SYSTEM)


def _restore(backup: "Backup", key: Path, folder: Path, *, trial: bool = False) -> "Restored":
    from smbot.backup.restore import read_private_key, restore, try_out
    from smbot.core.clock import SystemClock

    private = read_private_key(key)
    archives = [path for path in (backup.data, backup.keys, backup.installation) if path is not None]
    total = sum(path.stat().st_size for path in archives if path.exists())
    with progress(tr("Bytes"), total) as count:
        return (try_out if trial else restore)(backup, private, folder, clock=SystemClock(), by=SYSTEM, step=count)


def _show(restored: "Restored", *, json: bool) -> None:
    if json:
        show_json(asdict(restored))
        return
    if restored.made_at:
        show(tr("made: {at}; keys: {keys}", at=restored.made_at, keys=restored.keys_made_at))
    show(tr("posts: {count}", count=restored.mentions))
    show(
        tr(
            "sealed originals: {count}, of which without a key: {without}",
            count=restored.originals,
            without=restored.without_key,
        )
    )
    show(tr("destroyed since, and destroyed again: {count}", count=restored.shredded))
    show(tr("replies that are looked for before they are sent: {count}", count=restored.in_doubt))
    if restored.verified:
        show(tr("audit log: {count} events, unbroken", count=restored.events))
    else:
        show(tr("audit log: it does NOT verify; see “smbot audit verify”"))

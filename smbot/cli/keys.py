"""`smbot keys`: which key opens what, fresh pairs, renewal, data keys sealed anew, the loss drill."""

import base64
import json as json_of
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, create_file, read_text, show, show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import InputError
from smbot.core.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

    from nacl.public import PrivateKey

    from smbot.bootstrap import Application

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=tr("Which key: compliance, private or backup."))]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List the keys by name, where their private halves are, and what is sealed to them."))(
        listed
    )
    app.command("make", help=tr("Make a fresh pair in a folder, such as on the officers’ machine or a stick."))(make)
    app.command("take", help=tr("Let a public key that was made elsewhere seal from now on."))(take)
    app.command("rotate", help=tr("Make a fresh pair here, and let it seal from now on."))(rotate)
    app.command("rewrap", help=tr("Seal data keys anew to the newest key; it goes on where it was stopped."))(rewrap)
    app.command("carry", help=tr("Write the data keys that an older key opens, for the machine that has it."))(carry)
    app.command("reseal", help=tr("On the officers’ machine: seal what was carried anew. Needs no installation."))(
        reseal
    )
    app.command("bring", help=tr("Take back what was sealed anew on another machine."))(bring)
    app.command("open", help=tr("On the officers’ machine: show the value that a desk’s file asks for."))(open_value)
    app.command("drill", help=tr("Try whether the keys open what is sealed, and say what would be lost with each."))(
        drill
    )
    return app


def listed(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """List keys."""
    from smbot.bootstrap.key_care import WITH_DATA_KEYS, count_by_key
    from smbot.vault.data_keys import key_name
    from smbot.vault.keys import PAIRS
    from smbot.vault.rotation import older_keys, settle

    application = open_installation(config)
    found = []
    for name in (*PAIRS, "backup"):
        settle(application.key_folder, name)
        if not application.keys.has_public(name):
            continue
        counts = dict(count_by_key(application, name)) if name in WITH_DATA_KEYS else {}
        current = key_name(application.keys.public(name))
        older = older_keys(application.key_folder, name)
        found.append(
            {
                "name": name,
                "key": current,
                "private_half_here": application.keys.has(name),
                "sealed_to_it": counts.pop(current, 0),
                "sealed_to_older": counts,
                "older_here": sorted(older),
            }
        )
    if json:
        show_json(found)
        return
    columns = (tr("Key"), tr("Name"), tr("Private half here"), tr("Sealed to it"), tr("Sealed to older"))
    rows = [
        (
            str(one["name"]),
            str(one["key"]),
            tr("yes") if one["private_half_here"] else tr("no"),
            str(one["sealed_to_it"]),
            ", ".join(f"{name or '–'} {count}" for name, count in dict(one["sealed_to_older"]).items()),  # type: ignore[call-overload]
        )
        for one in found
    ]
    table(columns, rows)


def make(
    name: NameArgument,
    folder: Annotated[Path, typer.Argument(help=tr("Where both halves are written; the private one stays there."))],
) -> None:
    """Make a pair."""
    from smbot.vault.data_keys import key_name
    from smbot.vault.rotation import demand_rotated, make_pair

    demand_rotated(name)
    public = make_pair(folder, name)
    tell(msg("Made {key} in {folder}. Keep the .key there, and a copy in a safe.", key=key_name(public), folder=folder))
    tell(msg("Carry the .pub to the machine of smbot: “smbot keys take FILE”."))


def take(
    file: Annotated[Path, typer.Argument(help=tr("The public key: compliance.pub, private.pub or backup.pub."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Take a public key."""
    from smbot.vault.rotation import demand_rotated, read_public

    name = file.stem
    demand_rotated(name)
    if name == "private":
        raise InputError(
            msg("The desk itself opens what is said in private: use “smbot keys rotate private”."), where=str(file)
        )
    application = open_installation(config)
    _take(application, name, read_public(file).encode(), None, member)


def rotate(name: NameArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Renew a pair whose private half lies here."""
    from nacl.public import PrivateKey

    from smbot.vault.rotation import demand_rotated

    demand_rotated(name)
    application = open_installation(config)
    if not application.keys.has(name):
        raise InputError(
            msg("The private half of this key is not on this machine."),
            where=name,
            mend=msg("Run “smbot keys make {name} FOLDER” where it is, then “smbot keys take FILE” here.", name=name),
        )
    fresh = PrivateKey.generate()
    _take(application, name, bytes(fresh.public_key), fresh, member)


def _take(application: "Application", name: str, public: bytes, private: "PrivateKey | None", member: str) -> None:
    from nacl.public import PublicKey

    from smbot.core.events import Act, Event
    from smbot.vault.data_keys import key_name
    from smbot.vault.rotation import settle, take

    who = administrator(application, member)
    settle(application.key_folder, name)
    newer = PublicKey(public)
    older = take(application.key_folder, name, newer, private)
    with application.store.write() as tx:
        detail = {"key": name, "to": key_name(newer), "from": older}
        tx.record(Event(act=Act.KEY_ROTATED, actor=who.name, detail=dict(detail)))
    tell(msg("{name}: {key} seals from now on. Start smbot anew.", name=name, key=key_name(newer)))
    if older and name != "backup":
        tell(msg("Then seal what is there anew: “smbot keys rewrap {name}”.", name=name))


def rewrap(
    name: NameArgument,
    older: Annotated[
        list[Path] | None,
        typer.Option("--old", help=tr("An older private key that does not lie in the folder of keys. Repeatable.")),
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Seal data keys anew."""
    from smbot.bootstrap.key_care import count_by_key
    from smbot.bootstrap.key_care import rewrap as seal_anew
    from smbot.vault.rotation import settle

    application = _with_data_keys(name, config)
    who = administrator(application, member)
    settle(application.key_folder, name)
    keys = _older(application, name, older or [])
    with progress(tr("Data keys"), sum(count_by_key(application, name).values())) as count:
        done = seal_anew(application, name, keys, by=who.name, step=count)
    _tell(done.done, done.already, done.lost, json=json)


def carry(
    name: NameArgument,
    file: Annotated[Path, typer.Argument(help=tr("The file to write; it must not exist."))],
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Write what is sealed to an older key; the data that they open stay here."""
    from smbot.bootstrap.key_care import older_sealed

    application = _with_data_keys(name, config)
    lines = older_sealed(application, name)
    descriptor = create_file(file)
    written = 0
    with os.fdopen(descriptor, "w", encoding="ascii") as out, progress(tr("Data keys")) as count:
        for record, sealed in lines:
            out.write(json_of.dumps({"record": record, "sealed": base64.b64encode(sealed).decode()}) + "\n")
            written += 1
            count(1)
    tell(msg("{count} data keys are in {file}: they open nothing without the data.", count=written, file=file))


def reseal(
    file: Annotated[Path, typer.Argument(help=tr("What “smbot keys carry” wrote."))],
    out: Annotated[Path, typer.Argument(help=tr("The file to write for “smbot keys bring”."))],
    older: Annotated[list[Path], typer.Option("--old", help=tr("The older private key. Repeatable."))],
    newer: Annotated[Path, typer.Option("--new", help=tr("The newer public key."))],
) -> None:
    """Seal anew, where the older private key is."""
    from smbot.vault.data_keys import sealed_anew
    from smbot.vault.rotation import read_public

    keys, public = _read_keys(older), read_public(newer)
    lines = [json_of.loads(line) for line in read_text(file).splitlines()]
    lost = 0
    with os.fdopen(create_file(out), "w", encoding="ascii") as written, progress(tr("Data keys"), len(lines)) as count:
        for line in lines:
            fresh = sealed_anew(base64.b64decode(line["sealed"]), keys, public)
            lost += fresh is None
            if fresh is not None:
                written.write(json_of.dumps(line | {"anew": base64.b64encode(fresh).decode()}) + "\n")
            count(1)
    _tell(len(lines) - lost, 0, lost, json=False)


def bring(
    name: NameArgument,
    file: Annotated[Path, typer.Argument(help=tr("What “smbot keys reseal” wrote."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Take back what was sealed anew; what was shredded meanwhile stays shredded."""
    from smbot.bootstrap.key_care import take_back

    application = _with_data_keys(name, config)
    who = administrator(application, member)
    lines = [json_of.loads(line) for line in read_text(file).splitlines()]
    brought = [
        (str(line["record"]), base64.b64decode(line["sealed"]), base64.b64decode(line["anew"])) for line in lines
    ]
    with progress(tr("Data keys"), len(brought)) as count:
        done = take_back(application, name, brought, by=who.name, step=count)
    _tell(done.done, done.already, done.lost, json=False)


def drill(
    key: Annotated[
        list[Path] | None,
        typer.Option("--key", help=tr("A private key that is kept elsewhere, such as compliance.key. Repeatable.")),
    ] = None,
    sample: Annotated[int, typer.Option("--sample", min=1, max=100_000, help=tr("How many of each are tried."))] = 50,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Drill."""
    from smbot.backup.restore import read_private_key
    from smbot.bootstrap.key_care import drill as try_all

    application = open_installation(config)
    who = administrator(application, member)
    given = {path.stem: read_private_key(path) for path in key or []}
    seed = int.from_bytes(os.urandom(8), "big")
    found = try_all(application, given, by=who.name, sample=sample, seed=seed)
    if json:
        show_json(
            [
                {"key": o.name, "here": o.here, "tried": o.tried, "opened": o.opened, "lost_with_it": o.hangs_on_it}
                for o in found
            ]
        )
    else:
        columns = (tr("Key"), tr("Tried"), tr("Opened"), tr("Lost without it"))
        rows = [
            (o.name, str(o.tried) if o.here else tr("not here: --key"), str(o.opened), str(o.hangs_on_it))
            for o in found
        ]
        table(columns, rows)
    if not all(one.good for one in found):
        raise SystemExit(EXIT_CHECK_FAILED)


def open_value(
    file: Annotated[Path, typer.Argument(help=tr("What the desk gave: reveal-….json."))],
    key: Annotated[Path, typer.Option("--key", help=tr("The officers’ private key, compliance.key."))],
) -> None:
    """Show one value; the desk's audit log told of it when it gave the file."""
    from smbot.backup.restore import read_private_key
    from smbot.vault.nacl import unseal_requested

    revealed = unseal_requested(read_text(file).encode(), read_private_key(key))
    if revealed is None:
        tell(msg("smbot cannot tell for certain which words this mask hides, so it shows none."))
        raise SystemExit(EXIT_CHECK_FAILED)
    show(revealed.take())
    tell(msg("Delete the file now: with the key it opens the whole post."))


def _with_data_keys(name: str, config: Path) -> "Application":
    from smbot.bootstrap.key_care import WITH_DATA_KEYS

    if name not in WITH_DATA_KEYS:
        raise InputError(msg("Use one of: {names}.", names=", ".join(WITH_DATA_KEYS)), where="NAME")
    return open_installation(config)


def _older(application: "Application", name: str, files: list[Path]) -> "Mapping[str, PrivateKey]":
    from smbot.vault.rotation import older_keys

    return older_keys(application.key_folder, name) | dict(_read_keys(files))


def _read_keys(files: list[Path]) -> "Mapping[str, PrivateKey]":
    from smbot.backup.restore import read_private_key
    from smbot.vault.data_keys import key_name

    keys = [read_private_key(file) for file in files]
    return {key_name(key.public_key): key for key in keys}


def _tell(done: int, already: int, lost: int, *, json: bool) -> None:
    if json:
        show_json({"done": done, "already": already, "lost": lost})
    else:
        tell(
            msg(
                "Sealed anew: {done}. Right already: {already}. No older key opens: {lost}.",
                done=done,
                already=already,
                lost=lost,
            )
        )
    if lost:
        raise SystemExit(EXIT_CHECK_FAILED)
    if not json:
        tell(
            msg(
                "Backups of keys from before still need the older key: destroy it when the last of them is deleted"
                " (backup.keep_keys_days)."
            )
        )

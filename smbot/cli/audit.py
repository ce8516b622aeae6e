"""`smbot audit verify|key|export|proof`."""

import base64
import binascii
import os
import sys
from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, create_file, language, read_text, show, show_json, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import InputError, NotAllowed
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.audit.checkpoint import Checkpoint
    from smbot.audit.verify import Verdict
    from smbot.bootstrap import Application
    from smbot.core.roles import Member


VERIFIER = "verify.py"
PASTED = Path("-")


def build() -> typer.Typer:
    """Return the commands of the audit log."""
    app = typer.Typer(no_args_is_help=True)
    app.command("verify", help=tr("Check that nothing was changed, removed or put between."))(verify)
    app.command("key", help=tr("Show the public key with which exports are checked."))(show_key)
    app.command("export", help=tr("Write the whole log to a file, one record a line, and beside it what checks it."))(
        export
    )
    app.command("proof", help=tr("Write the proof that one record stands in the log; it shows no other."))(proof)
    return app


def verify(
    file: Annotated[
        Path | None, typer.Argument(help=tr("An export to check instead of this installation's log; needs --key."))
    ] = None,
    key: Annotated[
        str, typer.Option("--key", help=tr("The public key you noted when the log began, as “audit key” shows it."))
    ] = "",
    anchor: Annotated[
        list[Path] | None,
        typer.Option(
            "--anchor",
            help=tr("Checkpoints kept elsewhere, or an e-mail that brought one; “-”: what you paste. Repeatable."),
        ),
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Check the log."""
    kept = anchor or []
    verdict = _verify_here(config, member, kept) if file is None else _verify_file(file, key, kept)
    if json:
        problems = [say(problem, language()) for problem in verdict.problems]
        show_json(
            {
                "events": verdict.events,
                "root": verdict.root,
                "checkpoints": verdict.checkpoints,
                "verified": verdict.verified,
                "problems": problems,
            }
        )
    else:
        for problem in verdict.problems:
            show(say(problem, language()))
        if verdict.verified:
            tell(
                msg(
                    "{events} events, {checkpoints} signed checkpoints: unbroken.",
                    events=verdict.events,
                    checkpoints=verdict.checkpoints,
                )
            )
    if not verdict.verified:
        raise SystemExit(EXIT_CHECK_FAILED)


def _verify_here(config: Path, member: str, anchors: Sequence[Path]) -> "Verdict":
    from smbot.verification import audit_size, verify_log

    application = open_installation(config)
    who = _reader(application, member)
    kept = list(_kept(anchors, application.keys.verifier()))
    with progress(tr("Records"), audit_size(application)) as count:
        return verify_log(application, actor=who.name, step=count, kept=kept)


def _kept(anchors: Sequence[Path], public: bytes) -> Iterator["Checkpoint"]:
    """Yield the checkpoints of each file.

    Raises:
        InputError: A file cannot be read, or holds none.
    """
    from smbot.audit.checkpoint import read_notes
    from smbot.audit.offline import pasted

    for file in anchors:
        try:
            data = sys.stdin.buffer.read() if file == PASTED else file.read_bytes()
        except OSError as error:
            raise InputError(
                msg("The file cannot be read ({error}).", error=type(error).__name__), where=str(file)
            ) from None
        found = list(read_notes(pasted(data), public))
        if not found:
            raise InputError(
                msg("This holds no signed checkpoint of an audit log."),
                where=str(file),
                mend=msg("Give the whole text, from “smbot audit log” to the end of the line that begins with “—”."),
            )
        yield from found


def _verify_file(file: Path, key: str, anchors: Sequence[Path]) -> "Verdict":
    from smbot.audit.export import verify_export

    if not key:
        raise InputError(
            msg("An export is checked with a public key that you had before: the one inside proves nothing."),
            mend=msg("Add --key; “smbot audit key” shows it on the machine that smbot runs on."),
        )
    try:
        public = base64.b64decode(key, validate=True)
    except binascii.Error:
        raise InputError(msg("This is no public key."), where="--key") from None
    # Lines end where smbot ends them: a text within a record may hold what other programs take for an end.
    return verify_export(read_text(file).removesuffix("\n").split("\n"), public, list(_kept(anchors, public)))


def show_key(
    config: ConfigOption = DEFAULT_CONFIG,
    note: Annotated[
        bool, typer.Option("--note", help=tr("In the form that tools for signed notes take (C2SP)."))
    ] = False,
) -> None:
    """Show the public key."""
    from smbot.audit.checkpoint import verifier_key

    public = open_installation(config).keys.verifier()
    show(verifier_key(public) if note else base64.b64encode(public).decode())


def _reader(application: "Application", member: str) -> "Member":
    from smbot.core.roles import Permission

    who = acting_member(application, member)
    if not who.may(Permission.READ_AUDIT):
        raise NotAllowed(msg("Your role does not permit this."), where=who.name)
    return who


def export(
    file: Annotated[Path, typer.Argument(help=tr("The file to write; it must not exist."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Write the log."""
    from smbot.audit.export import export_lines
    from smbot.core.events import Act, Event
    from smbot.verification import sign_log

    application = open_installation(config)
    who = _reader(application, member)
    verifier = file.with_name(VERIFIER)
    must_be_ours(verifier)
    descriptor = create_file(file)
    key = application.keys.secret("audit")
    with application.store.write() as tx:
        tx.record(Event(act=Act.AUDIT_EXPORTED, actor=who.name))
    sign_log(application)  # to its last record, so that the copy proves itself whole
    with (
        os.fdopen(descriptor, "w", encoding="utf-8") as out,
        application.store.read() as tx,
        progress(tr("Records"), tx.audit_head()[0]) as count,
    ):
        signed = tx.last_checkpoint()
        # What others wrote since then is left out: an export is signed to its last record.
        records = islice(tx.audit_records(), signed.size if signed else 0)
        for line in export_lines(records, tx.checkpoints(), key):
            out.write(line + "\n")
            count(1)
    write_verifier(verifier)
    tell(msg("The log is in {file}; {verifier} checks it without smbot.", file=file, verifier=verifier))


def must_be_ours(verifier: Path) -> None:
    """Check that no file of somebody else stands where the verifier is written.

    Raises:
        InputError: One does.
    """
    if verifier.exists() and not read_text(verifier).startswith(program().partition("\n")[0]):
        raise InputError(
            msg("A file of this name is there already, and not smbot's."),
            where=str(verifier),
            mend=msg("Name a file that does not exist yet, in a folder that is yours."),
        )


def program() -> str:
    """Return the verifier: one file that needs neither smbot nor a network."""
    return resources.files("smbot.audit").joinpath("offline.py").read_text("utf-8")


def write_verifier(file: Path) -> None:
    """Write the verifier, whole or not at all."""
    from smbot.secrets import replace_file

    replace_file(file, program().encode(), mode=0o600, like=file.parent)


def proof(
    number: Annotated[int, typer.Argument(min=0, help=tr("The record's number, as the log shows it."))],
    file: Annotated[Path, typer.Argument(help=tr("The file to write; it must not exist."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Prove one record."""
    from smbot.bootstrap.proofs import proof_of
    from smbot.verification import sign_log

    application = open_installation(config)
    _reader(application, member)
    if application.keys.has("audit"):
        sign_log(application)  # a record that nobody signed yet is proved by nothing
    made = proof_of(application, number)
    if made is None:
        raise InputError(msg("There is no record of this number."), where=str(number))
    with os.fdopen(create_file(file), "wb") as out:
        out.write(made)
    tell(msg("The proof is in {file}: “python verify.py {file} --key KEY” checks it without smbot.", file=file))

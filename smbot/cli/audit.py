"""`smbot audit verify|export`."""

import base64
import binascii
import os
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
    from smbot.audit.verify import Verdict
    from smbot.bootstrap import Application
    from smbot.core.roles import Member


def build() -> typer.Typer:
    """Return the commands of the audit log."""
    app = typer.Typer(no_args_is_help=True)
    app.command("verify", help=tr("Check that nothing was changed, removed or put between."))(verify)
    app.command("key", help=tr("Show the public key with which exports are checked."))(show_key)
    app.command("export", help=tr("Write the whole log to a file, one record a line."))(export)
    return app


def verify(
    file: Annotated[
        Path | None, typer.Argument(help=tr("An export to check instead of this installation's log; needs --key."))
    ] = None,
    key: Annotated[
        str, typer.Option("--key", help=tr("The public key you noted when the log began, as “audit key” shows it."))
    ] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Check the log."""
    verdict = _verify_here(config, member) if file is None else _verify_file(file, key)
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


def _verify_here(config: Path, member: str) -> "Verdict":
    from smbot.verification import audit_size, verify_log

    application = open_installation(config)
    who = _reader(application, member)
    with progress(tr("Records"), audit_size(application)) as count:
        return verify_log(application, actor=who.name, step=count)


def _verify_file(file: Path, key: str) -> "Verdict":
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
    return verify_export(read_text(file).splitlines(), public)


def show_key(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Show the public key."""
    show(base64.b64encode(open_installation(config).keys.verifier()).decode())


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
        for line in export_lines(tx.audit_records(), tx.checkpoints(), key):
            out.write(line + "\n")
            count(1)
    tell(msg("The log is in {file}.", file=file))

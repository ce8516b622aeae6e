"""`smbot init|doctor|run|pause|resume|fake-platforms`."""

import os
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.asking import new_password
from smbot.cli.findings import as_json, lines
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import (
    EXIT_CHECK_FAILED,
    EXIT_CONFIGURATION,
    EXIT_USAGE,
    language,
    show,
    show_json,
    tell,
    tr,
)
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.messages import msg

PASSWORD_VARIABLE = "SMBOT_PASSWORD"  # noqa: S105 - the name of a variable


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", help=tr("Write configuration, keys, playbooks and database, and add a first member."))(init)
    app.command("doctor", help=tr("Check the installation; each finding says what, why and the fix."))(doctor)
    app.command("run", help=tr("Run everything: collect, redact, triage, draft, send, and the desk."))(run)
    app.command("pause", help=tr("Stop all sending at once."))(pause)
    app.command("resume", help=tr("Let replies leave again."))(resume)
    app.command("fake-platforms", help=tr("Serve a local X and Facebook to rehearse against."))(fake_platforms)


def init(
    folder: Annotated[Path, typer.Argument(help=tr("Where to install."))] = Path(),
    name: Annotated[str, typer.Option("--name", help=tr("Name of the first member, an administrator."))] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help=tr("Read the password from this file instead of asking."))
    ] = None,
    systemd: Annotated[
        Path | None,
        typer.Option("--systemd", help=tr("Write units for systemd, a proxy's example and log rotation here.")),
    ] = None,
) -> None:
    """Make an installation; what is there already is kept."""
    from smbot.installation import NewMember, install
    from smbot.members.duties import GAPS, Gap, gaps

    administrator = None
    if name:
        password = _password(password_file)
        administrator = NewMember(name=name, password=password, language=language())
    application = install(folder, administrator)
    tell(msg("Installed in {folder}. Next: “smbot doctor”, then “smbot run”.", folder=folder.resolve()))
    if systemd is not None:
        from smbot.daemon.units import write_units

        write_units(application, systemd)
        tell(msg("Units in {folder}. Read them, then copy them to /etc/systemd/system.", folder=systemd.resolve()))
    with application.store.read() as tx:
        team = tx.memberships()
    if not team:
        tell(msg("Nobody can sign in yet: run “smbot init --name NAME”."))
    if Gap.ALONE in gaps(team):
        tell(GAPS[Gap.ALONE])
        tell(msg("Add others with “smbot user add NAME --role ROLE”: the roles are then parted."))
    if application.keys.has("compliance"):
        tell(msg("Move keys/compliance.key to the officers' machine: it opens the sealed originals."))


def doctor(
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
    offline: Annotated[bool, typer.Option("--offline", help=tr("Call no platform and no address of ours."))] = False,
    send_test: Annotated[
        bool, typer.Option("--send-test", help=tr("Send a test to every target and reader of notifications."))
    ] = False,
) -> None:
    """Check the installation."""
    from smbot.doctor import examine
    from smbot.logs import silence_libraries
    from smbot.platforms.ports import hold

    silence_libraries()
    findings = examine(config, live=not offline, test=send_test)
    if json:
        show_json([as_json(finding, language()) for finding in findings])
    else:
        for line in lines(findings, language()):
            show(line)
    if findings[0].fix:
        raise SystemExit(EXIT_CONFIGURATION)
    if not hold(findings):
        raise SystemExit(EXIT_CHECK_FAILED)


def run(
    config: ConfigOption = DEFAULT_CONFIG,
    role: Annotated[
        list[str] | None,
        typer.Option("--role", help=tr("Run this part alone: collect, work, dispatch, desk, webhooks. Repeatable.")),
    ] = None,
    processes: Annotated[
        int, typer.Option("--processes", min=0, help=tr("On PostgreSQL: processes that read; 0 is one for each core."))
    ] = 0,
) -> None:
    """Run until SIGTERM or Ctrl+C."""
    from smbot.daemon.beside import Beside, cores, reading, reads_only
    from smbot.daemon.parts import EVERY_PART, Part

    if unknown := sorted(set(role or ()) - set(Part)):
        raise InputError(
            msg("There is no role of this name."),
            where=", ".join(unknown),
            mend=msg("Use one of: {names}.", names=", ".join(Part)),
        )
    application = open_installation(config)
    from smbot.core.wakes import WORK
    from smbot.daemon import Daemon

    parts = frozenset(Part(name) for name in role) if role else EVERY_PART
    shared = application.on_postgresql and Part.WORK in parts and not reads_only()
    beside = Beside(reading(config), (processes or cores()) - 1 if shared else 0)
    only = (WORK.job,) if reads_only() else ()
    try:
        Daemon(application, parts, only=only, beside=beside).run()
    finally:
        application.close()


def pause(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Stop all sending."""
    application = open_installation(config)
    application.desk().pause(acting_member(application, member), paused=True)
    tell(msg("Sending is paused. A reply whose attempt has begun may still arrive."))


def resume(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Let replies leave again."""
    application = open_installation(config)
    application.desk().pause(acting_member(application, member), paused=False)
    tell(msg("Sending goes on."))


def fake_platforms(
    port: Annotated[int, typer.Option(min=1, max=65535, help=tr("The port of the local X on 127.0.0.1."))] = 8322,
    facebook_port: Annotated[
        int, typer.Option(min=1, max=65535, help=tr("The port of the local Facebook on 127.0.0.1."))
    ] = 8324,
) -> None:
    """Serve the demonstration's posts through a local X and a local Facebook until Ctrl+C."""
    import threading

    from smbot.core.clock import SystemClock
    from smbot.demo.posts import load_posts
    from smbot.testing import facebook, x

    waiting, _ = load_posts()
    clock = SystemClock()
    page = facebook.load_world(waiting, clock)
    with suppress(KeyboardInterrupt), ExitStack() as running:
        try:
            at_x = running.enter_context(x.XServer(x.load_world(waiting, clock), port))
            at_facebook = running.enter_context(facebook.FacebookServer(page, facebook_port))
        except OSError as error:
            raise InputError(
                msg("The port cannot be used ({error}).", error=type(error).__name__),
                mend=msg("Choose others with --port and --facebook-port."),
            ) from None
        tell(msg("A local X listens on {url}; any secrets will do. To connect it:", url=at_x.url))
        sys.stderr.write(f"  SMBOT_X_API_URL={at_x.url} smbot connect x\n")
        tell(msg("A local Facebook listens on {url}. To connect it:", url=at_facebook.url))
        sys.stderr.write(f"  SMBOT_FACEBOOK_GRAPH_URL={at_facebook.url} smbot connect facebook\n")
        invented = {"app_id": page.tokens.app_id, "app_secret": page.tokens.app_secret, "user_token": page.tokens.user}
        for name, value in invented.items():
            sys.stderr.write(f"  {name}: {value}\n")
        tell(msg("Ctrl+C ends both."))
        threading.Event().wait()


def _password(file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text("utf-8").rstrip("\n")
        except OSError as error:
            raise ConfigurationError(
                msg("The file cannot be read ({error}).", error=type(error).__name__), where=str(file)
            ) from None
    if PASSWORD_VARIABLE in os.environ:
        return os.environ[PASSWORD_VARIABLE]
    if not sys.stdin.isatty():
        tell(msg("Without a terminal nobody can be asked: use --password-file."))
        raise SystemExit(EXIT_USAGE)
    return new_password()

"""`smbot init|doctor|run|pause|resume|fake-platforms`, and the commands of monitors and accounts."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import (
    EXIT_CHECK_FAILED,
    EXIT_CONFIGURATION,
    EXIT_USAGE,
    language,
    moment,
    show,
    show_json,
    table,
    tell,
    tr,
)
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.platforms.ports import Estimate

PASSWORD_VARIABLE = "SMBOT_PASSWORD"  # noqa: S105 - the name of a variable


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("init", help=tr("Write configuration, keys, playbooks and database, and add a first member."))(init)
    app.command("doctor", help=tr("Check the installation; each finding says what, why and the fix."))(doctor)
    app.command("run", help=tr("Run everything: collect, redact, triage, draft, send, and the desk."))(run)
    app.command("pause", help=tr("Stop all sending at once."))(pause)
    app.command("resume", help=tr("Let replies leave again."))(resume)
    app.command("fake-platforms", help=tr("Serve a local X to rehearse against; no network is used."))(fake_platforms)


def build_monitors() -> typer.Typer:
    """Return the commands of monitors."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List saved searches."))(monitors)
    app.command("estimate", help=tr("Say what each search would cost in a month."))(estimate)
    app.command("on", help=tr("Show a search's estimate, then switch it on."))(monitor_on)
    app.command("off", help=tr("Switch a search off."))(monitor_off)
    return app


def build_accounts() -> typer.Typer:
    """Return the commands of accounts."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("Last collection, spending this month, and what waits for a person."))(accounts)
    app.command("resume", help=tr("Try an account again after its trouble was mended."))(resume_account)
    return app


def init(
    folder: Annotated[Path, typer.Argument(help=tr("Where to install."))] = Path(),
    name: Annotated[str, typer.Option("--name", help=tr("Name of the first member, an administrator."))] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help=tr("Read the password from this file instead of asking."))
    ] = None,
) -> None:
    """Make an installation; what is there already is kept."""
    from smbot.installation import NewMember, install

    administrator = None
    if name:
        password = _password(password_file)
        administrator = NewMember(name=name, password=password, language=language())
    application = install(folder, administrator)
    tell(msg("Installed in {folder}. Next: “smbot doctor”, then “smbot run”.", folder=folder.resolve()))
    with application.store.read() as tx:
        nobody = not tx.members()
    if nobody:
        tell(msg("Nobody can sign in yet: run “smbot init --name NAME”."))
    if application.keys.has("compliance"):
        tell(msg("Move keys/compliance.key to the officers' machine: it opens the sealed originals."))


def doctor(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Check the installation."""
    from smbot.doctor import examine
    from smbot.logs import silence_libraries

    silence_libraries()
    findings = examine(config)
    told = language()
    if json:
        show_json(
            [
                {
                    "check": f.check,
                    "ok": f.fix is None,
                    "advice": f.advice,
                    "what": say(f.what, told),
                    "why": say(f.why, told) if f.why else None,
                    "fix": say(f.fix, told) if f.fix else None,
                }
                for f in findings
            ]
        )
    else:
        for f in findings:
            sign = "✓" if f.fix is None else "!" if f.advice else "✗"
            show(f"{sign} {f.check}: {say(f.what, told)}")
            if f.why:
                show(f"    {say(f.why, told)}")
            if f.fix:
                show(f"    → {say(f.fix, told)}")
    if findings[0].fix:
        raise SystemExit(EXIT_CONFIGURATION)
    if any(f.fix and not f.advice for f in findings):
        raise SystemExit(EXIT_CHECK_FAILED)


def run(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Run until SIGTERM or Ctrl+C."""
    application = open_installation(config)
    from smbot.daemon import Daemon

    Daemon(application).run()


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
    port: Annotated[int, typer.Option(help=tr("The port on 127.0.0.1."))] = 8322,
) -> None:
    """Serve the demonstration's posts through a local X until Ctrl+C."""
    import threading

    from smbot.core.clock import SystemClock
    from smbot.demo.posts import load_posts
    from smbot.testing.x import XServer, load_world

    waiting, _ = load_posts()
    world = load_world(waiting, SystemClock())
    try:
        server = XServer(world, port)
    except OSError as error:
        raise InputError(
            msg("The port cannot be used ({error}).", error=type(error).__name__),
            mend=msg("Choose another with --port."),
        ) from None
    with server:
        tell(
            msg(
                "A local X listens on {url}. Set api_url, user_id = “{user}” and username = “{name}” in [platforms.x]; "
                "any secrets will do. Ctrl+C ends it.",
                url=server.url,
                user=world.us.id,
                name=world.us.handle,
            )
        )
        with suppress(KeyboardInterrupt):
            threading.Event().wait()


def monitors(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """List monitors."""
    application = open_installation(config)
    names = _monitor_names(application)
    with application.store.read() as tx:
        rows = [{"monitor": name, "on": tx.switch(name) == "on"} for name in names]
    if json:
        show_json(rows)
    elif not rows:
        tell(msg("No search is saved: see [[platforms.x.monitors]] in config.example.toml."))
    else:
        table((tr("Monitor"), tr("State")), [(str(r["monitor"]), tr("on") if r["on"] else tr("off")) for r in rows])


def estimate(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Estimate every monitor."""
    application = open_installation(config)
    found = [e for platform in application.platforms for e in application.estimates(platform)]
    if json:
        show_json([{"monitor": e.monitor, "posts_per_week": e.posts_per_week, "usd_per_month": _usd(e)} for e in found])
    else:
        table(
            (tr("Monitor"), tr("Posts a week"), tr("US dollars a month")),
            [(e.monitor, str(e.posts_per_week), f"{_usd(e):.2f}") for e in found],
        )


def monitor_on(
    monitor: Annotated[str, typer.Argument(help=tr("The monitor, as “monitor list” shows it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
) -> None:
    """Show the estimate, ask, and switch on."""
    from smbot.core.events import Act, Event

    application = open_installation(config)
    who = acting_member(application, member)
    name = _known_monitor(application, monitor)
    found = next(e for e in application.estimates(name.split(":")[0]) if name.endswith(f":{e.monitor}"))
    tell(
        msg(
            "About {posts} posts a week: {usd} US dollars a month.",
            posts=found.posts_per_week,
            usd=f"{_usd(found):.2f}",
        )
    )
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(msg("Without a terminal nobody can be asked."), mend=msg("Add --yes."))
        typer.confirm(tr("Switch it on?"), abort=True)
    with application.store.write() as tx:
        tx.throw_switch(name, "on", who.name)
        detail = {"micros_per_month": found.micros_per_month}
        tx.record(Event(act=Act.MONITOR_ENABLED, actor=who.name, subject=name, detail=detail))


def monitor_off(
    monitor: Annotated[str, typer.Argument(help=tr("The monitor, as “monitor list” shows it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Switch off."""
    from smbot.core.events import Act, Event

    application = open_installation(config)
    who = acting_member(application, member)
    name = _known_monitor(application, monitor)
    with application.store.write() as tx:
        tx.throw_switch(name, "off", who.name)
        tx.record(Event(act=Act.MONITOR_DISABLED, actor=who.name, subject=name))


def accounts(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Show how accounts fare."""
    application = open_installation(config)
    month = application.clock.now().date().replace(day=1)
    with application.store.read() as tx:
        found = [(health, tx.spent_since(month, health.account)) for health in tx.all_health()]
    if json:
        show_json(
            [
                {
                    "account": h.account,
                    "collected_at": h.collected_at and h.collected_at.isoformat(),
                    "paused": h.paused,
                    "failures": h.failures,
                    "usd_this_month": spent / 1_000_000,
                }
                for h, spent in found
            ]
        )
    elif not found:
        tell(msg("No account has been read yet."))
    else:
        table(
            (tr("Account"), tr("Last collection"), tr("US dollars this month"), tr("Waits for a person")),
            [(h.account, moment(h.collected_at), f"{spent / 1_000_000:.2f}", h.paused) for h, spent in found],
        )


def resume_account(
    account: Annotated[str, typer.Argument(help=tr("The account, as “account list” shows it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Lift an account's pause."""
    from smbot.core.events import Act, Event

    application = open_installation(config)
    who = acting_member(application, member)
    with application.store.write() as tx:
        if not tx.resume_account(account):
            raise InputError(msg("This account is not paused."), where=account)
        tx.record(Event(act=Act.ACCOUNT_RESUMED, actor=who.name, subject=account))


def _monitor_names(application: "Application") -> list[str]:
    return [planned.collector.name for planned in application.planned() if planned.needs_switch]


def _known_monitor(application: "Application", name: str) -> str:
    names = _monitor_names(application)
    for known in names:
        if name in {known, known.rpartition(":")[2]}:
            return known
    raise InputError(
        msg("There is no monitor of this name."), where=name, mend=msg("Use one of: {names}.", names=", ".join(names))
    )


def _usd(found: "Estimate") -> float:
    return found.micros_per_month / 1_000_000


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
    return str(typer.prompt(tr("Password"), hide_input=True, confirmation_prompt=True))

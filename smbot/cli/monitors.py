"""`smbot monitor …`: saved searches and what they cost."""

from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.asking import agree
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import show_json, table, tell, tr
from smbot.core.accounts import platform_of
from smbot.core.errors import InputError
from smbot.core.messages import decimal, msg
from smbot.core.money import in_usd
from smbot.core.switches import OFF, ON

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.platforms.ports import Estimate


def build() -> typer.Typer:
    """Return the commands of monitors."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List saved searches."))(list_monitors)
    app.command("estimate", help=tr("Say what each search would cost in a month."))(estimate)
    app.command("on", help=tr("Show a search's estimate, then switch it on."))(monitor_on)
    app.command("off", help=tr("Switch a search off."))(monitor_off)
    return app


def list_monitors(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """List monitors."""
    application = open_installation(config)
    names = _monitor_names(application)
    with application.store.read() as tx:
        rows = [{"monitor": name, "on": tx.switch(name) == ON} for name in names]
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
    who = administrator(application, member)
    name = _known_monitor(application, monitor)
    found = next(e for e in application.estimates(platform_of(name)) if name.endswith(f":{e.monitor}"))
    tell(
        msg(
            "About {posts} posts a week: {usd} US dollars a month.",
            posts=found.posts_per_week,
            usd=decimal(_usd(found), 2),
        )
    )
    if not yes:
        agree(tr("Switch it on?"))
    with application.store.write() as tx:
        tx.throw_switch(name, ON, who.name)
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
    who = administrator(application, member)
    name = _known_monitor(application, monitor)
    with application.store.write() as tx:
        tx.throw_switch(name, OFF, who.name)
        tx.record(Event(act=Act.MONITOR_DISABLED, actor=who.name, subject=name))


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
    return in_usd(found.micros_per_month)

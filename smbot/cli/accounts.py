"""`smbot account …`: how the connected accounts fare."""

from typing import Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import moment, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg
from smbot.core.money import in_usd


def build() -> typer.Typer:
    """Return the commands of accounts."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("Last collection, spending this month, and what waits for a person."))(list_accounts)
    app.command("resume", help=tr("Try an account again after its trouble was mended."))(resume_account)
    return app


def list_accounts(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
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
                    "usd_this_month": in_usd(spent),
                }
                for h, spent in found
            ]
        )
    elif not found:
        tell(msg("No account has been read yet."))
    else:
        table(
            (tr("Account"), tr("Last collection"), tr("US dollars this month"), tr("Waits for a person")),
            [(h.account, moment(h.collected_at), f"{in_usd(spent):.2f}", h.paused) for h, spent in found],
        )


def resume_account(
    account: Annotated[str, typer.Argument(help=tr("The account, as “account list” shows it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Lift an account's pause."""
    from smbot.core.events import Act, Event

    application = open_installation(config)
    who = administrator(application, member)
    with application.store.write() as tx:
        if not tx.resume_account(account):
            raise InputError(msg("This account is not paused."), where=account)
        tx.record(Event(act=Act.ACCOUNT_RESUMED, actor=who.name, subject=account))

"""`smbot token …`: tokens for programs that use the API."""

from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.asking import agree
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import moment, show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.roles import Member
    from smbot.members.tokens import ApiToken, Tokens

DAYS = 90
EVERYBODY = "--all"


def build() -> typer.Typer:
    """Return the commands of tokens."""
    app = typer.Typer(no_args_is_help=True)
    app.command("create", help=tr("Make a token; its secret is shown once, on stdout."))(create)
    app.command("list", help=tr("Your tokens: scopes, until when, last use."))(list_tokens)
    app.command("revoke", help=tr("End a token at once."))(revoke)
    return app


def create(
    name: Annotated[str, typer.Argument(metavar="NAME", help=tr("What the program is called."))],
    scope: Annotated[
        list[str], typer.Option("--scope", metavar="SCOPE", help=tr("What it may do; may be given several times."))
    ],
    days: Annotated[int, typer.Option("--days", help=tr("For how many days it works: 1 to 365."))] = DAYS,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Make a token."""
    from smbot.members.scopes import Scope

    if unknown := sorted(set(scope) - set(Scope)):
        raise InputError(
            msg("There is no scope of this name."),
            where=unknown[0][:40],
            mend=msg("Use one of: {names}.", names=", ".join(Scope)),
        )
    _, tokens, actor = _open(config, member)
    new = tokens.create(actor, name, (Scope(each) for each in scope), days)
    if json:
        show_json(_as_json(new.token) | {"secret": new.secret})
        return
    tell(msg("It works until {when}. Keep the secret now: it is shown this once.", when=moment(new.token.until)))
    show(new.secret)


def list_tokens(
    everybody: Annotated[bool, typer.Option(EVERYBODY, help=tr("Everybody’s, for administrators."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List tokens."""
    application, tokens, actor = _open(config, member)
    found = tokens.everybodys(actor) if everybody else [(token, actor) for token in tokens.own(actor)]
    if json:
        show_json([_as_json(token) | {"of": owner.name if owner else ""} for token, owner in found])
        return
    columns = (tr("Token"), tr("Name"), tr("Member"), tr("Scopes"), tr("State"), tr("Until"), tr("Last used"))
    now = application.clock.now()
    rows = []
    for token, owner in found:
        state = tr("revoked") if token.revoked_at else tr("works") if token.works(now) else tr("over")
        scopes = ", ".join(sorted(token.scopes))
        name = owner.name if owner else ""
        rows.append((token.id, token.name, name, scopes, state, moment(token.until), moment(token.used_at)))
    table(columns, rows)


def revoke(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help=tr("The token’s id, as “token list” shows it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
) -> None:
    """End a token."""
    _, tokens, actor = _open(config, member)
    if not yes:
        agree(tr("End it? Whatever uses it is refused from then on."))
    done = tokens.revoke(actor, token)
    tell(msg("{name} is revoked.", name=done.name))


def _open(config: ConfigOption, member: str) -> "tuple[Application, Tokens, Member]":
    from smbot.members.tokens import Tokens

    application = open_installation(config)
    return application, Tokens(application.store, application.clock), acting_member(application, member)


def _as_json(token: "ApiToken") -> dict[str, object]:
    return {
        "id": token.id,
        "name": token.name,
        "scopes": sorted(token.scopes),
        "created_at": token.created_at.isoformat(),
        "until": token.until.isoformat(),
        "used_at": token.used_at.isoformat() if token.used_at else None,
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
    }

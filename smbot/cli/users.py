"""`smbot user …`: who works here, with which roles, and what to do when a password or a phone is lost."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.asking import agree
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import language as readers_language
from smbot.cli.output import moment, show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import LANGUAGES, Message, msg, say
from smbot.core.roles import Role
from smbot.core.words import ROLES

if TYPE_CHECKING:
    from smbot.core.roles import Member
    from smbot.members.acts import Done, Listed, Members

OfficeOption = Annotated[
    str | None,
    typer.Option("--office", metavar="ID", help=tr('Their home office, by its id in the directory; "" for none.')),
]
LanguagesOption = Annotated[
    str | None, typer.Option("--languages", help=tr("The languages they serve in: en, fr, or en,fr."))
]
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help=tr("The member's name, as “user list” shows it."))]


def build() -> typer.Typer:
    """Return the commands of members."""
    app = typer.Typer(no_args_is_help=True)
    app.command("add", help=tr("Add a member, with a one-time password that is shown once."))(add)
    app.command("list", help=tr("Everybody with roles, second factor and last sign-in."))(list_members)
    app.command("role", help=tr("Give or take roles."))(role)
    app.command("set", help=tr("Set the home office, or the languages they serve in."))(set_office)
    app.command("reset", help=tr("Make a one-time password for who forgot theirs; sessions end."))(reset)
    app.command("disable", help=tr("Shut an account: sessions end, claims fall back to the queue."))(disable)
    app.command("enable", help=tr("Open a disabled account again."))(enable)
    return app


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help=tr("How the team and the audit log will know them."))],
    role: Annotated[list[Role], typer.Option("--role", help=tr("A role; may be given several times."))],
    language: Annotated[
        Literal["en", "fr"] | None, typer.Option("--language", help=tr("Their language; yours if left out."))
    ] = None,
    office: OfficeOption = None,
    languages: LanguagesOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Add a member."""
    members, actor = _open(config, member)
    roles, home, spoken = frozenset(role), _office(config, office), _languages(languages)
    _agree(members.foresee_add(actor, name, roles), yes)
    done = members.add(
        actor,
        name,
        roles,
        language or readers_language(),
        office=home or "",
        languages=spoken or (),
    )
    _tell_done(done, json)


def list_members(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """List members."""
    from smbot.members.duties import GAPS, gaps

    members, actor = _open(config, member)
    listed = members.listing(actor)
    if json:
        show_json([_as_json(one) for one in listed])
        return
    columns = (
        tr("Name"),
        tr("Roles"),
        tr("Language"),
        tr("Second factor"),
        tr("Last sign-in"),
        tr("Account"),
        tr("Home office"),
        tr("Serves in"),
    )
    table(columns, [_row(one) for one in listed])
    for gap in sorted(gaps([one.membership for one in listed])):
        tell(GAPS[gap])
    if len(listed) == 1:
        tell(msg("You are alone here: add others with “smbot user add NAME --role ROLE”."))


def role(
    name: NameArgument,
    give: Annotated[list[Role] | None, typer.Option("--add", help=tr("A role to give."))] = None,
    take: Annotated[list[Role] | None, typer.Option("--remove", help=tr("A role to take."))] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Change roles."""
    from smbot.members import duties

    if not give and not take:
        raise InputError(
            msg("Say which role to give or take."),
            mend=msg("Use --add or --remove with one of: {names}.", names=", ".join(Role)),
        )
    members, actor = _open(config, member)
    given, taken = frozenset(give or ()), frozenset(take or ())
    _agree(members.foresee(actor, name, partial(duties.change_roles, give=given, take=taken)), yes)
    _tell_done(members.change_roles(actor, name, give=given, take=taken), json)


def set_office(
    name: NameArgument,
    office: OfficeOption = None,
    languages: LanguagesOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Set home office and languages."""
    if office is None and languages is None:
        raise InputError(msg("Say what to set."), mend=msg("Use --office, --languages, or both."))
    members, actor = _open(config, member)
    home, spoken = _office(config, office), _languages(languages)
    _tell_done(members.set_office(actor, name, office=home, languages=spoken), json)


def reset(
    name: NameArgument,
    second_factor: Annotated[
        bool, typer.Option("--second-factor", help=tr("Forget the second factor instead; the password stays."))
    ] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Reset a password, or a second factor."""
    members, actor = _open(config, member)
    what = (
        msg("The second factor and its recovery codes stop working; be sure who asks. All sessions end.")
        if second_factor
        else msg("The password stops working; be sure who asks. All sessions end.")
    )
    _agree([what], yes)
    act = members.reset_second_factor if second_factor else members.reset_password
    _tell_done(act(actor, name), json)


def disable(
    name: NameArgument,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Shut an account."""
    from smbot.members import duties

    members, actor = _open(config, member)
    foreseen = members.foresee(actor, name, duties.disable)
    _agree([msg("All sessions of {name} end, and what they hold falls back to the queue.", name=name), *foreseen], yes)
    _tell_done(members.disable(actor, name), json)


def enable(
    name: NameArgument,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    yes: YesOption = False,
    json: JsonOption = False,
) -> None:
    """Open an account again."""
    from smbot.members import duties

    members, actor = _open(config, member)
    _agree(members.foresee(actor, name, duties.enable), yes)
    _tell_done(members.enable(actor, name), json)


def _open(config: Path, member: str) -> "tuple[Members, Member]":
    application = open_installation(config)
    return application.members(), administrator(application, member)


def _office(config: Path, office_id: str | None) -> str | None:
    from smbot import settings
    from smbot.cli.office_choice import known_office

    return known_office(settings.load(config), office_id) if office_id else office_id


def _languages(typed: str | None) -> tuple[str, ...] | None:
    if typed is None:
        return None
    found = tuple(dict.fromkeys(part.strip() for part in typed.split(",")))
    if not set(found) <= set(LANGUAGES):
        raise InputError(msg("Use en, fr, or en,fr."), where="--languages")
    return found


def _agree(foreseen: Sequence[Message], yes: bool) -> None:
    """Tell what an act brings beside itself, and go on only if the person agrees."""
    for one in foreseen:
        tell(one)
    if not foreseen or yes:
        return
    agree(tr("Go on?"))


def _tell_done(done: "Done", json: bool) -> None:
    told = readers_language()
    if json:
        shown: dict[str, object] = {
            "id": done.member.id,
            "name": done.member.name,
            "roles": sorted(done.member.roles),
            "language": done.member.language,
            "office": done.member.office,
            "languages": list(done.member.serves),
            "consequences": [say(one, told) for one in done.consequences],
        }
        if done.one_time_password:
            shown["one_time_password"] = done.one_time_password
        show_json(shown)
        return
    if done.one_time_password:
        tell(
            msg(
                "One-time password of {name}, shown this once; the first sign-in asks for a new one:",
                name=done.member.name,
            )
        )
        show(done.one_time_password)
    else:
        tell(msg("Done: {name} ({roles}).", name=done.member.name, roles=_roles(done.member.roles)))


def _row(one: "Listed") -> tuple[str, ...]:
    membership = one.membership
    state = tr("one-time password") if membership.must_change else tr("active")
    return (
        membership.member.name,
        _roles(membership.member.roles),
        membership.member.language,
        tr("yes") if membership.second_factor else tr("no"),
        moment(one.last_sign_in) or tr("never"),
        tr("disabled") if membership.disabled else state,
        membership.member.office,
        ", ".join(membership.member.serves),
    )


def _as_json(one: "Listed") -> dict[str, object]:
    membership = one.membership
    return {
        "id": membership.member.id,
        "name": membership.member.name,
        "roles": sorted(membership.member.roles),
        "language": membership.member.language,
        "office": membership.member.office,
        "languages": list(membership.member.serves),
        "disabled": membership.disabled,
        "one_time_password": membership.must_change,
        "second_factor": membership.second_factor,
        "recovery_codes": membership.recovery_codes,
        "last_sign_in": one.last_sign_in and one.last_sign_in.isoformat(),
    }


def _roles(roles: frozenset[Role]) -> str:
    return ", ".join(say(ROLES[one], readers_language()) for one in Role if one in roles)

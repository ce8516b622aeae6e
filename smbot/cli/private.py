"""`smbot private` and `smbot citizen`: the private zone from the command line, and the secure page."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption, YesOption
from smbot.cli.opening import acting_member, open_installation
from smbot.cli.output import moment, show, show_json, table, tell, tr
from smbot.core.errors import ConfigurationError, InputError, NotAllowed
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.handoff.model import CaseCode, Opened

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help=tr("The case's id."))]
CodeArgument = Annotated[str, typer.Argument(metavar="CODE", help=tr("The case code, as in K4M-7R2-W9F."))]
DaysOption = Annotated[
    int | None, typer.Option("--days", min=1, max=730, help=tr("Days for which it holds; else [handoff] code_days."))
]


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command("list", help=tr("List the cases of the private zone: ids and counts alone."))(listing)
    app.command("assign", help=tr("Give a case's private thread to a member."))(assign)
    app.command("codes", help=tr("List a case's codes, or make one."))(codes)
    app.command("find", help=tr("Say whose case a code is, as a person names it by telephone or at a counter."))(find)
    app.command("renew", help=tr("Let a code hold longer; its passphrase stays."))(renew)
    app.command("revoke", help=tr("Shut a code for good."))(revoke)
    app.command("open", help=tr("Show a private thread to its assignee; that it is opened is written down first."))(
        open_thread
    )
    app.command("answer", help=tr("Answer in private: the words are read from a file or standard input."))(answer)
    app.command("delete", help=tr("Destroy what the person wrote, because they asked for it."))(delete)
    app.command("tell", help=tr("Tell the persons for whom an answer waits, now."))(tell_now)
    return app


def add_to(app: typer.Typer) -> None:
    """Add the command that serves the secure page."""
    app.command("citizen", help=tr("Serve the secure page for people who have a case code."))(serve)


def listing(config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False) -> None:
    """List the cases."""
    from smbot.handoff.model import Direction, NoticeState

    application = open_installation(config)
    acting_member(application, member)
    with application.store.read() as tx:
        found = [
            {
                "case": case.case,
                "assignee": case.assignee,
                "language": case.language,
                "codes": len(tx.codes_of(case.case)),
                "received": sum(m.direction == Direction.IN for m in tx.private_messages(case.case)),
                "answered": sum(m.direction == Direction.OUT for m in tx.private_messages(case.case)),
                "deletion_asked": case.deletion_asked_at is not None,
                "not_told": sum(n.state == NoticeState.FAILED for n in tx.notices_of(case.case)),
            }
            for case in tx.private_cases()
        ]
    if json:
        show_json(found)
        return
    if not found:
        tell(msg("There is no case in the private zone yet: “smbot private codes CASE --new” makes a code."))
        return
    columns = [
        tr("Case"),
        tr("Assignee"),
        tr("Language"),
        tr("Codes"),
        tr("Received"),
        tr("Answered"),
        tr("Deletion asked"),
        tr("Not told"),
    ]
    table(columns, [[_cell(value) for value in each.values()] for each in found])


def assign(
    case: CaseArgument,
    to: Annotated[str, typer.Argument(metavar="NAME", help=tr("The member who shall read it."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Assign a thread."""
    from smbot.bootstrap.private import private_desk
    from smbot.core.roles import Permission
    from smbot.members.names import called

    application = open_installation(config)
    who = acting_member(application, member)
    with application.store.read() as tx:
        found = called(tx.memberships(), to)
    if found is None or found.disabled or not found.member.may(Permission.WORK_QUEUE):
        raise NotAllowed(msg("This member cannot take a private thread."), where=to, mend=msg("See “smbot user list”."))
    given = private_desk(application).assign(case, who, found.member.name)
    if json:
        show_json({"case": given.case, "assignee": given.assignee})
    else:
        tell(msg("The private thread of {case} is read by {name}.", case=given.case, name=given.assignee))


def codes(
    case: CaseArgument,
    new: Annotated[bool, typer.Option("--new", help=tr("Make a fresh code."))] = False,
    days: DaysOption = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """List codes, or make one."""
    from smbot.bootstrap.private import private_desk
    from smbot.handoff.codes import shown

    application = open_installation(config)
    who, desk = acting_member(application, member), private_desk(application)
    if days is not None and not new:
        raise InputError(msg("--days goes with --new; “smbot private renew” lets a code hold longer."))
    found = [desk.make_code(case, who, days)] if new else desk.codes(case, who)
    now = application.clock.now()
    if json:
        show_json([_code_json(code, open_=code.is_open(now)) for code in found])
        return
    if not found:
        tell(msg("This case has no code: --new makes one."))
    rows = [(shown(code.code), _code_state(code, open_=code.is_open(now)), moment(code.expires_at)) for code in found]
    table((tr("Code"), tr("State"), tr("Until")), rows)
    if new:
        tell(msg("Give it to the person. Its first visitor sets a passphrase, without which it opens nothing."))


def find(
    code: CodeArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Find the case of a code."""
    from smbot.bootstrap.private import private_desk

    application = open_installation(config)
    found = private_desk(application).find_code(code, acting_member(application, member))
    open_ = found.is_open(application.clock.now())
    if json:
        show_json(_code_json(found, open_=open_))
    else:
        show(f"{found.case}\t{_code_state(found, open_=open_)}\t{moment(found.expires_at)}")


def renew(
    code: CodeArgument, days: DaysOption = None, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = ""
) -> None:
    """Renew a code."""
    from smbot.bootstrap.private import private_desk

    application = open_installation(config)
    renewed = private_desk(application).renew_code(code, acting_member(application, member), days)
    tell(msg("The code holds until {time}.", time=moment(renewed.expires_at)))


def revoke(code: CodeArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "") -> None:
    """Revoke a code."""
    from smbot.bootstrap.private import private_desk

    application = open_installation(config)
    private_desk(application).revoke_code(code, acting_member(application, member))
    tell(msg("The code opens nothing any more."))


def open_thread(
    case: CaseArgument, config: ConfigOption = DEFAULT_CONFIG, member: MemberOption = "", json: JsonOption = False
) -> None:
    """Show a thread."""
    from smbot.bootstrap.private import private_desk

    application = open_installation(config)
    thread = private_desk(application).open_thread(case, acting_member(application, member))
    if json:
        show_json([_opened_json(opened) for opened in thread])
        return
    if not thread:
        tell(msg("Nobody has written here yet."))
    for opened in thread:
        for line in _opened_lines(opened):
            show(line)


def answer(
    case: CaseArgument,
    file: Annotated[Path, typer.Option("--file", help=tr("Read the words from this file; - for standard input."))],
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Answer."""
    from smbot.bootstrap.private import channels_out, private_desk
    from smbot.cli.views import read_words
    from smbot.handoff.box import PrivateText

    application = open_installation(config)
    who = acting_member(application, member)
    message, notice = private_desk(application).answer(case, who, PrivateText(read_words("", file)))
    told = notice is not None and notice.channel in channels_out(application)
    if json:
        channel = notice.channel.value if notice else None
        show_json({"message": message, "channel": channel, "will_be_told": told})
        return
    tell(msg("Sealed. The person reads it on the secure page."))
    if told:
        tell(msg("They are told that an answer waits."))
    elif notice is not None:
        tell(
            msg(
                "They asked for “{channel}”, and nothing carries that: set [mail] or [handoff], or reach them.",
                channel=notice.channel.value,
            )
        )


def delete(
    case: CaseArgument,
    reason: Annotated[str, typer.Option("--reason", help=tr("Why; it is kept in the audit log."))],
    yes: YesOption = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
) -> None:
    """Destroy what the person wrote."""
    from smbot.bootstrap.private import private_desk

    application = open_installation(config)
    who = acting_member(application, member)
    if not yes:
        typer.confirm(tr("Destroy everything that the person wrote in {case}?", case=case), abort=True, err=True)
    count = private_desk(application).delete(case, who, reason)
    tell(msg("Destroyed. Messages: {count}.", count=count))


def tell_now(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Tell whoever waits."""
    from smbot.bootstrap.private import tell_persons

    told = tell_persons(open_installation(config))
    if json:
        show_json({"told": told})
    else:
        tell(msg("Told: {count}.", count=told))


def serve(config: ConfigOption = DEFAULT_CONFIG) -> None:
    """Serve the secure page until SIGTERM or Ctrl+C."""
    import socket

    import uvicorn

    from smbot.web.citizen.app import citizen_app

    application = open_installation(config)
    listening = application.settings.citizen
    app = citizen_app(application)
    family = socket.AF_INET6 if ":" in listening.host else socket.AF_INET
    try:
        bound = socket.create_server((listening.host, listening.port), family=family)
    except OSError as error:
        raise ConfigurationError(
            msg("The port cannot be used ({error}).", error=type(error).__name__),
            where=f"citizen.port = {listening.port}",
            mend=msg("Choose another, or end what listens there."),
        ) from None
    tell(msg("The secure page: http://{host}:{port}", host=listening.host, port=bound.getsockname()[1]))
    try:
        uvicorn.Server(
            uvicorn.Config(
                app,
                log_config=None,
                access_log=False,
                server_header=False,
                forwarded_allow_ips=list(listening.forwarded_by),
                timeout_graceful_shutdown=5,
            )
        ).run([bound])
    finally:
        application.close()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return tr("yes") if value else ""
    return str(value)


def _code_state(code: "CaseCode", *, open_: bool) -> str:
    if code.revoked_at is not None:
        return tr("revoked")
    if not open_:
        return tr("run out")
    return tr("passphrase set") if code.claimed else tr("fresh")


def _code_json(code: "CaseCode", *, open_: bool) -> dict[str, object]:
    from smbot.handoff.codes import shown

    return {
        "code": shown(code.code),
        "case": code.case,
        "made_by": code.made_by,
        "made_at": code.made_at.isoformat(),
        "expires_at": code.expires_at.isoformat(),
        "claimed": code.claimed,
        "revoked": code.revoked_at is not None,
        "open": open_,
    }


def _opened_json(opened: "Opened") -> dict[str, object]:
    from smbot.handoff.opening import open_private

    message, said = opened.message, opened.said
    return {
        "id": message.id,
        "direction": message.direction.value,
        "at": message.at.isoformat(),
        "author": message.author,
        "channel": message.channel.value,
        "mention": message.mention,
        "by_code": message.by_code,
        "language": message.language,
        "deleted": message.sealed is None,
        "text": open_private(said.text) if said else None,
        "contact": open_private(said.contact) if said else None,
        "when": open_private(said.when) if said else None,
    }


def _opened_lines(opened: "Opened") -> list[str]:
    from smbot.handoff.opening import open_private

    message, said = opened.message, opened.said
    way = message.mention or message.channel.value
    head = "\t".join((moment(message.at), message.direction.value, message.author, way))
    if message.by_code:
        head += "\t" + tr("(names the code: it may not be the person)")
    if said is None:
        return [head, tr("(deleted)") if message.sealed is None else tr("(does not open)"), ""]
    details = [open_private(part) for part in (said.contact, said.when) if len(part)]
    return [head, *details, open_private(said.text), ""]

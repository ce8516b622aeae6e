"""Open an installation for a command, and say as whom it acts."""

from pathlib import Path
from typing import TYPE_CHECKING

from smbot.cli.output import tell
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.roles import Member


def open_installation(config: Path) -> "Application":
    """Return the application on `config`, its logs configured.

    Raises:
        ConfigurationError: No such file, something in it does not hold, or there is no database yet.
    """
    from smbot import settings
    from smbot.bootstrap import Application
    from smbot.logs import configure_logs
    from smbot.storage.migrate import refuse_newer

    configuration = settings.load(config)
    configure_logs(configuration.settings.log.level, configuration.settings.log.format)
    application = Application(configuration)
    if not application.ready():
        if application.installed():
            refuse_newer(application.engine)
        raise ConfigurationError(
            msg("There is no database of this version."),
            where=application.database_name,
            mend=msg("Run “smbot init”."),
        )
    return application


def administrator(application: "Application", name: str) -> "Member":
    """Return the member as whom a command acts that spends money or lifts a pause.

    Raises:
        NotAllowed: No such member, several and none named, or none whose role permits it.
    """
    from smbot.core.roles import Permission

    member = acting_member(application, name)
    if not member.may(Permission.CONFIGURE):
        raise NotAllowed(msg("Your role does not permit this."))
    return member


def acting_member(application: "Application", name: str) -> "Member":
    """Return the member as whom a command acts: the one named, or the only one.

    Raises:
        NotAllowed: No such member, disabled, or several and none named.
    """
    from smbot.members.names import called

    with application.store.read() as tx:
        team = tx.memberships()
    if name:
        found = called(team, name)
        if found is None:
            raise NotAllowed(
                msg("There is no team member of this name."), where=name, mend=msg("See “smbot user list”.")
            )
        if found.disabled:
            raise NotAllowed(msg("This account is disabled."), where=found.member.name)
        return found.member
    members = [one.member for one in team if one.active]
    if len(members) == 1:
        return members[0]
    if not members:
        raise NotAllowed(msg("There is no team member yet."), mend=msg("Run “smbot init --name NAME”."))
    tell(msg("Members: {names}", names=", ".join(member.name for member in members)))
    raise NotAllowed(msg("Say as whom you act."), mend=msg("Use --member NAME."))

"""Make an installation: configuration, keys, playbooks, database, and one administrator. Nothing is overwritten."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.ids import new_member_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Role
from smbot.secrets import credentials_folder
from smbot.settings import FILE_NAME
from smbot.shipped import example_configuration, playbook_folder
from smbot.vault.keys import create_keys, require_keys
from smbot.web.passwords import check_password, hash_password

FIRST_ROLES = frozenset({Role.ADMINISTRATOR, Role.APPROVER, Role.COMPLIANCE})
"""The first member is alone and must be able to do everything; roles are parted as soon as there are more."""


@dataclass(frozen=True, kw_only=True)
class NewMember:
    """Who is to be added, with a password that is hashed and forgotten."""

    name: str
    password: str
    roles: frozenset[Role] = FIRST_ROLES
    language: str = "en"


def install(folder: Path, administrator: NewMember | None) -> Application:
    """Create what is missing in `folder` and return the application on it.

    Raises:
        ConfigurationError: The folder cannot be made, or the configuration that is there already does not hold.
    """
    if administrator is not None:
        _check(administrator)  # before anything is made: a refused password leaves no half installation
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(
            msg("The folder cannot be made ({error}).", error=type(error).__name__),
            where=str(folder),
            mend=msg("Name a folder that is yours, or that does not exist yet."),
        ) from None
    file = folder / FILE_NAME
    if not file.exists():
        _write_own(file, example_configuration().read_text("utf-8"))
    configuration = settings.load(file)
    table = configuration.settings
    for path in (table.storage.folder, table.keys.folder, table.secrets.folder):
        configuration.folder(path).mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = not configuration.database.exists()
    if fresh:
        create_keys(configuration.folder(table.keys.folder))
    else:
        # New keys beside an old database would open nothing and, unnoticed, recognise no post and no name.
        require_keys(configuration.folder(table.keys.folder), credentials_folder())
    _copy_playbooks(configuration.folder(table.playbooks.folder))
    application = Application(configuration)
    application.migrate()
    if fresh:
        with application.store.write() as tx:
            tx.record(Event(act=Act.INSTALLATION_CREATED))
    if administrator is not None:
        add_member(application, administrator, by="init")
    return application


def add_member(application: Application, new: NewMember, *, by: str) -> Member:
    """Add a team member.

    Raises:
        ConfigurationError: The name is empty.
        InputError: The password is too short or too long.
        NotAllowed: The name is taken.
    """
    _check(new)
    hashed = hash_password(new.password)
    member = Member(id=new_member_id(), name=new.name.strip(), roles=new.roles, language=new.language)
    with application.store.write() as tx:
        if tx.member(member.name) is not None:
            raise NotAllowed(msg("There is a member of this name already."), where=member.name)
        tx.add_member(member, hashed)
        detail: dict[str, Detail] = {"name": member.name, "roles": sorted(member.roles)}
        tx.record(Event(act=Act.MEMBER_ADDED, actor=by, subject=member.id, detail=detail))
    return member


def _check(new: NewMember) -> None:
    """Refuse a name or password that will not do."""
    if not new.name.strip():
        raise ConfigurationError(msg("A member needs a name."), mend=msg("Run “smbot init --name NAME”."))
    check_password(new.password)


def _copy_playbooks(folder: Path) -> None:
    if not folder.exists():
        shutil.copytree(playbook_folder(), folder)


def _write_own(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)

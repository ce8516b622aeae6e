"""Make an installation: configuration, keys, playbooks, database, and one administrator. Nothing is overwritten."""

import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.events import Act, Event
from smbot.core.ids import new_member_id
from smbot.core.messages import msg
from smbot.core.roles import Member, Role
from smbot.members import duties
from smbot.members.acts import keep_changes, record_added
from smbot.members.names import tidy_name
from smbot.members.passwords import check_password, hash_password
from smbot.offices.load import SHIPPED as EXAMPLE_DIRECTORY
from smbot.secrets import credentials_folder
from smbot.settings import FILE_NAME
from smbot.shipped import example_configuration, playbook_folder
from smbot.vault.keys import LATER_KEYS, create_keys, create_later_key, publish_audit_key, require_keys

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
    application = Application(configuration)
    fresh = not application.installed()
    if fresh:
        create_keys(configuration.folder(table.keys.folder))
    else:
        # New keys beside an old database would open nothing and, unnoticed, recognise no post and no name.
        require_keys(configuration.folder(table.keys.folder), credentials_folder(), but=LATER_KEYS)
        publish_audit_key(configuration.folder(table.keys.folder))
    _copy_playbooks(configuration.folder(table.playbooks.folder))
    directory = configuration.folder(table.offices.file)
    if not directory.exists():
        _write_own(directory, EXAMPLE_DIRECTORY.read_text("utf-8"))
    application.migrate()
    if fresh:
        with application.store.write() as tx:
            tx.record(Event(act=Act.INSTALLATION_CREATED))
    else:
        _add_later_keys(application)
    if administrator is not None:
        _add_administrator(application, administrator)
    return application


def _add_later_keys(application: Application) -> None:
    """Make the keys that installations of earlier versions do not have, while nothing is sealed with them."""
    with application.store.read() as tx:
        factors, private = any(one.second_factor for one in tx.memberships()), tx.has_private_messages()
    if factors:
        application.keys.secret("members")
    elif not application.keys.has("members"):
        create_later_key(application.key_folder, "members")
    if private:
        application.keys.public("private")
    elif not application.keys.has_public("private"):
        create_later_key(application.key_folder, "private")
    if not application.keys.has("links"):
        create_later_key(application.key_folder, "links")  # links that were made with a lost one hold no longer


def _add_administrator(application: Application, new: NewMember) -> None:
    with application.store.read() as tx:
        team = tx.memberships()
    if duties.Gap.NO_ADMINISTRATOR not in duties.gaps(team):
        raise NotAllowed(
            msg("There is an administrator already: “init --name” makes the first one only."),
            where=new.name,
            mend=msg("Add members with “smbot user add NAME --role ROLE”."),
        )
    roles = frozenset({Role.ADMINISTRATOR}) if duties.active(team) else FIRST_ROLES
    add_member(application, replace(new, roles=roles), by="init")


def add_member(application: Application, new: NewMember, *, by: str) -> Member:
    """Add a team member with a password of their own choice.

    Raises:
        InputError: The name, the roles or the password will not do.
        NotAllowed: The name is taken, or the roles exclude each other.
    """
    _check(new)
    hashed = hash_password(new.password)
    member = Member(id=new_member_id(), name=tidy_name(new.name), roles=new.roles, language=new.language)
    with application.store.write() as tx:
        before = tuple(tx.memberships())
        after = duties.add(before, member)
        tx.add_member(member, hashed)
        record_added(tx, by, member)
        keep_changes(tx, by, before, after, of=member.id)
    return member


def _check(new: NewMember) -> None:
    """Refuse a name or password that will not do."""
    tidy_name(new.name)
    check_password(new.password)


def _copy_playbooks(folder: Path) -> None:
    if not folder.exists():
        shutil.copytree(playbook_folder(), folder)


def _write_own(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)

"""What administration shows of files and platforms, for pages and programs alike. No path, no secret."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath

from pydantic import BaseModel

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message
from smbot.platforms.ports import Finding
from smbot.registry import load_platform


@dataclass(frozen=True, kw_only=True)
class Platform:
    """A platform as this installation has it; `account` is our public name or number there."""

    name: str
    title: str
    connected: bool
    account: str = ""


@dataclass(frozen=True, kw_only=True)
class FileNow:
    """How the configuration file differs from what this process runs with: `changed` settings, or what is wrong."""

    changed: tuple[str, ...] = ()
    wrong: Message | None = None
    mend: Message | None = None
    where: str = ""


def platform_here(application: Application, name: str) -> Platform:
    """Return a platform as this installation has it."""
    title = load_platform(name).rules.title
    connected = application.platforms.get(name)
    if connected is None:
        return Platform(name=name, title=title, connected=False)
    told = (getattr(connected.settings, field, "") for field in ("username", "page_id", "user_id"))
    return Platform(name=name, title=title, connected=True, account=str(next((each for each in told if each), "")))


def file_now(application: Application) -> FileNow:
    """Return how the configuration file differs from what this process runs with."""
    configuration = application.configuration
    try:
        now = settings.load(configuration.file).settings
    except ConfigurationError as error:
        where = error.where.replace(str(configuration.file), configuration.file.name)
        return FileNow(wrong=error.what, mend=error.mend, where=where)
    return FileNow(changed=differing(configuration.settings, now))


def differing(one: BaseModel, other: BaseModel) -> tuple[str, ...]:
    """Return the names of the settings in which two configurations differ, as they stand in the file. Pure."""
    before, after = _flat(one.model_dump()), _flat(other.model_dump())
    found = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    return tuple(sorted(name for name in found if not any(other.startswith(f"{name}.") for other in found)))


def nameless(finding: Finding) -> Finding:
    """Return a finding without the folders of this machine: of a path the last name is left."""

    def told(message: Message) -> Message:
        return Message(message.template, _last_names(message.values))

    return replace(
        finding,
        what=told(finding.what),
        why=None if finding.why is None else told(finding.why),
        fix=None if finding.fix is None else told(finding.fix),
    )


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def _last_names(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: PurePath(str(value)).name if isinstance(value, PurePath) or str(value).startswith("/") else value
        for name, value in values.items()
    }

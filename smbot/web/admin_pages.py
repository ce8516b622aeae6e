"""Administration: platforms, directory, settings and checks. What stands in files is shown here, and changed there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from pydantic import BaseModel
from starlette.responses import Response

from smbot import settings
from smbot.bootstrap import Application
from smbot.bootstrap.examining import directory_of
from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message
from smbot.core.roles import Permission
from smbot.members.duties import GAPS, active, gaps
from smbot.notify.alarms import alarms_of, what_to_do
from smbot.offices.hours_in_words import week_in_words
from smbot.offices.published import published, referred
from smbot.platforms.ports import Finding, hold
from smbot.registry import load_platform, platform_names
from smbot.retention.words import RECORDS
from smbot.web.access import Routes, Visiting, permission
from smbot.web.health import troubles
from smbot.web.templating import Pages

Checks = Callable[[], Sequence[Finding]]


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


class AdminPages:
    """The overview, the directory, the settings, and the checks of `smbot doctor` that the desk can make."""

    def __init__(self, application: Application, pages: Pages, checks: Checks | None) -> None:
        self._application = application
        self._pages = pages
        self._checks = checks

    def add_to(self, routes: Routes) -> None:
        """Add the routes."""
        needs = permission(Permission.CONFIGURE)
        routes.get("/administration", self.overview, needs)
        routes.get("/administration/directory", self.directory, needs)
        routes.get("/administration/settings", self.settings, needs)
        routes.get("/administration/checks", self.checks, needs)

    def overview(self, visit: Visiting) -> Response:
        """Show the accounts of platforms, and what needs an administrator."""
        application = self._application
        vitals = application.vitals()
        with application.store.read() as tx:
            team = tuple(tx.memberships())
        playbooks, problems = application.playbooks()
        loaded, faults = directory_of(application.configuration)
        values = {
            "platforms": [_platform(application, name) for name in platform_names()],
            "vitals": vitals,
            "tokens": {token.platform: token for token in vitals.tokens},
            "budgets": {budget.platform: budget for budget in vitals.budgets},
            "troubles": troubles(alarms_of(vitals)),
            "what_to_do": what_to_do,
            "people": len(active(team)),
            "gaps": [GAPS[gap] for gap in sorted(gaps(team))],
            "playbooks": len(playbooks.sources),
            "playbook_problems": len(problems),
            "offices": len(loaded.directory.offices),
            "directory_problems": len(faults),
            "file_now": self._file_now(),
        }
        return self._pages.show(visit, "admin.html", values)

    def directory(self, visit: Visiting) -> Response:
        """Show the directory, and everything that is wrong with its file."""
        _, problems = directory_of(self._application.configuration)
        language: Literal["en", "fr"] = "fr" if visit.language == "fr" else "en"
        values = {
            "file": self._application.settings.offices.file.name,
            "directory": self._application.directory,
            "problems": problems,
            "accounts": self._application.settings.offices.account_office,
            "hours": lambda office: week_in_words(office.hours, language),
        }
        return self._pages.show(visit, "admin_directory.html", values)

    def settings(self, visit: Visiting) -> Response:
        """Show what the configuration file sets: mode, lists, retention, sign-in; and how to change it."""
        application = self._application
        table = application.settings
        values = {
            "file": application.configuration.file.name,
            "file_now": self._file_now(),
            "own": table.organisation.published,
            "from_directory": sorted(published(application.directory)),
            "of_others": sorted(referred(application.directory)),
            "table": table,
            "kept": RECORDS,
        }
        return self._pages.show(visit, "admin_settings.html", values)

    def checks(self, visit: Visiting) -> Response:
        """Make the checks, on the files as they are now."""
        findings = [_nameless(each) for each in self._checks()] if self._checks else []
        values = {"findings": findings, "there": self._checks is not None, "holds": hold(findings)}
        return self._pages.show(visit, "admin_checks.html", values)

    def _file_now(self) -> FileNow:
        configuration = self._application.configuration
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


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    found: dict[str, object] = {}
    for name, value in table.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, f"{prefix}{name}.")
        else:
            found[f"{prefix}{name}"] = value
    return found


def _nameless(finding: Finding) -> Finding:
    """Return a finding without the folders of this machine: of a path the last name is left."""

    def told(message: Message) -> Message:
        return Message(message.template, _last_names(message.values))

    return replace(
        finding,
        what=told(finding.what),
        why=None if finding.why is None else told(finding.why),
        fix=None if finding.fix is None else told(finding.fix),
    )


def _last_names(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: PurePath(str(value)).name if isinstance(value, PurePath) or str(value).startswith("/") else value
        for name, value in values.items()
    }


def _platform(application: Application, name: str) -> Platform:
    title = load_platform(name).rules.title
    connected = application.platforms.get(name)
    if connected is None:
        return Platform(name=name, title=title, connected=False)
    told = (getattr(connected.settings, field, "") for field in ("username", "page_id", "user_id"))
    return Platform(name=name, title=title, connected=True, account=str(next((each for each in told if each), "")))

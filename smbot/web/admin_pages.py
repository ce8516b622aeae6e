"""Administration: platforms, directory, settings and checks. What stands in files is shown here, and changed there."""

from collections.abc import Callable, Sequence
from typing import Literal

from starlette.responses import Response

from smbot.bootstrap import Application
from smbot.bootstrap.examining import directory_of
from smbot.core.roles import Permission
from smbot.members.duties import GAPS, active, gaps
from smbot.notify.alarms import alarms_of, what_to_do
from smbot.offices.hours_in_words import week_in_words
from smbot.offices.published import published, referred
from smbot.platforms.ports import Finding, hold
from smbot.registry import platform_names
from smbot.retention.words import RECORDS
from smbot.web.access import Routes, Visiting, permission
from smbot.web.admin_state import file_now, nameless, platform_here
from smbot.web.health import troubles
from smbot.web.templating import Pages

Checks = Callable[[], Sequence[Finding]]


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
            "platforms": [platform_here(application, name) for name in platform_names()],
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
            "file_now": file_now(self._application),
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
            "file_now": file_now(self._application),
            "own": table.organisation.published,
            "from_directory": sorted(published(application.directory)),
            "of_others": sorted(referred(application.directory)),
            "table": table,
            "kept": RECORDS,
        }
        return self._pages.show(visit, "admin_settings.html", values)

    def checks(self, visit: Visiting) -> Response:
        """Make the checks, on the files as they are now."""
        findings = [nameless(each) for each in self._checks()] if self._checks else []
        values = {"findings": findings, "there": self._checks is not None, "holds": hold(findings)}
        return self._pages.show(visit, "admin_checks.html", values)

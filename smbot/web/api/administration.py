"""Administration by the API: read, and never members’ accounts changed. What stands in files is changed there."""

from collections.abc import Iterable, Sequence

from smbot.bootstrap import Application
from smbot.bootstrap.examining import directory_of
from smbot.core.messages import msg, say
from smbot.core.money import in_usd
from smbot.core.problem import Problem
from smbot.members.acts import Listed
from smbot.members.duties import GAPS, active, gaps
from smbot.members.scopes import Scope
from smbot.offices.model import Office, OtherBody, Program, Service
from smbot.offices.published import published
from smbot.platforms.ports import Finding, hold
from smbot.registry import platform_names
from smbot.retention.words import RECORDS
from smbot.web.admin_pages import Checks as CheckAll
from smbot.web.admin_playbooks import check_playbooks
from smbot.web.admin_state import file_now, nameless, platform_here
from smbot.web.api.admin_shapes import (
    Administration,
    Check,
    Checks,
    DirectoryTold,
    FileProblem,
    MemberList,
    MemberTold,
    Named,
    PlatformTold,
    PlaybookList,
    PlaybookTold,
    Retention,
    SettingsTold,
)
from smbot.web.api.door import Calling, scope
from smbot.web.api.routes import ApiRoutes

GROUP = msg("Administration")


class AdministrationRoutes:
    """What administrators read."""

    def __init__(self, application: Application, checks: CheckAll | None) -> None:
        self._application = application
        self._members = application.members(on_oneself=False)
        self._checks = checks

    def add_to(self, routes: ApiRoutes) -> None:
        """Add the routes."""
        read, at = scope(Scope.READ_ADMINISTRATION), "/administration"
        routes.get(at, self.overview, read, GROUP, msg("What needs an administrator"))
        routes.get(f"{at}/members", self.members, read, GROUP, msg("List members"))
        routes.get(f"{at}/directory", self.directory, read, GROUP, msg("Read the directory"))
        routes.get(f"{at}/settings", self.settings, read, GROUP, msg("Read what is set, with retention"))
        routes.get(f"{at}/checks", self.checks, read, GROUP, msg("Make the checks"))
        routes.get(f"{at}/playbooks", self.playbooks, read, GROUP, msg("List playbooks"))
        now = msg("What holds is in force from this moment on for the desk, and seconds later everywhere.")
        write, title = scope(Scope.WRITE_PLAYBOOKS), msg("Read the files of playbooks now")
        routes.act(f"{at}/playbooks/check", self.check, write, GROUP, title, more=now, problems=())

    def overview(self, caller: Calling) -> Administration:
        """Tell what needs an administrator."""
        application = self._application
        vitals = application.vitals()
        with application.store.read() as tx:
            team = tuple(tx.memberships())
        ends = {token.platform: token.expires_at for token in vitals.tokens}
        budgets = {budget.platform: budget for budget in vitals.budgets}
        platforms = []
        for name in platform_names():
            here, budget = platform_here(application, name), budgets.get(name)
            platforms.append(
                PlatformTold(
                    name=here.name,
                    title=here.title,
                    connected=here.connected,
                    account=here.account,
                    token_ends=ends.get(name),
                    spent_usd=in_usd(budget.spent_micros) if budget else None,
                    budget_usd=in_usd(budget.limit_micros) if budget else None,
                )
            )
        now = file_now(application)
        return Administration(
            platforms=platforms,
            members=len(active(team)),
            gaps=[say(GAPS[gap], caller.language) for gap in sorted(gaps(team))],
            changed_settings=list(now.changed),
            wrong=say(now.wrong, caller.language) if now.wrong else None,
        )

    def members(self, caller: Calling) -> MemberList:
        """List members."""
        return MemberList(items=[_member(each) for each in self._members.listing(caller.member)])

    def directory(self, caller: Calling) -> DirectoryTold:
        """Tell the directory."""
        directory = self._application.directory
        _, problems = directory_of(self._application.configuration)
        return DirectoryTold(
            programs=_names(directory.programs),
            services=_names(directory.services),
            offices=_names(directory.offices),
            other_bodies=_names(directory.other_bodies),
            problems=_problems(problems, caller.language),
        )

    def settings(self, caller: Calling) -> SettingsTold:
        """Tell what is set."""
        table = self._application.settings
        kept = table.retention
        return SettingsTold(
            mode=table.sending.mode,
            retention=Retention(
                days={f"{kind}_days": getattr(kept, f"{kind}_days") for kind in RECORDS},
                run=kept.run,
                authority=kept.authority,
            ),
            published=[*table.organisation.published, *sorted(published(self._application.directory))],
            unattended=list(table.playbooks.unattended),
            disabled_recognizers=list(table.privacy.disabled_recognizers),
        )

    def checks(self, caller: Calling) -> Checks:
        """Make the checks, on the files as they are now."""
        findings = [nameless(each) for each in self._checks()] if self._checks else []
        return Checks(hold=hold(findings), items=[_check(each, caller.language) for each in findings])

    def playbooks(self, caller: Calling) -> PlaybookList:
        """List playbooks."""
        shelf = self._application.shelf
        return PlaybookList(
            items=[
                PlaybookTold(
                    file=each.file,
                    version=str(each.source.playbook.version) if each.source else None,
                    changed=each.text != each.now,
                    problems=_problems(each.problems, caller.language),
                )
                for each in shelf.files()
            ],
            problems=_problems(shelf.problems(), caller.language),
        )

    def check(self, caller: Calling) -> PlaybookList:
        """Read the files now."""
        check_playbooks(self._application, caller.member.name)
        return self.playbooks(caller)


def _member(listed: Listed) -> MemberTold:
    one, member = listed.membership, listed.membership.member
    return MemberTold(
        id=member.id,
        name=member.name,
        roles=sorted(member.roles),
        languages=list(member.serves),
        office=member.office,
        active=one.active,
        second_factor=one.second_factor,
        last_sign_in=listed.last_sign_in,
    )


def _names(of: Sequence[Program | Service | Office | OtherBody]) -> list[Named]:
    return [Named(id=each.id, en=each.name.en, fr=each.name.fr) for each in of]


def _problems(found: Iterable[Problem], language: str) -> list[FileProblem]:
    return [
        FileProblem(where=each.where, what=say(each.what, language), mend=say(each.mend, language)) for each in found
    ]


def _check(finding: Finding, language: str) -> Check:
    return Check(
        check=finding.check,
        well=finding.fix is None,
        advice=finding.advice,
        what=say(finding.what, language),
        why=say(finding.why, language) if finding.why else None,
        mend=say(finding.fix, language) if finding.fix else None,
    )

"""What administration tells programs: platforms, members, directory, playbooks, settings, checks. Never a secret."""

from pydantic import Field

from smbot.core.messages import msg
from smbot.core.roles import Role
from smbot.core.states import Mode
from smbot.web.api.shape import Moment, Shape


class PlatformTold(Shape):
    """A platform as this installation has it."""

    name: str = Field(description=msg("The platform’s name in the configuration.").template, examples=["x"])
    title: str = Field(description=msg("What people call it.").template)
    connected: bool = Field(description=msg("Whether this installation has an account there.").template)
    account: str = Field(description=msg("Our public name or number there.").template)
    token_ends: Moment | None = Field(description=msg("When its token ends; none where it has no end.").template)
    spent_usd: float | None = Field(description=msg("What reading it cost this month; none without a budget.").template)
    budget_usd: float | None = Field(description=msg("The most that it may cost a month.").template)


class Administration(Shape):
    """What needs an administrator."""

    platforms: list[PlatformTold] = Field(description=msg("Every platform that smbot knows.").template)
    members: int = Field(description=msg("Members who may sign in.").template)
    gaps: list[str] = Field(description=msg("What the team lacks, in the caller’s language.").template)
    changed_settings: list[str] = Field(
        description=msg("Settings that the file changed and that wait for a restart.").template
    )
    wrong: str | None = Field(description=msg("What is wrong with the configuration file now.").template)


class MemberTold(Shape):
    """A member, without anything that opens something."""

    id: str = Field(description=msg("The id of a member.").template)
    name: str = Field(description=msg("Their name, as the audit log has it.").template)
    roles: list[Role] = Field(description=msg("Their roles.").template)
    languages: list[str] = Field(description=msg("In which languages they serve.").template)
    office: str = Field(description=msg("Their home office; nothing where they have none.").template)
    active: bool = Field(description=msg("Whether they may sign in.").template)
    second_factor: bool = Field(description=msg("Whether they have a second factor.").template)
    last_sign_in: Moment | None = Field(description=msg("When they last signed in.").template)


class MemberList(Shape):
    """Everybody, by name."""

    items: list[MemberTold] = Field(description=msg("The members.").template)


class FileProblem(Shape):
    """One thing that does not hold in a file that people write."""

    where: str = Field(description=msg("The file and the line.").template)
    what: str = Field(description=msg("What is wrong, in the caller’s language.").template)
    mend: str = Field(description=msg("How to mend it, in the caller’s language.").template)


class Named(Shape):
    """A program, a service, an office or another body of the directory."""

    id: str = Field(description=msg("Its id in the directory.").template)
    en: str = Field(description=msg("Its English name.").template)
    fr: str = Field(description=msg("Its French name.").template)


class DirectoryTold(Shape):
    """The directory that counts, and what is wrong with its file now."""

    programs: list[Named] = Field(description=msg("The programs.").template)
    services: list[Named] = Field(description=msg("The services.").template)
    offices: list[Named] = Field(description=msg("The offices.").template)
    other_bodies: list[Named] = Field(description=msg("Other bodies that people take us for.").template)
    problems: list[FileProblem] = Field(description=msg("What is wrong with the file now.").template)


class PlaybookTold(Shape):
    """A playbook’s file."""

    file: str = Field(description=msg("Its name.").template)
    version: str | None = Field(description=msg("The version in force; none where no version holds.").template)
    changed: bool = Field(description=msg("Whether the file says something else than what is in force.").template)
    problems: list[FileProblem] = Field(description=msg("What is wrong with the file now.").template)


class PlaybookList(Shape):
    """The playbooks."""

    items: list[PlaybookTold] = Field(description=msg("The files.").template)
    problems: list[FileProblem] = Field(description=msg("Everything that is wrong with them.").template)


class Retention(Shape):
    """How long each kind of record is kept after its last use."""

    days: dict[str, int] = Field(description=msg("Days by kind of record; 0 is always.").template)
    run: str = Field(description=msg("Whether a person or smbot lets them go.").template)
    authority: str = Field(description=msg("Who allowed their disposal.").template)


class SettingsTold(Shape):
    """What the configuration file sets for the work of the desk."""

    mode: Mode = Field(description=msg("The mode of the installation.").template)
    retention: Retention = Field(description=msg("How long things are kept.").template)
    published: list[str] = Field(description=msg("Numbers and addresses of ours that are never masked.").template)
    unattended: list[str] = Field(description=msg("Labels whose replies may leave without a person.").template)
    disabled_recognizers: list[str] = Field(description=msg("Recognizers that are switched off.").template)


class Check(Shape):
    """What one check found."""

    check: str = Field(description=msg("Which check.").template)
    well: bool = Field(description=msg("Whether all is well.").template)
    advice: bool = Field(description=msg("Whether smbot works without the mend.").template)
    what: str = Field(description=msg("What was found, in the caller’s language.").template)
    why: str | None = Field(description=msg("Why it matters.").template)
    mend: str | None = Field(description=msg("How to mend it.").template)


class Checks(Shape):
    """The checks of “smbot doctor” for which the desk’s own keys are enough."""

    hold: bool = Field(description=msg("Whether nothing was found that must be mended.").template)
    items: list[Check] = Field(description=msg("What they found.").template)

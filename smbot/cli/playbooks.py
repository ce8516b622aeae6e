"""`smbot playbooks`: check, test, show and draw the playbooks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli import playbook_making
from smbot.cli.app import DEFAULT_CONFIG, JsonOption
from smbot.cli.output import EXIT_CHECK_FAILED, language, named, show, show_json, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.platform_rules import PlatformRules
    from smbot.offices.model import Directory
    from smbot.playbooks.fields import Organisation
    from smbot.playbooks.model import Playbook, Playbooks
    from smbot.playbooks.problem import Problem
    from smbot.playbooks.trial import Bench

FolderArgument = Annotated[Path | None, typer.Argument(help=tr("The folder of playbooks."))]
FolderOption = Annotated[Path | None, typer.Option("--folder", help=tr("The folder of playbooks."))]
ConfigChoice = Annotated[
    Path | None, typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("The configuration file."))
]


class Shown(StrEnum):
    """The language of the author to whom a preview speaks."""

    EN = "en"
    FR = "fr"
    BOTH = "both"
    ALL = "all"


class Order(StrEnum):
    """Which language stands first."""

    EN = "en"
    FR = "fr"


def build() -> typer.Typer:
    """Return the commands of playbooks."""
    app = typer.Typer(no_args_is_help=True)
    app.callback()(lambda: None)
    app.command("lint", help=tr("Check a folder of playbooks, else the installation's, else the shipped ones."))(lint)
    app.command("test", help=tr("Run the tests inside the playbooks: posts go through masking and triage."))(run_tests)
    app.command("preview", help=tr("Show every variant of a playbook's reply, with its length on each platform."))(
        preview
    )
    app.command("graph", help=tr("Draw how playbooks are chosen, as Mermaid or as plain text."))(graph)
    playbook_making.add_to(app)
    return app


def lint(folder: FolderArgument = None, config: ConfigChoice = None, json: JsonOption = False) -> None:
    """Check playbooks."""
    shelf = _shelf(folder, config)
    if json:
        show_json(
            [
                {
                    "where": p.where,
                    "file": p.file,
                    "line": p.line,
                    "what": say(p.what, language()),
                    "mend": say(p.mend, language()),
                }
                for p in shelf.problems
            ]
        )
    else:
        _show_problems(shelf.problems)
    if shelf.problems:
        raise SystemExit(EXIT_CHECK_FAILED)
    tell(msg("{count} playbooks are valid.", count=len(shelf.playbooks.sources)))


def run_tests(folder: FolderArgument = None, config: ConfigChoice = None, json: JsonOption = False) -> None:
    """Run the tests inside playbooks."""
    from smbot.bootstrap.examining import triaged as read
    from smbot.cli.progress import progress
    from smbot.playbooks.trial import judge, trials

    shelf = _shelf(folder, config)
    if shelf.unreadable:
        _show_problems(shelf.unreadable)
        raise SystemExit(EXIT_CHECK_FAILED)
    found, bench = trials(shelf.playbooks), shelf.bench()
    outcomes = []
    with progress(tr("Tests"), len(found)) as count:
        for trial, triaged in read(shelf.application, found, shelf.application.load_tagger):
            outcomes.append((trial, triaged, judge(trial, triaged, bench)))
            count(1)
    failed = [outcome for outcome in outcomes if outcome[2]]
    if json:
        show_json(
            [
                {
                    "where": trial.where,
                    "playbook": trial.source.playbook.name,
                    "test": trial.number,
                    "labels": list(triaged.labels),
                    "exposed": sorted(triaged.exposed),
                    "language": triaged.language,
                    "holds": not differences,
                    "differences": [say(each, language()) for each in differences],
                }
                for trial, triaged, differences in outcomes
            ]
        )
    for trial, _, differences in () if json else failed:
        for each in differences:
            show(named(trial.where, say(each, language())))
    if failed:
        tell(msg("{failed} of {count} tests do not hold.", failed=len(failed), count=len(outcomes)))
        raise SystemExit(EXIT_CHECK_FAILED)
    tell(msg("{count} tests hold.", count=len(outcomes)))


def preview(
    name: Annotated[str, typer.Argument(metavar="NAME", help=tr("The playbook's name."))],
    platform: Annotated[str, typer.Option("--platform", help=tr("Only on this platform."))] = "",
    shown: Annotated[Shown, typer.Option("--language", help=tr("The author's language."))] = Shown.ALL,
    order: Annotated[
        Order | None, typer.Option("--office-order", help=tr("Which language the greeting puts first."))
    ] = None,
    folder: FolderOption = None,
    config: ConfigChoice = None,
    json: JsonOption = False,
) -> None:
    """Show a playbook's replies as they would leave."""
    from dataclasses import replace

    shelf = _shelf(folder, config)
    playbook = shelf.get(name)
    organisation = shelf.organisation
    if order is not None:
        organisation = replace(organisation, first_language="fr" if order == Order.FR else "en")
    rows = list(_rows(playbook, shelf.on(platform), shown, organisation))
    if json:
        show_json([row.as_json() for row in rows])
        return
    for row in rows:
        show(
            tr(
                "{platform}, {language}, {part}: {length} of {limit} characters",
                platform=row.platform,
                language=row.language,
                part=row.part,
                length=row.length,
                limit=row.limit,
            )
        )
        show(row.text + "\n")
    if not rows:
        tell(msg("{name} says nothing on these platforms.", name=name))


def graph(
    plain: Annotated[bool, typer.Option("--plain", help=tr("As plain text, not as Mermaid."))] = False,
    folder: FolderOption = None,
    config: ConfigChoice = None,
) -> None:
    """Draw the decision."""
    from smbot.playbooks.graph import mermaid, outline

    shelf = _shelf(folder, config)
    for line in (outline if plain else mermaid)(shelf.playbooks, language()):
        show(line)


@dataclass(frozen=True, kw_only=True)
class _Shelf:
    """A folder's playbooks with what they are judged by."""

    application: "Application"
    organisation: "Organisation"
    folder: Path
    playbooks: "Playbooks"
    unreadable: Sequence["Problem"]
    rules: dict[str, "PlatformRules"]
    directory: "Directory"

    @property
    def problems(self) -> Sequence["Problem"]:
        """Return everything that does not hold."""
        from smbot.bootstrap.steps import places_of
        from smbot.playbooks.lint import lint as check

        places = places_of(self.directory)
        found = check(self.playbooks, self.rules, self.organisation, unattended=self._unattended, places=places)
        return (*self.unreadable, *found)

    def bench(self) -> "Bench":
        """Return what tests are judged with."""
        from smbot.playbooks.trial import Bench

        return Bench(
            playbooks=self.playbooks,
            rules=self.rules,
            organisation=self.organisation,
            unattended=self._unattended,
        )

    def get(self, name: str) -> "Playbook":
        """Return the playbook of this name."""
        playbook = self.playbooks.get(name)
        if playbook is None:
            raise InputError(
                msg("There is no playbook {name}.", name=name),
                where=str(self.folder),
                mend=msg("Name one of: {names}.", names=", ".join(each.name for each in self.playbooks) or "–"),
            )
        return playbook

    def on(self, platform: str) -> Sequence["PlatformRules"]:
        """Return the rules of one platform, or of all."""
        if not platform:
            return tuple(self.rules.values())
        if platform not in self.rules:
            raise InputError(
                msg("There is no platform {platform}.", platform=platform),
                mend=msg("Name one of: {names}.", names=", ".join(self.rules)),
            )
        return (self.rules[platform],)

    @property
    def _unattended(self) -> Sequence[str]:
        return self.application.settings.playbooks.unattended


def _shelf(folder: Path | None, config: Path | None) -> _Shelf:
    """Return the playbooks of `folder`, else of the installation, else the shipped ones."""
    from smbot import settings
    from smbot.bootstrap import Application, bare
    from smbot.offices.load import SHIPPED, read_directory
    from smbot.playbooks.load import read_folder
    from smbot.registry import load_platform, platform_names
    from smbot.shipped import playbook_folder

    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    application = Application(settings.load(config)) if config else bare()
    chosen = application.configuration.folder(application.settings.playbooks.folder) if config else playbook_folder()
    playbooks, unreadable = read_folder(folder or chosen)
    return _Shelf(
        application=application,
        organisation=application.organisation,
        folder=folder or chosen,
        playbooks=playbooks,
        unreadable=unreadable,
        rules={name: load_platform(name).rules for name in platform_names()},
        directory=application.directory if config else read_directory(SHIPPED).directory,
    )


def _show_problems(problems: Sequence["Problem"]) -> None:
    for problem in problems:
        show(f"{named(problem.where, say(problem.what, language()))}\n  → {say(problem.mend, language())}")


@dataclass(frozen=True, kw_only=True)
class _Row:
    """One text as it would leave, with its length."""

    platform: str
    language: str
    part: str
    length: int
    limit: int
    text: str

    def as_json(self) -> dict[str, object]:
        """Return it for machines."""
        return {
            "platform": self.platform,
            "language": self.language,
            "part": self.part,
            "length": self.length,
            "limit": self.limit,
            "fits": self.length <= self.limit,
            "text": self.text,
        }


def _rows(
    playbook: "Playbook", platforms: Sequence["PlatformRules"], shown: Shown, organisation: "Organisation"
) -> Iterator[_Row]:
    from smbot.core.purposes import Purpose
    from smbot.playbooks.render import render_private, variants

    asked = {Shown.EN: "en", Shown.FR: "fr", Shown.BOTH: "und"}
    for each in platforms:
        if not playbook.when.serves(each.platform):
            continue
        for spoken in asked if shown == Shown.ALL else (shown,):
            drafts = variants(playbook, language=asked[spoken], organisation=organisation)
            texts = [(f"{number}/{len(drafts)}", draft.text, each.limit) for number, draft in enumerate(drafts, 1)]
            private = render_private(playbook, language=asked[spoken], organisation=organisation)
            if private is not None and Purpose.PRIVATE in each.purposes:
                texts.append((tr("in private"), private.text, each.private_limit))
            for part, text, limit in texts:
                yield _Row(
                    platform=each.title,
                    language=str(spoken),
                    part=part,
                    length=each.count(text),
                    limit=limit,
                    text=text,
                )

"""`smbot directory check|show`: the directory of offices."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption
from smbot.cli.directory_compared import asked_pages, compared, saved_pages, show_differences
from smbot.cli.office_choice import OfficeOption, configuration_of, directory_file, directory_of
from smbot.cli.output import EXIT_CHECK_FAILED, language, named, show, show_json, table, tell, tr
from smbot.core.errors import InputError
from smbot.core.messages import Message, msg, say

if TYPE_CHECKING:
    from smbot.core.problem import Problem
    from smbot.offices.model import Directory
    from smbot.settings import Configuration


LANGUAGE_NAMES: Mapping[str, Message] = {"en": msg("English"), "fr": msg("French")}


def build() -> typer.Typer:
    """Return the commands of the directory."""
    app = typer.Typer(no_args_is_help=True)
    app.command("check", help=tr("Check the directory, or compare it with what our page says."))(check)
    app.command("show", help=tr("Offices with their hours, programs, and other bodies."))(show_directory)
    return app


def check(
    file: Annotated[Path | None, typer.Argument(help=tr("The file; the installation's, else the shipped one."))] = None,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="PAGE.json", help=tr("Compare with what Facebook said of a page.")),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help=tr("Ask the connected page, and compare with it."))] = False,
    office: OfficeOption = "",
    config: Annotated[
        Path | None, typer.Option("--config", envvar="SMBOT_CONFIG", help=tr("The configuration file."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Check the directory."""
    from smbot.bootstrap.examining import french_faults, unknown_offices
    from smbot.offices.load import read_directory

    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    configuration = configuration_of(config) if config else None
    if live and configuration is None:
        raise InputError(
            msg("Only an installation can ask its page."), where="--live", mend=msg("Name its --config FILE.")
        )
    loaded = read_directory(file or directory_file(configuration))
    problems = (*loaded.problems, *french_faults(loaded), *unknown_offices(loaded, configuration))
    if problems:
        _show_problems(problems, json=json)
        raise SystemExit(EXIT_CHECK_FAILED)
    if not live and against is None:
        _tell_valid(loaded.directory, json=json)
        _tell_unkept(loaded.directory, configuration)
        return
    facts = saved_pages(against) if against else []
    accounts = configuration.settings.offices.account_office if configuration else {}
    if live and configuration is not None:
        facts += asked_pages(configuration)
    found, unknown = compared(loaded.directory, facts, office or (accounts.get("facebook", "") if live else ""))
    show_differences(found, unknown, json=json)
    if found or unknown:
        raise SystemExit(EXIT_CHECK_FAILED)


def show_directory(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Show the directory."""
    from smbot.core.clock import SystemClock
    from smbot.offices.hours_in_words import week_in_words
    from smbot.offices.opening import is_open, next_opening

    directory = directory_of(configuration_of(config))
    now, reader = SystemClock().now(), _reader()
    if json:
        moments = {office.id: next_opening(office, now) for office in directory.offices}
        show_json(
            {
                **directory.model_dump(mode="json", exclude={"offices"}),
                "offices": [
                    {
                        **office.model_dump(mode="json", exclude={"hours"}),
                        "hours": {
                            day: [str(one) for one in openings]
                            for day, openings in zip(type(office.hours).model_fields, office.hours.days, strict=True)
                        },
                        "open": is_open(office, now),
                        "next_opening": (opens := moments[office.id]) and opens.isoformat(),
                    }
                    for office in directory.offices
                ],
            }
        )
        return
    columns = (tr("Office"), tr("Name"), tr("Greets first in"), tr("Hours"), tr("Now"), tr("Programs"))
    table(
        columns,
        [
            (
                one.id,
                one.name.get(reader),
                one.first_language,
                week_in_words(one.hours, reader),
                tr("open") if is_open(one, now) else tr("closed"),
                ", ".join(one.programs),
            )
            for one in directory.offices
        ],
    )
    for body in directory.other_bodies:
        show(f"{body.id}\t{body.name.get(reader)}\t{body.does.get(reader)}")


def _reader() -> Literal["en", "fr"]:
    return "fr" if language() == "fr" else "en"


def _show_problems(problems: "Sequence[Problem]", *, json: bool) -> None:
    if json:
        show_json(
            [{"where": p.where, "what": say(p.what, language()), "mend": say(p.mend, language())} for p in problems]
        )
        return
    for problem in problems:
        show(f"{named(problem.where, say(problem.what, language()))}\n  → {say(problem.mend, language())}")


def _tell_valid(directory: "Directory", *, json: bool) -> None:
    if json:
        show_json([])
        return
    tell(
        msg(
            "The directory holds: {programs} programs, {services} services, {offices} offices, {bodies} other bodies.",
            programs=len(directory.programs),
            services=len(directory.services),
            offices=len(directory.offices),
            bodies=len(directory.other_bodies),
        )
    )


def _tell_unkept(directory: "Directory", configuration: "Configuration | None") -> None:
    """Advise where nobody answers in a language that is offered: it is no mistake of the file."""
    from smbot.offices.offer import unkept

    if configuration is None:
        return
    for office, kind, spoken in unkept(directory, configuration.settings.organisation.offer):
        tell(
            msg(
                "Service is offered in {language} at {office}, and nobody answers in it there ({channel}).",
                language=LANGUAGE_NAMES[spoken],
                office=office,
                channel=kind,
            )
        )

"""`smbot directory check|show` and `smbot offer texts|report`: the directory of offices, and the offer made from it."""

import json as json_format
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.output import EXIT_CHECK_FAILED, language, named, read_text, show, show_json, speak, table, tell, tr
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.messages import Message, msg, say

if TYPE_CHECKING:
    from smbot.offices.facts import Difference, PageFacts, PageTeller
    from smbot.offices.load import Loaded
    from smbot.offices.model import Directory, Office
    from smbot.offices.problem import Problem
    from smbot.offices.report import Kept, OfferReport
    from smbot.offices.texts import Speaker
    from smbot.settings import Configuration

OfficeOption = Annotated[str, typer.Option("--office", metavar="ID", help=tr("The office, by its id."))]

KINDS: Mapping[str, Message] = {
    "signature": msg("Signature block"),
    "voice_mail": msg("Voice mail"),
    "out_of_office": msg("Out of office"),
}
LANGUAGE_NAMES: Mapping[str, Message] = {"en": msg("English"), "fr": msg("French")}
DAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


def build_directory() -> typer.Typer:
    """Return the commands of the directory."""
    app = typer.Typer(no_args_is_help=True)
    app.command("check", help=tr("Check the directory, or compare it with what our page says."))(check)
    app.command("show", help=tr("Offices with their hours, programs, and other bodies."))(show_directory)
    return app


def build_offer() -> typer.Typer:
    """Return the commands of the active offer."""
    app = typer.Typer(no_args_is_help=True)
    app.command("report", help=tr("Proof of the active offer reply by reply, waits by language, and the right door."))(
        report
    )
    app.command("texts", help=tr("Signature block, voice mail, automatic messages and counter sign, to copy."))(texts)
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

    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    configuration = _configuration(config) if config else None
    if live and configuration is None:
        raise InputError(
            msg("Only an installation can ask its page."), where="--live", mend=msg("Name its --config FILE.")
        )
    loaded = _read(file or _directory_file(configuration))
    problems = (*loaded.problems, *french_faults(loaded), *unknown_offices(loaded, configuration))
    if problems:
        _show_problems(problems, json=json)
        raise SystemExit(EXIT_CHECK_FAILED)
    if not live and against is None:
        _tell_valid(loaded.directory, json=json)
        _tell_unkept(loaded.directory, configuration)
        return
    facts = _saved(against) if against else []
    accounts = configuration.settings.offices.account_office if configuration else {}
    if live and configuration is not None:
        facts += _asked(configuration)
    found, unknown = _compared(loaded.directory, facts, office or (accounts.get("facebook", "") if live else ""))
    _show_differences(found, unknown, json=json)
    if found or unknown:
        raise SystemExit(EXIT_CHECK_FAILED)


def show_directory(config: ConfigOption = DEFAULT_CONFIG, json: JsonOption = False) -> None:
    """Show the directory."""
    from smbot.core.clock import SystemClock
    from smbot.offices.hours_in_words import week_in_words
    from smbot.offices.opening import is_open, next_opening

    directory = _holding(_configuration(config))
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


def texts(
    office: OfficeOption = "",
    sign: Annotated[
        Path | None, typer.Option("--sign", metavar="FILE", help=tr("Write the counter sign to this file, to print."))
    ] = None,
    paper: Annotated[Literal["letter", "a4"], typer.Option("--paper", help=tr("The paper of the sign."))] = "letter",
    lang: Annotated[str, typer.Option("--lang", help=tr("Language of the headings: en or fr."))] = "",
    config: ConfigOption = DEFAULT_CONFIG,
    json: JsonOption = False,
) -> None:
    """Make the texts."""
    from smbot.offices.sign import counter_sign
    from smbot.offices.texts import texts_of
    from smbot.registry import load_platform, platform_names

    speak(lang)
    configuration = _configuration(config)
    speakers = [_speaker(configuration, one) for one in _offices(_holding(configuration), office)]
    if sign is not None and len(speakers) > 1:
        raise InputError(
            msg("A sign is that of one office."),
            where="--sign",
            mend=msg("Add --office with one of: {choices}.", choices=", ".join(one.office.id for one in speakers)),
        )
    rules = [load_platform(name).rules for name in platform_names()]
    made = {one.office.id: (one, texts_of(one, rules)) for one in speakers}
    if sign is not None:
        _write(sign, counter_sign(speakers[0], paper))
    if json:
        show_json(
            [
                {
                    "office": one.office.id,
                    "order": list(one.order),
                    "texts": words,
                    "counter_sign": counter_sign(one, paper),
                }
                for one, words in made.values()
            ]
        )
        return
    titles = {each.platform: each.title for each in rules}
    for one, words in made.values():
        for kind, text in words.items():
            show(f"# {one.office.id}: {_kind(kind, titles)}\n\n{text}\n")
    if sign is None:
        tell(msg("The counter sign is a page to print: add --office ID --sign FILE.html."))


def report(
    since: Annotated[
        str, typer.Option("--from", metavar="DATE", help=tr("The first day, as in 2026-03-02; else thirty days ago."))
    ] = "",
    until: Annotated[str, typer.Option("--to", metavar="DATE", help=tr("The last day; else today."))] = "",
    csv: Annotated[bool, typer.Option("--csv", help=tr("Every reply as comma-separated values."))] = False,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Report."""
    from smbot.bootstrap.offers import offer_report, period_of
    from smbot.cli.opening import acting_member, open_installation
    from smbot.offices.report_csv import offers_csv

    if csv and json:
        raise InputError(msg("Use --json or --csv, not both."))
    application = open_installation(config)
    found = offer_report(application, acting_member(application, member), *period_of(application, since, until))
    if json:
        show_json(_report_json(found))
    elif csv:
        show(offers_csv(found, language()).rstrip("\r\n"))
    else:
        _show_report(found)


def _show_report(found: "OfferReport") -> None:
    from smbot.core.durations import duration

    offers, reader = found.offers, language()
    show(tr("The active offer, {first} to {last}", first=found.first_day, last=found.last_day))
    if not found:
        tell(msg("No reply went out in this time, and nobody knocked at the wrong office."))
        return

    def share(kept: int, of: int) -> str:
        return tr("{percent}%", percent=round(100 * kept / of)) if of else "–"

    def sums(first: str, rows: "Sequence[Kept]") -> None:
        columns = (first, tr("Replies"), tr("Offer made as due"), tr("Share"))
        cells = [(one.name or "–", str(one.replies), str(one.held), share(one.held, one.replies)) for one in rows]
        table(columns, cells)

    count = len(offers.replies)
    show(tr("Replies: {count}. Offer made as due: {held} ({share}).", count=count, held=offers.held,
            share=share(offers.held, count)))  # fmt: skip
    sums(tr("Office"), offers.by_office)
    sums(tr("Employee"), offers.by_employee)
    waits = [
        (one.language, str(one.replies), say(duration(one.median), reader), say(duration(one.ninetieth), reader))
        for one in offers.times
    ]
    table((tr("Language"), tr("Replies"), tr("Median"), tr("Nine in ten waited at most")), waits)
    show(tr("Posts at the wrong office: {wrong}. Led to the right door: {led}.", wrong=found.wrong, led=found.led))
    if found.deflection.share is not None:
        gone, back = found.deflection.deflected, found.deflection.came_back
        show(tr("Did not come back within seven days: {share}.", share=share(gone, gone + back)))


def _report_json(found: "OfferReport") -> dict[str, object]:
    def kept(rows: "Sequence[Kept]") -> list[dict[str, object]]:
        return [{"name": one.name or None, "replies": one.replies, "held": one.held} for one in rows]

    return {
        "from": found.first_day.isoformat(),
        "to": found.last_day.isoformat(),
        "replies": [
            {
                "reply": one.offer.reply,
                "at": one.offer.at.isoformat(),
                "office": one.offer.office or None,
                "employee": one.offer.employee,
                "due": list(one.offer.order),
                "made": list(one.offer.languages),
                "held": one.offer.held,
                "language": one.language,
                "waited_seconds": int(one.waited.total_seconds()),
            }
            for one in found.offers.replies
        ],
        "held": found.offers.held,
        "by_office": kept(found.offers.by_office),
        "by_employee": kept(found.offers.by_employee),
        "times": [
            {
                "language": one.language,
                "replies": one.replies,
                "median_seconds": int(one.median.total_seconds()),
                "ninetieth_seconds": int(one.ninetieth.total_seconds()),
            }
            for one in found.offers.times
        ],
        "wrong_office": {
            "posts": found.wrong,
            "led": found.led,
            "deflected": found.deflection.deflected,
            "came_back": found.deflection.came_back,
            "too_early": found.deflection.too_early,
            "unknown": found.deflection.unknown,
            "share_deflected": found.deflection.share,
        },
    }


def _kind(kind: str, titles: Mapping[str, str]) -> str:
    if kind in KINDS:
        return say(KINDS[kind], language())
    return tr("Automatic message for {platform}", platform=titles[kind.removeprefix("automatic_")])


def known_office(configuration: "Configuration", office_id: str) -> str:
    """Return an office's id, if the directory has it.

    Raises:
        InputError: It has not.
        ConfigurationError: The directory does not hold.
    """
    return next(one.id for one in _offices(_holding(configuration), office_id)) if office_id else ""


def _speaker(configuration: "Configuration", office: "Office") -> "Speaker":
    from smbot.core.offer import order_of
    from smbot.offices.texts import Speaker
    from smbot.offices.words import Bilingual

    organisation = configuration.settings.organisation
    return Speaker(
        organisation=Bilingual(en=organisation.name.en, fr=organisation.name.fr),
        office=office,
        order=order_of(office, organisation.offer),
        standard=Bilingual(en=organisation.service_standard.en, fr=organisation.service_standard.fr),
    )


def _configuration(config: Path) -> "Configuration":
    from smbot import settings

    return settings.load(config)


def _directory_file(configuration: "Configuration | None") -> Path:
    if configuration is not None:
        return configuration.folder(configuration.settings.offices.file)
    from smbot.offices.load import SHIPPED

    return SHIPPED


def _read(file: Path) -> "Loaded":
    from smbot.offices.load import read_directory

    return read_directory(file)


def _holding(configuration: "Configuration") -> "Directory":
    loaded = _read(_directory_file(configuration))
    if loaded.problems:
        raise loaded.problems[0].error()
    return loaded.directory


def _offices(directory: "Directory", office_id: str) -> "Sequence[Office]":
    if office_id and (office := directory.office(office_id)) is not None:
        return [office]
    choices = ", ".join(one.id for one in directory.offices)
    if office_id:
        raise InputError(
            msg("The directory has no office of this id."),
            where=office_id,
            mend=msg("Use one of: {choices}.", choices=choices or "-"),
        )
    if not choices:
        raise ConfigurationError(msg("The directory has no office."), mend=msg("Add yours under offices."))
    return directory.offices


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


def _saved(file: Path) -> "list[PageFacts]":
    """Return what a saved answer of Graph says: one page, or a list of them under `data`."""
    try:
        answer = json_format.loads(read_text(file))
    except ValueError:
        answer = None
    several = answer.get("data", [answer]) if isinstance(answer, dict) else answer
    if not isinstance(several, list) or not all(isinstance(page, dict) for page in several) or not several:
        raise InputError(
            msg("This is not what Facebook says of a page."),
            where=str(file),
            mend=msg("Save the answer to a page's fields hours, phone, location, emails and website as JSON."),
        )
    teller = _facebook()
    return [teller.read_page_facts(page) for page in several]


def _facebook() -> "PageTeller":
    from smbot.offices.facts import PageTeller
    from smbot.registry import load_platform

    adapter = load_platform("facebook")
    if not isinstance(adapter, PageTeller):
        raise ConfigurationError(msg("This version of the platform does not read pages."), where="platforms.facebook")
    return adapter


def _asked(configuration: "Configuration") -> "list[PageFacts]":
    """Ask every connected platform that has such pages."""
    from smbot.bootstrap import Application
    from smbot.logs import configure_logs
    from smbot.offices.facts import PageTeller

    configure_logs(configuration.settings.log.level, configuration.settings.log.format)
    application = Application(configuration)
    connected = [one for one in application.platforms.values() if isinstance(one.adapter, PageTeller)]
    if not connected:
        raise ConfigurationError(
            msg("No platform is connected whose page says hours and addresses."),
            where="platforms.facebook",
            mend=msg("Run: smbot connect facebook"),
        )
    return [
        one.adapter.page_facts(one.settings, one.secrets, application.clock)
        for one in connected
        if isinstance(one.adapter, PageTeller)
    ]


def _compared(
    directory: "Directory", facts: "Sequence[PageFacts]", office_id: str
) -> "tuple[list[Difference], list[str]]":
    """Return the differences, and the pages of which nobody knows which office they stand for."""
    from smbot.offices.facts import differences, office_of

    if office_id:
        _offices(directory, office_id)
    found: list[Difference] = []
    unknown = []
    for page in facts:
        office = office_of(directory, page, named=office_id)
        if office is None:
            unknown.append(page.page)
        else:
            found += differences(office, page)
    return found, unknown


def _show_differences(found: "Sequence[Difference]", unknown: Sequence[str], *, json: bool) -> None:
    from smbot.offices.facts import FIELDS
    from smbot.offices.week import WEEKDAYS

    if json:
        shown = [
            {
                "office": one.office,
                "page": one.page,
                "field": one.field,
                "day": None if one.weekday is None else WEEKDAYS[one.weekday],
                "directory": one.ours,
                "theirs": one.theirs,
            }
            for one in found
        ]
        show_json({"differences": shown, "pages_of_no_office": list(unknown)})
        return
    for page in unknown:
        tell(msg("Which office does the page {page} stand for? Add --office ID.", page=page))
    if not found:
        if not unknown:
            tell(msg("The page says what the directory says."))
        return
    rows = []
    for one in found:
        name = say(FIELDS[one.field], language())
        if one.weekday is not None:
            name = f"{name} ({say(DAYS[one.weekday], language())})"
        rows.append((one.office, name, one.ours, one.theirs or tr("not said"), one.page))
    table((tr("Office"), tr("Field"), tr("Directory"), tr("Page says"), tr("Page")), rows)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(
            msg("The file cannot be written ({error}).", error=type(error).__name__), where=str(file)
        ) from None
    tell(msg("Written: {file}", file=file))

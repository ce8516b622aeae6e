"""`smbot directory check --against|--live`: the directory beside what Facebook says of a page."""

import json as json_format
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from smbot.cli.office_choice import offices_named
from smbot.cli.output import language, read_text, show_json, table, tell, tr
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.messages import msg, say

if TYPE_CHECKING:
    from smbot.offices.facts import Difference, PageFacts, PageTeller
    from smbot.offices.model import Directory
    from smbot.settings import Configuration


DAYS = (
    msg("Monday"),
    msg("Tuesday"),
    msg("Wednesday"),
    msg("Thursday"),
    msg("Friday"),
    msg("Saturday"),
    msg("Sunday"),
)


def saved_pages(file: Path) -> "list[PageFacts]":
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


def asked_pages(configuration: "Configuration") -> "list[PageFacts]":
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


def compared(
    directory: "Directory", facts: "Sequence[PageFacts]", office_id: str
) -> "tuple[list[Difference], list[str]]":
    """Return the differences, and the pages of which nobody knows which office they stand for."""
    from smbot.offices.facts import differences, office_of

    if office_id:
        offices_named(directory, office_id)
    found: list[Difference] = []
    unknown = []
    for page in facts:
        office = office_of(directory, page, named=office_id)
        if office is None:
            unknown.append(page.page)
        else:
            found += differences(office, page)
    return found, unknown


def show_differences(found: "Sequence[Difference]", unknown: Sequence[str], *, json: bool) -> None:
    """Show where the directory and a page say different things."""
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


def _facebook() -> "PageTeller":
    from smbot.offices.facts import PageTeller
    from smbot.registry import load_platform

    adapter = load_platform("facebook")
    if not isinstance(adapter, PageTeller):
        raise ConfigurationError(msg("This version of the platform does not read pages."), where="platforms.facebook")
    return adapter

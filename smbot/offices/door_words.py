"""A door in the words of a reply: who can help, how to reach them, when, and what to bring; pure."""

from collections.abc import Iterator

from smbot.offices.door import Door
from smbot.offices.hours_in_words import week_in_words
from smbot.offices.model import Office
from smbot.offices.words import Language


def door_words(door: Door, language: Language, *, links: bool) -> tuple[str, ...]:
    """Return what a reply can say of a door in one language: all of it first, then less and less.

    The last is who can help, and how to reach them where that is known. `links` says whether a web address may stand
    in it.
    """
    who, how = _who(door, language), _how(door, language, links=links)
    hours = _hours(door, language)
    bring = " ".join(_bring(door, language))
    lead = "For this service: " if language == "en" else "Pour ce service\u00a0: "
    short = ", ".join(part for part in (who, how) if part)
    longer = f"{short}, {hours}" if hours and how else short
    short, longer = _ended(lead + short), _ended(lead + longer)
    found = [f"{longer} {bring}", f"{short} {bring}", longer, short]
    return tuple(dict.fromkeys(text.strip() for text in found))


def _who(door: Door, language: Language) -> str:
    if door.body is not None:
        return door.body.name.get(language)
    [office, *others] = door.offices or (None,)
    if office is not None and not others:
        return office.name.get(language)
    return door.program.name.get(language) if door.program is not None else ""


def _how(door: Door, language: Language, *, links: bool) -> str:
    if door.body is not None:
        site = door.body.site.get(language) if door.body.site and links else ""
        return door.body.phone.get(language) if door.body.phone else site
    if len(door.offices) == 1:
        return _reach(door.offices[0], language, links=links)
    places = [
        f"{office.name.get(language)} ({at})"
        for office in door.offices
        if (at := _reach(office, language, links=links))
    ]
    return ", ".join(places)


def _reach(office: Office, language: Language, *, links: bool) -> str:
    phones = office.reached_by("phone", language)
    if phones:
        return phones[0]
    return office.website.get(language) if office.website and links else ""


def _hours(door: Door, language: Language) -> str:
    """Return the hours of the one office; those of its telephone, if that is how it is reached."""
    if len(door.offices) != 1:
        return ""
    office = door.offices[0]
    phone = next((one for one in office.channels if one.kind == "phone" and language in one.languages), None)
    return week_in_words(phone.hours if phone and phone.hours else office.hours, language)


def _bring(door: Door, language: Language) -> Iterator[str]:
    names = [one.get(language) for one in door.documents]
    if names:
        yield f"What to bring: {', '.join(names)}." if language == "en" else f"À apporter\u00a0: {', '.join(names)}."


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."

"""What a page of ours says of an office, compared with the directory; pure."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from pydantic import BaseModel

from smbot.core.clock import Clock
from smbot.core.messages import Message, msg
from smbot.offices.model import Directory, Office
from smbot.offices.week import WEEKDAYS, Opening


@dataclass(frozen=True, kw_only=True)
class PageFacts:
    """What one public page says of the place that it stands for. "" and None are what it does not say.

    `hours` are the openings of each day, Monday first.
    """

    page: str
    phone: str = ""
    emails: tuple[str, ...] = ()
    website: str = ""
    street: str = ""
    city: str = ""
    postal_code: str = ""
    hours: tuple[tuple[Opening, ...], ...] | None = None


@runtime_checkable
class PageTeller(Protocol):
    """What a platform's adapter has whose pages say hours, addresses and numbers."""

    def page_facts(self, settings: BaseModel, secrets: Mapping[str, str], clock: Clock) -> PageFacts:
        """Ask the platform what our page says.

        Raises:
            PlatformError: It could not be asked.
        """

    def read_page_facts(self, page: Mapping[str, object]) -> PageFacts:
        """Read what the platform's API said of a page, saved before; what is odd counts as not said."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Where a page and the directory disagree; `theirs` is what the page says, "" where it says nothing.

    `weekday` is the day whose hours differ (0 is Monday), None for other fields and for hours as a whole.
    """

    office: str
    page: str
    field: str
    ours: str
    theirs: str
    weekday: int | None = None


FIELDS: Mapping[str, Message] = {
    "hours": msg("hours"),
    "phone": msg("phone"),
    "email": msg("e-mail"),
    "website": msg("website"),
    "street": msg("street"),
    "city": msg("city"),
    "postal_code": msg("postal code"),
}
"""The fields that are compared, with their names."""


def office_of(directory: Directory, facts: PageFacts, *, named: str = "") -> Office | None:
    """Return the office that a page stands for: the one named, else by postal code or number, else the only one."""
    if named:
        return directory.office(named)
    tests: tuple[Callable[[Office], bool], ...] = (
        lambda one: one.address is not None and _letters(one.address.postal_code) == _letters(facts.postal_code),
        lambda one: _digits(facts.phone) in {_digits(number) for number in _numbers(one)},
    )
    for holds in tests:
        fitting = [one for one in directory.offices if holds(one)]
        if len(fitting) == 1:
            return fitting[0]
    return directory.offices[0] if len(directory.offices) == 1 else None


def differences(office: Office, facts: PageFacts) -> tuple[Difference, ...]:
    """Return what the page says otherwise than the directory, or leaves out of hours, numbers and address."""
    found = [*_hours(office, facts), *_phone(office, facts), *_address(office, facts), *_elsewhere(office, facts)]
    return tuple(
        Difference(office=office.id, page=facts.page, field=one.name, ours=one.ours, theirs=one.theirs, weekday=one.day)
        for one in found
    )


@dataclass(frozen=True, kw_only=True)
class _Found:
    name: str
    ours: str
    theirs: str
    day: int | None = field(default=None)


def _hours(office: Office, facts: PageFacts) -> Iterator[_Found]:
    if facts.hours is None:
        if any(office.hours.days):
            days = (f"{day} {_openings(own)}" for day, own in zip(WEEKDAYS, office.hours.days, strict=True) if own)
            yield _Found(name="hours", ours="; ".join(days), theirs="")
        return
    for day, (ours, theirs) in enumerate(zip(office.hours.days, facts.hours, strict=True)):
        if ours != theirs:
            yield _Found(name="hours", ours=_openings(ours), theirs=_openings(theirs), day=day)


def _phone(office: Office, facts: PageFacts) -> Iterator[_Found]:
    numbers = _numbers(office)
    if numbers and _digits(facts.phone) not in {_digits(number) for number in numbers}:
        yield _Found(name="phone", ours=numbers[0], theirs=facts.phone)


def _address(office: Office, facts: PageFacts) -> Iterator[_Found]:
    if (address := office.address) is None:
        return
    if _street(facts.street) not in {_street(street) for street in address.street.both}:
        yield _Found(name="street", ours=address.street.en, theirs=facts.street)
    if _letters(facts.city) not in {_letters(city) for city in address.city.both}:
        yield _Found(name="city", ours=address.city.en, theirs=facts.city)
    if _letters(facts.postal_code) != _letters(address.postal_code):
        yield _Found(name="postal_code", ours=address.postal_code, theirs=facts.postal_code)


def _elsewhere(office: Office, facts: PageFacts) -> Iterator[_Found]:
    """Compare what a page may leave out, and must not say otherwise."""
    own = office.reached_by("email")
    for email in facts.emails:
        if own and email.casefold() not in {each.casefold() for each in own}:
            yield _Found(name="email", ours=own[0], theirs=email)
    sites = office.website.both if office.website else ()
    if sites and facts.website and _site(facts.website) not in {_site(site) for site in sites}:
        yield _Found(name="website", ours=sites[0], theirs=facts.website)


def _numbers(office: Office) -> tuple[str, ...]:
    return (*office.reached_by("phone"), *office.numbers)


def _openings(openings: Sequence[Opening]) -> str:
    return ", ".join(map(str, openings)) or "-"


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in folded if c.isalnum())


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits


_SHORT: Mapping[str, str] = {
    "avenue": "av",
    "ave": "av",
    "boulevard": "bd",
    "blvd": "bd",
    "boul": "bd",
    "drive": "dr",
    "road": "rd",
    "route": "rte",
    "street": "st",
    "saint": "st",
    "sainte": "ste",
    "suite": "ste",
    "bureau": "bur",
    "north": "n",
    "nord": "n",
    "south": "s",
    "sud": "s",
    "east": "e",
    "est": "e",
    "west": "w",
    "ouest": "o",
}


def _street(text: str) -> tuple[str, ...]:
    """Return a street as words, long and short forms alike."""
    words = re.findall(r"[^\W_]+", "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if c.isascii()))
    return tuple(_SHORT.get(word, word) for word in words)


def _site(address: str) -> str:
    return re.sub(r"^https?://(?:www\.)?", "", address.strip().casefold()).rstrip("/")

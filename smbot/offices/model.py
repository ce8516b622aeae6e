"""The directory: what our file says about programs, services, offices, and the bodies that do what we do not."""

import re
from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from smbot.offices.week import Opening, Week, in_order
from smbot.offices.words import Bilingual, Either, FromFile, Language, WordLists, as_text

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Province = Literal["AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT"]
Calendar = Literal["province", "federal", "customary"]
"""Holidays: those that the province's law sets, those of the federal public service, and what custom adds there."""

ChannelKind = Literal["phone", "email", "counter", "secure_page"]

_PHONE = re.compile(
    r"(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?:,?\s?(?:x|ext\.?|poste)\s?\d{1,6})?|\d{3}", re.IGNORECASE
)
_EMAIL = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+\.[^@\s<>,;:\"]+")
_SITE = re.compile(r"https://[^\s/?#@]+(?:/\S*)?")
_POSTAL_CODE = re.compile(r"[A-Z]\d[A-Z] \d[A-Z]\d")


def _shaped(pattern: re.Pattern[str], kind: str, value: str, field: str = "") -> str:
    """Return a value that has its shape; `field` is where it stands, below what is being checked."""
    if not pattern.fullmatch(value):
        raise PydanticCustomError("shape", "not a {kind}", {"kind": kind, "field": field})
    return value


def _phones(value: Bilingual) -> Bilingual:
    for text in value.both:
        _shaped(_PHONE, "phone", text)
    return value


def _sites(value: Bilingual) -> Bilingual:
    for text in value.both:
        _shaped(_SITE, "site", text)
    return value


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise PydanticCustomError("shape", "not a {kind}", {"kind": "time_zone"})
    return name


Phone = Annotated[str, BeforeValidator(as_text), AfterValidator(lambda value: _shaped(_PHONE, "phone", value))]
Site = Annotated[Either, AfterValidator(_sites)]


class Program(FromFile):
    """What we are there for, with the words that people use for it."""

    id: Id
    name: Bilingual
    words: WordLists = WordLists()


class Service(FromFile):
    """One service of a program: what to bring, where it is offered online, and how soon it is done.

    `standard` ends a sentence, as in "within ten working days".
    """

    id: Id
    program: Id
    name: Bilingual
    words: WordLists = WordLists()
    documents: tuple[Bilingual, ...] = ()
    online: Site | None = None
    standard: Bilingual | None = None


class Address(FromFile):
    """Where a counter is; the city may be written once for both languages."""

    street: Bilingual
    city: Either
    postal_code: Annotated[str, AfterValidator(lambda value: _shaped(_POSTAL_CODE, "postal_code", value))]


class Special(FromFile):
    """Other hours than the week's, on one day or on each day up to `until`: no hours, and the office is closed."""

    date: Day
    until: Day | None = None
    hours: Annotated[tuple[Opening, ...], AfterValidator(in_order)] = ()
    reason: Bilingual

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.until is not None and self.until < self.date:
            raise PydanticCustomError("until", "before date")
        return self

    def covers(self, day: Day) -> bool:
        """Say whether `day` is one of them."""
        return self.date <= day <= (self.until or self.date)


class Channel(FromFile):
    """One way to reach an office: `at` is its number or address, `languages` those in which somebody answers.

    Its `hours` are the office's where it has none of its own. A counter stands at the office's address.
    """

    kind: ChannelKind
    at: Either | None = None
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    hours: Week | None = None

    @model_validator(mode="after")
    def _at_is_of_its_kind(self) -> Self:
        pattern = {"phone": _PHONE, "email": _EMAIL, "secure_page": _SITE}.get(self.kind)
        if (self.at is None) != (pattern is None):
            raise PydanticCustomError("at", "at or no at")
        if self.at is not None and pattern is not None:
            for text in self.at.both:
                _shaped(pattern, self.kind, text, "at")
        return self


class Office(FromFile):
    """An office. `first_language` is the one in which it greets first.

    Where the file does not say, French comes first in Quebec and English elsewhere (Treasury Board, Policy on
    Official Languages and its directives).
    """

    id: Id
    name: Bilingual
    programs: tuple[Id, ...] = ()
    words: WordLists = WordLists()
    province: Province
    time_zone: Annotated[str, AfterValidator(_zone)]
    first_language: Language
    address: Address | None = None
    website: Site | None = None
    hours: Week = Week()
    exceptions: tuple[Special, ...] = ()
    holidays: tuple[Calendar, ...] = ("province",)
    channels: tuple[Channel, ...] = ()
    numbers: tuple[Phone, ...] = ()
    accounts: dict[str, Annotated[str, Field(min_length=1)]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _order_by_province(cls, data: object) -> object:
        if isinstance(data, dict) and "first_language" not in data:
            return {**data, "first_language": "fr" if data.get("province") == "QC" else "en"}
        return data

    @model_validator(mode="after")
    def _a_counter_has_an_address(self) -> Self:
        if self.address is None and any(channel.kind == "counter" for channel in self.channels):
            raise PydanticCustomError("counter", "counter without address")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """Return its time zone."""
        return ZoneInfo(self.time_zone)

    def reached_by(self, kind: ChannelKind, language: Language | None = None) -> tuple[str, ...]:
        """Return the numbers or addresses of a kind of channel; those that `language` is to read, if one is named."""
        there = [one for one in self.channels if one.kind == kind and one.at is not None]
        if language is None:
            return tuple(dict.fromkeys(text for one in there if one.at for text in one.at.both))
        # Who answers in the language of the reader comes first.
        there.sort(key=lambda one: language not in one.languages)
        return tuple(one.at.get(language) for one in there if one.at)


class OtherBody(FromFile):
    """A body that does what people ask us for by mistake, as it presents itself in public."""

    id: Id
    name: Bilingual
    does: Bilingual
    words: WordLists
    phone: Annotated[Either, AfterValidator(_phones)] | None = None
    site: Site | None = None

    @model_validator(mode="after")
    def _can_be_reached(self) -> Self:
        if self.phone is None and self.site is None:
            raise PydanticCustomError("reach", "phone or site")
        return self


class Directory(FromFile):
    """Everything that the file says. Ids are unique among things of a kind, and every `program` named is there."""

    programs: tuple[Program, ...] = ()
    services: tuple[Service, ...] = ()
    offices: tuple[Office, ...] = ()
    other_bodies: tuple[OtherBody, ...] = ()

    def office(self, office_id: str) -> Office | None:
        """Return the office of this id, or None."""
        return next((one for one in self.offices if one.id == office_id), None)

    def services_of(self, program: str) -> tuple[Service, ...]:
        """Return the services of a program."""
        return tuple(one for one in self.services if one.program == program)

    def offices_of(self, program: str) -> tuple[Office, ...]:
        """Return the offices that serve a program."""
        return tuple(one for one in self.offices if program in one.programs)

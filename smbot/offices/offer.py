"""The active offer: in which order an office greets, who can go on in which language, and proof that it was made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from smbot.core.events import Act, Detail, Event
from smbot.core.offer import Greets, Order, order_of
from smbot.core.roles import Member, Permission
from smbot.offices.model import ChannelKind, Directory
from smbot.offices.words import LANGUAGES, Language, Offer

Because = Literal["home office", "account", "organisation"]

_GREETED: Mapping[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:hello|good (?:morning|afternoon|evening|day))\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:bonjour|bonsoir|bon matin)\b", re.IGNORECASE),
}
OPENING = 80
"""Characters within which a greeting stands: the offer comes first, or it is none."""


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """The order of a greeting, the office that set it ("" where none did), and why that one."""

    order: Order
    office: str
    because: Because


def greeting_order(
    directory: Directory, organisation: Greets, offer: Offer, *, home_office: str = "", account_office: str = ""
) -> Ordered:
    """Return in which order a reply greets.

    By the home office of who approves it, from wherever they work; else by the office of the account that answers;
    else by the organisation's own order. An office that the directory does not have sets none.
    """
    candidates: tuple[tuple[str, Because], ...] = ((home_office, "home office"), (account_office, "account"))
    for name, because in candidates:
        office = directory.office(name)
        if office is not None:
            return Ordered(order=order_of(office, offer), office=office.id, because=because)
    return Ordered(order=order_of(organisation, offer), office="", because="organisation")


def unkept(directory: Directory, offer: Offer) -> tuple[tuple[str, ChannelKind, Language], ...]:
    """Return the office, kind of channel and language for which the offer is made and nobody answers."""
    return tuple(
        (office.id, kind, language)
        for office in directory.offices
        for kind in dict.fromkeys(channel.kind for channel in office.channels)
        for language in order_of(office, offer)
        if not any(language in one.languages for one in office.channels if one.kind == kind)
    )


def languages_made(text: str) -> Order:
    """Return the languages in which a text greets at its beginning, in the order in which they stand there."""
    opening = text[:OPENING]
    found = {language: match.start() for language in LANGUAGES if (match := _GREETED[language].search(opening))}
    return tuple(sorted(found, key=lambda language: found[language]))


def hand_over_to(
    members: Sequence[Member], language: Language, *, office: str = "", but: str = ""
) -> tuple[Member, ...]:
    """Return the colleagues who can take a case over in `language`: those of `office` first, then by name.

    `but` is the name of who hands it over.
    """
    able = [one for one in members if language in one.serves and one.name != but and one.may(Permission.WORK_QUEUE)]
    return tuple(sorted(able, key=lambda one: (not office or one.office != office, one.name.casefold())))


@dataclass(frozen=True, kw_only=True)
class OfferMade:
    """An offer as one reply made it: the `order` that was due, and the `languages` in which its text did greet."""

    reply: str
    office: str
    employee: str
    order: Order
    languages: Order
    at: datetime

    @property
    def held(self) -> bool:
        """Say whether the offer was made in full, in the order that was due."""
        return self.languages == self.order


def offer_event(made: OfferMade) -> Event:
    """Return an offer as the audit log keeps it; the log adds the time."""
    detail: dict[str, Detail] = {
        "office": made.office,
        "order": list(made.order),
        "languages": list(made.languages),
    }
    return Event(act=Act.OFFER_MADE, actor=made.employee, subject=made.reply, detail=detail)


def offer_of_event(event: Event, at: datetime) -> OfferMade:
    """Return the offer of an event that `offer_event` made."""
    return OfferMade(
        reply=event.subject,
        office=str(event.detail.get("office", "")),
        employee=event.actor,
        order=_order(event.detail.get("order")),
        languages=_order(event.detail.get("languages")),
        at=at,
    )


def _order(value: Detail) -> Order:
    names = value if isinstance(value, list) else []
    return tuple(name for name in names if name in LANGUAGES)

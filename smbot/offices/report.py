"""The proof of the active offer, reply by reply, with response times by language, and the share deflected; pure."""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.offices.model import Directory
from smbot.offices.offer import OfferMade


@dataclass(frozen=True, kw_only=True)
class Answered:
    """A reply with its offer: when its author wrote, and in which language they are served."""

    offer: OfferMade
    asked_at: datetime
    language: str

    @property
    def waited(self) -> timedelta:
        """Return how long the author waited."""
        return max(self.offer.at - self.asked_at, timedelta(0))


@dataclass(frozen=True, kw_only=True)
class Kept:
    """How many replies an office or an employee sent, and how many of them made the offer that was due."""

    name: str
    replies: int
    held: int


@dataclass(frozen=True, kw_only=True)
class Times:
    """How long those who are served in one language waited; `ninetieth` is the wait that nine in ten did not exceed."""

    language: str
    replies: int
    median: timedelta
    ninetieth: timedelta


@dataclass(frozen=True, kw_only=True)
class OffersReport:
    """Every reply, oldest first, then the sums. What an employee did is for their manager alone to see."""

    replies: tuple[Answered, ...]
    by_office: tuple[Kept, ...]
    by_employee: tuple[Kept, ...]
    times: tuple[Times, ...]

    @property
    def held(self) -> int:
        """Return how many replies made the offer that was due."""
        return sum(one.offer.held for one in self.replies)


@dataclass(frozen=True, kw_only=True)
class WrongOfficePost:
    """A post that knocked at the wrong door, with our answers that are out: when, and their words."""

    author: str
    answers: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, kw_only=True)
class WrongOffice:
    """A reply that showed somebody to the right door. `author` is a pseudonym."""

    author: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Deflection:
    """What became of those replies: the author `came_back` within the time given, or not (`deflected`).

    `too_early` are those whose time is not over yet; of `unknown` ones the platform does not say who they are.
    """

    deflected: int
    came_back: int
    too_early: int
    unknown: int

    @property
    def share(self) -> float | None:
        """Return the share deflected of those of whom it is known, 0 to 1, or None where it is known of nobody."""
        told = self.deflected + self.came_back
        return self.deflected / told if told else None


@dataclass(frozen=True, kw_only=True)
class OfferReport:
    """What the active offer did from `first_day` to `last_day`, the days where the body is.

    `wrong` counts posts of that time at the wrong office, `led` those of them whose answer names a door.
    """

    first_day: date
    last_day: date
    offers: OffersReport
    wrong: int
    led: int
    deflection: Deflection

    def __bool__(self) -> bool:
        """Say whether there is anything to report."""
        return bool(self.offers.replies or self.wrong)


def led_to_a_door(posts: Sequence[WrongOfficePost], directory: Directory) -> tuple[WrongOffice, ...]:
    """Return the first answer to each post that names a body, program or office of the directory, or its number."""
    doors = door_names(directory)
    found = []
    for post in posts:
        led = next((at for at, text in sorted(post.answers) if names_a_door(text, doors)), None)
        if led is not None:
            found.append(WrongOffice(author=post.author, at=led))
    return tuple(found)


def door_names(directory: Directory) -> tuple[str, ...]:
    """Return everything by which a reply can name a door, folded."""
    names: list[str] = []
    for body in directory.other_bodies:
        names += [*body.name.both, *(body.phone.both if body.phone else ()), *(body.site.both if body.site else ())]
    for program in directory.programs:
        names += program.name.both
    for office in directory.offices:
        names += [*office.name.both, *(office.website.both if office.website else ())]
        names += [text for channel in office.channels if channel.at for text in channel.at.both]
    return tuple(name.casefold() for name in names)


def names_a_door(text: str, doors: Sequence[str]) -> bool:
    """Say whether a reply's text has one of these names, as a whole."""
    folded = text.casefold()
    there = [door for door in doors if door in folded]  # most texts name none: no pattern need be made
    return any(re.search(rf"(?<!\w){re.escape(door)}(?!\w)", folded) for door in there)


def offers_made(rows: Sequence[Answered]) -> OffersReport:
    """Return the report on these replies."""
    replies = tuple(sorted(rows, key=lambda one: (one.offer.at, one.offer.reply)))
    waits: defaultdict[str, list[timedelta]] = defaultdict(list)
    for one in replies:
        waits[one.language].append(one.waited)
    return OffersReport(
        replies=replies,
        by_office=_kept(replies, lambda offer: offer.office),
        by_employee=_kept(replies, lambda offer: offer.employee),
        times=tuple(_times(language, several) for language, several in sorted(waits.items())),
    )


def deflected(
    replies: Sequence[WrongOffice],
    posts: Mapping[str, Sequence[datetime]],
    *,
    now: datetime,
    within: timedelta = timedelta(days=7),
) -> Deflection:
    """Count the authors who did not write again `within` that time of being shown the right door.

    `posts` are, by pseudonym, when authors wrote to us.
    """
    counts = {"deflected": 0, "came_back": 0, "too_early": 0, "unknown": 0}
    for reply in replies:
        if reply.author.startswith(UNKNOWN_AUTHOR):
            counts["unknown"] += 1
        elif any(reply.at < at <= reply.at + within for at in posts.get(reply.author, ())):
            counts["came_back"] += 1
        elif now < reply.at + within:
            counts["too_early"] += 1
        else:
            counts["deflected"] += 1
    return Deflection(**counts)


def _kept(replies: Sequence[Answered], name: Callable[[OfferMade], str]) -> tuple[Kept, ...]:
    sorted_out: defaultdict[str, list[bool]] = defaultdict(list)
    for one in replies:
        sorted_out[name(one.offer)].append(one.offer.held)
    return tuple(Kept(name=each, replies=len(held), held=sum(held)) for each, held in sorted(sorted_out.items()))


def _times(language: str, waits: Sequence[timedelta]) -> Times:
    ordered = sorted(waits)
    # The nearest rank: a wait that somebody had, not one between two.
    ninetieth = ordered[math.ceil(0.9 * len(ordered)) - 1]
    return Times(
        language=language,
        replies=len(ordered),
        median=timedelta(seconds=median(each.total_seconds() for each in ordered)),
        ninetieth=ninetieth,
    )

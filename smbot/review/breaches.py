"""Reports of breaches of privacy: what a register must hold, kept in versions. Texts are masked before they are kept.

The fields are the common ground of what is asked for by the federal Directive on Privacy Practices (appendix B),
section 36.3 of British Columbia's act, and Quebec's regulation on confidentiality incidents (its register): what, when,
who was affected, which information, why, how grave, what was done, who was told and when.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol

from smbot.core.clock import Clock
from smbot.core.errors import Conflict, InputError, NotAllowed
from smbot.core.events import Act, Detail, Event
from smbot.core.messages import Message, msg
from smbot.core.roles import Member, Permission, demand
from smbot.core.words import ENTITIES

Values = Mapping[str, str | list[str]]
LONGEST_TEXT: Final = 4_000
LONGEST_LINE: Final = 200
MOST_PEOPLE: Final = 50_000_000


class FieldKind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    MANY = "many"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. A choice has `choices`, the first of which says that it is not known yet."""

    name: str
    title: Message
    kind: FieldKind = FieldKind.TEXT
    needed: bool = False
    choices: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Part:
    """Fields under one heading."""

    title: Message
    fields: tuple[Field, ...]


_LEVELS: Final = {"": msg("not judged yet"), "low": msg("low"), "medium": msg("medium"), "high": msg("high")}
_TOLD: Final = {"": msg("not decided yet"), "told": msg("told"), "not-needed": msg("not needed"), "later": msg("later")}

PARTS: Final = (
    Part(
        title=msg("What happened"),
        fields=(
            Field(name="title", title=msg("Title, without names"), kind=FieldKind.LINE, needed=True),
            Field(
                name="standing",
                title=msg("State"),
                kind=FieldKind.CHOICE,
                choices={"": msg("open"), "closed": msg("closed")},
            ),
            Field(name="what", title=msg("Circumstances"), needed=True),
            Field(name="from", title=msg("Happened on, or from"), kind=FieldKind.DATE),
            Field(name="until", title=msg("Until"), kind=FieldKind.DATE),
            Field(name="discovered", title=msg("Discovered on"), kind=FieldKind.DATE, needed=True),
            Field(name="discovered-how", title=msg("Discovered how, and by which function"), kind=FieldKind.LINE),
            Field(
                name="cause",
                title=msg("Cause"),
                kind=FieldKind.CHOICE,
                choices={
                    "": msg("not known yet"),
                    "own-post": msg("the person published it themselves"),
                    "mistake": msg("a mistake by somebody who works for us"),
                    "fault": msg("a fault of a system"),
                    "access": msg("access without authority"),
                    "attack": msg("an attack"),
                    "loss": msg("loss or theft"),
                    "other": msg("another cause"),
                },
            ),
            Field(name="cause-told", title=msg("The cause in words")),
        ),
    ),
    Part(
        title=msg("Whom it concerns, and which information"),
        fields=(
            Field(name="people", title=msg("Number of people"), kind=FieldKind.NUMBER),
            Field(
                name="people-how",
                title=msg("How the number is known"),
                kind=FieldKind.CHOICE,
                choices={"": msg("not known yet"), "counted": msg("counted"), "estimated": msg("estimated")},
            ),
            Field(name="people-quebec", title=msg("Of them in Quebec"), kind=FieldKind.NUMBER),
            Field(
                name="information",
                title=msg("Kinds of information"),
                kind=FieldKind.MANY,
                choices=ENTITIES,
            ),
            Field(name="information-other", title=msg("Other kinds, or why they are not known"), kind=FieldKind.LINE),
        ),
    ),
    Part(
        title=msg("How grave it is"),
        fields=(
            Field(name="sensitivity", title=msg("How sensitive"), kind=FieldKind.CHOICE, choices=_LEVELS),
            Field(name="consequences", title=msg("What may follow for the people")),
            Field(name="likelihood", title=msg("How likely misuse is"), kind=FieldKind.CHOICE, choices=_LEVELS),
            Field(
                name="serious",
                title=msg("Real risk of serious harm"),
                kind=FieldKind.CHOICE,
                choices={"": msg("not judged yet"), "yes": msg("yes"), "no": msg("no")},
            ),
            Field(name="serious-why", title=msg("Why, and who was consulted")),
        ),
    ),
    Part(
        title=msg("What was done"),
        fields=(
            Field(name="measures", title=msg("To contain it and to lessen the harm")),
            Field(name="prevention", title=msg("So that it does not happen again")),
        ),
    ),
    Part(
        title=msg("Who was told"),
        fields=(
            Field(name="regulator", title=msg("The commissioner"), kind=FieldKind.CHOICE, choices=_TOLD),
            Field(name="regulator-name", title=msg("Which commissioner or central body"), kind=FieldKind.LINE),
            Field(name="regulator-on", title=msg("Commissioner told on"), kind=FieldKind.DATE),
            Field(name="persons", title=msg("The people concerned"), kind=FieldKind.CHOICE, choices=_TOLD),
            Field(name="persons-on", title=msg("People told on"), kind=FieldKind.DATE),
            Field(name="persons-how", title=msg("How they were told, or why not, or why by public notice")),
            Field(name="others", title=msg("Others who were told, such as the police, and when")),
            Field(name="contact", title=msg("Who answers questions about it (function)"), kind=FieldKind.LINE),
        ),
    ),
)
FIELDS: Final = {each.name: each for part in PARTS for each in part.fields}


@dataclass(frozen=True, kw_only=True)
class Breach:
    """One version of a report; `subject` is the post or case that it began with."""

    number: int
    version: int
    at: datetime
    by: str
    subject: str
    fields: Values

    @property
    def is_open(self) -> bool:
        """Say whether something may still be to do."""
        return self.fields.get("standing") != "closed"

    def line(self, name: str) -> str:
        """Return a field that is no list."""
        value = self.fields.get(name, "")
        return value if isinstance(value, str) else ", ".join(value)


class BreachTransaction(Protocol):
    """What reports need of a transaction."""

    def next_breach(self) -> int: ...  # noqa: D102
    def breach(self, number: int) -> list[Breach]: ...  # noqa: D102
    def breaches(self) -> list[Breach]: ...  # noqa: D102
    def keep_breach(self, breach: Breach) -> None: ...  # noqa: D102
    def record(self, event: Event) -> None: ...  # noqa: D102


class BreachStore(Protocol):
    """Opens transactions for reports."""

    def write(self) -> AbstractContextManager[BreachTransaction]: ...  # noqa: D102
    def read(self) -> AbstractContextManager[BreachTransaction]: ...  # noqa: D102


def understood(typed: Mapping[str, str | Sequence[str]], mask: Callable[[str], str]) -> Values:
    """Return what was filled in, masked; unknown fields are left out.

    Raises:
        InputError: A needed field is empty, or a date, a number or a choice is none.
    """
    values: dict[str, str | list[str]] = {}
    for name, each in FIELDS.items():
        given = typed.get(name, "")
        if each.kind == FieldKind.MANY:
            chosen = [given] if isinstance(given, str) else list(given)
            values[name] = sorted({one for one in chosen if one in each.choices})
            continue
        text = (given if isinstance(given, str) else " ".join(given)).replace("\r\n", "\n").strip()
        _check(each, text)
        values[name] = mask(text) if text and each.kind in {FieldKind.LINE, FieldKind.TEXT} else text
    if values["until"] and str(values["until"]) < str(values["from"]):
        raise InputError(msg("It cannot have ended before it began."), where=FIELDS["until"].name)
    return values


def _check(each: Field, text: str) -> None:
    if each.needed and not text:
        raise InputError(msg("Fill in: {field}.", field=each.title), where=each.name)
    longest = LONGEST_TEXT if each.kind == FieldKind.TEXT else LONGEST_LINE
    if len(text) > longest:
        raise InputError(msg("{field}: at most {count} characters.", field=each.title, count=longest), where=each.name)
    if each.kind == FieldKind.DATE and text:
        try:
            date.fromisoformat(text)
        except ValueError:
            wrong = msg("{field}: write year-month-day, such as 2026-03-04.", field=each.title)
            raise InputError(wrong, where=each.name) from None
    if each.kind == FieldKind.NUMBER and text and not (text.isascii() and text.isdigit() and int(text) <= MOST_PEOPLE):
        raise InputError(msg("{field}: write a number, in digits alone.", field=each.title), where=each.name)
    if each.kind == FieldKind.CHOICE and text not in each.choices:
        raise InputError(msg("{field}: choose one of the list.", field=each.title), where=each.name)


@dataclass(frozen=True, kw_only=True)
class Breaches:
    """The acts. `mask` masks what was typed."""

    store: BreachStore
    clock: Clock
    mask: Callable[[str], str]

    def keep(
        self,
        member: Member,
        typed: Mapping[str, str | Sequence[str]],
        *,
        number: int = 0,
        seen_version: int = 0,
        subject: str = "",
    ) -> int:
        """Keep a new report, or a new version of one; return its number. No version is ever changed.

        A button pressed twice begins one report: where the newest one is the same person's, word for word, its number
        is returned.

        Raises:
            NotAllowed: No right, or there is no such report.
            Conflict: Somebody wrote a version since.
            InputError: See `understood`.
        """
        demand(member, Permission.CORRECT_MASKS)
        values = understood(typed, self.mask)
        with self.store.write() as tx:
            before = tx.breach(number) if number else []
            if number and not before:
                raise NotAllowed(msg("There is no such report."))
            if before and before[0].version != seen_version:
                raise Conflict(
                    msg("Somebody wrote a version of this report first."),
                    mend=msg("Copy what you typed, look at theirs, and write yours anew."),
                )
            twin = next(iter(tx.breaches()), None) if not number else None
            if twin and (twin.by, twin.subject, twin.fields) == (member.name, subject, values):
                return twin.number
            kept = Breach(
                number=number or tx.next_breach(),
                version=before[0].version + 1 if before else 1,
                at=self.clock.now(),
                by=member.name,
                subject=before[0].subject if before else subject,
                fields=values,
            )
            tx.keep_breach(kept)
            detail: dict[str, Detail] = {
                "breach": kept.number,
                "version": kept.version,
                "standing": kept.line("standing") or "open",
            }
            tx.record(Event(act=Act.BREACH_KEPT, actor=member.name, subject=kept.subject, detail=detail))
        return kept.number

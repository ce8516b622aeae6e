"""The clocks of access-to-information laws, read from `laws.toml` and from an organisation's own rows."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from smbot.access.names import Counting, Jurisdiction, RequestKind
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg

LAWS_FILE = "laws.toml"


Closed = Literal["saturday", "sunday", "holiday"]
HolidayList = Literal["public", "government", "optional", "easter-monday"]


def _empty_is_none(value: object) -> object:
    return None if value == "" else value


Day = Annotated[date | None, BeforeValidator(_empty_is_none)]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Both(_Row):
    """One text in each official language."""

    en: Annotated[str, Field(min_length=1)]
    fr: Annotated[str, Field(min_length=1)]

    def said(self, language: str) -> str:
        """Return the text in `language`."""
        return self.fr if language == "fr" else self.en


class Law(_Row):
    """One row: how a jurisdiction's law counts from `effective_from` on; see the head of laws.toml."""

    jurisdiction: Jurisdiction
    kinds: Annotated[tuple[RequestKind, ...], Field(min_length=1)]
    name: Both
    days: Annotated[int, Field(ge=1, le=366)] | None = None
    counting: Counting = Counting.CALENDAR
    receipt_counts: bool = False
    closed: tuple[Closed, ...] = ()
    closed_source: str = ""
    holidays: tuple[HolidayList, ...] = ("public",)
    extension_days: Annotated[int, Field(ge=1, le=366)] | None = None
    extension_grounds: Both | None = None
    fee: Both | None = None
    regulator: Both | None = None
    source: str = ""
    effective_from: Day
    verified_on: Day

    @model_validator(mode="after")
    def _what_is_verified_is_whole(self) -> Self:
        if self.verified_on and (self.days is None or not self.source):
            raise ValueError("a verified row has days and a source")
        if self.closed and not self.closed_source:
            raise ValueError("closed needs closed_source: the last day moves only where a source says so")
        return self

    @property
    def place(self) -> tuple[str, date]:
        """Return what rows are sorted by: their jurisdiction, then from when they hold."""
        return self.jurisdiction, self.effective_from or date.min


class _File(_Row):
    laws: tuple[Law, ...]


@cache
def shipped_laws() -> tuple[Law, ...]:
    """Return the rows that come with smbot, in order."""
    text = resources.files("smbot.access").joinpath(LAWS_FILE).read_text("utf-8")
    return tuple(sorted(_File.model_validate(tomllib.loads(text)).laws, key=lambda law: law.place))


def load_laws(own: Path | None = None) -> tuple[Law, ...]:
    """Return the rows that count: the shipped ones, and before them those of an organisation's own file.

    A row of the file replaces the shipped row of its jurisdiction, kind and `effective_from`: this is how a coordinator
    verifies a row that smbot's makers could not.

    Raises:
        ConfigurationError: The file cannot be read, or a row of it does not hold.
    """
    if own is None:
        return shipped_laws()
    try:
        rows = _File.model_validate(tomllib.loads(own.read_text("utf-8"))).laws
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            msg("The file of laws cannot be read ({error}).", error=type(error).__name__),
            where=str(own),
            mend=msg("Name a file that is there as laws in [access], or leave that setting empty."),
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(
            msg("The file of laws is not valid TOML: {error}", error=error),
            where=str(own),
            mend=msg("Mend that line; “smbot access laws --json” shows the fields of every row."),
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ConfigurationError(
            msg("A row of the file of laws does not hold: {what}", what=first["msg"]),
            where=f"{own}: {'.'.join(map(str, first['loc']))}",
            mend=msg("Mend that line; “smbot access laws --json” shows the fields of every row."),
        ) from None
    return tuple(sorted((*_others(rows), *rows), key=lambda law: law.place))


def _others(rows: Sequence[Law]) -> Iterator[Law]:
    """Yield the shipped rows, each for the kinds that no row of an organisation's own holds for."""
    for law in shipped_laws():
        own = {kind for row in rows if row.place == law.place for kind in row.kinds}
        left = tuple(kind for kind in law.kinds if kind not in own)
        if left:
            yield law.model_copy(update={"kinds": left})


def law_in_force(laws: Iterable[Law], jurisdiction: Jurisdiction, kind: RequestKind, on: date) -> Law | None:
    """Return the row that holds for what was received `on` a day; None before the first."""
    rows = [law for law in laws if law.jurisdiction == jurisdiction and kind in law.kinds]
    holding = [law for law in rows if law.effective_from is None or law.effective_from <= on]
    return max(holding, key=lambda law: law.place, default=None)

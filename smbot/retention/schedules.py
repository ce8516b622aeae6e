"""What the law of a place asks for, read from `schedules.toml`, and the rules that follow from it and the settings."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.retention.model import RecordKind, Rule

_Day = Annotated[date | None, BeforeValidator(lambda value: None if value == "" else value)]


class Minimum(BaseModel):
    """One row; see the head of schedules.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    jurisdiction: str
    kinds: Annotated[tuple[RecordKind, ...], Field(min_length=1)]
    minimum_days: Annotated[int, Field(ge=0)]
    source: Annotated[str, Field(min_length=1)]
    consent: Annotated[str, Field(min_length=1)]
    effective_from: _Day
    verified_on: _Day


class _File(BaseModel):
    minimums: tuple[Minimum, ...]


@cache
def shipped_minimums() -> tuple[Minimum, ...]:
    """Return the rows that come with smbot."""
    text = resources.files("smbot.retention").joinpath("schedules.toml").read_text("utf-8")
    return _File.model_validate(tomllib.loads(text)).minimums


def minimum_for(jurisdiction: str, kind: RecordKind, on: date) -> Minimum | None:
    """Return the row that holds for a kind on a day; None where none is known."""
    rows = [row for row in shipped_minimums() if row.jurisdiction == jurisdiction and kind in row.kinds]
    holding = [row for row in rows if row.effective_from is None or row.effective_from <= on]
    return max(holding, key=lambda row: row.effective_from or date.min, default=None)


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """The rule of each kind, and whose consent disposal needs ("" where no row says)."""

    rules: Mapping[RecordKind, Rule]
    consent: str

    def check(self) -> None:
        """Refuse to dispose by rules that do not hold.

        Raises:
            ConfigurationError: No authority is named, or a period is shorter than the law's.
        """
        for rule in self.rules.values():
            if rule.too_short:
                raise ConfigurationError(
                    msg("This period is shorter than the law asks for: at least {days} days.", days=rule.minimum),
                    where=f"retention.{rule.kind.value}_days",
                    mend=msg(
                        "Set {days} or more, or 0 to keep them. Source: {source}", days=rule.minimum, source=rule.source
                    ),
                )
        if any(rule.days for rule in self.rules.values()) and not all(rule.authority for rule in self.rules.values()):
            raise ConfigurationError(
                msg("Nobody is named who allowed the disposal of records."),
                where="retention.authority",
                mend=msg(
                    "Write the number of your disposition authority or approved schedule there. {consent}",
                    consent=self.consent,
                ),
            )


def schedule_of(jurisdiction: str, days: Mapping[RecordKind, int], authority: str, on: date) -> Schedule:
    """Return the rules of a place."""
    rules = {}
    consent = ""
    for kind in RecordKind:
        row = minimum_for(jurisdiction, kind, on)
        consent = row.consent if row else consent
        rules[kind] = Rule(
            kind=kind,
            days=days[kind],
            authority=authority,
            # An original is used for a decision only where somebody looked into it: the disposal itself sees to that.
            minimum=row.minimum_days if row and kind != RecordKind.ORIGINAL else 0,
            source=row.source if row else "",
            verified_on=row.verified_on if row else None,
        )
    return Schedule(rules=rules, consent=consent)


def minimum_of_original(jurisdiction: str, on: date) -> int:
    """Return for how many days an original is kept after somebody looked at what a mask of it hides."""
    row = minimum_for(jurisdiction, RecordKind.ORIGINAL, on)
    return row.minimum_days if row else 0

"""The labels a mention can have, in order of precedence, read from `labels.toml`."""

import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from smbot.core.errors import ConfigurationError
from smbot.core.labels import NONE
from smbot.core.messages import msg

Clock = Literal["none", "legal", "service"]

LABELS_FILE = "labels.toml"


@dataclass(frozen=True, kw_only=True)
class Label:
    """What one label means. `clock` says whether a law, a service standard or nothing counts its days."""

    name: str
    clock: Clock
    meaning: dict[str, str]
    example: dict[str, str]
    hard_negative: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Labels:
    """All labels, the one that wins over the others first."""

    entries: tuple[Label, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names in order of precedence."""
        return tuple(label.name for label in self.entries)

    def get(self, name: str) -> Label:
        """Return the label called `name`.

        Raises:
            KeyError: There is no such label.
        """
        for label in self.entries:
            if label.name == name:
                return label
        raise KeyError(name)


class _Both(BaseModel):
    """One text in each language."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True, str_min_length=1)

    en: str
    fr: str


class _LabelRow(BaseModel):
    """One label as it is typed in the file."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: str
    clock: Clock
    meaning: _Both
    example: _Both
    hard_negative: _Both


class _LabelsFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    label: list[_LabelRow]


def parse_labels(source: str) -> Labels:
    """Read labels from TOML text.

    Raises:
        ConfigurationError: Not TOML, a field is missing, unknown or wrong, a name is there twice, or
            `none` is not last.
    """
    try:
        rows = _LabelsFile.model_validate(tomllib.loads(source)).label
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(msg("This is not TOML: {reason}.", reason=str(error)), where=LABELS_FILE) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ConfigurationError(
            msg("{place}: {reason}.", place=place, reason=first["msg"]), where=LABELS_FILE
        ) from None
    names = [row.name for row in rows]
    if len(set(names)) < len(names) or names[-1:] != [NONE]:
        raise ConfigurationError(
            msg("Each label must be there once, and “none” last."),
            where=LABELS_FILE,
            mend=msg("Give every label a name of its own and move “none” to the end."),
        )
    return Labels(
        entries=tuple(
            Label(
                name=row.name,
                clock=row.clock,
                meaning=row.meaning.model_dump(),
                example=row.example.model_dump(),
                hard_negative=row.hard_negative.model_dump(),
            )
            for row in rows
        )
    )


def load_labels() -> Labels:
    """Read the labels that come with smbot.

    Raises:
        ConfigurationError: The file does not hold.
    """
    return parse_labels(resources.files("smbot.classify").joinpath(LABELS_FILE).read_text(encoding="utf-8"))

"""The configuration file, read into one frozen object; every mistake is told with file, key and mend."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import SettingsError

from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message, msg
from smbot.settings.tables import PREFIX, Settings

FILE_NAME = "config.toml"
Table = TypeVar("Table", bound=BaseModel)


class Configuration:
    """The settings with the file they come from: relative folders are relative to that file."""

    def __init__(self, settings: Settings, file: Path) -> None:
        self.settings = settings
        self.file = file

    def folder(self, path: Path) -> Path:
        """Return a folder named in the file."""
        return path if path.is_absolute() else self.file.parent / path

    @property
    def database(self) -> Path:
        """Return where the database lies."""
        return self.folder(self.settings.storage.folder) / "smbot.db"

    @property
    def key_database(self) -> Path:
        """Return where the keys of sealed originals lie."""
        return self.folder(self.settings.storage.folder) / "keys.db"


def load(file: Path) -> Configuration:
    """Read the configuration.

    Raises:
        ConfigurationError: No such file, not TOML, an unknown key or a bad value.
    """
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigurationError(
            msg("There is no configuration file."),
            where=str(file),
            mend=msg("Run “smbot init”, or name the file with --config."),
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(
            msg("The configuration file cannot be read ({error}).", error=type(error).__name__),
            where=str(file),
            mend=msg("Check its rights and that it is UTF-8 text."),
        ) from None
    except tomllib.TOMLDecodeError as error:
        # The parser's message names line and column and at most one character of the file.
        raise ConfigurationError(
            msg("The configuration file is not valid TOML: {error}", error=error),
            where=str(file),
            mend=msg("Mend that line; config.example.toml shows the form of every setting."),
        ) from None
    try:
        return Configuration(Settings(**tables), file)
    except SettingsError:
        # Its message quotes the value, and pydantic-settings alone reads whole tables from the environment.
        raise ConfigurationError(
            msg("A variable of the environment that sets a whole table is not valid JSON."),
            where=", ".join(sorted(v for v in os.environ if v.removeprefix(PREFIX).lower() in Settings.model_fields)),
            mend=msg("Set single values, such as SMBOT_SENDING__MODE, or delete it."),
        ) from None
    except ValidationError as error:
        raise _told(error, file, "", Settings) from None


def parse_table(model: type[Table], table: Mapping[str, JsonValue], *, file: Path, key: str) -> Table:
    """Read a platform's table with the platform's own model.

    Raises:
        ConfigurationError: An unknown key or a bad value.
    """
    try:
        return model.model_validate(table)
    except ValidationError as error:
        raise _told(error, file, key, model) from None


def _told(error: ValidationError, file: Path, key: str, model: type[BaseModel]) -> ConfigurationError:
    first = error.errors(include_url=False, include_input=False)[0]
    path = [str(part) for part in first["loc"]]
    full = [key, *path] if key else path
    variable = PREFIX + "__".join(full).upper()
    where = variable if variable in os.environ else f"{file}: {'.'.join(full)}"
    return ConfigurationError(what_is_wrong(first), where=where, mend=_mend(first, path, model))


def what_is_wrong(detail: ErrorDetails) -> Message:
    """Return what a table says of a value that it does not take, in words for an administrator."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return msg("There is no setting of this name.")
    if kind == "missing":
        return msg("This setting is missing.")
    if kind == "string_pattern_mismatch":
        return msg("This text does not have the form that is needed here.")
    if kind in {"literal_error", "enum"}:
        return msg("This value is not possible: use {expected}.", expected=context["expected"])
    if kind in {"greater_than_equal", "less_than_equal"}:
        bounds = {"lowest": context.get("ge", ""), "highest": context.get("le", "")}
        if "ge" in context:
            return msg("This value is too small: at least {lowest}.", **bounds)
        return msg("This value is too large: at most {highest}.", **bounds)
    for prefix, message in _WRONG_KIND.items():
        if kind.startswith(prefix):
            return message
    why = detail["msg"].removeprefix("Value error, ").rstrip(".")
    return msg("This value is not possible: {why}.", why=why)


_WRONG_KIND = {
    "int_": msg("A whole number is needed here."),
    "float_": msg("A number is needed here."),
    "bool_": msg("“true” or “false” is needed here."),
    "string_too_short": msg("This text is empty."),
    "string_type": msg("A text in quotation marks is needed here."),
    "tuple_type": msg("A list in square brackets is needed here."),
    "model_type": msg("A table is needed here."),
    "dict_type": msg("A table is needed here."),
}


def _mend(detail: ErrorDetails, path: list[str], model: type[BaseModel]) -> Message:
    if detail["type"] == "extra_forbidden":
        known = _fields_beside(path, model)
        near = difflib.get_close_matches(path[-1], known, n=1)
        if near:
            return msg("Did you mean “{name}”? Otherwise delete the line.", name=near[0])
        return msg("Delete it, or use one of: {names}.", names=", ".join(sorted(known)))
    return msg("config.example.toml shows it with its meaning.")


def _fields_beside(path: list[str], model: type[BaseModel]) -> list[str]:
    for part in path[:-1]:
        field = model.model_fields.get(part)
        inner = field.annotation if field else None
        if not (isinstance(inner, type) and issubclass(inner, BaseModel)):
            return []
        model = inner
    return list(model.model_fields)

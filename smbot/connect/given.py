"""Values that are given rather than typed: in a file of their own, else in the environment."""

import re
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from pydantic import JsonValue

from smbot.connect.walk import ENABLED
from smbot.core.errors import ConfigurationError, InputError
from smbot.core.messages import msg
from smbot.platforms.ports import Adapter
from smbot.secrets import variable

TABLES = ("settings", "secrets")
_PLACE = re.compile(r"at (?:line \d+, column \d+|end of document)")


class Given:
    """Values by the names of settings, secrets and questions. The file goes before the environment."""

    def __init__(self, platform: str, values: Mapping[str, JsonValue], environment: Mapping[str, str]) -> None:
        self._platform, self._values, self._environment = platform, values, environment

    def get(self, name: str) -> JsonValue:
        """Return the value of a name, or None."""
        if name == ENABLED:
            return None
        if name in self._values:
            return self._values[name]
        return self._environment.get(variable(f"{self._platform}.{name}")) or None

    def among(self, names: "Mapping[str, object] | tuple[str, ...]") -> dict[str, JsonValue]:
        """Return those of `names` that are given."""
        return {name: value for name in names if (value := self.get(name)) is not None}


def read_given(file: Path, adapter: Adapter, asked: set[str]) -> dict[str, JsonValue]:
    """Return what a file gives in its tables `[settings]` and `[secrets]`.

    `asked` are the names that the platform's steps ask for; they may stand in either table.

    Raises:
        ConfigurationError: Others can read the file.
        InputError: It cannot be read, is not TOML, or names something that nobody asks for.
    """
    try:
        open_to_others = stat.S_IMODE(file.stat().st_mode) & 0o077
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            msg("The file cannot be read ({error}).", error=type(error).__name__), where=str(file)
        ) from None
    if open_to_others:
        raise ConfigurationError(
            msg("Others can read this file, and it holds secrets."),
            where=str(file),
            mend=msg("Run: chmod 600 {path}", path=file),
        )
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))  # the rest of the parser's message can quote the file
        raise InputError(
            msg("This is not valid TOML ({place}).", place=place[0] if place else "?"), where=str(file)
        ) from None
    known = {
        "settings": (set(adapter.settings_model.model_fields) - {ENABLED}) | asked,
        "secrets": {*adapter.secret_names, *asked},
    }
    found: dict[str, JsonValue] = {}
    for name, table in tables.items():
        if name not in TABLES or not isinstance(table, dict):
            raise InputError(msg("There is a table [settings] and a table [secrets], nothing else."), where=str(file))
        unknown = sorted(set(table) - known[name])
        if unknown:
            raise InputError(
                msg("Nobody asks for this value."),
                where=f"{file}: {name}.{unknown[0]}",
                mend=msg("Use one of: {names}.", names=", ".join(sorted(known[name]))),
            )
        found |= table
    return found

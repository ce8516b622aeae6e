"""The configuration file, read into one frozen object; every mistake is told with file, key and mend."""

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, Self, TypeVar
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from smbot.core.errors import ConfigurationError
from smbot.core.hosts import LOOPBACK
from smbot.core.messages import Message, msg
from smbot.core.states import Mode

FILE_NAME = "config.toml"
PREFIX = "SMBOT_"
Table = TypeVar("Table", bound=BaseModel)


_ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")
_SITE = re.compile(r"https?://[^\s/?#@]+")


def _address(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError("this is no e-mail address; write it bare, as in team@example.ca")
    return value


def _site(value: str) -> str:
    if value and not _SITE.fullmatch(value):
        raise ValueError("write scheme and host alone, as in https://desk.example.ca")
    return value


def _known_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise ValueError("there is no time zone of this name: write it as America/Toronto is written")
    return name


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Words(_Table):
    """One text in each official language."""

    en: Annotated[str, Field(min_length=1)]
    fr: Annotated[str, Field(min_length=1)]


class OrganisationTable(_Table):
    """Who answers, and what it offers."""

    name: Words
    offer: Literal["bilingual", "french", "english"] = "bilingual"
    first_language: Literal["en", "fr"] = "en"
    private_channel: Words = Words(
        en="the message button below this reply", fr="le bouton de message sous cette réponse"
    )
    service_standard: Words = Words(en="within two working days", fr="d’ici deux jours ouvrables")
    published: tuple[str, ...] = ()


class StorageTable(_Table):
    """Where the database lies."""

    folder: Path = Path("data")


class KeysTable(_Table):
    """Where the keys lie."""

    folder: Path = Path("keys")


class SecretsTable(_Table):
    """Where secrets lie."""

    folder: Path = Path("secrets")


class PrivacyTable(_Table):
    """What redaction leaves out."""

    disabled_recognizers: tuple[str, ...] = ()


class PlaybooksTable(_Table):
    """Where the playbooks lie."""

    folder: Path = Path("playbooks")


class SendingTable(_Table):
    """What may leave, and when."""

    mode: Mode = Mode.LISTEN
    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 10
    quiet_seconds: Annotated[int, Field(ge=1, le=86_400)] = 120


class ReviewTable(_Table):
    """How the team works."""

    claim_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    answer_hours: Annotated[int, Field(ge=1, le=720)] = 48


class WebTable(_Table):
    """Where the desk listens."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8321
    https: bool = False
    idle_minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    session_hours: Annotated[int, Field(ge=1, le=24)] = 10
    public_url: Annotated[str, AfterValidator(_site)] = ""
    second_factor: Literal["optional", "required"] = "optional"


class WebhooksTable(_Table):
    """Where platforms deliver to us; no public address, no webhooks."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8323
    public_url: Annotated[str, AfterValidator(_site)] = ""


class MonitoringTable(_Table):
    """Where monitors read the metrics; port 0 serves none."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 0


class MailTable(_Table):
    """The server that takes our e-mail."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    sender: Annotated[str, AfterValidator(_address)] = ""
    username: str = ""

    @model_validator(mode="after")
    def _nothing_crosses_the_network_in_clear(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError('security = "none" is for a server on this machine: set host to 127.0.0.1, or use tls')
        return self


class ReaderTable(_Table):
    """Somebody who is told by e-mail."""

    address: Annotated[str, Field(min_length=1), AfterValidator(_address)]
    language: Literal["en", "fr"] = "en"
    kinds: tuple[Literal["alarms", "daily", "weekly"], ...] = ("alarms", "daily", "weekly")
    time_zone: Annotated[str, AfterValidator(_known_zone)] = ""


class NotificationsTable(_Table):
    """Who is told what, and when."""

    hour: Annotated[int, Field(ge=0, le=23)] = 8
    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    time_zone: Annotated[str, AfterValidator(_known_zone), Field(min_length=1)] = "America/Toronto"
    readers: tuple[ReaderTable, ...] = ()


class WordLists(_Table):
    """Words and phrases of each language that mean the same thing."""

    en: tuple[Annotated[str, Field(min_length=2)], ...] = ()
    fr: tuple[Annotated[str, Field(min_length=2)], ...] = ()

    @model_validator(mode="after")
    def _there_is_a_word(self) -> Self:
        if not self.en and not self.fr:
            raise ValueError("at least one word is needed, in either language")
        return self


class SubjectTable(_Table):
    """A place, an office, a program or a service that the report on what is said about us counts."""

    name: Words
    words: WordLists


_HOUR = r"(?:[01]\d|2[0-3]):[0-5]\d"
_RIGHT = {
    "fee": (r"\d{1,6}(?:\.\d\d)?", "write dollars, as in 35 or 84.50"),
    "hours": (rf"{_HOUR}-(?:{_HOUR}|24:00)", "write hours as in 08:30-16:30"),
    "day": ("monday|tuesday|wednesday|thursday|friday|saturday|sunday", "write a day in English, as in monday"),
    "deadline": (r"(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])", "write month and day, as in 03-31"),
}


class FactTable(SubjectTable):
    """Something true about our services: what differs from it in a post is wrong."""

    kind: Literal["fee", "hours", "day", "deadline"]
    right: Annotated[tuple[str, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _right_is_written_as_its_kind_asks(self) -> Self:
        form, mend = _RIGHT[self.kind]
        if not all(re.fullmatch(form, value) for value in self.right):
            raise ValueError(f"right: {mend}")
        return self


class LogTable(_Table):
    """How much is logged, and in which form."""

    level: Literal["info", "warning"] = "info"
    format: Literal["console", "json"] = "console"


class Settings(BaseSettings):
    """The whole configuration. A variable such as ``SMBOT_SENDING__MODE`` goes before the file."""

    model_config = SettingsConfigDict(
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
        env_prefix=PREFIX,
        env_nested_delimiter="__",
    )

    organisation: OrganisationTable
    storage: StorageTable = StorageTable()
    keys: KeysTable = KeysTable()
    secrets: SecretsTable = SecretsTable()
    privacy: PrivacyTable = PrivacyTable()
    playbooks: PlaybooksTable = PlaybooksTable()
    sending: SendingTable = SendingTable()
    review: ReviewTable = ReviewTable()
    web: WebTable = WebTable()
    webhooks: WebhooksTable = WebhooksTable()
    monitoring: MonitoringTable = MonitoringTable()
    mail: MailTable = MailTable()
    notifications: NotificationsTable = NotificationsTable()
    log: LogTable = LogTable()
    subjects: tuple[SubjectTable, ...] = ()
    facts: tuple[FactTable, ...] = ()
    platforms: dict[str, dict[str, JsonValue]] = {}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the environment go before the file, whose content comes as arguments."""
        return env_settings, init_settings


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
    return ConfigurationError(_what(first), where=where, mend=_mend(first, path, model))


def _what(detail: ErrorDetails) -> Message:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        return msg("There is no setting of this name.")
    if kind == "missing":
        return msg("This setting is missing.")
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

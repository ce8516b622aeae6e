"""The configuration: its tables, and how its file is read into one frozen object."""

from smbot.settings.file import FILE_NAME, Configuration, load, parse_table, what_is_wrong
from smbot.settings.tables import (
    CitizenTable,
    FactTable,
    MailTable,
    OidcTable,
    ReaderTable,
    Settings,
    SubjectTable,
    ThresholdsTable,
    WebTable,
    Words,
)

__all__ = [
    "FILE_NAME",
    "CitizenTable",
    "Configuration",
    "FactTable",
    "MailTable",
    "OidcTable",
    "ReaderTable",
    "Settings",
    "SubjectTable",
    "ThresholdsTable",
    "WebTable",
    "Words",
    "load",
    "parse_table",
    "what_is_wrong",
]

"""The configuration: its tables, and how its file is read into one frozen object."""

from smbot.settings.counting import FactTable, SubjectTable
from smbot.settings.file import FILE_NAME, Configuration, load, parse_table, what_is_wrong
from smbot.settings.reading import ThresholdsTable
from smbot.settings.serving import CitizenTable, OidcTable, WebTable
from smbot.settings.tables import Settings
from smbot.settings.telling import MailTable, ReaderTable
from smbot.settings.values import Words

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

"""What the tables of the configuration share: texts in both languages, and values that are checked as they are read."""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from smbot.core.hosts import LOOPBACK

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


def _guarded(value: str) -> str:
    parts = urlsplit(value)
    if value and not (parts.hostname and (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        raise ValueError("write an https address; http is for this machine alone")
    return value


def _known_zone(name: str) -> str:
    if name and name not in available_timezones():
        raise ValueError("there is no time zone of this name: write it as America/Toronto is written")
    return name


Address = Annotated[str, AfterValidator(_address)]
"""An e-mail address, bare; or nothing."""
Site = Annotated[str, AfterValidator(_site)]
"""Scheme and host of a site of ours; or nothing."""
GuardedAddress = Annotated[str, AfterValidator(_guarded)]
"""An address of HTTPS, or one on this machine; or nothing."""
TimeZone = Annotated[str, AfterValidator(_known_zone)]
Port = Annotated[int, Field(ge=0, le=65_535)]
Score = Annotated[float, Field(ge=0, le=1)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Table(BaseModel):
    """A table of the file: what it does not know is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Words(Table):
    """One text in each official language."""

    en: Annotated[str, Field(min_length=1)]
    fr: Annotated[str, Field(min_length=1)]

"""Settings of who is told what, when and by which mail."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from smbot.core.hosts import LOOPBACK
from smbot.settings.values import Address, Table, TimeZone, Weekday


class MailTable(Table):
    """The server that takes our e-mail."""

    host: str = ""
    port: Annotated[int, Field(ge=1, le=65_535)] = 587
    security: Literal["tls", "starttls", "none"] = "starttls"
    sender: Address = ""
    username: str = ""

    @model_validator(mode="after")
    def _nothing_crosses_the_network_in_clear(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError('security = "none" is for a server on this machine: set host to 127.0.0.1, or use tls')
        return self


class ReaderTable(Table):
    """Somebody who is told by e-mail."""

    address: Annotated[Address, Field(min_length=1)]
    language: Literal["en", "fr"] = "en"
    kinds: tuple[Literal["alarms", "daily", "weekly", "docket"], ...] = ("alarms", "daily", "weekly")
    time_zone: TimeZone = ""
    member: str = ""


class NotificationsTable(Table):
    """Who is told what, and when."""

    hour: Annotated[int, Field(ge=0, le=23)] = 8
    weekday: Weekday = "monday"
    time_zone: Annotated[TimeZone, Field(min_length=1)] = "America/Toronto"
    readers: tuple[ReaderTable, ...] = ()

"""Settings of how we answer: who speaks, with which playbooks, who approves, and what may leave."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from smbot.core.states import Mode
from smbot.settings.values import Table, Words


def _may_be_unattended(label: str) -> str:
    if label in {"urgent", "abuse", "access_request"}:
        raise ValueError("a person approves every reply to danger, abuse and requests for records")
    return label


class OrganisationTable(Table):
    """Who answers, and what it offers."""

    name: Words
    offer: Literal["bilingual", "french", "english"] = "bilingual"
    first_language: Literal["en", "fr"] = "en"
    private_channel: Words = Words(
        en="the message button below this reply", fr="le bouton de message sous cette réponse"
    )
    service_standard: Words = Words(en="within two working days", fr="d’ici deux jours ouvrables")
    published: tuple[str, ...] = ()


class PlaybooksTable(Table):
    """Where the playbooks lie, and whose replies may leave without a person."""

    folder: Path = Path("playbooks")
    unattended: tuple[Annotated[str, AfterValidator(_may_be_unattended)], ...] = ()


class OfficesTable(Table):
    """Where the directory of offices lies, and for which office each account speaks, by platform."""

    file: Path = Path("directory.yaml")
    account_office: dict[str, str] = {}


_TIME_OR_NONE = r"^(?:(?:[01]\d|2[0-3]):[0-5]\d)?$"


class SendingTable(Table):
    """What may leave, and when."""

    mode: Mode = Mode.LISTEN
    undo_seconds: Annotated[int, Field(ge=0, le=3600)] = 10
    quiet_seconds: Annotated[int, Field(ge=1, le=86_400)] = 120
    most_per_minute: Annotated[int, Field(ge=1, le=10_000)] = 30
    quiet_from: Annotated[str, Field(pattern=_TIME_OR_NONE)] = ""
    quiet_until: Annotated[str, Field(pattern=_TIME_OR_NONE)] = ""
    hide_exposed: Literal["by-person", "at-once"] = "by-person"

    @model_validator(mode="after")
    def _quiet_hours_begin_and_end(self) -> Self:
        if bool(self.quiet_from) != bool(self.quiet_until):
            raise ValueError("quiet hours need both quiet_from and quiet_until")
        if self.quiet_from and self.quiet_from == self.quiet_until:
            raise ValueError("quiet_from and quiet_until are the same: quiet hours would never end")
        return self


class ReviewTable(Table):
    """How the team works."""

    claim_minutes: Annotated[int, Field(ge=1, le=1440)] = 15
    answer_hours: Annotated[int, Field(ge=1, le=720)] = 48
    assignment: Literal["off", "suggest", "auto"] = "suggest"
    content_notice: bool = True

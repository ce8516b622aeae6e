"""Renders the secure page. Everything is escaped; private words are opened here, for whom they are for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from smbot.handoff.model import Direction, Opened
from smbot.handoff.opening import open_private
from smbot.settings import CitizenTable, Words
from smbot.web.citizen.words import Texts
from smbot.web.dates import short_date

NATIVE = {"en": "English", "fr": "Français"}
OTHER = {"en": "fr", "fr": "en"}


@dataclass(frozen=True, kw_only=True, repr=False)
class Shown:
    """One message as the page shows it."""

    ours: bool
    at: datetime
    deleted: bool
    locked: bool
    text: str = ""
    channel: str = ""
    contact: str = ""
    when: str = ""


class Pages:
    """Renders pages in one language."""

    def __init__(self, name: Words, table: CitizenTable, zone: ZoneInfo) -> None:
        self._texts = Texts()
        self._name = name
        self._table = table
        self._zone = zone
        self._environment = Environment(
            loader=PackageLoader("smbot.web.citizen"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def show(
        self,
        language: str,
        path: str,
        template: str,
        values: Mapping[str, object] | None = None,
        *,
        csrf: str = "",
        status: int = 200,
    ) -> HTMLResponse:
        """Render a page; `path` is what follows the language in its address."""
        organisation = _in(self._name, language)

        def say(name: str, **filled: object) -> str:
            return self._texts.say(name, language, organisation=organisation, **filled)

        def date(moment: datetime) -> str:
            return short_date(moment, language, self._zone)

        text = self._environment.get_template(template).render(
            {
                "say": say,
                "date": date,
                "lang": language,
                "other": OTHER[language],
                "native": NATIVE,
                "path": path,
                "organisation": organisation,
                "authority": _in(self._table.authority, language),
                "questions": _in(self._table.questions, language),
                "minutes": self._table.idle_minutes,
                "csrf": csrf,
                "problems": (),
                "wrong": {},
                "told": "",
                "failed": "",
            }
            | dict(values or {})
        )
        return HTMLResponse(text, status)


def shown(thread: tuple[Opened, ...]) -> list[Shown]:
    """Return a thread's messages, opened."""
    return [_shown(opened) for opened in thread]


def _shown(opened: Opened) -> Shown:
    message, said = opened.message, opened.said
    ours = message.direction == Direction.OUT
    deleted = message.sealed is None
    if said is None:
        return Shown(ours=ours, at=message.at, deleted=deleted, locked=not deleted)
    return Shown(
        ours=ours,
        at=message.at,
        deleted=False,
        locked=False,
        text=open_private(said.text),
        channel="" if ours else message.channel.value,
        contact=open_private(said.contact),
        when=open_private(said.when),
    )


def _in(words: Words | None, language: str) -> str:
    if words is None:
        return ""
    return words.fr if language == "fr" else words.en

"""The templates and what they may call. Everything is escaped; no filter marks text as safe."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date as day_date
from datetime import datetime, tzinfo

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from smbot.core.clock import Clock
from smbot.core.durations import duration
from smbot.core.events import Act
from smbot.core.messages import Message, say
from smbot.core.roles import Permission
from smbot.core.states import Mode
from smbot.playbooks.fields import Organisation
from smbot.review.desk import Desk
from smbot.web import (
    admin_words,
    aside_words,
    case_words,
    compliance_words,
    dates,
    docket_words,
    due_words,
    event_words,
    help_words,
    label_words,
    mask_words,
    order_words,
    plan_words,
    why_words,
    words,
)
from smbot.web.access import Visit
from smbot.web.covers import cover_of, no_cover
from smbot.web.item_beside import told
from smbot.web.item_facts import facts
from smbot.web.keys import own_keys
from smbot.web.passages import passages, shortened

NATIVE = {"en": "English", "fr": "Français"}
OTHER = {"en": "fr", "fr": "en"}


class Pages:
    """Renders pages in the visitor's language, with what every page shows: sending, mode, who is signed in.

    Times are those of `zone`, the organisation's; `titles` tells a playbook's title by its name and a language.
    """

    def __init__(
        self,
        desk: Desk,
        clock: Clock,
        organisation: Organisation,
        mode: Mode,
        *,
        zone: tzinfo,
        titles: Callable[[str, str], str],
        covers: bool = False,
    ) -> None:
        self._desk = desk
        self._clock = clock
        self._organisation = organisation
        self._mode = mode
        self._zone = zone
        self._titles = titles
        self._environment = Environment(
            loader=PackageLoader("smbot.web"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            words=words,
            admin_words=admin_words,
            aside_words=aside_words,
            present_told=told,
            case_words=case_words,
            docket_words=docket_words,
            due_words=due_words,
            hold_words=compliance_words,
            order_words=order_words,
            plan_words=plan_words,
            label_words=label_words,
            mask_words=mask_words,
            event_words=event_words,
            why_words=why_words,
            help_words=help_words,
            facts=facts,
            cover=cover_of if covers else no_cover,
            passages=passages,
            shortened=shortened,
        )

    def show(
        self, visit: Visit, template: str, values: Mapping[str, object] | None = None, *, status: int = 200
    ) -> HTMLResponse:
        """Render a page."""
        paused = self._desk.paused() if visit.member else False
        return HTMLResponse(self.part(visit, template, {"paused": paused} | dict(values or {})), status)

    def part(self, visit: Visit, template: str, values: Mapping[str, object]) -> str:
        """Render a part of a page, which tells nothing of sending."""
        member = visit.member

        def may(permission: Permission) -> bool:
            return member is not None and member.may(permission)

        return self._environment.get_template(template).render(
            _helpers(visit.language, self._zone, self._titles)
            | {
                "visit": visit,
                "member": member,
                "lang": visit.language,
                "other": OTHER[visit.language],
                "native": NATIVE,
                "organisation": self._organisation.name.en if visit.language == "en" else self._organisation.name.fr,
                "now": self._clock.now(),
                "press": own_keys(visit.shortcuts),
                "mode": self._mode,
                "may_pause": may(Permission.APPROVE) or may(Permission.CONFIGURE),
                "may_queue": may(Permission.READ_QUEUE),
                "help_here": help_words.help_for(visit.here),
                "may_work": may(Permission.WORK_QUEUE),
                "may_label": may(Permission.CORRECT_MASKS),
                "may_offers": may(Permission.APPROVE) or may(Permission.CORRECT_MASKS),
                "may_audit": may(Permission.READ_AUDIT),
                "may_reveal": may(Permission.REVEAL),
                "may_report": may(Permission.READ_REPORTS),
                "may_configure": may(Permission.CONFIGURE),
            }
            | dict(values)
        )


def _helpers(language: str, zone: tzinfo, titles: Callable[[str, str], str]) -> dict[str, Callable[..., object]]:
    def translate(template: str, **values: object) -> str:
        return say(Message(template, values), language)

    def tell(value: object) -> str:
        return say(value, language) if isinstance(value, Message) else str(value)

    def date(moment: datetime) -> str:
        return dates.short_date(moment, language, zone)

    def time(moment: datetime) -> str:
        return dates.clock_time(moment, language, zone)

    def long_day(day: day_date) -> str:
        return dates.long_day(day, language)

    def masks_told(text: str) -> str:
        return mask_words.named(text, language)

    def age(since: datetime, now: datetime) -> str:
        return say(dates.age(since, now), language)

    def label_names(labels: Iterable[str]) -> str:
        return ", ".join(tell(words.label_name(label)) for label in labels)

    def detail(name: str, value: str, act: str = "") -> str:
        if name == "playbook":
            return titles(value, language)
        if name == "why" and act == Act.MENTION_QUARANTINED:
            return say(words.withheld_reason(value, language), language)
        return masks_told(say(event_words.detail(name, value, act), language))

    def number(value: float) -> str:
        return dates.number(value, language)

    def percent(share: float) -> str:
        return dates.percent(share, language)

    return {
        "_": translate,
        "tell": tell,
        "date": date,
        "time": time,
        "long_day": long_day,
        "masks_told": masks_told,
        "duration": duration,
        "age": age,
        "label_names": label_names,
        "detail": detail,
        "number": number,
        "percent": percent,
        "confidence": why_words.confidence,
    }

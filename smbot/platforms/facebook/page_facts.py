"""What our page says of its place: hours, phone, address, e-mails, website (Graph API, fields of the node Page).

Graph writes hours as ``{"mon_1_open": "08:30", "mon_1_close": "12:00", "mon_2_open": …}``, at most two openings a day
and ``00:00`` for the end of one; a day that is closed is left out.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from pydantic import ValidationError

from smbot.offices.facts import PageFacts
from smbot.offices.week import WEEKDAYS, Opening
from smbot.platforms.facebook.client import GraphClient

FIELDS: Final = "id,name,hours,phone,location{street,city,zip},emails,website"
_KEY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)_(\d)_(open|close)")
_DAYS: Final = tuple(day[:3] for day in WEEKDAYS)


def ask_facts(client: GraphClient, page_id: str) -> PageFacts:
    """Return what the page says now.

    Raises:
        PlatformError: Facebook could not be asked.
    """
    return read_facts(client.read(page_id, fields=FIELDS))


def read_facts(page: Mapping[str, object]) -> PageFacts:
    """Return what a page node says; what has another form than Graph documents counts as not said."""
    location = page.get("location")
    place = location if isinstance(location, dict) else {}
    emails, hours = page.get("emails"), page.get("hours")
    return PageFacts(
        page=_text(page, "name") or _text(page, "id"),
        phone=_text(page, "phone"),
        emails=tuple(one for one in emails if isinstance(one, str)) if isinstance(emails, list) else (),
        website=_text(page, "website"),
        street=_text(place, "street"),
        city=_text(place, "city"),
        postal_code=_text(place, "zip"),
        hours=_hours(hours) if isinstance(hours, dict) and hours else None,
    )


def _hours(hours: Mapping[str, object]) -> tuple[tuple[Opening, ...], ...]:
    times: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for key, value in hours.items():
        if (found := _KEY.fullmatch(key)) and isinstance(value, str):
            times[found[1], found[2]][found[3]] = value
    week: list[tuple[Opening, ...]] = []
    for day in _DAYS:
        openings = (_opening(both) for (name, _), both in times.items() if name == day)
        week.append(tuple(sorted((one for one in openings if one), key=lambda one: one.opens)))
    return tuple(week)


def _opening(times: Mapping[str, str]) -> Opening | None:
    closes = times.get("close", "")
    try:
        return Opening.model_validate(f"{times.get('open', '')}-{'24:00' if closes == '00:00' else closes}")
    except ValidationError:
        return None


def _text(node: Mapping[str, object], name: str) -> str:
    value = node.get(name)
    return value.strip() if isinstance(value, str) else ""

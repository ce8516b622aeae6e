"""What the values of an export are called where people read them; in CSV and JSON they stay what programs rely on."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Final

from smbot.access import words as docket_words
from smbot.cases import words as case_words
from smbot.core.events import Act
from smbot.core.messages import Message, msg, say
from smbot.core.words import REPLY_STATES, STATES
from smbot.review.exports import MOMENTS, ExportKind, Row
from smbot.web import event_words, order_words, words
from smbot.web.dates import short_date
from smbot.web.mask_words import named
from smbot.web.timeline import past_event

NAMES: Mapping[tuple[ExportKind, str], Mapping[str, Message]] = {
    (ExportKind.MENTIONS, "kind"): {kind.value: name for kind, name in order_words.KINDS.items()},
    (ExportKind.MENTIONS, "state"): {state.value: name for state, name in STATES.items()},
    (ExportKind.MENTIONS, "reply_state"): {state.value: name for state, name in REPLY_STATES.items()},
    (ExportKind.CASES, "kind"): {kind.value: name for kind, name in case_words.KINDS.items()},
    (ExportKind.CASES, "state"): {state.value: name for state, name in case_words.STATES.items()},
    (ExportKind.CASES, "priority"): {priority.value: name for priority, name in case_words.PRIORITIES.items()},
    (ExportKind.CASES, "outcome"): {outcome.value: name for outcome, name in case_words.OUTCOMES.items()},
    (ExportKind.DOCKET, "kind"): {kind.value: name for kind, name in docket_words.KINDS.items()},
    (ExportKind.DOCKET, "state"): {state.value: name for state, name in docket_words.STATES.items()},
    (ExportKind.DOCKET, "law"): {where.value: name for where, name in docket_words.JURISDICTIONS.items()},
    (ExportKind.DOCKET, "last_step"): {action.value: name for action, name in docket_words.ACTIONS.items()},
}


MASKED: Final = frozenset({"text", "reply"})
Titles = Callable[[str, str], str]
"""Tells a playbook's title by its name and a language."""


def shown(kind: ExportKind, name: str, row: Row, language: str, *, zone: tzinfo, titles: Titles) -> str:
    """Return the value of a column for a reader of `language`, its times those of `zone`; "" where it says nothing."""
    value = row[name]
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say(msg("yes") if value else msg("no"), language)
    text = str(value)
    if name in MOMENTS:
        return short_date(datetime.fromisoformat(text), language, zone)
    if name in MASKED:
        return named(text, language)
    if name == "playbook":
        return titles(text, language)
    if name == "detail":
        return _details(row, language, titles)
    if name == "labels":
        return _labels(text, language)
    found = _word(kind, name, text, row, language)
    return say(found, language) if isinstance(found, Message) else found


def _word(kind: ExportKind, name: str, text: str, row: Row, language: str) -> str | Message:
    """Return what a value is called; the value itself where it has no other name."""
    if name == "platform":
        return words.platform_name(text)
    if name == "language":
        return words.language_name(text, language)
    if name == "withheld":
        return words.withheld_reason(text, language)
    if name == "act":
        return words.act_name(text, _read(row))
    if name == "actor":
        return words.actor_name(text)
    if name == "subject":
        what = words.kind_of(text)
        return f"{say(what, language)} {text}" if what else words.account_name(text)
    return NAMES.get((kind, name), {}).get(text, text)


def _read(row: Row) -> Mapping[str, str]:
    """Return the details of a record that officers' pages show."""
    record = {**row, "detail": json.loads(str(row.get("detail") or "{}"))}
    return past_event(json.dumps(record).encode(), event_words.FOR_OFFICERS).details


def _details(row: Row, language: str, titles: Titles) -> str:
    """Return the details of a record as the page of the log tells them."""
    colon = say(msg(":"), language)
    told = (
        f"{say(event_words.FOR_OFFICERS[name], language)}{colon} {_detail(name, value, row, language, titles)}"
        for name, value in _read(row).items()
    )
    return named("; ".join(told), language)


def _detail(name: str, value: str, row: Row, language: str, titles: Titles) -> str:
    act = str(row.get("act", ""))
    if name == "labels":
        return _labels(value, language)
    if name == "playbook":
        return titles(value, language)
    if name == "why" and act == Act.MENTION_QUARANTINED:
        return say(words.withheld_reason(value, language), language)
    return say(event_words.detail(name, value, act), language)


def _labels(text: str, language: str) -> str:
    return ", ".join(say(words.label_name(each), language) for each in text.split(", "))

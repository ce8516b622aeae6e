"""What the values of an export are called where people read them; in CSV and JSON they stay what programs rely on."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Final

from smbot.access import words as docket_words
from smbot.cases import words as case_words
from smbot.core.cells import Cell
from smbot.core.messages import Message, msg, say
from smbot.core.words import REPLY_STATES, STATES
from smbot.review.exports import ExportKind
from smbot.web import order_words, words
from smbot.web.dates import short_date

MOMENTS: Final = frozenset({"posted", "collected", "gone", "sent", "at", "opened", "closed", "received"})
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


def shown(kind: ExportKind, name: str, value: Cell, language: str, zone: tzinfo) -> str:
    """Return the value of a column for a reader of `language`, its times those of `zone`."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return say(msg("yes") if value else msg("no"), language)
    text = str(value)
    if name in MOMENTS:
        return short_date(datetime.fromisoformat(text), language, zone)
    if name == "platform":
        return words.platform_name(text)
    found: str | Message | None = NAMES.get((kind, name), {}).get(text)
    if name == "language":
        found = words.language_name(text, language)
    elif name == "act":
        found = words.act_name(text, {})
    elif name == "actor":
        found = words.actor_name(text)
    elif name == "labels":
        return ", ".join(say(words.label_name(each), language) for each in text.split(", "))
    return say(found, language) if isinstance(found, Message) else found or text

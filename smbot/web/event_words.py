"""The details of the audit log's events in words: which of them pages show, to whom, and what their values mean."""

from collections.abc import Callable, Iterable, Mapping

from smbot.access.names import DocketState
from smbot.cases.paging import ROOMS
from smbot.core.events import Act
from smbot.core.messages import Message, msg
from smbot.core.words import LABELS, REPLY_STATES
from smbot.web import compliance_words, docket_words, order_words, plan_words, words

DETAILS: Mapping[str, Message] = {
    "why": msg("why"),
    "reason": msg("reason"),
    "to": msg("to"),
    "who": msg("who"),
    "labels": msg("labels"),
    "scopes": msg("scopes"),
    "playbook": msg("playbook"),
    "mode": msg("mode"),
    "masks": msg("masks"),
    "posts": msg("posts"),
    "logged": msg("older records of this log that hold the same words"),
    "out": msg("replies of ours that are out and hold them"),
    "entity": msg("kind"),
    "before": msg("before"),
    "value": msg("typed value"),
    "length": msg("length"),
    "state": msg("state"),
    "code": msg("code"),
    "events": msg("records"),
    "problems": msg("problems"),
    "name": msg("name"),
    "order": msg("order"),
    "purpose": msg("what"),
    "seen": msg("found"),
    "found": msg("how it was noticed"),
    "own_draft": msg("own draft"),
    "until": msg("until"),
    "outcome": msg("outcome"),
    "given": msg("roles given"),
    "taken": msg("roles taken"),
    "keeps": msg("what it keeps"),
    "failed": msg("what failed"),
}
"""The details of an event that the team's timelines show; the others are for officers, or for machines."""

FOR_OFFICERS: Mapping[str, Message] = {
    **DETAILS,
    "number": msg("number"),
    "note": msg("note"),
    "roles": msg("roles"),
    "after": msg("after"),
    "hold": msg("hold"),
    "matter": msg("matter"),
    "because": msg("reason"),
    "export": msg("what was exported"),
    "form": msg("form"),
    "first_day": msg("from"),
    "last_day": msg("up to"),
    "records": msg("records"),
    "manifest": msg("digest of the manifest"),
    "breach": msg("report"),
    "version": msg("version"),
}
"""The details that officers' pages show: also what officers themselves wrote, which is not for the team."""

NOBODY_ELSE = msg("yes, because nobody else may approve")

REFUSED: Mapping[str, Message] = {
    "disabled": msg("the account is disabled"),
    "local account": msg("members sign in through the sign-in service"),
    "second factor": msg("the second factor was not right"),
    "own account": msg("the password or the code was not right"),
    "unknown": msg("that account of the sign-in service is nobody’s here"),
    "member": msg("the member may not sign in"),
    "another person": msg("the sign-in service named somebody else"),
}
"""Why nobody was let in."""

OF_ONE: Mapping[str, Callable[[str], Message]] = {
    "to": words.role_name,
    "own_draft": lambda _: NOBODY_ELSE,
    "code": order_words.code_words,
}
"""What tells a detail's value by itself."""

VALUES: Mapping[str, Mapping[str, Message]] = {
    "order": {order.value: name for order, name in order_words.ORDERS.items()},
    "purpose": {purpose.value: name for purpose, name in order_words.PURPOSE_NAMES.items()},
    "seen": order_words.SEEN,
    "found": order_words.FOUND,
    "entity": words.ENTITIES,
    "before": words.ENTITIES,
    "after": words.ENTITIES,
    "value": {
        "matches": msg("is what the mask hides"),
        "differs": msg("is not what the mask hides"),
        "unproven": msg("may be what the mask hides"),
    },
    "state": {state.value: name for state, name in REPLY_STATES.items()},
    "mode": {mode.value: name for mode, name in words.MODES.items()},
    "outcome": plan_words.OUTCOMES,
    "keeps": {kind.value: name for kind, name in compliance_words.HOLD_KINDS.items()},
    "export": {kind.value: name for kind, name in compliance_words.EXPORT_KINDS.items()},
    "form": {form.value: name for form, name in compliance_words.EXPORT_FORMATS.items()},
    "why": {**REFUSED, **{reason.value: name for reason, name in compliance_words.REASONS.items()}},
    "who": {ROOMS: msg("channels that several people read")},
}
"""The words for a detail's values."""
ROLE_NAMES: Mapping[str, Message] = {role.value: name for role, name in words.ROLES.items()}
LISTED: Mapping[str, Mapping[str, Message]] = {
    "before": LABELS,
    "after": LABELS,
    "order": {"en": msg("English"), "fr": msg("French")},
    "given": ROLE_NAMES,
    "taken": ROLE_NAMES,
    "roles": ROLE_NAMES,
}
"""The words for a detail's values where it holds several: labels as they were, languages of a greeting in order."""


def detail(name: str, value: str, act: str = "") -> Message:
    """Return the value of an event's detail in words, where we have them; an order's reason may be from a list."""
    if name in OF_ONE:
        return OF_ONE[name](value)
    if name == "reason" and act == Act.ORDER_GIVEN:
        return order_words.reason_words(value)
    if name in {"before", "state"} and act.startswith("docket.") and value in set(DocketState):
        return docket_words.STATES[DocketState(value)]
    found = VALUES.get(name, {}).get(value)
    if found is not None:
        return found
    parts = value.split(", ")
    if name in LISTED and set(parts) <= LISTED[name].keys():
        return _listed(LISTED[name][part] for part in parts)
    return Message("{value}", {"value": value})


def _listed(names: Iterable[Message]) -> Message:
    held = {f"name{number}": name for number, name in enumerate(names)}
    return Message(", ".join(f"{{{place}}}" for place in held), held)

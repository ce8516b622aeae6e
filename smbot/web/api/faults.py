"""What is wrong with a request, place by place: the field, the rule, and how to mend it. Values are never repeated."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import Field

from smbot.core.messages import Message, msg, say
from smbot.web.api.shape import Shape

UNKNOWN, TWICE, NO_BODY = "extra_forbidden", "named_twice", "no_body"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,39}")
"""What a caller made up is told back where it looks like a name, and not where it may be anything."""
NOTHING: Final = frozenset({b"", b"{}", b"null"})
"""Bodies that say nothing: programs send them with acts that take none."""

OBJECT = msg("The body is no JSON object.")
WHOLE = msg("Write a whole number, in digits alone.")
SEND_OBJECT = msg("Send an object, with “Content-Type: application/json”.")
WHAT: Mapping[str, Message] = {
    "missing": msg("It is missing."),
    UNKNOWN: msg("Nothing of this name is known here."),
    TWICE: msg("It is named more than once."),
    NO_BODY: msg("This act takes no body."),
    "json_invalid": msg("The body is no JSON: it breaks off, or something stands where it cannot."),
    "model_attributes_type": OBJECT,
    "dict_type": OBJECT,
    "enum": msg("It is none of the values that are known here."),
    "literal_error": msg("It is none of the values that are known here."),
    "string_too_long": msg("It is too long."),
    "string_too_short": msg("It is too short."),
    "string_pattern_mismatch": msg("It holds characters that cannot be in it."),
    "too_long": msg("There are too many of them."),
    "too_short": msg("There are too few of them."),
    "greater_than_equal": msg("It is too small."),
    "less_than_equal": msg("It is too large."),
    "string_type": msg("It is no string."),
    "bool_type": msg("It is neither true nor false."),
    "bool_parsing": msg("It is neither true nor false."),
    "list_type": msg("It is no list."),
    "int_type": msg("It is no whole number."),
    "int_parsing": msg("It is no whole number."),
    "int_from_float": msg("It is no whole number."),
}
OTHERWISE = msg("It is not of the kind that is asked for here.")
NO_DAY, NO_MOMENT = msg("It is no day."), msg("It is no moment with its time zone.")
AS_A_DAY = msg("Write year, month and day: 2026-03-04.")
AS_A_MOMENT = msg("Write it as RFC 3339 has it: 2026-03-04T15:30:00Z.")
MEND: Mapping[str, Message] = {
    "missing": msg("Add it."),
    TWICE: msg("Name it once."),
    NO_BODY: msg("Leave the body out."),
    "json_invalid": msg("Look at the body from character {place} on."),
    "model_attributes_type": SEND_OBJECT,
    "dict_type": SEND_OBJECT,
    "enum": msg("One of: {expected}."),
    "literal_error": msg("One of: {expected}."),
    "string_too_long": msg("At most {max_length} characters."),
    "string_too_short": msg("At least {min_length} characters."),
    "too_long": msg("At most {max_length}."),
    "too_short": msg("At least {min_length}."),
    "int_type": WHOLE,
    "int_parsing": WHOLE,
    "int_from_float": WHOLE,
    "greater_than_equal": msg("At least {ge}."),
    "less_than_equal": msg("At most {le}."),
}
KNOWN, LEAVE_OUT = msg("Known here: {names}."), msg("Leave it out.")
AS_DESCRIBED = msg("See what the description says of it.")


class Fault(Shape):
    """One place of a request that is not as it should be; its value is not repeated."""

    at: list[str | int] = Field(
        description=msg("Where: in the path, the query or the body, and the field there.").template,
        examples=[["body", "version"]],
    )
    rule: str = Field(description=msg("Which rule it breaks.").template, examples=["missing"])
    what: str = Field(description=msg("What is wrong there, in words.").template, examples=["It is missing."])
    mend: str = Field(description=msg("How to mend it there.").template, examples=["Add it."])


def told_fault(error: Mapping[str, object], language: str, known: Iterable[str] = ()) -> Fault:
    """Return what the check of a request found, in a language; `known` are the names that its body may have. Pure."""
    at, rule = error["loc"], str(error["type"])
    assert isinstance(at, tuple)  # noqa: S101 - what pydantic gives
    context = error.get("ctx")
    values = dict(context) if isinstance(context, Mapping) else {}
    place = list(at)
    if rule == "json_invalid":
        values, place = {"place": int(str(at[-1])) + 1 if str(at[-1]).isdecimal() else 1}, ["body"]
    if rule == UNKNOWN:
        # Of what lies deeper in a body the description tells the names.
        names = sorted(values["known"]) if "known" in values else sorted(known) if len(at) == 2 else []
        mend = Message(KNOWN.template, {"names": ", ".join(names)}) if names else LEAVE_OUT
        place = place if NAME.fullmatch(str(place[-1])) else place[:-1]
    else:
        mend = _filled(_of(MEND, rule, AS_A_DAY, AS_A_MOMENT, AS_DESCRIBED), values)
    what = _of(WHAT, rule, NO_DAY, NO_MOMENT, OTHERWISE)
    return Fault(at=place, rule=rule, what=say(what, language), mend=say(mend, language))


async def refuse_what_is_not_taken(request: Request) -> None:
    """Refuse what FastAPI passes over: names in the query that a route does not know or takes once, a body for none.

    Raises:
        RequestValidationError: There is such a thing.
    """
    route = request.scope["route"]
    assert isinstance(route, APIRoute)  # noqa: S101 - the guard stands before one
    taken = {each.alias: each for each in route.dependant.query_params}
    faults: list[dict[str, object]] = []
    for name in dict.fromkeys(request.query_params.keys()):
        if name not in taken:
            faults.append({"type": UNKNOWN, "loc": ("query", name), "ctx": {"known": list(taken)}})
        elif len(request.query_params.getlist(name)) > 1 and not _is_list(taken[name].field_info.annotation):
            faults.append({"type": TWICE, "loc": ("query", name)})
    if route.body_field is None and (await request.body()).strip() not in NOTHING:
        faults.append({"type": NO_BODY, "loc": ("body",)})
    if faults:
        raise RequestValidationError(faults)


def body_names(request: Request) -> list[str]:
    """Return the names that the body of a route may have."""
    route = request.scope.get("route")
    field = route.body_field if isinstance(route, APIRoute) else None
    shape = field.field_info.annotation if field else None
    return list(shape.model_fields) if isinstance(shape, type) and issubclass(shape, Shape) else []


def _of(told: Mapping[str, Message], rule: str, day: Message, moment: Message, other: Message) -> Message:
    if rule.startswith("date_"):
        return day
    return moment if rule.startswith(("datetime_", "timezone_")) else told.get(rule, other)


def _is_list(annotation: object) -> bool:
    return getattr(annotation, "__origin__", annotation) is list


def _filled(message: Message, values: Mapping[str, object]) -> Message:
    wanted = re.findall(r"{(\w+)}", message.template)
    if any(name not in values for name in wanted):
        return AS_DESCRIBED
    return Message(message.template, {name: _plain(values[name]) for name in wanted})


def _plain(value: object) -> object:
    # pydantic joins the values that it expects with “or”: a list is the same in both languages.
    return value.replace(" or ", ", ").replace("'", "") if isinstance(value, str) else value

"""The words for acts beside the answer, and times until which something can be put off."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from smbot.core.events import Act as Trace
from smbot.core.messages import Message, msg
from smbot.core.roles import Member
from smbot.review.aside_ports import Act
from smbot.web.words import language_name

SNOOZED, WOKEN, ASSIGNED, NOTED = "snoozed", "woken", "assigned", "noted"
"""How an address tells what was done beside the answer."""

TOLD: Mapping[str, tuple[Trace, Message]] = {
    SNOOZED: (Trace.MENTION_SNOOZED, msg("The mention is put off.")),
    WOKEN: (Trace.MENTION_WOKEN, msg("The mention is put off no longer.")),
    ASSIGNED: (Trace.MENTION_ASSIGNED, msg("Noted who has it.")),
    NOTED: (Trace.MENTION_NOTED, msg("The note is kept.")),
}

ACTS: Mapping[Act, Message] = {
    Act.CLAIM: msg("Claim"),
    Act.NO_REPLY: msg("No reply is due"),
    Act.SNOOZE: msg("Put off"),
    Act.ASSIGN: msg("Give to"),
    Act.LABEL: msg("Set the label"),
}
WENT: Mapping[Act, Message] = {
    Act.CLAIM: msg("Claimed: {count}."),
    Act.NO_REPLY: msg("No reply is due: {count}."),
    Act.SNOOZE: msg("Put off: {count}."),
    Act.ASSIGN: msg("Given to a colleague: {count}."),
    Act.LABEL: msg("Labelled anew: {count}."),
}
BACK = msg("Taken back: {count}.")
STAYED = msg("Left as they are: {count}.")

MASKED = msg("Posts are kept with such words masked: look for words around them.")
"""Why words are not looked for that would give a person away."""

MORNING = time(9)
UNTIL: Mapping[str, Message] = {
    "hour": msg("for an hour"),
    "three-hours": msg("for three hours"),
    "tomorrow": msg("until tomorrow morning"),
    "monday": msg("until Monday morning"),
    "week": msg("for a week"),
}
"""Until when something can be put off; or until its conversation goes on, if that is sooner."""


def given_to(name: str) -> Message:
    """Return what is told when a mention is given to somebody."""
    return msg("The mention is given to {name}.", name=name)


def until(choice: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the moment that a choice means, by clocks on walls of `zone`; None where it means none."""
    local = now.astimezone(zone)
    plain = {"hour": timedelta(hours=1), "three-hours": timedelta(hours=3), "week": timedelta(days=7)}
    if choice in plain:
        return now + plain[choice]
    days = {"tomorrow": 1, "monday": 7 - local.weekday()}.get(choice)
    if days is None:
        return None
    return datetime.combine(local.date() + timedelta(days=days), MORNING, zone).astimezone(now.tzinfo)


def went(act: Act, count: int, *, undone: bool) -> Message:
    """Return what was done with how many."""
    return Message((BACK if undone else WENT[act]).template, {"count": count})


def stayed(count: int) -> Message:
    """Return how many were left as they were."""
    return Message(STAYED.template, {"count": count})


def choices(colleagues: Iterable[tuple[Member, int]], language: str) -> list[tuple[str, Message]]:
    """Return colleagues to choose from, each with the languages they serve in and how much they have open."""
    return [
        (
            member.name,
            msg(
                "{name} · {languages} · {count} open",
                name=member.name,
                languages=", ".join(str(language_name(each, language)) for each in member.serves),
                count=load,
            ),
        )
        for member, load in colleagues
    ]

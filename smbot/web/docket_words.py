"""The words of the docket's pages: what an officer can do, and what is told when it is done."""

from collections.abc import Mapping
from enum import StrEnum

from smbot.access.names import DocketAction
from smbot.access.words import (
    ACTIONS,
    DISCLAIMER,
    ELEMENTS,
    JURISDICTIONS,
    KINDS,
    PASSINGS,
    STATES,
    WORDS,
    alarm_line,
    due_line,
    law_line,
    passing_mend,
    passing_why,
)
from smbot.core.messages import Message, msg

__all__ = [
    "ACTIONS",
    "DISCLAIMER",
    "ELEMENTS",
    "JURISDICTIONS",
    "KINDS",
    "PASSINGS",
    "STATES",
    "WORDS",
    "alarm_line",
    "due_line",
    "law_line",
    "passing_mend",
    "passing_why",
]

A = DocketAction

ORDERS: Mapping[DocketAction, Message] = {
    A.CONFIRM: msg("Confirm the request"),
    A.REJECT: msg("Set aside: no request"),
    A.ACKNOWLEDGE: msg("Note that the author was told that we saw it"),
    A.PASS: msg("Pass to the coordinator"),
    A.CLOSE: msg("Close the entry"),
    A.REOPEN: msg("Take the entry up again"),
    A.ASK: msg("Note what the author was asked"),
    A.ANSWER: msg("Note that the author answered"),
    A.EXTEND: msg("Extend the time"),
    A.PAUSE: msg("Stop the clock"),
    A.RESUME: msg("Let the clock go on"),
    A.CHANGE: msg("Put under another law"),
    A.EXPORT: msg("Export the evidence"),
}
"""What an officer presses."""


class Made(StrEnum):
    """What is done with orders to pass an entry on: the last words of the addresses of their forms."""

    GIVEN = "pass"
    AGAIN = "pass-again"
    TAKEN_BACK = "take-back"


TOLD: Mapping[Made, Message] = {
    Made.GIVEN: msg("smbot tells the coordinator. Until it has, you can take that back."),
    Made.AGAIN: msg("smbot tries once more."),
    Made.TAKEN_BACK: msg("It is taken back: the coordinator is not told."),
}
"""What is told after such an act, while the entry's orders bear it out."""

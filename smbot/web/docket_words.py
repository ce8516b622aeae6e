"""The words of the docket's pages: what an officer can do, and what is told when it is done."""

from collections.abc import Mapping

from smbot.access.names import DocketAction
from smbot.access.words import (
    ACTIONS,
    DISCLAIMER,
    ELEMENTS,
    KINDS,
    STATES,
    WORDS,
    alarm_line,
    due_line,
    law_line,
)
from smbot.core.messages import Message, msg

__all__ = ["ACTIONS", "DISCLAIMER", "ELEMENTS", "KINDS", "STATES", "WORDS", "alarm_line", "due_line", "law_line"]

A = DocketAction

ORDERS: Mapping[DocketAction, Message] = {
    A.CONFIRM: msg("It is a request"),
    A.REJECT: msg("It is no request"),
    A.ACKNOWLEDGE: msg("The author was told that we saw it"),
    A.PASS: msg("Pass to the coordinator"),
    A.CLOSE: msg("Close the entry"),
    A.REOPEN: msg("Take the entry up again"),
    A.ASK: msg("The author was asked"),
    A.ANSWER: msg("The author answered"),
    A.EXTEND: msg("Extend the time"),
    A.PAUSE: msg("Stop the clock"),
    A.RESUME: msg("Let the clock go on"),
    A.CHANGE: msg("Put under another law"),
    A.EXPORT: msg("Export the evidence"),
}
"""What an officer presses."""

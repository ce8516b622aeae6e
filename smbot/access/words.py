"""The words people read for the docket: states, kinds, why there is no date, where the last day moved."""

from collections.abc import Mapping

from smbot.access.clock import OVERDUE, NoDate, Reckoning
from smbot.access.laws import Law
from smbot.access.names import (
    Counting,
    DocketAction,
    DocketState,
    Element,
    Jurisdiction,
    Means,
    PauseKind,
    RequestKind,
    Where,
)
from smbot.access.orders import ABANDONED, NO_MEANS, PassingOrder, PassingState
from smbot.core.messages import Message, msg

STATES: Mapping[DocketState, Message] = {
    DocketState.POSSIBLE: msg("possible request"),
    DocketState.CONFIRMED: msg("confirmed request"),
    DocketState.ACKNOWLEDGED: msg("acknowledged"),
    DocketState.PASSED: msg("passed to the coordinator"),
    DocketState.CLOSED: msg("entry closed"),
    DocketState.NOT_A_REQUEST: msg("not a request"),
}

ACTIONS: Mapping[DocketAction, Message] = {
    DocketAction.OPEN: msg("put onto the docket"),
    DocketAction.JOIN: msg("a post was added"),
    DocketAction.CONFIRM: msg("confirmed as a request"),
    DocketAction.REJECT: msg("found to be no request"),
    DocketAction.ACKNOWLEDGE: msg("acknowledged to the author"),
    DocketAction.PASS: msg("passed to the coordinator"),
    DocketAction.CLOSE: msg("entry closed"),
    DocketAction.REOPEN: msg("entry reopened"),
    DocketAction.ASK: msg("the author was asked"),
    DocketAction.ANSWER: msg("the author answered"),
    DocketAction.EXTEND: msg("the time was extended"),
    DocketAction.PAUSE: msg("the clock was stopped"),
    DocketAction.RESUME: msg("the clock goes on"),
    DocketAction.CHANGE: msg("put under another law"),
    DocketAction.EXPORT: msg("evidence was exported"),
}

JURISDICTIONS: Mapping[Jurisdiction, Message] = {
    Jurisdiction.CA: msg("Canada (federal)"),
    Jurisdiction.AB: msg("Alberta"),
    Jurisdiction.BC: msg("British Columbia"),
    Jurisdiction.MB: msg("Manitoba"),
    Jurisdiction.NB: msg("New Brunswick"),
    Jurisdiction.NL: msg("Newfoundland and Labrador"),
    Jurisdiction.NS: msg("Nova Scotia"),
    Jurisdiction.NT: msg("Northwest Territories"),
    Jurisdiction.NU: msg("Nunavut"),
    Jurisdiction.ON: msg("Ontario"),
    Jurisdiction.PE: msg("Prince Edward Island"),
    Jurisdiction.QC: msg("Quebec"),
    Jurisdiction.SK: msg("Saskatchewan"),
    Jurisdiction.YT: msg("Yukon"),
}

KINDS: Mapping[RequestKind, Message] = {
    RequestKind.GENERAL: msg("records of the body"),
    RequestKind.OWN_FILE: msg("one’s own file"),
}

ELEMENTS: Mapping[Element, Message] = {
    Element.WHO: msg("whose records, or which office"),
    Element.WHAT: msg("which records"),
    Element.WHEN: msg("of which dates"),
}

WORDS: Mapping[str, Message] = {
    PauseKind.CLARIFICATION: msg("clarification asked for"),
    PauseKind.FEE: msg("fee asked for"),
    PauseKind.OTHER: msg("another reason"),
    Where.PRIVATE: msg("in private"),
    Where.PUBLIC: msg("in public, neutral help alone"),
    Means.MAIL: msg("by e-mail"),
    Means.WEBHOOK: msg("by webhook"),
    Means.EXPORT: msg("by export"),
    RequestKind.GENERAL: KINDS[RequestKind.GENERAL],
    RequestKind.OWN_FILE: KINDS[RequestKind.OWN_FILE],
}
"""What the word of a step means."""

PASSINGS: Mapping[PassingState, Message] = {
    PassingState.WAITING: msg("waiting"),
    PassingState.PASSED: msg("passed"),
    PassingState.FAILED: msg("failed"),
    PassingState.TAKEN_BACK: msg("taken back"),
}
"""Where an order to pass an entry on stands."""

NO_DATE: Mapping[NoDate, Message] = {
    NoDate.NO_LAW: msg("No date: smbot knows no law that held on that day."),
    NoDate.UNVERIFIED: msg("No date: smbot’s data on this law is not verified. Ask the access coordinator."),
    NoDate.PAUSED: msg("No date: the clock stands still."),
}

DISCLAIMER = msg("Not legal advice: the access coordinator decides what is a request, and when an answer is due.")


def due_line(clock: Reckoning) -> Message:
    """Return when an answer is due, or why no date is shown."""
    if clock.due is None or clock.left is None:
        return NO_DATE[clock.why or NoDate.UNVERIFIED]
    told: dict[str, object] = {"day": clock.due.isoformat(), "days": abs(clock.left)}
    if clock.left < 0:
        return msg("Due on {day}: overdue. Days over, as the law counts them: {days}.", **told)
    return msg("Due on {day}. Days left, as the law counts them: {days}.", **told)


def law_line(law: Law, language: str) -> Message:
    """Return what a row says, in one sentence."""
    name = law.name.said(language)
    if law.days is None or law.verified_on is None:
        return msg("{name}: not verified.", name=name)
    told: dict[str, object] = {"name": name, "days": law.days, "read": law.verified_on.isoformat()}
    if law.counting == Counting.BUSINESS:
        return msg("{name}: {days} business days (verified on {read}).", **told)
    return msg("{name}: {days} calendar days (verified on {read}).", **told)


def passing_why(order: PassingOrder) -> Message | None:
    """Return what kept an order from being carried out, or None where nothing did."""
    if order.code == NO_MEANS:
        return msg("The settings name nobody any more who could be reached this way.")
    if order.code == ABANDONED:
        return msg("smbot was stopped while it told the coordinator.")
    return msg("The coordinator was not reached ({code}).", code=order.code) if order.code else None


def passing_mend(order: PassingOrder) -> Message | None:
    """Return what a person can do about an order that was given up, else None."""
    if order.state != PassingState.FAILED:
        return None
    if not order.certain:
        return msg("Something may have arrived: ask the coordinator before you try again.")
    if order.code == NO_MEANS:
        return msg("Set coordinator_email or coordinator_webhook in [access], or hand over an export.")
    return msg("Nothing arrived. Check the address in [access], then try again; or hand over an export.")


def alarm_line(alarm: str) -> Message:
    """Return an alarm in words; `alarm` is one that stands."""
    if alarm == OVERDUE:
        return msg("overdue")
    return msg("due within {days} days", days=alarm)

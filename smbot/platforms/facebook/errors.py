"""Every way in which a call to the Graph API can fail, translated to our errors by code and never by text; pure.

Codes: Meta's pages "Handling errors", "Rate limits" and "Error codes" of the Messenger Platform. What comes in:
facebook-sdk's GraphAPIError (its `result` alone has the subcode), KeyError where the content type is missing, HTML,
exceptions of `requests`, whose texts hold the token. What goes out never quotes any of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from smbot.core.errors import (
    AccountProblem,
    DeliveryInDoubt,
    PlatformError,
    Refused,
    Throttled,
    Unavailable,
)
from smbot.core.messages import Message, msg
from smbot.platforms.bounded import nothing_was_written
from smbot.platforms.facebook.quota import retry_at

_PASSING = frozenset({1, 2, 1200})
"""Unknown, service down, "temporary send message failure": nobody knows whether it was carried out."""
_THROTTLED = frozenset({4, 17, 32, 341, 613, *range(80_001, 80_010)})
_TOKEN = frozenset({102, 104, 190})
_PERMISSION = frozenset({3, 10, *range(200, 300)})
_POLICY = 368
_DUPLICATE = 506
_NOT_THERE = frozenset({(100, 33), (803, 0)})
_PARAMETER = 100
# No to one message, not to the account: outside the window (10), the person takes none (200, 551), no such person.
_MESSAGE_SUBCODES = frozenset({2018001, 2018065, 2018108, 2018278, 1545041})


class NotThere(AccountProblem):
    """What was asked for is not there, or not for us: deleted, or our permission is gone. Graph tells no difference."""


class BadRequest(AccountProblem):
    """Graph does not take a parameter: a paging cursor that is no longer good, or a setting."""


class Gone(Refused):
    """What was to be answered, changed or deleted is not there (any more)."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What is known of an answer that is not a success. `code` is None where it was not Graph's own."""

    status: int | None = None
    code: int | None = None
    subcode: int = 0
    transient: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Graph's code and subcode, or the status: fit for a log."""
        if self.code is None:
            return "no answer" if self.status is None else f"HTTP {self.status}"
        return f"{self.code} {self.subcode}" if self.subcode else str(self.code)

    @property
    def definite(self) -> bool:
        """Say whether Graph itself said no, and not for the moment."""
        passing = self.code is None or self.code in _PASSING or self.transient
        return not passing and (self.status is None or self.status < 500)


def read_failure(error: Exception, status: int | None, headers: Mapping[str, str]) -> Failure | None:
    """Return what an exception of facebook-sdk says, with the answer it came from; None where there was no answer."""
    if status is None:
        return None
    result = getattr(error, "result", None)
    said = result.get("error") if isinstance(result, dict) else None
    told = said if isinstance(said, dict) else {}
    return Failure(
        status=status,
        code=_whole(told.get("code")),
        subcode=_whole(told.get("error_subcode")) or 0,
        transient=told.get("is_transient") is True,
        headers=headers,
    )


def translate_read(error: Exception, failure: Failure | None, now: datetime) -> PlatformError:
    """Return what a failed read means; nothing was written, so all that is unclear is `Unavailable`."""
    if failure is None:
        return no_answer(type(error).__name__)
    if failure.code in _THROTTLED or failure.status == 429:
        return Throttled(failure.name, retry_at=retry_at(failure.headers, now))
    if not failure.definite:
        return no_answer(failure.name)
    if (failure.code, failure.subcode) in _NOT_THERE:
        return NotThere(failure.name, msg("Facebook does not show this ({code}).", code=failure.name))
    if failure.code == _PARAMETER:
        what = msg("Facebook cannot use the request ({code}): check page_id and api_version.", code=failure.name)
        return BadRequest(failure.name, what)
    return _account_problem(failure)


def translate_write(error: Exception, failure: Failure | None, now: datetime) -> PlatformError:
    """Return what a failed write means; all that is unclear is `DeliveryInDoubt`."""
    if failure is None:
        cause = type(error).__name__
        unreached = Unavailable(cause, msg("Facebook could not be reached ({cause}).", cause=cause))
        return unreached if nothing_was_written(error) else in_doubt(cause)
    if failure.code in _THROTTLED or failure.status == 429:
        return Throttled(failure.name, retry_at=retry_at(failure.headers, now))
    if failure.code == _DUPLICATE:
        # The text is there: perhaps by the very request whose answer was lost. Look, then decide.
        return DeliveryInDoubt(f"{failure.name} duplicate", msg("Facebook says that this reply is already there."))
    if not failure.definite:
        return in_doubt(failure.name)
    if failure.subcode in _MESSAGE_SUBCODES:
        return refused(failure.name)
    if failure.code in _TOKEN | _PERMISSION | {_POLICY}:
        return _account_problem(failure)
    if (failure.code, failure.subcode) in _NOT_THERE:
        return Gone(failure.name, msg("Facebook says that the post is not there ({code}).", code=failure.name))
    return refused(failure.name)


def in_doubt(cause: str) -> DeliveryInDoubt:
    """Return the error for what may have been done; `cause` is the name of an error, code or status."""
    return DeliveryInDoubt(
        cause, msg("Facebook did not say whether it carried out the request ({cause}).", cause=cause)
    )


def no_answer(cause: str) -> Unavailable:
    """Return the error for an answer to a reading that is not one; `cause` is the name of what is wrong."""
    return Unavailable(cause, msg("Facebook gave no usable answer ({cause}).", cause=cause))


def refused(code: str, what: Message | None = None) -> Refused:
    """Return the error for a definite no to one request."""
    return Refused(code, what or msg("Facebook refused ({code}).", code=code))


def _account_problem(failure: Failure) -> AccountProblem:
    code = failure.name
    if failure.code in _TOKEN:
        what = msg(
            "Facebook no longer accepts the page's token ({code}): a password was changed, a role was lost, or it "
            "ended. Run: smbot connect facebook",
            code=code,
        )
    elif failure.code in _PERMISSION:
        what = msg(
            "Facebook does not permit this ({code}): check the app's permissions and the role of who connected the "
            "page. Run: smbot doctor",
            code=code,
        )
    elif failure.code == _POLICY:
        what = msg(
            "Facebook has blocked the page's actions for a time ({code}): look at the page's quality and support inbox "
            "on Facebook before you resume sending.",
            code=code,
        )
    else:
        what = msg("Facebook cannot use the request ({code}): check page_id and api_version.", code=code)
    return AccountProblem(code, what)


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        return int(value)
    return value if isinstance(value, int) and 0 <= value < 10**11 else None

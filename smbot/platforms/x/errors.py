"""Every way in which a request to X can fail, translated to our errors; pure.

What comes in: tweepy's exceptions (402 is a bare HTTPException), those of `requests` and urllib3, JSON
that does not parse, HTML with status 200. What goes out never quotes the answer: a
post or token may be in it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import requests

from smbot.core.errors import (
    AccountProblem,
    DeliveryInDoubt,
    PlatformError,
    Refused,
    Throttled,
    Unavailable,
)
from smbot.core.messages import msg
from smbot.platforms.bounded import nothing_was_written
from smbot.platforms.values import LONGEST_WAIT, after_seconds

_ACCOUNT_TYPES = frozenset({"client-forbidden", "oauth1-permissions", "unsupported-authentication", "credits"})
_ACCOUNT_CODES = frozenset({32, 63, 64, 89, 99, 135, 215, 220, 226, 261, 326, 415, 416, 453})
"""X's older numeric codes that concern the account or the app, not one reply (response-codes page)."""
_OVER_DAILY_LIMIT = 185
_DUPLICATE = 187
_ACCOUNT_WORDS = re.compile(r"suspended|locked|app permissions|access level|limited v1|not permitted to access", re.I)
_DUPLICATE_WORDS = re.compile(r"duplicate", re.I)
_DAY_WINDOWS = ("x-app-limit-24hour", "x-user-limit-24hour")
# A definite no, if X itself says it; 408 and 409 are not.
_DEFINITE = frozenset({400, 404, 405, 410, 413, 414, 415, 422, 451})
_PAGING = frozenset({"next_token", "pagination_token"})
_LOWER_END = frozenset({"since_id", "start_time"})


class BadCursor(PlatformError):
    """X no longer accepts the paging token (start the run again) or its lower end (ask by a later time)."""

    def __init__(self, *, token: bool) -> None:
        super().__init__("400 bad-cursor", msg("X no longer accepts a place in its list of posts."))
        self.token = token


@dataclass(frozen=True, kw_only=True)
class Failure:
    """What is known of an answer that is not a success. `readable`: it was a JSON object, so X's own."""

    status: int
    readable: bool
    kind: str
    codes: frozenset[int]
    detail: str
    parameters: frozenset[str]
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        """The status and X's name for the problem: fit for a log."""
        numbers = " ".join(str(code) for code in sorted(self.codes))
        return " ".join(part for part in (str(self.status), self.kind, numbers) if part)


def read_failure(response: requests.Response) -> Failure:
    """Take from an answer what decides, whatever its body is."""
    try:
        body = response.json()
    except (ValueError, RecursionError):
        body = None
    problem = body if isinstance(body, dict) else {}
    errors = problem.get("errors")
    items = [e for e in errors if isinstance(e, dict)] if isinstance(errors, list) else []
    kind = str(problem.get("type", "")).rsplit("/", 1)[-1]
    details = [problem.get("detail"), *(e.get("detail") or e.get("message") for e in items)]
    return Failure(
        status=response.status_code,
        readable=isinstance(body, dict),
        kind=kind if re.fullmatch(r"[a-z0-9-]{1,60}", kind) else "",
        codes=frozenset(c for e in items if isinstance(c := e.get("code"), int) and 0 < c < 10_000),
        detail=" ".join(text for text in details if isinstance(text, str)),
        parameters=frozenset(str(name) for e in items if isinstance(p := e.get("parameters"), dict) for name in p),
        headers={name.lower(): value for name, value in response.headers.items()},
    )


def translate_read(error: Exception, now: datetime) -> PlatformError:
    """Return what a failed read means; nothing was written, so all that is unclear is `Unavailable`."""
    failure = _failure_of(error)
    return no_answer(type(error).__name__) if failure is None else read_problem(failure, now)


def read_problem(failure: Failure, now: datetime) -> PlatformError:
    """Return what an answer to a reading means that is no success."""
    if failure.status in {409, 429}:  # 409: a job is under way, and X takes one at a time
        return Throttled(failure.code, retry_at=retry_at(failure.headers, now))
    if failure.status == 400 and failure.parameters & (_PAGING | _LOWER_END):
        return BadCursor(token=bool(failure.parameters & _PAGING))
    if failure.status in {401, 402} or (failure.status in _DEFINITE | {403} and failure.readable):
        return _account_problem(failure)
    return no_answer(failure.code)


def translate_write(error: Exception, now: datetime) -> PlatformError:
    """Return what a failed write means; all that is unclear is `DeliveryInDoubt`."""
    failure = _failure_of(error)
    if failure is None:
        cause = type(error).__name__
        unreached = Unavailable(cause, msg("X could not be reached ({cause}).", cause=cause))
        return unreached if nothing_was_written(error) else in_doubt(cause)
    if failure.status == 429 or (failure.status == 403 and _OVER_DAILY_LIMIT in failure.codes):
        return Throttled(failure.code, retry_at=retry_at(failure.headers, now))
    if failure.status in {401, 402}:
        return _account_problem(failure)
    if failure.status == 403 and failure.readable:
        return _forbidden(failure)
    definite = failure.status in _DEFINITE and failure.readable
    return _refused(failure) if definite else in_doubt(failure.code)


def status_of(error: PlatformError) -> str:
    """Return the HTTP status that an error of ours began with, or what stands in its place."""
    return error.code.partition(" ")[0]


def in_doubt(cause: str) -> DeliveryInDoubt:
    """Return the error for a change that may have been made; `cause` is the name of an error or status."""
    return DeliveryInDoubt(cause, msg("X did not say whether it did what was asked ({cause}).", cause=cause))


def no_answer(cause: str) -> Unavailable:
    """Return the error for an answer to a reading that is not one; `cause` is the name of what is wrong."""
    return Unavailable(cause, msg("X gave no usable answer ({cause}).", cause=cause))


def retry_at(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when X takes requests again: the end of the window that is used up, or None if unsaid."""
    stamps = [headers.get("x-rate-limit-reset", "")]
    stamps += [headers.get(f"{w}-reset", "") for w in _DAY_WINDOWS if headers.get(f"{w}-remaining") == "0"]
    seconds = [int(stamp) for stamp in stamps if stamp.isascii() and stamp.isdigit() and len(stamp) < 12]
    if seconds:
        return min(max(datetime.fromtimestamp(max(seconds), UTC), now), now + LONGEST_WAIT)
    return after_seconds(headers.get("retry-after", ""), now)


def _failure_of(error: Exception) -> Failure | None:
    # tweepy's HTTPException carries the answer; so may an error of `requests`, which is about another matter.
    response = None if isinstance(error, requests.RequestException) else getattr(error, "response", None)
    return read_failure(response) if isinstance(response, requests.Response) else None


def _forbidden(failure: Failure) -> PlatformError:
    if _DUPLICATE in failure.codes or _DUPLICATE_WORDS.search(failure.detail):
        # "Duplicate" has come with a text that was in fact posted by the request before: look, then decide.
        return DeliveryInDoubt("403 duplicate", msg("X says that this reply is already there."))
    if failure.kind in _ACCOUNT_TYPES or failure.codes & _ACCOUNT_CODES or _ACCOUNT_WORDS.search(failure.detail):
        return _account_problem(failure)
    return _refused(failure)


def _refused(failure: Failure) -> Refused:
    return Refused(failure.code, msg("X refused ({code}).", code=failure.code))


def _account_problem(failure: Failure) -> AccountProblem:
    code = failure.code
    what = {
        401: msg("X does not accept the credentials ({code}): make new keys and tokens, and store them.", code=code),
        402: msg("X wants credit ({code}): add credit or raise the spending limit in its console.", code=code),
        403: msg("X does not let this app or account do that ({code}): check its permissions.", code=code),
    }
    other = msg("X cannot use the request ({code}): check user_id and the queries of the monitors.", code=code)
    return AccountProblem(code, what.get(failure.status, other))

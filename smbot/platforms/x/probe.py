"""Asks X harmlessly who we are to it and what is left, and puts what is missing in plain words.

The calls change nothing: `GET /2/users/me` or `GET /2/users/{id}`, `GET /2/usage/tweets`, `GET /2/webhooks`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import requests

from smbot.core.errors import AccountProblem, PlatformError
from smbot.core.messages import Message, msg
from smbot.platforms.ports import Finding
from smbot.platforms.values import objects
from smbot.platforms.x.client import XClient
from smbot.platforms.x.errors import no_answer, status_of
from smbot.platforms.x.settings import XSettings

if TYPE_CHECKING:
    from tweepy import Client

NEARLY_USED = 0.9
"""The part of X's monthly cap from which a person should know."""


@dataclass(frozen=True, kw_only=True)
class Me:
    """The account whose keys and tokens these are. `access` is X's word for what the tokens may do, "" if unsaid."""

    user_id: str
    username: str
    bio: str
    access: str


@dataclass(frozen=True, kw_only=True)
class Usage:
    """Posts read by the app in X's month, the most that X lets it read, and the day on which counting begins anew."""

    used: int
    cap: int
    reset_day: int


def ask_me(client: XClient) -> Me:
    """Return whose keys and tokens these are.

    Raises:
        PlatformError: X does not say.
    """
    access: list[str] = []

    def ask(x: "Client") -> requests.Response:
        response: requests.Response = x.get_me(user_fields=["description"], user_auth=True)
        access.append(response.headers.get("x-access-level", ""))
        return response

    me = _me(client.read(ask), access)
    if me is None:
        raise no_answer("data")
    return me


def ask_account(client: XClient, user_id: str) -> Me | None:
    """Return the account with this number, by the app's token; None where X knows none.

    Raises:
        PlatformError: X does not say.
    """
    return _me(client.read(lambda x: x.get_user(id=user_id, user_fields=["description"])), [""])


def ask_usage(client: XClient) -> Usage:
    """Return how much of X's monthly cap is used; by the app's token.

    Raises:
        PlatformError: X does not say.
    """
    answer = client.read(lambda x: x.request("GET", "/2/usage/tweets"))
    data = answer.get("data")
    found = data if isinstance(data, dict) else {}
    used, cap, day = (_number(found.get(name)) for name in ("project_usage", "project_cap", "cap_reset_day"))
    if used is None or cap is None:
        raise no_answer("data")
    return Usage(used=used, cap=cap, reset_day=day or 1)


def ask_webhooks(client: XClient) -> tuple[bool, ...]:
    """Return of each webhook of the app whether X found it answering; by the app's token.

    Raises:
        PlatformError: X does not say, or this app has no webhooks at all.
    """
    answer = client.read(lambda x: x.request("GET", "/2/webhooks"))
    return tuple(one.get("valid") is True for one in objects(answer.get("data")))


def findings(client: XClient, settings: XSettings) -> list[Finding]:
    """Return what `doctor` shows after asking X."""
    found: list[Finding] = []
    if client.as_user:
        found += tried("x.account", lambda: _account(ask_me(client), settings))
    elif settings.user_id:
        found += tried("x.account", lambda: [_known(ask_account(client, settings.user_id), settings)])
    if client.as_app:
        found += tried("x.usage", lambda: [check_usage(ask_usage(client))])
        found += check_webhooks(client)
    return found


def _account(me: Me, settings: XSettings) -> list[Finding]:
    return [check_account(me, settings), check_access(me)]


def _known(me: Me | None, settings: XSettings) -> Finding:
    if me is not None:
        return check_account(me, settings)
    return Finding(
        check="x.account",
        what=msg("X does not know the account."),
        why=msg("It has none with the number {id}.", id=settings.user_id),
        fix=msg('Set user_id to the account\'s number on X, or run "smbot connect x".'),
    )


def tried(check: str, ask: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
    """Return what asking found, or why X could not be asked and how to mend that."""
    try:
        return ask()
    except PlatformError as error:
        what, fix = _mend(error)
        return [Finding(check=check, what=what, why=error.what, fix=fix)]


def check_account(me: Me, settings: XSettings) -> Finding:
    """Say whether the keys and tokens are those of the account in the settings."""
    if me.user_id != settings.user_id:
        return Finding(
            check="x.account",
            what=msg("The keys and tokens are those of another account."),
            why=msg(
                "They belong to {name} ({id}); user_id is {configured}.",
                name=me.username,
                id=me.user_id,
                configured=settings.user_id or "-",
            ),
            fix=msg('Run "smbot connect x", or store the access token of the account that replies.'),
        )
    if me.username.casefold() != settings.username.casefold():
        return Finding(
            check="x.account",
            what=msg("The account has another name now."),
            why=msg("X calls it {name}; username is {configured}.", name=me.username, configured=settings.username),
            fix=msg("Set username to {name}.", name=me.username),
        )
    return Finding(check="x.account", what=msg("X knows the account as {name}.", name=me.username))


def check_access(me: Me) -> Finding:
    """Say whether the access token may write."""
    if not me.access or "write" in me.access:
        return Finding(check="x.permission", what=msg("The access token may be used to reply."))
    return Finding(
        check="x.permission",
        what=msg("The access token may only read."),
        why=msg("X gives it the access level {level}.", level=me.access),
        fix=msg("Give the app the permission Read and write, then make a new access token and store it."),
    )


def check_usage(usage: Usage) -> Finding:
    """Say how much of X's monthly cap is used."""
    what = msg("{used} of {cap} posts of this month are read.", used=usage.used, cap=usage.cap)
    if usage.used < usage.cap * NEARLY_USED:
        return Finding(check="x.usage", what=what)
    return Finding(
        check="x.usage",
        what=what,
        why=msg("X stops reading at its cap; it counts anew on day {day} of the month.", day=usage.reset_day),
        fix=msg("Switch off the monitors that find the most, or make poll_minutes longer."),
        advice=True,
    )


def check_bio(me: Me) -> Finding:
    """Say whether the account tells anything of itself: X wants the operator of an automated account named there."""
    if me.bio.strip():
        return Finding(check="x.bio", what=msg("The account has a bio. See that it names who operates it."))
    return Finding(
        check="x.bio",
        what=msg("The account's bio is empty."),
        why=msg("X wants an automated account to say who operates it."),
        fix=msg("Write in the bio who operates the account and how to reach a person."),
        advice=True,
    )


def check_webhooks(client: XClient) -> list[Finding]:
    """Say whether X reaches our webhook, where the app has one; smbot works without."""
    try:
        valid = ask_webhooks(client)
    except PlatformError:
        return []  # most apps have none, and X then refuses the question
    if not valid:
        return []
    if all(valid):
        return [Finding(check="x.webhook", what=msg("X reaches the webhook."))]
    return [
        Finding(
            check="x.webhook",
            what=msg("X does not reach the webhook."),
            why=msg("It marked the address as not answering, and delivers nothing there."),
            fix=msg("See that the address answers over HTTPS, then have X check it again (PUT /2/webhooks/ID)."),
            advice=True,
        )
    ]


def _mend(error: PlatformError) -> tuple[Message, Message]:
    if not isinstance(error, AccountProblem):
        return msg("X could not be asked."), msg("Try again in a few minutes.")
    fixes = {
        "401": msg("Make new keys and tokens in X's developer console, and store them."),
        "402": msg("Add credit, or raise the spending limit, in X's developer console."),
        "403": msg("Give the app the permission Read and write, then make a new access token and store it."),
    }
    fix = fixes.get(status_of(error), msg('Check the settings of X, or run "smbot connect x".'))
    return msg("X does not accept the account or the app."), fix


def _me(answer: Mapping[str, object], access: Sequence[str]) -> Me | None:
    data = answer.get("data")
    found = data if isinstance(data, dict) else {}
    user_id, username, bio = found.get("id"), found.get("username"), found.get("description", "")
    if not isinstance(user_id, str) or not isinstance(username, str):
        return None
    return Me(user_id=user_id, username=username, bio=str(bio), access=access[-1].lower())


def _number(value: object) -> int | None:
    """Return a count that X writes as a number or, since 2.167, as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None

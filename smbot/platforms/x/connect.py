"""The steps of ``smbot connect x``: what to do on X's own pages, what to type, and a harmless check of each."""

from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from smbot.core.clock import Clock
from smbot.core.messages import msg
from smbot.platforms.ports import Ask, Finding, Learned, Step, Typed
from smbot.platforms.x.client import USER_SECRETS, XClient
from smbot.platforms.x.probe import Me, ask_me, ask_usage, check_access, check_bio, check_usage, tried
from smbot.platforms.x.settings import XSettings

CONSOLE = "https://console.x.com"
_CONNECTION = ("api_url", "timeout_seconds")


def steps() -> Sequence[Step]:
    """Return the steps in their order."""
    return [_console(), _app(), _keys(), _bearer(), _credit(), _label(), _limits()]


def _console() -> Step:
    return Step(
        name="console",
        title=msg("A developer account"),
        text=(
            msg("Open {address} and sign in with the X account that is to reply.", address=CONSOLE),
            msg("Accept the agreement. Where X asks what for: to read posts that address you, and answer them."),
            msg("Say there that people approve the answers, and that no post is used to learn about its author."),
        ),
    )


def _app() -> Step:
    return Step(
        name="app",
        title=msg("An app with Read and write"),
        text=(
            msg("In the console, make a project and an app in it."),
            msg("In the app's user authentication settings choose Read and write. Direct messages are not needed."),
            msg("Do this before you make tokens: a token keeps the permission that the app had when it was made."),
        ),
    )


def _keys() -> Step:
    return Step(
        name="keys",
        title=msg("Four keys and tokens"),
        text=(
            msg("On the app's page of keys and tokens, make the consumer key and secret and the access token."),
            msg("The access token must be that of the account which replies; X shows each secret once."),
        ),
        asks=(
            Ask(name="consumer_key", what=msg("Consumer key (also called API key)"), secret=True),
            Ask(name="consumer_secret", what=msg("Consumer secret (also called API key secret)"), secret=True),
            Ask(name="access_token", what=msg("Access token"), secret=True),
            Ask(name="access_token_secret", what=msg("Access token secret"), secret=True),
        ),
        check=_check_keys,
    )


def _bearer() -> Step:
    return Step(
        name="bearer",
        title=msg("The app's bearer token"),
        text=(
            msg("On the same page, make the bearer token."),
            msg("It reads saved searches, counts what they would cost, and asks which posts were deleted."),
        ),
        asks=(Ask(name="bearer_token", what=msg("Bearer token"), secret=True),),
        check=_check_bearer,
    )


def _credit() -> Step:
    return Step(
        name="credit",
        title=msg("Credit and a spending limit"),
        text=(
            msg("X charges for each post read and each reply. Buy credit and set a spending limit in the console."),
            msg("smbot keeps a limit of its own for reading: monthly_budget_usd. Set X's a little higher."),
            msg("If the account that replies also owns the app, set owns_app = true: mentions then cost a fifth."),
        ),
        check=_check_credit,
    )


def _label() -> Step:
    return Step(
        name="label",
        title=msg("Say that a program helps"),
        text=(
            msg("On X, in the settings of the account under Automation, name the account that manages it."),
            msg('X then shows the label "Automated" on the profile. smbot cannot see it: look for it yourself.'),
            msg("Write in the bio who operates the account, and another way to reach you."),
        ),
        check=_check_label,
    )


def _limits() -> Step:
    return Step(
        name="limits",
        title=msg("What X allows"),
        text=(
            msg("Without a contract, X takes replies by program only to people who mentioned or quoted the account."),
            msg("What a saved search finds beyond that can be answered on X itself: the desk opens the post there."),
            msg("X takes one reply for each post, and no private message before the person wrote one."),
        ),
    )


def _check_keys(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    known: list[Me] = []

    def look() -> Sequence[Finding]:
        me = ask_me(_client(settings, _only(typed, USER_SECRETS), clock))
        known.append(me)
        return [
            Finding(check="x.account", what=msg("X knows the account as {name}.", name=me.username)),
            check_access(me),
        ]

    found = tuple(tried("x.account", look))
    learned: dict[str, JsonValue] = {"user_id": known[0].user_id, "username": known[0].username} if known else {}
    return Learned(findings=found, settings=learned)


def _check_bearer(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    client = _client(settings, _only(typed, ("bearer_token",)), clock)
    return Learned(findings=tuple(tried("x.usage", lambda: [check_usage(ask_usage(client))])))


def _check_credit(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    def look() -> Sequence[Finding]:
        ask_me(_client(settings, _only(typed, USER_SECRETS), clock))
        return [Finding(check="x.credit", what=msg("X answers: there is credit, or none was needed yet."))]

    return Learned(findings=tuple(tried("x.credit", look)))


def _check_label(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    client = _client(settings, _only(typed, USER_SECRETS), clock)
    return Learned(findings=tuple(tried("x.bio", lambda: [check_bio(ask_me(client))])))


def _only(typed: Typed, names: Sequence[str]) -> dict[str, str]:
    return {name: typed[name] for name in names if name in typed}


def _client(settings: Mapping[str, JsonValue], secrets: Mapping[str, str], clock: Clock) -> XClient:
    """Return a client for the address in the file; the account itself may not be known yet.

    Raises:
        ConfigurationError: The secrets are not all there.
    """
    connection = {name: settings[name] for name in _CONNECTION if name in settings}
    return XClient(XSettings.model_validate(connection), secrets, clock)

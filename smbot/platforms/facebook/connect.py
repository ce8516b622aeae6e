"""The steps of ``smbot connect facebook``: what to do on Meta's own pages, what to type, and a harmless check of each.

Every check reads (GET) and changes nothing. The person's own token is asked for once, exchanged for a long-lived one,
and given up after the page's token was had from it: it is never stored.
"""

import secrets as random
from collections.abc import Mapping, Sequence

from pydantic import JsonValue

from smbot.core.clock import Clock
from smbot.core.errors import AccountProblem, PlatformError
from smbot.core.messages import msg
from smbot.platforms.facebook.client import GraphClient
from smbot.platforms.facebook.errors import BadRequest, NotThere, no_answer
from smbot.platforms.facebook.probe import (
    Token,
    about_page,
    about_token,
    about_webhook,
    app_client,
    ask_token,
    client_for,
    needed,
    tried,
    webhook_fields,
)
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.ports import Ask, Choice, Finding, Learned, Step, Typed
from smbot.platforms.values import objects

DASHBOARD = "https://developers.facebook.com/apps"
BUSINESS = "https://business.facebook.com"
EXPLORER = "https://developers.facebook.com/tools/explorer"

_CONNECTION = ("graph_url", "api_version", "timeout_seconds", "messages", "app_id", "page_id")


def steps(settings: Mapping[str, JsonValue]) -> Sequence[Step]:
    """Return the steps in their order; `settings` tells whether messages are wanted."""
    ours = _settings(settings)
    return [_account(), _app(), _permissions(ours), _page(), _life(), _webhook(ours)]


def _account() -> Step:
    return Step(
        name="account",
        title=msg("A business portfolio and a developer account"),
        text=(
            msg(
                "Open {address} with the Facebook account of somebody who has full control of the page.",
                address=BUSINESS,
            ),
            msg("Make a business portfolio for your organisation if there is none, and add the page to it."),
            msg("Have Meta verify the organisation there: app review asks for it, and it takes days."),
            msg("Choose a person who will stay: the page's token dies with their role, or with a new password."),
            msg("Then open {address} and register as a developer.", address=DASHBOARD),
        ),
    )


def _app() -> Step:
    return Step(
        name="app",
        title=msg("An app"),
        text=(
            msg("At {address} make an app of the type Business, within your business portfolio.", address=DASHBOARD),
            msg("Choose the use cases that manage everything on a page and that answer messages from customers."),
            msg("Under App settings, Basic: copy the app's number and secret. Set the address of your privacy policy."),
            msg("Under App settings, Advanced: switch on Require app secret. smbot signs each call with it."),
        ),
        asks=(
            Ask(name="app_id", what=msg("App ID")),
            Ask(name="app_secret", what=msg("App secret"), secret=True),
        ),
        check=_check_app,
    )


def _permissions(settings: FacebookSettings) -> Step:
    reasons = tuple(msg("{scope}: {why}.", scope=scope, why=why) for scope, why in needed(settings).items())
    return Step(
        name="permissions",
        title=msg("Permissions and app review"),
        text=(
            msg("In the app, under use cases, add these permissions:"),
            *reasons,
            msg(
                "{scope}: {why}.",
                scope="business_management",
                why=msg("only if the page is owned by a business portfolio"),
            ),
            msg(
                "At once they work for people who have a role in the app. For what the public writes, ask for advanced "
                "access of each: Meta reviews the app, with a film of the screen for each permission."
            ),
            msg(
                "Say in the request that employees read and approve every answer, that personal information is masked, "
                "and that no post is used to learn about its author."
            ),
            msg("Then switch the app to Live: in development Facebook shows only what people with a role in it wrote."),
        ),
    )


def _page() -> Step:
    return Step(
        name="page",
        title=msg("The page"),
        text=(
            msg(
                "Open {address}, choose your app, then User token, and add every permission of the last step.",
                address=EXPLORER,
            ),
            msg("Generate the token, log in as who has full control of the page, and choose the page when asked."),
            msg("Copy the token. smbot exchanges it for one of the page that has no end date, and does not store it."),
        ),
        asks=(Ask(name="user_token", what=msg("Your user token"), secret=True),),
        check=_check_user,
    )


def _life() -> Step:
    return Step(
        name="token",
        title=msg("The page's token"),
        text=(msg("smbot now looks whether the page's token lasts and what it permits."),),
        check=_check_page,
    )


def _webhook(settings: FacebookSettings) -> Step:
    fields = webhook_fields(settings)
    return Step(
        name="webhook",
        title=msg("Deliveries"),
        text=(
            msg("smbot reads every few minutes. With deliveries it is told at once, and of deletions and edits too."),
            msg("This needs an address of yours that Facebook reaches by https; without one, leave this step out."),
            msg(
                "Leave the verify token empty: smbot makes one. You find it among the secrets as facebook.verify_token."
            ),
            msg("In the app, under Webhooks, choose Page, and enter your address and that verify token."),
            msg("Set [webhooks] public_url in the configuration to it: without that smbot takes no deliveries."),
            msg("Subscribe there to: {fields}", fields=", ".join(fields)),
            msg(
                "Last, install the app on the page. In {address}, with the page's token, send POST to {path}",
                address=EXPLORER,
                path=f"{settings.page_id or 'PAGE_ID'}/subscribed_apps?subscribed_fields={','.join(fields)}",
            ),
        ),
        asks=(Ask(name="verify_token", what=msg("Verify token (empty: smbot makes one)"), secret=True, optional=True),),
        check=_check_webhook,
    )


def _check_app(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    ours, secret = _settings(settings), typed.get("app_secret", "")

    def look() -> Sequence[Finding]:
        try:
            token = ask_token(app_client(ours, secret, clock), f"{ours.app_id}|{secret}")
        except (BadRequest, NotThere):
            raise
        except AccountProblem:
            token = None  # Graph takes the app's number and secret for a token, and refuses them as one
        if token is None or not token.valid or token.app_id != ours.app_id:
            return [
                Finding(
                    check="facebook.app",
                    what=msg("Facebook does not know this app by this secret."),
                    fix=msg("Copy both again from App settings, Basic."),
                )
            ]
        return [Finding(check="facebook.app", what=msg("Facebook knows the app."))]

    return Learned(findings=tuple(tried("facebook.app", look)))


def _check_user(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    ours, secret, short = _settings(settings), typed.get("app_secret", ""), typed.get("user_token", "")
    if not short:  # connected before: the person's token was given up
        return Learned(findings=tuple(_about_stored(ours, typed, clock)))
    choices: list[Choice] = []

    def look() -> Sequence[Finding]:
        app = app_client(ours, secret, clock)
        token = ask_token(app, short)
        unfit = _unfit(token, ours)
        if unfit:
            return [unfit]
        person = client_for(ours, _exchanged(app, ours, secret, short), secret, clock)
        choices.extend(_pages(person, token))
        return [_found(choices)]

    found = tuple(tried("facebook.person", look))
    return Learned(findings=found, choices=tuple(choices))


def _check_page(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    return Learned(findings=tuple(_about_stored(_settings(settings), typed, clock)))


def _check_webhook(settings: Mapping[str, JsonValue], typed: Typed, clock: Clock) -> Learned:
    ours = _settings(settings)
    page = client_for(ours, typed.get("page_token", ""), typed.get("app_secret", ""), clock)
    found = tuple(tried("facebook.webhook", lambda: [about_webhook(page, ours)]))
    made = {} if typed.get("verify_token") else {"verify_token": random.token_urlsafe(24)}
    return Learned(findings=found, secrets=made)


def _about_stored(settings: FacebookSettings, typed: Typed, clock: Clock) -> Sequence[Finding]:
    secret, page_token = typed.get("app_secret", ""), typed.get("page_token", "")

    def look() -> Sequence[Finding]:
        token = ask_token(app_client(settings, secret, clock), page_token)
        page = client_for(settings, page_token, secret, clock)
        return [*about_token(token, settings, clock.now()), *([about_page(page, settings)] if token.valid else [])]

    return tried("facebook.token", look)


def _unfit(token: Token, settings: FacebookSettings) -> Finding | None:
    """Say what is wrong with the person's token, if anything is."""
    if not token.valid or token.kind != "USER" or token.app_id != settings.app_id:
        return Finding(
            check="facebook.person",
            what=msg("This is not a good user token of this app."),
            why=msg("It has ended (such tokens live an hour or two), is a page's, or was made for another app."),
            fix=msg("Generate a new one with your app and User token chosen, and paste it."),
        )
    lacking = {scope: why for scope, why in needed(settings).items() if scope not in token.scopes}
    if lacking:
        scope, why = next(iter(lacking.items()))
        return Finding(
            check="facebook.person",
            what=msg("Permissions are missing: {scopes}.", scopes=", ".join(lacking)),
            why=msg("{scope} is needed {why}.", scope=scope, why=why),
            fix=msg("Add them where you generate the token, generate it again, and paste it."),
        )
    return None


def _exchanged(app: GraphClient, settings: FacebookSettings, secret: str, short: str) -> str:
    """Return a long-lived token for a short one: pages' tokens made from it have no end date.

    Raises:
        PlatformError: Facebook does not give one.
    """
    answer = app.read(
        "oauth/access_token",
        grant_type="fb_exchange_token",
        client_id=settings.app_id,
        client_secret=secret,
        fb_exchange_token=short,
    )
    token = answer.get("access_token")
    if not isinstance(token, str) or not token:
        raise no_answer("access_token")
    return token


def _pages(person: GraphClient, token: Token) -> list[Choice]:
    """Return the pages to choose from, each with its token.

    With Facebook's newer log-in the list of accounts can be empty though pages were chosen (zammad/zammad#6069): the
    permissions then tell which.
    """
    answer = person.read("me/accounts", fields="id,name,access_token", limit=100)
    found = [choice for item in objects(answer.get("data")) if (choice := _choice(item))]
    if found:
        return found
    for page_id in token.pages:
        try:
            choice = _choice(person.read(page_id, fields="id,name,access_token"))
        except PlatformError:
            continue  # what was granted may be no page, or one that this person has no role on
        found += [choice] if choice else []
    return found


def _choice(item: Mapping[str, object]) -> Choice | None:
    page_id, name, token = item.get("id"), item.get("name"), item.get("access_token")
    if not isinstance(page_id, str) or not isinstance(token, str) or not page_id.isdigit():
        return None
    shown = name if isinstance(name, str) and name else page_id
    return Choice(name=shown, settings={"page_id": page_id}, secrets={"page_token": token})


def _found(choices: Sequence[Choice]) -> Finding:
    if choices:
        return Finding(
            check="facebook.person", what=msg("Pages whose tokens Facebook gives: {count}.", count=len(choices))
        )
    return Finding(
        check="facebook.person",
        what=msg("Facebook gives no page's token."),
        why=msg("No page was chosen when the token was made, or this person has no full control of one."),
        fix=msg("Generate the token again, choose the page when asked, and paste it."),
    )


def _settings(settings: Mapping[str, JsonValue]) -> FacebookSettings:
    """Return the settings so far; the page may not be known yet."""
    return FacebookSettings.model_validate({name: settings[name] for name in _CONNECTION if name in settings})

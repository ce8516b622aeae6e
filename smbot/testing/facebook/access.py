"""What the local Graph server answers about access: accounts, tokens, subscriptions to webhooks."""

from smbot.testing.facebook.errors import TOKEN_DEATHS, GraphError, bad_token, does_not_exist, invalid
from smbot.testing.facebook.fields import Field
from smbot.testing.facebook.nodes import PAGE, render
from smbot.testing.facebook.nouns import Token, TokenKind
from smbot.testing.facebook.request import Request
from smbot.testing.facebook.webhooks import FIELDS
from smbot.testing.http.replies import JsonObject

ACCOUNT = tuple(Field(name=name) for name in ("access_token", "category", "name", "tasks", "id"))
FOR_THE_PAGE = "pages_"


def accounts(request: Request) -> JsonObject:
    """Answer `GET /me/accounts`: our Page with its token; nothing after the new log-in, if the world says so."""
    if request.token.kind is not TokenKind.USER or not request.world.accounts_listed:
        return {"data": []}
    node = render(PAGE, request, request.world.page, request.fields or ACCOUNT)
    return {"data": [node], "paging": {"cursors": {"before": "MA", "after": "MA"}}}


def debug_token(request: Request) -> JsonObject:
    """Answer `GET /debug_token`: what a token is good for, and until when."""
    tokens = request.world.tokens
    token = tokens.get(request.given.get("input_token", ""))
    if token is None:
        error: JsonObject = {"code": 190, "message": "Invalid OAuth access token."}
        return {"data": {"error": error, "is_valid": False, "scopes": []}}
    death = tokens.death_of(token)
    told: JsonObject = {
        "app_id": tokens.app_id,
        "type": token.kind.value,
        "application": "smbot",
        "data_access_expires_at": int(tokens.data_access_until(token).timestamp()),
        "expires_at": 0 if token.expires_at is None else int(token.expires_at.timestamp()),
        "is_valid": death is None,
        "issued_at": int(token.issued_at.timestamp()),
        "scopes": [] if death else sorted(token.scopes),
        "granular_scopes": [] if death else _granular(token, tokens.page_id),
        "user_id": tokens.user_id,
    }
    if token.kind is TokenKind.PAGE:
        told["profile_id"] = tokens.page_id
    if death is not None:
        told["error"] = {"code": 190, "message": TOKEN_DEATHS[death], "subcode": death}
    return {"data": told}


def access_token(request: Request) -> JsonObject:
    """Answer `GET /oauth/access_token`: a long-lived token for a short one, or the app's own."""
    tokens, given = request.world.tokens, request.given
    if given.get("client_id") != tokens.app_id or given.get("client_secret") != tokens.app_secret:
        raise GraphError(101, "Error validating client secret.")
    if given.get("grant_type") == "client_credentials":
        return {"access_token": tokens.app, "token_type": "bearer"}
    if given.get("grant_type") != "fb_exchange_token":
        raise invalid("Param grant_type is not one this server knows")
    short = tokens.check(given.get("fb_exchange_token", ""))
    if short.kind is not TokenKind.USER:
        raise bad_token()
    long = tokens.long_lived(short)
    seconds = 0 if long.expires_at is None else int((long.expires_at - long.issued_at).total_seconds())
    return {"access_token": long.value, "token_type": "bearer", "expires_in": seconds}


def subscribed_apps(request: Request) -> JsonObject:
    """Answer `GET /{page}/subscribed_apps`."""
    request.our_page()
    fields = request.world.webhooks.fields
    if not fields:
        return {"data": []}
    app: JsonObject = {"link": "https://smbot.example.org/", "name": "smbot", "id": request.world.tokens.app_id}
    return {"data": [app | {"subscribed_fields": sorted(fields)}]}


def subscribe(request: Request) -> JsonObject:
    """Answer `POST /{page}/subscribed_apps`."""
    request.our_page()
    raw = request.given.get("subscribed_fields", "")
    names = frozenset(name.strip('[]" ') for name in raw.split(",") if name.strip('[]" '))
    if not names or not names <= set(FIELDS):
        raise invalid(f"Param subscribed_fields must be of {', '.join(FIELDS)}")
    request.world.webhooks.fields = names
    return {"success": True}


def unsubscribe(request: Request) -> JsonObject:
    """Answer `DELETE /{page}/subscribed_apps`."""
    request.our_page()
    request.world.webhooks.fields = frozenset()
    return {"success": True}


def subscriptions(request: Request) -> JsonObject:
    """Answer `GET /{app}/subscriptions`: where the app's webhooks go."""
    _our_app(request)
    hooks = request.world.webhooks
    fields = [{"name": name, "version": "v26.0"} for name in sorted(hooks.fields)]
    return {"data": [{"object": "page", "callback_url": hooks.callback_url, "active": True, "fields": fields}]}


def set_subscriptions(request: Request) -> JsonObject:
    """Answer `POST /{app}/subscriptions`. Meta calls the address with a challenge first; this server calls nobody."""
    _our_app(request)
    hooks = request.world.webhooks
    address, verify = request.text("callback_url"), request.text("verify_token")
    if request.given.get("object") != "page" or address is None or verify is None:
        raise invalid("Params object, callback_url and verify_token are needed")
    hooks.callback_url, hooks.verify_token = address, verify
    return {"success": True}


def _our_app(request: Request) -> None:
    if request.path["app"] != request.world.tokens.app_id:
        raise does_not_exist(request.method)


def _granular(token: Token, page_id: str) -> list[JsonObject]:
    return [
        {"scope": scope, "target_ids": [page_id]} if scope.startswith(FOR_THE_PAGE) else {"scope": scope}
        for scope in sorted(token.scopes)
    ]

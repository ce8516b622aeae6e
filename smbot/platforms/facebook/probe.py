"""Asks Facebook harmlessly what the page's token is good for, and puts what is missing in plain words.

The calls change nothing: `GET /debug_token`, `GET /{page}`, `GET /{page}/subscribed_apps`. A page's token that was made
from a long-lived user token has no end date, and dies all the same with a changed password or a role that is lost: so
it is asked about every day (`Adapter.expires`).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from smbot.core.clock import Clock
from smbot.core.errors import AccountProblem, PlatformError, Throttled
from smbot.core.messages import Message, msg
from smbot.platforms.facebook.client import GraphClient
from smbot.platforms.facebook.errors import no_answer
from smbot.platforms.facebook.quota import WRITE_UNTIL
from smbot.platforms.facebook.settings import FacebookSettings
from smbot.platforms.ports import Finding
from smbot.platforms.values import objects

PERMISSIONS: Mapping[str, Message] = {
    "pages_show_list": msg("to see which pages the person who connects may use"),
    "pages_read_engagement": msg("to read the page's own posts"),
    "pages_read_user_content": msg("to read comments, visitors' posts and reviews"),
    "pages_manage_engagement": msg("to answer in public, to hide comments, and to correct or remove answers"),
    "pages_manage_metadata": msg("to have Facebook deliver news by webhook"),
}
"""What is always needed, and why."""

MESSAGING: Mapping[str, Message] = {"pages_messaging": msg("to read and answer private messages")}
WEBHOOK_FIELDS = ("feed", "mention", "ratings", "messages", "message_echoes")
SOON = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Token:
    """What Facebook says of a token. Times are None where there is no end; `subcode` tells why it died (0: unsaid)."""

    valid: bool
    kind: str
    app_id: str
    page_id: str
    scopes: frozenset[str]
    targets: Mapping[str, frozenset[str]]
    expires_at: datetime | None
    data_until: datetime | None
    subcode: int = 0

    def permits(self, scope: str, page_id: str) -> bool:
        """Say whether a permission was granted, for this page."""
        targets = self.targets.get(scope)
        return scope in self.scopes and (targets is None or page_id in targets)

    @property
    def pages(self) -> list[str]:
        """Return the pages that permissions were granted for, in order."""
        return sorted({page for targets in self.targets.values() for page in targets})


def needed(settings: FacebookSettings) -> dict[str, Message]:
    """Return the permissions that these settings need, each with its reason."""
    return {**PERMISSIONS, **(MESSAGING if settings.messages else {})}


def client_for(settings: FacebookSettings, token: str, app_secret: str, clock: Clock) -> GraphClient:
    """Return a client for checks, which go on when reading already rests."""
    return GraphClient(settings, token=token, app_secret=app_secret, clock=clock, until_percent=WRITE_UNTIL)


def app_client(settings: FacebookSettings, app_secret: str, clock: Clock) -> GraphClient:
    """Return a client that calls as the app itself."""
    return client_for(settings, f"{settings.app_id}|{app_secret}" if settings.app_id else "", app_secret, clock)


def ask_token(app: GraphClient, token: str) -> Token:
    """Return what Facebook says of a token.

    Raises:
        PlatformError: It does not say.
    """
    data = app.read("debug_token", input_token=token).get("data")
    if not isinstance(data, dict) or not isinstance(data.get("is_valid"), bool):
        raise no_answer("data")
    scopes, error = data.get("scopes"), data.get("error")
    subcode = error.get("subcode") if isinstance(error, dict) else None
    return Token(
        valid=data["is_valid"],
        kind=str(data.get("type", "")),
        app_id=str(data.get("app_id", "")),
        page_id=str(data.get("profile_id", "")),
        scopes=frozenset(str(scope) for scope in scopes) if isinstance(scopes, list) else frozenset(),
        targets={
            str(one.get("scope")): frozenset(str(target) for target in targets)
            for one in objects(data.get("granular_scopes"))
            if isinstance(targets := one.get("target_ids"), list)
        },
        expires_at=_time(data.get("expires_at")),
        data_until=_time(data.get("data_access_expires_at")),
        subcode=subcode if isinstance(subcode, int) else 0,
    )


def expires(settings: FacebookSettings, secrets: Mapping[str, str], clock: Clock) -> datetime | None:
    """Return when the page's token ends, or None where it has no end.

    Raises:
        AccountProblem: It has ended.
        PlatformError: It could not be asked.
    """
    token = ask_token(app_client(settings, secrets.get("app_secret", ""), clock), secrets.get("page_token", ""))
    if not token.valid:
        code = f"190 {token.subcode}" if token.subcode else "190"
        raise AccountProblem(code, _died(token))
    return token.expires_at


def findings(settings: FacebookSettings, secrets: Mapping[str, str], clock: Clock) -> list[Finding]:
    """Return what `doctor` shows after asking Facebook."""
    app_secret, page_token = secrets.get("app_secret", ""), secrets.get("page_token", "")
    app = app_client(settings, app_secret, clock)
    page = client_for(settings, page_token, app_secret, clock)
    found = list(tried("facebook.token", lambda: about_token(ask_token(app, page_token), settings, clock.now())))
    if not all(finding.fix is None or finding.advice for finding in found):
        return found  # the rest would say the same thing again
    found += tried("facebook.page", lambda: [about_page(page, settings)])
    found += tried("facebook.webhook", lambda: [about_webhook(page, settings)])
    return found


def about_token(token: Token, settings: FacebookSettings, now: datetime) -> list[Finding]:
    """Return what is to be said of the page's token: whose it is, how long it lives, what it permits."""
    if not token.valid:
        return [Finding(check="facebook.token", what=_died(token), fix=_again())]
    if token.app_id != settings.app_id or token.page_id not in {"", settings.page_id} or token.kind != "PAGE":
        return [
            Finding(
                check="facebook.token",
                what=msg("The token is not that of this page and app."),
                why=msg("page_id or app_id in the settings is another's, or a person's token was stored."),
                fix=_again(),
            )
        ]
    return [_life(token, now), *_data_access(token, now), _permissions(token, settings)]


def about_page(page: GraphClient, settings: FacebookSettings) -> Finding:
    """Say whether the page itself answers."""
    answer = page.read(settings.page_id, fields="id,name")
    if answer.get("id") != settings.page_id:
        raise no_answer("id")
    return Finding(check="facebook.page", what=msg("Facebook shows the page {name}.", name=answer.get("name", "")))


def about_webhook(page: GraphClient, settings: FacebookSettings) -> Finding:
    """Say what Facebook delivers of the page. Without it smbot reads every few minutes, and misses deletions."""
    subscribed: set[str] = set()
    for app in objects(page.read(f"{settings.page_id}/subscribed_apps").get("data")):
        fields = app.get("subscribed_fields")
        if app.get("id") == settings.app_id and isinstance(fields, list):
            subscribed |= {str(name) for name in fields}
    wanted = webhook_fields(settings)
    missing = [name for name in wanted if name not in subscribed]
    if not missing:
        return Finding(check="facebook.webhook", what=msg("Facebook delivers what happens on the page."))
    return Finding(
        check="facebook.webhook",
        what=msg("Facebook does not deliver: {fields}.", fields=", ".join(missing)),
        why=msg("smbot finds new posts by reading; of deletions and later edits it learns by delivery alone."),
        fix=msg(
            "Subscribe the page to these fields (the last step of: smbot connect facebook): {fields}",
            fields=",".join(wanted),
        ),
        advice=True,
    )


def webhook_fields(settings: FacebookSettings) -> tuple[str, ...]:
    """Return what the page's subscription should hold."""
    return WEBHOOK_FIELDS if settings.messages else WEBHOOK_FIELDS[:3]


def tried(check: str, ask: Callable[[], Sequence[Finding]]) -> Sequence[Finding]:
    """Return what asking found, or why Facebook could not be asked and how to mend that."""
    try:
        return ask()
    except Throttled as error:
        fix = msg("Wait: smbot goes on by itself. If it happens every day, raise poll_minutes.")
        return [Finding(check=check, what=msg("Facebook's quota is used up for now."), why=error.what, fix=fix)]
    except AccountProblem as error:
        return [Finding(check=check, what=msg("Facebook refused the question."), why=error.what, fix=_again())]
    except PlatformError as error:
        fix = msg("Check that this machine reaches {host}, then try again.", host="graph.facebook.com")
        return [Finding(check=check, what=msg("Facebook could not be asked."), why=error.what, fix=fix)]


def _life(token: Token, now: datetime) -> Finding:
    if token.expires_at is None:
        return Finding(check="facebook.token", what=msg("The page's token is good, and has no end date."))
    return Finding(
        check="facebook.token",
        what=msg("The page's token ends on {day}.", day=token.expires_at.date().isoformat()),
        why=msg("It was made from a token that was not a long-lived one."),
        fix=_again(),
        advice=token.expires_at - now > SOON,
    )


def _data_access(token: Token, now: datetime) -> list[Finding]:
    if token.data_until is None or token.data_until - now > SOON:
        return []
    return [
        Finding(
            check="facebook.data-access",
            what=msg("The app's access to people's data ends on {day}.", day=token.data_until.date().isoformat()),
            why=msg(
                "Facebook wants who connected the page to log in again every 90 days; names of authors may then lack."
            ),
            fix=_again(),
            advice=True,
        )
    ]


def _permissions(token: Token, settings: FacebookSettings) -> Finding:
    lacking = {scope: why for scope, why in needed(settings).items() if not token.permits(scope, settings.page_id)}
    if not lacking:
        return Finding(check="facebook.permissions", what=msg("Every permission is there."))
    scope, why = next(iter(lacking.items()))
    return Finding(
        check="facebook.permissions",
        what=msg("Permissions are missing for this page: {scopes}.", scopes=", ".join(lacking)),
        why=msg("{scope} is needed {why}.", scope=scope, why=why),
        fix=msg(
            "Run smbot connect facebook again, and grant them for this page; for the public, each needs app review."
        ),
    )


_DEATHS: Mapping[int, Message] = {
    458: msg("who connected the page removed the app, or the app was removed for them"),
    459: msg("Facebook wants who connected the page to confirm their account"),
    460: msg("who connected the page changed their password"),
    463: msg("it was made for a limited time, which is over"),
    464: msg("who connected the page has not confirmed their account"),
    467: msg("who connected the page logged out everywhere, or lost their role on the page"),
}


def _died(token: Token) -> Message:
    why = _DEATHS.get(token.subcode, msg("Facebook does not say why"))
    return msg("The page's token is no longer good: {why}.", why=why)


def _again() -> Message:
    return msg("Run: smbot connect facebook")


def _time(value: object) -> datetime | None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 10**11:
        return None
    return datetime.fromtimestamp(value, UTC)

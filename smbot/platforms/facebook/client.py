"""facebook-sdk's client made safe: bounded in time, silent, one request each, and stopping before a quota ends.

facebook-sdk 3.1.0 is of 2018 and stays behind this module. What is mended here: its versions end at 3.1 (the version
is set after construction); its host is a global of the module (an adapter of the session's own rewrites it); it passes
no timeout; it drops the rate headers (a hook of the session keeps them); its errors carry the token of the URL (none of
its texts leaves this module); nested values are mangled (they are written as JSON); it pages by a token in a URL that
need not be there (we page by `cursors.after`).
"""

import hashlib
import hmac
import json
import warnings
from collections.abc import Callable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING

import requests

from smbot.core.clock import Clock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.platforms.bounded import BoundedAdapter, leave_alone, silence_loggers
from smbot.platforms.facebook.errors import Failure, read_failure, translate_read, translate_write
from smbot.platforms.facebook.quota import READ_UNTIL, Quota
from smbot.platforms.facebook.settings import GRAPH_URL, FacebookSettings

if TYPE_CHECKING:
    from facebook import GraphAPI

Value = str | int | bool | Mapping[str, str]


class GraphClient:
    """Reads and writes as one token; every failure comes out as one of our errors.

    For one thread at a time; several clients may share a `Quota`.
    """

    def __init__(
        self,
        settings: FacebookSettings,
        *,
        token: str,
        app_secret: str,
        clock: Clock,
        quota: Quota | None = None,
        until_percent: int = READ_UNTIL,
    ) -> None:
        """Open nothing yet; the first request connects.

        It rests once `until_percent` of a quota is used.

        Raises:
            ConfigurationError: No token, or no app secret to sign each call with.
        """
        if not token or not app_secret:
            raise ConfigurationError(
                msg("Facebook has no credentials."),
                where="platforms.facebook",
                mend=msg("Store page_token and app_secret, or run: smbot connect facebook"),
            )
        silence_loggers("facebook")
        self._clock = clock
        self._quota = quota or Quota()
        self._until_percent = until_percent
        self._last: requests.Response | None = None
        self._graph: GraphAPI = load_sdk().GraphAPI(access_token=token)
        self._graph.version = settings.api_version
        session = self._graph.session
        session.auth = leave_alone
        # A stolen token is of no use without this proof: HMAC-SHA256 of it under the app's secret.
        session.params = {"appsecret_proof": proof(token, app_secret)}
        session.hooks["response"].append(self._keep)
        bounded = BoundedAdapter(official=GRAPH_URL, url=settings.graph_url, timeout=settings.timeout_seconds)
        session.mount(GRAPH_URL, bounded)

    def read(self, path: str, **parameters: Value) -> dict[str, object]:
        """Return the JSON object at `path`, such as ``"123/comments"``.

        Raises:
            NotThere: Not there, or not for us.
            BadRequest: Graph does not take a parameter.
            PlatformError: Throttled, AccountProblem or Unavailable.
        """
        return self._call(path, parameters, None, "GET", translate_read)

    def write(self, path: str, **values: Value) -> dict[str, object]:
        """Change something and return the JSON object that answers.

        Raises:
            Gone: What was to be changed is not there.
            PlatformError: Throttled, AccountProblem, Unavailable, Refused or DeliveryInDoubt.
        """
        return self._call(path, {}, values, "POST", translate_write)

    def delete(self, path: str) -> dict[str, object]:
        """Delete something and return the JSON object that answers.

        Raises:
            Gone: It is not there.
            PlatformError: Throttled, AccountProblem, Unavailable, Refused or DeliveryInDoubt.
        """
        return self._call(path, {}, None, "DELETE", translate_write)

    def _call(
        self,
        path: str,
        parameters: Mapping[str, Value],
        values: Mapping[str, Value] | None,
        method: str,
        translate: Callable[..., Exception],
    ) -> dict[str, object]:
        self._quota.check(self._clock.now(), self._until_percent)
        answer = self._try(path, parameters, values, method)
        if isinstance(answer, dict):
            return answer
        raise translate(answer, self._failure(answer), self._clock.now())

    def _try(
        self, path: str, parameters: Mapping[str, Value], values: Mapping[str, Value] | None, method: str
    ) -> dict[str, object] | Exception:
        # The failure is returned, not chained: its text holds the token, and the post.
        self._last = None
        try:
            body = self._graph.request(
                f"{self._graph.version}/{path}",
                args=_flat(parameters),
                post_args=None if values is None else _flat(values),
                method=method,
            )
        except Exception as error:  # noqa: BLE001 - facebook-sdk lets anything out; translating is the point
            return error
        if body is True:  # some calls still answer so, in place of {"success": true}
            return {"success": True}
        return body if isinstance(body, dict) else ValueError("not a JSON object")

    def _failure(self, error: Exception) -> Failure | None:
        last = self._last
        if last is None:
            return None
        return read_failure(error, last.status_code, _small(last.headers))

    def _keep(self, response: requests.Response, *_args: object, **_kwargs: object) -> None:
        self._last = response
        self._quota.note(_small(response.headers), self._clock.now())


def proof(token: str, app_secret: str) -> str:
    """Return the `appsecret_proof` of a token."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def load_sdk() -> ModuleType:
    """Import facebook-sdk and return it."""
    with warnings.catch_warnings():
        # Its regular expression has an escape that Python warns of when it first compiles it: of old as deprecated,
        # since 3.12 as a syntax that will not do.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", SyntaxWarning)
        import facebook  # noqa: PLC0415 - only a process that uses Facebook needs it

    sdk: ModuleType = facebook
    return sdk


def _flat(values: Mapping[str, Value]) -> dict[str, object]:
    """Return values as a form takes them: nested ones as JSON, truth in small letters."""
    return {name: json.dumps(value) if isinstance(value, Mapping | bool) else value for name, value in values.items()}


def _small(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}

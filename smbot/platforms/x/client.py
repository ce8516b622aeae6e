"""tweepy's client made safe: bounded in time, silent in the logs, never repeating a request by itself.

tweepy 4.17.0 calls one literal host, passes no timeout and prints the Authorization header at DEBUG:
see `smbot.platforms.bounded`.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import requests

from smbot.core.clock import Clock
from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.platforms.bounded import BoundedAdapter, leave_alone, silence_loggers
from smbot.platforms.x.errors import translate_read, translate_write
from smbot.platforms.x.settings import API_URL, XSettings

if TYPE_CHECKING:
    from tweepy import Client

USER_SECRETS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")

Ask = Callable[["Client"], requests.Response]


class XClient:
    """Reads and writes through tweepy; every failure comes out as one of our errors."""

    def __init__(self, settings: XSettings, secrets: Mapping[str, str], clock: Clock) -> None:
        """Open nothing yet; the first request connects.

        Raises:
            ConfigurationError: No credentials to read with.
        """
        import tweepy  # noqa: PLC0415 - half a second, and only a process that uses X needs it

        self.as_user = all(secrets.get(name) for name in USER_SECRETS)
        self.as_app = bool(secrets.get("bearer_token"))
        if not (self.as_user or self.as_app):
            raise ConfigurationError(
                msg("X has no credentials."),
                where="platforms.x",
                mend=msg("Store bearer_token, or the four keys and tokens of the account."),
            )
        silence_loggers("tweepy", "requests_oauthlib", "oauthlib")
        self._clock = clock
        self._client: Client = tweepy.Client(
            bearer_token=secrets.get("bearer_token"),
            **{name: secrets.get(name) for name in USER_SECRETS},
            return_type=requests.Response,
            wait_on_rate_limit=False,
        )
        session = self._client.session
        session.auth = leave_alone
        session.hooks["response"].append(_without_odd_reset)
        bounded = BoundedAdapter(official=API_URL, url=settings.api_url, timeout=settings.timeout_seconds)
        session.mount(API_URL, bounded)

    def read(self, ask: Ask) -> dict[str, object]:
        """Return the JSON object that answers `ask`.

        Raises:
            BadCursor: X no longer accepts the paging token, since_id or start_time of the request.
            PlatformError: Throttled, AccountProblem or Unavailable.
        """
        answer = self._try(ask)
        if isinstance(answer, dict):
            return answer
        raise translate_read(answer, self._clock.now())

    def write(self, ask: Ask) -> dict[str, object]:
        """Return the JSON object that answers `ask`, which changes something on X.

        Raises:
            PlatformError: Throttled, AccountProblem, Unavailable, Refused or DeliveryInDoubt.
        """
        answer = self._try(ask)
        if isinstance(answer, dict):
            return answer
        raise translate_write(answer, self._clock.now())

    def _try(self, ask: Ask) -> dict[str, object] | Exception:
        # The failure is returned, not chained: its request holds the Authorization header and the text.
        try:
            body = ask(self._client).json()
        except Exception as error:  # noqa: BLE001 - tweepy lets anything out; translating is the point
            return error
        return body if isinstance(body, dict) else ValueError("not a JSON object")


def _without_odd_reset(response: requests.Response, *_args: object, **_kwargs: object) -> None:
    """Take away a reset time that is no number: tweepy would stumble over it."""
    if not response.headers.get("x-rate-limit-reset", "0").isdecimal():
        del response.headers["x-rate-limit-reset"]

"""The coordinator's webhook: one POST, signed, bounded in time, without redirects."""

import hashlib
import hmac
from dataclasses import dataclass, field

import requests

from smbot.access.ports import NotPassed

TIMEOUT_SECONDS = 20.0
SIGNATURE = "X-Smbot-Signature"
IDEMPOTENCY = "Idempotency-Key"
"""The id of the order: the same one with each attempt, so that who gets it twice was told once."""
AGAIN = frozenset({408, 425, 429})
"""Statuses below 500 after which the same request may be taken later (RFC 9110, 8470, 6585)."""
SECRETS = {"access": ("webhook_key",)}
"""The secret of the docket: ``access.webhook_key``."""


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Delivers to `url`; with a `key` the body is signed: ``sha256=`` and its HMAC in hexadecimal."""

    url: str
    key: str = field(default="", repr=False)

    def post(self, body: bytes, key: str) -> None:
        """See `Hook.post`. What the other side answers is not read: its status says it all."""
        headers = {"Content-Type": "application/json", IDEMPOTENCY: key}
        if self.key:
            headers[SIGNATURE] = "sha256=" + hmac.new(self.key.encode(), body, hashlib.sha256).hexdigest()
        try:
            with requests.post(
                self.url, data=body, headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True
            ) as answer:
                status = answer.status_code
        except requests.exceptions.ConnectTimeout:
            raise NotPassed("ConnectTimeout", certain=True) from None
        except requests.Timeout:
            raise NotPassed("Timeout", certain=False) from None
        except (requests.RequestException, OSError, ValueError) as error:
            raise NotPassed(type(error).__name__, certain=False) from None
        if not 200 <= status < 300:
            raise NotPassed(str(status), certain=400 <= status < 500, for_good=status < 500 and status not in AGAIN)

"""The webhook: hands a word to the organisation's own service as signed JSON, for channels smbot has not itself."""

import hashlib
import hmac
import json

import requests

from smbot.core.clock import Clock
from smbot.handoff.opening import open_private
from smbot.handoff.ports import NotCarried, Word

TIMEOUT_SECONDS = 10
SIGNATURE = "X-Smbot-Signature"
"""``t=SECONDS,v1=HEX``: HMAC-SHA-256 of ``SECONDS.BODY`` by the shared key, so that no old one can be played again."""
AGAIN = frozenset({408, 425, 429})


class WebhookOut:
    """See `ChannelOut`. It follows no redirect: the address of a person goes to the configured service alone."""

    def __init__(self, url: str, secret: str, clock: Clock) -> None:
        self._url = url
        self._secret = secret.encode()
        self._clock = clock

    def carry(self, word: Word) -> None:
        """See `ChannelOut.carry`."""
        body = json.dumps(
            {
                "id": word.notice,
                "event": "answer-waiting",
                "channel": word.channel.value,
                "language": word.language,
                "to": open_private(word.to),
                "text": word.text,
                "url": word.url,
            },
            ensure_ascii=False,
        ).encode()
        headers = {"Content-Type": "application/json", SIGNATURE: sign(body, self._secret, self._seconds())}
        try:
            answer = requests.post(
                self._url, data=body, headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True
            )
        except requests.RequestException as error:
            raise NotCarried(type(error).__name__, for_good=False) from None
        with answer:
            status = answer.status_code
        if 200 <= status < 300:
            return
        raise NotCarried(str(status), for_good=status < 500 and status not in AGAIN)

    def _seconds(self) -> int:
        return int(self._clock.now().timestamp())


def sign(body: bytes, secret: bytes, seconds: int) -> str:
    """Return the signature's header."""
    mac = hmac.new(secret, f"{seconds}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={mac}"

"""Asks our public address what a platform would ask it, and says who failed: name, TLS, proxy or smbot."""

import secrets
import socket
import threading
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import requests

from smbot.core.hosts import LOOPBACK
from smbot.core.messages import Message, msg
from smbot.platforms.ports import Finding, Webhook

CHECK = "webhooks"
SECONDS = 5.0
"""How long to wait for a connection, and then for an answer. Platforms wait 3 to 20 s."""

MOST_BYTES = 4096
Result = TypeVar("Result")


def reach(base: str, platform: str, webhook: Webhook, *, seconds: float = SECONDS) -> Finding:
    """Return whether `base` answers as this platform's webhook; `base` is scheme and host alone."""
    address = f"{base}/webhooks/{platform}"
    parts = urlsplit(base)
    host = parts.hostname or ""
    if parts.scheme != "https" and host not in LOOPBACK:
        return _wrong(
            msg("Platforms deliver over https alone."),
            msg("public_url is {url}.", url=base),
            msg("Put a TLS proxy in front, and set [webhooks] public_url to its https:// address."),
        )
    try:
        socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return _wrong(
            msg("The name {host} is not known.", host=host),
            msg("DNS has no address for it."),
            msg("Have the name entered in DNS, or mend [webhooks] public_url."),
        )
    query = webhook.question(secrets.token_hex(16))
    expected = webhook.challenge(query)
    try:
        with requests.get(address, query, timeout=seconds, allow_redirects=False, stream=True) as answer:
            status, body = answer.status_code, b""
            for part in answer.iter_content(MOST_BYTES):
                body += part
                if len(body) > MOST_BYTES:
                    break
    except requests.exceptions.SSLError:
        return _wrong(
            msg("{host} has no valid certificate.", host=host),
            msg("TLS failed: the certificate has ended, is for another name, or its chain is not complete."),
            msg("Renew the proxy's certificate, and have it send the whole chain."),
        )
    except requests.Timeout:
        return _silent(host, msg("It did not answer within {seconds} seconds.", seconds=f"{seconds:g}"))
    except (requests.RequestException, OSError) as error:
        # Its text holds the address with the question in it, and that can hold a secret.
        return _silent(host, msg("The connection failed ({error}).", error=type(error).__name__))
    if status == 200 and expected is not None and body == expected.encode():
        return Finding(
            check=CHECK, what=msg("{address} answers as {platform} asks.", address=address, platform=platform)
        )
    return _answered(address, platform, status)


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """Return what `call` returns or raises, unless it takes longer: it is then left behind.

    Raises:
        TimeoutError: It takes longer.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:  # noqa: BLE001 - raised again for the caller
            errors.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if errors:
        raise errors[0]
    if not results:
        raise TimeoutError
    return results[0]


def _answered(address: str, platform: str, status: int) -> Finding:
    """Say who gave the wrong answer: smbot's own are 200, 403 and 404 without a body."""
    if status == 200:
        return _wrong(
            msg("{address} answers wrongly.", address=address),
            msg("smbot runs there with other secrets of {platform}, or something else answers.", platform=platform),
            msg("Restart smbot; else have the proxy hand /webhooks/ on to [webhooks] host and port, query unchanged."),
        )
    if 300 <= status < 400:
        return _wrong(
            msg("{address} leads elsewhere ({status}).", address=address, status=status),
            msg("Platforms follow no redirect."),
            msg("Set [webhooks] public_url to where it leads, or take the redirect out of the proxy."),
        )
    if status == 404:
        return _wrong(
            msg("There is no webhook at {address} (404).", address=address),
            msg("The proxy does not hand it on, or smbot has not been restarted since the account was connected."),
            msg("Restart smbot; else have the proxy hand /webhooks/ on to [webhooks] host and port."),
        )
    if status in {401, 403}:
        return _wrong(
            msg("{address} refuses the question ({status}).", address=address, status=status),
            msg("smbot runs with other secrets, or the proxy asks for a password or filters addresses."),
            msg("Restart smbot; else have the proxy let everybody reach /webhooks/, its query unchanged."),
        )
    if status in {502, 503, 504}:
        return _wrong(
            msg("The proxy does not reach smbot ({status}).", status=status),
            msg("Name and TLS are right; behind the proxy nothing answers."),
            msg("Start smbot, and have the proxy hand /webhooks/ on to [webhooks] host and port."),
        )
    return _wrong(
        msg("{address} answers {status}.", address=address, status=status),
        msg("smbot itself gives no such answer: something before it does."),
        msg("See the proxy's log."),
    )


def _silent(host: str, why: Message) -> Finding:
    return _wrong(
        msg("{host} does not answer.", host=host),
        why,
        msg("See that the proxy runs and that the firewall lets https in; from inside, some networks cannot reach it."),
    )


def _wrong(what: Message, why: Message, fix: Message) -> Finding:
    return Finding(check=CHECK, what=what, why=why, fix=fix)

"""Logs: events with ids, never text. Only the keys listed here are written."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Literal, TextIO

import structlog
from structlog.typing import Processor, WrappedLogger

ALLOWED_KEYS = frozenset(
    {
        "event", "level", "timestamp", "mention", "reply", "account", "platform", "stage", "error", "count",
        "new", "edited", "refused", "port", "url", "mode", "signal", "roles", "job", "code", "where", "playbook",
        "seconds", "bytes", "member",
    }
)  # fmt: skip
"""Ids, counts and names of types. A value under any other key is left out: it might be a post's text."""

NOISY = (
    "apprise",
    "authlib",
    "tweepy",
    "urllib3",
    "requests_oauthlib",
    "oauthlib",
    "presidio-analyzer",
    "spacy",
    "alembic",
    "apscheduler",
    "procrastinate",
    "psycopg",
)
"""Libraries whose logs can carry tokens, posts or parameters."""


def configure_logs(
    level: Literal["info", "warning"], form: Literal["console", "json"], stream: TextIO | None = None
) -> None:
    """Send smbot's events to `stream` (standard error without one), and silence libraries that could say too much."""
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_BareFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    silence_libraries()
    last: Processor = (
        structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_allowed_keys,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.WriteLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


class _BareFormatter(logging.Formatter):
    """Says of a library's record its level, source and type of error: messages and tracebacks hold values."""

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter.format`."""
        error = record.exc_info[0] if record.exc_info else None
        return " ".join([record.levelname, record.name, *([error.__name__] if error else [])])


def silence_libraries() -> None:
    """Let libraries that could say too much speak only of what is critical."""
    for name in NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def only_allowed_keys(
    _logger: WrappedLogger, _method: str, event: MutableMapping[str, object]
) -> MutableMapping[str, object]:
    """Drop every key that is not known to be harmless, and say that something was dropped."""
    kept = {key: value for key, value in event.items() if key in ALLOWED_KEYS}
    if len(kept) < len(event):
        kept["where"] = "a key was left out"
    return kept

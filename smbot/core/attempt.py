"""May an attempt to change something on a platform still write? Set by the dispatcher, asked before the first byte.

A process that slept between deciding to write and writing must not write: another may have taken its place.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IN_TIME: ContextVar[Callable[[], bool] | None] = ContextVar("in_time", default=None)


@contextmanager
def attempt(in_time: Callable[[], bool]) -> Iterator[None]:
    """Let what writes within the block ask `in_time` first."""
    token = _IN_TIME.set(in_time)
    try:
        yield
    finally:
        _IN_TIME.reset(token)


def may_write() -> bool:
    """Say whether the attempt at hand is in time; where there is none, nothing forbids it."""
    in_time = _IN_TIME.get()
    return in_time is None or in_time()

"""Labelled places where a crash test may kill, stop or fail the process; they do nothing otherwise."""

import errno
import os
import signal
from collections import Counter
from collections.abc import Callable

VARIABLE = "SMBOT_FAILPOINT"
"""``name=kill``, ``stop``, ``raise`` or ``full``; several separated by commas; ``name=kill@3`` acts at the third visit.

The name ``*`` stands for every place: ``*=raise@7`` fails at the seventh visit of any.
"""
EVERY = "*"

_visits: Counter[str] = Counter()
_acted: Counter[str] = Counter()


class FailpointError(RuntimeError):
    """Raised at a failpoint on purpose."""


def failpoint(name: str) -> None:
    """Do what `VARIABLE` says of `name`: usually nothing."""
    plan = os.environ.get(VARIABLE)
    if not plan:
        return
    for entry in plan.split(","):
        place, _, what = entry.partition("=")
        action, _, visit = what.partition("@")
        if place not in {name, EVERY}:
            continue
        _visits[entry] += 1
        after = _visits[entry] - int(visit or 1)
        _acted[entry] += after >= 0
        if after == 0 or (after > 0 and place != EVERY and action != "stop"):
            _ACTIONS[action](name)


def acted() -> bool:
    """Say whether this process came by a place at which it was to meet something."""
    return _acted.total() > 0


def _kill(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _stop(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


def _fail(name: str) -> None:
    raise FailpointError(name)


def _fill(_name: str) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


_ACTIONS: dict[str, Callable[[str], None]] = {"kill": _kill, "stop": _stop, "raise": _fail, "full": _fill}

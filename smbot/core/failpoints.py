"""Labelled places where a crash test may kill or fail the process; they do nothing otherwise."""

import os
import signal
from collections.abc import Callable

VARIABLE = "SMBOT_FAILPOINT"
"""``name=kill``, or ``name=raise``; several separated by commas; ``name=kill@3`` acts at the third visit."""

_visits: dict[str, int] = {}


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
        if place != name:
            continue
        _visits[name] = _visits.get(name, 0) + 1
        if _visits[name] >= int(visit or 1):
            _ACTIONS[action](name)


def _kill(_name: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(name: str) -> None:
    raise FailpointError(name)


_ACTIONS: dict[str, Callable[[str], None]] = {"kill": _kill, "raise": _fail}

"""Keep what this process holds in memory to itself: no core dump, no debugger, no environment for others to read."""

import ctypes
import resource
import sys
from contextlib import suppress

_PR_SET_DUMPABLE = 4
_PR_GET_DUMPABLE = 3


def keep_memory_private() -> None:
    """Forbid core dumps, and let nobody but root attach to this process or read its memory and environment.

    Opened posts, keys and tokens are in memory while they are used. Where the system knows no such thing, and where
    it refuses, nothing is changed: units for systemd say the same (`LimitCORE=0`).
    """
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def is_dumpable() -> bool:
    """Say whether others of the same user may attach to this process."""
    return sys.platform != "linux" or bool(ctypes.CDLL(None).prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0))

"""Processes beside this one that read with language models: one for each core, since one process fills one core."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import structlog

from smbot.core.wakes import LANGUAGE

VARIABLE = "SMBOT_PROCESS"
"""What tells a process that it is one of these."""
AGAIN_SECONDS = 5.0
"""How long until a process that ended is started anew."""
ENDING_SECONDS = 60.0

log = structlog.get_logger()


def reads_only() -> bool:
    """Say whether this process is one of those beside another."""
    return os.environ.get(VARIABLE) == LANGUAGE


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))


def reading(config: Path) -> list[str]:
    """Return the command of a process that reads."""
    return [sys.executable, "-m", "smbot.cli.main", "run", "--config", str(config.resolve()), "--role", "work"]


class Beside:
    """Keeps so many processes of one command running until the end, however each of them ends."""

    def __init__(self, command: Sequence[str], number: int) -> None:
        self._command = command
        self._stopping = threading.Event()
        self._threads = [threading.Thread(target=self._keep, daemon=True) for _ in range(number)]

    def start(self) -> None:
        """Start them, and return."""
        for each in self._threads:
            each.start()

    def end(self) -> None:
        """Ask each to finish what is in flight, and return; whichever ends from now on is not started anew."""
        self._stopping.set()

    def stop(self) -> None:
        """Let each finish what is in flight; nothing where they were never started."""
        self.end()
        for each in self._threads:
            if each.is_alive():
                each.join()

    def _keep(self) -> None:
        while not self._stopping.is_set():
            process = subprocess.Popen(self._command, env={**os.environ, VARIABLE: LANGUAGE})  # noqa: S603 - our own program
            begun = time.monotonic()
            while process.poll() is None and not self._stopping.wait(0.2):
                pass
            if self._stopping.is_set():
                process.terminate()
                try:
                    process.wait(ENDING_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()  # what it worked on is put back
                    process.wait()
                return
            seconds = round(time.monotonic() - begun)
            if not self._stopping.wait(AGAIN_SECONDS):  # a signal to all of us may reach it first
                log.error("process.ended", code=process.returncode, seconds=seconds)

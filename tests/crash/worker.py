"""Takes every waiting post through the product once: what `smbot run` does, without the waiting between."""

import os
from datetime import timedelta
from pathlib import Path

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import SystemClock
from smbot.demo.stage import approve_all, collect_all, send_all
from smbot.redact.engine import load_finders
from tests.no_models import NoNames

load_finders()  # imports Presidio and spaCy once, before the forks


class LaterClock(SystemClock):
    """The machine's clock, put forward: quiet periods and leases pass without waiting."""

    def __init__(self, minutes):
        self._minutes = minutes

    def now(self):
        return super().now() + timedelta(minutes=self._minutes)


def main(config: str, failpoint: str, minutes_later: int) -> None:
    os.environ["SMBOT_FAILPOINT"] = failpoint
    application = Application(settings.load(Path(config)), LaterClock(minutes_later))
    collect_all(application)
    application.pipeline(NoNames()).run_dry()
    with application.store.read() as tx:
        (bob,) = tx.members()
    approve_all(application, bob)
    send_all(application)


def quiet_main(config: str, failpoint: str, minutes_later: int, output: str) -> None:
    """Run `main` with everything it says going to a file."""
    with Path(output).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        main(config, failpoint, minutes_later)

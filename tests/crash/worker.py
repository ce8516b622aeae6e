"""Takes every waiting post through the product once: what `smbot run` does, without the waiting between."""

import os
from datetime import timedelta
from pathlib import Path

from smbot import settings
from smbot.bootstrap import Application
from smbot.collect.run import collect
from smbot.core.clock import SystemClock
from smbot.core.errors import NotAllowed
from smbot.core.states import MentionState
from smbot.redact.engine import load_finders
from smbot.review.ports import Filter
from smbot.review.transitions import Action
from smbot.send.dispatch import dispatch

load_finders()  # imports Presidio and spaCy once, before the forks


class NoNames:
    """No name model: the crash tests are about order, not about finding names."""

    def find(self, texts, language):
        return [() for _ in texts]


class LaterClock(SystemClock):
    """The machine's clock, put forward: quiet periods and leases pass without waiting."""

    def __init__(self, minutes):
        self._minutes = minutes

    def now(self):
        return super().now() + timedelta(minutes=self._minutes)


def main(config: str, failpoint: str, minutes_later: int) -> None:
    os.environ["SMBOT_FAILPOINT"] = failpoint
    application = Application(settings.load(Path(config)), LaterClock(minutes_later))
    work = application.collecting()
    for planned in application.planned():
        collect(planned.collector, work, budget_usd=planned.budget_usd, page_limit=None)
    application.pipeline(NoNames()).run_dry()
    desk = application.desk()
    with application.store.read() as tx:
        bob = tx.member("bob")
    for item in desk.listing(bob, Filter(states=frozenset({MentionState.DRAFTED})), limit=1000).items:
        if desk.actions(bob, item)[Action.APPROVE] is None:
            try:
                desk.approve(bob, item.id)
            except NotAllowed:
                continue
    sending = application.dispatching()
    for account, sender in application.senders().items():
        while dispatch(account, sender, sending):
            pass


def quiet_main(config: str, failpoint: str, minutes_later: int, output: str) -> None:
    """Run `main` with everything it says going to a file."""
    with Path(output).open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
        main(config, failpoint, minutes_later)

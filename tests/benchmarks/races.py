"""Two approvers approve one draft at the same moment, and two dispatchers send what is due: how many replies leave.

    python -m tests.benchmarks.races [--races 1000]

Each race is a mention of its own, in a database in a temporary folder. Four threads wait for one another and begin
together: two approvers, then two dispatchers over what they left. The platform is in memory and counts. Prints one
JSON object; it ends with 1 where any mention was answered twice, or not at all.
"""

import argparse
import json
import sys
import tempfile
import threading
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from web.making import Installation, TownhallSender, install_in

from smbot.core.clock import SystemClock
from smbot.core.errors import NotAllowed
from smbot.core.handle import PlatformHandle
from smbot.core.ids import MentionId
from smbot.send.dispatch import dispatch


class Counting(TownhallSender):
    """Counts what arrives, by the words that every reply has for itself."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: Counter[str] = Counter()

    def reply(self, to: PlatformHandle, text: str) -> str:
        """Take a reply."""
        self.arrived[text] += 1
        return super().reply(to, text)


def approve(made: Installation, name: str, mention: MentionId, start: threading.Barrier, won: list[str]) -> None:
    """Approve at the same moment as the other; note whether it was this one."""
    desk = made.application.desk()
    start.wait()
    try:
        desk.approve(made.members[name], mention)
        won.append(name)
    except NotAllowed:
        pass


def both(*works: threading.Thread) -> None:
    """Let threads run, and wait for all of them."""
    for each in works:
        each.start()
    for each in works:
        each.join()


def main() -> None:
    """Race, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--races", type=int, default=1000)
    races = parser.parse_args().races
    with tempfile.TemporaryDirectory() as folder:
        made = install_in(Path(folder), clock=SystemClock(), sending={"undo_seconds": 0, "most_per_minute": 10_000})
        platform, won_by = Counting(), Counter[int]()
        for number in range(races):
            text = f"Hello, bonjour! Thank you for telling us about this, in message {number + 1} of today."
            mention = made.add_comment("The road is closed.", draft=text)
            start, won = threading.Barrier(2), list[str]()
            both(
                *(threading.Thread(target=approve, args=(made, who, mention, start, won)) for who in ("paul", "petra"))
            )
            won_by[len(won)] += 1
            sending = made.application.dispatching()
            both(*(threading.Thread(target=dispatch, args=("townhall", platform, sending)) for _ in range(2)))
        made.application.close()
    figures = {
        "races": races,
        "approved_once": won_by[1],
        "approved_twice": won_by[2],
        "sent": sum(platform.arrived.values()),
        "sent_twice": sum(count > 1 for count in platform.arrived.values()),
    }
    print(json.dumps(figures, indent=2))
    sys.exit(figures["approved_once"] != races or figures["sent"] != races or figures["sent_twice"] > 0)


if __name__ == "__main__":
    main()

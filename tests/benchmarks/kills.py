"""Kill the product at every labelled place, again and again, against a faulty X and a faulty Facebook.

    python -m tests.benchmarks.kills [--kills 10000] [--seed 1] [--check-every 100]

Each kill is a SIGKILL of a process that collects, receives deliveries, masks, labels, drafts, approves, sends, looks
for lost answers and signs the audit log, at a place of `tests.crash.points`, with new posts each time. Between come
processes that are stopped past their lease and go on, clocks that are wrong by an hour, full disks, and failures of
single statements and places. After each hundred kills everything is settled and compared with the platforms' own
record. Prints one JSON object with the bound that so many kills without a failure prove (3/n, 95 %), and ends with 1
where anything was lost, sent twice, damaged, or told.
"""

import argparse
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.crash.campaign import Score, campaign


def main() -> int:
    """Kill, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check-every", type=int, default=100)
    given = parser.parse_args()
    began = time.monotonic()
    score = campaign(given.kills, given.seed, check_every=given.check_every, checked=_progress)
    print(json.dumps(score.told() | {"seconds": round(time.monotonic() - began, 1)}, indent=1))
    return int(bool(score.problems))


def _progress(score: Score) -> None:
    print(f"{score.kills.total()} kills, problems: {score.problems or 'none'}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

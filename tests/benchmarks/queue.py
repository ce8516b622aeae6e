"""How long the desk takes to list, filter and search 100,000 mentions: the whole answer, as a browser asks for it.

    python -m tests.benchmarks.queue [--mentions 100000] [--runs 40]

The mentions are invented, in a database in a temporary folder: 3 % are open, the rest is answered or closed. Prints
one JSON object, in milliseconds. The budget is 100 ms at the 95th percentile for each kind of question.
"""

import argparse
import json
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

sys.path.insert(0, str(Path(__file__).parents[1]))

from web.conftest import Browser
from web.making import Installation, install_in

from smbot.core.clock import FrozenClock
from smbot.core.ids import new_mention_id
from smbot.storage.tables import MentionRow
from smbot.web.app import create_app

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
AT_ONCE = 5_000
COMMON = "card office service road permit payment letter phone line form address child benefit"
COMMON_WORDS = COMMON.split()
LABELS = ("urgent", "access_request", "complaint", "question", "praise", "spam", "none")
STATES = (
    *(("answered", 0.6), ("no-reply", 0.3), ("rejected", 0.07)),
    *(("triaged", 0.01), ("drafted", 0.015), ("claimed", 0.005)),
)

QUESTIONS = {
    "list": [f"tab={tab}" for tab in ("unclaimed", "due", "open", "mine", "access", "all", "all&page=40")],
    "filter": [
        *(
            "tab=all&label=urgent",
            "tab=all&language=fr",
            "tab=all&platform=facebook&language=fr",
            "tab=open&label=praise",
        ),
        *("tab=all&state=rejected", "tab=all&masks=unsure", "tab=all&label=access_request&language=fr&page=3"),
    ],
    "search": [
        *("tab=all&words=card", "tab=all&words=card+permit", "tab=all&words=rare77", "tab=open&words=benef"),
        *("tab=all&words=road&language=fr&label=complaint", "tab=all&words=nothingsuch", "tab=all&words=p"),
    ],
}


def fill(made: Installation, mentions: int) -> None:
    """Store three years of mentions."""
    chance = random.Random(1)  # noqa: S311 - the same posts each time
    states, weights = zip(*STATES, strict=True)
    rows = []
    for number in range(mentions):
        label = chance.choice(LABELS)
        words = [*chance.choices(COMMON_WORDS, k=16), f"rare{chance.randrange(5000)}", f"word{chance.randrange(300)}"]
        chance.shuffle(words)
        rows.append(
            {
                "id": new_mention_id(),
                "platform": chance.choice(("x", "facebook", "instagram")),
                "account": "x:mentions",
                "pseudonym": str(number % 20_000),
                "conversation": str(number),
                "handle": b"h" * 200,
                "posted_at": NOW - timedelta(minutes=15 * number),
                "collected_at": NOW - timedelta(minutes=15 * number),
                "language": chance.choice(("en", "en", "en", "fr")),
                "summoned": True,
                "state": chance.choices(states, weights)[0],
                "text": " ".join(words),
                "masks": [],
                "parts": [],
                "labels": [label],
                "top_label": label,
                "scores": {label: 0.9},
                "evidence": [],
                "rank": LABELS.index(label),
                "doubtful": chance.random() < 0.01,
                "draft": "Hello, bonjour! Thank you for telling us about this. " * 4,
                "claimed_by": "ana",
            }
        )
        if len(rows) == AT_ONCE or number == mentions - 1:
            with made.application.store.write() as tx:
                tx.session.execute(insert(MentionRow), rows)
            rows = []


def address_of(browser: Browser, query: str) -> str:
    """Return where a list stands: words of a search are sealed in its address."""
    return str(browser.get(f"/queue?{query}").headers.get("location", f"/queue?{query}"))


def ask(browser: Browser, query: str) -> float:
    """Return how long the whole answer took."""
    address = address_of(browser, query)
    begun = time.perf_counter()
    answer = browser.get(address)
    assert answer.status_code == 200, query
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=40)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = install_in(Path(folder), clock=FrozenClock(NOW))
        begun = time.perf_counter()
        fill(made, given.mentions)
        figures: dict[str, object] = {"mentions": given.mentions, "filled_s": round(time.perf_counter() - begun, 1)}
        browser = Browser(create_app(made.application))
        browser.sign_in("ana")
        for kind, queries in QUESTIONS.items():
            times = {query: [ask(browser, query) for _ in range(given.runs)][1:] for query in queries}
            whole = statistics.quantiles([each for some in times.values() for each in some], n=20)
            slowest = max(times, key=lambda query: statistics.median(times[query]))
            figures[kind] = {
                "p50": round(statistics.median([each for some in times.values() for each in some]), 1),
                "p95": round(whole[18], 1),
                "slowest": slowest,
                "slowest_p50": round(statistics.median(times[slowest]), 1),
            }
        made.application.close()
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()

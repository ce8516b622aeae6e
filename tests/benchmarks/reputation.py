"""How long the report on what is said about us takes: a week, and a whole year of 200 posts a day.

    python -m tests.benchmarks.reputation [--posts 73000]

The posts are the demonstration's, said again and again by many authors over a year, in a database in a temporary
folder, with the demonstration's own facts. Prints one JSON object.
"""

import argparse
import json
import random
import resource
import tempfile
import time
import tomllib
from collections.abc import Callable
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

from smbot import settings
from smbot.bootstrap import Application
from smbot.core.clock import FrozenClock
from smbot.core.ids import new_mention_id
from smbot.installation import install
from smbot.reports.model import Report
from smbot.settings import Settings
from smbot.storage.tables import MentionRow

DAYS = 365
AUTHORS = 20_000


def watching() -> dict[str, object]:
    """Return the demonstration's facts and subjects."""
    source = files("smbot.demo").joinpath("config.toml").read_text("utf-8")
    for place in ("undo_seconds", "port"):
        source = source.replace(f"{{{place}}}", "1")
    tables = tomllib.loads(source)
    return {name: tables[name] for name in ("organisation", "facts", "subjects")}


def fill(application: Application, posts: int) -> None:
    """Store a year of posts."""
    lines = files("smbot.demo").joinpath("posts.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line) for line in lines]
    chance = random.Random(1)  # noqa: S311 - the same year each time
    now = application.clock.now()
    with application.store.write() as tx:
        for number in range(posts):
            one = chance.choice(texts)
            tx.session.add(
                MentionRow(
                    id=new_mention_id(),
                    platform="x",
                    account="x",
                    pseudonym=f"author-{chance.randrange(AUTHORS)}",
                    conversation=str(number),
                    handle=b"",
                    posted_at=now - timedelta(days=DAYS * chance.random()),
                    collected_at=now,
                    language=one["language"],
                    summoned=True,
                    state="triaged",
                    text=one["text"],
                    top_label=one["labels"][0],
                )
            )


def measured(work: Callable[[], Report]) -> dict[str, object]:
    """Return how long a report took, and its size."""
    begun, used = time.perf_counter(), time.process_time()
    report = work()
    return {
        "seconds": round(time.perf_counter() - begun, 2),
        "CPU seconds": round(time.process_time() - used, 2),
        "posts": report.total.now,
        "findings": len(report.findings),
    }


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=200 * DAYS)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = install(Path(folder) / "site", None)
        configuration = made.configuration
        made.close()
        configuration = settings.Configuration(
            Settings(**{**configuration.settings.model_dump(), **watching()}), configuration.file
        )
        application = Application(configuration, FrozenClock(made.clock.now()), {})
        fill(application, wanted.posts)
        today: date = application.clock.now().astimezone(application.zone).date()
        found = {
            "a week": measured(application.reputation),
            "ten weeks, words compared with forty before": measured(lambda: application.reputation(today, 70)),
            "a year": measured(lambda: application.reputation(today, DAYS)),
            "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }
        application.close()
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()

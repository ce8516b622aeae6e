"""How long the figures of /operations take over 100,000 mentions: all of them as one period, and a month of them.

    python -m tests.benchmarks.operations [--mentions 100000] [--runs 9]

The mentions are invented: a year of them in a database in a temporary folder. Prints one JSON object, in milliseconds.
The budget is 300 ms at the 95th percentile.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from smbot.bootstrap import Application
from smbot.bootstrap.operations import operations_of
from smbot.core.clock import FrozenClock
from smbot.core.ids import new_mention_id
from smbot.installation import install
from smbot.reports.quantiles import place_of
from smbot.storage.service_tables import ServiceCellRow, ServiceTimeRow
from smbot.storage.store import Transaction
from smbot.storage.tables import MentionRow, ReplyRow

DAYS = 364
AT_ONCE = 5_000
WRONG_OFFICE = 0.05
"""Share of the posts that are for another office: these have a row of their own and a reply, whose text is read."""
LABELS = ("complaint", "question", "incident", "praise", "wrong_office", "suggestion", "urgent", "spam")
PROGRAMS = ("", "roads", "licences", "taxes", "parks")
OFFICES = ("", "north", "south", "east", "west", "centre")


def fill(application: Application, mentions: int) -> None:
    """Store a year of service times, three in ten of them with a program, in the order in which they were posted."""
    chance = random.Random(1)  # noqa: S311 - the same year each time
    now = int(application.clock.now().timestamp())
    cells = [
        (program, office, label, language, platform)
        for program in PROGRAMS
        for office in OFFICES
        for label in LABELS
        for language in ("en", "fr")
        for platform in ("x", "facebook")
    ]
    names = ("program", "office", "label", "language", "platform")
    rows = []
    for posted in sorted(now - chance.randrange(DAYS * 86_400) for _ in range(mentions)):
        steps = [posted + chance.randrange(60, 600)]
        steps += [steps[0] + 5, *(steps[0] + int(chance.lognormvariate(mean, 1)) for mean in (9, 10))]
        answered = chance.random() < 0.7
        closed = steps[3] + 12 if answered or chance.random() < 0.9 else None
        exposed = chance.random() < 0.05
        rows.append(
            {
                "mention": new_mention_id(),
                "cell": chance.randrange(len(cells)) + 1,
                "posted": posted,
                "collected": steps[0],
                "triaged": steps[1],
                "acted": steps[2],
                "approved": steps[3] if answered else None,
                "sent": steps[3] + 12 if answered else None,
                "closed": closed if closed is None or closed < now else None,
                "hidden": posted + 900 if exposed else None,
                "exposed": exposed,
                "wrong_office": chance.random() < WRONG_OFFICE,
                "offered": chance.random() < 0.97 if answered else None,
                "greeted_by": "",
            }
        )
    with application.store.write() as tx:
        kept = [dict(zip(names, cell, strict=True)) | {"id": n} for n, cell in enumerate(cells, 1)]
        tx.session.execute(insert(ServiceCellRow), kept)
        for at in range(0, len(rows), AT_ONCE):
            tx.session.execute(insert(ServiceTimeRow), rows[at : at + AT_ONCE])
        for row in rows:
            if row["wrong_office"] and row["sent"]:
                keep_answered(tx, str(row["mention"]), int(str(row["posted"])), int(str(row["sent"])))


def keep_answered(tx: Transaction, mention: str, posted: int, sent: int) -> None:
    """Store a mention and its reply, which names no door of the directory."""
    at, answered = (datetime.fromtimestamp(seconds, UTC) for seconds in (posted, sent))
    tx.session.add(
        MentionRow(
            id=mention,
            platform="x",
            account="x",
            pseudonym=f"author-{posted % 5_000}",
            conversation=mention,
            handle=b"",
            posted_at=at,
            collected_at=at,
            language="en",
            summoned=True,
            state="answered",
            labels=["wrong_office"],
            top_label="wrong_office",
        )
    )
    tx.session.add(
        ReplyRow(
            id=mention,
            mention=mention,
            account="x",
            platform="x",
            text="Hello, bonjour! This is a matter for another body; its office is open from Monday to Friday.",
            language="en",
            mode="live",
            state="sent",
            approved_by="paul",
            approved_at=answered,
            next_at=answered,
            sent_at=answered,
        )
    )


def measured(work: Callable[[], object], runs: int) -> dict[str, float]:
    """Return the median and the 95th percentile of a few runs, the first left out, and the median of the CPU's time."""
    work()
    took, used = [], []
    for _ in range(runs):
        begun, cpu = time.perf_counter(), time.process_time()
        work()
        took.append(1000 * (time.perf_counter() - begun))
        used.append(1000 * (time.process_time() - cpu))
    took.sort()
    used.sort()
    middle, tail = place_of(50, runs), place_of(95, runs)
    return {"median": round(took[middle], 1), "p95": round(took[tail], 1), "CPU": round(used[middle], 1)}


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=9)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        made = install(Path(folder) / "site", None)
        configuration = made.configuration
        made.close()
        application = Application(configuration, FrozenClock(made.clock.now()), {})
        fill(application, wanted.mentions)
        today: date = application.clock.now().astimezone(application.zone).date()
        found = {
            "mentions": operations_of(application, today - timedelta(days=DAYS), today).service.total.now.posts,
            "a year": measured(lambda: operations_of(application, today - timedelta(days=DAYS), today), wanted.runs),
            "28 days": measured(lambda: operations_of(application, today - timedelta(days=27), today), wanted.runs),
        }
        application.close()
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()

"""Take hostile posts through the whole path without language models, and report failures and the slowest.

    python -m tests.benchmarks.fuzz_posts [--posts 1000000] [--first 0] [--processes 2]

The tagger of names and the network of triage are left out: rules, recognizers, words and everything of smbot's own run.
Each batch of 32 goes through collecting, redaction, triage and drafting of a real installation, then the queue's newest
page and one post's page are asked for. Seconds are of the processor's time, so that a busy machine does not count; a
batch that takes longer than a second in a stage is taken again post by post. Prints one JSON object; ends with 1 where
a post broke a stage or a page, was lost, or took longer than a second.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import structlog
from structlog.typing import EventDict

sys.path.insert(0, str(Path(__file__).parents[1]))

from web.conftest import Browser
from web.making import Installation, install_in

from smbot.collect.keep import Collected, keep_page
from smbot.collect.ports import Page
from smbot.core.handle import PlatformHandle
from smbot.core.mention import FAILED
from smbot.core.states import MentionState
from smbot.logs import silence_libraries
from smbot.pipeline.batches import BATCH
from smbot.raw.box import RawText
from smbot.raw.post import RawPost
from smbot.review.ports import Filter
from smbot.web.app import create_app
from tests.benchmarks.hostile_posts import hostile_post
from tests.no_models import NoNames, leave_out_network

LIMIT_S = 1.0
CHUNK = 3_200
"""Posts of one installation; then another is made, so that its database stays as small as on a first day."""
SLOWEST = 10
ORDINARY = 2**40
"""A seed that no campaign reaches."""
AT = datetime(2026, 3, 4, 15, 0, tzinfo=UTC)


@dataclass(kw_only=True)
class Outcome:
    """What became of posts; seeds stand for posts."""

    posts: int = 0
    characters: int = 0
    seconds: float = 0.0
    lost: int = 0
    quarantined: int = 0
    pages: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    failed_seeds: dict[str, int] = field(default_factory=dict)
    slowest: list[tuple[float, int, str]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what became of other posts."""
        self.posts += other.posts
        self.characters += other.characters
        self.seconds += other.seconds
        self.lost += other.lost
        self.quarantined += other.quarantined
        self.pages += other.pages
        self.failures += other.failures
        self.failed_seeds = other.failed_seeds | self.failed_seeds
        self.slowest = sorted([*self.slowest, *other.slowest], reverse=True)[:SLOWEST]

    def fail(self, what: str, seed: int) -> None:
        """Note that something broke at a post, or at the batch that begins with it."""
        self.failures[what] += 1
        self.failed_seeds.setdefault(what, seed)


class Journey:
    """One installation, its stages and its desk."""

    def __init__(self, folder: Path) -> None:
        self.made: Installation = install_in(folder)
        application = self.made.application
        leave_out_network(application)  # what words and rules decide; the network is a language model
        self.work = application.collecting()
        self.pipeline = application.pipeline(NoNames())
        self.browser = Browser(create_app(application))
        self.browser.sign_in("ana")
        self.run([ORDINARY])  # loads what is loaded late

    def run(self, seeds: Sequence[int]) -> Outcome:
        """Take one batch through every stage."""
        outcome = Outcome(posts=len(seeds))
        posts = [_post(seed) for seed in seeds]
        outcome.characters = sum(len(hostile_post(seed)) for seed in seeds)
        stages = {
            "collect": lambda: keep_page(Page(posts=tuple(posts), cursor=""), "x", self.work, Collected(), _kept),
            "redact": self.pipeline.redaction.batch,
            "triage": self.pipeline.triage.batch,
            "draft": self.pipeline.drafts.batch,
            "queue": self._show_queue,
            "page": self._show_newest,
        }
        for name, stage in stages.items():
            began = time.process_time()
            try:
                stage()
            except Exception as error:  # whatever breaks is what this looks for
                outcome.fail(f"{name}: {type(error).__name__}", seeds[0])
            spent = time.process_time() - began
            outcome.seconds += spent
            outcome.slowest.append((spent, seeds[0], name))
        outcome.pages = 2
        outcome.slowest = sorted(outcome.slowest, reverse=True)[:SLOWEST]
        return outcome

    def _show_queue(self) -> None:
        answer = self.browser.get("/queue?tab=all")
        if answer.status_code != 200:
            raise PageFailed(answer.status_code)

    def _show_newest(self) -> None:
        with self.made.application.store.read() as tx:
            items = tx.items(Filter(), limit=1, offset=0)
        answer = self.browser.get(f"/items/{items[0].id}") if items else None
        if answer is not None and answer.status_code != 200:
            raise PageFailed(answer.status_code)

    def close(self) -> tuple[int, dict[str, int]]:
        """Give everything back; return how many posts wait or are stored, and why posts failed."""
        reasons: Counter[str] = Counter()
        with self.made.application.store.read() as tx:
            states = tx.count_by_state()
            there = sum(states.values()) + tx.count_waiting()
            for item in tx.items(Filter(), limit=there, offset=0):
                if item.state == MentionState.QUARANTINED or item.classifier.startswith(FAILED):
                    reasons[item.withheld or item.classifier] += 1
        self.made.application.close()
        return there, dict(reasons)


class PageFailed(Exception):
    """A page was no page."""


def _kept(_transaction: object) -> bool:
    return True


def _post(seed: int) -> RawPost:
    return RawPost(
        platform="x",
        account="x",
        text=RawText(hostile_post(seed)),
        posted_at=AT,
        language=None,
        summoned=bool(seed % 2),
        handle=PlatformHandle(
            post_id=f"p{seed}",
            first_id=f"p{seed}",
            author_id=f"a{seed % 997}",
            author_handle=f"@author{seed % 997}",
            author_name=hostile_post(seed + 1)[:60],
            conversation_id=f"c{seed % 4999}",
            permalink=f"https://example.org/{seed}",
        ),
    )


BROKEN: Counter[str] = Counter()
"""What the stages told of posts that they gave up."""


def _listen(_logger: object, _method: str, event: EventDict) -> EventDict:
    if event.get("event") in {"pipeline.failed", "pipeline.batch-failed", "job.failed"}:
        BROKEN[f"{event['event']}: {event.get('error')}"] += 1
    raise structlog.DropEvent


def _chunk(seeds: range) -> Outcome:
    silence_libraries()
    structlog.configure(processors=[_listen])
    BROKEN.clear()
    total = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        path = Journey(Path(folder))
        for at in range(seeds.start, seeds.stop, BATCH):
            batch = range(at, min(at + BATCH, seeds.stop))
            total.add(path.run(batch))
        there, reasons = path.close()
    total.lost = len(seeds) + 1 - there
    total.quarantined = sum(reasons.values())
    for reason, count in reasons.items():
        if reason.startswith(FAILED):
            total.failures[f"quarantined: {reason}"] += count
            total.failed_seeds.setdefault(f"quarantined: {reason}", seeds.start)
    for what, count in BROKEN.items():
        total.failures[what] += count
        total.failed_seeds.setdefault(what, seeds.start)
    return total


def too_slow(total: Outcome) -> list[tuple[float, int, str]]:
    """Return the posts, each alone, of batches that took longer than a second."""
    found = []
    for first in sorted({seed for spent, seed, _ in total.slowest if spent > LIMIT_S}):
        with tempfile.TemporaryDirectory() as folder:
            journey = Journey(Path(folder))
            for seed in range(first, first + BATCH):
                found += [each for each in journey.run([seed]).slowest if each[0] > LIMIT_S]
            journey.close()
    return found


def campaign(posts: int, first: int, processes: int) -> Iterator[Outcome]:
    """Yield what became of the posts of the seeds from `first`, a chunk at a time."""
    last = first + posts
    chunks = [range(at, min(at + CHUNK, last)) for at in range(first, last, CHUNK)]
    if processes == 1:
        yield from map(_chunk, chunks)
        return
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(_chunk, chunks)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    total = Outcome()
    for done in campaign(arguments.posts, arguments.first, arguments.processes):
        total.add(done)
        print(f"{total.posts} posts, {sum(total.failures.values())} failures", file=sys.stderr, flush=True)
    slow = too_slow(total)
    print(
        json.dumps(
            {
                "posts": total.posts,
                "characters": total.characters,
                "ms per post, all stages": round(1000 * total.seconds / total.posts, 2),
                "pages asked for": total.pages,
                "lost": total.lost,
                "in quarantine": total.quarantined,
                "failures": dict(total.failures),
                "a seed of each failure": total.failed_seeds,
                f"slowest stages of a batch of {BATCH}: seconds, first seed, stage": total.slowest,
                f"posts that alone take longer than {LIMIT_S} s": slow,
                "failures at most, 95 %": f"3 in {total.posts}" if not total.failures else "see above",
            },
            indent=2,
        )
    )
    return 1 if total.failures or total.lost or slow else 0


if __name__ == "__main__":
    sys.exit(main())

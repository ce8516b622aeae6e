"""Redact hostile posts, each alone and with the tagger, and report failures and the slowest.

    python -m tests.benchmarks.redaction_fuzz [--posts 100000] [--first 0] [--processes 2]

Prints one JSON object and ends with 1 where a post crashed, took longer than a second, or lost a character outside its
masks. Seconds are of the processor's time for this process, so that a busy machine does not count.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from smbot.core.errors import RedactionError
from smbot.logs import silence_libraries
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.mask import Redaction
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import load_tagger
from tests.benchmarks.hostile_posts import hostile_post

LIMIT_S = 1.0
CHUNK = 500
SLOWEST = 10


@dataclass(kw_only=True)
class Outcome:
    """What became of posts; `slowest` are seconds and seeds, `broken` seeds of posts that are not what masks say."""

    posts: int = 0
    characters: int = 0
    seconds: float = 0.0
    failed: Counter[str] = field(default_factory=Counter)
    failed_seeds: dict[str, int] = field(default_factory=dict)
    withheld: int = 0
    masks: int = 0
    broken: list[int] = field(default_factory=list)
    slowest: list[tuple[float, int]] = field(default_factory=list)

    def add(self, other: "Outcome") -> None:
        """Take in what became of other posts."""
        self.posts += other.posts
        self.characters += other.characters
        self.seconds += other.seconds
        self.failed += other.failed
        self.failed_seeds = other.failed_seeds | self.failed_seeds
        self.withheld += other.withheld
        self.masks += other.masks
        self.broken += other.broken
        self.slowest = sorted([*self.slowest, *other.slowest], reverse=True)[:SLOWEST]


class Fuzzer:
    """Redacts hostile posts one by one."""

    def __init__(self) -> None:
        silence_libraries()
        self._redactor = Redactor(finders=load_finders(), tagger=load_tagger())
        self._teller = LanguageTeller()
        redact_posts([Fields(text=RawText("hello"))], self._redactor, self._teller)  # loads what is loaded late

    def run(self, seeds: range) -> Outcome:
        """Redact the posts of `seeds`."""
        outcome = Outcome()
        for seed in seeds:
            text = hostile_post(seed)
            began = time.process_time()
            try:
                job = Fields(text=RawText(text))
                result: Redaction | Exception = redact_posts([job], self._redactor, self._teller)[0]
            except Exception as error:  # nothing may come out of a batch: it would stop other people's posts
                result = error
            spent = time.process_time() - began
            outcome.add(_of(seed, text, result, spent))
        return outcome


def _of(seed: int, text: str, result: Redaction | Exception, spent: float) -> Outcome:
    one = Outcome(posts=1, characters=len(text), seconds=spent, slowest=[(spent, seed)])
    if isinstance(result, Redaction):
        one.withheld = int(result.withheld)
        one.masks = len(result.spans)
        one.broken = [] if is_whole(text, result) else [seed]
    else:
        name = result.cause if isinstance(result, RedactionError) else f"raised {type(result).__name__}"
        one.failed[name] += 1
        one.failed_seeds[name] = seed
    return one


def is_whole(text: str, result: Redaction) -> bool:
    """Tell whether the redacted text is the original outside its spans, and holds what databases take."""
    outside, at = [], 0
    for span in result.spans:
        if not at <= span.start < span.end <= len(text):
            return False
        outside.append(text[at : span.start])
        at = span.end
    outside.append(text[at:])
    left, at = [], 0
    for mask in result.text.masks:
        left.append(result.text.text[at : mask.start])
        at = mask.end
    left.append(result.text.text[at:])
    same = all(_storable(a) == b for a, b in zip(outside, left, strict=True))
    return same and "\0" not in result.text.text and not any("\ud800" <= c <= "\udfff" for c in result.text.text)


def _storable(text: str) -> str:
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


_FUZZERS: list[Fuzzer] = []
"""The fuzzer of this process, which takes seconds to load."""


def _chunk(seeds: range) -> Outcome:
    if not _FUZZERS:
        _FUZZERS.append(Fuzzer())
    return _FUZZERS[0].run(seeds)


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
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, metavar="SEED")
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    total = Outcome()
    for done in campaign(arguments.posts, arguments.first, arguments.processes):
        total.add(done)
        worst, seed = total.slowest[0]
        print(f"{total.posts} posts, slowest {worst:.3f} s (seed {seed})", file=sys.stderr, flush=True)
    slow = [seed for spent, seed in total.slowest if spent > LIMIT_S]
    print(
        json.dumps(
            {
                "posts": total.posts,
                "characters": total.characters,
                "ms per post": round(1000 * total.seconds / total.posts, 2),
                "masks": total.masks,
                "withheld": total.withheld,
                "failed by type": dict(total.failed),
                "a seed of each failure": total.failed_seeds,
                "not what their masks say": total.broken[:SLOWEST],
                "slowest, seconds and seed": [(round(spent, 3), seed) for spent, seed in total.slowest],
                f"longer than {LIMIT_S} s": slow,
            },
            indent=2,
        )
    )
    return 1 if total.failed or total.broken or slow else 0


if __name__ == "__main__":
    sys.exit(main())

"""Redact many different posts, whose vocabulary never stops growing, and report how much memory that takes.

    python -m tests.benchmarks.redaction_memory [--posts 100000] [--every 5000]

Prints one JSON object and ends with 1 where memory passes the limit or keeps growing after the first fifth.
"""

import argparse
import json
import os
import random
import re
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from smbot.bootstrap import bare
from smbot.core.errors import RedactionError
from smbot.logs import silence_libraries
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import load_tagger
from tests.benchmarks.hostile_posts import corpus

BATCH = 100
LIMIT_MB = 500
SLOPE_MB = 20
"""Growth per 100,000 posts from which memory counts as growing."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_LETTERS = "aeiouéèrstlnmcdpbgvhfkyzwxjq"


def resident_mb() -> float:
    """Return the memory of this process that lies in the machine's."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def posts(count: int) -> Iterator[str]:
    """Yield different posts: the corpus again and again, with words and figures that nobody wrote before."""
    rng = random.Random(1)  # noqa: S311 - the same posts each time
    texts = corpus()

    def another(match: re.Match[str]) -> str:
        if rng.random() > 0.2:
            return match[0]
        word = "".join(rng.choices(_LETTERS, k=rng.randint(4, 10)))
        return word.title() if match[0][0].isupper() else word

    for _ in range(count):
        text = re.sub(r"\d", lambda _: str(rng.randrange(10)), rng.choice(texts))
        yield _WORD.sub(another, text)


def slope(measured: list[tuple[int, float]]) -> float:
    """Return megabytes per 100,000 posts, by least squares over the last four fifths."""
    kept = measured[len(measured) // 5 :]
    middle = sum(x for x, _ in kept) / len(kept), sum(y for _, y in kept) / len(kept)
    spread = sum((x - middle[0]) ** 2 for x, _ in kept)
    return 100_000 * sum((x - middle[0]) * (y - middle[1]) for x, y in kept) / spread if spread else 0.0


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--every", type=int, default=5_000)
    arguments = parser.parse_args()
    silence_libraries()
    redactor, teller = bare().redactor(load_tagger()), LanguageTeller()
    measured: list[tuple[int, float]] = []
    batch: list[Fields] = []
    failed = 0
    for number, text in enumerate(posts(arguments.posts), start=1):
        batch.append(Fields(text=RawText(text)))
        if len(batch) == BATCH or number == arguments.posts:
            failed += sum(isinstance(one, RedactionError) for one in redact_posts(batch, redactor, teller))
            batch = []
        if number % arguments.every == 0:
            measured.append((number, resident_mb()))
            print(f"{number} posts, {measured[-1][1]:.0f} MB", file=sys.stderr, flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    growth = slope(measured)
    print(
        json.dumps(
            {
                "posts": arguments.posts,
                "failed": failed,
                "peak, MB": round(peak),
                "growth, MB per 100,000 posts": round(growth, 1),
                "MB after posts": [(number, round(size)) for number, size in measured],
            },
            indent=2,
        )
    )
    return 1 if failed or peak > LIMIT_MB or growth > SLOPE_MB else 0


if __name__ == "__main__":
    sys.exit(main())

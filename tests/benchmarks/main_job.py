"""Import files through the whole main job and report its speed and masks, beside Presidio as it comes in the same run.

    python -m tests.benchmarks.main_job FILE.csv [FILE.jsonl …] [--map FIELD=COLUMN] [--baseline 300] [--plain]

`--plain` leaves the language models out, the tagger of names and the network of triage: what the rest of smbot costs.
Prints one JSON object. Nothing is kept: the installation lies in a temporary folder.
"""

import argparse
import json
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from smbot.bootstrap import Application, bare
from smbot.collect.run import collect
from smbot.core.states import MentionState
from smbot.installation import install
from smbot.logs import silence_libraries
from smbot.normalise.stage import normalise
from smbot.platforms.files import open_file
from smbot.raw.box import RawText
from smbot.raw.opening import open_raw
from smbot.redact.ports import Tagger
from smbot.redact.tagger.loading import load_tagger
from smbot.training.vanilla import VanillaPresidio
from tests.no_models import NoNames, leave_out_network

Seconds = dict[str, float]
FOLD, RULES, WHOLE = "fold and tell the language", "rules alone", "rules and tagger"


@contextmanager
def timed(into: Seconds, name: str) -> Iterator[None]:
    """Add the CPU time of the block to `into`."""
    before = time.process_time()
    yield
    into[name] = into.get(name, 0.0) + time.process_time() - before


def import_all(application: Application, files: list[Path], assignments: list[str], seconds: Seconds) -> dict[str, int]:
    """Bring every file into the inbox; return counts."""
    counts: Counter[str] = Counter()
    for file in files:
        collector = open_file(file, assignments, application.clock)
        with timed(seconds, "collect and seal"):
            done = collect(collector, application.collecting(), page_limit=None)
        counts.update(lines=done.read + len(done.refused), new=done.new, refused=len(done.refused))
        assert done.error is None, f"{file.name}: {done.error}"
    return dict(counts)


def run_stages(application: Application, tagger: Tagger, seconds: Seconds) -> None:
    """Take everything through the stages."""
    pipeline = application.pipeline(tagger)
    for name, stage in {
        "redact and store": pipeline.redaction.batch,
        "triage and store": pipeline.triage.batch,
        "draft and store": pipeline.drafts.batch,
    }.items():
        with timed(seconds, name):
            while stage():
                pass


def parts_of_redaction(texts: list[str], application: Application, tagger: Tagger) -> Seconds:
    """Measure normalising and rules alone, and rules with the tagger, on a sample."""
    seconds: Seconds = {}
    boxes = [RawText(text) for text in texts]
    with timed(seconds, FOLD):
        normalised = [normalise(box, None, application.teller) for box in boxes]
    for name, redactor in {RULES: application.redactor(tagger=None), WHOLE: application.redactor(tagger)}.items():
        with timed(seconds, name):
            redactor.find(normalised, [()] * len(boxes))
    return seconds


def presidio_as_it_comes(texts: list[str], application: Application) -> float:
    """Return the CPU seconds of Presidio's own engine with the same models, one post at a time in its language."""
    presidio, teller = VanillaPresidio(), application.teller
    return _cpu(lambda: [presidio.find(text, teller.tell(text)) for text in texts])


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def read_texts(files: list[Path], assignments: list[str], limit: int) -> list[str]:
    """Return the first posts of the files."""
    application = bare()
    texts: list[str] = []
    for file in files:
        for page in open_file(file, assignments, application.clock).pages(None):
            texts.extend(open_raw(post.text) for post in page.posts)
            if len(texts) >= limit:
                return texts[:limit]
    return texts


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--map", action="append", default=[], dest="assignments")
    parser.add_argument("--baseline", type=int, default=300, metavar="POSTS")
    parser.add_argument("--plain", action="store_true")
    arguments = parser.parse_args()
    silence_libraries()
    seconds: Seconds = {}
    with tempfile.TemporaryDirectory() as temporary:
        application = install(Path(temporary) / "site", None)
        counts = import_all(application, arguments.files, arguments.assignments, seconds)
        tagger = NoNames() if arguments.plain else load_tagger()
        if arguments.plain:
            leave_out_network(application)
        run_stages(application, tagger, seconds)
        masked: Counter[str] = Counter()
        labels: Counter[str] = Counter()
        with application.store.read() as tx:
            states = tx.count_by_state()
            waiting = tx.count_waiting()
            for entities, given in tx.all_masks_and_labels():
                masked.update(entities)
                labels.update(given)
        application.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # before Presidio loads models of its own
    posts = sum(states.values())
    total = sum(seconds.values())
    sample = read_texts(arguments.files, arguments.assignments, arguments.baseline)
    parts = parts_of_redaction(sample, bare(), tagger)
    presidio = presidio_as_it_comes(sample, bare())
    ours = parts[FOLD] + parts[WHOLE]
    print(
        json.dumps(
            {
                "lines": counts,
                "in the queue": posts,
                "still in the inbox": waiting,
                "lost": counts["new"] - posts - waiting,
                "quarantined": states.get(MentionState.QUARANTINED, 0),
                "posts per CPU-second": round(posts / total, 1),
                "ms per post by stage": {name: round(1000 * used / posts, 3) for name, used in seconds.items()},
                "ms per post within redaction": {
                    name: round(1000 * used / len(sample), 3) for name, used in parts.items()
                },
                "Presidio as it comes, same models, same posts, times as long": round(presidio / ours, 2),
                "peak memory, MB": peak,
                "masks per 1,000 posts": {name: round(1000 * n / posts, 1) for name, n in masked.most_common()},
                "labels per 1,000 posts": {name: round(1000 * n / posts, 1) for name, n in labels.most_common()},
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()

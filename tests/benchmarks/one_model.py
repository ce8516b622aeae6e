"""Mask and label posts with each choice of models, and report speed, memory and cold start beside Presidio's masking.

    python -m tests.benchmarks.one_model [GOLD]

Each choice runs in a process of its own, one after the other: `network` and `spacy` mask and label every post as a
worker does, each post by itself; `presidio` is its `analyze()` alone, with spaCy's models, as `smbot eval redact
--compare presidio` asks it. GOLD is a folder of the corpus; without it, the test posts.

Prints one JSON object: posts per second of CPU time with models loaded before, how many times those of Presidio that
is, the peak of the process's memory in MB, and seconds from its start to the first post that was masked, with those of
CPU among them.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from smbot.bootstrap import Application, bare
from smbot.core.errors import RedactionError
from smbot.core.marked import marked
from smbot.logs import silence_libraries
from smbot.normalise.language import UNDETERMINED, LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import NETWORK, SPACY, Names, load_tagger
from smbot.training.gold import read_gold
from smbot.training.vanilla import VanillaPresidio

POSTS: Final = Path(__file__).parents[1] / "corpus" / "posts"
PRESIDIO: Final = "presidio"
CHOICES: Final = ("network", "spacy", PRESIDIO)
FIRST: Final = "I waited two hours at the counter with Sarah Example, call me at 604 555 0187."

Task = Callable[[str], None]


def masking_and_labelling(names: Names) -> tuple[Task, Task]:
    """Return what masks a post, and what masks and labels it."""
    application: Application = bare()
    redactor, teller = application.redactor(load_tagger(names)), application.teller

    def mask(text: str) -> None:
        redact_posts([Fields(text=RawText(text))], redactor, teller)

    def both(text: str) -> None:
        (found,) = redact_posts([Fields(text=RawText(text))], redactor, teller)
        if isinstance(found, RedactionError):
            application.classifier.triage("", UNDETERMINED)
        else:
            application.classifier.triage(marked(found.text), found.language)

    return mask, both


def analysing() -> tuple[Task, Task]:
    """Return the same for Presidio, which labels nothing."""
    presidio, teller = VanillaPresidio(), LanguageTeller()

    def mask(text: str) -> None:
        presidio.find(text, teller.tell(text))

    return mask, mask


def run(choice: str, gold: Path, begun: float) -> dict[str, float]:
    """Run one choice in this process, which began at `begun`."""
    silence_libraries()
    mask, both = analysing() if choice == PRESIDIO else masking_and_labelling(NETWORK if choice == NETWORK else SPACY)
    mask(FIRST)
    cold, busy = time.time() - begun, time.process_time()
    texts = [post.text for post in read_gold(gold)]
    both(FIRST)  # loads what labels
    seconds = time.process_time()
    for text in texts:
        both(text)
    seconds = time.process_time() - seconds
    return {
        "posts per CPU-second": round(len(texts) / seconds, 1),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "seconds to the first masked post": round(cold, 2),
        "of CPU": round(busy, 2),
    }


def report(gold: Path, choices: Sequence[str] = CHOICES) -> dict[str, dict[str, float]]:
    """Run each choice in a process of its own."""
    found = {}
    for choice in choices:
        command = [sys.executable, "-m", "tests.benchmarks.one_model", str(gold), "--choice", choice]
        environment = os.environ | {"ONE_MODEL_BEGUN": repr(time.time())}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        found[choice] = json.loads(done.stdout)
    for each in found.values():
        each["times Presidio"] = round(each["posts per CPU-second"] / found[PRESIDIO]["posts per CPU-second"], 2)
    return found


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="?", default=POSTS, metavar="GOLD")
    parser.add_argument("--choice", choices=CHOICES, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.choice:
        print(json.dumps(run(arguments.choice, arguments.gold, float(os.environ["ONE_MODEL_BEGUN"]))))
    else:
        print(json.dumps(report(arguments.gold), indent=1))


if __name__ == "__main__":
    main()

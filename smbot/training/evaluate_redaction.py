"""Run redactors over a gold file and score them, in one process and one run."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from smbot.core.errors import RedactionError
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor
from smbot.redact.merging import merge
from smbot.redact.stage import Fields, redact_posts
from smbot.training.posts import GoldPost
from smbot.training.redaction_scores import Scores, score
from smbot.training.vanilla import VanillaPresidio

BATCH = 64
OURS = "smbot"
Step = Callable[[int], None]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What one redactor found. `spans` are in the order of the posts; `refused` could not be redacted.

    `withheld` are posts in our languages whose text would be withheld as another language's; None where the
    redactor withholds none.
    """

    name: str
    spans: tuple[tuple[Span, ...], ...]
    scores: dict[str, dict[str, Scores]]
    posts_per_second: float
    refused: int
    withheld: tuple[str, ...] | None


def ours(posts: Sequence[GoldPost], redactor: Redactor, teller: LanguageTeller, step: Step, name: str = OURS) -> Result:
    """Redact every post by itself as the pipeline does; time is CPU time of this process, models loaded before."""
    found: list[tuple[Span, ...]] = []
    withheld: list[str] = []
    refused = 0
    begun = time.process_time()
    source = iter(posts)
    while batch := list(islice(source, BATCH)):
        results = redact_posts([Fields(text=RawText(post.text)) for post in batch], redactor, teller)
        for post, result in zip(batch, results, strict=True):
            if isinstance(result, RedactionError):
                refused += 1
                found.append(())
                continue
            found.append(result.spans)
            if result.withheld:
                withheld.append(post.id)
        step(len(batch))
    return Result(
        name=name,
        spans=tuple(found),
        scores=score(posts, found),
        posts_per_second=len(posts) / max(1e-9, time.process_time() - begun),
        refused=refused,
        withheld=tuple(withheld),
    )


def vanilla(posts: Sequence[GoldPost], teller: LanguageTeller, step: Step) -> Result:
    """Let stock Presidio find what it finds, each post in the language that is told for it."""
    presidio = VanillaPresidio()
    found: list[tuple[Span, ...]] = []
    begun = time.process_time()
    for post in posts:
        found.append(merge(presidio.find(post.text, teller.tell(post.text))))
        step(1)
    return Result(
        name="presidio",
        spans=tuple(found),
        scores=score(posts, found),
        posts_per_second=len(posts) / max(1e-9, time.process_time() - begun),
        refused=0,
        withheld=None,
    )

"""Run the classifier over posts as the pipeline does: masked by our own redactor first, then labelled."""

import csv
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from smbot.classify.cascade import Cascade
from smbot.classify.ports import Encoder
from smbot.core.errors import InputError, RedactionError
from smbot.core.marked import marked
from smbot.core.mention import Triage
from smbot.core.messages import Message, msg
from smbot.core.shares import Share
from smbot.normalise.language import UNDETERMINED, LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor
from smbot.redact.stage import Fields, redact_posts
from smbot.training.gold import read_gold
from smbot.training.posts import SUFFIX, GoldPost

BATCH: Final = 64
COLUMN: Final = "text"
"""The column of a CSV file that holds posts."""


class CountingEncoder:
    """An encoder that counts the texts it is asked for."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.version, self.labels = encoder.version, encoder.labels
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        self.asked += len(texts)
        return self._encoder.encode(texts)


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """What the classifier gave, in the order of the posts.

    `asked` is the share of posts for which the encoder was asked; `posts_per_second` is of CPU time of this process in
    the classifier alone. Posts that were `refused` (could not be masked) or `withheld` (in another language) are
    labelled without their text, as in the pipeline.
    """

    triages: tuple[Triage, ...]
    asked: Share
    posts_per_second: float
    refused: int
    withheld: int


def label(
    texts: Sequence[str], redactor: Redactor, teller: LanguageTeller, classifier: Cascade, step: Callable[[int], None]
) -> Labelled:
    """Mask and label every text by itself."""
    counting = CountingEncoder(classifier.encoder) if classifier.encoder else None
    classifier = replace(classifier, encoder=counting)
    triages: list[Triage] = []
    refused = withheld = 0
    seconds = 0.0
    source = iter(texts)
    while batch := list(islice(source, BATCH)):
        results = redact_posts([Fields(text=RawText(text)) for text in batch], redactor, teller)
        begun = time.process_time()
        for result in results:
            if isinstance(result, RedactionError):
                refused += 1
                triages.append(classifier.triage("", UNDETERMINED))
            else:
                withheld += result.withheld
                triages.append(classifier.triage("" if result.withheld else marked(result.text), result.language))
        seconds += time.process_time() - begun
        step(len(batch))
    return Labelled(
        triages=tuple(triages),
        asked=Share(hits=counting.asked if counting else 0, of=len(texts)),
        posts_per_second=len(texts) / max(1e-9, seconds),
        refused=refused,
        withheld=withheld,
    )


def read_labelled(path: Path, labels: Sequence[str]) -> list[GoldPost]:
    """Read a gold file (see `read_gold`) in which every post has labels.

    Raises:
        InputError: It cannot be read, holds no posts, or a post has no label or an unknown one; the message names
            file and line, or the post of a corpus.
    """
    posts = read_gold(path)
    if not posts:
        raise InputError(msg("The file holds no posts."), where=str(path))
    for post, where in zip(posts, _places(path, posts), strict=True):
        wrong = _wrong(post, labels)
        if wrong is not None:
            raise InputError(
                wrong, where=where, mend=msg("Labels are: {labels}. “none” stands alone.", labels=", ".join(labels))
            )
    return posts


def _wrong(post: GoldPost, labels: Sequence[str]) -> Message | None:
    if not post.labels:
        return msg("The post has no labels.")
    unknown = next((name for name in post.labels if name not in labels), None)
    if unknown is not None:
        return msg("{name} is no label.", name=unknown)
    if "none" in post.labels and len(set(post.labels)) > 1:
        return msg("Give labels, or “none” alone.")
    return None


def _places(path: Path, posts: Sequence[GoldPost]) -> Iterator[str]:
    """Yield where each post stands: `read_gold` takes every line that is not blank."""
    if path.is_dir() or path.suffix == SUFFIX:
        yield from (post.id for post in posts)
        return
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    yield from (f"{path.name}:{number}" for number, line in enumerate(lines, start=1) if line.strip())


def read_texts(path: Path) -> list[str]:
    """Read the texts of a file of posts: CSV with a column ``text``, else what `read_gold` reads; labels are ignored.

    Raises:
        InputError: It cannot be read, or holds no posts.
    """
    texts = _column(path) if path.suffix.lower() == ".csv" else [post.text for post in read_gold(path)]
    if not texts:
        raise InputError(msg("The file holds no posts."), where=str(path))
    return texts


def _column(path: Path) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return list(_cells(stream, path))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            msg("The file cannot be read ({error}).", error=type(error).__name__), where=str(path)
        ) from None


def _cells(stream: Iterable[str], path: Path) -> Iterator[str]:
    rows = csv.DictReader(stream, strict=True)
    try:
        if COLUMN not in (rows.fieldnames or ()):
            raise InputError(
                msg("The file has no column {name}.", name=COLUMN),
                where=str(path),
                mend=msg("Its first line names the columns; call the one with the posts “text”."),
            )
        yield from (row[COLUMN] for row in rows if row[COLUMN])
    except csv.Error:
        raise InputError(msg("The line is not CSV."), where=f"{path.name}:{rows.reader.line_num}") from None

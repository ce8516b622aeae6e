"""Posts as triage learns from them: masked by their marks, with what they hold and where they are from."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from smbot.core.labels import NONE
from smbot.training.posts import GoldPost


@dataclass(frozen=True, kw_only=True)
class Example:
    """One masked post."""

    id: str
    text: str
    language: str
    labels: tuple[str, ...]


def examples(posts: Iterable[GoldPost]) -> list[Example]:
    """Return posts with their marks as masks."""
    return [Example(id=post.id, text=masked(post), language=post.lang, labels=post.labels) for post in posts]


def masked(post: GoldPost) -> str:
    """Return a post's text as triage reads it: each mark a mask of its entity."""
    pieces: list[str] = []
    at = 0
    for span in sorted(post.spans):
        if span.start >= at:
            pieces += [post.text[at : span.start], f"[{span.entity} 1]"]
            at = span.end
    return "".join([*pieces, post.text[at:]])


def answers(posts: Sequence[Example], labels: Sequence[str]) -> NDArray[np.bool_]:
    """Return a row for each post and a column for each label: whether it has it."""
    return np.array([[label in post.labels for label in labels if label != NONE] for post in posts], dtype=bool)

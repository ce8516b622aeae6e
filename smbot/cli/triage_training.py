"""`smbot train triage`: a new model of triage, kept where it is no worse than the old one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
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
from smbot.core.messages import msg

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.classify.model import TriageModel
    from smbot.classify.ports import Encoder
    from smbot.core.roles import Member
    from smbot.training.improve import Comparison, Regression, Scores
    from smbot.training.triage_data import Example


TRAINED_BY: Final = ("sklearn", "scipy")
"""Packages of the extra ``train``."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a training: `version` is empty where the new model was refused."""

    version: str
    posts: int
    corrections: int
    left_out: int
    comparison: "Comparison"
    regressions: "list[Regression]"


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
    config: ConfigOption = DEFAULT_CONFIG,
    member: MemberOption = "",
    json: JsonOption = False,
) -> None:
    """Train triage."""
    from smbot.training.posts import CORPUS

    folder = corpus or CORPUS
    if shipped:
        _rebuild(folder, out, json=json)
        return
    application = open_installation(config)
    who = administrator(application, member)
    encoder = _encoder()
    with _counted(folder, dev_times=3) as count:
        outcome = train_here(application, who, encoder, folder, count)
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
) -> Outcome:
    """Train on a corpus and the approved corrections, and make the model current unless it is worse than the old one.

    Raises:
        InputError: The corpus cannot be read.
        ConfigurationError: The current model cannot be read.
    """
    from smbot.classify.cascade import Cascade
    from smbot.core.events import Act, Detail, Event
    from smbot.training.improve import compared, improved, regressions

    versions, labels, rules = application.model_versions, application.labels, application.rules_of_triage
    before, old = versions.current, versions.load_current()
    train, dev = _examples(corpus / "train"), _examples(corpus / "dev")
    own, left_out = _corrections(application)
    new = improved(train, own, dev, labels=labels, rules=rules, encoder=encoder, count=count)
    fits = old.card.encoder == encoder.version
    comparison = compared(
        dev,
        Cascade(labels=labels, rules=rules, model=old, encoder=encoder if fits else None),
        Cascade(labels=labels, rules=rules, model=new, encoder=encoder),
        count,
    )
    fallen = regressions(comparison)
    name = ""
    if not fallen:
        name = versions.add(new)
        made: dict[str, Detail] = {
            "version": name,
            "posts": new.card.posts,
            "corrections": new.card.corrections,
            "encoder": new.card.encoder,
        }
        with application.store.write() as tx:
            tx.record(Event(act=Act.MODEL_TRAINED, actor=member.name, detail=made))
            detail: dict[str, Detail] = {"version": name, "before": before}
            tx.record(Event(act=Act.MODEL_CHOSEN, actor=member.name, detail=detail))
            versions.point_to(name)
    return Outcome(
        version=name,
        posts=len(train),
        corrections=len(own),
        left_out=left_out,
        comparison=comparison,
        regressions=fallen,
    )


def _corrections(application: "Application") -> "tuple[list[Example], int]":
    """Return the corrections to learn from, and how many were left out."""
    from smbot.training.improve import capped, correction_example

    examples = []
    with application.store.read() as tx:
        approved = tx.corrections_to_learn()
        for each in capped(approved, application.settings.triage.corrections_per_person):
            item = tx.item(each.mention)
            if item is None or item.labels != each.after:
                continue
            surrogates = tx.surrogates(item.conversation)
            example = correction_example(item, each.after, surrogates, find=application.scanner.find)
            if example is not None:
                examples.append(example)
    return examples, len(approved) - len(examples)


def rebuilt(
    corpus: Path, encoder: "Encoder", count: Callable[[int], None] = lambda _step: None
) -> "tuple[TriageModel, int]":
    """Return the model that a corpus alone gives, and of how many posts; the same inputs give the same model."""
    from smbot.classify.labels import load_labels
    from smbot.classify.rulebook import load_rulebook
    from smbot.classify.rules import Rules
    from smbot.training.triage import train

    labels, posts, held_out = load_labels(), _examples(corpus / "train"), _examples(corpus / "dev")
    rules = Rules(labels, load_rulebook())
    return train(posts, held_out, labels=labels, rules=rules, encoder=encoder, count=count), len(posts)


def _rebuild(corpus: Path, out: Path | None, *, json: bool) -> None:
    from smbot.classify.model import SHIPPED, save

    encoder = _encoder()
    with _counted(corpus, dev_times=1) as count:
        model, posts = rebuilt(corpus, encoder, count)
    card = save(model, out or SHIPPED)
    if json:
        show_json({"version": card.digest[:8], "posts": posts, "encoder": card.encoder, "rules": card.rules})
    tell(msg("Trained on {posts} posts: version {version}.", posts=posts, version=card.digest[:8]))


def _encoder() -> "Encoder":
    from smbot.classify.encoder import RUN_BY, OnnxEncoder, installed_version

    missing = [name for name in TRAINED_BY if find_spec(name) is None]
    if missing:
        raise ConfigurationError(
            msg("Training needs packages that are not installed."),
            where=", ".join(missing),
            mend=msg("Install smbot with its extras “semantic” and “train”, as the README says."),
        )
    if not installed_version():
        raise ConfigurationError(
            msg("Training needs the encoder, which is not installed."),
            where=", ".join(RUN_BY),
            mend=msg("Install smbot with its extras “semantic” and “train”, as the README says."),
        )
    return OnnxEncoder()


def _examples(folder: Path) -> "list[Example]":
    from smbot.training.gold import read_gold
    from smbot.training.triage_data import examples

    return examples(read_gold(folder))


@contextmanager
def _counted(corpus: Path, *, dev_times: int) -> Iterator[Callable[[int], None]]:
    total = len(_examples(corpus / "train")) + dev_times * (len(_examples(corpus / "dev")) if dev_times else 0)
    with progress(tr("Posts"), total) as count:
        yield count


def _show(outcome: Outcome, *, json: bool) -> None:
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
    measures = {"recall": tr("recall"), "macro_f1": tr("macro-F1"), "f1": "F1"}
    for fallen in outcome.regressions:
        tell(
            msg(
                "{label}, {language}: {measure} fell from {old} to {new}, by more than {floor}.",
                label=fallen.label,
                language=fallen.language,
                measure=measures[fallen.measure],
                old=f"{fallen.old:.3f}",
                new=f"{fallen.new:.3f}",
                floor=fallen.floor,
            )
        )


def _rows(comparison: "Comparison") -> Iterator[list[str]]:
    for (language, label), new in comparison.new.items():
        for name, scores in ((tr("before"), comparison.old[language, label]), (tr("now"), new)):
            shares = (shown_share(scores.precision), shown_share(scores.recall))
            yield [label, language, name, *shares, f"{scores.f1:.3f}", f"{scores.macro_f1:.3f}"]


def _as_json(outcome: Outcome) -> dict[str, object]:
    scores: dict[str, dict[str, object]] = {}
    for (language, label), new in outcome.comparison.new.items():
        old = outcome.comparison.old[language, label]
        scores.setdefault(label, {})[language] = {"before": _scores(old), "now": _scores(new)}
    return {
        "version": outcome.version or None,
        "posts": outcome.posts,
        "corrections": outcome.corrections,
        "left_out": outcome.left_out,
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

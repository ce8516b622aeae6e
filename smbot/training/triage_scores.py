"""What a classifier gives the posts of a gold file: by label, language and tag, with intervals of 95 %."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from smbot.core.labels import ACCESS, COMPLAINT, NONE, URGENT
from smbot.core.mention import Triage
from smbot.core.shares import Share
from smbot.normalise.language import OURS, READ_AS
from smbot.training import measures
from smbot.training.measures import Measure, Place, Statistic, Truth, Values
from smbot.training.posts import GoldPost

ALL: Final = "all"
AT_PRECISION: Final = (0.8, 0.9)
"""Precisions for which the recall of access requests is told."""
SEED: Final = 1
NOT: Final = "not-"
"""Begins the tags of posts that look like a label and are not it."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Counts and measures of one slice; a share or measure is None where there is nothing to count."""

    posts: int
    shares: Mapping[str, Share]
    measures: Mapping[str, Measure | None]


@dataclass(frozen=True, kw_only=True)
class TriageScores:
    """`labels[label][language]`, `together[language]`, `access[language]` and `tags[tag]`; `gap` is between languages.

    `gap` is None where the posts are not in both.
    """

    labels: Mapping[str, Mapping[str, Scores]]
    together: Mapping[str, Scores]
    access: Mapping[str, Scores]
    gap: Scores | None
    tags: Mapping[str, Scores]


@dataclass(frozen=True, kw_only=True)
class _Table:
    """Posts as columns of truth, of what was given and of scores, by label."""

    posts: Sequence[GoldPost]
    truth: Mapping[str, Truth]
    given: Mapping[str, Truth]
    scores: Mapping[str, Values]
    asserted: Truth
    languages: Mapping[str, Truth]


def score(
    posts: Sequence[GoldPost], found: Sequence[Triage], labels: Sequence[str], *, asserted: float
) -> TriageScores:
    """Return the scores of `found`, in the order of `posts`; from the score `asserted` a request is asserted.

    Raises:
        ValueError: There are no posts, or not as many as triages.
    """
    table = _table(posts, found, labels, asserted)
    wanted = dict(_statistics(table))
    known = measures.measured(wanted, len(posts), SEED)

    def of(*place: str) -> dict[str, Measure | None]:
        return {name[-1]: measure for name, measure in known.items() if name[:-1] == place}

    slices = table.languages.items()
    return TriageScores(
        labels={
            label: {
                language: Scores(
                    posts=int(table.truth[label][at].sum()),
                    shares=_precision_and_recall(table.given[label][at], table.truth[label][at]),
                    measures=of("label", label, language),
                )
                for language, at in slices
            }
            for label in labels
        },
        together={
            language: Scores(
                posts=int(at.sum()),
                shares={"exact": _share(_exact(table)[at])},
                measures=of("together", language),
            )
            for language, at in slices
        },
        access={
            language: Scores(
                posts=int(table.truth[ACCESS][at].sum()),
                shares=_access(table, at),
                measures=of("access", language),
            )
            for language, at in slices
        },
        gap=Scores(posts=len(posts), shares={}, measures=of("gap")) if _both(table) else None,
        tags={tag: _tag(table, tag) for tag in sorted({tag for post in posts for tag in post.tags})},
    )


def flag_shares(found: Sequence[Triage], labels: Sequence[str], *, asserted: float) -> dict[str, Share]:
    """Return how many posts got each label, and under ``assert`` how many are asserted to be access requests."""
    given = {label: Share(hits=sum(label in each.labels for each in found), of=len(found)) for label in labels}
    return {**given, "assert": Share(hits=sum(each.scores[ACCESS] >= asserted for each in found), of=len(found))}


def _table(posts: Sequence[GoldPost], found: Sequence[Triage], labels: Sequence[str], asserted: float) -> _Table:
    if not posts:
        raise ValueError("there are no posts")
    # One order whatever the file's is: the drawings hang on places.
    pairs = sorted(zip(posts, found, strict=True), key=lambda pair: (pair[0].id, pair[0].text, str(pair)))
    ordered = [post for post, _ in pairs]
    languages = {
        language: np.array([post.lang == language for post in ordered])
        for language in READ_AS
        if any(post.lang == language for post in ordered)
    }
    return _Table(
        posts=ordered,
        truth={label: np.array([label in post.labels for post in ordered]) for label in labels},
        given={label: np.array([label in triage.labels for _, triage in pairs]) for label in labels},
        scores={label: np.array([float(triage.scores[label]) for _, triage in pairs]) for label in labels},
        asserted=np.array([triage.scores[ACCESS] >= asserted for _, triage in pairs]),
        languages={**languages, ALL: np.ones(len(ordered), dtype=bool)},
    )


def _statistics(table: _Table) -> Iterator[tuple[Place, Statistic]]:
    """Yield what is drawn anew, by the place where it is told."""
    for language, at in table.languages.items():
        for label in table.truth:
            for name, statistic in _of_label(table, label, at):
                yield ("label", label, language, name), statistic
        both = partial(measures.macro_f1_of_both, given=table.given[COMPLAINT], truth=table.truth[COMPLAINT])
        yield ("together", language, "complaint_macro_f1"), _within(at, both)
        present = [label for label in table.truth if table.truth[label][at].any()]
        others = [label for label in present if label not in (COMPLAINT, ACCESS, URGENT, NONE)]
        yield ("together", language, "other_macro_f1"), _within(at, partial(_macro_f1, table, others))
        yield ("together", language, "all_macro_f1"), _within(at, partial(_macro_f1, table, present))
        ranking = measures.ranked(table.scores[ACCESS][at], table.truth[ACCESS][at])
        for precision in AT_PRECISION:
            statistic = partial(measures.recall_at, ranking=ranking, precision=precision)
            yield ("access", language, f"recall_at_precision_{precision}"), _columns(at, statistic)
    if _both(table):
        yield ("gap", "f1"), partial(_gap, table)
        yield ("gap", "complaint_macro_f1"), partial(_gap_of_complaint, table)


def _of_label(table: _Table, label: str, at: Truth) -> Iterator[tuple[str, Statistic]]:
    given, scores, truth = table.given[label][at], table.scores[label][at], table.truth[label][at]
    yield "f1", _columns(at, partial(measures.f1, given=given, truth=truth))
    ranking = measures.ranked(scores, truth)
    yield "average_precision", _columns(at, partial(measures.average_precision, ranking=ranking))
    yield "brier", _columns(at, partial(measures.brier, scores=scores, truth=truth))
    yield "calibration_error", _columns(at, partial(measures.calibration_error, scores=scores, truth=truth))


def _columns(at: Truth, statistic: Statistic) -> Statistic:
    """Return a statistic of the posts at `at` alone."""
    return lambda weights: statistic(weights[:, at])


def _within(at: Truth, statistic: Statistic) -> Statistic:
    """Return a statistic of all posts that counts those at `at` alone."""
    return lambda weights: statistic(weights * at)


def _macro_f1(table: _Table, labels: Sequence[str], weights: Values) -> Values:
    return measures.mean_of(weights, [_f1(table, label, weights) for label in labels])


def _f1(table: _Table, label: str, weights: Values) -> Values:
    return measures.f1(weights, table.given[label], table.truth[label])


def _both(table: _Table) -> bool:
    return all(language in table.languages for language in OURS)


def _gap(table: _Table, weights: Values) -> Values:
    """Return the mean difference of F1 over the labels that both languages have."""
    shared = [label for label in table.truth if all(table.truth[label][table.languages[each]].any() for each in OURS)]
    first, second = (weights * table.languages[language] for language in OURS)
    gaps = [np.abs(_f1(table, label, first) - _f1(table, label, second)) for label in shared]
    return measures.mean_of(weights, gaps)


def _gap_of_complaint(table: _Table, weights: Values) -> Values:
    first, second = (
        measures.macro_f1_of_both(weights * table.languages[language], table.given[COMPLAINT], table.truth[COMPLAINT])
        for language in OURS
    )
    return np.abs(first - second)


def _precision_and_recall(given: Truth, truth: Truth) -> dict[str, Share]:
    return {"precision": _share(truth[given]), "recall": _share(given[truth])}


def _access(table: _Table, at: Truth) -> dict[str, Share]:
    """Return what is found at both thresholds, and of requests that are hard to see at the first."""
    given, asserted, truth = table.given[ACCESS][at], table.asserted[at], table.truth[ACCESS][at]
    posts = [post for post, inside in zip(table.posts, at, strict=True) if inside]
    implicit = np.array(["implicit" in post.tags for post in posts])
    nameless = np.array(["names-law" not in post.tags for post in posts])
    shares = {"review": _precision_and_recall(given, truth), "assert": _precision_and_recall(asserted, truth)}
    return {f"{threshold}_{name}": each for threshold, two in shares.items() for name, each in two.items()} | {
        "implicit_recall": _share(given[truth & implicit]),
        "without_law_recall": _share(given[truth & nameless]),
    }


def _exact(table: _Table) -> Truth:
    return np.asarray(np.all([table.given[label] == table.truth[label] for label in table.truth], axis=0))


def _tag(table: _Table, tag: str) -> Scores:
    """Return how posts of a tag fare; of hard negatives, how many got the label that they look like."""
    at = np.array([tag in post.tags for post in table.posts])
    given = np.concatenate([table.given[label][at] for label in table.truth])
    truth = np.concatenate([table.truth[label][at] for label in table.truth])
    shares = _precision_and_recall(given, truth)
    lured = tag.removeprefix(NOT)
    if tag.startswith(NOT) and lured in table.given:
        shares["taken_for_it"] = _share(table.given[lured][at])
    return Scores(posts=int(at.sum()), shares=shares, measures={})


def _share(hits: Truth) -> Share:
    return Share(hits=int(hits.sum()), of=len(hits))

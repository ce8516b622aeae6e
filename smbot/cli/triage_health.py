"""How triage fares, as “smbot report weekly” shows it."""

from typing import TYPE_CHECKING

from smbot.cli.figures import share_as_json, shown_share
from smbot.cli.output import language, show, table, tr
from smbot.core.messages import say

if TYPE_CHECKING:
    from smbot.reports.drift import Move, TriageHealth


def show_health(health: "TriageHealth") -> None:
    """Show it to people."""
    from smbot.core.words import label_name
    from smbot.reports.drift_words import health_findings

    if not health.posts:
        return
    reader = language()
    show("")
    show(tr("How triage fares"))
    for sentence in health_findings(health):
        show(say(sentence, reader))
    columns = (tr("Label"), tr("Posts"), tr("Share"), tr("Before"), tr("In English"), tr("In French"))
    rows, confidence = [], health.confidence.items()
    for move, gap in zip(health.labels, health.gaps, strict=True):
        if move.now.hits or move.before.hits:
            shares = (move.now, move.before, gap.shares["en"], gap.shares["fr"])
            rows.append((say(label_name(move.key), reader), str(move.now.hits), *map(shown_share, shares)))
    table(columns, rows)
    head = (tr("Mean confidence of the first label"), tr("Now"), tr("Before"))
    table(head, [(_spoken(key, reader), _mean(each.now), _mean(each.before)) for key, each in confidence])


def health_json(health: "TriageHealth") -> dict[str, object]:
    """Return it for machines."""
    missed = health.missed
    estimated = dict(zip(("about", "low", "high"), missed.estimated, strict=True)) if missed.estimated else None
    return {
        "posts": {"now": health.posts, "before": health.posts_before},
        "labels": {move.key: _move(move) for move in health.labels},
        "review_band": _move(health.band),
        "corrected": _move(health.corrected),
        "confidence": {name: {"now": each.now, "before": each.before} for name, each in health.confidence.items()},
        "language_gap": {
            "labels": {gap.key: gap.value for gap in health.gaps},
            "confidence": health.confidence_gap,
        },
        "moved": [move.key for move in health.moved],
        "versions": {"now": list(health.versions), "before": list(health.versions_before)},
        "missed_requests": {
            "weeks": len(missed.weeks),
            "found": share_as_json(missed.found),
            "share": dict(zip(("about", "low", "high"), missed.share, strict=True)) if missed.share else None,
            "unflagged": missed.unflagged,
            "estimated": estimated,
        },
    }


def _spoken(key: str, reader: str) -> str:
    from smbot.web.words import language_name

    name = tr("All") if key == "all" else language_name(key, reader)
    return name if isinstance(name, str) else say(name, reader)


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _move(move: "Move") -> dict[str, object]:
    return {
        "now": share_as_json(move.now),
        "before": share_as_json(move.before),
        "chance": move.chance,
        "moved": move.moved,
    }

"""What the commands of `smbot eval` share: the application that is measured, and shares as they are shown."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from smbot.bootstrap import Application
    from smbot.core.shares import Share
    from smbot.training.posts import GoldPost


def evaluated_application(config: Path | None, posts: "Sequence[GoldPost]") -> "Application":
    """Return an application in which what the gold file calls the organisations' own is published."""
    from smbot import settings
    from smbot.bootstrap import bare, publishing

    own = sorted({value for post in posts for value in post.own})
    if config is None:
        return bare(own)
    chosen = settings.load(config)
    return publishing(chosen, [*chosen.settings.organisation.published, *own])


def shown_share(share: "Share | None") -> str:
    """Return a share with its interval, or a dash where there was nothing to count."""
    if share is None or share.value is None or share.interval is None:
        return "–"
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f}–{high:.3f})"


def share_as_json(share: "Share | None") -> dict[str, object] | None:
    """Return a share with its interval, or None where there was nothing to count."""
    if share is None or share.value is None:
        return None
    return {"value": round(share.value, 4), "interval": share.interval, "hits": share.hits, "of": share.of}

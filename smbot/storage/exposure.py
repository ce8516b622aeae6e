"""Which public posts expose personal information, and since when others no longer see them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast
from sqlmodel import col, select

from smbot.core.ids import MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import ReplyState
from smbot.playbooks.choose import ORDINARY
from smbot.reports.exposure import Exposed
from smbot.review.queue import AWAITED
from smbot.storage.base import Tables
from smbot.storage.tables import MentionRow, ReplyRow


@dataclass(frozen=True, kw_only=True)
class Unhidden:
    """A post that exposes somebody, is seen, and waits for a person; `refused` says that hiding it was refused."""

    mention: MentionId
    posted_at: datetime
    platform: str
    kind: PostKind
    refused: bool


class ExposureTables(Tables):
    """Exposed personal information."""

    def exposed(self, since: datetime, until: datetime) -> list[Exposed]:
        """Return the posts from `since` up to `until` that expose personal information."""
        rows = self.session.execute(
            select(MentionRow.posted_at, MentionRow.hidden_at, MentionRow.masks).where(
                *_PUBLIC, col(MentionRow.posted_at) >= since, col(MentionRow.posted_at) < until
            )
        )
        return [Exposed(posted_at=at, hidden_at=hidden_at) for at, hidden_at, masks in rows if exposes(masks)]

    def unhidden(self) -> list[Unhidden]:
        """Return the posts that expose somebody now and wait for a person, the oldest first."""
        rows = self.session.execute(
            select(  # type: ignore[call-overload]
                *(MentionRow.id, MentionRow.posted_at, MentionRow.platform, MentionRow.kind, MentionRow.masks),
                ReplyRow.state,
            )
            .join(
                ReplyRow,
                (col(ReplyRow.mention) == col(MentionRow.id)) & (col(ReplyRow.purpose) == Purpose.VISIBILITY),
                isouter=True,
            )
            .where(
                *_PUBLIC,
                col(MentionRow.state).in_(sorted(AWAITED)),
                col(MentionRow.hidden).is_(False),
                col(MentionRow.gone_at).is_(None),
            )
            .order_by(col(MentionRow.posted_at), col(MentionRow.id))
        )
        return [
            Unhidden(
                mention=MentionId(mention),
                posted_at=posted_at,
                platform=platform,
                kind=PostKind(kind),
                refused=order == ReplyState.REFUSED,
            )
            for mention, posted_at, platform, kind, masks, order in rows
            if exposes(masks)
        ]


_PUBLIC = (col(MentionRow.kind) != PostKind.MESSAGE, cast(col(MentionRow.masks), String) != "[]")


def exposes(masks: list[dict[str, str | int | float]]) -> bool:
    """Say whether masks hide more than what people name in any conversation."""
    return any(mask["entity"] not in ORDINARY for mask in masks)

"""The posts that a page quotes, masked and read in one go however many rows quote one."""

from collections.abc import Mapping, Sequence

from smbot.bootstrap import Application
from smbot.core.ids import MentionId
from smbot.review.ports import Filter, QueueItem
from smbot.storage.base import pieces


def quoted_posts(application: Application, mentions: Sequence[MentionId]) -> Mapping[str, QueueItem]:
    """Return posts by their ids, as they are shown; those that were disposed of are missing."""
    with application.store.read() as tx:
        return {
            item.id: item
            for some in pieces(mentions)
            for item in tx.items(Filter(among=frozenset(some)), limit=len(some), offset=0)
        }

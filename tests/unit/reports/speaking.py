"""A factory of posts as a report reads them."""

from datetime import UTC, datetime

from smbot.core.ids import MentionId
from smbot.core.redacted import RedactedText
from smbot.core.states import MentionState
from smbot.core.warrant import WARRANT
from smbot.reports.ports import Said

MONDAY = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


def said(text="The line is long.", *, author="a", at=MONDAY, number=0, **changes):
    """Return a public post; keywords replace fields."""
    fields = {
        "id": MentionId(f"m-{author}-{at:%d%H%M}-{number}"),
        "platform": "x",
        "language": "en",
        "pseudonym": author,
        "posted_at": at,
        "state": MentionState.TRIAGED,
        "label": "complaint",
        "text": None if text is None else RedactedText(text, (), WARRANT),
        "answered_at": None,
    }
    return Said(**(fields | changes))

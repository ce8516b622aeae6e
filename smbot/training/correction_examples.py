"""Examples of what officers corrected: made, and looked through once more."""

from collections.abc import Callable, Sequence

from smbot.core.errors import RedactionError
from smbot.core.spans import Span
from smbot.redact.correct import joined
from smbot.review.correction_ports import Example, Surrogates
from smbot.review.ports import QueueItem
from smbot.training.gold import to_line
from smbot.training.posts import GoldPost
from smbot.training.surrogates import with_invented

UNREAD = 1
"""Counted where a rule failed on an example: a person looks at it as if something had been found."""


def made_example(
    item: QueueItem,
    surrogates: Surrogates,
    *,
    find: Callable[[str], Sequence[Span]],
) -> Example:
    """Return a post and its parts as one text with invented values; `find` counts what else in it is personal."""
    post, found = invented_post(item, surrogates, find=find)
    return Example(line=to_line(post), found=found)


def invented_post(
    item: QueueItem, surrogates: Surrogates, *, find: Callable[[str], Sequence[Span]]
) -> tuple[GoldPost, int]:
    """Return a post and its parts as one text with invented values, and how much more in it is personal to `find`."""
    texts = [text for text in (item.text, *(part.text for part in item.parts)) if text is not None]
    post = with_invented(
        joined(texts), of=item.id, language=item.language, platform=item.platform, surrogates=surrogates
    )
    return post, _found(post, find)


def _found(post: GoldPost, find: Callable[[str], Sequence[Span]]) -> int:
    ours = [(span.start, span.end) for span in post.spans]
    for value in post.own:
        at = post.text.find(value)
        while at >= 0:
            ours.append((at, at + len(value)))
            at = post.text.find(value, at + 1)
    try:
        return sum(not any(s < span.end and span.start < e for s, e in ours) for span in find(post.text))
    except RedactionError:
        return UNREAD

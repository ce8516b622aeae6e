"""The second stage: a batch of posts in, redacted or refused one by one."""

from collections.abc import Sequence

from smbot.core.errors import RedactionError
from smbot.normalise.language import MIXED, OURS, UNDETERMINED, LanguageTeller
from smbot.normalise.stage import Normalised, normalise
from smbot.raw.box import RawText
from smbot.redact.engine import MAX_CHARACTERS, Redactor
from smbot.redact.known import known_tokens
from smbot.redact.mask import NUMBERS, Redaction, mask
from smbot.redact.operators import Operators

SHOWN = frozenset({*OURS, MIXED, UNDETERMINED})
"""Languages whose posts are shown; in others the rules alone do not find names."""


def redact_batch(
    posts: Sequence[tuple[RawText, str | None, tuple[str, ...]]],
    redactor: Redactor,
    teller: LanguageTeller,
    operators: Operators = NUMBERS,
) -> list[Redaction | RedactionError]:
    """Redact posts, each given as text, hint of its language, and what is known of its author.

    One post's failure is its own: the result holds its `RedactionError` (with a type's name only), in order.
    """
    results: list[Redaction | RedactionError | None] = [None] * len(posts)
    ready: list[tuple[int, Normalised]] = []
    for index, (text, hint, _) in enumerate(posts):
        if len(text) > MAX_CHARACTERS:
            results[index] = RedactionError("TooLong")
            continue
        try:
            ready.append((index, normalise(text, hint, teller)))
        except Exception as error:  # noqa: BLE001 - any failure quarantines this post alone
            results[index] = RedactionError(type(error).__name__)
    found = redactor.find([post for _, post in ready], [posts[index][2] for index, _ in ready])
    for (index, post), spans in zip(ready, found, strict=True):
        if isinstance(spans, RedactionError):
            results[index] = spans
            continue
        try:
            results[index] = mask(
                posts[index][0],
                spans,
                language=post.language,
                withheld=post.language not in SHOWN,
                also=known_tokens(posts[index][2]),
                operators=operators,
            )
        except Exception as error:  # noqa: BLE001 - any failure quarantines this post alone
            results[index] = RedactionError(type(error).__name__)
    return [result if result is not None else RedactionError("Lost") for result in results]

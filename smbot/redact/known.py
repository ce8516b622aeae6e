"""What is known of the author, found where it stands in the text: people sign with their display name."""

import re
from collections.abc import Iterator, Sequence

from smbot.core import canon
from smbot.core.spans import Span
from smbot.redact.not_names import is_common

KNOWN = "known"
MIN_LENGTH = 3


def known_tokens(known: Sequence[str]) -> frozenset[str]:
    """Return the canonical tokens of the author's names: no reply repeats them, masked in the post or not."""
    found = {token for piece, _ in _pieces(known) for token in canon.tokens(piece)}
    return frozenset(token for token in found if not is_common(token))


def _pieces(known: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each name and each of its words that could name somebody, and whether it is a handle."""
    for value in known:
        handle = value.startswith("@")
        plain = value.lstrip("@").strip()
        pieces = [plain] if handle else [plain, *re.findall(r"[^\W\d_][\w'\u2019\-]+", plain)]
        for piece in dict.fromkeys(pieces):
            if len(piece) >= MIN_LENGTH and not is_common(piece):
                yield piece, handle


def find_known(text: str, known: Sequence[str]) -> Iterator[Span]:
    """Yield the author's display name, each of its words, and their handle, in any case."""
    for piece, handle in _pieces(known):
        for match in re.finditer(rf"(?<!\w)@?{re.escape(piece)}(?!\w)", text, re.IGNORECASE):
            entity = "HANDLE" if handle or match[0].startswith("@") else "PERSON"
            yield Span(start=match.start(), end=match.end(), entity=entity, score=0.95, recognizer=KNOWN)

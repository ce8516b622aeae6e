"""What is known of the author, found where it stands in the text: people sign with their display name."""

import re
from collections.abc import Iterator, Sequence

from smbot.core.spans import Span
from smbot.redact.not_names import is_common

KNOWN = "known"
MIN_LENGTH = 3


def find_known(text: str, known: Sequence[str]) -> Iterator[Span]:
    """Yield the author's display name, each of its words, and their handle, in any case."""
    for value in known:
        handle = value.startswith("@")
        plain = value.lstrip("@").strip()
        pieces = [plain] if handle else [plain, *re.findall(r"[^\W\d_][\w'\u2019\-]+", plain)]
        for piece in dict.fromkeys(pieces):
            if len(piece) < MIN_LENGTH or is_common(piece):
                continue
            for match in re.finditer(rf"(?<!\w)@?{re.escape(piece)}(?!\w)", text, re.IGNORECASE):
                entity = "HANDLE" if handle or match[0].startswith("@") else "PERSON"
                yield Span(start=match.start(), end=match.end(), entity=entity, score=0.95, recognizer=KNOWN)

"""What is known of the author, found where it stands in the text: people sign with their display name.

Accents, case and what stands between the words make no difference, and a name is found in a hashtag and where it is
run together with other words ("#JusticeForExample").
"""

import re
from collections.abc import Iterator, Sequence

from smbot.core import canon
from smbot.core.spans import Span
from smbot.redact.not_names import is_common
from smbot.redact.words import MIN_NAME, MIN_RUN_TOGETHER, letter_for_letter

KNOWN = "known"

_LONG_WORD = re.compile(r"#\w{4,80}|(?<!\w)\w{0,60}[^\W\d_][A-ZÀ-ÖØ-Þ]\w{1,60}")
_BETWEEN = r"[\s_.\-\u2019']{0,2}"


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
            if len(piece) >= MIN_NAME and not is_common(piece):
                yield piece, handle


def find_known(text: str, known: Sequence[str]) -> Iterator[Span]:
    """Yield the author's display name, each of its words, and their handle, in any case, with or without accents."""
    plain = letter_for_letter(text)
    for piece, handle in _pieces(known):
        wanted = _BETWEEN.join(re.escape(letter_for_letter(word)) for word in re.findall(r"\w+|[^\w\s]+", piece))
        for match in re.finditer(rf"(?<!\w)@?{wanted}(?!\w)", plain):
            entity = "HANDLE" if handle or match[0].startswith("@") else "PERSON"
            yield Span(start=match.start(), end=match.end(), entity=entity, score=0.95, recognizer=KNOWN)
        yield from _run_together(text, plain, wanted, "HANDLE" if handle else "PERSON")


def _run_together(text: str, plain: str, wanted: str, entity: str) -> Iterator[Span]:
    """Yield a name within a hashtag or a word with inner capitals."""
    for word in _LONG_WORD.finditer(text):
        for match in re.finditer(wanted, plain[word.start() : word.end()]):
            start, end = word.start() + match.start(), word.start() + match.end()
            begins = text[start].isupper() or not text[start - 1 : start].isalpha()
            ends = end == word.end() or text[end].isupper() or not text[end].isalpha()
            small = word[0].startswith("#") and end - start >= MIN_RUN_TOGETHER
            if small or (begins and ends):
                yield Span(start=start, end=end, entity=entity, score=0.95, recognizer=KNOWN)

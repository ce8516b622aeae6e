"""Text as the rules read it: lower case, without accents, with a map back to the given text."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_ALIKE = {
    **dict.fromkeys("\u2019\u2018\u02bc\u02b9\u00b4`\u2032\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u201c\u201d\u00ab\u00bb\u201e", '"'),
}
_STRETCHED = re.compile(r"([a-vx-z])\1{2,}")
"""A letter three times or more ("sooo", "allooo"); not w, which addresses begin with."""


@dataclass(frozen=True, kw_only=True)
class Folded:
    """Folded text; `starts[i]` and `ends[i]` say which characters of the given text made its character `i`."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


class _Table(dict[str, str]):
    """Folds of single characters, worked out once each."""

    def __missing__(self, char: str) -> str:
        alike = _ALIKE.get(char)
        if alike is None:
            decomposed = unicodedata.normalize("NFKD", char.casefold())
            alike = "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cf"}).casefold()
            alike = alike.replace("\u0153", "oe").replace("\u00e6", "ae")
        if len(self) < _TABLE_LIMIT:
            self[char] = alike
        return alike


_TABLE_LIMIT = 20_000
_table = _Table()


def fold(text: str) -> Folded:
    """Fold `text` character by character, then shorten stretched letters to one."""
    pieces = [_table[char] for char in text]
    folded = "".join(pieces)
    places: Sequence[int] = range(len(text))
    if len(folded) != len(text) or "" in pieces:
        places = [at for at, piece in enumerate(pieces) for _ in piece]
    ends: Sequence[int] = range(1, len(text) + 1) if isinstance(places, range) else [at + 1 for at in places]
    if _STRETCHED.search(folded) is None:
        return Folded(text=folded, starts=places, ends=ends)
    shorter: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    at = 0
    for match in [*_STRETCHED.finditer(folded), None]:
        upto = match.start() if match else len(folded)
        shorter.append(folded[at:upto])
        starts.extend(places[at:upto])
        stops.extend(ends[at:upto])
        if match:
            shorter.append(match[1])
            starts.append(places[match.start()])
            stops.append(ends[match.end() - 1])
            at = match.end()
    return Folded(text="".join(shorter), starts=starts, ends=stops)

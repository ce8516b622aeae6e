"""One field of a post while it is redacted: how it is read, and what was found in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain

from smbot.core.errors import RedactionError
from smbot.core.parts import PartKind
from smbot.core.spans import Span
from smbot.normalise.stage import Normalised, folded_text, rewritten, stretches
from smbot.redact.merging import without
from smbot.redact.other_scripts import find_other_scripts, without_other_scripts
from smbot.redact.web_addresses import as_sentence, as_words, find_paths, taken_apart

JOINED = frozenset({PartKind.LINK, PartKind.FILE})
"""Parts whose words are joined by signs and written small."""
Allows = Callable[[Span, str], bool]
"""Says whether what a span of a folded text covers is published or public."""


@dataclass(kw_only=True)
class Field:
    """One field: `whole` as it is folded, and as it is read; `apart` is the reading of the words in web addresses."""

    kind: PartKind | None = None
    quoted: str = ""
    whole: Normalised | None = None
    readings: tuple[Normalised, ...] = ()
    apart: Normalised | None = None
    spans: list[Span] | None = None
    error: RedactionError | None = None

    @property
    def joined(self) -> bool:
        """Say whether its words are joined by signs and written small."""
        return self.kind in JOINED

    @property
    def _read(self) -> Normalised:
        if self.whole is None:
            raise ValueError("nothing was read")
        return self.whole

    @property
    def text(self) -> str:
        """Return the folded text."""
        return folded_text(self._read)

    @property
    def language(self) -> str:
        """Return the language in which it is read."""
        return self._read.language

    def folded(self, span: Span) -> tuple[int, int]:
        """Return the place of a span of the original in the folded text."""
        return self._read.offsets.to_folded(span.start, span.end)

    def value(self, span: Span) -> str:
        """Return what a span of the original covers in the folded text."""
        start, end = self.folded(span)
        return self.text[start:end]

    def original(self, span: Span, reading: Normalised | None = None) -> Span:
        """Return a span of the folded text, or of another reading, in places of the original."""
        start, end = (reading or self._read).offsets.to_original(span.start, span.end)
        return replace(span, start=start, end=end)

    def counts(self, span: Span, reading: Normalised) -> bool:
        """Say whether what a reading found stands together: read apart, the words of two addresses do not."""
        return reading is not self.apart or not any(map(str.isspace, self.value(span)))

    def read(self, text: Normalised) -> None:
        """Read a text: without letters of other scripts, which are masked anyway; and the words of addresses apart."""
        folded, paths = folded_text(text), list(find_paths(folded_text(text)))
        plain = rewritten(text, without_other_scripts) if any(find_other_scripts(folded)) else text
        self.whole, self.readings = text, (plain,)
        if self.joined:
            self.readings += (rewritten(plain, as_words),)
        elif paths:
            self.apart = rewritten(stretches(text, paths), as_sentence)
            self.readings += (self.apart,)

    def find_more(self, found: Iterable[Span], allows: Allows, reading: Normalised | None = None) -> None:
        """Add what was found in the folded text, or in another reading, but for what is published or public."""
        text = self.text if reading is None else folded_text(reading)
        more = (span for span in found if not allows(span, text[span.start : span.end]))
        self.spans = [*(self.spans or ()), *(self.original(span, reading) for span in more)]

    def hide_in_addresses(self, allows: Allows) -> None:
        """Hide what web addresses tell; what was found in them, by recognizers that know no bounds, within that."""
        spans = self.spans or []
        places = [self.folded(span) for span in spans]
        shown, hidden = taken_apart(self.text, places, allows, whole=self.kind == PartKind.LINK)
        open_places = [self._read.offsets.to_original(*place) for place in shown]
        self.spans = [*chain.from_iterable(without(span, open_places) for span in spans), *map(self.original, hidden)]

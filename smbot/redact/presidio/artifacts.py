"""What Presidio hands to each recognizer beside the text: the tagger's spans, and words for those that ask for them."""

import re
from collections.abc import Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

from smbot.core.spans import Span

_WORD = re.compile(r"\w+|[^\w\s]")


class Word(str):
    """A word of a text, or a sign, where a recognizer expects spaCy's token: of that it has the text alone."""

    __slots__ = ()

    @property
    def text(self) -> str:
        """Return the word."""
        return str(self)


class Tagged(NlpArtifacts):
    """What the tagger found in one text, with Presidio's own attributes. Lemmas are the words in small letters."""

    def __init__(self, spans: Sequence[Span], text: str, language: str, engine: NlpEngine) -> None:
        self.spans = tuple(spans)
        places = [(Word(match[0]), match.start()) for match in _WORD.finditer(text)]
        super().__init__(
            entities=[],
            tokens=[word for word, _ in places],  # type: ignore[arg-type]  # words, not spaCy's
            tokens_indices=[start for _, start in places],
            lemmas=[word.lower() for word, _ in places],
            nlp_engine=engine,
            language=language,
        )

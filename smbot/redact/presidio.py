"""The only door to Presidio and spaCy: predefined recognizers and the two name models.

Nothing is ever downloaded: a model package that is not installed stops the start. Their loggers are shut,
because they can print what was matched (a number that fails its check, at ERROR).
"""

import importlib
import importlib.util
import logging
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import spacy
from presidio_analyzer import PatternRecognizer
from presidio_analyzer.predefined_recognizers import (
    CaPostalCodeRecognizer,
    CaSinRecognizer,
    CreditCardRecognizer,
    IbanRecognizer,
    IpRecognizer,
)
from spacy.language import Language

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.core.spans import Span
from smbot.redact.context import digits_of, in_url
from smbot.redact.models import NAME_MODELS
from smbot.redact.names import Candidate, judge

_NEEDED: Final = frozenset({"tok2vec", "ner"})
_PERSON_LABELS: Final = frozenset({"PERSON", "PER"})
_LOGGERS: Final = (
    "presidio-analyzer",
    "presidio_analyzer",
    "decision_process",
    "spacy",
    "tldextract",
    "filelock",
)
BATCH: Final = 64
_QUOTES = re.compile('["\u201c\u201d*~]')
"""Signs that hide names from the models; each becomes one space, so that places stay."""


def silence() -> None:
    """Shut the loggers of Presidio and spaCy: they may carry text."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
        logger.handlers = [logging.NullHandler()]


class SpacyNames:
    """Finds names of people with spaCy's models; loads both when built, from installed packages only."""

    def __init__(self, languages: Sequence[str] = ("en", "fr")) -> None:
        """Load the models.

        Raises:
            ConfigurationError: A model package is not installed.
        """
        silence()
        self._lock = threading.Lock()
        chosen = {language: NAME_MODELS[language] for language in languages}
        self._models = {language: load_model(model.package, model.requirement) for language, model in chosen.items()}

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return the names in each text, by the model of `language` (``en`` or ``fr``); one thread at a time.

        The vocabulary forgets the texts' words when the batch ends, so that memory does not grow.
        """
        model = self._models[language]
        found: list[tuple[Span, ...]] = []
        with self._lock, model.memory_zone():
            plain = (_QUOTES.sub(" ", text) for text in texts)
            for text, doc in zip(texts, model.pipe(plain, batch_size=BATCH), strict=True):
                candidates = [
                    Candidate(start=entity.start_char, end=entity.end_char, label=entity.label_)
                    for entity in doc.ents
                    if entity.label_ in _PERSON_LABELS
                ]
                found.append(tuple(judge(text, candidates, language)))
        return found


def load_model(package: str, distribution: str) -> Language:
    """Load an installed model package with what names need, and nothing else.

    Raises:
        ConfigurationError: The package is not installed; it is never downloaded.
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ConfigurationError(
            msg("The name model {package} is not installed.", package=package),
            mend=msg("Install it with: pip install {distribution}", distribution=distribution),
        )
    meta = spacy.util.get_model_meta(found.submodule_search_locations[0])
    exclude = [name for name in meta["pipeline"] if name not in _NEEDED]
    model: Language = importlib.import_module(package).load(exclude=exclude)
    return model


def pattern_finders() -> dict[str, Callable[[str], Iterator[Span]]]:
    """Return Presidio's own recognizers that are right for both languages, by our names for them."""
    silence()
    return {
        "presidio_credit_card": _finder(
            "presidio_credit_card", CreditCardRecognizer(), _score_card, _CARD_GATE, _CARD_JOINERS
        ),
        "presidio_iban": _finder("presidio_iban", IbanRecognizer(), _as_found, _IBAN_GATE),
        "presidio_ip": _finder("presidio_ip", IpRecognizer(), _score_address, _IP_GATE),
        "presidio_ca_sin": _finder("presidio_ca_sin", CaSinRecognizer(), _score_sin, _SIN_GATE),
        "presidio_ca_postal_code": _finder(
            "presidio_ca_postal_code", CaPostalCodeRecognizer(), _score_postal, _POSTAL_GATE
        ),
    }


_CARD_GATE = re.compile(r"[13456]\d{3}[- ./]?\d{3,4}[- ./]?\d{3,4}[- ./]?\d{3}")
_CARD_JOINERS = re.compile(r"(?<=\d{3})[./](?=\d{3})")
"""Separators that Presidio does not know; each becomes one hyphen, so that places stay."""
_IBAN_GATE = re.compile(r"[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}")
_IP_GATE = re.compile(r"\d\.\d{1,3}\.\d|[0-9A-Fa-f]:[0-9A-Fa-f:]{3}")
_SIN_GATE = re.compile(r"\d{3}[- ]\d{3}[- ]\d{3}")
_POSTAL_GATE = re.compile(r"[A-Za-z]\d[A-Za-z] \d[A-Za-z]\d")
_PIECE = 400
"""Presidio's patterns for addresses of the Internet take quadratic time: they see short pieces around candidates."""


def _finder(
    name: str,
    recognizer: PatternRecognizer,
    score: Callable[[str, Span], float],
    gate: re.Pattern[str],
    joiners: re.Pattern[str] | None = None,
) -> Callable[[str], Iterator[Span]]:
    entity: str = recognizer.supported_entities[0]

    def find(text: str) -> Iterator[Span]:
        for start, end in _pieces(text, gate):
            piece = joiners.sub("-", text[start:end]) if joiners else text[start:end]
            for result in recognizer.analyze(piece, [entity]):
                span = Span(
                    start=start + result.start,
                    end=start + result.end,
                    entity=entity,
                    score=result.score,
                    recognizer=name,
                )
                judged = score(text, span)
                if judged > 0 and not in_url(text, span.start):
                    yield Span(start=span.start, end=span.end, entity=entity, score=judged, recognizer=name)

    return find


def _pieces(text: str, gate: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Yield the lines' parts that hold a candidate, none longer than a post."""
    at = 0
    while (match := gate.search(text, at)) is not None:
        start = max(at, match.start() - 50)
        end = min(len(text), match.end() + _PIECE)
        yield start, end
        at = max(match.end(), end - 50) if end < len(text) else len(text)


def _as_found(_text: str, span: Span) -> float:
    return span.score


def _score_card(text: str, span: Span) -> float:
    return 0.95 if len(digits_of(text[span.start : span.end])) >= 13 else 0.0


def _score_sin(_text: str, span: Span) -> float:
    return 0.85 if span.score >= 0.5 else 0.0


def _score_postal(_text: str, span: Span) -> float:
    return 0.85 if span.score >= 0.3 else 0.0


def _score_address(text: str, span: Span) -> float:
    """Keep IPv4 that is no version number, and IPv6 with three groups and a digit at least."""
    value = text[span.start : span.end]
    if ":" in value:
        groups = [group for group in re.split(r"[:/]", value) if group]
        return 0.8 if len(groups) >= 3 and any(c.isdigit() for c in value) and len(value) >= 9 else 0.0
    before = text[max(0, span.start - 12) : span.start].lower()
    return (
        0.0
        if re.search(
            r"(?:\bv|version|ver\.?|release|section|article|art\.?|build|beta|update|updated to)\s?\(?$", before
        )
        else 0.8
    )

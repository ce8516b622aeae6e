"""Find personal information: every rule on every post, then names by the models of its languages."""

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, Protocol

from smbot.core.errors import ConfigurationError, RedactionError
from smbot.core.messages import msg
from smbot.core.spans import Span
from smbot.normalise.language import OURS
from smbot.normalise.stage import Normalised, folded_text
from smbot.redact.allow import AllowList
from smbot.redact.known import KNOWN, find_known
from smbot.redact.repeats import find_repeats

Finder = Callable[[str], Iterator[Span]]

_OWN: Final = (
    "bank_account", "case_number", "credential", "date_of_birth", "driver_licence", "email", "handle", "health_number",
    "id_card", "immigration", "licence_plate", "passport", "person", "phone", "postal_code", "social_insurance",
    "street_address",
)  # fmt: skip
_PRESIDIO: Final = (
    "presidio_ca_postal_code", "presidio_ca_sin", "presidio_credit_card", "presidio_iban", "presidio_ip",
)  # fmt: skip
BUILT_IN: Final = _OWN + _PRESIDIO
"""Names of the recognizers that come with smbot; a configuration may enable any of them."""

MAX_CHARACTERS = 10_000
"""Longest post that is redacted; a longer one is quarantined (the longest of any platform served has 63,206 bytes)."""


class NameFinder(Protocol):
    """Finds names of people in texts of one language."""

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return the names in each text, in order; `language` is ``en`` or ``fr``."""


def load_finders(enabled: Iterable[str] = BUILT_IN, extra: Mapping[str, Finder] | None = None) -> dict[str, Finder]:
    """Return the enabled recognizers by name; `extra` are those of other packages.

    Raises:
        ConfigurationError: A name that no installed recognizer has, or that two have.
    """
    others = dict(extra or {})
    for name in others:
        if name in BUILT_IN:
            raise ConfigurationError(msg("Two recognizers are called {name}.", name=name))
    wanted = list(dict.fromkeys(enabled))
    for name in wanted:
        if name not in BUILT_IN and name not in others:
            raise ConfigurationError(
                msg("There is no recognizer {name}.", name=name),
                mend=msg("Choose from: {names}", names=", ".join(sorted({*BUILT_IN, *others}))),
            )
    found: dict[str, Finder] = {}
    if any(name in _PRESIDIO for name in wanted):
        presidio = importlib.import_module("smbot.redact.presidio")
        found |= {name: finder for name, finder in presidio.pattern_finders().items() if name in wanted}
    for name in wanted:
        if name in _OWN:
            found[name] = importlib.import_module(f"smbot.redact.recognizers.{name}").find
        elif name in others:
            found[name] = others[name]
    return {name: found[name] for name in wanted}


class Redactor:
    """Finds what must be masked. Without a name model (`names` None) only announced names are found."""

    def __init__(
        self,
        *,
        finders: Mapping[str, Finder],
        names: NameFinder | None,
        allow: AllowList | None = None,
    ) -> None:
        self._finders = dict(finders)
        self._names = names
        self._allow = allow or AllowList()

    def find(
        self, posts: Sequence[Normalised], known: Sequence[tuple[str, ...]]
    ) -> list[tuple[Span, ...] | RedactionError]:
        """Return the spans of each post, in places of its *original* text, or why it could not be redacted.

        `known` holds what is known of each author, display name and handle, which are masked where they stand.
        """
        texts = [folded_text(post) for post in posts]
        found: list[list[Span] | RedactionError] = [
            self._by_rules(text, names) for text, names in zip(texts, known, strict=True)
        ]
        for language in OURS:
            chosen = [
                index
                for index, post in enumerate(posts)
                if not isinstance(found[index], RedactionError)
                and _reads(language, post.language)
                and texts[index].strip()
            ]
            for index, names in zip(chosen, self._by_model([texts[i] for i in chosen], language), strict=True):
                spans = found[index]
                if isinstance(names, RedactionError):
                    found[index] = names
                elif not isinstance(spans, RedactionError):
                    spans += names
        for text, each in zip(texts, found, strict=True):
            if not isinstance(each, RedactionError):
                each.extend(find_repeats(text, self._people(text, each)))
        return [self._settle(*each) for each in zip(posts, texts, found, strict=True)]

    def _by_rules(self, text: str, known: tuple[str, ...]) -> list[Span] | RedactionError:
        if len(text) > 2 * MAX_CHARACTERS:
            return RedactionError("TooLong")
        try:
            spans = [span for finder in self._finders.values() for span in finder(text)]
            spans += find_known(text, known)
        except Exception as error:  # noqa: BLE001 - any failure of a recognizer quarantines the post
            return RedactionError(type(error).__name__)
        return spans

    def _by_model(self, texts: Sequence[str], language: str) -> list[list[Span] | RedactionError]:
        if self._names is None or not texts:
            return [[] for _ in texts]
        try:
            return [list(spans) for spans in self._names.find(texts, language)]
        except Exception as error:  # noqa: BLE001 - a failure quarantines the one post that causes it
            if len(texts) == 1:
                return [RedactionError(type(error).__name__)]
        return [each for text in texts for each in self._by_model([text], language)]

    def _people(self, text: str, spans: Sequence[Span]) -> list[Span]:
        return [
            span
            for span in spans
            if span.entity == "PERSON" and not self._allow.allows(span, text[span.start : span.end])
        ]

    def _settle(
        self, post: Normalised, text: str, found: list[Span] | RedactionError
    ) -> tuple[Span, ...] | RedactionError:
        if isinstance(found, RedactionError):
            return found
        open_places = [
            (span.start, span.end)
            for span in found
            if span.recognizer != KNOWN and self._allow.allows(span, text[span.start : span.end])
        ]
        kept = (
            span
            for span in found
            if span.recognizer == KNOWN or not any(s <= span.start and span.end <= e for s, e in open_places)
        )
        try:
            return tuple(sorted(_original(post, span) for span in kept))
        except IndexError as error:
            return RedactionError(type(error).__name__)


def _reads(language: str, told: str) -> bool:
    """Say whether the model of `language` reads a post; without a model of its own language, both do their best."""
    return told == language or told not in OURS


def _original(post: Normalised, span: Span) -> Span:
    start, end = post.offsets.to_original(span.start, span.end)
    return Span(start=start, end=end, entity=span.entity, score=span.score, recognizer=span.recognizer)

"""Find personal information: every rule on every post, and what only context gives away."""

import importlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Final, cast

from smbot.core.errors import ConfigurationError, RedactionError
from smbot.core.messages import msg
from smbot.core.spans import Span
from smbot.normalise.language import READ_AS, read_as
from smbot.normalise.stage import Normalised, folded_text
from smbot.redact.allow import AllowList
from smbot.redact.doubt import Doubt
from smbot.redact.known import KNOWN, find_known
from smbot.redact.not_names import is_organisation
from smbot.redact.ports import Finder, Tagger
from smbot.redact.repeats import find_repeats
from smbot.redact.run_together import find_run_together
from smbot.redact.widening import whole_name

if TYPE_CHECKING:
    from smbot.redact.presidio.analyzer import Analyzer
    from smbot.redact.presidio.artifacts import Tagged

_OWN: Final = (
    "bank_account", "case_number", "credential", "date_of_birth", "driver_licence", "email", "full_name", "handle",
    "health_number", "id_card", "immigration", "licence_plate", "passport", "person", "phone", "postal_code",
    "social_insurance", "street_address",
)  # fmt: skip
_PRESIDIO: Final = (
    "presidio_ca_postal_code", "presidio_ca_sin", "presidio_credit_card", "presidio_iban", "presidio_ip",
)  # fmt: skip
BUILT_IN: Final = _OWN + _PRESIDIO
"""Names of the recognizers that come with smbot; a configuration may enable any of them."""

MAX_CHARACTERS = 10_000
"""Longest post that is redacted; a longer one is quarantined (the longest of any platform served has 63,206 bytes)."""


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
        predefined = importlib.import_module("smbot.redact.presidio.predefined")
        found |= {name: finder for name, finder in predefined.pattern_finders().items() if name in wanted}
    for name in wanted:
        if name in _OWN:
            found[name] = importlib.import_module(f"smbot.redact.recognizers.{name}").find
        elif name in others:
            found[name] = others[name]
    return {name: found[name] for name in wanted}


class Redactor:
    """Finds what must be masked. Without a tagger (None) only what rules find."""

    def __init__(
        self,
        *,
        finders: Mapping[str, Finder],
        tagger: Tagger | None,
        allow: AllowList | None = None,
        doubt: Doubt | None = None,
        others: Sequence[object] = (),
    ) -> None:
        """Build it; `others` are recognizers of other packages: functions like our own, or classes for Presidio.

        Raises:
            ConfigurationError: One of them finds what there is no word for.
        """
        # Imported late: Presidio takes a second to load, and most commands mask nothing.
        presidio = importlib.import_module("smbot.redact.presidio.analyzer")
        functions, classes = dict(finders), []
        for place, each in enumerate(others, start=1):
            if build := presidio.written_for_presidio(each):
                classes.append(build)
            else:
                functions[f"other_{place}"] = cast("Finder", each)
        self._analyzer: Analyzer = presidio.Analyzer(functions, tagger, classes)
        self._allow = allow or AllowList()
        self._doubt = doubt or Doubt()

    def find(
        self, posts: Sequence[Normalised], known: Sequence[tuple[str, ...]]
    ) -> list[tuple[Span, ...] | RedactionError]:
        """Return the spans of each post, in places of its *original* text, or why it could not be redacted.

        `known` holds what is known of each author, display name and handle, which are masked where they stand.
        """
        texts = [folded_text(post) for post in posts]
        found: list[list[Span] | RedactionError] = [RedactionError("TooLong")] * len(posts)
        for language in READ_AS:
            chosen = [
                index
                for index, post in enumerate(posts)
                if read_as(post.language) == language and len(texts[index]) <= 2 * MAX_CHARACTERS
            ]
            for index, spans in zip(chosen, self._analyzed([texts[i] for i in chosen], language), strict=True):
                found[index] = spans
        return [self._settle(*each) for each in zip(posts, texts, known, found, strict=True)]

    def allows(self, span: Span, value: str) -> bool:
        """Say whether what a span of a folded text covers is published or public."""
        return self._allow.allows(span, value)

    def names_of(self, name: str, handle: str) -> tuple[str, ...]:
        """Return the names of somebody other than the author that are masked; none of a public account's."""
        account = f"@{handle.lstrip('@')}" if handle else ""
        span = Span(start=0, end=len(account), entity="HANDLE", score=1, recognizer=KNOWN)
        if (account and self._allow.allows(span, account)) or is_organisation(name):
            return ()
        return tuple(each for each in (name, account) if each)

    def _analyzed(self, texts: Sequence[str], language: str) -> list[list[Span] | RedactionError]:
        """Return what rules and tagger find; a failure is the one post's that causes it."""
        if not texts:
            return []
        try:
            tagged = self._analyzer.tagged(texts, language)
        except Exception as error:  # noqa: BLE001 - any failure of a recognizer quarantines the post
            if len(texts) == 1:
                return [RedactionError(type(error).__name__)]
            return [each for text in texts for each in self._analyzed([text], language)]
        return [self._rules(text, language, found) for text, found in zip(texts, tagged, strict=True)]

    def _rules(self, text: str, language: str, tagged: "Tagged") -> list[Span] | RedactionError:
        try:
            return self._analyzer.find(text, language, tagged)
        except Exception as error:  # noqa: BLE001 - any failure of a recognizer quarantines the post
            return RedactionError(type(error).__name__)

    def _settle(
        self, post: Normalised, text: str, names: Sequence[str], found: list[Span] | RedactionError
    ) -> tuple[Span, ...] | RedactionError:
        if isinstance(found, RedactionError):
            return found
        try:
            return tuple(sorted(_original(post, span) for span in self._kept(text, names, found)))
        except Exception as error:  # noqa: BLE001 - any failure is the one post's that causes it
            return RedactionError(type(error).__name__)

    def _kept(self, text: str, names: Sequence[str], found: Iterable[Span]) -> Iterator[Span]:
        """Yield what is masked: what was found and is not too doubtful, the author's names, and repeats of names."""
        # Before repeats: what is too doubtful to mask repeats nothing.
        spans = [self._whole(text, span) for span in self._doubt.judge(chain(found, find_run_together(text)))]
        spans += find_known(text, names)
        # Those of the author too: repeats take the other half of a double name ("Oduya-Smith").
        people = [span for span in spans if span.entity == "PERSON" and not self.allows(span, _value(text, span))]
        spans += self._doubt.judge(find_repeats(text, people))
        open_places = [
            (span.start, span.end)
            for span in spans
            if span.recognizer != KNOWN and self.allows(span, _value(text, span))
        ]
        for span in spans:
            if span.recognizer == KNOWN or not any(s <= span.start and span.end <= e for s, e in open_places):
                yield span

    def _whole(self, text: str, span: Span) -> Span:
        """Return a span, that of a private person's name with the rest of the name."""
        if span.entity != "PERSON" or self.allows(span, _value(text, span)):
            return span
        start, end = whole_name(text, span.start, span.end)
        return replace(span, start=start, end=end)


def _value(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _original(post: Normalised, span: Span) -> Span:
    start, end = post.offsets.to_original(span.start, span.end)
    return replace(span, start=start, end=end)

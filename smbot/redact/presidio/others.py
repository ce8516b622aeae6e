"""Recognizers of other packages: tried on two texts before any post is read, so that a wrong one stops the start."""

from collections.abc import Callable, Iterable, Iterator
from typing import cast

from presidio_analyzer import EntityRecognizer, RecognizerResult
from presidio_analyzer.nlp_engine import NlpArtifacts

from smbot.core.errors import ConfigurationError
from smbot.core.messages import Message, msg
from smbot.core.spans import Span
from smbot.redact.entities import ENTITIES
from smbot.redact.presidio import silence_package

PROBES = (
    "Hi, my name is Zed Quux, badge no. B-4711, born 1980-02-03. Call 604-555-0122 or zed@example.org. 12 Wren Crt",
    "Bonjour, je m’appelle Zoé Quux, insigne no B-4711. Écrivez à zoe@example.org, ou au 12, rue de l’Étang, à 18 h 30",
)
"""Texts in both languages with a little of everything, all of it invented."""

Build = Callable[..., EntityRecognizer]
Artifacts = Callable[[str, str], NlpArtifacts]
"""Makes what Presidio hands to recognizers beside a text, out of the text and its language."""


def tried(recognizer: object, artifacts: Artifacts, languages: Iterable[str]) -> Build | None:
    """Try a recognizer: return the class if it is one written for Presidio, None if it is a function like our own.

    Raises:
        ConfigurationError: It is neither, fails on a text, or finds what smbot has no word for, or outside of the text.
    """
    name = getattr(recognizer, "__name__", type(recognizer).__name__)
    silence_package(getattr(recognizer, "__module__", type(recognizer).__module__))
    if isinstance(recognizer, type) and issubclass(recognizer, EntityRecognizer):
        build = cast("Build", recognizer)
        for language in languages:
            _try(name, lambda text, language=language: _asked(build, text, language, artifacts))  # type: ignore[misc]
        return build
    if isinstance(recognizer, type) or not callable(recognizer):
        raise _unfit(name, msg("it is neither a function nor a class written for Presidio"))
    _try(name, recognizer)
    return None


def _asked(build: Build, text: str, language: str, artifacts: Artifacts) -> Iterable[object]:
    recognizer = build(supported_language=language)
    _known(type(recognizer).__name__, recognizer.supported_entities)
    recognizer.load()
    found: Iterable[object] = recognizer.analyze(
        text=text, entities=recognizer.supported_entities, nlp_artifacts=artifacts(text, language)
    )
    return found


def _try(name: str, ask: Callable[[str], object]) -> None:
    for text in PROBES:
        try:
            found = ask(text)
            places = list(_places(found)) if isinstance(found, Iterable) else [None]
        except ConfigurationError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a stranger's code raises is told by its type
            raise _unfit(name, msg("it fails on a text ({cause})", cause=type(error).__name__)) from None
        told = [place for place in places if place is not None]
        if len(told) < len(places):
            raise _unfit(name, msg("what it gives are no spans"))
        _known(name, [entity for _, _, entity, _ in told])
        if not all(0 <= start < end <= len(text) and 0 <= score <= 1 for start, end, _, score in told):
            raise _unfit(name, msg("it finds something outside of the text, or with a score that is none from 0 to 1"))


def _places(found: Iterable[object]) -> Iterator[tuple[int, int, str, float] | None]:
    for one in found:
        if isinstance(one, Span):
            yield one.start, one.end, one.entity, one.score
        elif isinstance(one, RecognizerResult):
            yield one.start, one.end, one.entity_type, one.score
        else:
            yield None


def _known(name: str, entities: Iterable[str]) -> None:
    unknown = sorted(set(entities) - set(ENTITIES))
    if unknown:
        raise ConfigurationError(
            msg(
                "The recognizer {name} finds what smbot has no word for: {kinds}.", name=name, kinds=", ".join(unknown)
            ),
            where="privacy.recognizers",
            mend=msg("Choose from: {names}", names=", ".join(ENTITIES)),
        )


def _unfit(name: str, why: Message) -> ConfigurationError:
    return ConfigurationError(
        msg("The recognizer {name} cannot be used: {why}.", name=name, why=why),
        where="privacy.recognizers",
        mend=msg("Take it out, or tell those who wrote it."),
    )

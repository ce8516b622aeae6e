"""Two thresholds: below the lower one nothing is masked; between them it is masked, and marked for a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg
from smbot.core.spans import Span
from smbot.redact.entities import ENTITIES


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """Scores from 0 to 1: a span below `ignore_below` is left readable, one below `doubt_below` is doubtful."""

    doubt_below: float = 0.6
    ignore_below: float = 0.2


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """The thresholds, and those of single entities that differ."""

    usual: Thresholds = field(default_factory=Thresholds)
    entities: Mapping[str, Thresholds] = field(default_factory=dict)

    def judge(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Yield what is to be masked; the doubtful is marked so."""
        for span in spans:
            limits = self.entities.get(span.entity, self.usual)
            if span.score >= limits.ignore_below:
                doubtful = span.score < limits.doubt_below
                yield replace(span, doubtful=True) if doubtful else span


def doubt_of(usual: Thresholds, entities: Mapping[str, Thresholds], *, where: str) -> Doubt:
    """Return the thresholds of a configuration; `where` names their table in errors.

    Raises:
        ConfigurationError: A name that is no entity.
    """
    for entity in entities:
        if entity not in ENTITIES:
            raise ConfigurationError(
                msg("There is no kind of personal information called {name}.", name=entity),
                where=where,
                mend=msg("Choose from: {names}", names=", ".join(ENTITIES)),
            )
    return Doubt(usual=usual, entities=dict(entities))

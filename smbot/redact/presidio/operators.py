"""Presidio's `AnonymizerEngine` with our operators: each place of a text is replaced as its own rule says.

Presidio chooses operators by entity type, and two places of one entity may need different ones: a card number that is
too short to show its end. So each place goes in under a name of its own, with its own operator.
"""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from presidio_anonymizer import AnonymizerEngine, ConflictResolutionStrategy, OperatorConfig, RecognizerResult
from presidio_anonymizer.operators import Operator as PresidioOperator
from presidio_anonymizer.operators import OperatorType

from smbot.core import spans
from smbot.core.spans import ELLIPSIS
from smbot.redact.operators import last_digits, value_key
from smbot.redact.presidio import silence

Params = dict[str, Any]
"""Presidio's own type."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A stretch to replace: by `operator`, with what it needs (`number`, `kept` digits, or what makes `code`)."""

    start: int
    end: int
    entity: str
    operator: spans.Operator
    number: int = 0
    kept: int = 0
    code: Callable[[str, str], str] | None = None


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """Where a replacement stands in the new text, and the mark of the value in it; see `Mask`."""

    start: int
    end: int
    mark: str


class _Ours(PresidioOperator):
    """One of our operators as Presidio knows operators."""

    operator: spans.Operator

    @staticmethod
    @abstractmethod
    def mark(text: str, place: Place) -> str:
        """Return what is left of `text`, or stands for it; nothing where a number does.

        Raises:
            ValueError: The place lacks what it takes.
        """

    def shown(self, text: str, place: Place) -> str:
        """Return what replaces `text`."""
        return f"[{place.entity} {self.mark(text, place)}]"

    def operate(self, text: str, params: Params | None = None) -> str:
        """Return what replaces `text`."""
        return self.shown(text, self._place(params))

    def validate(self, params: Params | None = None) -> None:
        """Refuse parameters that are not ours.

        Raises:
            ValueError: There is no place, or one of another operator.
        """
        self._place(params)

    def _place(self, params: Params | None) -> Place:
        place = (params or {}).get("place")
        if not isinstance(place, Place) or place.operator != self.operator:
            raise ValueError(self.operator)
        return place

    def operator_name(self) -> str:
        """Return the name under which Presidio keeps it."""
        return f"smbot {self.operator}"

    def operator_type(self) -> OperatorType:
        """Return that it takes away."""
        return OperatorType.Anonymize


class Number(_Ours):
    """``[PHONE_NUMBER 1]``."""

    operator = spans.Operator.NUMBER

    @staticmethod
    def mark(text: str, place: Place) -> str:
        """Return nothing."""
        return ""

    def shown(self, text: str, place: Place) -> str:
        """Return the entity and its number."""
        return f"[{place.entity} {place.number}]"


class Last(_Ours):
    """``[CREDIT_CARD …1234]``."""

    operator = spans.Operator.LAST

    @staticmethod
    def mark(text: str, place: Place) -> str:
        """Return the value's last digits."""
        return last_digits(text, place.kept)

    def shown(self, text: str, place: Place) -> str:
        """Return the entity and the value's last digits."""
        return f"[{place.entity} {ELLIPSIS}{self.mark(text, place)}]"


class Pseudonym(_Ours):
    """``[PERSON K7QF2M]``."""

    operator = spans.Operator.PSEUDONYM

    @staticmethod
    def mark(text: str, place: Place) -> str:
        """Return the value's keyed code.

        Raises:
            ValueError: Nothing makes codes here.
        """
        if place.code is None:
            raise ValueError(place.operator)
        return place.code(place.entity, value_key(text))


class Drop(_Ours):
    """Nothing."""

    operator = spans.Operator.DROP

    @staticmethod
    def mark(text: str, place: Place) -> str:
        """Return nothing."""
        return ""

    def shown(self, text: str, place: Place) -> str:
        """Return nothing."""
        return ""


_OPERATORS = (Number, Last, Pseudonym, Drop)
_MARKS: dict[spans.Operator, Callable[[str, Place], str]] = {each.operator: each.mark for each in _OPERATORS}


@cache
def _engine() -> AnonymizerEngine:
    silence()
    engine = AnonymizerEngine()  # type: ignore[no-untyped-call]
    for operator in _OPERATORS:
        engine.add_anonymizer(operator)
    return engine


def replace_places(text: str, places: Sequence[Place]) -> tuple[str, list[Replaced]]:
    """Return `text` with each place replaced, and where the replacements stand, in the order of the places.

    Places are in order and do not overlap.

    Raises:
        ValueError: A place lacks what its operator needs.
    """
    names = [str(index) for index in range(len(places))]
    result = _engine().anonymize(
        text=text,
        analyzer_results=[
            RecognizerResult(entity_type=name, start=place.start, end=place.end, score=1.0)
            for name, place in zip(names, places, strict=True)
        ],
        operators={
            name: OperatorConfig(f"smbot {place.operator}", {"place": place})
            for name, place in zip(names, places, strict=True)
        },
        conflict_resolution=ConflictResolutionStrategy.MERGE_SIMILAR_OR_CONTAINED,
        merge_entities_with_spaces=False,
    )
    items = {item.entity_type: item for item in result.items}
    # Presidio's items hold what is shown; the mark in it is made once more, not read back out of it.
    return result.text, [
        Replaced(
            start=items[name].start,
            end=items[name].end,
            mark=_MARKS[place.operator](text[place.start : place.end], place),
        )
        for name, place in zip(names, places, strict=True)
    ]

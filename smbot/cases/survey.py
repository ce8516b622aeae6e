"""The two questions after a case is closed, and what the answers add up to. Pure; nobody is named."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from smbot.cases.model import Kind
from smbot.core.ids import CaseId
from smbot.core.shares import Share


@dataclass(frozen=True, kw_only=True)
class Answer:
    """That a person was asked after a case, and what they answered: both None where they have not."""

    case: CaseId
    kind: Kind
    program: str
    language: str
    asked_at: datetime
    answered_at: datetime | None = None
    solved: bool | None = None
    own_language: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came of asking: who answered of those asked; of those, who was helped, and who in their language."""

    answered: Share
    solved: Share
    own_language: Share


def result_of(answers: Iterable[Answer]) -> Result:
    """Add up answers."""
    asked = list(answers)
    given = [each for each in asked if each.answered_at is not None]
    return Result(
        answered=Share(hits=len(given), of=len(asked)),
        solved=Share(hits=sum(each.solved is True for each in given), of=len(given)),
        own_language=Share(hits=sum(each.own_language is True for each in given), of=len(given)),
    )


BY: Mapping[str, Callable[[Answer], str]] = {
    "kind": lambda answer: answer.kind.value,
    "program": lambda answer: answer.program,
    "language": lambda answer: answer.language,
}
"""What results can be shown by."""


def results_by(answers: Iterable[Answer], by: str) -> dict[str, Result]:
    """Return the results of each kind, program or language, by name.

    Raises:
        KeyError: `by` is none of these.
    """
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(BY[by](answer), []).append(answer)
    return {name: result_of(groups[name]) for name in sorted(groups)}

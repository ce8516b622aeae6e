"""Masked texts as the tables hold them: told for a row, and read back as they were redacted."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from smbot.core.parts import PartKind, RedactedPart
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Operator
from smbot.core.warrant import WARRANT


def redacted_text(text: str | None, masks: list[dict[str, str | int | float]]) -> RedactedText | None:
    """Return what stands in the table as the redacted text it is."""
    if text is None:
        return None
    return RedactedText(text, tuple(_mask(mask) for mask in masks), WARRANT)


def redacted_parts(rows: Sequence[Mapping[str, Any]]) -> tuple[RedactedPart, ...]:
    """Return what stands in the table as the redacted parts that they are."""
    return tuple(
        RedactedPart(
            kind=PartKind(row["kind"]), text=redacted_text(row["text"], row["masks"]), post=row.get("post", "")
        )
        for row in rows
    )


def part_rows(parts: Iterable[RedactedPart]) -> list[dict[str, object]]:
    """Return parts as the table holds them."""
    return [
        {
            "kind": part.kind,
            "text": part.text.text if part.text else None,
            "masks": [asdict(mask) for mask in part.text.masks] if part.text else [],
            "post": part.post,
        }
        for part in parts
    ]


def is_doubtful(text: RedactedText | None, parts: Iterable[RedactedPart]) -> bool:
    """Say whether any mask of a post waits for a person."""
    texts = (text, *(part.text for part in parts))
    return any(mask.doubtful for each in texts if each is not None for mask in each.masks)


def _mask(mask: dict[str, str | int | float]) -> Mask:
    return Mask(
        start=int(mask["start"]),
        end=int(mask["end"]),
        entity=str(mask["entity"]),
        number=int(mask["number"]),
        score=float(mask["score"]),
        recognizer=str(mask["recognizer"]),
        doubtful=bool(mask.get("doubtful", False)),
        disputed=bool(mask.get("disputed", False)),
        operator=Operator(str(mask.get("operator", Operator.NUMBER))),
        mark=str(mask.get("mark", "")),
    )

"""What is left of a span when places are taken out of it: no piece is empty, none is lost."""

import pytest

from smbot.core.spans import Span
from smbot.redact.merging import without

SPAN = Span(start=10, end=20, entity="PERSON", score=0.9, recognizer="test")


@pytest.mark.parametrize(
    ("places", "left"),
    [
        ([], [(10, 20)]),
        ([(12, 15)], [(10, 12), (15, 20)]),
        ([(12, 14), (14, 16)], [(10, 12), (16, 20)]),
        ([(10, 12)], [(12, 20)]),
        ([(18, 20)], [(10, 18)]),
        ([(10, 20)], []),
        ([(5, 25)], []),
        ([(5, 11), (19, 25)], [(11, 19)]),
        ([(5, 10), (20, 25)], [(10, 20)]),
    ],
)
def test_the_pieces_outside_the_places_are_left(places, left):
    pieces = list(without(SPAN, places))

    assert [(piece.start, piece.end) for piece in pieces] == left
    assert {piece.entity for piece in pieces} <= {"PERSON"}

"""The mask keeps all and only what is outside the spans."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from smbot.core.spans import Operator, Span
from smbot.raw.box import RawText
from smbot.redact.engine import load_finders
from smbot.redact.entities import ENTITIES
from smbot.redact.mask import mask, renumber
from smbot.redact.merging import merge
from smbot.redact.operators import Operators, Rule
from smbot.vault.digest import Digester


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(min_size=1, max_size=60))
    cuts = st.integers(0, len(text) - 1)
    spans = []
    for start in draw(st.lists(cuts, max_size=6)):
        end = draw(st.integers(start + 1, len(text)))
        entity = draw(st.sampled_from(ENTITIES))
        spans.append(Span(start=start, end=end, entity=entity, score=draw(st.floats(0.1, 1)), recognizer="drawn"))
    return text, spans


RULES = (
    Rule(),
    *(Rule(operator=Operator.LAST, kept=kept) for kept in range(1, 5)),
    Rule(operator=Operator.PSEUDONYM),
    Rule(operator=Operator.DROP),
)
OPERATORS = st.builds(
    Operators,
    default=st.sampled_from(RULES),
    of_entity=st.dictionaries(st.sampled_from(ENTITIES), st.sampled_from(RULES), max_size=8),
    code=st.just(Digester(b"k" * 32).code),
)


@settings(max_examples=500, deadline=None)
@given(texts_with_spans(), OPERATORS)
def test_the_mask_keeps_all_and_only_what_is_outside_spans_whatever_the_operators(
    drawn: tuple[str, list[Span]], operators: Operators
) -> None:
    text, spans = drawn

    redaction = mask(RawText(text), spans, language="en", operators=operators)

    redacted = redaction.text

    covered = {place for span in spans for place in range(span.start, span.end)}
    outside = "".join(
        "\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for i, c in enumerate(text) if i not in covered
    )
    kept = list(redacted.text)
    for one in reversed(redacted.masks):
        assert redacted.text[one.start : one.end] == one.shown
        assert (one.number > 0) == (one.operator == Operator.NUMBER)
        assert (one.shown == "") == (one.operator == Operator.DROP)
        del kept[one.start : one.end]
    assert "".join(kept) == outside
    assert len(redacted.masks) == len(redaction.values) == len(merge(spans))


@settings(max_examples=300, deadline=None)
@given(texts_with_spans(), OPERATORS, st.data())
def test_other_numbers_change_nothing_outside_the_masks(
    drawn: tuple[str, list[Span]], operators: Operators, data: st.DataObject
) -> None:
    text, spans = drawn
    before = mask(RawText(text), spans, language="en", operators=operators).text
    numbers = data.draw(st.lists(st.integers(1, 9999), min_size=len(before.masks), max_size=len(before.masks)))

    after = renumber(before, numbers)

    assert [after.text[one.start : one.end] for one in after.masks] == [one.shown for one in after.masks]
    assert renumber(after, [max(1, one.number) for one in before.masks]) == before


@settings(max_examples=300, deadline=None)
@given(texts_with_spans())
def test_merged_spans_cover_the_same_area_and_do_not_overlap(drawn: tuple[str, list[Span]]) -> None:
    _, spans = drawn

    merged = merge(spans)

    assert {p for s in merged for p in range(s.start, s.end)} == {p for s in spans for p in range(s.start, s.end)}
    assert all(left.end <= right.start for left, right in pairwise(merged))


FINDERS = load_finders()


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "604",
                "555",
                "0187",
                "-",
                " ",
                ".",
                "@",
                "anne",
                "example.ca",
                "rue",
                "123",
                "St",
                "file",
                "#",
                "SIN",
                "046 454 286",
                "K1A 0B1",
                "born",
                "1984",
                "password:",
                "x9!",
                "Mme",
                "Lavoie",
                "\n",
                ",",
                "(",
                "PHN",
                "é",
                "::",
                "DE89",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_no_recognizer_leaves_the_text(text: str) -> None:
    for finder in FINDERS.values():
        for span in finder(text):
            assert 0 <= span.start < span.end <= len(text)
            assert 0 < span.score <= 1
            assert span.entity in ENTITIES

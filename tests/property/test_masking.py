"""The mask keeps all and only what is outside the spans."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from smbot.core.spans import Span
from smbot.raw.box import RawText
from smbot.redact.engine import load_finders
from smbot.redact.entities import ENTITIES
from smbot.redact.mask import mask, merge


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


@settings(max_examples=300, deadline=None)
@given(texts_with_spans())
def test_the_mask_keeps_all_and_only_what_is_outside_spans(drawn: tuple[str, list[Span]]) -> None:
    text, spans = drawn

    redacted = mask(RawText(text), spans, language="en").text

    covered = {place for span in spans for place in range(span.start, span.end)}
    outside = "".join(
        "\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for i, c in enumerate(text) if i not in covered
    )
    kept = list(redacted.text)
    for one in reversed(redacted.masks):
        assert redacted.text[one.start : one.end] == f"[{one.entity} {one.number}]"
        del kept[one.start : one.end]
    assert "".join(kept) == outside
    assert len(redacted.masks) == len(merge(spans))


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

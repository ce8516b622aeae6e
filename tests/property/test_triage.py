"""Triage of any text: places stay in it, offsets carry over masks, nothing raises."""

from hypothesis import given
from hypothesis import strategies as st

from smbot.classify.access import Level, access_request
from smbot.classify.cascade import Cascade
from smbot.classify.folding import fold
from smbot.classify.jsonl import to_input_offsets, triage_line
from smbot.classify.labels import load_labels
from smbot.classify.model import load
from smbot.classify.rulebook import load_rulebook
from smbot.classify.rules import Rules
from smbot.core.labels import NONE
from smbot.core.marked import marked
from smbot.core.redacted import RedactedText
from smbot.core.spans import Mask, Span
from smbot.core.warrant import WARRANT

LABELS = load_labels()
CLASSIFIER = Cascade(labels=LABELS, rules=Rules(LABELS, load_rulebook()), model=load(), encoder=None)
EARLIER = st.dictionaries(st.sampled_from(LABELS.names), st.sampled_from(Level), max_size=3)

PIECES = st.sampled_from(
    [
        "je veux",
        "mon dossier",
        "copy of",
        "records",
        "l\u2019acc\u00e8s",
        "cœur",
        "\ufb01n",
        "\u00ad",
        "\u200b",
        "e\u0301",
        "ß",
        "\u0130",
        "sooooo",
        "[PERSON 1]",
        "@ville",
        "http://example.com",
        "?!",
        ".",
        "\n",
        " ",
        "f***",
        "1,000.50",
        "🙄",
        "\u2026",
        "kill you",
        "osti de cave",
        "/s",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map(" ".join)


@st.composite
def redactions(draw):
    """A text, its spans, the masked text and its masks, made piece by piece."""
    given, masked = "", ""
    spans, masks = [], []
    for number in range(draw(st.integers(0, 5))):
        between = draw(st.text(max_size=6))
        secret = draw(st.text(min_size=1, max_size=9))
        mask = f"[PERSON {number}]"
        given, masked = given + between, masked + between
        spans.append(Span(start=len(given), end=len(given) + len(secret), entity="PERSON", score=1.0, recognizer="x"))
        masks.append(
            Mask(
                start=len(masked),
                end=len(masked) + len(mask),
                entity="PERSON",
                number=number,
                score=1.0,
                recognizer="x",
            )
        )
        given, masked = given + secret, masked + mask
    tail = draw(st.text(max_size=6))
    return given + tail, tuple(spans), masked + tail, tuple(masks)


@given(text=TEXTS, language=st.sampled_from(["en", "fr", "mixed"]), earlier=EARLIER)
def test_labels_stand_in_order_with_scores_and_evidence_in_the_text(text, language, earlier):
    triage = CLASSIFIER.triage(text, language, earlier)

    assert triage == CLASSIFIER.triage(text, language, earlier)
    assert triage.labels
    assert list(triage.labels) == [name for name in LABELS.names if name in triage.labels]
    assert NONE not in triage.labels or triage.labels == (NONE,)
    assert set(triage.scores) == set(LABELS.names)
    assert all(0 <= score <= 1 for score in triage.scores.values())
    assert all(0 <= e.start < e.end <= len(text) for e in triage.evidence)
    assert {e.label for e in triage.evidence} <= set(triage.labels)
    assert (access_request(triage.labels, triage.evidence) is None) == ("access_request" not in triage.labels)


def _moved(masks, by):
    """Return masks as they stand after `by` more characters before them."""
    return tuple(
        Mask(start=m.start + by, end=m.end + by, entity=m.entity, number=m.number, score=m.score, recognizer="x")
        for m in masks
    )


@given(redaction=redactions(), opening=TEXTS, language=st.sampled_from(["en", "fr"]), earlier=EARLIER)
def test_evidence_never_cuts_a_mask(redaction, opening, language, earlier):
    _, _, masked, masks = redaction
    opening = f"{opening} i want a copy of my file under FIPPA since 2019 from "
    moved = _moved(masks, len(opening))
    text = marked(RedactedText(opening + masked, moved, WARRANT))

    triage = CLASSIFIER.triage(text, language, earlier)

    assert any(e.rule.startswith("kind:") for e in triage.evidence)
    for evidence in triage.evidence:
        for mask in moved:
            apart = evidence.end <= mask.start or mask.end <= evidence.start
            assert apart or (evidence.start <= mask.start and mask.end <= evidence.end)


@given(text=TEXTS)
def test_a_folded_character_knows_the_characters_that_it_comes_from(text):
    folded = fold(text)

    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)


@given(redaction=redactions(), data=st.data())
def test_a_place_in_the_masked_text_covers_the_same_words_in_the_given_one(redaction, data):
    given_text, spans, masked, masks = redaction
    start = data.draw(st.integers(0, len(masked)))
    end = data.draw(st.integers(start, len(masked)))

    first, last = to_input_offsets(masked, masks, spans)(start, end)

    expected = masked[start:end]
    touched = [(m, s) for m, s in zip(masks, spans, strict=True) if m.start < end and start < m.end]
    for mask, span in reversed(touched):
        left, right = max(mask.start, start) - start, min(mask.end, end) - start
        expected = expected[:left] + given_text[span.start : span.end] + expected[right:]
    if start < end:
        assert given_text[first:last] == expected
    assert 0 <= first <= last <= len(given_text)


@given(redaction=redactions())
def test_a_line_of_output_shows_places_of_the_given_text(redaction):
    given_text, spans, masked, masks = redaction
    opening = "I want all of my file. "
    shifted = tuple(
        Span(start=s.start + len(opening), end=s.end + len(opening), entity=s.entity, score=s.score, recognizer="x")
        for s in spans
    )
    moved = _moved(masks, len(opening))
    triage = CLASSIFIER.triage(opening + masked, "en")

    line = triage_line(
        id="p1",
        language="en",
        triage=triage,
        to_input=to_input_offsets(opening + masked, moved, shifted),
    )

    assert set(line) == {"id", "language", "labels", "scores", "evidence", "access_level", "access"}
    assert any(item["label"] == "access_request" and item["start"] == 0 for item in line["evidence"])
    assert all(item["end"] <= len(opening + given_text) for item in line["evidence"])
    assert line["access_level"] == "assert"
    assert line["access"]["kind"] == "own-file"
    assert {"start": 14, "end": 21} in line["access"]["said"]["what"]

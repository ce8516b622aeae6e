"""The pure parts of the pages: passages, ages, names for everything, budgets of the files."""

import string
from datetime import UTC, datetime, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.classify.labels import load_labels
from smbot.core.events import Act
from smbot.core.messages import say
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.redacted import RedactedText
from smbot.core.spans import Evidence, Mask
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.warrant import WARRANT
from smbot.redact.entities import ENTITIES
from smbot.review.at_platform import Order
from smbot.review.transitions import Action
from smbot.web import dates, order_words, words
from smbot.web.passages import passages, shortened


@st.composite
def masked_texts(draw):
    parts, masks, length = [], [], 0
    for number in range(draw(st.integers(0, 4))):
        plain = draw(st.text(string.ascii_letters + " é🙂[]", max_size=8))
        shown = f"[PERSON {number}]"
        start = length + len(plain)
        length = start + len(shown)
        parts += [plain, shown]
        masks.append(Mask(start=start, end=length, entity="PERSON", number=number, score=1, recognizer="r"))
    parts.append(draw(st.text(string.ascii_letters + " é🙂[]", max_size=8)))
    text = "".join(parts)
    evidence = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        evidence.append(Evidence(start=start, end=draw(st.integers(start, len(text))), label="complaint", rule="r"))
    return RedactedText(text, tuple(masks), WARRANT), evidence


@given(masked_texts())
def test_passages_keep_the_whole_text_and_every_mask(case):
    text, evidence = case

    pieces = [piece for passage in passages(text, evidence) for piece in passage.pieces]

    assert "".join(piece.text for piece in pieces) == text.text
    assert [piece.mask for piece in pieces if piece.mask] == list(text.masks)


@given(masked_texts())
def test_marked_passages_cover_all_evidence(case):
    text, evidence = case
    at, marked = 0, set()

    for passage in passages(text, evidence):
        length = sum(len(piece.text) for piece in passage.pieces)
        if passage.labels:
            marked |= set(range(at, at + length))
        at += length

    assert {place for e in evidence for place in range(e.start, e.end)} <= marked


@given(masked_texts(), st.integers(1, 40))
def test_a_shortened_text_never_shows_half_a_mask(case, limit):
    text, _ = case

    pieces = shortened(text, limit)

    for piece in pieces:
        assert piece.mask is None or piece.text == text.text[piece.mask.start : piece.mask.end]
        assert piece.mask is not None or len(piece.text) <= limit


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "0\u00a0min"),
        (59, "59\u00a0min"),
        (60, "1\u00a0h"),
        (60 * 48, "2\u00a0d"),
        (200, "3\u00a0h 20\u00a0min"),
        (60 * 52, "2\u00a0d 4\u00a0h"),
        (-5, "0\u00a0min"),
    ],
)
def test_an_age_has_at_most_two_units(minutes, told):
    now = datetime(2026, 3, 4, tzinfo=UTC)

    assert say(dates.age(now - timedelta(minutes=minutes), now), "en") == told


def test_dates_and_shares_follow_the_language():
    moment = datetime(2026, 3, 4, 15, 2, tzinfo=UTC)

    assert dates.short_date(moment, "fr", UTC) == "2026-03-04 15\u00a0h\u00a002"
    assert dates.short_date(moment.replace(hour=8), "fr", UTC) == "2026-03-04 8\u00a0h\u00a002"
    assert dates.percent(0.91, "fr") == "91\u00a0%"
    assert dates.percent(0.91, "en") == "91%"


def test_everything_that_pages_show_has_a_name():
    assert set(words.STATES) == set(MentionState)
    assert set(words.REPLIES) == set(ReplyState)
    assert set(words.MODES) == set(words.MODE_MEANS) == set(Mode)
    assert set(words.ACTIONS) == set(Action)
    assert set(words.ACTS) == set(Act)
    assert tuple(words.LABELS) == load_labels().names  # in the order in which one wins
    assert set(words.ENTITIES) == set(ENTITIES)
    assert set(order_words.KINDS) == set(PostKind)
    assert set(order_words.ORDERS) == set(order_words.GIVEN) == set(Order)
    assert set(order_words.ORDER_STATES) == set(ReplyState)
    assert set(order_words.PURPOSE_NAMES) == set(Purpose)
    assert set(order_words.FACTS) == set(order_words.Fact)


@pytest.mark.parametrize(
    ("code", "note", "reason", "told"),
    [
        ("abuse", "", "abuse", "insults or threatens somebody"),
        ("abuse", " a name: x ", "abuse: a name: x", "insults or threatens somebody – a name: x"),
        ("other", "why {not}", "other: why {not}", "another reason – why {not}"),
        ("other", " ", "", ""),
        ("made-up", "x", "", ""),
    ],
)
def test_a_reason_is_logged_by_its_code_and_told_in_words(code, note, reason, told):
    assert order_words.reason_of(code, note) == reason
    assert say(order_words.reason_words(reason), "en") == told


def test_a_reason_in_free_words_is_told_as_it_is():
    assert say(order_words.reason_words("other people: {x}"), "en") == "other people: {x}"


def test_a_platforms_own_code_is_shown_and_ours_is_put_in_words():
    assert say(order_words.code_told("403"), "en") == "The answer was: 403"
    assert say(order_words.code_told("edited"), "en") == "Why: the author changed the post meanwhile."


def test_what_became_of_an_order_is_not_told_as_of_a_reply():
    assert say(words.act_name("reply.sent"), "en") == "the reply was sent"
    assert say(words.act_name("reply.sent", {"purpose": "visibility"}), "en") == "it was done on the platform"


def test_an_unknown_act_or_label_is_shown_by_its_own_name():
    assert say(words.act_name("x.y"), "en") == "x.y"
    assert say(words.label_name("x{y}"), "en") == "x{y}"


@pytest.mark.parametrize(("name", "kilobytes"), [("desk.css", 30), ("desk.js", 15)])
def test_the_static_files_keep_their_budget(name, kilobytes):
    text = resources.files("smbot.web").joinpath("static", name).read_text("utf-8")

    assert len(text.encode()) <= kilobytes * 1024
    assert "http://" not in text
    assert "https://" not in text
    assert "innerHTML" not in text


def test_no_template_marks_text_as_safe_or_fetches_from_elsewhere():
    for template in resources.files("smbot.web").joinpath("templates").iterdir():
        text = template.read_text("utf-8")
        assert "|safe" not in text.replace(" ", "")
        assert "autoescape" not in text
        assert "http://" not in text
        assert "https://" not in text
        assert "style=" not in text
        assert " onclick" not in text

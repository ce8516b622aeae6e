"""Scores of masking: what counts as found, left, in vain and rightly named; how sure a share is."""

import pytest

from smbot.core.shares import Share
from smbot.core.spans import Span
from smbot.training.intervals import rate
from smbot.training.posts import parse
from smbot.training.redaction_scores import alarms, left_over, score

SOURCE = """%% voice: a-voice; lang: en; platform: x
== none
call [[PHONE_NUMBER|604 555 0122]], ask for [[PERSON|ana]]
== none | near-miss
bus 604 to 5th
"""


def spans(*places):
    return tuple(Span(start=s, end=e, entity=entity, score=0.9, recognizer="r") for s, e, entity in places)


@pytest.fixture
def posts():
    return list(parse(SOURCE, "file"))


def test_a_span_is_found_when_nine_tenths_of_its_letters_and_digits_are_masked(posts):
    whole = spans((5, 17, "PHONE_NUMBER"), (27, 30, "PERSON"))
    cut = spans((8, 17, "PHONE_NUMBER"), (27, 30, "PERSON"))

    assert left_over(posts[0], whole) == []
    assert [span.entity for span in left_over(posts[0], cut)] == ["PHONE_NUMBER"]


def test_recall_leaks_precision_labels_and_alarms_are_counted(posts):
    found = [spans((5, 17, "CASE_NUMBER")), spans((4, 7, "PHONE_NUMBER"))]

    every = score(posts, found)["all"]["all"]

    assert (every.spans.hits, every.spans.of) == (1, 2)
    assert (every.leaks.hits, every.leaks.of) == (1, 1)
    assert (every.precision.hits, every.precision.of) == (1, 2)
    assert (every.named.hits, every.named.of) == (0, 1)
    assert every.alarms.mean == 100


def test_slices_tell_forms_that_the_text_shows(posts):
    forms = score(posts, [(), ()])["form"]

    assert forms["plain and checked"].spans.of == 1
    assert forms["name in lower case"].spans.of == 1


def test_a_mask_beside_nothing_personal_is_in_vain(posts):
    assert [span.start for span in alarms(posts[1], spans((4, 7, "PHONE_NUMBER")))] == [4]


def test_wilsons_interval_holds_the_share_and_never_leaves_0_to_1():
    low, high = Share(hits=9, of=10).interval

    assert (low, high) == pytest.approx((0.596, 0.982), abs=0.001)
    assert Share(hits=10, of=10).interval[1] == pytest.approx(1)
    assert Share(hits=0, of=0).interval is None


def test_a_rate_widens_with_the_spread_of_the_counts():
    even, uneven = rate([1] * 100, 100), rate([0] * 90 + [10] * 10, 100)

    assert even.mean == uneven.mean == 100
    assert even.high == even.low == 100
    assert uneven.high - uneven.low > 100

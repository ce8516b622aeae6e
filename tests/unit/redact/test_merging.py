"""Spans that overlap become one: where they lie, whose label it has, and how sure it is."""

from itertools import pairwise, permutations

import pytest

from smbot.core.spans import Span
from smbot.redact.entities import ENTITIES, RECALLED, TAGGER
from smbot.redact.merging import groups, joined, merge


def span(start, end, entity="PERSON", score=0.5, recognizer="rule", *, doubtful=False):
    return Span(start=start, end=end, entity=entity, score=score, recognizer=recognizer, doubtful=doubtful)


def places(found):
    return [[(each.start, each.end) for each in group] for group in found]


@pytest.mark.parametrize(
    ("spans", "together"),
    [
        ([], []),
        ([(0, 3)], [[(0, 3)]]),
        ([(0, 3), (3, 6)], [[(0, 3)], [(3, 6)]]),
        ([(0, 4), (3, 6)], [[(0, 4), (3, 6)]]),
        ([(0, 9), (1, 2), (5, 6), (8, 12)], [[(0, 9), (1, 2), (5, 6), (8, 12)]]),
        ([(0, 9), (1, 2), (9, 10)], [[(0, 9), (1, 2)], [(9, 10)]]),
    ],
)
def test_spans_that_share_a_character_go_together_in_whatever_order_they_come(spans, together):
    for order in permutations(span(*each) for each in spans):
        assert places(groups(order)) == together
        assert [(one.start, one.end) for one in merge(order)] == [
            (group[0][0], max(end for _, end in group)) for group in together
        ]


def label(*group):
    [found] = merge(group)
    return found.entity, found.recognizer


def test_whoever_covers_half_of_all_names_it_before_whoever_is_surer():
    assert label(span(0, 5, "PERSON", 0.4), span(4, 10, "URL", 0.9))[0] == "URL"
    assert label(span(0, 5, "PERSON", 0.9), span(4, 10, "URL", 0.4))[0] == "PERSON"
    assert label(span(0, 4, "PERSON", 0.9), span(3, 10, "URL", 0.4))[0] == "URL"


@pytest.mark.parametrize("vague", ["CASE_NUMBER", "STREET_ADDRESS"])
@pytest.mark.parametrize("guesses", [TAGGER, RECALLED])
def test_a_rule_names_a_number_before_the_tagger_or_memory_however_sure_they_are(vague, guesses):
    assert label(span(0, 10, vague, 0.99, guesses), span(0, 10, "PHONE_NUMBER", 0.3))[0] == "PHONE_NUMBER"
    assert label(span(0, 10, vague, 0.99, "rule"), span(0, 10, "PHONE_NUMBER", 0.3))[0] == vague
    assert label(span(0, 10, "PERSON", 0.99, guesses), span(0, 10, "PHONE_NUMBER", 0.3))[0] == "PERSON"


def test_of_those_as_good_the_surer_names_it_then_the_longer():
    assert label(span(0, 10, "PERSON", 0.6), span(0, 10, "HANDLE", 0.7))[0] == "HANDLE"
    assert label(span(0, 8, "PERSON", 0.6), span(1, 10, "HANDLE", 0.6))[0] == "HANDLE"


def test_who_found_it_by_itself_is_told_before_who_remembered_it():
    assert label(span(0, 9, score=0.8, recognizer=RECALLED), span(0, 9, score=0.8, recognizer="rule"))[1] == "rule"
    assert label(span(0, 9, score=0.8, recognizer="rule"), span(0, 9, score=0.8, recognizer=RECALLED))[1] == "rule"


@pytest.mark.parametrize(("first", "second"), [*pairwise(ENTITIES)])
def test_a_tie_goes_to_the_kind_that_stands_first(first, second):
    for order in permutations([span(0, 9, first), span(0, 9, second)]):
        assert joined(order).entity == first


def test_a_kind_of_somebody_s_own_recognizer_comes_after_all_of_ours():
    assert joined([span(0, 9, "STUDENT_NUMBER"), span(0, 9, ENTITIES[-1])]).entity == ENTITIES[-1]


def test_the_whole_is_as_sure_and_as_doubtful_as_its_surest_part():
    found = joined([span(0, 9, "URL", 0.4, doubtful=True), span(8, 10, "PERSON", 0.9)])
    assert (found.score, found.doubtful, found.entity) == (0.9, False, "URL")
    assert joined([span(0, 9, "URL", 0.4), span(8, 10, "PERSON", 0.9, doubtful=True)]).doubtful is True

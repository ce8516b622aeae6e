"""Which incidents may be one fault: rare words count, common ones do not, time and program alone never do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.cases.grouping import Background, GroupingRules, Told, background_of, compare, suggest, words_of
from smbot.cases.model import Ground
from smbot.core.ids import CaseId

AT = datetime(2026, 11, 2, 14, tzinfo=UTC)
RULES = GroupingRules(within=timedelta(hours=48), threshold=0.6)
NEWS = [
    "the line at the counter was long again today and nobody told us how long",
    "le comptoir est fermé aujourd'hui et personne ne répond au téléphone",
    "thank you for the quick service at the office this morning",
    "how much is a birth certificate and where do I get the form online",
] * 40
USUAL = background_of(NEWS)


def told(name, text, *, hours=0, program="", office=""):
    return Told(case=CaseId(name), at=AT + timedelta(hours=hours), words=words_of(text), program=program, office=office)


KIOSK = told("c-one", "the payment kiosk in Moncton eats cards since this morning")


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("kiosk in moncton took my cards too, payment never went through", True),
        ("the Moncton payment kiosk is broken", True),
        ("the line at the counter was long this morning", False),
        ("the office website is down for renewals", False),
    ],
)
def test_incidents_with_the_same_rare_words_are_suggested(text, same):
    found = suggest(KIOSK, [told("c-two", text, hours=3)], USUAL, RULES)

    assert bool(found) == same
    assert all(Ground.WORDS in each.grounds and Ground.TIME in each.grounds for each in found)


def test_french_incidents_are_compared_without_accents():
    one = told("c-one", "La borne de paiement à Bathurst refuse les cartes")
    other = told("c-two", "borne de PAIEMENT de bathurst en panne, cartes refusées")

    assert suggest(one, [other], USUAL, RULES)


def test_program_and_time_alone_are_no_ground():
    one = told("c-one", "the online form shows an error", program="licences")
    other = told("c-two", "nobody answers where trucks are weighed", program="licences")

    assert compare(one, other, USUAL, RULES) is None


def test_office_program_and_time_together_stay_below_the_threshold_of_the_example():
    one = told("c-one", "heating broken", program="licences", office="dufferin")
    other = told("c-two", "ticket printer empty", hours=1, program="licences", office="dufferin")

    found = compare(one, other, USUAL, GroupingRules(within=RULES.within, threshold=0))

    assert found is not None
    assert Ground.WORDS not in found.grounds
    assert found.score < 0.6


def test_what_lies_further_apart_than_the_window_is_never_one_fault():
    assert compare(KIOSK, told("c-two", "payment kiosk in Moncton eats cards", hours=49), USUAL, RULES) is None


def test_the_likeliest_comes_first_and_a_case_is_not_its_own():
    near = told("c-near", "payment kiosk Moncton eats cards since morning", hours=1)
    far = told("c-far", "payment kiosk Moncton eats cards since morning", hours=40)

    assert [each.target for each in suggest(KIOSK, [far, KIOSK, near], USUAL, RULES)] == ["c-near", "c-far"]


def test_in_a_new_installation_without_other_posts_long_words_count():
    empty = Background(posts=0, holding={})

    assert suggest(KIOSK, [told("c-two", "payment kiosk moncton out of order")], empty, RULES)
    assert compare(told("c-a", "it is not ok"), told("c-b", "it is not on"), empty, RULES) is None


WORDS = st.sets(
    st.sampled_from(["kiosk", "moncton", "payment", "cards", "morning", "counter", "long", "today", "licence", "error"])
)


@given(one=WORDS, other=WORDS, hours=st.integers(0, 60))
def test_a_score_is_a_probability_and_alike_both_ways(one, other, hours):
    first = Told(case=CaseId("c-1"), at=AT, words=frozenset(one))
    second = Told(case=CaseId("c-2"), at=AT + timedelta(hours=hours), words=frozenset(other))

    there, back = compare(first, second, USUAL, RULES), compare(second, first, USUAL, RULES)

    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert 0 < there.score < 1
        assert (there.score, there.grounds) == (back.score, back.grounds)

"""What makes a statement wrong, what takes it back, and where the evidence stands."""

import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from watching import BIRTH, DAYS, DEADLINE, FACTS, HOURS, OWN

from smbot.reports.amounts import find_amounts, number_of
from smbot.reports.facts import FactFinder
from smbot.reports.model import Fact, FindingKind, Name
from smbot.reports.plain import any_of, plain, sentences
from smbot.reports.scams import find_scam
from smbot.reports.times import find_days, find_ranges

FINDER = FactFinder(FACTS, OWN)
CLAIM, QUESTION = FindingKind.CLAIM, FindingKind.QUESTION


def dollars(text):
    return [amount.dollars for amount in find_amounts(plain(text))]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("35 $", "35"),
        ("35\u00a0$", "35"),
        ("$35", "35"),
        ("$ 35.50", "35.50"),
        ("35,00 $", "35"),
        ("35.00", "35"),
        ("35,00", "35"),
        ("CA$1,200", "1200"),
        ("1 200 $", "1200"),
        ("35 piastres", "35"),
        ("35 piasses", "35"),
        ("35 bucks", "35"),
        ("thirty-five dollars", "35"),
        ("a hundred and five dollars", "105"),
        ("trente-cinq dollars", "35"),
        ("soixante-quinze dollars", "75"),
        ("quatre-vingt-dix-neuf dollars", "99"),
        ("cent vingt dollars", "120"),
        ("deux cents dollars", "200"),
    ],
)
def test_a_sum_is_read_in_every_form(text, value):
    assert dollars(f"it is {text} now") == [Decimal(value)]


@pytest.mark.parametrize(
    "text", ["35 minutes", "B042", "1-800-555-0100", "10.05 km", "at 10.30 a.m.", "35 %", "NS-12", "12.50.3", "35.000"]
)
def test_what_is_no_sum_is_not_read_as_one(text):
    assert dollars(text) == []


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("9-5", 540, 300),
        ("9 to 5", 540, 300),
        ("8h30 à 16h30", 510, 990),
        ("8 h 30 à 16 h 30", 510, 990),
        ("8:30 a.m. to 4:30 p.m.", 510, 990),
        ("from 9am till noon", 540, 720),
        ("de 9 à 17 h", 540, 1020),
        ("24/7", 0, 1440),
        ("24 h sur 24", 0, 1440),
    ],
)
def test_hours_are_read_in_every_form(text, opens, closes):
    [hours] = find_ranges(plain(f"open {text}"))

    assert (hours.opens.minutes, hours.closes.minutes) == (opens, closes)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("closed Mondays", {0}),
        ("every Friday", {4}),
        ("le lundi", {0}),
        ("tous les mercredis", {2}),
        ("on weekends", {5, 6}),
        ("les fins de semaine", {5, 6}),
        ("7 jours sur 7", set(range(7))),
        ("closed Monday", set()),
        ("fermé lundi", set()),
    ],
)
def test_a_habit_is_told_from_one_day(text, days):
    assert {day for found in find_days(plain(text)) for day in found.days} == days


@pytest.mark.parametrize(
    ("text", "fact", "words"),
    [
        ("So… a birth certificate is $60 now?! No: it is. Right.", BIRTH, "birth certificate is $60"),
        ("L’acte de naissance coûte 60\u00a0$ asteure.", BIRTH, "acte de naissance coûte 60\u00a0$"),
        ("Le comptoir ferme à 15 h.", HOURS, "comptoir ferme à 15 h"),
        ("The counter is closed Mondays.", DAYS, "counter is closed Mondays"),
        ("Plate renewal deadline is April 30.", DEADLINE, "Plate renewal deadline is April 30"),
    ],
)
def test_the_evidence_covers_the_subject_and_the_wrong_value(text, fact, words):
    [evidence] = FINDER.find(text)

    assert evidence.fact == fact
    assert text[evidence.start : evidence.end] == words


def test_a_claim_and_a_question_in_one_post_are_a_claim():
    [evidence] = FINDER.find("A birth certificate is $60? Yes. A birth certificate costs $60.")

    assert evidence.kind == CLAIM


def test_several_right_values_are_all_right():
    fact = Fact(name=Name(en="fee", fr="frais"), kind="fee", words=("licence",), right=("97", "24.25"))
    finder = FactFinder([fact], ())

    assert finder.find("A licence costs $97.") == finder.find("A licence costs 24.25.") == []
    assert [e.kind for e in finder.find("A licence costs $98.")] == [CLAIM]


def test_a_more_telling_subject_goes_before_a_shorter_one():
    saint_quentin = Fact(
        name=Name(en="Saint-Quentin", fr="Saint-Quentin"),
        kind="hours",
        words=("Saint-Quentin counter",),
        right=("09:00-12:00",),
    )
    finder = FactFinder([*FACTS, saint_quentin], OWN)

    [evidence] = finder.find("The Saint-Quentin counter closes at 3 p.m.")

    assert evidence.fact == saint_quentin
    assert finder.find("The Saint-Quentin counter closes at noon.") == []


def test_what_is_true_of_another_province_says_nothing_of_us():
    text = "In Ontario a birth certificate is $60."

    assert FINDER.find(text) == []
    assert FactFinder(FACTS, ("Service Ontario",)).find(text) != []


def test_masks_hold_no_values():
    assert FINDER.find("The counter closes at [PHONE_NUMBER 3]") == []


def test_a_subject_written_with_hyphen_or_capitals_is_the_same():
    fact = Fact(name=Name(en="drop-off", fr="dépôt"), kind="fee", words=("drop off",), right=("5",))

    assert FactFinder([fact], ()).find("DROP-OFF costs $9")


def test_without_facts_nothing_is_wrong():
    assert FactFinder((), OWN).find("A birth certificate costs $60.") == []


HOSTILE = [
    "birth certificate " + "!-'" * 7000,
    "birth certificate is " + "a " * 10000 + "$60",
    "counter closes " + "now " * 5000 + "at 3",
    "$60 " * 5000 + "birth certificate",
    "birth certificate " * 1000 + "$60",
    "plate renewal by " + "the " * 5000 + "April 3",
    "Northern Services " + "enter your " * 3000 + "sin click",
    "'-" * 10000 + " scam text",
    "9-5 " * 5000 + "counter open",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_costs_no_more_than_its_length(text):
    begun = time.process_time()

    FINDER.find(text)
    find_scam(text, any_of(OWN))

    assert time.process_time() - begun < 3


@given(st.text(max_size=60) | st.text(alphabet="aéœßİﬁ½ \n.!?’«»", max_size=60))
def test_plain_text_keeps_every_place(text):
    assert len(plain(text)) == len(text)
    for sentence in sentences(plain(text)):
        assert plain(text)[sentence.start : sentence.start + len(sentence.text)] == sentence.text


@given(
    st.text(alphabet="ab $0123456789.,:hà-?!", max_size=40),
    st.sampled_from(["birth certificate", "comptoir", "plaque", "counter"]),
    st.text(alphabet="ab $0123456789.,:hà-?!", max_size=40),
)
@example("", "birth certificate", " is $60")
def test_nothing_that_is_posted_fails(before, subject, after):
    text = before + subject + after

    for evidence in FINDER.find(text):
        assert 0 <= evidence.start < evidence.end <= len(text)


@pytest.mark.parametrize(
    ("words", "number"), [("twenty-one", 21), ("quatre vingts", 80), ("three hundred and two", 302)]
)
def test_number_words(words, number):
    assert number_of(words) == number

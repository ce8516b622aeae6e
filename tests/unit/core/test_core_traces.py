"""Traces: what a part of a value gives away, by the value's kind."""

import pytest

from smbot.core.traces import dates, near, sound, squeezed, traces

TABLE = [
    # value, entity, traces that must be there, traces that must not
    ("Julie Tremblay", "PERSON", {"initials:jt", "initials:tj", "part:tremb", "near:trembly"}, {"part:ju"}),
    ("Mme Ng", "PERSON", {"cap:ng"}, {"cap:mme"}),
    ("Adam West", "PERSON", {"cap:west"}, set()),  # too usual in addresses to be a token
    ("Robert Roy", "PERSON", {"part:bob"}, {"part:bill"}),
    ("Marie-Ève de la Tour", "PERSON", {"initials:met"}, set()),
    ("604 555-0187", "PHONE_NUMBER", {"run:0187", "tail:187", "tail:87"}, {"group:604"}),  # everybody's area code
    ("six oh four 555 01 eighty-seven", "PHONE_NUMBER", {"6045550187", "run:0187"}, set()),
    ("8O7 555-O1S2", "PHONE_NUMBER", {"8075550152", "tail:152"}, set()),
    ("046 454 286", "CA_SIN", {"group:046", "group:286", "run:4542"}, set()),
    ("742 Elm Street, V1Y 2B3", "STREET_ADDRESS", {"house:742", "v1y", "2b3"}, {"house:1"}),
    ("318 5th Avenue", "STREET_ADDRESS", {"ord:5", "house:318"}, {"house:5"}),
    ("1480, 3e Avenue, app. 6", "STREET_ADDRESS", {"ord:3", "house:6"}, {"house:3"}),
    ("March 14, 1987", "DATE_OF_BIRTH", {"day:03-14", "year:87"}, set()),
    ("14/03/1987", "DATE_OF_BIRTH", {"day:03-14"}, set()),
    ("le 3 mai 1972", "DATE_OF_BIRTH", {"day:05-03", "year:72"}, set()),
    ("jdoe87@example.com", "EMAIL_ADDRESS", {"jdoe"}, {"near:example"}),
    ("example.ca/x", "URL", set(), {"part:exa"}),
    ("Margaret O'Donnell", "PERSON", {"initial:m", "bones:mrgrt", "odonnell"}, {"initial:x"}),
    ("Tyler McKinnon", "PERSON", {"cap:ty"}, {"cap:ty l"}),
    ("dwayne_bird@example.org", "EMAIL_ADDRESS", {"initials:db"}, set()),
    ("130 692 544", "CA_SIN", {"head:13", "head:130"}, {"head:69"}),
    ("treaty 3320119, PO Box 88", "STREET_ADDRESS", {"run:0119", "house:88"}, set()),
    ("October 22, 1959", "DATE_OF_BIRTH", {"month:10"}, set()),
]


@pytest.mark.parametrize(("value", "entity", "there", "absent"), TABLE)
def test_traces_of_a_value(value, entity, there, absent):
    found = traces(value, entity)

    assert there <= found
    assert not absent & found


@pytest.mark.parametrize("other", ["trembley", "tremblays", "trembay", "tremblayy", "tremmblay", "rtemblay"])
def test_words_that_differ_in_a_letter_share_a_trace(other):
    assert set(near("tremblay")) & set(near(other))


def test_short_words_are_near_to_nothing():
    assert not set(near("roy"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("thibodeau", "thibaudeau"), ("phaneuf", "faneuf"), ("gauthier", "gautier"), ("boileau", "boilo")],
)
def test_words_that_sound_alike_share_a_sound(one, other):
    assert sound(one) == sound(other)


def test_other_words_do_not():
    assert sound("gagnon") != sound("gagné")
    assert squeezed("leelaa") == "lela"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on march 14", {"day:03-14"}),
        ("the twenty-third of november", {"day:11-23"}),
        ("le trois mars", {"day:03-03"}),
        ("vingt et un mai", {"day:05-21"}),
        ("22/10", {"day:10-22"}),
        ("open 24 hours, 8-4", {"day:08-04", "day:04-08"}),
        ("$10.22", set()),
        ("the 14th of march 1987", {"day:03-14"}),
        ("le 1er mai", {"day:05-01"}),
        ("03/04/1987", {"day:03-04", "day:04-03"}),
        ("1987-03-14", {"day:03-14"}),
        ("we may call 14 people", set()),
        ("march on", set()),
    ],
)
def test_days_are_read_in_words_and_figures(text, days):
    assert set(dates(text)) == days

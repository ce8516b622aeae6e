"""Names: tidy, readable, and no two alike."""

import pytest

from smbot.core.errors import InputError
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.members.names import LONGEST_NAME, called, fold, is_taken, tidy_name
from smbot.members.ports import Membership


def team(*names):
    return [Membership(member=Member(id=new_member_id(), name=name, roles=frozenset({Role.VIEWER}))) for name in names]


GOOD = [
    ("Alice", "Alice"),
    ("  Anne-Marie   O'Neil ", "Anne-Marie O'Neil"),
    ("E\u0301lise", "Élise"),
    ("J.-P. O’Neil", "J.-P. O’Neil"),
    ("anne@team", "anne@team"),
    ("Bob 2", "Bob 2"),
    ("ᐊᓐᓇ", "ᐊᓐᓇ"),
    ("Tłı\u0328chǫ", "Tłı\u0328chǫ"),
    ("Tʔa ʼun", "Tʔa ʼun"),
]


@pytest.mark.parametrize(("typed", "stored"), GOOD)
def test_a_name_is_stored_tidy(typed, stored):
    assert tidy_name(typed) == stored


BAD = [
    "",
    "   ",
    "--",
    "x" * (LONGEST_NAME + 1),
    "Bob\u202e",
    "Bob\u200b",
    "Bob\x07",
    "<b>Bob</b>",
    "Bob, admin",
    "Bоb",  # its o is Cyrillic
    "system",
    "System",
    "init",
    "Citizen",
]


@pytest.mark.parametrize("typed", BAD)
def test_a_name_that_could_mislead_is_refused(typed):
    with pytest.raises(InputError) as refused:
        tidy_name(typed)

    assert refused.value.mend


@pytest.mark.parametrize(
    ("one", "other"), [("Élise", "elise"), ("ANNE", "anne"), ("Anne  Roy", "anne roy"), ("Zoë", "ZOE"), ("ﬁn", "fin")]
)
def test_names_that_differ_in_case_or_accents_are_the_same(one, other):
    assert fold(one) == fold(other)
    assert is_taken(team(one), other)


def test_somebody_is_found_by_a_name_typed_without_accents():
    people = team("Élise", "Bob")

    assert called(people, "elise") is people[0]
    assert called(people, "Carl") is None


def test_of_two_who_read_alike_only_the_exact_spelling_finds_one():
    people = team("Paul", "paul")

    assert called(people, "paul") is people[1]
    assert called(people, "PAUL") is None

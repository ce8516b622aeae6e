"""What was masked once is found where it stands bare, and common words never are."""

import pytest

from smbot.redact.recall import MAX_WORDS, find_recalled, marks, unsearched

NAME = marks("Zéphirine Quackenbusch", "PERSON")
OTHERS = (
    marks("604 555-0187", "PHONE_NUMBER")
    | marks("4182 Wallaby Crescent, Vancouver", "STREET_ADDRESS")
    | marks("zeph.quack@example.org", "EMAIL_ADDRESS")
    | marks("@zephquack99", "HANDLE")
    | marks("AB 1234-56", "CASE_NUMBER")
)


def recalled(text, left, **how):
    found = find_recalled(text, lambda asked: asked & left, **how)
    return {(text[span.start : span.end], span.entity) for span in found}


@pytest.mark.parametrize(
    ("text", "value", "entity"),
    [
        ("And what says Zephirine now?", "Zephirine", "PERSON"),
        ("QUACKENBUSCH won't answer", "QUACKENBUSCH", "PERSON"),
        ("c'est zéphirine quackenbusch encore", "zéphirine quackenbusch", "PERSON"),
        ("#JusticeForZephirine", "Zephirine", "PERSON"),
        ("#justicepourzephirine", "zephirine", "PERSON"),
        ("call 6045550187", "6045550187", "PHONE_NUMBER"),
        ("appelez le (604) 555.0187 svp", "604) 555.0187", "PHONE_NUMBER"),
        ("it ends in 555 0187", "555 0187", "PHONE_NUMBER"),
        ("go to 4182 wallaby", "4182 wallaby", "STREET_ADDRESS"),
        ("write zeph.quack there", "zeph.quack", "EMAIL_ADDRESS"),
        ("zephquack99 says so", "zephquack99", "HANDLE"),
        ("dossier ab1234 56", "ab1234 56", "CASE_NUMBER"),
    ],
)
def test_a_bare_repetition_is_found(text, value, entity):
    assert (value, entity) in recalled(text, NAME | OTHERS)


@pytest.mark.parametrize(
    "text",
    [
        "Vancouver is late on the Crescent, 4182 people wait",
        "In 2024 it cost 187 dollars, 555 times",
        "zephirine is a small word here",
        "Justice for all, and for Wallaby fans",
        "Example org is down",
    ],
)
def test_what_everybody_says_is_not(text):
    assert recalled(text, NAME | OTHERS) == set()


@pytest.mark.parametrize("name", ["Will May", "Monsieur le Ministre", "Tim Hortons", "Ville de Laval"])
def test_common_words_of_a_name_leave_no_mark_of_their_own(name):
    said = f"{name.split()[0]} and the {name.split()[-1]} said so. {name.split()[0].upper()}!"

    assert recalled(said, marks(name, "PERSON")) == set()


def test_a_first_name_is_not_taken_out_of_an_organisation_s():
    left = marks("Tim Quackenbusch", "PERSON")

    assert recalled("A coffee of Tim Hortons", left) == set()
    assert ("Tim", "PERSON") in recalled("Tim was there", left)


def test_names_of_files_are_read_without_their_capitals():
    assert ("quackenbusch", "PERSON") in recalled("scan quackenbusch pdf", NAME, any_case=True)


def test_marks_never_meet_the_tokens_that_the_guard_looks_up():
    assert all(":" in mark for mark in NAME | OTHERS)


def test_a_town_s_name_that_people_have_is_recalled_where_no_town_is_meant():
    left = marks("Victoria Oduya", "PERSON")

    assert recalled("and Victoria?", left) == {("Victoria", "PERSON")}
    assert recalled("rain in Victoria, downtown Victoria, Victoria Park", left) == set()
    assert recalled("Ottawa", marks("Ottawa Oduya", "PERSON")) == set()


@pytest.mark.parametrize("name", ["Ottawa Trudeau", "Wayne Gretzky", "Zed Poilievre"])
def test_a_public_figure_s_name_is_not_learnt_alone(name):
    assert ("name:" + name.split()[1].lower()) not in marks(name, "PERSON")
    assert (name, "PERSON") in recalled(f"it is {name} again", marks(name, "PERSON"))


def test_what_is_beyond_the_words_that_are_searched_is_masked_in_doubt():
    text = "a " * MAX_WORDS + "Quackenbusch here"

    [span] = unsearched(text)

    assert text[span.start : span.end] == "Quackenbusch here"
    assert span.doubtful
    assert list(unsearched("a " * MAX_WORDS)) == []

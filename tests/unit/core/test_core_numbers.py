import pytest

from smbot.core.numbers import TooManyReadings, numbers

WRITTEN = [
    ("604 555-0187", "6045550187"),
    ("(604) 555.01 87", "6045550187"),
    ("٦٠٤٥٥٥٠١٨٧", "6045550187"),
    ("６０４ ５５５ ０１８７", "6045550187"),
    ("6O4 555 O l 8 7", "604555"),
    ("6O4-555-O187", "6045550187"),
    ("six zero four, five five five, oh one eight seven", "6045550187"),
    ("six-oh-four triple five zero one eighty-seven", "6045550187"),
    ("six hundred and four, five hundred fifty-five, 01 eighty seven", "6045550187"),
    ("double six 4", "664"),
    ("cinq cent quatorze, cinq cent cinquante-cinq, zéro un quatre-vingt-sept", "5145550187"),
    ("cinq un quatre cinq cinq cinq zéro un huit sept", "5145550187"),
    ("cinq-cent-quatorze tiret 555 tiret 01 tiret 99", "5145550199"),
    ("quatre-vingt-dix-sept", "97"),
    ("quatre-vingts", "80"),
    ("soixante et onze", "71"),
    ("septante-deux", "72"),
    ("vingt et une", "21"),
    ("mille neuf cent quatre-vingt-cinq", "1985"),
    ("deux mille vingt-quatre", "2024"),
    ("nineteen eighty-five", "1985"),
    ("two thousand and five", "2005"),
    ("nineteen hundred", "1900"),
]


@pytest.mark.parametrize(("text", "digits"), WRITTEN)
def test_a_number_is_read_however_it_is_written(text, digits):
    assert digits in {number.digits for number in numbers(f"Call {text} now")}


def test_words_that_can_be_read_in_several_ways_are_read_in_all():
    readings = {number.digits for number in numbers("quatre-vingt-dix-sept")}

    assert {"97", "907", "8017", "80107", "42017", "420107"} <= readings


def test_the_place_is_that_of_the_words_in_the_text():
    text = "Appelez-moi: zéro-un, demain"

    places = {text[number.start : number.end] for number in numbers(text) if number.digits == "01"}

    assert places == {"zéro-un"}


def test_other_words_end_a_number():
    assert {number.digits for number in numbers("one cat and two dogs")} == {"1", "2"}


def test_too_many_readings_are_an_error_and_not_a_pass():
    with pytest.raises(TooManyReadings):
        list(numbers("quatre-vingt-dix-sept " * 10))

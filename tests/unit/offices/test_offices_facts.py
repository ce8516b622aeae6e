"""What a page says, compared with the directory."""

from dataclasses import replace

import pytest
from written_offices import directory

from smbot.offices.facts import PageFacts, differences, office_of
from smbot.platforms.facebook import ADAPTER

OPEN = {
    f"{day}_1_{which}": at
    for day in ("mon", "tue", "wed", "thu", "fri")
    for which, at in (("open", "08:30"), ("close", "16:30"))
}
PAGE = {
    "id": "108",
    "name": "Service Nord",
    "phone": "+1 (416) 555-0123",
    "emails": ["Counter@example.ca"],
    "website": "http://www.services.example.ca/",
    "location": {"street": "100 Example St.", "city": "Toronto", "zip": "A1A1A1"},
    "hours": OPEN,
}


def said(**changes) -> PageFacts:
    return ADAPTER.read_page_facts(PAGE | changes)


def found(**changes):
    office = directory().offices[0]
    return [(one.field, one.weekday, one.ours, one.theirs) for one in differences(office, said(**changes))]


def test_a_page_that_says_the_same_in_its_own_way_does_not_differ():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"phone": "416-555-0199"}, ("phone", None, "416-555-0123", "416-555-0199")),
        ({"phone": None}, ("phone", None, "416-555-0123", "")),
        ({"emails": ["old@example.ca"]}, ("email", None, "counter@example.ca", "old@example.ca")),
        (
            {"website": "https://old.example.ca"},
            ("website", None, "https://services.example.ca", "https://old.example.ca"),
        ),
        (
            {"location": PAGE["location"] | {"street": "200 Example St"}},
            ("street", None, "100 Example Street", "200 Example St"),
        ),
        ({"location": PAGE["location"] | {"zip": "A1A 9Z9"}}, ("postal_code", None, "A1A 1A1", "A1A 9Z9")),
        ({"hours": OPEN | {"mon_1_close": "17:00"}}, ("hours", 0, "08:30-16:30", "08:30-17:00")),
        ({"hours": OPEN | {"sat_1_open": "10:00", "sat_1_close": "00:00"}}, ("hours", 5, "-", "10:00-24:00")),
        (
            {"hours": OPEN | {"wed_1_close": "12:00", "wed_2_open": "13:00", "wed_2_close": "16:30"}},
            ("hours", 2, "08:30-16:30", "08:30-12:00, 13:00-16:30"),
        ),
        ({"hours": {key: at for key, at in OPEN.items() if key[:3] != "fri"}}, ("hours", 4, "08:30-16:30", "-")),
    ],
)
def test_each_difference_is_told_with_its_field(changes, difference):
    assert found(**changes) == [difference]


def test_what_the_page_leaves_out_is_told_of_hours_number_and_address_alone():
    nothing = {"phone": None, "emails": None, "website": None, "location": None, "hours": None}

    fields = [field for field, *_ in found(**nothing)]

    assert fields == ["hours", "phone", "street", "city", "postal_code"]


def test_odd_values_count_as_not_said():
    facts = said(hours={"mon_1_open": "early", "mon_1_close": 5, "x": "y"}, emails="a@example.ca", location=[], phone=7)

    assert facts.hours == ((),) * 7
    assert (facts.emails, facts.street, facts.phone) == ((), "", "")


def test_either_languages_street_and_city_are_right():
    quebec = directory().offices[1]
    facts = replace(said(), street="5 av. Exemple", city="Québec", postal_code="A1A 2B2", phone="418 555 0123")

    assert [one.field for one in differences(quebec, facts) if one.field not in {"hours", "email", "website"}] == []


def test_a_page_stands_for_the_office_named_or_by_postal_code_or_number():
    both = directory()
    unknown = replace(said(), postal_code="", phone="")

    assert office_of(both, said()).id == "dufferin"
    assert office_of(both, replace(said(), postal_code="", phone="418-555-0123")).id == "laurier"
    assert office_of(both, said(), named="laurier").id == "laurier"
    assert office_of(both, unknown) is None

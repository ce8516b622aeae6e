"""How personal information is replaced: by a number, its last digits, a code, or nothing."""

import logging
from dataclasses import replace

import pytest

from smbot.core.errors import ConfigurationError
from smbot.core.spans import Operator, Span
from smbot.raw.box import RawText
from smbot.redact.entities import ENTITIES
from smbot.redact.mask import mask, renumber
from smbot.redact.operators import MAY_KEEP, Operators, Rule, last_digits, read_operators
from smbot.redact.presidio import operators as presidio
from smbot.redact.presidio.operators import Place, replace_places
from smbot.vault.digest import Digester

CODE = Digester(b"k" * 32).code


def spans_of(text, **found):
    """Return a span for each entity's values where they stand in `text`."""
    spans = []
    for entity, values in found.items():
        for value in [values] if isinstance(values, str) else values:
            at = text.index(value)
            while at >= 0:
                spans.append(Span(start=at, end=at + len(value), entity=entity, score=0.9, recognizer="test"))
                at = text.find(value, at + 1)
    return spans


def masked(text, operators, **found):
    return mask(RawText(text), spans_of(text, **found), language="en", operators=operators)


def configured(**table):
    return replace(read_operators(table, where="config.toml: privacy.operators"), code=CODE)


# --- each operator -----------------------------------------------------------------------------------


def test_the_same_value_has_the_same_number_however_it_is_spelled():
    text = "Call 604-555-0187 or 604 555 0199, again 604 555-0187, says Anne"

    redaction = masked(text, configured(), PHONE_NUMBER=["604-555-0187", "604 555 0199", "604 555-0187"], PERSON="Anne")

    assert redaction.text.text == ("Call [PHONE_NUMBER 1] or [PHONE_NUMBER 2], again [PHONE_NUMBER 1], says [PERSON 1]")
    assert [(one.operator, one.number, one.mark) for one in redaction.text.masks][:2] == [
        (Operator.NUMBER, 1, ""),
        (Operator.NUMBER, 2, ""),
    ]


@pytest.mark.parametrize(
    ("entity", "value", "kept", "shown"),
    [
        ("CREDIT_CARD", "4111 1111 1111 1234", 4, "[CREDIT_CARD …1234]"),
        ("CREDIT_CARD", "4111111111111234", 2, "[CREDIT_CARD …34]"),
        ("PHONE_NUMBER", "604-555-0187", 4, "[PHONE_NUMBER …0187]"),
        ("PHONE_NUMBER", "+1 604 555 0187", 4, "[PHONE_NUMBER …0187]"),
        ("CA_SIN", "046 454 286", 4, "[CA_SIN …286]"),  # six stay hidden
        ("CASE_NUMBER", "12345", 4, "[CASE_NUMBER 1]"),  # too short to show any
        ("CASE_NUMBER", "A-12345-77-BCD", 4, "[CASE_NUMBER 1]"),  # it does not end in digits
        ("PHONE_NUMBER", "６０４５５５０１８７", 4, "[PHONE_NUMBER …0187]"),
    ],
)
def test_last_shows_the_last_digits_where_enough_stays_hidden(entity, value, kept, shown):
    redaction = masked(f"it is {value}, yes", configured(**{entity: f"last {kept}"}), **{entity: value})

    assert redaction.text.text == f"it is {shown}, yes"
    [one] = redaction.text.masks
    assert redaction.text.text[one.start : one.end] == one.shown == shown


def test_of_joined_spans_the_end_is_not_shown_because_it_may_be_another_kind():
    text = "card 4111 1111 1111 1234 1984"
    card = Span(start=5, end=24, entity="CREDIT_CARD", score=0.9, recognizer="r")
    born = Span(start=20, end=29, entity="DATE_OF_BIRTH", score=0.5, recognizer="r")

    inside = replace(born, end=24)
    longer = replace(card, start=15, end=29, score=0.8)
    for other in (born, inside, longer):
        redaction = mask(RawText(text), [card, other], language="en", operators=configured(CREDIT_CARD="last 4"))

        assert [one.shown for one in redaction.text.masks] == ["[CREDIT_CARD 1]"]


def test_what_a_mask_shows_no_reply_may_repeat():
    redaction = masked("4111111111111234", configured(CREDIT_CARD="last 4"), CREDIT_CARD="4111111111111234")
    whole = masked("4111111111111234", configured(), CREDIT_CARD="4111111111111234")

    assert len(redaction.tokens) == len(whole.tokens) + 1


def test_a_pseudonym_is_the_same_in_every_post_and_differs_by_value_entity_and_installation():
    ours = configured(PERSON="pseudonym", HANDLE="pseudonym")
    theirs = replace(ours, code=Digester(b"x" * 32).code)

    shown = [
        masked(text, operators, **{entity: "Anne Tremblay"}).text.masks[0].mark
        for operators in (ours, theirs)
        for entity in ("PERSON", "HANDLE")
        for text in ("Anne Tremblay was here", "I am Anne Tremblay")
    ]

    assert shown[0::2] == shown[1::2]
    assert len(set(shown)) == 4
    assert all(len(code) == 6 and code[0].isalpha() for code in shown)


def test_a_dropped_value_leaves_nothing_but_its_place_in_the_ledger():
    redaction = masked(
        "from 10.0.0.1 and 10.0.0.2.", configured(IP_ADDRESS="drop"), IP_ADDRESS=["10.0.0.1", "10.0.0.2"]
    )

    assert redaction.text.text == "from  and ."
    assert [(one.start, one.end, one.operator) for one in redaction.text.masks] == [
        (5, 5, Operator.DROP),
        (10, 10, Operator.DROP),
    ]


def test_touching_values_stay_two():
    text = "10.0.0.1604-555-0187"

    redaction = masked(text, configured(IP_ADDRESS="drop"), IP_ADDRESS="10.0.0.1", PHONE_NUMBER="604-555-0187")

    assert redaction.text.text == "[PHONE_NUMBER 1]"
    assert [one.operator for one in redaction.text.masks] == [Operator.DROP, Operator.NUMBER]


def test_the_default_holds_for_what_has_no_operator_of_its_own():
    redaction = masked("Anne 604-555-0187", configured(default="drop", PERSON="number"), PERSON="Anne",
                       PHONE_NUMBER="604-555-0187")  # fmt: skip

    assert redaction.text.text == "[PERSON 1] "


# --- the configuration -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "operators"),
    [
        ({}, Operators()),
        ({"default": "number"}, Operators()),
        ({"default": "drop"}, Operators(default=Rule(operator=Operator.DROP))),
        ({"CREDIT_CARD": "last 2"}, Operators(of_entity={"CREDIT_CARD": Rule(operator=Operator.LAST, kept=2)})),
        ({"person": "drop", "PERSON": "number"}, Operators(of_entity={"PERSON": Rule(operator=Operator.DROP)})),
    ],
)
def test_a_table_gives_its_operators_and_the_environments_names_go_first(table, operators):
    assert read_operators(table, where="here") == operators


@pytest.mark.parametrize(
    ("name", "value", "what", "mend"),
    [
        ("PHONE_NUMBR", "number", "no kind", "PHONE_NUMBER"),
        ("WEATHER", "number", "no kind", "Choose from: default"),
        ("PERSON", "hash", "no such way", "pseudonym"),
        ("PERSON", "", "no such way", "pseudonym"),
        ("CREDIT_CARD", "last", "no such way", "last 4"),
        ("CREDIT_CARD", "last four", "no such way", "last 4"),
        ("CREDIT_CARD", "last 0", "At most", "last 1"),
        ("CREDIT_CARD", "last 5", "At most", "last 4"),
        ("default", "last 4", "say too much", "CREDIT_CARD"),
        *((entity, "last 4", "say too much", "CREDIT_CARD") for entity in sorted({*ENTITIES} - MAY_KEEP)),
    ],
)
def test_what_is_wrong_in_the_table_is_told_with_its_place_and_the_way_to_mend_it(name, value, what, mend):
    with pytest.raises(ConfigurationError) as told:
        read_operators({name: value}, where="config.toml: privacy.operators")

    assert what in str(told.value.what)
    assert told.value.where == f"config.toml: privacy.operators.{name}"
    assert mend in str(told.value.mend)


def test_names_addresses_dates_and_credentials_never_show_their_end():
    assert not MAY_KEEP & {
        "PERSON", "STREET_ADDRESS", "EMAIL_ADDRESS", "CREDENTIAL", "DATE_OF_BIRTH", "CA_POSTAL_CODE", "HANDLE",
        "LICENCE_PLATE", "IP_ADDRESS",
    }  # fmt: skip


def test_last_digits_are_digits_and_leave_six_characters():
    assert last_digits("1234567", 4) == "7"
    assert last_digits("123456", 4) == ""
    assert last_digits("1234567890AB", 4) == ""


# --- Presidio ----------------------------------------------------------------------------------------


def test_our_operators_are_presidios():
    known = set(presidio._engine().get_anonymizers())

    assert {f"smbot {operator}" for operator in Operator} <= known


def test_presidio_joins_no_two_values_that_a_space_parts():
    redaction = masked("Anne Bob", configured(), PERSON=["Anne", "Bob"])

    assert redaction.text.text == "[PERSON 1] [PERSON 2]"


def test_presidio_says_nothing_while_it_replaces(caplog):
    with caplog.at_level(logging.DEBUG):
        masked("Anne 604-555-0187", configured(), PERSON="Anne", PHONE_NUMBER="604-555-0187")

    assert caplog.records == []


def test_an_operator_refuses_what_it_cannot_do():
    place = Place(start=0, end=4, entity="PERSON", operator=Operator.PSEUDONYM)

    with pytest.raises(ValueError, match="pseudonym"):
        replace_places("Anne", [place])


# --- other numbers -----------------------------------------------------------------------------------


def test_renumbered_masks_keep_everything_around_them():
    redaction = masked(
        "Anne, 10.0.0.1, 604-555-0187 and Bob", configured(IP_ADDRESS="drop", PHONE_NUMBER="last 4"),
        PERSON=["Anne", "Bob"], IP_ADDRESS="10.0.0.1", PHONE_NUMBER="604-555-0187",
    )  # fmt: skip

    text = renumber(redaction.text, [12, 0, 0, 345])

    assert text.text == "[PERSON 12], , [PHONE_NUMBER …0187] and [PERSON 345]"
    assert [text.text[one.start : one.end] for one in text.masks] == [one.shown for one in text.masks]
    assert renumber(text, [1, 0, 0, 2]) == redaction.text


@pytest.mark.parametrize("numbers", [[], [1], [1, 2, 3], [0, 1]])
def test_numbers_that_do_not_fit_are_refused(numbers):
    redaction = masked("Anne and Bob", configured(), PERSON=["Anne", "Bob"])

    with pytest.raises(ValueError):  # noqa: PT011
        renumber(redaction.text, numbers)

"""Masks in vain: what is masked beyond need in posts that triage learns from."""

import random

import pytest

from smbot.training.in_vain import masked_in_vain


def versions(text):
    return {masked_in_vain(text, random.Random(seed)) for seed in range(60)}  # noqa: S311


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("I love Dolly Parton so much", "I love [PERSON 9] so much"),
        ("hâte de voir Ariane Moffatt", "hâte de voir [PERSON 9]"),
        ("see you Nov 11th at the hall", "see you [DATE_OF_BIRTH 9] at the hall"),
        ("concert le 26 juin 2019 à la place", "concert le [DATE_OF_BIRTH 9] à la place"),
    ],
)
def test_a_name_or_a_date_that_need_not_be_masked_is_now_and_then(text, masked):
    assert versions(text) == {text, masked}


@pytest.mark.parametrize("text", ["the bus is late again", "ask [PERSON 1], [PHONE_NUMBER 2]", "J'ai faim."])
def test_where_nothing_could_be_taken_for_personal_the_post_stays_as_it_is(text):
    assert versions(text) == {text}


def test_a_mask_that_stands_there_is_left_whole():
    text = "my son [PERSON 1] and Dolly Parton on May 5 at [STREET_ADDRESS 1]"

    assert all("[PERSON 1]" in each and "[STREET_ADDRESS 1]" in each for each in versions(text))
    assert len(versions(text)) == 3

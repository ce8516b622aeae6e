"""Case codes: every slip of one symbol or of two neighbours is caught, and nothing else is taken for a code."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.handoff.codes import ALPHABET, LENGTH, SYMBOLS, check_symbol, is_case_code, new_code, read_code, shown

SEEDS = range(40)


def a_code(seed=1):
    return new_code(random.Random(seed).randrange)  # noqa: S311 - the same each time


def check_holds(symbols):
    return check_symbol(symbols[:SYMBOLS]) == symbols[SYMBOLS]


@pytest.mark.parametrize("seed", SEEDS)
def test_no_wrong_symbol_goes_unnoticed(seed):
    code = a_code(seed)

    for place in range(LENGTH):
        for symbol in ALPHABET:
            changed = code[:place] + symbol + code[place + 1 :]

            assert check_holds(changed) == (changed == code)


def test_no_exchange_of_two_symbols_goes_unnoticed_wherever_they_stand():
    # The check is linear: what an exchange changes depends on the two places and the two symbols alone.
    for one in range(LENGTH):
        for other in range(one + 1, LENGTH):
            for a in ALPHABET:
                for b in ALPHABET:
                    body = [ALPHABET[0]] * LENGTH
                    body[one], body[other] = a, b
                    swapped = body.copy()
                    swapped[one], swapped[other] = b, a

                    assert (syndrome(body) == syndrome(swapped)) == (a == b)


@given(st.lists(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH), st.integers(0, LENGTH - 2))
def test_exchanged_neighbours_never_both_hold(symbols, place):
    symbols[SYMBOLS] = check_symbol("".join(symbols[:SYMBOLS]))
    swapped = symbols.copy()
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]

    assert check_holds("".join(swapped)) == (swapped == symbols)


@given(*(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH) for _ in range(2)))
def test_the_check_is_linear(one, other):
    both = [ALPHABET[ALPHABET.index(a) ^ ALPHABET.index(b)] for a, b in zip(one, other, strict=True)]

    assert syndrome(both) == syndrome(one) ^ syndrome(other)


def syndrome(symbols):
    return ALPHABET.index(check_symbol("".join(symbols[:SYMBOLS]))) ^ ALPHABET.index(symbols[SYMBOLS])


def test_fresh_codes_hold_differ_and_are_neither_words_nor_numbers():
    rng = random.Random(2026)  # noqa: S311 - the same each time
    codes = [new_code(rng.randrange) for _ in range(5_000)]

    assert len(set(codes)) == len(codes)
    for code in codes:
        assert is_case_code(shown(code))
        assert read_code(shown(code)) == code
        assert code[0].isalpha()
        assert sum(c.isdigit() for c in code) >= 2
    assert {c for code in codes for c in code} == set(ALPHABET)


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: shown(code).lower(),
        lambda code: f"  {code} ",
        lambda code: " ".join(code),
        lambda code: shown(code).replace("-", "\N{EN DASH}"),
        lambda code: shown(code).replace("-", "."),
        lambda code: shown(code).replace("0", "O"),
        lambda code: "".join(chr(ord(c) + 0xFEE0) for c in code),
    ],
)
def test_a_code_is_read_however_it_is_typed(typed):
    code = "YM380X46X"

    assert read_code(typed(code)) == code


@pytest.mark.parametrize(
    "word",
    [
        "",
        "hello",
        "046-454-286",
        "604-555-0187",
        "130 692 544",
        "K4M7R2W9F",
        "ym3-80x-46x",
        "YM3-80X-46X ",
        "YM3-80X-46Y",
        "YM380X46X",
        "FLY-WRY-MMY",
        "V6T 1Z4",
        "YM3-80X-46X-4",
    ],
)
def test_other_words_are_no_codes(word):
    assert not is_case_code(word)


@given(st.text(max_size=40))
def test_any_text_can_be_asked_about(text):
    assert is_case_code(text) is False or read_code(text) is not None


def test_no_two_symbols_look_or_sound_alike():
    alike = ["0ODQ", "1IL", "2Z", "5S", "6G", "8B", "UV", "BCDEGPTV3", "AHJ8", "FS", "MN", "IY", "59", "GJ", "QU", "QK"]

    for group in alike:
        assert len(set(group) & set(ALPHABET)) <= 1, group

"""Canonical tokens, on texts nobody thought of."""

from hypothesis import given
from hypothesis import strategies as st

from smbot.core.canon import MIN_DIGITS, MIN_WORD, fold, tokens

LETTERS = st.text(
    st.one_of(
        st.sampled_from("éÉßﬁİıſŉǅΐẞ\u200b\u00ad\u0345\u2019'0٤４²①_- ."),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=30,
)


@given(LETTERS)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(LETTERS)
def test_capitals_do_not_matter_to_tokens_of_folded_text(text):
    assert tokens(fold(text)) == tokens(text)


@given(LETTERS)
def test_tokens_are_long_enough_to_identify_somebody(text):
    for token in tokens(text):
        assert len(token) >= (MIN_DIGITS if token.isdigit() else MIN_WORD)


@given(st.from_regex(r"[0-9]{3}", fullmatch=True), st.lists(st.sampled_from(" .-/()_"), min_size=0, max_size=2))
def test_a_telephone_number_has_one_token_however_it_is_parted(digits, separators):
    between = "".join(separators)

    assert f"604555{digits}9" in tokens(f"604{between}555{between}{digits}9")


@given(LETTERS, st.from_regex(r"[a-z]{4,8}", fullmatch=True))
def test_a_word_is_found_wherever_it_stands_alone(around, word):
    found = tokens(f"{around} {word}q {around}")

    assert f"{word}q" in found

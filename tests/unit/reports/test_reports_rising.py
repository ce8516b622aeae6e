"""Words that many more people use than before, and none that fewer than three people used."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speaking import MONDAY, said

from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.reports.rising import LEAST_AUTHORS, MOST_WORDS, Tokens, rising_words

OWN = ("Northern Services", "Service Nord", "@servicenord")


def usual(weeks=4, authors=40, text="the line is long and the parking is full", language="en"):
    """Return what is said in ordinary weeks."""
    return [
        said(text, author=f"u{author}", at=MONDAY - timedelta(days=7 * week + 1), number=week, language=language)
        for week in range(weeks)
        for author in range(authors)
    ]


def rising(posts, language="en"):
    words, _ = rising_words(posts, language=language, start=MONDAY, length_days=7, own=OWN)
    return words


def now(text, authors, *, start=0, language="en"):
    return [said(text, author=f"n{start + n}", at=MONDAY, number=n, language=language) for n in range(authors)]


def test_a_word_that_many_begin_to_use_rises_and_the_usual_ones_do_not():
    posts = [
        *usual(),
        *now("the kiosk is broken, the parking is full", 12),
        *now("parking is full again", 28, start=50),
    ]

    words = {word.word: word for word in rising(posts)}

    assert "kiosk" in words
    assert words["kiosk"].authors == 12
    assert words["kiosk"].before == 0
    assert "parking" not in words


def test_a_word_that_two_people_use_is_never_shown_however_often():
    posts = [*usual(), *(post for _ in range(30) for post in now("kerfuffle kerfuffle on Tamarack Lane", 2))]

    assert not any("kerfuffle" in word.word or "tamarack" in word.word for word in rising(posts))


def test_posts_whose_author_nobody_tells_are_not_taken_for_many_people():
    hidden = [said("kerfuffle", author=f"{UNKNOWN_AUTHOR}{n}", at=MONDAY, number=n) for n in range(30)]

    assert not any("kerfuffle" in word.word for word in rising([*usual(), *hidden, *now("parking", 9)]))


def test_one_person_who_repeats_a_word_counts_once():
    posts = [
        *usual(),
        *now("kiosk", 3),
        *now("parking", 37, start=10),
        *(said("kiosk", author="n0", at=MONDAY) for _ in range(99)),
    ]

    assert [word.authors for word in rising(posts) if word.word == "kiosk"] in ([], [3])


def test_a_phrase_stands_for_the_words_that_rise_with_it():
    posts = [*usual(), *now("error code again", 12), *now("parking is full", 28, start=50)]

    shown = [word.word for word in rising(posts)]

    assert "error code" in shown
    assert "error" not in shown
    assert "code" not in shown


def test_both_languages_stand_apart():
    posts = [*usual(), *usual(language="fr", text="la file est longue"), *now("la borne est brisée", 12, language="fr"),
             *now("the parking is full", 12)]  # fmt: skip

    assert {"borne", "brisée"} <= {part for word in rising(posts, "fr") for part in word.word.split()}
    assert rising(posts, "en") == ()


def test_the_form_that_people_write_most_is_shown():
    posts = [
        *usual(language="fr", text="la file est longue"),
        *now("guichet ferme", 3, language="fr"),
        *now("guichet fermé", 9, start=20, language="fr"),
    ]

    assert "guichet fermé" in [word.word for word in rising(posts, "fr")]


def test_without_weeks_before_nothing_rises_and_this_is_told():
    assert rising_words(now("kiosk", 9), language="en", start=MONDAY, length_days=7, own=OWN) == ((), 0)


def test_at_most_fifteen_words_are_shown():
    many = " . ".join(f"novelty{chr(97 + n)}" for n in range(26))

    assert len(rising([*usual(), *now(many, 12)])) == MOST_WORDS


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("en", "Call [PHONE_NUMBER 1] or @somebody, see https://example.org/kiosk kiosk", ["call", "kiosk"]),
        ("en", "Northern Services' kiosk isn't Service Nord's kiosk", ["kiosk", "kiosk"]),
        ("fr", "l’acte d’état qu’on m’a volé", ["acte", "état", "volé"]),
        ("fr", "Jusqu'Moncton, j'attends l'autobus", ["Moncton", "attends", "autobus"]),
        ("en", "the kiosk's 42 screens at 10:30", ["kiosk", "screens"]),
        ("en", "write to kim@example.ca", ["write"]),
    ],
)
def test_masks_handles_addresses_own_names_and_elisions_fall_away(language, text, words):
    found = [written for _, written in Tokens(language, OWN).words(text) if written]

    assert found == [word.lower() for word in words]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.sampled_from(["kiosk", "odd kiosk", "long line", "screen"])), max_size=40)
)
def test_no_word_of_fewer_than_three_people_is_ever_shown(uses):
    posts = [
        *usual(authors=5),
        *(said(text, author=f"n{who}", at=MONDAY, number=n) for n, (who, text) in enumerate(uses)),
    ]

    for word in rising(posts):
        users = {f"n{who}" for who, text in uses if word.word in text}
        assert word.authors == len(users) >= LEAST_AUTHORS

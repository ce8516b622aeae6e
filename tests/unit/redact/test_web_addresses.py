"""A web address is shown without what could name or number somebody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.redact.web_addresses import as_words, hidden_parts


def shown(address, found=()):
    hidden = [(span.start, span.end) for span in hidden_parts(address, found)]
    return "".join("*" if any(s <= i < e for s, e in hidden) else c for i, c in enumerate(address))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.canada.ca/fr/services/prestations.html",
        "https://example.org/news/2026/11/02/ferry-late-again",
        "https://example.org",
        "http://example.org/",
    ],
)
def test_a_plain_page_is_shown_whole(address):
    assert shown(address) == address


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://example.org/f?email=z%40a.b#me", "https://example.org/f*****************"),
        ("https://example.org/confirm/8842931077", "https://example.org/confirm/**********"),
        ("https://example.org/o/ab12cd34ef", "https://example.org/o/**********"),
        ("https://example.org/profil/zed-quux", "https://example.org/profil/********"),
        ("https://example.org/z%C3%A9d", "https://example.org/********"),
        ("https://zed:pw@example.org/a", "https://*******example.org/a"),
        ("https://www.facebook.com/zed.quux/posts/12", "https://www.facebook.com/********/*****/**"),
        ("https://x.com/zedquux", "https://x.com/*******"),
    ],
)
def test_what_may_be_personal_is_hidden(address, left):
    assert shown(address) == left


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "mailto:zed@example.org", "zed quux", "https://", "ftp://a.b/c"]
)
def test_what_is_no_web_address_is_hidden_whole(text):
    assert set(shown(text)) == {"*"}


def test_a_part_in_which_something_was_found_is_hidden_whole():
    address = "https://example.org/news/zed-quux-waits"
    at = address.index("quux")

    assert shown(address, [(at, at + 4)]) == "https://example.org/news/**************"


@given(st.text(max_size=80))
def test_words_stand_where_they_stood(text):
    assert len(as_words(text)) == len(text)


@given(st.text(max_size=60).map(lambda tail: f"https://example.org/a?{tail}"))
def test_nothing_behind_a_question_mark_is_shown(address):
    assert set(shown(address).rstrip()[21:]) <= {"*"}

"""A web address is shown without what could name or number somebody."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.parts import PartKind
from smbot.core.spans import Span
from smbot.normalise.language import LanguageTeller
from smbot.normalise.stage import normalise
from smbot.raw.box import RawText
from smbot.raw.post import RawPart
from smbot.redact.allow import AllowList
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.field import Field
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import load_tagger
from smbot.redact.web_addresses import as_words, find_addresses, find_paths, hidden_parts
from smbot.vault.digest import ConversationMemory, Digester


def shown(address, found=()):
    hidden = [(span.start, span.end) for span in hidden_parts(address, found)]
    return "".join("*" if any(s <= i < e for s, e in hidden) else c for i, c in enumerate(address))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.canada.ca/fr/services/prestations.html",
        "https://example.org/news/2026/11/02/ferry-late-again",
        "https://example.org/marchandises/WestJet/LinkedIn/standing-committees/GooglePlay",
        "https://example.org" + "/a" * 30,
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
        ("example.shop/u/zed-quux?x=1", "example.shop/u/********" + "****"),
        ("example.ca:8080/u/zquux", "example.ca:8080/u/*****"),
        ("https://example.ca./u/zquux", "https://example.ca./u/*****"),
        ("https://192.0.2.4/user/zquux?x=1", "https://192.0.2.4/user/*********"),
        ("mastodon.social/@zquux", "mastodon.social/******"),
        ("lnk.bio/zquux", "lnk.bio/*****"),
        ("linktr.ee/zquux_photo", "linktr.ee/***********"),
        ("https://meet.example.ca/KarlaMartens", "https://meet.example.ca/************"),
        ("https://example.ca/karlamartens.html", "https://example.ca/*****************"),
        ("https://example.ca/letter-of-JeanTremblay", "https://example.ca/**********************"),
        ("https://example.org" + "/a" * 31, "https://example.org" + "*" * 62),
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


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("see https://example.org/a?b=c.", ["https://example.org/a?b=c"]),
        ("(www.example.org/zed/)", ["www.example.org/zed/"]),
        ("linkedin.com/in/zed-quux, and more", ["linkedin.com/in/zed-quux"]),
        ("\u00abhttps://example.org/a\u00bb!", ["https://example.org/a"]),
        ("see example.shop/u/zed.", ["example.shop/u/zed"]),
        ("//example.shop:81/a, b", ["example.shop:81/a"]),
        ("then.see/facebook.com/zed", ["facebook.com/zed"]),
        ("https://localhost/u/zed or https://intranet", ["https://localhost/u/zed", "https://intranet"]),
        ("(https://exa%6dple.ca/u/zed?x=1)", ["https://exa%6dple.ca/u/zed?x=1"]),
        ("http://[2001:db8::1]/u/zed", ["http://[2001:db8::1]/u/zed"]),
        ("by ftp://files.example.org/zed", ["ftp://files.example.org/zed"]),
        ("https://example.ca\\u\\zed", ["https://example.ca\\u\\zed"]),
        ("https://example.org,and more", ["https://example.org"]),
        ("https://a.example/1 HTTP://B.EXAMPLE/2", ["https://a.example/1", "HTTP://B.EXAMPLE/2"]),
    ],
)
def test_addresses_are_found_in_a_sentence_without_its_signs(text, addresses):
    assert [text[start:end] for start, end in find_addresses(text)] == addresses


@pytest.mark.parametrize(
    "text",
    [
        "and/or.maybe/this",
        "T4.com is a name",
        "zed@example.org/x",
        "3.5/10",
        "www. nothing",
        "a.b.c/d",
        "https:// and ://",
        "it was late.Again/still",
        "really late.why?nobody knows",
    ],
)
def test_what_only_resembles_an_address_is_none(text):
    assert list(find_addresses(text)) == []


@pytest.mark.parametrize(
    ("address", "left"),
    [
        ("https://web.archive.org/web/2020/https://example.org/zed", None),
        ("https://calendly.com/zed-quux/30min", "https://calendly.com/********/*****"),
        ("facebook.com/zed.quux", "facebook.com/********"),
        ("https://www.canada.ca/content/forms/imm5257e.pdf", "https://www.canada.ca/content/forms/imm5257e.pdf"),
    ],
)
def test_networks_and_addresses_within_addresses_are_hidden_and_forms_are_not(address, left):
    result = shown(address)

    assert "zed" not in result
    assert left is None or len(result) == len(left)
    assert left is None or "*" in left or result == left


@given(
    st.lists(
        st.sampled_from(["https://", "www.", "a.ca/", "/", "?", "#", "@", ".", "zed", " ", "x.com/", ")", "\u00bb"])
    )
)
def test_paths_lie_within_addresses_and_no_words_of_the_text_are_part_of_one(pieces):
    text = "".join(pieces)
    places = list(find_addresses(text))

    assert all(any(s <= start and end <= e for s, e in places) for start, end in find_paths(text))
    assert all(" " not in text[start:end] for start, end in places)
    assert places == sorted(places)


PLAIN = (
    "https://www.canada.ca/en/services/passport.html canada.ca/fr/services/passeport.html",
    "https://www.ontario.ca/page/renew-your-licence, voir https://www.quebec.ca/sante/trouver-une-ressource",
    "https://www.cbc.ca/news/canada/ottawa/ferry-late-again and vancouver.ca/home-property-development.aspx",
    "https://www.canada.ca/en/revenue-agency/services/forms-publications/forms/rc66.html",
)


@pytest.fixture(scope="module")
def redactor():
    return Redactor(finders=load_finders(), tagger=load_tagger())


def masked(redactor, text, *links, allow=None):
    redactor = redactor if allow is None else Redactor(finders=load_finders(), tagger=None, allow=allow)
    parts = tuple(RawPart(kind=PartKind.LINK, value=RawText(link)) for link in links)
    [result] = redact_posts([Fields(text=RawText(text), parts=parts)], redactor, LanguageTeller())
    return [result.text, *(part.redaction.text for part in result.parts)]


@pytest.mark.parametrize("plain", PLAIN)
def test_in_a_text_plain_pages_stay_readable(redactor, plain):
    text = f"The page {plain} says nothing about the fee"

    assert masked(redactor, text)[0].text == text


@pytest.mark.parametrize(
    ("address", "gone", "left"),
    [
        ("https://x.com/u?e=joe.blow%40example.com", "joe", "https://x.com/["),
        (
            "https://shop.example/order/88213?email=joe.blow%40example.com&name=joe+blow",
            "joe",
            "https://shop.example/[",
        ),
        ("linkedin.com/in/marc-andre-gagnon-4b2a1", "gagnon", "linkedin.com/["),
        ("https://www.instagram.com/zoe_k_photo/", "zoe", "https://www.instagram.com/["),
        ("gofundme.com/f/help-marie-lavoie-and-kids", "lavoie", "gofundme.com/["),
        ("https://calendly.com/jean-tremblay/30min", "tremblay", "https://calendly.com/["),
        ("https://news.example/local/marie-tremblay-loses-home", "tremblay", "https://news.example/local/["),
        ("https://news.example/2026/harpreet-gill-sues-city.html", "harpreet", "https://news.example/2026/["),
        ("https://files.example/a/604-555-0187", "0187", "https://files.example/["),
        ("linktr.ee/zquux_photo", "zquux", "linktr.ee/["),
        ("example.shop/u/karla-martens?x=1", "martens", "example.shop/"),
        ("example.ca:8080/u/zquux", "zquux", "example.ca:8080/"),
        ("https://192.0.2.4/user/zquux?x=1", "zquux", "/user/["),
        ("https://example.ca./u/zquux", "zquux", "https://example.ca./"),
        ("https://localhost/u/zquux?x=1", "zquux", "["),
        ("https://exa%6dple.ca/u/zquux?x=1", "zquux", "["),
        ("https://meet.example.ca/KarlaMartens", "martens", "https://meet.example.ca/["),
    ],
)
@pytest.mark.parametrize("frame", ["{}", "Look at {}, please!", "Regardez ({}) svp, merci"])
def test_in_a_text_too_addresses_hide_what_names_somebody(redactor, address, gone, left, frame):
    [text] = masked(redactor, frame.format(address))

    assert gone not in text.text.lower()
    assert left in text.text


def test_what_was_found_beside_an_address_stays_masked(redactor):
    [text] = masked(redactor, "Call 604-555-0187, see https://example.org/late-again. I am Marie Tremblay")

    assert text.text == "Call [PHONE_NUMBER 1], see https://example.org/late-again. I am [PERSON 1]"


@pytest.mark.parametrize("address", ["https://example.org/order/88213977", "https://intranet/order/88213977"])
def test_a_published_address_stays_whole(redactor, address):
    allow = AllowList(values=frozenset({address}))

    [text] = masked(redactor, f"see {address} now", allow=allow)

    assert text.text == f"see {address} now"


def test_a_name_that_only_looks_like_a_host_is_not_cut_in_two(redactor):
    [text] = masked(redactor, "I am Karla martens.said/yes and so on")

    assert "arla" not in text.text
    assert "martens" not in text.text


LINES_FOR_EACH_CHARACTER = 80


@pytest.mark.parametrize("piece", ["/a", "/ab1", " a.ca/a", " https://x.com/u/a", "/u/a", " example.shop/@a,", "//"])
@pytest.mark.parametrize("found", [0, 1, 7])
def test_the_work_on_addresses_grows_with_the_text_alone(piece, found):
    def work(length):
        text = ("see a.ca" + piece * length)[:length]
        field = Field(whole=normalise(RawText(text), "en", LanguageTeller()))
        field.spans = [
            Span(start=at, end=min(at + found, len(text)), entity="PERSON", score=0.5, recognizer="test")
            for at in range(len(text) if found else 0)
        ]
        return lines_run(lambda: field.hide_in_addresses(lambda _span, _value: False))

    assert work(8000) <= 8000 * LINES_FOR_EACH_CHARACTER


def lines_run(work):
    """Return how many lines of our own code about addresses and spans are run, each time that one is."""
    count, before = 0, sys.gettrace()

    def trace(frame, event, _argument):
        nonlocal count
        if "redact" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def test_what_an_address_hides_in_case_is_not_looked_for_elsewhere(redactor):
    memory = ConversationMemory(Digester(b"k" * 32), "one", lambda digests: frozenset())
    first = Fields(text=RawText("Where is https://example.org/imm5257?ref=spring2026"), memory=memory)
    later = Fields(text=RawText("You need IMM5257 and Spring2026, I sent mine in May"), memory=memory)

    [_, result] = redact_posts([first, later], redactor, LanguageTeller())

    assert result.text.text == "You need IMM5257 and Spring2026, I sent mine in May"

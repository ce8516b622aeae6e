"""Signature, voice mail, out-of-office, automatic messages and counter sign, in each offer and order."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_offices import directory, office

from smbot.core.errors import ConfigurationError
from smbot.offices.hours_in_words import week_in_words
from smbot.offices.model import Office
from smbot.offices.offer import languages_made
from smbot.offices.sign import counter_sign
from smbot.offices.texts import AUTOMATIC_LIMIT, Speaker, automatic_message, texts_of
from smbot.offices.week import Week
from smbot.offices.words import Bilingual
from smbot.platforms.facebook.rules import RULES as FACEBOOK
from smbot.platforms.x.rules import RULES as X
from smbot.playbooks.french import typography

PLATFORMS = [X, FACEBOOK]
ORDERS = [("en", "fr"), ("fr", "en"), ("fr",), ("en",)]
KINDS = {"signature", "voice_mail", "out_of_office", "automatic_x", "automatic_facebook"}


def speaker(order=("en", "fr"), **changes):
    fields = {
        "organisation": Bilingual(en="Northern Services", fr="Services du Nord"),
        "office": directory().offices[0],
        "order": order,
        "standard": Bilingual(en="within two working days", fr="d’ici deux jours ouvrables"),
    }
    return Speaker(**(fields | changes))


ENGLISH = re.compile(r"\b(?:the|you|we|your)\b", re.IGNORECASE)
FRENCH = re.compile(r"\b(?:nous|vous|votre|le)\b", re.IGNORECASE)


@pytest.mark.parametrize("order", ORDERS)
def test_every_text_is_in_the_languages_offered_and_in_their_order(order):
    texts = texts_of(speaker(order), PLATFORMS)

    assert set(texts) == KINDS
    for kind, text in texts.items():
        if kind == "signature":
            continue
        assert languages_made(text) == order, kind
        english, french = ENGLISH.search(text), FRENCH.search(text)
        assert (english is not None, french is not None) == ("en" in order, "fr" in order), kind
        if len(order) > 1:
            assert (english.start() < french.start()) is (order[0] == "en"), kind


@pytest.mark.parametrize("order", [("en", "fr"), ("fr", "en")])
def test_the_signature_gives_each_language_its_own_number_and_address(order):
    blocks = texts_of(speaker(order), [])["signature"].split("\n\n")[1:]

    found = dict(zip(order, blocks, strict=True))
    assert "Telephone: 416-555-0123\nE-mail: counter@example.ca" in found["en"]
    assert "Téléphone\u00a0: 416-555-0125\nCourriel\u00a0: comptoir@example.ca" in found["fr"]
    assert "100 Example Street, Toronto ON  A1A 1A1" in found["en"]
    assert "100, rue Exemple, Toronto (Ontario)  A1A 1A1" in found["fr"]


@pytest.mark.parametrize("order", [("fr",), ("en",)])
def test_an_offer_in_one_language_does_not_promise_the_other(order):
    for text in texts_of(speaker(order), PLATFORMS).values():
        assert not re.search(r"English|French|anglais|français", text)


@pytest.mark.parametrize("order", ORDERS)
def test_french_keeps_its_typography(order):
    for kind, text in texts_of(speaker(order), PLATFORMS).items():
        for paragraph in text.split("\n"):
            if FRENCH.search(paragraph) and not ENGLISH.search(paragraph):
                assert list(typography(paragraph)) == [], kind


def test_an_office_without_channels_hours_or_address_has_texts_all_the_same():
    bare = Office.model_validate(office(channels=(), hours={}, address=None, numbers=()))

    texts = texts_of(speaker(office=bare), PLATFORMS)

    assert set(texts) == KINDS
    assert not any("  " in text or "open ." in text for text in texts.values())


NAMES = st.text(st.characters(codec="utf-8", categories=("L", "Nd", "Zs")), min_size=1, max_size=90)


@given(en=NAMES, fr=NAMES, order=st.sampled_from(ORDERS), standard=st.text("abcé ", min_size=3, max_size=40))
def test_an_automatic_message_never_exceeds_what_the_platform_takes(en, fr, order, standard):
    found = speaker(order, organisation=Bilingual(en=en, fr=fr), standard=Bilingual(en=standard, fr=standard))

    for rules in PLATFORMS:
        text = automatic_message(found, rules)

        assert rules.count(text) <= min(rules.limit, AUTOMATIC_LIMIT)
        assert standard in text


def test_a_message_that_cannot_fit_is_refused_with_the_setting_to_mend():
    endless = Bilingual(en="within " + "some " * 60, fr="d’ici " + "quelques " * 40)

    with pytest.raises(ConfigurationError) as refused:
        automatic_message(speaker(standard=endless), X)

    assert refused.value.where == "organisation.service_standard"


@pytest.mark.parametrize(
    ("hours", "english", "french"),
    [
        ({}, "", ""),
        (
            {"monday": "08:30-16:30", "tuesday": "08:30-16:30", "wednesday": "08:30-16:30"},
            "Monday to Wednesday, 8:30 a.m. to 4:30 p.m.",
            "du lundi au mercredi, de 8 h 30 à 16 h 30",
        ),
        (
            {"thursday": ("09:00-12:00", "13:00-24:00"), "friday": ("09:00-12:00", "13:00-24:00")},
            "Thursday and Friday, 9:00 a.m. to noon and 1:00 p.m. to midnight",
            "le jeudi et le vendredi, de 9 h à midi et de 13 h à minuit",
        ),
        (
            {"monday": "00:00-00:30", "sunday": "12:30-13:05"},
            "Monday, midnight to 12:30 a.m.; Sunday, 12:30 p.m. to 1:05 p.m.",
            "le lundi, de minuit à 0 h 30; le dimanche, de 12 h 30 à 13 h 05",
        ),
    ],
)
def test_hours_read_as_people_say_them(hours, english, french):
    week = Week.model_validate(hours)

    assert week_in_words(week, "en").replace("\u00a0", " ") == english
    assert week_in_words(week, "fr").replace("\u00a0", " ") == french


class Page(HTMLParser):
    """What a sign loads, and its sections by language."""

    def __init__(self, text):
        super().__init__()
        self.loads, self.languages, self.headings = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.loads += [given[name] for name in ("src", "href") if name in given]
        if tag == "section":
            self.languages.append(given["lang"])
        if tag == "h1":
            self.headings.append(given)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("paper", ["letter", "a4"])
def test_the_sign_is_one_page_that_needs_nothing_else_with_equal_languages_in_order(order, paper):
    text = counter_sign(speaker(order), paper)

    page = Page(text)
    assert page.languages == [f"{language}-CA" for language in order]
    assert page.loads == []
    assert not re.search(r"url\(|@import|<script|https?:", text)
    assert page.headings == [{}] * len(order)  # no heading has a style of its own
    assert f"size: {paper} landscape" in text
    assert text.count("minmax(0, 1fr)") == len(order)


def test_names_in_the_sign_are_no_markup():
    text = counter_sign(speaker(organisation=Bilingual(en="A <b>& Co", fr="A <b>& Cie")))

    assert "<b>" not in text
    assert "A &lt;b&gt;&amp; Co" in text

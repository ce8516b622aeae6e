"""Presidio as it comes, which smbot is compared with."""

import pytest

from smbot.training.vanilla import VanillaPresidio


@pytest.fixture(scope="module")
def presidio() -> VanillaPresidio:
    return VanillaPresidio()


@pytest.mark.parametrize("language", ["en", "fr", "mixed", "pa"])
def test_its_canadian_recognizers_are_on_in_each_language(presidio: VanillaPresidio, language: str) -> None:
    text = "SIN 130 692 544, zed@example.org, H2X 1Y4"

    found = presidio.find(text, language)

    kinds = {(span.entity, text[span.start : span.end]) for span in found}
    assert {("CA_SIN", "130 692 544"), ("EMAIL_ADDRESS", "zed@example.org"), ("CA_POSTAL_CODE", "H2X 1Y4")} <= kinds
    assert {span.recognizer for span in found} == {"presidio"}
    assert all(0 < span.score <= 1 for span in found)


def test_it_reads_names_with_the_model_of_the_language(presidio: VanillaPresidio) -> None:
    text = "Je m'appelle Marie Tremblay et j'habite à Gatineau."

    [name] = [span for span in presidio.find(text, "fr") if span.entity == "PERSON"]

    assert text[name.start : name.end] == "Marie Tremblay"


def test_it_finds_nothing_in_nothing(presidio: VanillaPresidio) -> None:
    assert presidio.find("", "en") == ()

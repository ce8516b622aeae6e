"""The door to Presidio and spaCy: right recognizers, silent loggers, no download, filtered names."""

import logging

import pytest

from smbot.core.errors import ConfigurationError
from smbot.redact.presidio.predefined import pattern_finders
from smbot.redact.tagger import spacy_hints
from smbot.redact.tagger.loading import load_tagger


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("presidio_credit_card", "ma carte 4111 1111 1111 1111", "4111 1111 1111 1111"),
        ("presidio_credit_card", "4111 1111 1111 1111 exp 09/27 cvv 118.", "4111 1111 1111 1111 exp 09/27 cvv 118"),
        ("presidio_credit_card", "visa 4111111111111111 (08/28), merci", "4111111111111111 (08/28)"),
        ("presidio_credit_card", "4111.1111.1111.1111, 02-27, 119", "4111.1111.1111.1111, 02-27, 119"),
        (
            "presidio_credit_card",
            "4111-1111-1111-1111, valide jusqu'au 04/2028, code de sécurité 123 merci",
            "4111-1111-1111-1111, valide jusqu'au 04/2028, code de sécurité 123",
        ),
        (
            "presidio_credit_card",
            "4111 1111 1111 1111 exp zero nine / 27, cvv three one one",
            "4111 1111 1111 1111 exp zero nine / 27, cvv three one one",
        ),
        ("presidio_credit_card", "4111 1111 1111 1111, 3 fois", "4111 1111 1111 1111"),
        ("presidio_credit_card", "ma visa 4111 1111 1111 1112", "4111 1111 1111 1112"),
        ("presidio_iban", "IBAN DE89370400440532013000", "DE89370400440532013000"),
        ("presidio_ip", "my ip is 192.0.2.45", "192.0.2.45"),
        ("presidio_ip", "ip 2001:db8::8a2e:370:7334", "2001:db8::8a2e:370:7334"),
        ("presidio_ca_sin", "130 692 544", "130 692 544"),
        ("presidio_ca_postal_code", "H2X 1Y4", "H2X 1Y4"),
    ],
)
def test_presidios_own_recognizers_serve_both_languages(name: str, text: str, expected: str) -> None:
    assert [text[span.start : span.end] for span in pattern_finders()[name](text)] == [expected]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("presidio_credit_card", "4111 1111 1111 1112"),
        ("presidio_iban", "DE00370400440532013000"),
        ("presidio_ip", "version 1.16.0.53"),
        ("presidio_ip", "IP locale 10.0.0.7, routeur 192.168.1.1"),
        ("presidio_ip", "std::vector and 12:30::"),
        ("presidio_ca_sin", "130 692 545"),
    ],
)
def test_near_misses_are_left(name: str, text: str) -> None:
    assert list(pattern_finders()[name](text)) == []


def test_a_value_far_into_a_long_text_is_found_where_it_stands() -> None:
    text = "4111 1111 1111 1112 " * 40 + "x " * 300 + "4111 1111 1111 1111"

    [span] = pattern_finders()["presidio_credit_card"](text)

    assert text[span.start : span.end] == "4111 1111 1111 1111"


def test_nothing_of_a_text_reaches_a_log(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    caplog.set_level(logging.DEBUG)
    text = "canary DE89370400440532013001 ZZ89 3704 0044 0532 0130 00 4111 1111 1111 1111 Sarah Tremblay"

    for finder in pattern_finders().values():
        list(finder(text))
    load_tagger().find([text], "en")

    assert caplog.text == ""
    assert "".join(capfd.readouterr()) == ""
    for name in ("presidio-analyzer", "decision_process", "spacy"):
        assert not logging.getLogger(name).isEnabledFor(logging.CRITICAL)


def test_a_model_that_is_not_installed_stops_the_start_and_says_what_to_install() -> None:
    with pytest.raises(ConfigurationError, match=r"no_such_model is not installed.*pip install"):
        spacy_hints.load_model("no_such_model", "no-such-model==1.0")

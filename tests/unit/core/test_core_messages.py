"""Sentences are said in the reader's language, with their values, and never lost."""

import gettext
import io

import pytest

from smbot.core import messages
from smbot.core.errors import ConfigurationError, DeliveryInDoubt, RedactionError, SmbotError, Throttled
from smbot.core.messages import Message, decimal, msg, say


def test_a_message_is_said_with_its_values():
    assert say(msg("{count} posts wait.", count=3), "en") == "3 posts wait."


def test_a_message_within_a_message_is_said_too():
    inner = msg("It holds {what}.", what="a link")

    assert say(msg("Refused: {why}", why=inner), "en") == "Refused: It holds a link."


def test_a_sentence_that_no_catalog_knows_is_said_in_english():
    assert say(msg("No catalog holds this sentence, {name}.", name="Rita"), "fr") == (
        "No catalog holds this sentence, Rita."
    )


def test_a_language_without_catalog_falls_back_to_english():
    assert say(msg("Good day."), "iu") == "Good day."


def test_braces_in_a_sentence_without_values_are_left_alone():
    assert say(Message('{"en"} is not TOML'), "en") == '{"en"} is not TOML'


def test_braces_in_a_value_are_not_filled_in():
    assert say(msg("Use {form}.", form="{name}"), "en") == "Use {name}."


def test_an_empty_message_is_empty_and_not_the_catalog_header():
    assert say(Message(""), "fr") == ""


@pytest.fixture
def a_french_catalog(tmp_path, monkeypatch):
    """A catalog that knows one sentence with a value, in place of the shipped ones."""

    class OneSentence(gettext.NullTranslations):
        def gettext(self, message):
            return {"{count} posts wait.": "{count} messages attendent.", "a link": "un lien"}.get(message, message)

    monkeypatch.setattr(messages, "catalog", lambda language: OneSentence() if language == "fr" else gettext)


def test_a_known_sentence_is_said_in_the_readers_language(a_french_catalog):
    assert say(msg("{count} posts wait.", count=3), "fr") == "3 messages attendent."


def test_values_that_are_messages_are_translated_with_their_sentence(a_french_catalog):
    assert say(msg("It holds {what}.", what=msg("a link")), "fr") == "It holds un lien."


@pytest.mark.parametrize(("language", "told"), [("en", "0.010"), ("fr", "0,010")])
def test_a_decimal_keeps_its_places_and_has_the_sign_of_the_language(language, told):
    assert say(msg("{cost}", cost=decimal(0.01, 3)), language) == told


def test_an_error_says_where_what_and_how_to_mend_it():
    error = ConfigurationError(msg("This is {what}.", what="wrong"), where="config.toml", mend=msg("Mend it."))

    assert str(error) == "config.toml: This is wrong. Mend it."


def test_an_error_without_place_or_mend_says_what_is_wrong():
    assert str(SmbotError(msg("It broke."))) == "It broke."


def test_a_redaction_error_names_the_cause_type_only():
    assert str(RedactionError("ValueError")) == "Redaction failed (ValueError)."


def test_platform_errors_keep_the_code_for_the_log():
    assert DeliveryInDoubt("timeout").code == "timeout"
    assert Throttled().code == "429"
    assert Throttled().retry_at is None


def test_errors_print_with_their_template_and_no_values_in_tracebacks_args():
    error = SmbotError(msg("Hello {name}", name="x"))

    assert error.args == ("Hello {name}",)
    assert io.StringIO(str(error)).read() == "Hello x"

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lingua import Language, LanguageDetectorBuilder

from smbot.core.client_words import client_phrases
from smbot.core.links import links_in
from smbot.playbooks.lint import PUBLIC_ONLY, lint
from smbot.playbooks.load import load_folder
from smbot.playbooks.model import LABELS
from smbot.playbooks.plan import plan
from smbot.playbooks.render import render_private, variants
from smbot.playbooks.schema import FILE_NAME, FIRST_LINE, as_text

FOLDER = Path(__file__).parents[3] / "playbooks"
SHIPPED = load_folder(FOLDER)
ANSWERING = [playbook for playbook in SHIPPED if playbook.reply is not None]
PRIVATE = [p for p in ANSWERING if p.when.exposed or set(p.when.labels) - PUBLIC_ONLY]
OFFERS = ["bilingual", "french", "english"]

PRIVACY = re.compile(
    r"personal information|nothing personal|renseignements? personnels?|rien de personnel|privacy|prudence",
    re.IGNORECASE,
)


def drafts_of(playbook, language, organisation):
    drafts = variants(playbook, language=language, organisation=organisation)
    assert drafts
    return drafts


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("first", ["en", "fr"])
def test_they_lint_clean(x, facebook, an_organisation, offer, first):
    organisation = replace(an_organisation, offer=offer, first_language=first)

    problems = lint(SHIPPED, {"facebook": facebook, "x": x}, organisation)

    assert [(p.where, str(p.what)) for p in problems] == []


@pytest.mark.parametrize("playbook", ANSWERING, ids=lambda playbook: playbook.name)
@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("language", ["en", "fr", "und"])
def test_every_variant_fits_greets_and_holds_no_link_and_no_client_words(
    x, facebook, an_organisation, playbook, offer, language
):
    for first, greeting in (("en", "Hello, bonjour. "), ("fr", "Bonjour, hello. ")):
        organisation = replace(an_organisation, offer=offer, first_language=first)
        for draft in drafts_of(playbook, language, organisation):
            for rules in (x, facebook):
                assert rules.count(draft.text) <= rules.limit
            assert draft.text.startswith({"bilingual": greeting, "french": "Bonjour. ", "english": "Hello. "}[offer])
            assert not links_in(draft.text)
            assert not client_phrases(draft.text)
            assert not re.search(r"[{}]", draft.text)


@pytest.mark.parametrize("playbook", ANSWERING, ids=lambda playbook: playbook.name)
@pytest.mark.parametrize("language", ["en", "fr", "und"])
def test_every_reply_has_two_variants_at_least_and_each_thanks(an_organisation, playbook, language):
    texts = [draft.text for draft in drafts_of(playbook, language, an_organisation)]

    assert len(set(texts)) == len(texts) >= 2
    assert all(re.search(r"thank you|merci", text, re.IGNORECASE) for text in texts)


@pytest.mark.parametrize("playbook", PRIVATE, ids=lambda playbook: playbook.name)
@pytest.mark.parametrize("language", ["en", "fr", "und"])
def test_replies_that_go_on_in_private_offer_one_channel_a_standard_and_ask_for_privacy(
    an_organisation, playbook, language
):
    for draft in drafts_of(playbook, language, an_organisation):
        for spoken in ("en", "fr") if language == "und" else (language,):
            assert draft.text.count(an_organisation.private_channel.get(spoken)) == 1
            assert draft.text.count(an_organisation.service_standard.get(spoken)) == 1
            half = draft.text.split("\n")[spoken == "fr"] if language == "und" else draft.text
            assert PRIVACY.search(half)


def test_the_replies_are_in_the_languages_they_claim():
    detector = LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.FRENCH).build()
    expected = {"en": Language.ENGLISH, "fr": Language.FRENCH}
    for playbook in ANSWERING:
        for field, language, text in playbook.replies.texts():
            assert detector.detect_language_of(text) == expected[language], (playbook.name, field)


def test_every_label_has_a_playbook_and_abuse_gets_no_public_reply():
    by_label = {label: playbook for playbook in SHIPPED for label in playbook.when.labels}

    assert set(by_label) == set(LABELS)
    assert by_label["abuse"].no_reply
    assert by_label["spam"].no_reply


def test_a_possible_request_for_records_is_entered_into_the_docket_before_anything_else(x, a_situation):
    playbook = SHIPPED.get("access-request")

    first, *_ = plan(playbook, a_situation, x)

    assert (first.kind, first.applies) == ("open_docket", True)


def test_the_crisis_text_holds_the_emergency_numbers_and_no_other_contact(an_organisation):
    urgent = SHIPPED.get("urgent")
    assert urgent.fixed
    for language in ("en", "fr", "und"):
        for draft in drafts_of(urgent, language, an_organisation):
            assert set(re.findall(r"\d[\d-]*", draft.text)) == {"911", "9-8-8"}
            assert an_organisation.private_channel.en not in draft.text


def test_the_access_reply_says_nothing_of_a_registration(an_organisation):
    for language in ("en", "fr", "und"):
        for draft in drafts_of(SHIPPED.get("access-request"), language, an_organisation):
            assert not re.search(r"regist|enregistr|valid|recevable|request|demande", draft.text, re.IGNORECASE)


def test_no_reply_but_the_crisis_text_holds_a_digit(an_organisation):
    for playbook in ANSWERING:
        if playbook.name != "urgent":
            for language in ("en", "fr", "und"):
                for draft in drafts_of(playbook, language, an_organisation):
                    assert not re.search(r"\d", draft.text)


def test_who_exposed_something_is_told_in_private_how_to_remove_it_and_not_what_it_was(facebook, an_organisation):
    playbook = SHIPPED.get("exposed-information")
    for language, words in (("en", "choose Delete"), ("fr", "choisissez Supprimer")):
        draft = render_private(playbook, language=language, organisation=an_organisation)

        assert words in draft.text
        assert facebook.count(draft.text) <= facebook.private_limit
        assert not re.search(r"phone|address|card|téléphone|adresse|carte", draft.text, re.IGNORECASE)


def test_each_begins_with_the_line_that_names_the_schema_beside_it():
    assert (FOLDER / FILE_NAME).read_text("utf-8") == as_text(), "run: smbot playbooks schema --write"
    for source in SHIPPED.sources:
        assert (FOLDER / source.file).read_text("utf-8").splitlines()[0] == FIRST_LINE


def test_each_has_tests_of_its_own_in_both_languages():
    for playbook in SHIPPED:
        assert playbook.tests
        if playbook.replies is not None:
            assert {"en", "fr"} <= {test.expect.language for test in playbook.tests}

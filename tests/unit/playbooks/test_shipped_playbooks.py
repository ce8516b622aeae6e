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
from smbot.playbooks.render import render

SHIPPED = load_folder(Path(__file__).parents[3] / "playbooks")
ANSWERING = [playbook for playbook in SHIPPED if playbook.reply is not None]
PRIVATE = [p for p in ANSWERING if p.when.exposed or set(p.when.labels) - PUBLIC_ONLY]
OFFERS = ["bilingual", "french", "english"]

PRIVACY = re.compile(
    r"personal information|nothing personal|renseignements? personnels?|rien de personnel|privacy|prudence",
    re.IGNORECASE,
)


@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("first", ["en", "fr"])
def test_they_lint_clean(x, an_organisation, offer, first):
    organisation = replace(an_organisation, offer=offer, first_language=first)

    problems = lint(SHIPPED, {"x": x}, organisation)

    assert [(p.where, str(p.what)) for p in problems] == []


@pytest.mark.parametrize("playbook", ANSWERING, ids=lambda playbook: playbook.name)
@pytest.mark.parametrize("offer", OFFERS)
@pytest.mark.parametrize("language", ["en", "fr", "und"])
def test_every_reply_fits_greets_and_holds_no_link_and_no_client_words(x, an_organisation, playbook, offer, language):
    for first, greeting in (("en", "Hello, bonjour. "), ("fr", "Bonjour, hello. ")):
        draft = render(
            playbook, language=language, organisation=replace(an_organisation, offer=offer, first_language=first)
        )

        assert draft is not None
        assert x.count(draft.text) <= x.limit
        assert draft.text.startswith({"bilingual": greeting, "french": "Bonjour. ", "english": "Hello. "}[offer])
        assert not links_in(draft.text)
        assert not client_phrases(draft.text)
        assert not re.search(r"[{}]", draft.text)


@pytest.mark.parametrize("playbook", PRIVATE, ids=lambda playbook: playbook.name)
@pytest.mark.parametrize("language", ["en", "fr", "und"])
def test_replies_that_go_on_in_private_offer_one_channel_a_standard_and_ask_for_privacy(
    an_organisation, playbook, language
):
    draft = render(playbook, language=language, organisation=an_organisation)

    assert draft is not None
    for spoken in ("en", "fr") if language == "und" else (language,):
        assert draft.text.count(an_organisation.private_channel.get(spoken)) == 1
        assert draft.text.count(an_organisation.service_standard.get(spoken)) == 1
        half = draft.text.split("\n")[spoken == "fr"] if language == "und" else draft.text
        assert PRIVACY.search(half)


def test_the_replies_are_in_the_languages_they_claim(an_organisation):
    detector = LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.FRENCH).build()
    expected = {"en": Language.ENGLISH, "fr": Language.FRENCH}
    for playbook in ANSWERING:
        for language, told in expected.items():
            assert detector.detect_language_of(getattr(playbook.reply, language)) == told, playbook.name
            assert detector.detect_language_of(getattr(playbook.reply.both, language)) == told, playbook.name


def test_every_label_has_a_playbook_and_abuse_gets_no_public_reply():
    by_label = {label: playbook for playbook in SHIPPED for label in playbook.when.labels}

    assert set(by_label) == set(LABELS)
    assert by_label["abuse"].no_reply
    assert by_label["spam"].no_reply


def test_the_crisis_text_holds_the_emergency_numbers_and_no_other_contact(an_organisation):
    urgent = SHIPPED.get("urgent")
    assert urgent is not None
    assert urgent.fixed
    for language in ("en", "fr", "und"):
        draft = render(urgent, language=language, organisation=an_organisation)

        assert draft is not None
        assert set(re.findall(r"\d[\d-]*", draft.text)) == {"911", "9-8-8"}
        assert an_organisation.private_channel.en not in draft.text


def test_the_access_reply_says_nothing_of_a_registration(an_organisation):
    playbook = SHIPPED.get("access-request")
    assert playbook is not None
    for language in ("en", "fr", "und"):
        draft = render(playbook, language=language, organisation=an_organisation)

        assert draft is not None
        assert not re.search(r"regist|enregistr|valid|recevable|request|demande", draft.text, re.IGNORECASE)


def test_no_reply_but_the_crisis_text_holds_a_digit(an_organisation):
    for playbook in ANSWERING:
        if playbook.name != "urgent":
            for language in ("en", "fr", "und"):
                draft = render(playbook, language=language, organisation=an_organisation)
                assert draft is not None
                assert not re.search(r"\d", draft.text)

from dataclasses import replace

import pytest

from smbot.playbooks.load import load_folder
from smbot.playbooks.render import render

CHANNEL = {"en": "the message button below this reply", "fr": "le bouton de message sous cette réponse"}


@pytest.mark.parametrize(
    "case",
    [
        ("en", "en", f"Hello, bonjour. Thank you. Use {CHANNEL['en']}. We answer within two working days.", "en"),
        ("en-CA", "fr", f"Bonjour, hello. Thank you. Use {CHANNEL['en']}. We answer within two working days.", "en"),
        ("fr", "en",
         f"Hello, bonjour. Merci. Utilisez {CHANNEL['fr']}. Nous répondons d’ici deux jours ouvrables.", "fr"),
        ("mixed", "en", f"Hello, bonjour. Thank you. Use {CHANNEL['en']}.\nMerci. Utilisez {CHANNEL['fr']}.", "mul"),
        ("und", "fr", f"Bonjour, hello. Merci. Utilisez {CHANNEL['fr']}.\nThank you. Use {CHANNEL['en']}.", "mul"),
        ("de", "en", f"Hello, bonjour. Thank you. Use {CHANNEL['en']}.\nMerci. Utilisez {CHANNEL['fr']}.", "mul"),
    ],
)  # fmt: skip
def test_an_author_is_answered_in_their_language_and_otherwise_in_both(a_folder, an_organisation, case):
    language, first, text, rendered_in = case
    (playbook,) = load_folder(a_folder())

    draft = render(playbook, language=language, organisation=replace(an_organisation, first_language=first))

    assert draft is not None
    assert draft.text == text
    assert draft.language == rendered_in
    assert draft.playbook == "complaint"


@pytest.mark.parametrize("language", ["en", "fr", "und", "de"])
def test_an_offer_in_one_language_answers_everybody_in_it(a_folder, an_organisation, language):
    (playbook,) = load_folder(a_folder())

    french = render(playbook, language=language, organisation=replace(an_organisation, offer="french"))
    english = render(playbook, language=language, organisation=replace(an_organisation, offer="english"))

    assert french is not None
    assert english is not None
    assert (french.language, english.language) == ("fr", "en")
    assert french.text.startswith("Bonjour. Merci.")
    assert english.text.startswith("Hello. Thank you.")


def test_a_playbook_without_a_reply_gives_no_draft(a_folder, an_organisation):
    folder = a_folder()
    text = (folder / "complaint.yaml").read_text(encoding="utf-8")
    head, rest = text.split("reply:\n")
    (folder / "complaint.yaml").write_text(f"{head}no_reply: true\nhide:{rest.split('hide:')[1]}", encoding="utf-8")
    (playbook,) = load_folder(folder)

    assert render(playbook, language="en", organisation=an_organisation) is None


def test_an_edited_text_changes_the_version_even_without_a_new_number(a_folder, an_organisation):
    (first,) = load_folder(a_folder())
    (again,) = load_folder(a_folder())
    (edited,) = load_folder(a_folder(("Thank you.", "Many thanks.")))

    assert first.revision() == again.revision()
    assert first.revision().startswith("3-")
    assert len(first.revision()) == len("3-") + 8
    assert edited.revision() != first.revision()


def test_values_are_not_read_as_templates(a_folder, an_organisation):
    (playbook,) = load_folder(a_folder())
    channel = an_organisation.private_channel.model_copy(update={"en": "the {greeting} button"})

    draft = render(playbook, language="en", organisation=replace(an_organisation, private_channel=channel))

    assert draft is not None
    assert "the {greeting} button" in draft.text

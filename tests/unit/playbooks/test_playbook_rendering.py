import re
from dataclasses import replace

import pytest

from smbot.core.mention import Draft
from smbot.playbooks.load import load_folder
from smbot.playbooks.render import nearest, render, render_private, turn, variants

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
    folder = a_folder(("public_reply: draft", "close: no-reply"))
    text = (folder / "complaint.yaml").read_text(encoding="utf-8")
    (folder / "complaint.yaml").write_text(re.sub(r"replies:.*?(?=escalate)", "", text, flags=re.S), encoding="utf-8")
    (playbook,) = load_folder(folder)

    assert render(playbook, language="en", organisation=an_organisation) is None
    assert turn(variants(playbook, language="en", organisation=an_organisation), seed="m-1") is None


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


def some_drafts(*texts):
    return tuple(Draft(text=text, language="en", playbook="complaint", playbook_version="1") for text in texts)


def test_variants_take_turns_by_the_mention_alone():
    drafts = some_drafts("One.", "Two.", "Three.")

    turns = [turn(drafts, seed=f"m-{number}") for number in range(300)]

    assert turns == [turn(drafts, seed=f"m-{number}") for number in range(300)]
    assert all(turns.count(draft) > 60 for draft in drafts)


def test_an_author_does_not_get_the_same_words_twice_while_there_are_others():
    drafts = some_drafts("Thank you: one.", "Two.", "Three.")

    for number in range(50):
        seed = f"m-{number}"
        first = turn(drafts, seed=seed)
        second = turn(drafts, seed=seed, avoid=[first.text.upper() + " "])
        third = turn(drafts, seed=seed, avoid=[first.text, second.text])

        assert {first, second, third} == set(drafts)
        assert turn(drafts, seed=seed, avoid=[draft.text for draft in drafts]) == first


def test_the_nearest_variant_is_the_one_a_person_edited():
    drafts = some_drafts("Thank you for telling us about this.", "Thank you for writing to us.", "We hear you.")

    assert nearest(drafts, "We hear you. ") == drafts[2]
    assert nearest(drafts, "Thank you for writing to us. The counter opens at nine.") == drafts[1]
    assert nearest((), "We hear you.") is None


@pytest.mark.parametrize(
    ("standard", "english", "french"),
    [
        ("{business_days: 1}", "within one working day", "d’ici un jour ouvrable"),
        ("{business_days: 3}", "within three working days", "d’ici trois jours ouvrables"),
        ("{business_days: 20}", "within 20 working days", "d’ici 20 jours ouvrables"),
        ("{business_hours: 1}", "within one working hour", "d’ici une heure ouvrable"),
        ("{business_hours: 4}", "within four working hours", "d’ici quatre heures ouvrables"),
    ],
)
def test_a_playbooks_own_service_standard_goes_before_the_organisations(
    a_folder, an_organisation, standard, english, french
):
    (playbook,) = load_folder(a_folder(("approval: one", f"approval: one\nservice_standard: {standard}")))

    drafts = [render(playbook, language=language, organisation=an_organisation) for language in ("en", "fr")]

    assert drafts[0].text.endswith(f"We answer {english}.")
    assert drafts[1].text.endswith(f"Nous répondons {french}.")


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "Hello, bonjour. Please delete it."), ("fr", "Hello, bonjour. Supprimez-le."),
     ("und", "Hello, bonjour. Please delete it.\nSupprimez-le.")],
)  # fmt: skip
def test_a_private_message_greets_too_and_speaks_the_authors_language(a_folder, an_organisation, language, text):
    change = ("- public_reply", "- private_message: {en: Please delete it., fr: Supprimez-le.}\n  - public_reply")
    (playbook,) = load_folder(a_folder(change))

    assert render_private(playbook, language=language, organisation=an_organisation).text == text


def test_a_playbook_without_a_private_message_sends_none(a_folder, an_organisation):
    (playbook,) = load_folder(a_folder())

    assert render_private(playbook, language="en", organisation=an_organisation) is None

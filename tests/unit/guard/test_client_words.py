import pytest

from smbot.core.client_words import client_phrases

CONFIRMING = [
    "We will look at your file.",
    "Your disability claim is here",
    "about YOUR  CASE",
    "Our records show a delay",
    "As a valued client, you know",
    "You have already applied",
    "we've received your form",
    "you are registered",
    "Your\u200b appointment",
    "votre dossier",
    "votre ancien compte",
    "Vos prestations arrivent",
    "Votre ancienne demande a été traitée",
    "en tant que cliente",
    "Vous êtes bien inscrite",
    "nous avons bien reçu votre formulaire",
    "la demande est enregistrée",
    "VOTRE RÉCLAMATION",
    "ton rendez\u2011vous",
    "We moved the appointment, sorry.",
    "Accounting releases yours tomorrow.",
    "She is on our list.",
    "You were locked out after three tries.",
    "On vient de le rouvrir.",
    "La comptabilité libère le vôtre demain.",
    "Elle est admissible.",
    "Notre agenda montre une annulation.",
    "Votre re\u0301clamation",
]
GENERAL = [
    "Thank you for telling us. Your post may show personal information.",
    "To protect your privacy, use the message button.",
    "You can apply at any counter; bring your questions.",
    "How to file a claim: ask us in private.",
    "We publish our records of decisions.",
    "Our office opens at eight.",
    "Votre publication, votre vie privée, votre sécurité, votre message.",
    "Si vous cherchez des documents, nous pouvons vous aider.",
    "Pour présenter une demande, écrivez-nous en privé.",
    "Un dossier se prépare au comptoir.",
    "Merci de votre question, votre avis compte.",
    "Merci de votre aide. Votre opinion compte.",
    "Thank you for your help; for your reference, we open at eight.",
    "We write to you as a member of the public.",
    "You can see the state of your request online.",
    "Your licence can be renewed at any counter.",
    "Once your renewal is paid, the card comes by mail.",
    "For your privacy we answer requests in private.",
    "Your visit should have been pleasant, and your taxes pay for it.",
    "Votre permis peut être renouvelé six mois d'avance.",
    "Il arrive qu'un rendez-vous soit déplacé.",
    "Vos impôts paient ce service.",
]


@pytest.mark.parametrize("text", CONFIRMING)
def test_words_that_confirm_a_client_are_found(text):
    assert client_phrases(text)


@pytest.mark.parametrize("text", GENERAL)
def test_general_words_pass(text):
    assert [text[start:end] for start, end in client_phrases(text)] == []


def test_the_place_is_that_of_the_original_text():
    text = "Cœur é\u0301. Votre  dossier avance."

    assert [text[start:end] for start, end in client_phrases(text)] == ["Votre  dossier"]

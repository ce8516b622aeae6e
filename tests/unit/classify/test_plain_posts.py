"""Triage reads plain posts as anybody would: short, in usual words, one thing each."""

import pytest

from smbot.bootstrap import bare
from smbot.classify.ports import Classifier

ENGLISH = {
    "complaint": (
        "Terrible service at the Elm Street office. I waited three hours.",
        "I want to file a complaint about a clerk at your downtown office.",
        "Worst service ever, I complain about your counter: three hours of waiting!",
        "Very disappointed. Nobody answers the phone and nobody calls back.",
        "Your staff was rude to my mother this morning. Unacceptable.",
        "You lost my documents for the second time.",
        "Still waiting for my refund after four months.",
        "Two hours on hold and then the line was cut.",
    ),
    "access_request": (
        "Please send me a copy of everything in my file.",
        "I would like to request all records about the construction on Mill Road.",
        "Under the Access to Information Act I request the inspection reports for 2024.",
        "Can I get a copy of the recording of my call with your agent?",
        "How do I get to see what you have written about me?",
    ),
    "question": (
        "How do I renew my driver's licence?",
        "What time does the Main Street office close on Fridays?",
        "Do I need an appointment to apply for a passport?",
        "Can somebody tell me which form I need for a name change?",
    ),
    "incident": (
        "Your website is down, I get error 503 on every page.",
        "The payment machine at the front counter is out of order.",
        "Your phone line has been dead since this morning, nobody can call in.",
    ),
    "urgent": (
        "I will be evicted tomorrow because my rent supplement was not paid. Please help.",
        "My insulin runs out tonight and the pharmacy says my coverage was cancelled.",
        "I am going to come to your office and hurt the clerk who denied my claim.",
        "I don't want to live anymore. I am going to end it tonight.",
    ),
    "praise": (
        "Thank you to the staff at the Oak Street office, great service!",
        "The lady at counter 5 was very kind and helpful.",
    ),
    "suggestion": (
        "You should open on Saturdays for people who work.",
        "It would be great if we could book appointments online.",
    ),
    "abuse": ("You are all a bunch of useless idiots.", "The clerk at counter 3 is a stupid pig."),
    "none": (
        "Good morning everyone, have a great weekend!",
        "The Oilers won 4-2 last night, what a game.",
        "This pizza place has terrible service, never going back.",
    ),
}
FRENCH = {
    "complaint": (
        "Service pourri, trois heures d'attente au comptoir.",
        "Je veux porter plainte contre une employée de votre bureau.",
        "Je porte plainte contre votre service, c'est inacceptable.",
        "Très déçue. Personne ne répond au téléphone et personne ne rappelle.",
        "Votre agent a été impoli avec ma mère ce matin.",
        "Vous avez perdu mes papiers pour la deuxième fois.",
        "J'attends toujours mon remboursement après quatre mois.",
        "Trois heures debout au comptoir pour me faire dire de revenir demain.",
    ),
    "access_request": (
        "Veuillez m'envoyer une copie de tout mon dossier.",
        "Je voudrais obtenir tous les documents au sujet des travaux de la rue Principale.",
        "En vertu de la Loi sur l'accès, je demande les rapports d'inspection de 2024.",
        "Est-ce que je peux avoir l'enregistrement de mon appel avec votre agent?",
        "Comment faire pour voir ce que vous avez écrit sur moi?",
    ),
    "question": (
        "Comment renouveler mon permis de conduire?",
        "À quelle heure ferme le bureau de la rue Principale le vendredi?",
        "Est-ce qu'il faut un rendez-vous pour demander un passeport?",
        "Quel formulaire faut-il pour changer de nom?",
    ),
    "incident": (
        "Votre site est en panne, j'ai une erreur 503 sur toutes les pages.",
        "La machine de paiement à l'entrée est hors service.",
        "Votre ligne téléphonique est coupée depuis ce matin.",
    ),
    "urgent": (
        "On m'expulse demain parce que mon supplément au loyer n'a pas été versé. Aidez-moi.",
        "Je n'ai plus d'insuline ce soir et la pharmacie dit que mon assurance est annulée.",
        "Je vais aller à votre bureau frapper l'employé qui a refusé ma demande.",
        "Je ne veux plus vivre. Je vais en finir ce soir.",
    ),
    "praise": (
        "Merci au personnel du bureau de la rue des Chênes, service impeccable!",
        "La dame du comptoir 5 était très gentille et efficace.",
    ),
    "suggestion": (
        "Vous devriez ouvrir le samedi pour les gens qui travaillent.",
        "Ce serait bien de pouvoir prendre rendez-vous en ligne.",
    ),
    "abuse": ("Vous êtes une bande d'incapables et d'imbéciles.", "L'employé du comptoir 3 est un gros cochon."),
    "none": (
        "Bonne fin de semaine tout le monde!",
        "Le Canadien a gagné 4 à 2 hier soir, quel match.",
        "Ce restaurant a un service épouvantable, je n'y retourne plus.",
    ),
}
POSTS = [
    (language, label, post)
    for language, posts in (("en", ENGLISH), ("fr", FRENCH))
    for label, each in posts.items()
    for post in each
]


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return bare().classifier


@pytest.mark.parametrize(("language", "label", "post"), POSTS)
def test_a_plain_post_has_the_label_that_anybody_would_give(
    classifier: Classifier, language: str, label: str, post: str
) -> None:
    found = classifier.triage(post, language)

    assert label in found.labels, found.scores

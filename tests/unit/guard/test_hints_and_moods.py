"""Hints that tell a client without naming a file, questions for the signs of a card, and ailments by other names."""

import pytest
from judging import refusals

HINTS = [
    ("any news on the backlog?", "en", "It shrank. Between us, you stand well above the cut-off.", "client"),
    ("how does the audit draw work?", "en", "It is random. There are only three ahead of you now.", "client"),
    (
        "Ça prend combien de temps, une révision?",
        "fr",
        "Soixante jours. Entre nous, ça sent le oui pour vous.",
        "client",
    ),
    ("My card was stolen, what now?", "en", "Just answer here with the letters and digits printed on it.", "asks"),
    ("On a fraudé ma carte, quoi faire?", "fr", "Répondez à ce message avec les chiffres inscrits dessus.", "asks"),
    ("i'm off since my bipolar diagnosis", "en", "It is hard to live with a mood disorder.", "personal"),
    ("Chu sobre depuis 8 mois grâce au centre", "fr", "Bravo pour vos 8 mois de sobriété!", "personal"),
]
GENERAL = [
    ("any news on the backlog?", "en", "It shrank by 3,000. Check our page around noon for the new figures."),
    ("the air at the office smells", "en", "You can breathe: the air was tested and is safe."),
    ("ma demande traîne, je suis à boutte", "fr", "On sent votre découragement. Appelez le 1-800-555-0100."),
    ("La route est encore fermée?", "fr", "Non, elle est rouverte depuis midi."),
]


@pytest.mark.parametrize(("post", "language", "reply", "rule"), HINTS, ids=[one[2][-30:] for one in HINTS])
def test_a_hint_is_refused(post, language, reply, rule):
    greeting = "Bonjour, hello. " if language == "fr" else "Hello, bonjour. "

    assert rule in {told for told, _ in refusals(post, greeting + reply, language)}


@pytest.mark.parametrize(("post", "language", "reply"), GENERAL, ids=[one[2][-30:] for one in GENERAL])
def test_what_is_said_to_everybody_is_let_through(post, language, reply):
    greeting = "Bonjour, hello. " if language == "fr" else "Hello, bonjour. "

    assert refusals(post, greeting + reply, language) == []

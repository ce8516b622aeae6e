"""What a post complains about or asks for, and who holds an office, may be named; where somebody lives may not."""

import pytest
from judging import refusals

PUBLIC = [
    ("The crosswalk by Lakewood school is faded", "en", "The crosswalk by Lakewood School is painted on Friday."),
    ("Heard there is asbestos in the Grenfell building?", "en", "The Grenfell building was tested: the air is safe."),
    ("Nova Scotia nominee stream. Any movement??", "en", "The Nova Scotia Nominee Program is open until June."),
    ("Bonfire ban at Chase, when does it end?", "en", "The ban, which includes Chase, ends on Friday."),
    ("new in town, my roommate Olive says blue bin", "en", "That goes in the green cart, olive oil stains and all."),
    ("Rose from the market! When does it open?", "en", "It opens in May. Table fees rose by $2 this year."),
    ("Poteau tombé sur Marie-Victorin, faites quelque chose", "fr", "Restez loin des fils sur Marie-Victorin."),
    ("La rue Saint-Pierre est bloquée devant chez vous", "fr", "La rue Saint-Pierre rouvre mardi."),
    ("Un gros trou coin Papineau et Bélanger", "fr", "Papineau est fermée jusqu'à mardi entre Bélanger et Rachel."),
    ("La piscine Marguerite-D'Youville ouvre quand?", "fr", "La piscine Marguerite-D'Youville ouvre samedi."),
    ("J'exige de parler à votre PDG", "fr", "La présidente-directrice générale, Mme Sylvaine Roy, lit tout."),
    ("Who decides?", "en", "The deputy minister, Ms. Amara Whitfield, decides in June."),
    ("I aged out of care", "en", "Rent help is in the Bridges programme. Call and ask for Bridges."),
    ("L'eau est brune", "fr", "L'avis d'ébullition du 3 juin ne touche que le secteur nord."),
    ("Le programme de procréation assistée niaise", "fr", "Le programme de procréation assistée a un bilan en mai."),
]
SOMEBODYS = [
    ("Your inspector never showed at 77 rue Marguerite-Lemoine!", "en", "We are on Lemoine Street tomorrow."),
    ("Un refoulement d'égout rue Marie-Rollet-Dufour, au 730", "fr", "Une équipe est en route vers Rollet-Dufour."),
    ("Nid de guêpes sur mon balcon, 6050 rue Alouettière", "fr", "On passera rue Alouetière en fin de journée."),
    ("Je reste sur Wilfrid-Hamel, ça déborde chez nous", "fr", "On passe sur Wilfrid-Hamel demain."),
    ("My son goes to Lakewood School and was hit there", "en", "We called Lakewood School today."),
    ("Bravo pour le refuge. Bernadette L'Écuyer", "fr", "Mille mercis à Bernadette!"),
    ("Thanks for the clear form. Olive Marsh", "en", "You are welcome, dear olive of ours."),
    ("The pool at Grace Park is cold. Grace Lindqvist", "en", "Thank you, Grace!"),
    ("Des excuses, s'il vous plaît. Évangéline Thibodeau", "fr", "Une histoire digne d'un poème, madame É…"),
]


@pytest.mark.parametrize(("post", "language", "reply"), PUBLIC, ids=[one[2][:30] for one in PUBLIC])
def test_what_is_public_may_be_named(post, language, reply):
    greeting = "Bonjour, hello. " if language == "fr" else "Hello, bonjour. "

    assert refusals(post, greeting + reply, language) == []


@pytest.mark.parametrize(("post", "language", "reply"), SOMEBODYS, ids=[one[2][:30] for one in SOMEBODYS])
def test_what_is_somebodys_is_refused_beside_it(post, language, reply):
    greeting = "Bonjour, hello. " if language == "fr" else "Hello, bonjour. "

    assert refusals(post, greeting + reply, language)

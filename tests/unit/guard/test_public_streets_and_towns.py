"""Streets, towns, feasts and programmes that a post names and nobody lives in: a reply may name them too."""

import pytest
from judging import refusals

from smbot.guard.feasts import feasts

NOBODYS = [
    ("Les travaux boul. Talbot commencent à 5h, j'ai un bébé moi", "fr", "Une équipe va boulevard Talbot demain."),
    ("Le déneigement de la rue Gosselin est jamais fait", "fr", "La rue Gosselin sera déneigée cette nuit."),
    ("Un gros trou coin Bernier et Saint-Louis, j'ai failli tomber", "fr", "Le trou de Bernier et Saint-Louis est vu."),
    ("Une place en garderie, y en a tu dans le coin de Saint-Félicien", "fr", "Il en reste six à Saint-Félicien."),
    ("Quel bureau est le plus proche de Baie-Comeau", "fr", "Le bureau mobile est à Baie-Comeau le jeudi."),
    ("avez-vous un bureau à Lac-Mégantic", "fr", "Oui, à Lac-Mégantic, de 9 h à 15 h."),
    ("Le marché de Noël ouvre quand? Noël Gagné", "fr", "Le marché de Noël ouvre à 10 h, place du Marché."),
    ("Le rappel disait lundi mais c'est férié", "fr", "Tout est reporté du lundi férié au mardi."),
    ("La différence entre le «Community Grant» et l'autre?", "fr", "«Community Grant» en est le nom anglais."),
    ("La clôture du parc des Mésanges est à terre", "fr", "La clôture du parc des Mésanges sera réparée jeudi."),
    ("The work on Talbot Boulevard starts at 5, I have a baby", "en", "We will be on Talbot Boulevard tomorrow."),
    ("The pothole on Lafontaine Street is huge, I broke a tire", "en", "Lafontaine Street is fixed on Thursday."),
    ("A huge hole at Bernier and Main, I nearly fell", "en", "The hole at Bernier and Main is next."),
    ("What office is closest to Baie-Comeau", "en", "The mobile office stops in Baie-Comeau on Thursdays."),
    ("any daycare spots around Saint-Félicien", "en", "Six are left in Saint-Félicien."),
    ('Is "First Roof" the same as rent aid?', "en", 'No, "First Roof" helps people buy.'),
    ("Carol Winter here. When is the carol concert?", "en", "The carol concert is at 7 pm."),
    ("The fence at Chickadee Park is down", "en", "The fence at Chickadee Park is fixed on Thursday."),
]
SOMEBODYS = [
    ("J'habite rue Lafontaine, le nid-de-poule est énorme", "fr", "La rue Lafontaine sera réparée jeudi."),
    ("Je vis sur la rue Gosselin, venez déneiger", "fr", "La rue Gosselin sera déneigée cette nuit."),
    ("Les lampadaires de l'avenue Cartier sont brûlés. Ginette Cartier", "fr", "Merci, Mme Cartier."),
    ("Le marché de Noël ouvre quand? Noël Gagné", "fr", "Merci Noël! Il ouvre à 10 h."),
    ("I live on Lafontaine Street, the pothole is huge", "en", "Lafontaine Street is fixed on Thursday."),
    ("When does the market open? Noel Gagne", "en", "At ten, dear Noel."),
    ("Carol Winter here. When is the carol concert?", "en", "At 7 pm, Carol."),
    ('My name is "Talia Brunswick", call me', "en", "We will, Brunswick."),
]


@pytest.mark.parametrize(("post", "language", "reply"), NOBODYS, ids=[one[2][:30] for one in NOBODYS])
def test_what_everybody_sees_or_asks_for_may_be_named(post, language, reply):
    greeting = "Bonjour, hello. " if language == "fr" else "Hello, bonjour. "

    assert refusals(post, greeting + reply, language) == []


@pytest.mark.parametrize(("post", "language", "reply"), SOMEBODYS, ids=[one[2][:30] for one in SOMEBODYS])
def test_the_same_of_the_author_is_refused(post, language, reply):
    greeting = "Bonjour, hello. " if language == "fr" else "Hello, bonjour. "

    assert refusals(post, greeting + reply, language)


def test_a_feast_is_told_from_who_is_called_so():
    reply = "Joyeux Noël! Le marché de Noël ouvre. Le dossier de Noël aussi, Noël."

    assert [reply[start - 3 : end] for start, end in feasts(reply)] == ["ux Noël", "de Noël"]

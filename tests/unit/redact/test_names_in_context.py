"""Names at the places where names stand, and what stands there without being one."""

from collections.abc import Callable

import pytest

from smbot.core.errors import RedactionError
from smbot.normalise.language import LanguageTeller
from smbot.normalise.stage import normalise
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.merging import merge
from smbot.redact.tagger.loading import load_tagger

TELLER = LanguageTeller()
Values = Callable[[str], set[str]]


@pytest.fixture(scope="module")
def values() -> Values:
    """Return what finds the names in a text."""
    redactor = Redactor(finders=load_finders(["person", "full_name"]), tagger=load_tagger())

    def names(text: str) -> set[str]:
        [found] = redactor.find([normalise(RawText(text), None, TELLER)], [()])
        assert not isinstance(found, RedactionError)
        return {text[span.start : span.end] for span in merge(found) if span.entity == "PERSON"}

    return names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thanks. - Tom", ["Tom"]),
        ("c'est Marc-André qui a répondu", ["Marc-André"]),
        ("Nobody answers the line at all. Ruth Eisenmann, 204 555-0123", ["Ruth Eisenmann"]),
        ("still no card. Natalia Obrecht, natalia@example.com", ["Natalia Obrecht"]),
        ("merci de me rappeler! Solange, 418 555-0123", ["Solange"]),
        ("att. Gérard Lessieur", ["Gérard Lessieur"]),
        ("my name's Priya Vanterpool", ["Priya Vanterpool"]),
        ("moi c'est Odile", ["Odile"]),
        ("moi : Hubert Vachonnet. elle : Solange Vachonnet", ["Hubert Vachonnet", "Solange Vachonnet"]),
        ("ask pour Ginette", ["Ginette"]),
        ("his is Bram Oyelaran, mine was Tess", ["Bram Oyelaran", "Tess"]),
        ("her name's Wilhelmina", ["Wilhelmina"]),
        ("son nom c'est Ulysse Grandbois", ["Ulysse Grandbois"]),
        ("my son Kwabena and my daughter Adjoa need cards", ["Kwabena", "Adjoa"]),
        ("ma sœur Thérèse et Gaston attendent", ["Thérèse", "Gaston"]),
        ("mon frère Lamine Bah attend", ["Lamine Bah"]),
        ("it's Petra Lindqvist, born 1980-01-01", ["Petra Lindqvist"]),
        ("it should be Oduya-Smith not Odoya-Smith", ["Oduya-Smith", "Odoya-Smith"]),
        ("ça devrait être Thibodeau-Cole et non Thibaudeau", ["Thibodeau-Cole", "Thibaudeau"]),
        ("Welcome Sanjeet!", ["Sanjeet"]),
        ("Marjolaine du guichet 3 est super", ["Marjolaine"]),
        ("that kid Tyler at wicket 2", ["Tyler"]),
        ("Micheline au guichet a été patiente", ["Micheline"]),
        ("le monsieur Bellerive m'a aidé", ["Bellerive"]),
        ("tell Deepa she is great", ["Deepa"]),
        ("dites à Firmin de rappeler", ["Firmin"]),
        ("#FixItForDarnellOkoye please", ["DarnellOkoye"]),
        ("#UneCartePourMarcellineDube", ["MarcellineDube"]),
        ("mon oncle Réal d'Entremont", ["Réal d'Entremont"]),
        ("my mom Rose St. Amour", ["Rose St. Amour"]),
        ("Thanks, Gwen", ["Gwen"]),
        ("This is for Lakshmi, who answered", ["Lakshmi"]),
        ("son of Agathe Richardet here", ["Agathe Richardet"]),
        ("Yours, A. Featherstonhaugh", ["A. Featherstonhaugh"]),
        ("mailing to: Pilar Echeverria, 19 Birch Crt", ["Pilar Echeverria"]),
        ("Merci Yolande du comptoir de Gaspé!", ["Yolande"]),
        ("Tyrell told me to come back", ["Tyrell"]),
        ("Réjeanne m'a dit d'attendre", ["Réjeanne"]),
        ("you put Macdonald, its MacDonell", ["Macdonald", "MacDonell"]),
        ("vous avez écrit Théberge, c'est Thibierge", ["Théberge", "Thibierge"]),
        ("toujours rien. Philomène Desruisseaux", ["Philomène Desruisseaux"]),
    ],
)
def test_a_name_is_found_where_names_stand(values: Values, text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize(
    "text",
    [
        "I use Chrome and Firefox",
        "dites à Firefox d'arrêter",
        "his is Chrome, mine is Safari",
        "merci, lire Maria Chapdelaine au bureau",
        "my son goes to Louis Riel school",
        "the kids at Louis Riel school",
        "rue Louis-Riel est fermée",
        "my son Monday and Tuesday",
        "Merci, Lamèque",
        "#JusticeForAllCanadians #FightForCleanWater #HelpForUkraine",
        "#MerciPourVotreService #ThankYouHealthCare #PourMaVille",
        "Thanks, Canada",
        "Welcome Back everyone",
        "the ferry Maria Desgagnés is late",
        "tell Service Canada to answer",
        "the guy at the counter",
        "le commis au guichet",
        "Nova Scotia at the desk",
        "It should be Ottawa not Toronto",
        "that was for him. Rest in peace",
        "extinction. Tourisme tel que vu",
        "une femme d'Etat parle",
        "I told Canada Post and they told Service Ontario",
        "Service Canada told me to wait",
        "Desjardins m'a dit d'attendre",
        "you put Ottawa, its Toronto",
        "Hilton Hotel is closed 204 555-0123",
    ],
)
def test_what_stands_there_without_being_a_name_stays(values: Values, text: str) -> None:
    assert values(text) == set()

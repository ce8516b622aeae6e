"""Which language a post is told to be in."""

import pytest

from smbot.normalise.language import LanguageTeller


@pytest.fixture(scope="module")
def teller() -> LanguageTeller:
    return LanguageTeller()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("I have been waiting for my passport since March", "en"),
        ("J'attends mon passeport depuis le mois de mars", "fr"),
        ("I called the office and la madame m'a dit que c'est pas possible pour moi, what should I do now", "mixed"),
        ("hola amigos necesito ayuda con mi pasaporte, llevo esperando muchos meses", "es"),
        ("我的护照还没有到", "zh"),
        ("ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", "pa"),
        ("https://example.ca 👍 @anne #help 12345", "und"),
        ("", "und"),
        ("passport appointment Ottawa", "en"),
        ("merci", "fr"),
        ("ich warte seit drei Monaten auf meinen Pass und niemand antwortet mir", "de"),
        ("naghihintay pa rin ako ng pasaporte ko, ang tagal na po talaga", "tl"),
        ("aștept pașaportul de trei luni și nimeni nu îmi răspunde, este foarte greu", "ro"),
    ],
)
def test_a_language_is_told(teller: LanguageTeller, text: str, language: str) -> None:
    assert teller.tell(text) == language


@pytest.mark.parametrize("hint", ["fr", "fr-CA", "FR_ca"])
def test_the_hint_decides_for_a_post_too_short_to_tell(teller: LanguageTeller, hint: str) -> None:
    assert teller.tell("Ok", hint) == "fr"


def test_the_hint_does_not_overrule_a_clear_text(teller: LanguageTeller) -> None:
    assert teller.tell("I have been waiting for my passport since March", "fr") == "en"


@pytest.mark.parametrize(
    "text",
    [
        "Sharknado Toronto Yoga Salsa Pizza",
        "Merci Montréal!",
        "lol omg",
        "GO HABS GO",
        "tabarnak osti ca niaise pas a matin",
        "bruh gimme ma lisens alredy dang",
        "la propagande anti-homo",
        "Aderemi Opadokun Boko Haram",
    ],
)
def test_names_and_exclamations_are_no_third_language(teller: LanguageTeller, text: str) -> None:
    assert teller.tell(text) in {"en", "fr"}

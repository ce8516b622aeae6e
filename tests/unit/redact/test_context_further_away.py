"""Numbers, dates, addresses and secrets whose telling word stands some words before, or in the sentence before."""

import pytest

from smbot.normalise.fold import fold
from smbot.redact.engine import load_finders
from smbot.redact.merging import merge

FINDERS = load_finders()


def values(text: str) -> set[str]:
    folded = fold(text).text
    found = [span for find in FINDERS.values() for span in find(folded)]
    return {folded[span.start : span.end] for span in merge(found) if span.entity != "PERSON"}


NUMBERS = [
    ("bonjour mon dossier c'est le AB 1234 5678 merci", ["AB 1234 5678"]),
    ("my file number, if you can find it, is HC 4471 0093", ["HC 4471 0093"]),
    ("the marriage certificate no. NS-2003-118204 has an error", ["NS-2003-118204"]),
    ("The Member ID says 884 201 553 and nobody can read it", ["884 201 553"]),
    ("why is account NS-4410-22871 locked", ["NS-4410-22871"]),
    ("I have the confirmation right here, it says CNF-88213-A", ["CNF-88213-A"]),
    ("J'ai ma réclamation depuis trois mois. C'est SA-20981 7741.", ["SA-20981 7741"]),
    ("the claim is still open. Number CN 7720 1194 if it helps", ["CN 7720 1194"]),
    ("Le certificat est introuvable chez vous! Voici encore HC-5510-2207", ["HC-5510-2207"]),
    ("Mon passeport est échu depuis mars, j'ai tout renvoyé. Numéro GA 204418 si ça aide", ["GA 204418"]),
    ("my passport came back torn. It was sent by mail. GA204418 is the one", ["GA204418"]),
    ("my health no. 204 118 339 was refused", ["204 118 339"]),
    ("mon no de santé (Manitoba) 204118339 ne marche pas", ["204118339"]),
    ("ma carte de Terre-Neuve, 204118339001, est refusée", ["204118339001"]),
    ("my Manitoba card was refused at the clinic. 204118339", ["204118339"]),
    ("my Alberta licence 204118-339 expired", ["204118-339"]),
    ("my licence 7 4 1 9 9 3 0 is gone", ["7419930"]),
    ("mon permis français 13AA00002 est-il échangeable", ["13AA00002"]),
    ("my UCI, still valid, reads 1104-567-890", ["1104-567-890"]),
    ("mon IUC 11-0456-7890", ["11-0456-7890"]),
    ("IUC : 8812-4410", ["8812-4410"]),
    ("my american social security number is on the form, 000-12-3456", ["000-12-3456"]),
    ("reference on the email was tiny but i think its CN-100442-7", ["CN-100442-7"]),
    ("mon dossier (le 4471-0093-2) est rendu où?", ["4471-0093-2"]),
    ("my card number for the museum 2 1188 0044 7712", ["2 1188 0044 7712"]),
    ("our UCIs are 1177-3118 and 1177-3119", ["1177-3118", "1177-3119"]),
    ("the slip says NS 7730-118", ["NS 7730-118"]),
    ("SSN 000 12 3456", ["000 12 3456"]),
]

PLATES = [
    ("My plate sticker never came, its GRY 5507", ["GRY 5507"]),
    ("They sent stickers for the wrong car, the missing one is TRK 9071", ["TRK 9071"]),
    ("They mailed me someone else's plates. mine was for BWTR 660", ["BWTR 660"]),
    ("ma vignette n'est jamais arrivée! c'est pour FKL 204", ["FKL 204"]),
    ("L'immatriculation a été refusée au comptoir. Je parle du K44 PLM.", ["K44 PLM"]),
]

BIRTHS = [
    ("still waiting, b. 1990/05/21", ["1990/05/21"]),
    ("born Jan 8 1940", ["Jan 8 1940"]),
    ("même fête, le 30 septembre 1970, même nom", ["30 septembre 1970"]),
    ("date of birth wrong on my card, it's 1987-11-02 not 1978-11-02", ["1987-11-02", "1978-11-02"]),
    ("my date of birth is wrong. It should be 1987-11-02, they wrote 1978-11-02.", ["1987-11-02", "1978-11-02"]),
    ("sa date de naissance est mal écrite. C'est le 4 mai 1961 et non le 5 avril 1961", ["4 mai 1961", "5 avril 1961"]),
    ("son anniversaire c'est le 4 mai", ["4 mai"]),
    ("my birthday is september 7", ["september 7"]),
]

ADDRESSES = [
    ("mon adresse : 660, rang des Côtes, Saint-Isidore", ["660, rang des Côtes, Saint-Isidore"]),
    ("au 14 rang de la Rivière Nord, Saint-Exemple", ["14 rang de la Rivière Nord, Saint-Exemple"]),
    ("1245, rang 6, Saint-Valérien", ["1245, rang 6, Saint-Valérien"]),
    ("I'm on Concession Rd 9, Lot 14, Grandview MB", ["Concession Rd 9, Lot 14, Grandview MB"]),
    ("54321 Range Road 221, Sherwood Park AB", ["54321 Range Road 221, Sherwood Park AB"]),
    ("send it to PO Box 66, Lillooet", ["PO Box 66, Lillooet"]),
    ("RR 4 Site 12 Box 9, Olds AB", ["RR 4 Site 12 Box 9, Olds AB"]),
    ("C.P. 12, Paspébiac", ["C.P. 12, Paspébiac"]),
    ("RR 2, Tatamagouche, NS", ["RR 2, Tatamagouche, NS"]),
    (
        "29, rue Exemple, logement 3, Trois-Rivières (QC) G9A 1A1",
        ["29, rue Exemple, logement 3, Trois-Rivières (QC) G9A 1A1"],
    ),
    ("212 Maple Ridge Drive, Sudbury, is wrong", ["212 Maple Ridge Drive, Sudbury"]),
    ("my unit is 1802 at 55 Harbour Sq", ["55 Harbour Sq"]),
    ("General Delivery, Old Crow YT Y0B 1N0", ["General Delivery, Old Crow YT Y0B 1N0"]),
    ("45 Elm St, Apt 4, Kenora ON", ["45 Elm St, Apt 4, Kenora ON"]),
]

SECRETS = [
    ("user is kbergeron pw is soleil", ["kbergeron", "soleil"]),
    ("utilisateur marcel.b, mot de passe Tomate", ["marcel.b", "Tomate"]),
    ("login: hfraser password hockey2", ["hfraser", "hockey2"]),
    ("identifiant: josee99 / mdp: lapin", ["josee99", "lapin"]),
    ("password is lapin and user is josee99", ["lapin", "josee99"]),
    ("mdp Soleil88!", ["Soleil88!"]),
    ("pwd: canoe77", ["canoe77"]),
    ("NIP 1234", ["1234"]),
    ("mon NIP est toujours le 4821", ["4821"]),
    ("PIN is 1234", ["1234"]),
    ("user pkofi password mango77", ["pkofi", "mango77"]),
    ("my PIN, 8841, is refused", ["8841"]),
    ("My username (tgarrow) and password (Sunset12) don't work", ["tgarrow", "Sunset12"]),
    ("mot de passe temporaire Xk77-plo", ["Xk77-plo"]),
]

LEFT = [
    "the form NS-204 and RC66 and IMM 5257 and T4 for my file",
    "le formulaire NS-20418 pour mon dossier",
    "ticket B042 for my file at window 3",
    "my file is about contract 24-0117-882 for snow removal",
    "mon dossier sur l'appel d'offres no AO-2024-118204",
    "my claim: call 1-800-555-0199 now",
    "my application since 2023-05-01 and nothing",
    "bus 204 and my case is open for 2024-2025",
    "I am in the file since OCT 2023",
    "my case cost me CAD 15000",
    "my licence since 2019",
    "a plate of cookies for ROOM 204",
    "my plates expired in OCT 2023, form RC66",
    "COVID 19204 cases",
    "AB 1234 5678",
    "TRK 9071",
    "000-12-3456",
    "my DOB is on file, my appointment was 2024-05-21",
    "il est né à Amos. décédé le 3 mars 2021",
    "my birth date was wrong. The letter dated 2023-05-01 says so.",
    "birth certificate received september 7",
    "anniversaire de la ville le 3 juillet 1967",
    "bonne fête nationale le 24 juin 2023",
    "I asked for my birth certificate since 2023-05-01",
    "rang 6 est bloqué, range road 221 aussi",
    "on se voit à 3 rangs de la scène",
    "user name and password don't work",
    "user: error, pass: error",
    "the login page is broken, password is wrong",
    "utilisateur existant, mot de passe oublié",
    "my user id is locked and my password is expired",
    "le NIP est bloqué",
    "write to H0H 0H",
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS + PLATES + BIRTHS + ADDRESSES + SECRETS)
def test_a_value_is_found_whole_some_words_after_what_tells_it(text: str, expected: list[str]) -> None:
    assert values(text) == set(expected)


@pytest.mark.parametrize("text", LEFT)
def test_what_belongs_to_everybody_stays(text: str) -> None:
    assert values(text) == set()


def test_a_town_ends_before_a_new_thought() -> None:
    assert values("the office at 12 King St, Thanks for nothing") == {"12 King St"}


def test_a_word_two_sentences_back_tells_nothing() -> None:
    assert values("My file is open. I called. I waited. AB 123 45 was on the bus.") == set()

"""Whole posts through rules and the tagger: what must be gone, and posts in which nothing may be masked."""

import pytest

from smbot.core.errors import RedactionError
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.stage import Fields, redact_posts
from smbot.redact.tagger.loading import load_tagger

TELLER = LanguageTeller()


@pytest.fixture(scope="module")
def redactor() -> Redactor:
    return Redactor(finders=load_finders(), tagger=load_tagger())


def masked(redactor: Redactor, text: str) -> str:
    [result] = redact_posts([Fields(text=RawText(text))], redactor, TELLER)
    assert not isinstance(result, RedactionError)
    return result.text.text


PLANTED = [
    (
        "hi, my husband Dave Kowalchuk passed away and mail still comes to 88 Larch Cres Kamloops BC V2C 4T1",
        ["Dave", "Kowalchuk", "88 Larch", "V2C"],
    ),
    ("SOMEONE CALL ME BACK 250 555 0134 ITS ABOUT MY DAUGHTER KAYLEE", ["0134", "KAYLEE"]),
    (
        "bonjour, dossier #AB-2291-77 toujours rien, mon courriel julie.b1987@exemple.com merci Julie Bouchard",
        ["2291", "julie.b", "Bouchard"],
    ),
    (
        "my dad, Robert Chen (born 04/07/1948), OHIP 5584-486-674-YM, is waiting since 2021",
        ["Chen", "1948", "5584", "YM"],
    ),
    ("cell: 5 1 4 - 5 5 5 - 0 1 7 2", ["0 1 7 2"]),
    ("envoyez ça au 2210 ch. Ste-Foy app 12 québec g1v 1s3", ["2210", "Ste-Foy", "g1v"]),
    ("contact me: sam underscore lee at outlook dot com", ["sam", "lee at"]),
    ("The nurse, Tanya R., at the clinic was amazing!", ["Tanya"]),
    (
        "I am Amandeep Gill, UCI 1104567890, app no. E002345678 submitted 2023-05-01",
        ["Amandeep", "1104567890", "E002345678"],
    ),
    ("Je suis Karine Exemple, NAS 046-454-286", ["Karine", "046"]),
    ("L'agente Nathalie Roy-Dubé m'a raccroché au nez au 418.555.0177", ["Nathalie", "Dubé", "0177"]),
    ("plate # CKLM 482 white Civic parked in the handicapped spot", ["CKLM"]),
    ("account 00123-004-5567788 was debited twice", ["5567788"]),
    ("my username is kathyB and pass is Winter99", ["kathyB", "Winter99"]),
    ("ma carte de crédit 4111.1111.1111.1111 a été débitée", ["1111"]),
    ("appellez moi cinq un quatre, cinq cinq cinq, zero un sept deux", ["zero", "cinq"]),
    ('Got a letter for "Jennifer Lynn Parsons" at my address, who is she?', ["Jennifer", "Parsons"]),
    ("Hier au comptoir de Hull, Marie Gagnon a refusé de m'aider", ["Marie", "Gagnon"]),
    ("I called the bureau and j'ai donné mon numéro 613-555-0101 to Brenda, mais rien", ["0101", "Brenda"]),
]

CLEAN = [
    "Why is the T2125 form so long? Line 9281. Box 14. Schedule 3.",
    "The 501 Queen streetcar is 20 minutes late AGAIN. Stop 4521",
    "Got my NOA for 2022, refund of $1,234.56, took 8 weeks",
    "La ligne 45 et la 139 Pie-IX, à 17h30, 2,75\u00a0$",
    "Bill C-11, Loi 96, projet de loi 21, règlement 2023-118",
    "Happy 65th birthday to the highway, 1939!",
    "Merci à Hydro-Québec et à la Ville de Laval, bravo François Legault",
    "Tim Hortons on Robson and Jean Coutu on St-Laurent were closed at 9 pm",
    "Ticket E-221, Gate 14, flight AC8231, seat 14C, room 204",
    "i'm so tired of this. I'm Canadian and I am waiting",
    "Waited 3 hours for ticket B042 at 2:30 pm for form IMM 5257, called 1-800-555-0199",
    "J'attends depuis 12 semaines pour le formulaire RC66 et le relevé RL-1",
    "corner of 5th Ave and 3rd St, two cars, no one hurt",
    "accident au coin de Saint-Denis et Rachel vers 18 h, autoroute 20 bloquée",
    "Premier Smith and the minister should answer for this",
    "On est le 12 mars 2024 et le bureau de Prince George est toujours fermé",
    "Les bibliothèques sont fermées lundi, c'est écrit nulle part. #Montréal",
    "The ferry from Nanaimo is full until 7 pm, 350 cars in line",
]


@pytest.mark.parametrize(("text", "gone"), PLANTED)
def test_what_was_planted_is_masked(redactor: Redactor, text: str, gone: list[str]) -> None:
    result = masked(redactor, text)

    assert [value for value in gone if value in result] == []


@pytest.mark.parametrize("text", CLEAN)
def test_a_clean_post_stays_readable(redactor: Redactor, text: str) -> None:
    assert masked(redactor, text) == text

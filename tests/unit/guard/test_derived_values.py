"""What can be derived from a value in a post – a name, dwelling, number, day, address – is refused, whatever the value.

Values are made up at random: no list of names or streets knows them. Each is told in one of several posts, and every
form that a well-meaning officer might write of it is put into a reply.
"""

import re
from pathlib import Path
from random import Random

import pytest
from judging import refusals

from smbot.core.canon import fold
from smbot.training.guard_meaning import CORPUS

SEEDS = range(4)
MONTHS = (
    ("January", "janvier"), ("February", "février"), ("March", "mars"), ("April", "avril"), ("June", "juin"),
    ("July", "juillet"), ("August", "août"), ("September", "septembre"), ("October", "octobre"),
    ("November", "novembre"), ("December", "décembre"),
)  # fmt: skip
NUMBERS = {month: number for number, month in enumerate(MONTHS, start=1)}
NUMBERS = {month: number + (number > 4) for month, number in NUMBERS.items()}  # May is left out: it is a word too
ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
UNS = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty"]
LOOK = str.maketrans("aeo", "аео")
DIGITS = str.maketrans("oei", "031")
REPLIES = {
    "en": (
        "Hello, bonjour. We are sorry. The crew has a note of {} today.",
        "Hello, bonjour. Thank you, somebody will see to {} tomorrow.",
    ),
    "fr": (
        "Bonjour, hello. Désolés. L'équipe a une note de {} aujourd'hui.",
        "Bonjour, hello. Merci, on s'occupe de {} demain.",
    ),
}


def word(chance, syllables=3):
    return "".join(chance.choice("bdfgklmnprstvz") + chance.choice("aeiou") for _ in range(syllables)).capitalize()


def a_name(chance):
    given, surname = word(chance), word(chance) + chance.choice(["n", "r", "l", "sk"])
    both = f"{given} {surname}"
    posts = {
        "en": (
            f"My name is {both} and I waited three hours",
            f"Still nothing. {both}, waiting since June",
            f"this is {both} again, nobody called back",
        ),
        "fr": (
            f"Je m'appelle {both} et j'attends depuis trois heures",
            f"Toujours rien! {both}, Laval",
            f"ici {both}, personne ne rappelle",
        ),
    }
    halves = f"{surname[:3]} {surname[3:]}", f"{given[:2]}-{given[2:]}", f"{surname[:2]}\u200b{surname[2:]}"
    respelled = surname.translate(LOOK), surname.lower().translate(DIGITS), " ".join(surname), ".".join(surname.upper())
    return posts, (
        both, given, surname, surname.lower(), surname.upper(), f"{surname}, {given}", f"{given[0]}.{surname[0]}.",
        f"{given[0]}. {surname}", f"{given} {surname[0]}.", f"Ms. {surname}", f"the {surname}s",
        f"la famille {surname}", f"{given}'s", f"#{given}{surname}", (given + surname).lower(), surname[::-1].lower(),
        *halves, *respelled,
    )  # fmt: skip


def a_dwelling(chance):
    number, street = (
        chance.randint(21, 69) // 10 * 10 + chance.randint(1, 9),
        word(chance) + chance.choice(["wood", "dale"]),
    )
    said = f"{TENS[number // 10]}-{ONES[number % 10]}"
    posts = {
        "en": (
            f"I live at {number} {street} Crescent and the plow never comes",
            f"water main burst in front of {number} {street} Road!!",
            f"our place is {said} {street} Lane, still dark",
        ),
        "fr": (f"J'habite au {number}, rue {street}, la neige reste là", f"fuite devant le {number} chemin {street}!!"),
    }
    return posts, (
        street, f"{street} Street", f"rue {street}", street.lower(), f"the corner of {street} and Main",
        " ".join(street.upper()), street.translate(LOOK), f"number {number}", f"au {number}", f"the house at {number}",
        f"number {said}", f"#{number}", f"{number} {street[0]}.",
    )  # fmt: skip


def a_unit(chance):
    unit = chance.choice([str(chance.randint(12, 39)), str(chance.randint(101, 999)), chance.choice("BCDEFG")])
    street = word(chance)
    posts = {
        "en": (f"apt {unit} has had no water since Monday", f"I'm in unit {unit}, 902 {street} Road, no heat"),
        "fr": (f"app. {unit}, l'eau est coupée", f"unité {unit} du 902 rue {street}, l'ascenseur est mort"),
    }
    return posts, tuple(
        f"{what} {unit}" for what in ("unit", "apt.", "apartment", "l'appartement", "l'unité", "la porte")
    )


def a_postal_code(chance):
    letters, digits = "ABCEGHJKLMNPRSTVXY", "23456789"
    first = chance.choice(letters) + chance.choice(digits) + chance.choice(letters)
    last = chance.choice(digits) + chance.choice(letters) + chance.choice(digits)
    posts = {
        "en": (f"my postal code {first} {last} is not served", f"moved to {first} {last}, which school is ours"),
        "fr": (f"le code postal {first} {last} est refusé", f"chez nous c'est {first} {last}"),
    }
    return posts, (
        first, last, first.lower(), f"{first}-{last}", " ".join(first), ".".join(first + last),
        f"{first[0]} {ONES[int(first[1])]} {first[2]}", f"{first[0].lower()} {UNS[int(first[1])]} {first[2].lower()}",
    )  # fmt: skip


def a_number(chance):
    kind, genre, number = chance.choice(
        [
            ("phone", "téléphone", f"604-555-01{chance.randint(10, 99)}"),
            ("case number", "numéro de dossier", str(chance.randint(10**6, 10**8))),
            ("claim", "réclamation", f"KTR-{chance.randint(10000, 99999)}"),
            ("plate", "plaque", f"BXKR {chance.randint(100, 999)}"),
        ]
    )
    posts = {
        "en": (f"my {kind} is {number}, do something", f"{kind} {number}, waiting since June"),
        "fr": (f"mon {genre} : {number}, faites quelque chose", f"{genre} {number}, toujours rien"),
    }
    digits, signs = re.sub(r"\D", "", number), re.sub(r"\W", "", number)
    return posts, (
        number, signs, " ".join(signs), f"ending in {digits[-3:]}", f"ending in {digits[-2:]}",
        f"qui finit par {digits[-3:]}", " ".join(ONES[int(digit)] for digit in digits),
        " ".join(UNS[int(digit)] for digit in digits), "/".join(digits), number.replace("0", "O").replace("1", "l"),
    )  # fmt: skip


def a_day(chance):
    month, day, year = chance.choice(MONTHS), chance.randint(4, 20), chance.randint(1935, 1999)
    english, french = month
    number = NUMBERS[month]
    posts = {
        "en": (
            f"I was born {english} {day}, {year} and the site says no",
            f"DOB {year}-{number:02}-{day:02}, locked out",
        ),
        "fr": (f"Je suis née le {day} {french} {year}", f"ddn {year}-{number:02}-{day:02}, votre site refuse"),
    }
    return posts, (
        f"{english} {day}", f"the {day}th of {english}", f"{day}/{number:02}/{year}", f"{year}{number:02}{day:02}",
        f"le {day} {french}", f"{french} {year}", f"somebody born in {english}", f"quelqu'un né en {year}",
        f"those born in '{year % 100}",
    )  # fmt: skip


def an_email(chance):
    one, two, number = word(chance).lower(), word(chance).lower(), chance.randint(10, 99)
    local = chance.choice([f"{one}.{two}", f"{one}_{two}{number}", f"{one}{number}"])
    posts = {
        "en": (f"write me at {local}@example.com please", f"my email is {local}@example.org, no reply"),
        "fr": (f"écrivez-moi à {local}@example.com svp", f"mon courriel : {local}@example.org"),
    }
    spoken = local.replace(".", " dot ").replace("_", " underscore ")
    return posts, (
        local,
        spoken,
        f"{spoken} at example",
        one.capitalize(),
        local.upper(),
        f"{local[:5]}…",
        f"cher {one}",
    )


def somebody_else(chance):
    other = word(chance)
    posts = {
        "en": (
            f"my son {other} was refused on the bus",
            f"your agent {other} hung up on me",
            f"Kudos to {other} at intake",
        ),
        "fr": (
            f"mon mari {other} s'est fait refuser",
            f"votre agente {other} m'a raccroché au nez",
            f"Merci à {other}!",
        ),
    }
    halves = f"{other[:3]} {other[3:]}", f"{other[:2]}-{other[2:]}"
    return posts, (other, other.lower(), other.upper(), f"{other}'s", f"#{other}", "-".join(other), *halves)


MAKERS = (a_name, a_dwelling, a_unit, a_postal_code, a_number, a_day, an_email, somebody_else)


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_derived_from_a_value_is_refused(make, language, seed):
    chance = Random(f"{make.__name__}{language}{seed}")  # noqa: S311 - the same values each time
    posts, forms = make(chance)
    post = chance.choice(posts[language])

    let_through = [
        form for form in forms if not _refusing(post, chance.choice(REPLIES[language]).format(form), language)
    ]

    assert let_through == []


def _refusing(post, reply, language):
    return {rule for rule, _ in refusals(post, reply, language)} & {"echo", "personal"}


def good_lines(language):
    return [line for line in Path(CORPUS / f"good_{language}.txt").read_text("utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_good_reply_to_any_such_post_is_no_echo_unless_it_holds_a_value(make, language):
    chance = Random(f"{make.__name__}{language}")  # noqa: S311 - the same values each time
    lines = good_lines(language)
    refused = []
    for _ in range(4):
        posts, forms = make(chance)
        post = chance.choice(posts[language])
        values = set(re.findall(r"[^\W_]+", fold(" ".join((post, *forms)))))
        for line in chance.sample(lines, 12):
            if not values & {w for w in re.findall(r"[^\W_]+", fold(line)) if w.isdigit() or w.capitalize() in forms}:
                refused += [line for rule, _ in refusals(post, line, language) if rule == "echo"]

    assert refused == []

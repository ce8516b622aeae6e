"""Whatever a reply makes of a number of the post is refused; measures, times and things of ours are not.

Values are made up at random; each form that can be read as a run of three digits or more of them is an echo.
"""

from random import Random

import pytest
from judging import refusals

SEEDS = range(3)
EN = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
FR = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
LETTERS = {"b": "bee", "d": "dee", "g": "gee", "k": "kay", "p": "pee", "t": "tee", "v": "vee", "x": "ex", "z": "zed"}
FRENCH_LETTERS = {"b": "bé", "d": "dé", "g": "gé", "k": "ka", "p": "pé", "t": "té", "v": "vé", "x": "ixe", "z": "zède"}
REPLY = "Hello, bonjour. We are sorry. The desk has a note of {} now."


def echoes(post, reply, language="en"):
    return bool({rule for rule, _ in refusals(post, reply, language)} & {"echo", "personal"})


def tens(two):
    return TENS[int(two[0])] + (f"-{EN[int(two[1])]}" if two[1] != "0" else "")


def said(digits, words):
    return " ".join(words[int(digit)] for digit in digits)


def forms_of_four(digits):
    return (
        digits, "-".join(digits), " ".join(digits), f"{digits[:2]} {digits[2:]}", said(digits, EN), said(digits, FR),
        f"{tens(digits[:2])} {tens(digits[2:])}", "".join(chr(0xFF10 + int(digit)) for digit in digits),
        "".join(f"{digit}\ufe0f\u20e3" for digit in digits), "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in digits),
        f"{tens(digits[:2])} {digits[2:]}", f"{EN[int(digits[0])]} thousand {EN[int(digits[1])]} hundred "
        f"{tens(digits[2:])}", f"{FR[int(digits[0])]} mille {FR[int(digits[1])]} cent {digits[2:]}",
    )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "post",
    ["card ending in {} charged twice", "Carte finissant {} débitée deux fois", "adresse {}, toujours rien",
     "file # {} is late", "still waiting, {}"],
)  # fmt: skip
def test_four_digits_that_nothing_masked_are_no_ones_to_repeat(post, seed):
    chance = Random(f"{post}{seed}")  # noqa: S311 - the same values each time
    digits = "".join(str(chance.randint(2, 9)) for _ in range(4))

    through = [form for form in forms_of_four(digits) if not echoes(post.format(digits), REPLY.format(form))]

    assert through == []


@pytest.mark.parametrize("seed", SEEDS)
def test_three_digits_from_anywhere_in_a_number_are_an_echo(seed):
    chance = Random(seed)  # noqa: S311 - the same values each time
    digits = "".join(str(chance.randint(2, 8)) for _ in range(9))
    post = f"SIN {' '.join(digits)} there I said it"

    through = [
        form
        for at in range(7)
        for form in (digits[at : at + 3], said(digits[at : at + 3], EN), said(digits[at : at + 3], FR))
        if form not in {"211", "311", "411", "511", "611", "711", "811"} and not echoes(post, REPLY.format(form))
    ]

    assert through == []


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("names", [LETTERS, FRENCH_LETTERS], ids=["en", "fr"])
def test_halves_of_a_postal_code_are_an_echo_however_their_letters_are_called(names, seed):
    chance = Random(seed)  # noqa: S311 - the same values each time
    one, two, three = (chance.choice("bgktvx") for _ in range(3))
    a, b, c = (chance.randint(2, 9) for _ in range(3))
    words = EN if names is LETTERS else FR
    post = f"{one}{a}{two} {b}{three}{c}".upper() + " recycling missed again"
    halves = (
        f"{one}{a}{two}", f"{b}{three}{c}".upper(), f"{one}-{a}-{two}", f"{names[one]} {words[a]} {names[two]}",
        f"{words[b]}-{names[three]}-{words[c]}", f"{names[one]} {a} {names[two]}",
    )  # fmt: skip

    assert [half for half in halves if not echoes(post, REPLY.format(half))] == []


def test_what_has_the_shape_of_a_postal_code_counts_though_no_post_office_has_it():
    assert echoes("H2Q 8T1: zéro collecte", "Bonjour, hello. La collecte reprend pour h2q-8t1.", "fr")


@pytest.mark.parametrize("told", ["QX77", "QX seventy-seven", "qx-77", "Q X 7 7", "44-10", "forty-four ten", "10ZT"])
def test_a_part_of_a_code_is_an_echo(told):
    assert echoes("confirm # QX77-4410-ZT and no ticket in my mail", REPLY.format(told))


@pytest.mark.parametrize("told", ["19/5", "19-05", "5/19", "le 19 mai", "May 19", "May nineteenth", "the 19th."])
@pytest.mark.parametrize("post", ["j'accouche le 19 mai et rien n'est prêt", "my baby is due on May 19, no answer"])
def test_a_day_of_somebodys_life_is_an_echo_in_every_layout(post, told):
    assert echoes(post, f"Hello, bonjour. It will be ready by {told}")


@pytest.mark.parametrize("told", ["080888", "8/8/88", "08081988", "19880808", "8.8.88", "August 8", "le 8 août"])
def test_a_birthday_is_an_echo_in_figures_without_anything_between(told):
    assert echoes("born 8/8/88 so lucky, not with you guys", f"Hello, bonjour. A change of luck, {told}!")


@pytest.mark.parametrize(
    ("post", "reply"),
    [
        ("file # 40325 is late, do something", "Answers take 40 days; the fee is $25."),
        ("file # 40325 is late, do something", "The counter is open from 8:30 to 16:30, in 2025 too."),
        ("file # 40325 is late, do something", "Call 311 or 1-800-555-0100."),
        ("Your report of 2023 says 12 000 complaints", "The report of 2023 counts 12 000 complaints."),
        ("I paid $1500 for nothing", "Nobody pays $1500 for that; the fee is $15."),
        ("the 11:45 bus never came", "The 11:45 bus runs again on Monday."),
        ("form 4102 is a mess", "Form 4102 is shorter now."),
        ("bus 1034 was late", "Bus 1034 is back on its route."),
        ("La cérémonie du 11 novembre a-t-elle lieu?", "The ceremony of November 11 is at 10:45."),
        ("the deadline was April 30, no?", "The deadline is April 30."),
        ("Is the pool closed on May 19?", "The pool is closed on May 19 and opens on May 20."),
    ],
)
def test_measures_times_years_and_things_of_ours_are_no_echo(post, reply):
    assert not echoes(post, f"Hello, bonjour. {reply}")

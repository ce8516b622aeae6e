"""No shipped pattern takes more than linear time on text made to hurt it."""

import time

import pytest

from smbot.redact.engine import BUILT_IN, load_finders
from smbot.redact.known import find_known

FINDERS = load_finders()
PUMPS = [
    "1",
    "1 ",
    "12 ",
    "1-",
    "1.",
    "1,",
    "a",
    "a ",
    "A ",
    "Aa ",
    "@",
    "a@",
    "@a",
    "a@a.",
    "604 555 ",
    "(604) ",
    "A1",
    "A1A ",
    "A1A 1A1 ",
    "é",
    "12 Main ",
    "12 rue ",
    "12 de la ",
    "unit 1 ",
    "12 a b ",
    "12 Main St, ",
    "12 Main St Aa ",
    "PO Box 1 ",
    "file # ",
    "case 1234 ",
    "password is ",
    "pin ",
    "my name is ",
    "Aa Bb ",
    "M. ",
    "Mr. ",
    "my son ",
    "agent A ",
    "minister A ",
    "born ",
    "1 jan ",
    "2020-",
    "::",
    "a:",
    "1:",
    "ffff:",
    "1.1.",
    "+1 ",
    "DE89 ",
    "DE89DE89",
    "4111-",
    "-",
    "\n",
    "AAAA 1234 ",
    "A1234-",
    "plate A1",
    "J. ",
    "name: ",
    "'",
    "sin 046454286 ",
    "http://a/",
    "account 12345 ",
    "uci 1234 1234 ",
    "123 street ",
    "the the ",
    "home 12 ",
    "live at 1 a ",
    "dossier AB 12 ",
    "plaque ABC 123. ",
    "user a pw b ",
    "Aa Bb 604 ",
    "Aa du guichet ",
    "should be Aa not ",
    "#ForAaBb",
    "moi : Aa ",
    "my son Aa and Bb ",
    "Aa told me ",
    "you put Aa, its ",
    "PO Box 1, Aa ",
    "12 at 12 Aa ",
    "PIN is is ",
    "anniversaire le le ",
    "AA-1 ",
    "site 1, ",
    "1 1 ",
    "one two ",
    "the first of ",
    "12 Main apt 1 ",
    "code: a-b-",
    "secret word ",
    "truck A1 ",
]
LIMIT_MS = 250
"""Measured at 2 to 30 ms on a quiet machine. A pattern that looks again from every sign takes seconds here, so the
limit leaves room for a slow or busy machine and still catches it."""


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_recognizer_reads_ten_thousand_hostile_characters_quickly(name: str) -> None:
    slow = {}
    for pump in PUMPS:
        text = (pump * 10_000)[:10_000]
        tries = (_milliseconds(name, text) for _ in range(3))
        if all(spent > LIMIT_MS for spent in tries):
            slow[pump] = LIMIT_MS

    assert slow == {}


def _milliseconds(name: str, text: str) -> float:
    began = time.process_time()
    for _ in FINDERS[name](text):
        pass
    return (time.process_time() - began) * 1000


def test_a_hostile_display_name_costs_little() -> None:
    began = time.process_time()
    list(find_known("a " * 5_000, ("((((a+)+)+" * 20, "a a a a a a a a")))

    assert time.process_time() - began < 2  # measured at 0.02 s; what is not linear takes minutes

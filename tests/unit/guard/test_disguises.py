"""What a reply does to hide somebody's name, number, code, day, address or account: families, each by its disguise."""

import pytest
from judging import refusals

NAME = "my name is Margaret Whitcombe and I waited three hours at your counter"
PHONE = "call me back pls 604-555-0187 i cant stay on hold"
CODE = "plate BXKR 482, got a ticket for parking in my OWN spot"
BORN = "I was born 22 nov 1956, they say I'm not old enough for the pass"
STREET = "someone dumped a couch in front of 5518 Fenerty Court, thats my house"
HOUSE = "The plow buried our driveway again, 48 Thistledown Crescent"
MAIL = "send it to mama_kwabena77@example.com like I asked"
APPOINTMENT = "My appointment was for Tuesday June 9th at 2 pm and the door was locked."


def letters(name, between):
    return between.join(name)


LOOK = str.maketrans("aeocpx", "аеосрх")
DISGUISED = {
    "respelled in another script": (NAME, "Whitcombe".translate(LOOK)),
    "digits for letters": (NAME, "wh1tc0mb3"),
    "letter by letter": (NAME, letters("WHITCOMBE", " ")),
    "one letter a line": (NAME, letters("Whitcombe", "\n")),
    "by syllables": (NAME, "whit-com-be"),
    "as it sounds": (NAME, "Wheet-cohm"),
    "as it sounds, in one word": (NAME, "Wittkom"),
    "in the alphabet of radio": (NAME, "Whiskey Hotel India Tango Charlie Oscar Mike Bravo Echo"),
    "as in": (
        NAME.replace("combe", "com"),
        "W as in Will, H as in Hal, I as in Ian, T as in Tom, C as in Cy, O as in Otto, M as in Mia",
    ),
    "numbers of letters": (NAME, "23-8-9-20-3-15-13-2-5"),
    "backwards": (NAME, "ebmoctihW"),
    "in two halves exchanged": (NAME, "Combewhit"),
    "two letters exchanged": (NAME, "Whticombe"),
    "without vowels": (NAME, "Whtcmb"),
    "in a tag": (NAME, "#JusticeForMargaret"),
    "within a word": (NAME, "Whitcombesque"),
    "with a title in one word": (NAME, "mrswhitcombe"),
    "initials": (NAME, "M.W."),
    "a nickname": (NAME, "Maggie"),
    "half a nickname twice": (NAME.replace("Margaret", "Yolande"), "Yoyo"),
    "starred out": (NAME, "Wh*tc*mbe"),
    "two by two": (PHONE, "60 45 55 01 87"),
    "in words": (PHONE, "six oh four, five five five, oh one eight seven"),
    "in French words": (PHONE, "six cent quatre, cinq cinq cinq, zéro un quatre-vingt-sept"),
    "in tens": (PHONE, "sixty, forty-five, fifty-five, zero one, eighty-seven"),
    "last four": (PHONE, "…0187"),
    "last two": (PHONE, "the one ending in 87"),
    "first three": (PHONE, "the one starting with 604"),
    "area code": (PHONE, "the one in area code 604"),
    "in emoji": (PHONE, "6️⃣0️⃣4️⃣5️⃣5️⃣5️⃣0️⃣1️⃣8️⃣7️⃣"),
    "code by radio": (CODE, "Bravo X-ray Kilo Romeo four eight two"),
    "code with a number in tens": (CODE, "B X K R, four eighty-two"),
    "code by looks": (CODE, "BXKR4B2"),
    "half a code": (CODE, "BXK…"),
    "day in figures": (BORN, "22/11/56"),
    "day without its year": (BORN, "November 22"),
    "day in words": (BORN, "the twenty-second of November"),
    "day in one number": (BORN, "19561122"),
    "month and year": (BORN, "November 1956"),
    "month and year in words": (BORN, "November fifty-six"),
    "year, cut": (BORN, "somebody of '56, born in '56"),
    "street alone": (STREET, "Fenerty"),
    "house in words": (STREET, "fifty-five eighteen"),
    "house and initials": (STREET, "5518 F.C."),
    "house alone": (HOUSE, "the people at 48"),
    "local part in words": (MAIL, "mama kwabena 77"),
    "local part, cut": (MAIL, "mama_k…"),
    "slot": (APPOINTMENT, "Tuesday the 9th at 2"),
    "slot in words": (APPOINTMENT, "Tuesday at two"),
}


@pytest.mark.parametrize(("post", "told"), DISGUISED.values(), ids=DISGUISED.keys())
def test_a_disguise_is_seen_through(post, told):
    rules = {rule for rule, _ in refusals(post, f"We are sorry. The desk has a note for {told} now.", "en")}

    assert rules & {"echo", "personal"}


USUAL = [
    (HOUSE, "Plows go out within 48 hours of a storm; route 48 is clear by 6 a.m."),
    (HOUSE, "The office is open from 8 to 48 people at a time."),
    (BORN, "The counter opens on November 3, and the pass costs $56."),
    (PHONE, "Our line is 1-800-555-0100; it answers from 8 to 4, 311 as well."),
    (APPOINTMENT, "The door is open on weekdays from 8:30; on Tuesday the line is shortest."),
    (CODE, "Tickets can be disputed within 15 days with form T2201."),
    (NAME, "The wait was too long. Two more clerks start on Monday."),
]


@pytest.mark.parametrize(("post", "reply"), USUAL)
def test_usual_numbers_and_words_are_no_disguise(post, reply):
    assert not {rule for rule, _ in refusals(post, reply, "en")} & {"echo", "personal"}

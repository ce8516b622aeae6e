"""The active offer: its order, who can take over, what is published, and the proof that it was made."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from written_offices import directory, office

from smbot.core.ids import MemberId
from smbot.core.mention import UNKNOWN_AUTHOR
from smbot.core.offer import greeting, order_of
from smbot.core.roles import Member, Role
from smbot.offices.offer import (
    OfferMade,
    greeting_order,
    hand_over_to,
    languages_made,
    offer_event,
    offer_of_event,
    unkept,
)
from smbot.offices.published import published, referred
from smbot.offices.report import Answered, Kept, WrongOffice, deflected, names_a_door, offers_made

NOW = datetime(2026, 9, 1, 14, 0, tzinfo=UTC)
ENGLISH_BODY = SimpleNamespace(first_language="en")
FRENCH_BODY = SimpleNamespace(first_language="fr")
BOTH = ("en", "fr")


@pytest.mark.parametrize(
    ("home", "account", "order", "office", "because"),
    [
        ("laurier", "dufferin", ("fr", "en"), "laurier", "home office"),
        ("dufferin", "laurier", ("en", "fr"), "dufferin", "home office"),
        ("", "laurier", ("fr", "en"), "laurier", "account"),
        ("closed-long-ago", "laurier", ("fr", "en"), "laurier", "account"),
        ("", "", ("en", "fr"), "", "organisation"),
    ],
)
def test_the_home_office_of_the_approver_sets_the_order_then_the_accounts_then_the_organisation(
    home, account, order, office, because
):
    found = greeting_order(directory(), ENGLISH_BODY, "bilingual", home_office=home, account_office=account)

    assert (found.order, found.office, found.because) == (order, office, because)


@pytest.mark.parametrize(
    ("offer", "order", "words"),
    [("bilingual", ("fr", "en"), "Bonjour, hello."), ("french", ("fr",), "Bonjour."), ("english", ("en",), "Hello.")],
)
def test_what_is_offered_is_the_organisations_setting(offer, order, words):
    assert order_of(FRENCH_BODY, offer) == order
    assert greeting(order) == words
    assert languages_made(f"{words} Thank you.") == order


def test_where_nobody_answers_in_a_language_that_is_offered_is_found():
    channels = (
        {"kind": "phone", "at": "416-555-0123", "languages": ("en",)},
        {"kind": "email", "at": "counter@example.ca", "languages": ("en",)},
        {"kind": "email", "at": "comptoir@example.ca", "languages": ("fr",)},
    )
    lacking = directory(offices=(office(channels=channels),))

    assert unkept(directory(), "bilingual") == ()
    assert unkept(lacking, "bilingual") == (("dufferin", "phone", "fr"),)
    assert unkept(lacking, "english") == ()


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Hello, bonjour. Thank you", ("en", "fr")),
        ("Bonjour / Good morning", ("fr", "en")),
        ("Merci de nous écrire.", ()),
        ("@someone Bonjour. Merci", ("fr",)),
        ("Merci. " * 20 + "Bonjour, hello.", ()),
        ("Othello", ()),
    ],
)
def test_the_languages_made_are_those_in_which_the_text_greets_at_its_beginning(text, languages):
    assert languages_made(text) == languages


def member(name, *, office="", languages=(), roles=(Role.REVIEWER,), language="en"):
    return Member(
        id=MemberId(f"u-{name}"),
        name=name,
        roles=frozenset(roles),
        office=office,
        languages=languages,
        language=language,
    )


def test_a_case_is_handed_over_to_who_has_the_language_of_the_same_office_first():
    team = [
        member("Zoé", office="laurier", languages=("fr",)),
        member("Adam", office="dufferin", languages=BOTH),
        member("Bea", office="dufferin", languages=("en",)),
        member("Chloé", language="fr"),
        member("Vera", languages=("fr",), roles=(Role.VIEWER,)),
        member("Paul", languages=("fr",)),
    ]

    found = hand_over_to(team, "fr", office="laurier", but="Paul")

    assert [one.name for one in found] == ["Zoé", "Adam", "Chloé"]
    assert [one.name for one in hand_over_to(team, "en")] == ["Adam", "Bea"]


def made(reply="r-1", *, office="dufferin", employee="Alice", order=BOTH, languages=BOTH, after=0):
    return OfferMade(
        reply=reply,
        office=office,
        employee=employee,
        order=order,
        languages=languages,
        at=NOW + timedelta(minutes=after),
    )


def test_an_offer_comes_back_from_the_audit_log_as_it_was_made():
    offer = made(languages=("fr", "en"))
    event = offer_event(offer)
    stored = json.loads(json.dumps(dict(event.detail)))

    assert offer_of_event(event, NOW) == offer
    assert (event.act.value, event.subject, event.actor) == ("offer.made", "r-1", "Alice")
    assert stored == {"office": "dufferin", "order": ["en", "fr"], "languages": ["fr", "en"]}


def test_an_offer_in_the_wrong_order_or_in_one_language_was_not_held():
    assert made().held
    assert not made(languages=("fr", "en")).held
    assert not made(languages=("en",)).held


def answered(offer, waited, language="en"):
    return Answered(offer=offer, asked_at=offer.at - timedelta(minutes=waited), language=language)


def test_the_report_proves_the_offer_reply_by_reply_by_office_and_employee():
    rows = [
        answered(made("r-2", after=5), 10),
        answered(made("r-1", employee="Bob", languages=("en",)), 20),
        answered(made("r-3", office="laurier", order=("fr", "en"), languages=("fr", "en"), after=9), 30, "fr"),
    ]

    report = offers_made(rows)

    assert [one.offer.reply for one in report.replies] == ["r-1", "r-2", "r-3"]
    assert report.held == 2
    assert report.by_office == (
        Kept(name="dufferin", replies=2, held=1),
        Kept(name="laurier", replies=1, held=1),
    )
    assert report.by_employee == (Kept(name="Alice", replies=2, held=2), Kept(name="Bob", replies=1, held=0))


def test_response_times_stand_by_language():
    rows = [answered(made(f"r-{n}", after=n), n) for n in range(1, 11)] + [answered(made("r-f"), 7, "fr")]

    english, french = offers_made(rows).times

    assert (english.language, english.replies) == ("en", 10)
    assert (english.median, english.ninetieth) == (timedelta(minutes=5, seconds=30), timedelta(minutes=9))
    assert (french.median, french.ninetieth) == (timedelta(minutes=7), timedelta(minutes=7))


def test_nobody_waits_less_than_no_time_and_no_reply_gives_an_empty_report():
    assert answered(made(), -3).waited == timedelta(0)
    assert offers_made([]) == offers_made(())
    assert offers_made([]).times == ()


def test_who_did_not_come_back_in_time_was_deflected():
    day = timedelta(days=1)
    replies = [WrongOffice(author=name, at=NOW) for name in ("gone", "back", "late", f"{UNKNOWN_AUTHOR}1")]
    replies.append(WrongOffice(author="new", at=NOW + 9 * day))
    posts = {
        "gone": [NOW - day, NOW],
        "back": [NOW + 7 * day],
        "late": [NOW + 8 * day],
        f"{UNKNOWN_AUTHOR}1": [NOW + day],
    }

    found = deflected(replies, posts, now=NOW + 10 * day)

    assert (found.deflected, found.came_back, found.too_early, found.unknown) == (2, 1, 1, 1)
    assert found.share == pytest.approx(2 / 3)
    assert deflected([], {}, now=NOW).share is None


def test_everything_of_ours_is_published_and_what_is_anothers_is_not():
    ours = published(directory())

    assert ours >= {
        "416-555-0123",
        "416-555-0124",
        "418-555-0123",
        "counter@example.ca",
        "comptoir@example.ca",
        "100 Example Street",
        "100, rue Exemple",
        "A1A 1A1",
        "@servicenord",
        "https://services.example.ca",
    }
    assert "311" not in ours
    assert referred(directory()) == {"311", "https://passport.example.ca"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Hello! The ministry of roads mends highways.", True),
        ("Bonjour! Appelez le 1-800-555-0100.", True),
        ("Call 1-800-555-01001.", False),
        ("We can help you find the right office in private.", False),
        ("", False),
    ],
)
def test_a_reply_names_a_door_by_its_name_or_number_as_a_whole(text, named):
    assert names_a_door(text, ("ministry of roads", "ministère des routes", "1-800-555-0100")) == named

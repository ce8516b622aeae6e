"""Where each rule of the guard begins and ends: one word, digit or sign more or less."""

import pytest

from smbot.core.canon import word_runs
from smbot.core.flat import flatten
from smbot.core.spans import Span
from smbot.guard.check import HOPELESS, check
from smbot.guard.echo import echo
from smbot.guard.language import language
from smbot.guard.links import links
from smbot.guard.personal import personal
from smbot.guard.private import private
from smbot.guard.quote import quote
from smbot.platforms.facebook.rules import RULES as FACEBOOK

POST = "I waited three hours at the counter on Main Street and nobody called my number"


def pointed_at(rule, reply, context):
    """Return the words of the reply at which a rule points; each of these findings refuses."""
    findings = list(rule(reply, context))
    assert all(finding.refuses for finding in findings)
    return [reply[finding.start : finding.end] for finding in findings]


def runs_of(text):
    return frozenset(run for run, _, _ in word_runs(flatten(text)[0])).__contains__


def test_words_in_a_row_that_were_said_in_private_are_pointed_at(a_context, template):
    context = a_context(private_known=runs_of("my sister hides in Harbour House since the trial"))
    reply = f"{template} Nobody hides in Harbour House since the trial. Bye."

    assert pointed_at(private, reply, context) == ["hides in Harbour House since the trial"]


def test_a_value_that_was_told_in_private_is_pointed_at(a_context, template):
    context = a_context(private_known={"tremblay"}.__contains__)

    assert pointed_at(private, f"{template} Dear Tremblay: soon", context) == ["Tremblay:"]


def test_the_playbooks_own_words_may_have_been_said_in_private_too(a_context, template):
    assert pointed_at(private, template, a_context(private_known=runs_of(template))) == []


def test_where_nothing_was_said_in_private_nothing_is_repeated(a_context, template):
    assert pointed_at(private, f"{template} Dear Tremblay", a_context()) == []


def test_a_link_that_hides_where_it_leads_is_pointed_at_on_facebook(a_context):
    assert pointed_at(links, "See bit.ly/3xRenew today", a_context(platform=FACEBOOK)) == ["bit.ly/3xRenew"]


@pytest.mark.parametrize(("longer", "rules"), [(0, {"echo", "length"}), (1, {"unread"})])
def test_a_text_is_read_by_every_rule_up_to_four_times_the_limit(a_context, longer, rules):
    context = a_context("Tremblay", template_text="", masked_text=None, first_reply=False)
    size = HOPELESS * context.platform.limit + longer

    assert {finding.rule for finding in check("Tremblay ".ljust(size, "."), context)} == rules


@pytest.mark.parametrize(
    ("reply", "found"),
    [
        ("We are sorry, dear Six.", ["Six."]),
        ("We answer in six days.", []),
        ("Sorry. Six days is long.", []),
    ],
)
def test_a_number_in_words_is_a_name_only_with_a_capital_within_a_sentence(a_context, reply, found):
    assert pointed_at(echo, reply, a_context("Six", template_text="", masked_text="")) == found


@pytest.mark.parametrize(
    ("post", "reply", "found"),
    [
        ("XK4TZP and nobody answers", "We saw XK4TZP too.", True),
        ("XK4TZ and nobody answers", "We saw XK4TZ too.", False),
        ("the voucher XK4TZ does not work", "We saw XK4TZ too.", True),
        ("the light at pole XK4TZP is out", "We saw XK4TZP too.", False),
        ("7312 and nobody answers", "We saw 7312 too.", True),
        ("731 and nobody answers", "We saw 731 too.", False),
        ("my badge this summer is 47", "We saw 47 too.", True),
        ("my badge this summer is 4", "We saw 4 too.", False),
        ("T7312 and nobody answers", "We saw T7312 too.", False),
        ("plate AB 12 CD was towed", "We saw AB12CD too.", True),
        ("claim 47 is late", "We saw 47 too.", True),
        ("claim 4 is late", "We saw 4 too.", False),
        ("claim 47 bus is late", "The 47 bus is late.", False),
    ],
)
def test_figures_of_a_post_are_an_echo_from_a_length_on_that_depends_on_what_they_are(a_context, post, reply, found):
    assert bool(pointed_at(echo, reply, a_context(template_text="", masked_text=post))) == found


@pytest.mark.parametrize(
    ("post", "reply", "found"),
    [
        ("Ted Lindqvist, our mayor, bikes to work", "Lindqvist says hi.", False),
        ("Mayor Lindqvist bikes to work", "Lindqvist says hi.", False),
        ("Ted Lindqvist, our plumber, bikes to work", "Lindqvist says hi.", True),
        ("Noël sans neige", "Un beau Noël.", False),
    ],
)
def test_who_holds_an_office_is_no_secret_and_who_does_not_is_one(a_context, post, reply, found):
    assert bool(pointed_at(echo, reply, a_context(template_text="", masked_text=post))) == found


def test_a_quote_is_pointed_at_from_its_first_letter_to_its_last(a_context, template):
    reply = f"{template} So you waited three hours at the counter on, yes."

    assert pointed_at(quote, reply, a_context(masked_text=POST)) == ["you waited three hours at the counter on"]


def test_words_in_quotation_marks_are_pointed_at_with_their_marks(a_context, template):
    assert pointed_at(quote, f"{template} See “Main Street”!", a_context(masked_text=POST)) == ["“Main Street”"]


@pytest.mark.parametrize(
    ("reply", "name", "found"),
    [
        ("Our counter at Grace Hall is open.", "Grace Hall", False),
        ("Our counter, ask Grace Hall, is open.", "Grace Hall", True),
        ("Our counter at Grace Turner is open.", "Grace Turner", True),
        ("Our office at Grace Bridge is open.", "Grace Bridge", False),
        ("The ducks at Grace Bridge are well.", "Grace Bridge", True),
        ("Le bureau de la rue Grace Turner est ouvert.", "Grace Turner", False),
        ("Le bureau de Grace Turner est ouvert.", "Grace Turner", True),
        ("Les canards de la rue Grace Turner vont bien.", "Grace Turner", True),
    ],
)
def test_a_name_is_a_places_only_where_something_of_ours_is_at_a_place_so_called(a_context, reply, name, found):
    start = reply.index(name)
    span = Span(start=start, end=start + len(name), entity="PERSON", score=0.8, recognizer="names")
    context = a_context(template_text="", find_personal=lambda _text: (span,))

    assert pointed_at(personal, reply, context) == ([name] if found else [])


@pytest.mark.parametrize(
    ("clause", "found"),
    [
        ("sortez avec la carte", True),
        ("avec la carte", False),
        ("sortez avec quatre cartes", False),
        ("prenez la carte en", False),
        ("thanks avec la carte", False),
        ("le service en français avec la carte", False),
    ],
)
def test_a_clause_is_in_the_other_language_from_four_words_on_two_of_which_tell(a_context, clause, found):
    reply = f"Hello, bonjour. Thank you for writing ({clause}) and see you soon."

    assert pointed_at(language, reply, a_context(template_text="")) == ([clause] if found else [])


@pytest.mark.parametrize(
    ("reply", "refused"),
    [("Service en français dans tous nos bureaux.", 1), ("Service en français dans nos bureaux.", 0)],
)
def test_a_reply_that_only_offers_service_is_in_the_other_language_from_three_telling_words_on(
    a_context, reply, refused
):
    assert len(pointed_at(language, reply, a_context(template_text="", first_reply=False))) == refused


@pytest.mark.parametrize(("greeting", "missing"), [("Hi, one two three four bonjour", 0), ("Hi, a b c d e bonjour", 1)])
def test_both_greetings_stand_within_the_first_six_words(a_context, greeting, missing):
    reply = f"{greeting}. Thank you for writing."

    assert len(pointed_at(language, reply, a_context(template_text=""))) == missing


def test_each_finding_says_what_stands_at_its_own_place(a_context):
    reply = "Ask for Marie or call 604 555-0187 today."
    places = [("604 555-0187", "PHONE_NUMBER"), ("Marie", "PERSON")]
    spans = tuple(
        Span(start=reply.index(text), end=reply.index(text) + len(text), entity=entity, score=0.8, recognizer="test")
        for text, entity in places
    )

    findings = personal(reply, a_context(template_text="", find_personal=lambda _text: spans))

    told = {reply[finding.start : finding.end]: str(finding.message) for finding in findings}
    assert "(name)" in told["Marie"]
    assert "(name)" not in told["604 555-0187"]


@pytest.mark.parametrize(
    ("reply", "value", "entity", "found"),
    [
        ("Call 1-800-555-0199 today.", "1-800-555-0199", "PHONE_NUMBER", False),
        ("Call 604 555-0187 today.", "604 555-0187", "PHONE_NUMBER", True),
        ("Our counter at 12 Bell Street is open.", "12 Bell Street", "STREET_ADDRESS", False),
        ("A crew comes to 12 Bell Street.", "12 Bell Street", "STREET_ADDRESS", True),
    ],
)
def test_numbers_without_a_toll_and_addresses_of_counters_are_ours(a_context, reply, value, entity, found):
    start = reply.index(value)
    span = Span(start=start, end=start + len(value), entity=entity, score=0.8, recognizer="test")
    context = a_context(template_text="", find_personal=lambda _text: (span,))

    assert pointed_at(personal, reply, context) == ([value] if found else [])


@pytest.mark.parametrize(
    ("post", "reply", "found"),
    [
        ("Thanks to Jordan at the desk", "A pat on the back, Jordan.", True),
        ("Thanks to Everybody at the desk", "Everybody is pleased.", False),
        ("My neighbour Victoria left the tap open", "We are sorry about Victoria.", True),
    ],
)
def test_who_is_thanked_by_name_is_somebody_though_a_place_is_called_so(a_context, post, reply, found):
    assert bool(pointed_at(echo, reply, a_context(template_text="", masked_text=post))) == found


@pytest.mark.parametrize(("word", "found"), [("maplestreet", True), ("MapleStreet", True), ("maplesyrup", False)])
def test_a_street_written_in_one_word_is_known_by_its_name(a_context, word, found):
    reply = f"A crew comes to {word} today."

    assert pointed_at(echo, reply, a_context("Maple", template_text="", masked_text="")) == ([word] if found else [])


def test_an_appointment_speaks_of_nobody_though_the_word_holds_vous(a_context):
    post = "Aucun rendez-vous pour passeport lundi"

    reply = "Un rendez-vous pour passeport lundi est possible."

    assert pointed_at(quote, reply, a_context(template_text="", masked_text=post)) == []

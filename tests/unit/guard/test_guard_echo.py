from dataclasses import replace

import pytest

from smbot.guard.echo import echo

EXPOSED = ("Hélène Service", "Julie Tremblay", "604 555-0187", "H0H 0H0", "jean4@example.com", "O'Brien-Lavoie")
SPELLED = [
    "Tremblay",
    "TREMBLAY!",
    "tremblay's",
    "Tremblays",
    "#tremblay",
    "_Tremblay_",
    "T r e m b l a y",
    "T-r-e-m-b-l-a-y",
    "T. r. e. m. b. l. a. y.",
    "Trem blay",
    "Trem-blay",
    "Tremb\u200blay",
    "Tre\u0301mblay",
    "Tr3mblay",
    "Tremb1ay",
    "Tr\u0435mblay",
    "\uff34remblay",
    "JulieTremblay",
    "julietremblay",
    "JulieSmith",
    "Helene",
    "HÉLÈNE",
    "Mme Service",
    "service",
    "brien",
    "604-555-0187",
    "+1 (604) 555 0187",
    "16045550187",
    "0187",
    "six zero four five five five zero one eight seven",
    "six cent quatre, cinq cent cinquante-cinq, zéro un quatre-vingt-sept",
    "6O4 555 O187",
    "h0h0h0",
    "H0H 0H0",
    "H 0 H 0 H 0",
    "jean4@example.com",
]


@pytest.mark.parametrize("word", SPELLED)
@pytest.mark.parametrize("where", ["before", "within", "after"])
def test_what_the_author_exposed_is_found_in_every_spelling_and_place(a_context, template, word, where):
    reply = {
        "before": f"{word} {template}",
        "within": template.replace("To talk", f"{word} To talk"),
        "after": f"{template} {word}",
    }[where]

    findings = list(echo(reply, a_context(*EXPOSED)))

    assert findings
    assert all(finding.refuses for finding in findings)


def test_the_untouched_template_passes_though_the_author_is_called_like_one_of_its_words(a_context, template):
    context = a_context("Hélène Service", "Grace Private", "Thank Days")

    assert list(echo(template, context)) == []


def test_a_harmless_edit_passes_though_the_author_is_called_like_a_word_of_the_template(a_context, template):
    reply = template.replace("To talk in private", "Our counter opens at eight. To talk in private")

    assert list(echo(reply, a_context("Hélène Service", "Grace Private"))) == []


def test_a_word_of_the_template_that_was_moved_is_found(a_context, template):
    reply = template.replace(", at your service.", ".").replace("Thank you", "Thank you service")

    (finding,) = echo(reply, a_context("Hélène Service"))

    assert reply[finding.start : finding.end] == "service"


def test_a_word_of_the_template_put_elsewhere_in_its_order_is_found(a_context, template):
    reply = template.replace("days, at your service.", "days, thank Mrs. service.")

    (finding,) = echo(reply, a_context("Hélène Service"))

    assert reply[finding.start : finding.end] == "service."


def test_without_a_template_nothing_is_exempt(a_context, template):
    assert list(echo(template, a_context("Grace Private", template_text="")))


def test_the_finding_shows_the_place_and_does_not_repeat_the_word(a_context, template):
    reply = f"{template} Bye, Tremblay, bye"

    (finding,) = echo(reply, a_context("Julie Tremblay"))

    assert reply[finding.start : finding.end] == "Tremblay,"
    assert "tremblay" not in str(finding.message).casefold()


def test_a_known_word_in_a_template_is_still_found_where_somebody_adds_it_next_to_itself(a_context, template):
    reply = template.replace("at your service", "at your service service")

    assert list(echo(reply, a_context("Hélène Service")))


def test_a_token_is_looked_up_once_however_often_it_stands(a_context):
    looked_up = []
    context = replace(a_context(template_text=""), is_known=lambda token: looked_up.append(token) or False)

    list(echo("again and again and again and again", context))

    assert len(looked_up) == len(set(looked_up))

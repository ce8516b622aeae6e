from dataclasses import replace

import pytest
from fakes import redacted

from smbot.core.marked import own_words
from smbot.core.platform_rules import PlatformRules
from smbot.core.spans import Span
from smbot.core.warrant import WARRANT
from smbot.guard.check import RULES, check, refused
from smbot.guard.client import client
from smbot.guard.language import language
from smbot.guard.length import length
from smbot.guard.links import links
from smbot.guard.personal import personal
from smbot.guard.quote import quote
from smbot.platforms.facebook.rules import RULES as FACEBOOK

HALF_EN = "Hello, bonjour. Thank you for writing to us today."
HALF_FR = "Merci de nous écrire aujourd’hui."


def test_an_untouched_template_passes_every_rule(a_context, template):
    assert check(template, a_context("Julie Tremblay")) == ()


@pytest.mark.parametrize(
    "added",
    [
        "You waited three hours at the counter",
        "WAITED, three hours. At the… counter!",
        "Sorry about “Main Street”.",
        'Sorry about "three hours".',
        "Désolé pour «\u00a0Main Street\u00a0».",
    ],
)
def test_a_quote_of_the_post_is_refused(a_context, template, added):
    findings = list(quote(f"{template} {added}", a_context()))

    assert findings
    assert all(finding.refuses for finding in findings)


@pytest.mark.parametrize("added", ["Waiting three hours is long.", "We look at “Other Words”.", "on Main Street"])
def test_a_few_common_words_are_no_quote(a_context, template, added):
    assert list(quote(f"{template} {added}", a_context())) == []


def test_thirty_characters_are_a_quote_even_in_few_words(a_context):
    post = "Insurmountable administrative misunderstandings everywhere"
    context = a_context(template_text="", masked_text=post)

    (finding,) = quote("What insurmountable administrative misunderstandings, alas", context)

    assert finding.start == len("What ")


@pytest.mark.parametrize("copied", ["[PERSON 1]", "[CREDIT_CARD \u20261234]", "[PERSON K7QF2M]", "[person 4312]"])
def test_a_mask_that_was_copied_into_a_reply_is_refused(a_context, template, copied):
    reply = f"{template} Dear {copied}, we saw it."

    (finding,) = personal(reply, a_context())

    assert (finding.refuses, reply[finding.start : finding.end]) == (True, copied)


@pytest.mark.parametrize("words", ["[form 1]", "[PERSON]", "(PERSON 1)", "[see below]"])
def test_other_brackets_are_no_masks(a_context, template, words):
    assert list(personal(f"{template} {words}", a_context())) == []


def test_the_words_of_a_mask_are_not_the_authors_but_a_typed_mask_is(a_context, template):
    ours = redacted("My old [PHONE_NUMBER 1] is wrong")
    typed = replace(ours, masks=(), warrant=WARRANT)
    reply = f"{template} We have your “phone number 1”."

    assert list(quote(reply, a_context(masked_text=own_words(ours)))) == []
    assert list(quote(reply, a_context(masked_text=own_words(typed))))


def test_words_on_both_sides_of_a_mask_make_no_quote_together(a_context, template):
    post = redacted("please call me on [PHONE_NUMBER 1] because nobody writes")

    reply = f"{template} On me because nobody calls, please"

    assert list(quote(reply, a_context(masked_text=own_words(post)))) == []


def test_the_playbooks_own_words_are_no_quote_when_the_post_repeats_them(a_context, template):
    context = a_context(masked_text="lol: please do not share personal information here")

    assert list(quote(template, context)) == []
    assert list(quote(f"{template} So please do not share personal information here", context))


def test_a_withheld_post_cannot_be_quoted(a_context, template):
    assert list(quote(template, a_context(masked_text=None))) == []


def test_personal_information_of_anybody_is_refused(a_context, template):
    reply = f"{template} Ask for Marie at the counter"
    start = reply.index("Marie")
    span = Span(start=start, end=start + 5, entity="PERSON", score=0.8, recognizer="names")

    (finding,) = personal(reply, a_context(find_personal=lambda text: (span,)))

    assert finding.refuses
    assert (finding.start, finding.end) == (start, start + 5)
    assert "(name)" in str(finding.message)
    assert "Marie" not in str(finding.message)


def test_a_recognizer_that_errs_on_the_playbooks_own_words_does_not_refuse_them(a_context, template):
    span = Span(start=0, end=5, entity="PERSON", score=0.4, recognizer="names")

    assert list(personal(template, a_context(find_personal=lambda text: (span,)))) == []


def test_words_that_confirm_a_client_are_refused(a_context, template):
    reply = f"{template} We look at your file."

    (finding,) = client(reply, a_context())

    assert finding.refuses
    assert reply[finding.start : finding.end] == "your file"


@pytest.mark.parametrize(
    ("told", "expected", "refuses"),
    [("en", "en", []), ("fr", "en", [True]), ("en", "fr", [True]), ("und", "en", [False]), ("de", "fr", [False])],
)
def test_a_reply_in_the_wrong_language_is_refused(a_context, template, told, expected, refuses):
    context = a_context(tell_language=lambda text: told, language=expected)

    assert [finding.refuses for finding in language(template, context)] == refuses


def test_the_greeting_does_not_count_for_the_language(a_context):
    seen = []
    context = a_context(tell_language=lambda text: seen.append(text) or "fr", language="fr")

    assert list(language("Hello, bonjour. Merci de nous écrire ici.", context)) == []
    assert seen == [" Merci de nous écrire ici."]


def test_a_reply_too_short_to_tell_passes(a_context):
    context = a_context(tell_language=lambda text: "de")

    assert list(language("Hello, bonjour. Thanks!", context)) == []


def test_a_reply_in_both_languages_needs_both(a_context):
    def told(text):
        return "fr" if "Merci" in text else "en"

    context = a_context(tell_language=told, language="mul")

    assert list(language(f"{HALF_EN}\n{HALF_FR}", context)) == []
    assert [str(f.message) for f in language(HALF_EN, context)] == [
        "This author is answered in both languages; French is missing."
    ]


@pytest.mark.parametrize("author", ["mul", "und", "de"])
@pytest.mark.parametrize(("offer", "missing"), [("bilingual", "both"), ("french", "French"), ("english", None)])
def test_an_author_in_neither_language_is_answered_as_the_offer_says(a_context, author, offer, missing):
    greeting = {"bilingual": "Hello, bonjour.", "french": "Bonjour.", "english": "Hello."}[offer]
    context = a_context(language=author, offer=offer, tell_language=lambda text: "en")

    said = [str(f.message) for f in language(f"{greeting} Thank you for writing today.", context)]

    assert len(said) == (missing is not None)
    assert all((missing or "") in sentence for sentence in said)


@pytest.mark.parametrize(
    ("greeting", "offer", "first", "ok"),
    [
        ("Hello, bonjour.", "bilingual", "en", True),
        ("Bonjour, hello.", "bilingual", "fr", True),
        ("Good morning, bonjour!", "bilingual", "en", True),
        ("Bonjour, hello.", "bilingual", "en", False),
        ("Hello, bonjour.", "bilingual", "fr", False),
        ("Hello.", "bilingual", "en", False),
        ("Bonjour.", "bilingual", "fr", False),
        ("", "bilingual", "en", False),
        ("Bonjour.", "french", "fr", True),
        ("Hello.", "french", "fr", False),
        ("Hello.", "english", "en", True),
        ("", "english", "en", False),
    ],
)
def test_a_first_reply_makes_the_active_offer(a_context, greeting, offer, first, ok):
    spoken = "fr" if offer == "french" else "en"
    thanks = {"en": "Thank you for writing to us about that.", "fr": "Merci de nous avoir écrit à ce sujet."}[spoken]
    reply = f"{greeting} {thanks}"
    context = a_context(offer=offer, first_language=first, language=spoken, tell_language=lambda text: spoken)

    findings = list(language(reply, context))

    assert [finding.refuses for finding in findings] == ([] if ok else [True])
    assert list(language(reply, replace(context, first_reply=False))) == []


def test_length_is_measured_as_the_platform_counts(a_context):
    context = a_context()

    assert list(length("é" * 280, context)) == []
    assert [f.refuses for f in length("é" * 281, context)] == [True]
    assert [f.refuses for f in length("\u2026" * 141, context)] == [True]


@pytest.mark.parametrize("reply", ["", "  \n", "\u00a0"])
def test_an_empty_reply_is_refused(a_context, reply):
    assert [str(f.message) for f in length(reply, a_context())] == ["The reply is empty."]


def test_a_link_is_refused_where_the_platform_wants_none(a_context, template):
    reply = f"{template} See example.ca"
    x = a_context()
    facebook = a_context(
        platform=PlatformRules(
            platform="facebook", title="Facebook", limit=8000, count=len, links=True, answers_unsummoned=True
        )
    )

    (finding,) = links(reply, x)

    assert finding.refuses
    assert reply[finding.start : finding.end] == "example.ca"
    assert list(links(reply, facebook)) == []


def test_a_fixed_text_leaves_as_it_is_or_not_at_all(a_context, template):
    context = a_context(fixed=True)

    assert check(template, context) == ()
    assert [f.rule for f in check(f"{template} Courage.", context)] == ["fixed"]
    assert check(f"{template} Courage.", a_context()) == ()


def test_a_rule_that_fails_refuses_and_says_only_the_type_of_the_error(a_context, template):
    def broken(token):
        raise LookupError(token)

    context = replace(a_context(template_text=""), is_known=broken, tell_language=broken, find_personal=broken)

    findings = check(template, context)

    failed = {finding.rule for finding in findings if "LookupError" in str(finding.message)}
    assert failed == {"echo", "personal", "language"}
    assert all(finding.refuses for finding in findings)
    assert not any("privacy" in str(finding.message) for finding in findings)


def test_too_many_numbers_in_words_are_refused(a_context, template):
    findings = check(f"{template} {'quatre-vingt-dix-sept ' * 10}", a_context())

    assert "The check echo failed (TooManyReadings)." in [str(finding.message) for finding in findings]


def test_every_finding_names_its_rule(a_context):
    bad = "Your file, Tremblay: example.ca " + "waited three hours at the counter " * 20
    findings = check(bad, a_context("Julie Tremblay"))

    assert {finding.rule for finding in findings} == {"echo", "quote", "client", "language", "length", "links"}
    assert {name for name, _ in RULES} >= {finding.rule for finding in findings}
    assert refused(findings)


def test_only_findings_that_refuse_keep_a_reply_back(a_context, template):
    findings = check(template, a_context(tell_language=lambda text: "und"))

    assert [finding.refuses for finding in findings] == [False]
    assert not refused(findings)


def test_a_text_pasted_by_mistake_is_refused_without_being_looked_up_word_by_word(a_context):
    asked = []
    context = replace(a_context(), is_known=lambda token: bool(asked.append(token)))

    findings = check("lorem ipsum " * 5000, context)

    assert [finding.rule for finding in findings] == ["unread"]
    assert refused(findings)
    assert not asked


def test_a_text_that_only_looks_long_is_read_by_every_rule(a_context):
    # A family emoji is seven code points and counts two.
    family = "\N{MAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}\N{ZERO WIDTH JOINER}\N{BOY}"
    context = replace(a_context("Tremblay"), platform=replace(a_context().platform, limit=3, count=lambda _text: 1))

    assert "echo" in {finding.rule for finding in check(f"{family} Tremblay", context)}


@pytest.mark.parametrize(
    ("post", "reply"),
    [
        ("Do I need to bring my old passport to renew?", "Yes, you need to bring your old passport to renew."),
        ("The website is down again", "We are sorry that the website is down again."),
        ("Fix Main Street in front of the library", "We pass by Main Street in front of the library today."),
    ],
)
def test_the_subject_of_a_post_is_no_quote(a_context, post, reply):
    assert list(quote(reply, a_context(template_text="", masked_text=post))) == []


def test_facebook_takes_a_plain_link_and_no_shortened_one(a_context):
    on_facebook = a_context(platform=FACEBOOK)

    assert list(links("Fees are at https://www.example.ca/renew today.", on_facebook)) == []
    assert list(links("Fees are at bit.ly/3xRenew today.", on_facebook))

"""No author gets the same words twice."""

from smbot.guard.repeat import repeat

GIVEN = "Hello, bonjour.  Thank you for writing."


def test_the_words_an_author_was_given_before_are_refused(a_context):
    context = a_context(earlier_replies=frozenset({GIVEN}))

    findings = list(repeat("Hello, bonjour. Thank you for writing.", context))

    assert [finding.refuses for finding in findings] == [True]


def test_other_words_to_the_same_author_pass(a_context):
    context = a_context(earlier_replies=frozenset({GIVEN}))

    assert not list(repeat("Hello, bonjour. Thank you for coming back to us.", context))

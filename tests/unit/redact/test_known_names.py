"""The author's own names: found where they stand, and never repeated by a reply."""

from smbot.redact.known import known_tokens


def test_no_reply_may_repeat_the_author_s_names_even_if_the_post_does_not_hold_them():
    assert known_tokens(("Julie Tremblay", "jtremblay99")) == {"julie", "tremblay", "jtremblay99"}


def test_common_words_of_a_display_name_name_nobody():
    assert known_tokens(("Merci Bonjour", "")) == frozenset()

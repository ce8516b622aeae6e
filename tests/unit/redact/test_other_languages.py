"""Posts in other languages: rules mask what they can, the text is withheld, and hardly one is taken for ours."""

import pytest
from other_languages import POSTS

from smbot.core.errors import RedactionError
from smbot.normalise.language import LanguageTeller
from smbot.raw.box import RawText
from smbot.redact.engine import Redactor, load_finders
from smbot.redact.stage import Fields, redact_posts

TELLER = LanguageTeller()


@pytest.fixture(scope="module")
def redactor():
    return Redactor(finders=load_finders(), tagger=None)


def redacted(redactor, post, hint=None):
    [result] = redact_posts([Fields(text=RawText(post.text), hint=hint)], redactor, TELLER)
    assert not isinstance(result, RedactionError)
    return result


@pytest.mark.parametrize("post", [post for post in POSTS if post.gone], ids=lambda post: post.text[:30])
def test_rules_mask_what_they_find_in_any_language(redactor, post):
    masked = redacted(redactor, post).text.text

    assert [value for value in post.gone if value in masked] == []


@pytest.mark.parametrize(
    "post", [post for post in POSTS if len(post.text.split()) > 4], ids=lambda post: post.text[:30]
)
def test_a_post_in_another_language_is_withheld(redactor, post):
    result = redacted(redactor, post)

    assert result.withheld
    assert result.language not in {"en", "fr", "mixed", "und"}


def test_of_short_posts_in_latin_letters_few_are_taken_for_ours(redactor):
    short = [post for post in POSTS if len(post.text.split()) <= 4]

    shown = [post.text for post in short if not redacted(redactor, post).withheld]

    assert len(short) >= 8
    assert len(shown) <= 4
    assert len(POSTS) >= 60
    assert len({post.language for post in POSTS}) >= 25


@pytest.mark.parametrize("post", [post for post in POSTS if len(post.text.split()) <= 4], ids=lambda post: post.text)
def test_the_platforms_belief_helps_with_a_short_post(redactor, post):
    assert redacted(redactor, post, hint=post.language).withheld


@pytest.mark.parametrize(
    "text",
    [
        "Thank you ji for the help at the counter",
        "inshallah my card comes before Eid, why is it so slow",
        "Miigwech to the staff in Thunder Bay, Nakurmiik as well",
        "Salamat po to everyone at the office, you were great",
        "Merci gracias obrigado à toute l'équipe du bureau",
        "muchas gracias to the team, they fixed it",
        "jai pa recu sa ki ma ete promi, ostie ke chu tanné",
        "tabarnak osti ca niaise pas a matin",
        "Le bingo de jeudi a rapporté 318 $ à la popote.",
        "On me traite de « cas ».",
    ],
)
def test_a_few_foreign_words_withhold_nothing(text):
    assert TELLER.tell(text) in {"en", "fr", "mixed"}

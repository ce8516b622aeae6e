"""The guard as a whole on replies that people wrote: bad ones are refused by their rule, good ones leave."""

import pytest
from judging import refusals
from tables.bad_en import BAD as BAD_EN
from tables.bad_fr import BAD as BAD_FR
from tables.good_en import GOOD as GOOD_EN
from tables.good_fr import GOOD as GOOD_FR

BAD = [(*each, "en") for each in BAD_EN] + [(*each, "fr") for each in BAD_FR]
GOOD = [(*each, "en") for each in GOOD_EN] + [(*each, "fr") for each in GOOD_FR]


@pytest.mark.parametrize(("rule", "post", "reply", "language"), BAD, ids=range(len(BAD)))
def test_a_bad_reply_is_refused_by_its_rule(rule, post, reply, language):
    assert rule in {name for name, _ in refusals(post, reply, language)}


@pytest.mark.parametrize(("post", "reply", "language"), GOOD, ids=range(len(GOOD)))
def test_a_good_reply_may_leave(post, reply, language):
    assert refusals(post, reply, language) == []


@pytest.mark.parametrize(("post", "reply", "language"), GOOD[::7], ids=range(len(GOOD[::7])))
def test_a_good_reply_in_the_other_language_is_refused(post, reply, language):
    other = {"en": "fr", "fr": "en"}[language]

    assert "language" in {name for name, _ in refusals(post, reply, other)}

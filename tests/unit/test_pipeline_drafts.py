"""Drafts fit where they would stand: what sends the author to the private channel is no answer to a private message."""

import pytest
from fakes import ALICE, FakeCollector, raw_post

from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.post_kinds import PostKind
from smbot.core.states import MentionState
from smbot.raw.box import RawText
from smbot.review.ports import Filter
from tests.no_models import NoNames


@pytest.fixture
def through_the_stages(an_installation):
    def make(text, kind):
        post = raw_post(1, text=RawText(text), kind=kind)
        collect(FakeCollector(Page(posts=(post,), cursor="1")), an_installation.collecting())
        an_installation.pipeline(NoNames()).run_dry()
        (item,) = an_installation.desk().listing(ALICE, Filter()).items
        return item

    return make


def test_a_complaint_below_a_post_is_drafted_with_the_private_channel(through_the_stages):
    item = through_the_stages("Three hours at your counter and nobody came. This is unacceptable.", PostKind.COMMENT)

    assert item.state == MentionState.DRAFTED
    assert item.draft


def test_the_same_words_in_a_private_message_are_a_persons_to_answer(through_the_stages):
    item = through_the_stages("Three hours at your counter and nobody came. This is unacceptable.", PostKind.MESSAGE)

    assert (item.state, item.draft) == (MentionState.TRIAGED, "")
    assert item.playbook == "complaint"


def test_words_that_fit_everywhere_are_drafted_in_private_too(through_the_stages):
    item = through_the_stages("I want to kill myself, I cannot go on", PostKind.MESSAGE)

    assert item.playbook == "urgent"
    assert item.draft

"""A mention that breaks a stage waits for a person, and holds up no other of its batch."""

from dataclasses import replace

import pytest
from fakes import ALICE, FakeCollector, raw_post

from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.mention import FAILED
from smbot.core.states import MentionState
from smbot.raw.box import RawText
from smbot.review.ports import Filter
from tests.no_models import NoNames

TEXTS = ("Three hours at your counter and nobody came.", "The road is full of potholes.", "Nobody answers the phone.")


@pytest.fixture
def pipeline(an_installation):
    """The stages, with three posts before them."""
    posts = tuple(raw_post(number, text=RawText(text)) for number, text in enumerate(TEXTS, 1))
    collect(FakeCollector(Page(posts=posts, cursor="1")), an_installation.collecting())
    return an_installation.pipeline(NoNames())


@pytest.fixture
def items(an_installation):
    """Returns what stands in the queue, the broken one first."""

    def listed():
        found = an_installation.desk().listing(ALICE, Filter()).items
        return sorted(found, key=lambda item: "potholes" not in item.text.text)

    return listed


class Broken:
    """Does what `real` does, but for posts on potholes."""

    def __init__(self, real):
        self.real = real

    def __getattr__(self, name):
        return getattr(self.real, name)

    def choose(self, tx, mention, triage):
        chosen = self.real.choose(tx, mention, triage)
        if "potholes" in mention.text.text:
            raise ZeroDivisionError
        return chosen

    def of_triage(self, tx, mention, triage):
        if "potholes" in mention.text.text:
            raise ZeroDivisionError
        self.real.of_triage(tx, mention, triage)


def test_a_mention_for_which_no_draft_can_be_made_waits_without_a_playbook(pipeline, items):
    replace(pipeline, drafts=replace(pipeline.drafts, drafting=Broken(pipeline.drafts.drafting))).run_dry()

    broken, *others = items()
    assert (broken.state, broken.playbook, broken.draft) == (MentionState.TRIAGED, "none", "")
    assert len(others) == 2
    assert all(item.playbook not in {"", "none"} for item in others)


def test_a_mention_whose_labels_ask_for_what_fails_waits_at_the_top(pipeline, items):
    stage = pipeline.triage
    replace(pipeline, triage=replace(stage, consequences=Broken(stage.consequences))).run_dry()

    broken, *others = items()
    assert broken.classifier == FAILED + "ZeroDivisionError"
    assert len(others) == 2
    assert all(not item.classifier.startswith(FAILED) for item in others)


def test_each_event_of_a_batch_that_broke_stands_in_the_log_once(pipeline, items, an_installation):
    replace(pipeline, drafts=replace(pipeline.drafts, drafting=Broken(pipeline.drafts.drafting))).run_dry()

    for item in items():
        with an_installation.store.read() as tx:
            acts = [line.act for line in tx.audit_lines([item.id])]
        assert (acts.count("mention.triaged"), acts.count("mention.drafted")) == (1, 1)

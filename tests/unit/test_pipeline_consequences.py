"""What the stages open beside a draft: a docket entry and its clock, a case, a call to people on duty."""

import pytest
from fakes import FakeCollector, raw_post

from smbot.access.names import DocketState
from smbot.cases.model import Kind, Priority
from smbot.cases.ports import CaseFilter
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.raw.box import RawText
from tests.no_models import NoNames


@pytest.fixture
def opened(an_installation):
    """What stands on the docket and among the cases once these posts of one author went through the stages."""

    def through(*texts):
        pipeline = an_installation.pipeline(NoNames())
        for number, text in enumerate(texts, 1):
            post = raw_post(number, text=RawText(text))
            collect(FakeCollector(Page(posts=(post,), cursor=str(number))), an_installation.collecting())
            pipeline.run_dry()
        with an_installation.store.read() as tx:
            return tx.docket_entries(), tx.cases(CaseFilter())

    return through


def test_a_possible_request_stands_on_the_docket_with_the_time_of_its_post(opened):
    (entry,), _ = opened("Under the Freedom of Information Act I request a copy of all records about my file.")

    assert entry.state == DocketState.POSSIBLE
    assert [each.posted_at for each in entry.mentions] == [raw_post(1).posted_at]


def test_a_complaint_opens_a_case_of_its_kind(opened):
    entries, (case,) = opened("Three hours at your counter and nobody came. This is unacceptable.")

    assert entries == []
    assert (case.kind, case.priority) == (Kind.COMPLAINT, Priority.NORMAL)


def test_urgent_words_open_an_urgent_case_and_call_people(opened, an_installation):
    _, (case,) = opened("I want to kill myself, I cannot go on")

    with an_installation.store.read() as tx:
        calls = tx.pages_waiting()
    assert case.priority == Priority.URGENT
    assert [call.subject for call in calls] == [case.id]


def test_chatter_opens_nothing(opened):
    assert opened("Lovely sunset over the harbour tonight") == ([], [])

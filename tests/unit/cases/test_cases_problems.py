"""Incidents about one fault: suggested, joined by a person, parted again; a problem takes its incidents along."""

import pytest
from fakes import redacted

from smbot.cases.model import CaseState, Kind, Outcome, Priority
from smbot.core.errors import NotAllowed
from tests.unit.cases.casing import ALICE, events, opened, post

FAULT = "the payment kiosk in Moncton eats cards since this morning"
AGAIN = "kiosk in Moncton took my cards, payment never went through"
OTHER = "the renewal website shows error five hundred"


@pytest.fixture
def incident(cases, a_store, a_clock):
    """Open an incident of an author of its own."""
    numbers = iter(range(100))

    def make(text=FAULT, **changes):
        author = f"author-{next(numbers)}"
        a_clock.advance(minutes=1)
        mention = post(a_store, author, text=redacted(text), conversation=author)
        return opened(cases, Kind.INCIDENT, mention, **changes).id

    return make


def state(cases, case):
    return cases.file(ALICE, case).case.state


def test_incidents_become_a_problem_that_counts_them(cases, a_store, incident):
    first, second = incident(program="kiosks", priority=Priority.HIGH), incident(program="kiosks")

    problem = cases.problem_from(ALICE, [first, second])

    assert (problem.kind, problem.program, problem.priority) == (Kind.PROBLEM, "kiosks", Priority.HIGH)
    assert cases.count(problem.id) == 2
    assert cases.file(ALICE, problem.id).incidents == [first, second]
    assert state(cases, first) == CaseState.MERGED
    assert events(a_store, first) == ["case.opened", "case.joined"]


def test_an_incident_joins_and_leaves_a_problem(cases, a_store, incident):
    problem = cases.problem_from(ALICE, [incident()]).id
    late = incident()

    cases.join(ALICE, late, problem)
    assert cases.count(problem) == 2
    parted = cases.separate(ALICE, late, "another kiosk")

    assert (parted.state, parted.problem, cases.count(problem)) == (CaseState.OPEN, None, 1)
    assert events(a_store, late) == ["case.opened", "case.joined", "case.separated"]


def test_a_complaint_joins_no_problem_and_an_incident_no_incident(cases, incident):
    problem = cases.problem_from(ALICE, [incident()]).id

    with pytest.raises(NotAllowed, match="Only incidents"):
        cases.join(ALICE, opened(cases).id, problem)
    with pytest.raises(NotAllowed, match="no problem"):
        cases.join(ALICE, incident(), incident())


def test_a_problem_that_cannot_be_made_whole_is_not_made(cases, incident):
    first, complaint = incident(), opened(cases).id

    with pytest.raises(NotAllowed):
        cases.problem_from(ALICE, [first, complaint])

    assert state(cases, first) == CaseState.OPEN


def test_a_problem_ends_and_comes_back_with_its_incidents(cases, a_store, incident):
    first, second = incident(), incident()
    problem = cases.problem_from(ALICE, [first, second]).id

    cases.resolve(ALICE, problem, Outcome.SOLVED)
    assert state(cases, first) == CaseState.RESOLVED
    cases.close(ALICE, problem)
    assert {cases.file(ALICE, each).case.outcome for each in (problem, first, second)} == {"solved"}
    assert state(cases, second) == CaseState.CLOSED
    cases.reopen(ALICE, problem, "it eats cards again")

    assert state(cases, first) == CaseState.MERGED
    assert cases.count(problem) == 2
    assert events(a_store, first)[-3:] == ["case.resolved", "case.closed", "case.reopened"]


def test_a_joined_incident_is_not_ended_or_reopened_alone(cases, incident):
    first = incident()
    problem = cases.problem_from(ALICE, [first]).id

    with pytest.raises(NotAllowed):
        cases.close(ALICE, first, Outcome.SOLVED)
    cases.close(ALICE, problem, Outcome.SOLVED)
    with pytest.raises(NotAllowed, match="belongs to the problem"):
        cases.reopen(ALICE, first, "not for me")

    assert cases.separate(ALICE, first, "not for me").state == CaseState.REOPENED


def test_an_ended_problem_takes_no_more_incidents(cases, incident):
    problem = cases.problem_from(ALICE, [incident()]).id
    cases.close(ALICE, problem, Outcome.SOLVED)

    with pytest.raises(NotAllowed, match="ended"):
        cases.join(ALICE, incident(), problem)


def test_the_machine_suggests_and_joins_nothing(cases, a_store, incident):
    first, second, other = incident(FAULT), incident(AGAIN), incident(OTHER)

    assert cases.suggest_new() == 1
    assert cases.suggest_new() == 0

    [suggestion] = cases.file(ALICE, second).suggestions
    assert suggestion.target == first
    assert state(cases, second) == CaseState.OPEN
    assert cases.file(ALICE, other).suggestions == []
    assert events(a_store, second) == ["case.opened", "case.suggested"]


def test_a_problem_is_suggested_before_its_kind_of_incident(cases, incident):
    problem = cases.problem_from(ALICE, [incident(FAULT)]).id

    assert [each.target for each in cases.likely(ALICE, incident(AGAIN))] == [problem]


def test_what_was_declined_or_parted_is_not_suggested_again(cases, incident):
    first, second = incident(FAULT), incident(AGAIN)
    cases.suggest_new()
    cases.decline(ALICE, second, first)
    problem = cases.problem_from(ALICE, [first]).id
    cases.join(ALICE, second, problem)
    cases.separate(ALICE, second, "another machine")

    assert cases.suggest_new() == 0
    assert cases.file(ALICE, second).suggestions == []
    with pytest.raises(NotAllowed):
        cases.decline(ALICE, second, first)


def test_incidents_that_lie_too_far_apart_are_not_compared(cases, incident, a_clock):
    incident(FAULT)
    a_clock.advance(hours=49)

    assert cases.likely(ALICE, incident(AGAIN)) == []

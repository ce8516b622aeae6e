"""What follows from a decision: a possible access request stands on the docket, also where a person found it."""

import pytest


def entries(desk):
    with desk.application.store.read() as tx:
        return tx.docket_entries()


@pytest.fixture
def a_complaint(desk):
    return desk.add_mention("I would like to see what you wrote about me in 2019.")


def test_what_a_person_calls_an_access_request_stands_on_the_docket_once(desk, a_complaint):
    corrections = desk.application.label_corrections()
    corrections.correct(desk.members["ana"], a_complaint, ["complaint", "access_request"])
    corrections.correct(desk.members["ana"], a_complaint, ["access_request"])

    [entry] = entries(desk)

    assert [each.mention for each in entry.mentions] == [a_complaint]
    assert entry.steps[0].by == "ana"


def test_another_correction_opens_no_entry(desk, a_complaint):
    desk.application.label_corrections().correct(desk.members["ana"], a_complaint, ["question"])

    assert entries(desk) == []

"""A case opened by hand on a mention's page, and two accounts of one person joined on the case's page."""

import json

import pytest
from web.casework import acts_of, open_case, read_case, version, write_in_private

from smbot.bootstrap.private import private_desk
from smbot.cases.model import Kind, Priority


@pytest.fixture
def ana(a_browser):
    return a_browser("ana")


def cases_of_mention(desk, mention):
    with desk.application.store.read() as tx:
        return tx.cases_of_mention(mention)


def test_a_case_is_opened_from_a_mentions_page_with_what_the_form_says(desk, ana):
    mention = desk.add_mention()
    page = ana.get(f"/items/{mention}").text

    answer = ana.post(f"/items/{mention}/case", {"kind": "incident", "priority": "high", "language": "fr"})

    [case] = cases_of_mention(desk, mention)
    assert f'action="/items/{mention}/case' in page
    assert '<option value="problem">' not in page
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/cases/{case.id}?done=opened#case"
    assert (case.kind, case.priority, case.language) == (Kind.INCIDENT, Priority.HIGH, "fr")
    assert "The case is open." in ana.get(answer.headers["location"]).text
    assert json.loads(acts_of(desk, case.id)[0])["actor"] == "ana"


@pytest.mark.parametrize("fields", [{}, {"kind": "problem"}])
def test_a_case_without_a_kind_or_a_problem_is_refused_on_the_page(desk, ana, fields):
    mention = desk.add_mention()

    answer = ana.post(f"/items/{mention}/case", fields)

    assert answer.status_code == 409
    assert cases_of_mention(desk, mention) == []


def test_an_unknown_kind_is_no_complete_form(desk, ana):
    assert ana.post(f"/items/{desk.add_mention()}/case", {"kind": "riddle"}).status_code == 422


@pytest.mark.parametrize("name", ["vera", "chloe"])
def test_who_works_on_no_case_is_offered_none(desk, a_browser, name):
    mention, browser = desk.add_mention(), a_browser(name)

    assert f"/items/{mention}/case" not in browser.get(f"/items/{mention}").text
    assert browser.post(f"/items/{mention}/case", {"kind": "incident"}).status_code == 403


def heard(desk, ana):
    """Open a case, let its person write in private, and return the case, a post of another account, that message."""
    case = open_case(desk)
    code = private_desk(desk.application).make_code(case.id, desk.members["ana"])
    write_in_private(desk, code.code)
    with desk.application.store.read() as tx:
        [message] = tx.private_messages(case.id)
    return case, desk.add_mention(platform="townhall"), message.id


def test_two_accounts_are_joined_with_the_reason_and_the_message_in_which_they_said_so(desk, ana):
    case, post, message = heard(desk, ana)
    page = ana.get(f"/cases/{case.id}").text

    answer = ana.post(
        f"/cases/{case.id}/join-person",
        version(desk, case.id) | {"post": post, "said_in": f" {message} ", "reason": "Told us, rang 604-555-0187"},
    )
    shown = ana.get(answer.headers["location"]).text

    assert f'<option value="{message}">' in page
    assert answer.status_code == 303
    assert "Both accounts are one person’s now, in this case." in shown
    assert [person.said_in for person in read_case(desk, case.id).people] == ["", message]
    detail = json.loads(acts_of(desk, case.id)[-1])["detail"]
    assert detail["said_in"] == message
    assert detail["reason"].startswith("Told us, rang ")
    assert "604-555-0187" not in shown + detail["reason"]
    assert message in shown


def test_where_the_person_did_not_say_so_in_private_nobody_is_joined(desk, ana):
    case, post, _ = heard(desk, ana)

    for said_in in (post, "m-none", desk.add_mention()):
        answer = ana.post(
            f"/cases/{case.id}/join-person",
            version(desk, case.id) | {"post": post, "said_in": said_in, "reason": "I think so"},
        )
        assert answer.status_code == 409
        assert "Ask the person in private" in answer.text
        assert 'value="I think so"' in answer.text
    assert len(read_case(desk, case.id).people) == 1


@pytest.mark.parametrize("left_out", ["post", "said_in", "reason"])
def test_what_is_left_out_is_asked_for(desk, ana, left_out):
    case, post, message = heard(desk, ana)
    fields = {"post": post, "said_in": message, "reason": "They told us"} | {left_out: " "}

    answer = ana.post(f"/cases/{case.id}/join-person", version(desk, case.id) | fields)

    assert answer.status_code == 409
    assert "Name the post, the private message, and why." in answer.text


def test_a_post_that_is_not_there_joins_nobody(desk, ana):
    case, _, message = heard(desk, ana)
    fields = {"post": "m-none", "said_in": message, "reason": "They told us"}

    answer = ana.post(f"/cases/{case.id}/join-person", version(desk, case.id) | fields)

    assert answer.status_code == 409
    assert "There is no mention of this id." in answer.text


def test_nobody_but_the_assignee_is_shown_which_messages_there_are(desk, ana, a_browser):
    case, _, message = heard(desk, ana)

    page = a_browser("paul").get(f"/cases/{case.id}").text

    assert "join-person" in page
    assert message not in page

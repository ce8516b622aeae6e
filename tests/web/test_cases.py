"""The pages of cases: the list with its tabs, one case, and each act on it."""

import re
from pathlib import Path

import pytest
from web.casework import acts_of, open_case, read_case, version
from web.making import ROLES

from smbot import handoff
from smbot.bootstrap.cases import cases_of
from smbot.cases.model import CaseState, Ground, Kind, Outcome, Priority, Suggestion
from smbot.core.events import Act, Event
from smbot.core.roles import Role
from smbot.storage.queue import QueueTables
from smbot.web.case_pages import IN_PRIVATE
from smbot.web.words import ACTS


@pytest.fixture
def ana(a_browser):
    return a_browser("ana")


def act(browser, desk, case, name, **fields):
    return browser.post(f"/cases/{case}/{name}", version(desk, case) | fields)


def there(browser, answer):
    """Follow the redirect of an act."""
    assert answer.status_code == 303, answer.text
    return browser.get(answer.headers["location"]).text


def test_an_empty_list_says_what_comes_next(ana):
    page = ana.get("/cases").text

    assert "No case is yours." in page
    assert "Look at “Open cases” and take one." in page


def test_the_tabs_part_the_cases_and_count_them(desk, ana):
    mine = open_case(desk)
    free = open_case(desk, Kind.INCIDENT, taken=False)
    waiting = open_case(desk, Kind.FEEDBACK, "petra")
    cases_of(desk.application).wait(desk.members["petra"], waiting.id, "Asked for the street")

    assert set(listed(ana, "tab=mine")) == {mine.id}
    assert set(listed(ana, "tab=open")) == {mine.id, free.id}
    assert set(listed(ana, "tab=waiting")) == {waiting.id}
    assert set(listed(ana, "tab=all")) == {mine.id, free.id, waiting.id}
    assert "rests, " in ana.get("/cases?tab=waiting").text


def listed(browser, query):
    """Return the ids of a page's cases, in their order."""
    return re.findall(r'<h2 class="line"><a href="/cases/(c-[^"]+)"', browser.get(f"/cases?{query}").text)


def test_a_row_says_what_the_first_post_of_its_case_says_masked_and_what_program_it_is_about(desk, ana):
    long = "Week nine and my card is not here, call [PHONE_NUMBER 1]. " + "I wait at the counter each day. " * 10
    case = open_case(desk, mentions=[desk.add_mention(long)], program="health-card")
    desk.clock.advance(minutes=1)
    second = desk.add_mention("Second post.")
    with desk.application.store.write() as tx:
        tx.add_case_mention(case.id, second, "ana")

    row = ana.get("/cases?tab=mine").text.partition('<article class="row">')[2].partition("</article>")[0]

    assert f'href="/cases/{case.id}"' in row
    assert '<blockquote class="post" lang="en" dir="auto">Week nine and my card is not here' in row
    assert 'class="chip"' in row
    assert "[PHONE" not in row
    assert row.count("each day") < 5
    assert "…</blockquote>" in row
    assert "Second post." not in row
    assert "health-card" in row


def test_a_row_leaves_out_words_that_may_distress_and_says_why_there_are_none(desk, ana):
    hurtful, private = desk.add_mention("You are all leeches.", label="abuse"), desk.add_mention(withheld="private:c-1")
    desk.set_mention(hurtful, scores={"abuse": 0.99})
    for mention in (hurtful, private):
        open_case(desk, mentions=[mention])

    page = ana.get("/cases?tab=mine").text

    assert "leeches" not in page
    assert "It may hold insults or hate. Open it to read it." in page
    assert "One private message on case c-1: its assignee reads it there." in page


def test_a_page_reads_the_first_posts_of_all_its_cases_in_one_go(desk, ana, monkeypatch):
    for _ in range(3):
        open_case(desk)
    asked, items = [], QueueTables.items

    def counted(tables, wanted, **bounds):
        asked.append(len(wanted.among))
        return items(tables, wanted, **bounds)

    monkeypatch.setattr(QueueTables, "items", counted)

    assert ana.get("/cases?tab=mine").text.count("Week nine and my card") == 3
    assert asked == [3]


def test_urgent_cases_stand_first_then_what_is_due_soonest_then_what_rests(desk, ana):
    resting = open_case(desk, Kind.INCIDENT)
    cases_of(desk.application).wait(desk.members["ana"], resting.id, "Asked for the street")
    feedback = open_case(desk, Kind.FEEDBACK)
    complaint = open_case(desk, Kind.COMPLAINT)
    incident = open_case(desk, Kind.INCIDENT)
    urgent = open_case(desk, Kind.FEEDBACK, priority=Priority.URGENT)
    cases = cases_of(desk.application)
    soonest = sorted((feedback, complaint, incident), key=lambda one: cases.reading(read_case(desk, one.id)).due_at)

    assert soonest[0] == incident
    assert listed(ana, "tab=mine") == [each.id for each in (urgent, *soonest, resting)]


def test_all_cases_are_those_that_wait_for_us_and_behind_them_page_by_page_what_has_ended(desk, ana):
    ended = [open_case(desk, Kind.FEEDBACK, priority=Priority.URGENT) for _ in range(52)]
    for case in ended:
        cases_of(desk.application).resolve(desk.members["ana"], case.id, Outcome.EXPLAINED)
    open_ones = [open_case(desk, mentions=()) for _ in range(2)]

    first, second = listed(ana, "tab=all"), listed(ana, "tab=all&page=2")

    assert set(first[:2]) == {each.id for each in open_ones}
    assert [len(first), len(second)] == [50, 4]
    assert {*first, *second} == {each.id for each in (*ended, *open_ones)}
    assert 'rel="next"' not in ana.get("/cases?tab=all&page=2").text


def test_the_filters_stand_in_the_address(desk, ana):
    open_case(desk)
    incident = open_case(desk, Kind.INCIDENT, office="halifax")

    assert incident.id in ana.get("/cases?tab=all&kind=incident").text
    assert ana.get("/cases?tab=all&kind=incident").text.count('class="row"') == 1
    assert ana.get("/cases?tab=all&office=halifax").text.count('class="row"') == 1
    assert "Nothing here matches these filters." in ana.get("/cases?tab=all&office=moncton").text
    assert "Nothing here matches these filters." in ana.get("/cases?tab=all&overdue=1").text


def test_what_is_late_is_found_and_marked(desk, ana):
    case = open_case(desk)
    desk.clock.advance(days=60)

    ana.sign_in("ana")
    page = ana.get("/cases?tab=mine&overdue=1").text

    assert case.id in page
    assert 'class="overdue"' in page
    assert page.count("overdue since 2026-") == 1


def test_what_is_late_tells_since_when_once_though_no_office_was_open_since(desk, ana):
    case = open_case(desk)
    due = cases_of(desk.application).reading(case).due_at
    desk.clock.advance(seconds=(due - desk.clock.now()).total_seconds() + 60)

    ana.sign_in("ana")
    for place in ("/cases?tab=mine", f"/cases/{case.id}", f"/items/{case.mentions[0]}"):
        told = ana.get(place).text
        assert told.count("overdue since") == 1, place
        assert "0 min" not in told


@pytest.mark.parametrize("query", ["tab=x&kind=y&page=-1", "page=99", "page=é", "overdue=yes"])
def test_an_address_that_nobody_understands_shows_the_list(query, ana):
    assert ana.get(f"/cases?{query}").status_code in {200, 303}


def test_a_case_that_is_not_there_is_no_page(ana):
    assert ana.get("/cases/c-none").status_code == 404


def test_the_page_shows_clock_posts_masked_and_what_can_be_done(desk, ana):
    case = open_case(desk, language="fr")

    page = ana.get(f"/cases/{case.id}").text

    assert "complaint" in page
    assert "in progress" in page
    assert re.search("[0-9]\N{NO-BREAK SPACE}(h|min) left", page)
    assert f'href="/items/{case.mentions[0]}?tab=all"' in page
    assert "PHONE_NUMBER" not in page
    assert "Hand over…" in page
    assert "Take the case" not in page


@pytest.mark.parametrize("name", ["vera", "chloe"])
def test_whoever_reads_sees_no_act(name, desk, a_browser):
    case = open_case(desk)

    page = a_browser(name).get(f"/cases/{case.id}").text

    assert "Your role reads here, and changes nothing." in page
    assert f'action="/cases/{case.id}/' not in page


def test_a_case_is_taken_waits_goes_on_is_resolved_closed_and_taken_up_again(desk, ana):
    case = open_case(desk, taken=False).id

    assert "The case is yours." in there(ana, act(ana, desk, case, "assign"))
    assert "The service clock rests." in there(ana, act(ana, desk, case, "wait", reason="Asked which street"))
    assert "The case goes on" in there(ana, act(ana, desk, case, "resume"))
    assert "The case is resolved." in there(ana, act(ana, desk, case, "resolve", outcome="explained"))
    assert "The case is closed." in there(ana, act(ana, desk, case, "close"))
    assert "The case is taken up again." in there(ana, act(ana, desk, case, "reopen", reason="They wrote again"))
    assert read_case(desk, case).state == CaseState.REOPENED
    assert read_case(desk, case).assignee == "ana"


def test_how_it_ended_must_be_said(desk, ana):
    case = open_case(desk).id

    answer = act(ana, desk, case, "resolve", reason="They rang")

    assert answer.status_code == 409
    assert "Say how the case ended." in answer.text
    assert "They rang" in answer.text, "what was typed is kept"
    assert read_case(desk, case).state == CaseState.IN_PROGRESS


def test_whoever_looked_at_an_older_version_is_told(desk, ana):
    case = open_case(desk)
    cases_of(desk.application).note(desk.members["petra"], case.id, "I know this one")

    answer = ana.post(f"/cases/{case.id}/wait", {"version": str(case.version), "reason": "x"})

    assert answer.status_code == 409
    assert "Somebody changed this first. Look at it again." in answer.text


def test_an_address_tells_nothing_that_nobody_did(desk, ana):
    case = open_case(desk).id

    assert "The case is closed." not in ana.get(f"/cases/{case}?done=close").text
    assert ana.get(f"/cases/{case}?done=nonsense").status_code == 200


def test_colleagues_who_have_the_language_stand_first(desk, ana):
    case = open_case(desk, language="fr").id
    desk.add_member("zoe", {Role.REVIEWER}, "fr")

    page = ana.get(f"/cases/{case}").text
    choices = re.findall(r'<option value="(\w*)">', page.partition('name="to"')[2].partition("</select>")[0])

    assert choices == ["", "zoe", "paul", "petra"]
    assert "zoe, has the language" in page


def test_a_case_goes_to_who_has_the_language_or_to_who_is_named(desk, ana):
    desk.add_member("zoe", {Role.REVIEWER}, "fr")
    case = open_case(desk, language="fr").id

    page = there(ana, act(ana, desk, case, "hand-over", reason="In French, please"))

    assert read_case(desk, case).assignee == "zoe"
    assert "ana → zoe: In French, please" in page.replace("\N{NO-BREAK SPACE}", " ")
    there(ana, act(ana, desk, case, "hand-over", to="paul", reason="Knows the file"))
    assert read_case(desk, case).assignee == "paul"


def test_a_hand_over_says_why(desk, ana):
    case = open_case(desk).id

    answer = act(ana, desk, case, "hand-over", to="paul", reason=" ")

    assert answer.status_code == 409
    assert "Say it in a few words." in answer.text
    assert read_case(desk, case).assignee == "ana"


def test_notes_are_masked_and_tasks_are_ended(desk, ana):
    case = open_case(desk).id

    noted = there(ana, act(ana, desk, case, "note", text="Rang 604-555-0187, nobody there <b>"))
    given = there(ana, act(ana, desk, case, "task", text="Ring again", who="petra", until="2026-12-01"))
    ended = there(ana, act(ana, desk, case, "done", task="1"))

    assert "604-555-0187" not in noted
    assert "nobody there &lt;b&gt;" in noted
    assert "Ring again" in given
    assert "until 2026-12-01" in given.replace("12/1/26", "2026-12-01") or "petra" in given
    assert "The task is done." in ended
    assert act(ana, desk, case, "done", task="1").status_code == 409


def test_a_day_that_is_none_is_refused_without_repeating_it(desk, ana):
    case = open_case(desk).id

    answer = act(ana, desk, case, "task", text="Ring 604-555-0187", until="someday")

    assert answer.status_code == 422
    assert "604-555-0187" not in answer.text


def test_a_case_is_described(desk, ana):
    case = open_case(desk).id

    there(ana, act(ana, desk, case, "describe", priority="high", language="fr"))

    assert (read_case(desk, case).priority, read_case(desk, case).language) == (Priority.HIGH, "fr")


def test_a_case_is_sent_up_with_the_reason(desk, ana):
    case = open_case(desk).id

    page = there(ana, act(ana, desk, case, "escalate", reason="A minister asks"))

    assert "The case is sent up." in page
    assert "A minister asks" in page


def incidents(desk):
    first, second = (open_case(desk, Kind.INCIDENT).id for _ in range(2))
    with desk.application.store.write() as tx:
        tx.put_suggestion(Suggestion(incident=second, target=first, score=0.8, grounds=(Ground.WORDS,)))
    return first, second


def test_a_suggestion_is_joined_into_a_problem_and_taken_out_again(desk, ana):
    first, second = incidents(desk)

    page = ana.get(f"/cases/{second}").text
    assert "Perhaps the same fault" in page
    assert "the same rare words" in page
    there(ana, act(ana, desk, second, "join", target=first))
    problem = read_case(desk, second).problem
    assert problem is not None
    assert read_case(desk, first).problem == problem
    board = ana.get(f"/cases/{problem}").text
    assert f"/cases/{first}" in board
    assert "In private" not in board
    there(ana, act(ana, desk, second, "separate", reason="Another street"))
    assert read_case(desk, second).problem is None


def test_a_third_incident_joins_the_problem_that_is_there(desk, ana):
    first, second = incidents(desk)
    third = open_case(desk, Kind.INCIDENT).id
    there(ana, act(ana, desk, second, "join", target=first))

    there(ana, act(ana, desk, third, "join", target=first))

    assert read_case(desk, third).problem == read_case(desk, first).problem
    assert len(cases_of(desk.application).file(desk.members["ana"], read_case(desk, first).problem).incidents) == 3


def test_a_suggestion_is_declined(desk, ana):
    first, second = incidents(desk)

    page = there(ana, act(ana, desk, second, "decline", target=first))

    assert "It is not suggested again." in page
    assert "Perhaps the same fault" not in page


def test_people_are_called_and_one_takes_it(desk, ana, a_browser):
    case = open_case(desk).id

    called = there(ana, act(ana, desk, case, "page", reason="Somebody is in danger"))
    paul = a_browser("paul")
    [call] = re.findall(r'name="call" value="([^"]+)"', paul.get(f"/cases/{case}").text)
    taken = there(paul, act(paul, desk, case, "acknowledge", call=call))

    assert "Nobody has taken it yet." in called
    assert "Somebody is in danger" in called
    assert "The call is yours" in taken
    assert "paul took it, " in taken
    assert act(ana, desk, case, "acknowledge", call=call).status_code == 409
    assert act(ana, desk, case, "acknowledge", call="g-none").status_code == 409


def test_the_survey_is_asked_once_closed_and_its_answer_shown(desk, ana):
    case = open_case(desk).id
    assert act(ana, desk, case, "survey").status_code == 409
    there(ana, act(ana, desk, case, "close", outcome="solved"))

    shown = act(ana, desk, case, "survey").text
    [token] = re.findall(r"/survey/([\w.~-]+)", shown)
    with desk.application.store.write() as tx:
        tx.keep_survey_answer(case, solved=True, own_language=False)
    after = ana.get(f"/cases/{case}").text

    assert token not in ana.get(f"/cases/{case}").text
    assert "not answered yet" in shown
    assert "It was solved for them." in after
    assert "They were not served in their language." in after


@pytest.mark.parametrize("name", sorted(set(ROLES) - {"adam"}))
def test_every_page_speaks_both_languages(name, desk, a_browser):
    case = open_case(desk).id
    browser = a_browser(name)
    browser.get("/language/fr")

    for path in ("/cases", "/cases?tab=all", f"/cases/{case}"):
        assert '<html lang="fr">' in browser.get(path).text


def test_the_log_of_a_case_shows_reasons_and_no_code(desk, ana):
    case = open_case(desk).id
    act(ana, desk, case, "wait", reason="Asked which street")

    page = ana.get(f"/cases/{case}").text

    assert page.count("Asked which street") == 1
    assert len(acts_of(desk, case)) == 3
    assert Outcome.SOLVED.value in page


def test_whatever_the_private_thread_leaves_in_the_log_only_its_assignee_is_shown():
    package = Path(handoff.__file__).parent
    used = {name for file in package.rglob("*.py") for name in re.findall(r"\bAct\.([A-Z_]+)", file.read_text("utf-8"))}

    assert {"PRIVATE_OPENED", "PERSON_TOLD", "PERSON_NOT_TOLD"} <= used
    assert {Act[name] for name in used} <= IN_PRIVATE


@pytest.mark.parametrize("act_of_thread", [Act.PERSON_TOLD, Act.PERSON_NOT_TOLD, Act.CASE_PERSON_JOINED])
def test_nobody_but_the_assignee_reads_that_the_person_was_told_or_known(desk, ana, a_browser, act_of_thread):
    case = open_case(desk)
    words = str(ACTS[act_of_thread])
    with desk.application.store.write() as tx:
        tx.record(Event(act=act_of_thread, subject=case.id))

    own, other = ana.get(f"/cases/{case.id}").text, a_browser("petra").get(f"/cases/{case.id}").text

    assert words in own
    assert words not in other

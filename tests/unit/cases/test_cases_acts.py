"""The acts on a case: what each changes, what it refuses, what it records, and that words are masked."""

import pytest
from fakes import NOW

from smbot.cases.intake import Start, take_in
from smbot.cases.model import CaseState, Kind, Outcome, Priority
from smbot.cases.ports import CaseFilter, PrivateWord
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Role
from tests.unit.cases.casing import ALICE, BENOIT, RITA, SECRET, VERA, events, made_cases, made_survey, opened, post


def test_a_case_begins_open_with_its_posts_and_its_clock_runs_since_the_first_was_posted(cases, a_store, a_clock):
    mention = post(a_store)
    a_clock.advance(hours=3)

    case = opened(cases, Kind.COMPLAINT, mention, program="licences", office="dufferin")

    assert (case.state, case.mentions, case.language) == (CaseState.OPEN, (mention,), "en")
    assert cases.reading(case).used.total_seconds() == 3 * 3600
    assert events(a_store, case.id) == ["case.opened"]


def test_posts_of_different_authors_are_no_one_case(cases, a_store):
    with pytest.raises(NotAllowed, match="different authors"):
        opened(cases, Kind.COMPLAINT, post(a_store, "author-1"), post(a_store, "author-2"))


def test_only_posts_of_its_author_join_a_case(cases, a_store):
    case = opened(cases, Kind.COMPLAINT, post(a_store))

    joined = cases.add(ALICE, case.id, mine := post(a_store))

    assert mine in joined.mentions
    with pytest.raises(NotAllowed, match="Another author"):
        cases.add(ALICE, case.id, post(a_store, "author-2"))
    with pytest.raises(NotAllowed, match="already"):
        cases.add(ALICE, case.id, mine)


def test_a_case_is_worked_on_from_open_to_closed_and_back(cases, a_store, a_clock):
    case = opened(cases).id

    states = [
        cases.assign(RITA, case).state,
        cases.wait(RITA, case, "asked for the date").state,
        cases.resume(RITA, case).state,
        cases.resolve(RITA, case, Outcome.SOLVED).state,
        cases.close(RITA, case).state,
        cases.reopen(ALICE, case, "it broke again").state,
    ]

    assert states == ["in-progress", "waiting-for-citizen", "in-progress", "resolved", "closed", "reopened"]
    assert events(a_store, case) == [
        "case.opened",
        "case.assigned",
        "case.waits",
        "case.resumed",
        "case.resolved",
        "case.closed",
        "case.reopened",
    ]
    assert cases.file(ALICE, case).case.outcome == ""


def test_closing_without_saying_how_it_ended_is_refused(cases):
    with pytest.raises(NotAllowed, match="how the case ended"):
        cases.close(ALICE, opened(cases).id)


def test_what_the_table_forbids_is_refused_with_the_state(cases):
    case = opened(cases)

    with pytest.raises(NotAllowed, match="“resume” is not possible while the case is “open”"):
        cases.resume(ALICE, case.id)


def test_everything_that_a_colleague_writes_is_masked(cases, a_store):
    case = opened(cases).id
    words = f"call {SECRET}"

    cases.note(ALICE, case, words)
    cases.task(ALICE, case, words)
    cases.hand_over(ALICE, case, words, to="Rita")
    cases.wait(ALICE, case, words)
    cases.close(ALICE, case, Outcome.SOLVED, words)
    cases.reopen(ALICE, case, words)
    cases.escalate(ALICE, case, words)
    cases.page(ALICE, case, words)

    file = cases.file(ALICE, case)
    assert file.notes[0].text == file.tasks[0].text == file.hand_overs[0].reason == "call [PHONE_NUMBER 1]"
    assert file.pages[0].reason == "call [PHONE_NUMBER 1]"
    with a_store.read() as tx:
        assert SECRET not in "".join(body.decode() for body in tx.audit_of(case))


def test_a_task_is_done_once(cases):
    case, number = cases.task(ALICE, opened(cases).id, "call back", who="rita", until=NOW)

    done = cases.done(RITA, case.id, number)

    [task] = cases.file(ALICE, case.id).tasks
    assert (task.who, task.done_by, task.done_at, task.until) == ("Rita", "Rita", NOW, NOW)
    assert done.version == case.version + 1
    with pytest.raises(NotAllowed, match="no task"):
        cases.done(RITA, case.id, number)


def test_a_case_is_handed_to_who_has_the_language_and_to_nobody_who_may_not_work_on_it(cases):
    case = opened(cases)

    changed = cases.hand_over(ALICE, case.id, "she writes in French", language="fr")

    assert changed.assignee == "Benoît"  # Vera has the language, and only looks
    [one] = cases.file(ALICE, case.id).hand_overs
    assert (one.by, one.to, one.language) == ("Alice", "Benoît", "fr")
    with pytest.raises(NotAllowed, match="does not serve"):
        cases.hand_over(ALICE, case.id, "French", to="Rita", language="fr")
    with pytest.raises(NotAllowed, match="No other colleague"):
        cases.hand_over(BENOIT, case.id, "French", language="fr")


def test_among_those_who_have_the_language_the_one_with_fewest_cases_gets_it(cases):
    cases.assign(ALICE, opened(cases).id, "Rita")

    assert cases.hand_over(BENOIT, opened(cases).id, "English", language="en").assignee == "Alice"


@pytest.mark.parametrize("who", ["Vera", "Nobody"])
def test_a_case_goes_to_nobody_who_does_not_work_on_cases(cases, who):
    with pytest.raises(NotAllowed):
        cases.assign(ALICE, opened(cases).id, who)


def test_who_only_looks_changes_nothing(cases):
    case = opened(cases)

    assert cases.file(VERA, case.id).case == case
    assert cases.actions(VERA, case) == {}
    with pytest.raises(NotAllowed, match="role"):
        cases.note(VERA, case.id, "a note")


def test_who_saw_an_older_version_is_told(cases):
    case = opened(cases)
    cases.note(RITA, case.id, "a note")

    with pytest.raises(Conflict):
        cases.close(ALICE, case.id, Outcome.SOLVED, seen=case.version)


def test_a_case_that_waits_too_long_climbs_its_path_once_for_each_step(cases, a_store, a_clock):
    case, resting = opened(cases), opened(cases)
    cases.wait(ALICE, resting.id, "asked")

    climbed = []
    for _ in range(14):
        a_clock.advance(hours=1)
        climbed += cases.escalate_due()

    assert climbed == [(case.id, Role.APPROVER), (case.id, Role.COMPLIANCE)]
    assert events(a_store, case.id) == ["case.opened", "case.escalated", "case.escalated"]


def test_a_person_sends_a_case_up_before_its_time_and_not_over_the_top(cases):
    case = opened(cases).id

    roles = [cases.escalate(ALICE, case, "a reporter asks")[1] for _ in range(2)]

    assert roles == [Role.APPROVER, Role.COMPLIANCE]
    with pytest.raises(NotAllowed, match="top"):
        cases.escalate(ALICE, case, "higher")


def test_the_most_urgent_and_then_the_oldest_come_first(cases, a_clock):
    old = opened(cases)
    a_clock.advance(minutes=1)
    urgent, low = (opened(cases, priority=priority) for priority in (Priority.URGENT, Priority.LOW))
    a_clock.advance(minutes=1)
    closed = opened(cases)
    cases.close(ALICE, closed.id, Outcome.SOLVED)

    listed = cases.listing(VERA, CaseFilter(unended=True))

    assert [case.id for case in listed] == [urgent.id, old.id, low.id]


# --- one person, two accounts ------------------------------------------------------------------------------------


def test_two_accounts_are_one_person_when_they_said_so_in_private(cases, a_store):
    case = opened(cases, Kind.COMPLAINT, post(a_store, "on-x"))
    message = post(a_store, "on-facebook", kind=PostKind.MESSAGE)

    joined = cases.join_person(ALICE, case.id, "on-facebook", said_in=message)

    assert [(one.pseudonym, one.said_in) for one in joined.people] == [("on-x", ""), ("on-facebook", message)]
    assert events(a_store, case.id)[-1] == "case.person-joined"
    assert cases.add(ALICE, case.id, post(a_store, "on-facebook")).version > joined.version


@pytest.mark.parametrize(
    ("author", "kind"),
    [("on-facebook", PostKind.POST), ("somebody-else", PostKind.MESSAGE), ("on-x", PostKind.COMMENT)],
)
def test_a_public_post_or_the_word_of_a_third_joins_nobody(cases, a_store, author, kind):
    case = opened(cases, Kind.COMPLAINT, post(a_store, "on-x"))

    with pytest.raises(NotAllowed, match="private message"):
        cases.join_person(ALICE, case.id, "on-facebook", said_in=post(a_store, author, kind=kind))

    assert len(cases.file(ALICE, case.id).case.people) == 1


def test_what_is_said_on_the_secure_page_of_the_case_counts_and_that_of_another_does_not(a_store, a_clock):
    words = {}
    cases = made_cases(a_store, a_clock, overheard=words.get)
    case = opened(cases, Kind.COMPLAINT, post(a_store, "on-x"))
    words |= {"said-1": PrivateWord(case=case.id), "said-2": PrivateWord(case=opened(cases).id)}

    with pytest.raises(NotAllowed):
        cases.join_person(ALICE, case.id, "on-facebook", said_in="said-2")

    assert cases.join_person(ALICE, case.id, "on-facebook", said_in="said-1").knows("on-facebook")


# --- what a playbook's step does ---------------------------------------------------------------------------------


def taken(store, mention, **changes):
    with store.write() as tx:
        return take_in(tx, mention, Start(**({"kind": Kind.COMPLAINT} | changes)), NOW)


def test_a_mention_opens_a_case_and_the_authors_next_one_in_the_conversation_joins_it(cases, a_store):
    first, second = (taken(a_store, post(a_store)) for _ in range(2))

    assert (first.opened, second.opened, second.case) == (True, False, first.case)
    assert len(cases.file(ALICE, first.case).case.mentions) == 2
    assert events(a_store, first.case) == ["case.opened", "case.mention-added"]


def test_the_same_mention_taken_twice_changes_nothing(cases, a_store):
    mention = post(a_store)

    assert taken(a_store, mention).case == taken(a_store, mention).case
    assert len(cases.listing(ALICE, CaseFilter())) == 1


@pytest.mark.parametrize(
    "changes",
    [{"author": "author-2"}, {"conversation": "elsewhere"}, {"kind": Kind.INCIDENT}],
    ids=["another author", "another conversation", "another kind"],
)
def test_what_is_somebody_elses_or_about_something_else_opens_a_case_of_its_own(cases, a_store, changes):
    kind = changes.pop("kind", Kind.COMPLAINT)
    first = taken(a_store, post(a_store))

    assert taken(a_store, post(a_store, **changes), kind=kind).case != first.case


def test_an_author_of_whom_nothing_is_known_joins_nothing(cases, a_store):
    cases_made = {taken(a_store, post(a_store, "?unknown")).case for _ in range(2)}

    assert len(cases_made) == 2


def test_the_same_program_joins_over_conversations_and_a_closed_case_is_left_alone(cases, a_store):
    first = taken(a_store, post(a_store), program="licences")
    again = taken(a_store, post(a_store, conversation="elsewhere"), program="licences")
    cases.close(ALICE, first.case, Outcome.SOLVED)
    later = taken(a_store, post(a_store), program="licences")

    assert again.case == first.case
    assert later.case != first.case


def test_an_urgent_mention_calls_people_once(cases, a_store):
    first = taken(a_store, post(a_store), priority=Priority.URGENT)
    taken(a_store, post(a_store), priority=Priority.URGENT)

    [call] = cases.calls(ALICE)
    assert (call.id, call.subject) == (first.page, first.case)


def test_an_urgent_mention_makes_the_case_that_it_joins_urgent(cases, a_store):
    first = taken(a_store, post(a_store))
    second = taken(a_store, post(a_store), priority=Priority.URGENT)

    assert cases.file(ALICE, first.case).case.priority == Priority.URGENT
    assert second.page is not None


def test_nobody_opens_a_problem_without_incidents(cases, a_store):
    with pytest.raises(NotAllowed):
        taken(a_store, post(a_store), kind=Kind.PROBLEM)
    with pytest.raises(NotAllowed):
        opened(cases, Kind.PROBLEM)


# --- after closing -----------------------------------------------------------------------------------------------


def test_the_person_of_a_closed_case_is_asked_and_answers_once(cases, a_store, a_clock):
    survey, case = made_survey(a_store, a_clock), opened(cases)
    with pytest.raises(NotAllowed):
        survey.ask(case.id)
    cases.close(ALICE, case.id, Outcome.SOLVED)

    token = survey.ask(case.id).removeprefix("/survey/")
    survey.ask(case.id)
    survey.answer(token, solved=True, own_language=False)

    with pytest.raises(NotAllowed, match="before"):
        survey.answer(token, solved=False, own_language=False)
    with a_store.read() as tx:
        answer = tx.survey_of(case.id)
    assert answer is not None
    assert (answer.solved, answer.own_language, answer.answered_at) == (True, False, NOW)
    assert events(a_store, case.id)[2:] == ["survey.offered", "survey.answered"]

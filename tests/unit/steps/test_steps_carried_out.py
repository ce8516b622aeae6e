"""Steps are carried out in their order, each once: at once, when something was said, when time or an answer comes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW

from smbot.cases.ports import CaseFilter
from smbot.core.post_kinds import PostKind
from smbot.core.states import MentionState
from smbot.review.ports import Change
from smbot.steps.carry import Steps

REPLY = {"public_reply": "draft"}
WAIT = {"wait": {"business_days": 5, "until": "answer"}}
TO_THE_END = {"wait": {"business_hours": 4, "until": "end"}}
CLOSE = {"close": "handed-off"}
DOCUMENT = {"ask_for_document": {"en": "the lease", "fr": "le bail"}}


def test_a_role_is_told_when_the_playbook_is_chosen_and_once(begun):
    course = begun({"notify": "compliance"}, REPLY)

    course.tick()

    assert course.notices() == [("compliance", "notify:compliance")]
    assert [e["act"] for e in course.acts()].count("mention.role-asked") == 1
    assert course.states()[0] == ("notify", "done")


def test_an_escalation_marks_the_mention_and_tells_the_role(begun):
    course = begun({"escalate": "compliance"}, REPLY)

    assert (course.item.escalated_to, course.item.state) == ("compliance", MentionState.DRAFTED)
    assert course.notices() == [("compliance", "escalate:compliance")]
    assert next((e["act"], e["actor"]) for e in course.acts()) == ("mention.escalated", "system")


def test_nothing_rests_before_something_was_said(begun):
    course = begun(REPLY, WAIT, CLOSE)

    assert course.tick() == 0
    assert course.states() == [("public_reply", "due"), ("wait", "due"), ("close", "due")]


def test_a_reply_begins_the_wait_and_the_queue_shows_until_when(begun, a_clock):
    course = begun(REPLY, WAIT, CLOSE)
    a_clock.advance(hours=2)
    course.answer()

    course.tick()

    assert course.item.rests_until == NOW + timedelta(hours=2, days=5)
    assert course.states() == [("public_reply", "done"), ("wait", "resting"), ("close", "due")]


def test_when_the_time_is_over_the_mention_is_closed_with_its_outcome(begun, a_clock):
    course = begun(REPLY, WAIT, CLOSE)
    course.answer()
    course.tick()
    a_clock.advance(days=5)

    course.tick()

    assert (course.item.outcome, course.item.rests_until) == ("handed-off", None)
    assert [e["act"] for e in course.acts()][-2:] == ["mention.waited", "mention.closed"]


def test_an_answer_ends_the_wait_and_puts_the_mention_before_people_again(begun, a_clock):
    course = begun(REPLY, WAIT, CLOSE)
    course.answer()
    course.tick()
    a_clock.advance(days=1)
    course.hears()
    a_clock.advance(days=9)

    course.tick()

    assert (course.item.outcome, course.item.rests_until, course.item.back_at) == ("", None, a_clock.now())
    assert course.states() == [("public_reply", "done"), ("wait", "done"), ("close", "dropped")]


def test_a_post_of_somebody_else_or_elsewhere_is_no_answer(begun, a_clock):
    course = begun(REPLY, WAIT, CLOSE)
    course.answer()
    course.tick()
    course.hears(pseudonym="another-author")
    course.hears(conversation="another-conversation")

    course.tick()

    assert course.item.rests_until is not None


def test_a_wait_to_the_end_goes_on_through_an_answer(begun, a_clock):
    course = begun(REPLY, TO_THE_END, {"notify": "approver"})
    course.answer()
    course.tick()
    course.hears()
    course.tick()
    assert course.notices() == []
    a_clock.advance(hours=4)

    course.tick()

    assert course.notices() == [("approver", "notify:approver")]


def test_a_mention_that_nobody_took_up_is_escalated_after_a_wait(begun, a_clock):
    course = begun({"notify": "reviewer"}, TO_THE_END, {"escalate": "approver"})
    assert course.item.escalated_to == ""
    a_clock.advance(hours=4)

    course.tick()

    assert course.item.escalated_to == "approver"


def test_a_decision_of_a_person_ends_what_was_planned(begun, a_clock):
    course = begun({"notify": "reviewer"}, TO_THE_END, {"escalate": "approver"})
    with course.store.write() as tx:
        tx.change_item(tx.item(course.post.id), Change(state="no-reply"))
    a_clock.advance(hours=4)

    assert course.tick() == 0
    assert course.item.escalated_to == ""


def test_a_close_with_nothing_said_waits_for_a_person(begun):
    course = begun({"close": "no-reply"}, drafted=False)

    assert course.tick() == 0
    assert course.item.outcome == ""


def test_a_close_with_nothing_said_needs_nobody_where_settings_say_so(begun):
    course = begun({"close": "no-reply"}, drafted=False, alone=True)

    assert (course.item.state, course.item.outcome) == (MentionState.NO_REPLY, "no-reply")


def test_the_due_job_run_twice_does_everything_once(begun, a_clock):
    course = begun(REPLY, WAIT, {"notify": "approver"}, CLOSE)
    course.answer()
    course.tick()
    a_clock.advance(days=5)

    assert (course.tick(), course.tick()) == (1, 0)

    assert [e["act"] for e in course.acts()].count("mention.closed") == 1
    assert [e["act"] for e in course.acts()].count("mention.role-asked") == 1


def test_a_crash_in_the_middle_leaves_nothing_half_done(begun, a_clock):
    course = begun(REPLY, WAIT, {"notify": "approver"}, CLOSE)
    course.answer()
    course.tick()
    a_clock.advance(days=5)
    before = len(course.acts())

    with pytest.raises(RuntimeError), course.store.write() as tx:
        course.steps.carry(tx, course.post.id)
        raise RuntimeError

    assert len(course.acts()) == before
    assert course.item.rests_until is not None
    assert course.tick() == 1
    assert course.item.outcome == "handed-off"


def test_a_document_is_not_asked_for_in_public(begun):
    course = begun({"open_case": "complaint"}, DOCUMENT, REPLY)

    with course.store.read() as tx:
        step = tx.plan_of(course.post.id)[1]
    assert step.state == "due"
    assert str(step.why) == "A document is asked for in private alone: once the author writes there."


@pytest.mark.parametrize(("language", "task"), [("en", "Ask for the lease"), ("fr", "Demander le bail")])
def test_in_private_a_document_is_a_task_on_the_case_in_the_persons_language(begun, language, task):
    course = begun({"open_case": "complaint"}, DOCUMENT, kind=PostKind.MESSAGE, language=language)

    course.tick()

    with course.store.read() as tx:
        [case] = tx.cases(CaseFilter())
        tasks = [each.text for each in tx.tasks_of(case.id)]
    assert tasks == [task]
    assert course.states()[1] == ("ask_for_document", "done")


def test_without_a_case_there_is_nowhere_to_ask(begun):
    course = begun(DOCUMENT, kind=PostKind.MESSAGE)

    assert course.states() == [("ask_for_document", "skipped")]


def test_a_playbook_chosen_anew_repeats_nothing_that_was_done(begun, a_playbook):
    course = begun({"notify": "compliance"}, REPLY)
    from smbot.playbooks.choose import Situation

    other = a_playbook({"notify": "compliance"}, {"notify": "approver"}, REPLY)
    situation = Situation(
        labels=("complaint",), scores={}, platform="x", language="en", exposed=frozenset(), summoned=True
    )
    with course.store.write() as tx:
        course.steps.begin(tx, course.post.id, other, situation)

    assert sorted(course.notices()) == [("approver", "notify:approver"), ("compliance", "notify:compliance")]
    assert [e["act"] for e in course.acts()].count("mention.role-asked") == 2


def test_an_answer_between_our_words_and_the_beginning_of_the_rest_ends_the_wait(begun, a_clock):
    course = begun(REPLY, WAIT, CLOSE)
    course.answer()
    answered_at = a_clock.now() + timedelta(minutes=1)
    a_clock.advance(minutes=5)
    course.tick()
    course.hears(posted_at=answered_at)  # collected later than it was posted

    assert course.tick() == 1
    assert course.states() == [("public_reply", "done"), ("wait", "done"), ("close", "dropped")]


def test_a_close_waits_while_somebody_holds_the_mention_and_nobody_holds_it_afterwards(begun):
    course = begun({"notify": "reviewer"}, {"close": "no-reply"}, drafted=False)
    with course.store.write() as tx:
        tx.change_item(tx.item(course.post.id), Change(state="claimed", claimed_by="Alice"))
        [_, close] = tx.plan_of(course.post.id)
        tx.keep_plan(course.post.id, [replace(close, alone=True)])

    with course.store.write() as tx:
        assert course.steps.carry(tx, course.post.id) == 0
    with course.store.write() as tx:
        tx.change_item(tx.item(course.post.id), Change(state="triaged"))
        assert course.steps.carry(tx, course.post.id) == 1

    assert (course.item.state, course.item.outcome, course.item.claimed_by) == (MentionState.NO_REPLY, "no-reply", "")


def test_a_mention_whose_steps_fail_waits_for_a_person_and_holds_up_no_other(begun, a_clock):
    first = begun(REPLY, TO_THE_END, {"notify": "approver"}, conversation="first")
    second = begun(REPLY, TO_THE_END, {"notify": "approver"}, conversation="second")
    for course in (first, second):
        with course.store.write() as tx:
            tx.change_item(tx.item(course.post.id), Change(state="answered"))
    first.tick()
    a_clock.advance(hours=4)
    broken = min(first.post.id, second.post.id)
    fine = second if broken == first.post.id else first

    class Broken(Steps):
        def carry(self, tx, mention):
            if mention == broken:
                raise ZeroDivisionError
            return super().carry(tx, mention)

    steps = Broken(clock=a_clock, rules=first.steps.rules, until=first.steps.until, intake=first.steps.intake)
    moved = steps.tick(first.store)

    assert moved == 1
    assert fine.states()[-1] == ("notify", "done")
    ended = first if fine is second else second
    assert (ended.states()[-1], ended.item.back_at) == (("notify", "dropped"), a_clock.now())
    assert ended.acts()[-1]["act"] == "mention.left-to-person"
    assert steps.tick(first.store) == 0

"""The table of the docket, and random histories: no act outside of it, no decision by a machine."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbot.access.assist import ASKED, NEUTRAL_HELP, suggestions
from smbot.access.clock import Pause
from smbot.access.docket import (
    BY_MACHINE,
    OPEN_STATES,
    TABLE,
    DocketEntry,
    DocketMention,
    DocketStep,
    allowed,
    is_paused,
    pauses,
    questions,
    target,
)
from smbot.access.names import DocketAction, DocketState, Element, Jurisdiction, RequestKind
from smbot.access.words import ACTIONS, ELEMENTS, KINDS, STATES, WORDS
from smbot.core.errors import NotAllowed
from smbot.core.events import SYSTEM
from smbot.core.ids import DocketId, MentionId
from smbot.core.messages import say

S, A = DocketState, DocketAction


def entry(*steps, state=S.POSSIBLE):
    post = DocketMention(mention=MentionId("m-one"), posted_at=NOW, collected_at=NOW + timedelta(hours=1))
    return DocketEntry(
        id=DocketId("d-one"),
        state=state,
        version=0,
        opened_at=NOW,
        jurisdiction=Jurisdiction.CA,
        kind=RequestKind.GENERAL,
        level="review",
        asked="",
        case="",
        mentions=(post,),
        steps=tuple(steps),
    )


def step(action, number=1, **changes):
    return DocketStep(number=number, at=changes.pop("at", NOW), by="Chloe", action=action, **changes)


@pytest.mark.parametrize(
    ("before", "action", "after"),
    [
        (S.POSSIBLE, A.CONFIRM, S.CONFIRMED),
        (S.POSSIBLE, A.REJECT, S.NOT_A_REQUEST),
        (S.CONFIRMED, A.ACKNOWLEDGE, S.ACKNOWLEDGED),
        (S.CONFIRMED, A.PASS, S.PASSED),
        (S.ACKNOWLEDGED, A.PASS, S.PASSED),
        (S.PASSED, A.PASS, S.PASSED),
        (S.PASSED, A.CLOSE, S.CLOSED),
        (S.CLOSED, A.REOPEN, S.CONFIRMED),
        (S.NOT_A_REQUEST, A.REOPEN, S.POSSIBLE),
    ],
)
def test_the_table_leads_from_possible_to_closed_and_back(before, action, after):
    assert target(before, action, "Chloe") == after


@pytest.mark.parametrize(
    ("state", "action"),
    [
        (S.POSSIBLE, A.PASS),
        (S.POSSIBLE, A.ACKNOWLEDGE),
        (S.POSSIBLE, A.CLOSE),
        (S.PASSED, A.REJECT),
        (S.CLOSED, A.CLOSE),
        (S.CLOSED, A.PAUSE),
        (S.NOT_A_REQUEST, A.CONFIRM),
        (S.NOT_A_REQUEST, A.JOIN),
    ],
)
def test_what_the_table_does_not_hold_is_refused(state, action):
    with pytest.raises(NotAllowed):
        target(state, action, "Chloe")


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("action", [action for action in A if action not in BY_MACHINE])
def test_a_machine_decides_nothing(state, action):
    with pytest.raises(NotAllowed):
        target(state, action, SYSTEM)


@given(st.lists(st.tuples(st.sampled_from(list(A)), st.booleans()), max_size=30))
def test_no_history_leads_a_machine_to_not_a_request(acts):
    state, by = S.POSSIBLE, ""
    for action, machine in acts:
        before = state
        try:
            state = target(state, action, SYSTEM if machine else "Chloe")
        except NotAllowed:
            assert machine or action not in TABLE[before]
            continue
        by = SYSTEM if machine and state != before else by

    assert by == ""


@given(st.sampled_from(list(S)))
def test_what_is_offered_is_allowed_and_no_more(state):
    offered = set(allowed(state))

    for action in set(A) - BY_MACHINE:
        assert (action in offered) == (action in TABLE[state])


def test_each_state_leads_back_to_an_open_one():
    reach = {state: set(TABLE[state].values()) for state in S}

    assert all(state in OPEN_STATES or reach[state] & OPEN_STATES for state in S)


def test_the_receipt_is_when_the_first_post_was_made():
    earlier = DocketMention(
        mention=MentionId("m-two"), posted_at=NOW - timedelta(days=1), collected_at=NOW + timedelta(hours=2)
    )
    one = entry()
    two = DocketEntry(**{**one.__dict__, "mentions": (*one.mentions, earlier)})

    assert two.received_at == NOW - timedelta(days=1)
    assert two.collected_at == NOW + timedelta(hours=1)


def test_pauses_are_days_where_the_body_is():
    late = datetime(2026, 11, 4, 3, 0, tzinfo=UTC)  # the evening of 3 November in Toronto
    one = entry(step(A.PAUSE, at=late), step(A.RESUME, at=late + timedelta(days=2)), step(A.PAUSE, day=late.date()))

    found = pauses(one, ZoneInfo("America/Toronto"))

    third, fifth = late.date() - timedelta(days=1), late.date() + timedelta(days=1)
    assert found == (Pause(since=third, until=fifth), Pause(since=late.date()))
    assert is_paused(one)


def test_a_question_knows_when_it_was_answered():
    asked = step(A.ASK, 2, word="private", elements=("when",))
    answered = step(A.ANSWER, 3, answers=2, at=NOW + timedelta(days=1))

    [found] = questions(entry(asked, answered))

    assert (found.number, found.elements, found.answered_at) == (2, ("when",), NOW + timedelta(days=1))


@pytest.mark.parametrize("kind", list(RequestKind))
def test_each_missing_element_has_a_question_in_both_languages(kind):
    found = suggestions(kind, (Element.WHEN, Element.WHO))

    assert found == (ASKED[kind, Element.WHO], ASKED[kind, Element.WHEN])
    assert all(both.en.endswith("?") and both.fr.endswith("?") and " ?" not in both.fr for both in found)


def test_no_question_and_no_help_says_that_a_request_is_registered():
    texts = [NEUTRAL_HELP, *ASKED.values()]

    told = " ".join(text for both in texts for text in (both.en, both.fr)).lower()

    assert not any(word in told for word in ("regist", "enregistr", "your request", "votre demande"))


def test_every_word_of_the_docket_can_be_said():
    for words, names in ((STATES, S), (ACTIONS, A), (KINDS, RequestKind), (ELEMENTS, Element)):
        assert set(words) == set(names)
        assert all(say(message, "en") for message in words.values())
    assert all(say(message, "en") for message in WORDS.values())

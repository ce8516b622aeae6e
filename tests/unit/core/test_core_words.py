"""Every state, act and role is documented and has a word for people."""

import re
from pathlib import Path

import pytest

from smbot.core import events
from smbot.core.events import Act, Event
from smbot.core.messages import say
from smbot.core.roles import Role
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.words import ENTITIES, ROLES, STATES, word

SOURCE = Path(events.__file__).read_text("utf-8")


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.value)
def test_every_act_is_documented_by_a_comment(act):
    assert re.search(rf'^    {act.name} = "{re.escape(act.value)}"  # \S.+\S$', SOURCE, re.MULTILINE)


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.value)
def test_an_act_is_named_subject_dot_verb(act):
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", act.value)


def test_every_state_of_mentions_and_replies_has_a_word():
    assert set(STATES) == {s.value for s in MentionState} | {s.value for s in ReplyState}


def test_every_role_has_a_word():
    assert set(ROLES) == {role.value for role in Role}


def test_modes_are_the_three_of_the_settings():
    assert {mode.value for mode in Mode} == {"listen", "shadow", "live"}


def test_an_entity_of_a_third_party_is_shown_by_its_name():
    assert say(word(ENTITIES, "LIBRARY_CARD"), "fr") == "LIBRARY_CARD"
    assert say(word(ENTITIES, "PERSON"), "en") == "name"


def test_an_event_is_the_systems_unless_a_person_is_named():
    assert Event(act=Act.SYSTEM_STARTED).actor == "system"

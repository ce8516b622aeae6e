"""Every state, act and role is documented and has a word for people."""

import re
from pathlib import Path

import pytest

from smbot.classify.labels import load_labels
from smbot.core import events
from smbot.core.events import Act, Event
from smbot.core.roles import Role
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.core.words import ENTITIES, LABELS, REPLY_STATES, ROLES, STATES
from smbot.redact.entities import ENTITIES as MASKED

SOURCE = Path(events.__file__).read_text("utf-8")


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.value)
def test_every_act_is_documented_by_a_comment(act):
    assert re.search(rf'^    {act.name} = "{re.escape(act.value)}"  # \S.+\S$', SOURCE, re.MULTILINE)


@pytest.mark.parametrize("act", list(Act), ids=lambda act: act.value)
def test_an_act_is_named_subject_dot_verb(act):
    assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", act.value)


def test_every_state_role_label_and_entity_has_a_word():
    assert set(STATES) == set(MentionState)
    assert set(REPLY_STATES) == set(ReplyState)
    assert set(ROLES) == set(Role)
    assert set(LABELS) >= set(load_labels().names)
    assert set(ENTITIES) >= set(MASKED)


def test_modes_are_the_three_of_the_settings():
    assert {mode.value for mode in Mode} == {"listen", "shadow", "live"}


def test_an_event_is_the_systems_unless_a_person_is_named():
    assert Event(act=Act.SYSTEM_STARTED).actor == "system"

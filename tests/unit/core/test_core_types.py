"""Redacted text, handles, ids, clocks, roles and failpoints."""

import copy
import pickle
import re
import subprocess
import sys
from datetime import UTC, timedelta

import pytest
from fakes import ADAM, ALICE, NOW, RITA, VERA, redacted

from smbot.core import failpoints
from smbot.core.clock import FrozenClock, SystemClock
from smbot.core.failpoints import FailpointError, failpoint
from smbot.core.handle import PlatformHandle
from smbot.core.ids import ALPHABET, new_member_id, new_mention_id, new_reply_id
from smbot.core.roles import GRANTS, Permission, Role, may


def test_redacted_text_shows_its_length_and_masks_only():
    assert repr(redacted("call [PHONE_NUMBER 1]")) == "<redacted 21 characters, 1 masks>"


def test_redacted_text_is_not_a_string_and_does_not_change():
    text = redacted()

    assert not isinstance(text, str)
    with pytest.raises(AttributeError):
        text.text = "other"


@pytest.mark.parametrize("show", [repr, str, lambda h: f"{h}", lambda h: f"{[h]}"])
def test_a_platform_handle_is_silent(show):
    handle = PlatformHandle(post_id="12345", first_id="12345", author_id="678", author_name="Canary")

    assert show(handle).strip("[]") == "<handle>"


@pytest.mark.parametrize("attempt", [pickle.dumps, copy.copy, copy.deepcopy])
def test_a_platform_handle_is_neither_pickled_nor_copied(attempt):
    with pytest.raises(TypeError) as refused:
        attempt(PlatformHandle(post_id="12345", first_id="12345", author_id="678"))

    assert "12345" not in str(refused.value)


@pytest.mark.parametrize(("make", "prefix"), [(new_mention_id, "m-"), (new_reply_id, "r-"), (new_member_id, "u-")])
def test_ids_are_random_and_can_be_read_aloud(make, prefix):
    made = {make() for _ in range(200)}

    assert len(made) == 200
    assert all(re.fullmatch(rf"{prefix}[{ALPHABET}]{{16}}", one) for one in made)
    assert not set("ilou") & set(ALPHABET)


def test_an_id_holds_eighty_random_bits():
    assert len(set(ALPHABET)) == len(ALPHABET) == 32


def test_the_system_clock_is_aware_and_in_utc():
    assert SystemClock().now().tzinfo is UTC


def test_a_frozen_clock_moves_only_when_told():
    clock = FrozenClock(NOW)

    before = clock.now(), clock.now()
    clock.advance(seconds=11)

    assert before == (NOW, NOW)
    assert clock.now() == NOW + timedelta(seconds=11)


PERMISSIONS = [
    # role, what it may do; every pair that is not listed is refused
    (Role.VIEWER, {Permission.READ_QUEUE}),
    (Role.REVIEWER, {Permission.READ_QUEUE, Permission.WORK_QUEUE}),
    (
        Role.APPROVER,
        {Permission.READ_QUEUE, Permission.WORK_QUEUE, Permission.APPROVE, Permission.READ_REPORTS},
    ),
    (
        Role.COMPLIANCE,
        {
            Permission.READ_QUEUE,
            Permission.TAKE_PASSED,
            Permission.READ_AUDIT,
            Permission.CORRECT_MASKS,
            Permission.READ_REPORTS,
            Permission.REVEAL,
        },
    ),
    (Role.ADMINISTRATOR, {Permission.CONFIGURE, Permission.READ_REPORTS}),
]


@pytest.mark.parametrize(("role", "granted"), PERMISSIONS)
def test_a_role_may_do_what_the_table_says_and_no_more(role, granted):
    assert {p for p in Permission if may(frozenset({role}), p)} == granted


def test_every_role_is_in_the_table_of_grants():
    assert set(GRANTS) == set(Role) == {role for role, _ in PERMISSIONS}


def test_roles_add_up_and_no_role_grants_nothing():
    assert may(frozenset({Role.VIEWER, Role.ADMINISTRATOR}), Permission.CONFIGURE)
    assert not any(may(frozenset(), p) for p in Permission)


def test_members_may_do_what_their_roles_allow():
    assert ALICE.may(Permission.APPROVE)
    assert not RITA.may(Permission.APPROVE)
    assert not VERA.may(Permission.WORK_QUEUE)
    assert not ADAM.may(Permission.READ_QUEUE)


@pytest.fixture
def fresh_visits():
    failpoints._visits.clear()
    yield
    failpoints._visits.clear()


def test_a_failpoint_does_nothing_unless_it_is_named(monkeypatch, fresh_visits):
    failpoint("collect.page-read")
    monkeypatch.setenv("SMBOT_FAILPOINT", "collect.committed=raise")

    failpoint("collect.page-read")


def test_a_failpoint_raises_when_it_is_named(monkeypatch, fresh_visits):
    monkeypatch.setenv("SMBOT_FAILPOINT", "other=raise,here=raise")

    with pytest.raises(FailpointError, match="here"):
        failpoint("here")


def test_a_failpoint_waits_for_the_visit_it_was_given(monkeypatch, fresh_visits):
    monkeypatch.setenv("SMBOT_FAILPOINT", "here=raise@3")

    failpoint("here")
    failpoint("here")

    with pytest.raises(FailpointError):
        failpoint("here")


def test_a_failpoint_kills_the_process_without_ceremony():
    done = subprocess.run(
        [sys.executable, "-c", "from smbot.core.failpoints import failpoint; failpoint('here'); print('alive')"],
        env={"SMBOT_FAILPOINT": "here=kill", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        check=False,
    )

    assert done.returncode == -9
    assert done.stdout == b""

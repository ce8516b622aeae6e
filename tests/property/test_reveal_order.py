"""Whatever fails while an officer asks to see a value: no value without its event before it, committed."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from smbot.core.clock import FrozenClock
from smbot.core.errors import SmbotError
from smbot.core.events import Act
from smbot.core.ids import MemberId, MentionId
from smbot.core.roles import Member, Role
from smbot.core.spans import Mask
from smbot.review.reveal import MOST_AN_HOUR, Asked, RevealReason, Reveals

NOW = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
VALUE = "604-555-0187"
MENTION = MentionId("m-1")
MASK = Mask(start=0, end=5, entity="PHONE_NUMBER", number=1, score=0.9, recognizer="test")


class Broken(Exception):
    """What a disk, a database or a library throws; its words hold what nobody may read."""


@dataclass
class Faults:
    """Fails at the step with this number, counted over everything that can fail."""

    at: int
    seen: int = 0

    def step(self):
        self.seen += 1
        if self.seen == self.at:
            raise Broken(VALUE)


@dataclass
class FakeStore:
    """Transactions that are kept whole or not at all; each step of them can fail, the commit too."""

    faults: Faults
    committed: list = field(default_factory=list)
    revealed_before: int = 0
    in_order: list = field(default_factory=list)

    @contextmanager
    def write(self):
        pending = []
        yield FakeTransaction(self, pending)
        self.faults.step()
        self.committed += pending

    @contextmanager
    def read(self):
        yield FakeTransaction(self, [])


@dataclass
class FakeTransaction:
    store: FakeStore
    pending: list

    def item(self, mention):
        self.store.faults.step()
        return SimpleNamespace(id=mention, text=object(), version=3, all_masks=lambda: (MASK,))

    def is_waiting(self, _mention):
        return False

    def count_acts(self, act, actor, since=None):
        self.store.faults.step()
        found = sum(event.act == act and event.actor == actor for event in self.store.committed)
        return self.store.revealed_before + found

    def record(self, event):
        self.store.faults.step()
        self.pending.append(event)


def an_officer(role=Role.COMPLIANCE):
    return Member(id=MemberId("u-1"), name="chloe", roles=frozenset({role}))


def asked(**changes):
    values = {
        "mention": MENTION,
        "at": 0,
        "reason": RevealReason.SAFETY,
        "note": "Somebody is in danger.",
        "seen_version": 3,
        "revealed": 0,
        "confirmed": True,
    }
    return Asked(**(values | changes))


def revealing(store, opened):
    def open_one(_item, _at):
        # The vault itself looks: the event is there, committed, before anything is opened.
        store.in_order.append([event.act for event in store.committed][-1:] == [Act.MASK_REVEALED])
        store.faults.step()
        opened.append(VALUE)
        return VALUE

    return Reveals(store=store, clock=FrozenClock(NOW), open=open_one, mask=lambda _item, text: text)


@given(
    fault=st.integers(0, 14),
    confirmed=st.booleans(),
    role=st.sampled_from(Role),
    at=st.integers(-1, 2),
    version=st.sampled_from([2, 3]),
    note=st.sampled_from(["", "short", "Somebody is in danger.", "x" * 501]),
    before=st.sampled_from([0, 1, MOST_AN_HOUR - 1, MOST_AN_HOUR, MOST_AN_HOUR + 5]),
    seen=st.sampled_from([0, 1, MOST_AN_HOUR - 1, MOST_AN_HOUR]),
)
@settings(max_examples=400)
def test_no_value_exists_without_its_event_before_it(fault, confirmed, role, at, version, note, before, seen):
    store, opened = FakeStore(Faults(fault), revealed_before=before), []
    value, told = None, ""

    try:
        ask = asked(confirmed=confirmed, at=at, seen_version=version, note=note, revealed=seen)
        value = revealing(store, opened).reveal(an_officer(role), ask)
    except Broken:
        told = ""
    except SmbotError as error:
        told = str(error)

    logged = [event for event in store.committed if event.act == Act.MASK_REVEALED]
    assert all(store.in_order)
    assert VALUE not in told
    assert len(opened) <= len(logged) <= 1
    assert value is None or opened == [VALUE]
    if opened or value is not None:
        assert role == Role.COMPLIANCE
        assert confirmed
        assert (at, version) == (0, 3)
        assert before == seen < MOST_AN_HOUR
    assert all(VALUE not in str(event) for event in store.committed)


def test_without_a_fault_the_value_is_returned_after_its_event():
    store, opened = FakeStore(Faults(0)), []

    value = revealing(store, opened).reveal(an_officer(), asked())

    assert value == VALUE
    assert [event.act for event in store.committed] == [Act.MASK_REVEALED]


def test_each_step_that_fails_once_is_reached():
    """The n-th-failure loop: fail the first, the second … until nothing is left to fail."""
    for at in range(1, 30):
        store, opened = FakeStore(Faults(at)), []
        try:
            revealing(store, opened).reveal(an_officer(), asked())
        except (Broken, SmbotError):
            assert not opened
            continue
        break
    assert at > 5
    assert opened == [VALUE]


def test_a_place_that_is_not_certain_shows_nothing_and_is_logged():
    store = FakeStore(Faults(0))
    reveals = Reveals(store=store, clock=FrozenClock(NOW), open=lambda _item, _at: None, mask=lambda _item, text: text)

    with pytest.raises(SmbotError, match="cannot tell for certain"):
        reveals.reveal(an_officer(), asked())

    assert [event.act for event in store.committed] == [Act.MASK_REVEALED, Act.MASK_NOT_REVEALED]

"""Calls to people: whom, when, again and again until one acknowledges; links that acknowledge once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbot.cases.links import LinkRefused
from smbot.cases.paging import OnCall, Paging, PagingRules, whom_to_tell
from smbot.core.errors import NotAllowed
from smbot.core.ids import MemberId
from tests.unit.cases.casing import ALICE, BENOIT, LINKS, VERA, FakeLine, events, opened

MINUTE = timedelta(minutes=1)
RULES = PagingRules(repeat=5 * MINUTE, following=15 * MINUTE, link_for=timedelta(hours=12))
PATH = ["a", "b", "c"]


@pytest.mark.parametrize(
    ("minutes", "told", "due"),
    [
        (0, {}, ["a"]),
        (3, {"a": 0}, []),
        (5, {"a": 0}, ["a"]),
        (15, {"a": 12}, ["b"]),
        (15, {"a": 10}, ["a", "b"]),
        (30, {"a": 28, "b": 28}, ["c"]),
        (600, {"a": 30}, ["a", "b", "c"]),  # after an outage: once each
        (601, {"a": 600, "b": 600, "c": 600}, []),
    ],
)
def test_the_next_is_told_after_a_while_and_all_are_told_again(minutes, told, due):
    last = {who: NOW + at * MINUTE for who, at in told.items()}

    assert whom_to_tell(PATH, NOW, last, NOW + minutes * MINUTE, RULES) == due


def test_where_nobody_before_can_be_reached_the_next_is_told_at_once():
    assert whom_to_tell(PATH, NOW, {}, NOW, RULES, unreachable=frozenset({"a"})) == ["a", "b"]


@given(steps=st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_nobody_is_told_twice_within_the_time_of_repeating_nor_before_their_turn(steps):
    last, now = {}, NOW
    for step in steps:
        now += step * MINUTE
        for who in whom_to_tell(PATH, NOW, last, now, RULES):
            assert who not in last or now - last[who] >= RULES.repeat
            assert now >= NOW + PATH.index(who) * RULES.following
            last[who] = now
        for place, who in enumerate(PATH):
            if now >= NOW + place * RULES.following:
                assert now - last[who] < RULES.repeat


@pytest.fixture
def lines():
    return {"Alice": FakeLine(), "Benoît": FakeLine(languages=("fr",)), "room": FakeLine(languages=("en", "fr"))}


@pytest.fixture
def paging(a_store, a_clock, lines):
    path = [OnCall(member=each.id, name=each.name, lines=[lines[each.name]]) for each in (ALICE, BENOIT)]
    return Paging(
        store=a_store,
        clock=a_clock,
        path=lambda: path,
        rooms=[lines["room"]],
        rules=RULES,
        links=LINKS,
        desk="https://desk.example.ca",
    )


def link_in(line):
    [address] = [word for word in line.told[-1][1].split() if "/acknowledge/" in word]
    return address.removeprefix("https://desk.example.ca/acknowledge/")


def test_people_are_told_in_their_order_until_somebody_acknowledges(cases, paging, lines, a_clock):
    cases.page(ALICE, opened(cases).id)

    counts = []
    for _ in range(5):
        paging.tell_waiting()
        counts.append(tuple(len(lines[name].told) for name in ("Alice", "Benoît", "room")))
        a_clock.advance(minutes=5)
    paging.acknowledge(ALICE, cases.calls(ALICE)[0].id)
    paging.tell_waiting()

    assert counts == [(1, 0, 1), (2, 0, 2), (3, 0, 3), (4, 1, 4), (5, 2, 5)]
    assert len(lines["Alice"].told) == 5


def test_a_call_says_since_when_and_where_and_no_word_of_a_post(cases, paging, lines):
    case = opened(cases).id
    cases.page(ALICE, case, "a secret reason")

    paging.tell_waiting()

    [(subject, text)] = lines["Alice"].told
    assert f"https://desk.example.ca/cases/{case}" in text
    assert "secret" not in subject + text
    assert "/acknowledge/" not in lines["room"].told[0][1]  # whose would it be?


def test_where_one_cannot_be_reached_the_next_is_told_at_once_and_the_first_is_tried_again(
    cases, paging, lines, a_clock
):
    lines["Alice"].broken = True
    cases.page(ALICE, opened(cases).id)

    paging.tell_waiting()
    assert len(lines["Benoît"].told) == 1
    lines["Alice"].broken = False
    a_clock.advance(minutes=1)
    paging.tell_waiting()

    assert (len(lines["Alice"].told), len(lines["Benoît"].told)) == (1, 1)


def test_each_telling_and_the_acknowledgement_are_recorded(cases, paging, a_store):
    case = opened(cases).id
    call = cases.page(ALICE, case)

    assert paging.tell_waiting() == 2
    paging.acknowledge(BENOIT, call.id)

    assert events(a_store, case) == ["case.opened", "page.raised", "page.told", "page.told", "page.acknowledged"]
    with pytest.raises(NotAllowed, match="Benoît"):
        paging.acknowledge(ALICE, call.id)


def test_a_call_that_waits_stands_for_the_next_one(cases):
    case = opened(cases).id

    assert cases.page(ALICE, case).id == cases.page(BENOIT, case).id


def test_a_link_acknowledges_once_and_for_its_member(cases, paging, lines, a_store):
    case = opened(cases).id
    cases.page(BENOIT, case)
    paging.tell_waiting()
    token = link_in(lines["Alice"])

    page, member = paging.behind_link(token)
    assert (page.acknowledged_at, member.name) == (None, "Alice")
    assert paging.acknowledge_by_link(token).acknowledged_by == "Alice"

    with pytest.raises(NotAllowed):
        paging.acknowledge_by_link(token)
    assert events(a_store, case)[-1] == "page.acknowledged"


def test_a_link_ends_with_its_time_and_with_its_member(cases, paging, lines, a_store, a_clock):
    cases.page(ALICE, opened(cases).id)
    paging.tell_waiting()
    token = link_in(lines["Alice"])

    with a_store.write() as tx:
        tx.set_disabled(ALICE.id, True)
    with pytest.raises(NotAllowed):
        paging.acknowledge_by_link(token)
    with a_store.write() as tx:
        tx.set_disabled(ALICE.id, False)
    a_clock.advance(hours=12)
    with pytest.raises(LinkRefused):
        paging.acknowledge_by_link(token)

    assert len(cases.calls(ALICE)) == 1


def test_who_only_looks_acknowledges_nothing(cases, paging):
    call = cases.page(ALICE, opened(cases).id)

    with pytest.raises(NotAllowed):
        paging.acknowledge(VERA, call.id)
    with pytest.raises(NotAllowed):
        paging.acknowledge_by_link(paging.link(call.id, VERA.id).removeprefix("/acknowledge/"))
    with pytest.raises(NotAllowed):
        paging.acknowledge_by_link(paging.link(call.id, MemberId("u-nobody")).removeprefix("/acknowledge/"))


def test_without_anybody_on_call_the_rooms_are_told_all_the_same(cases, paging, lines):
    cases.page(ALICE, opened(cases).id)

    assert replace(paging, path=list).tell_waiting() == 1
    assert len(lines["room"].told) == 1


def test_rooms_are_told_of_what_has_climbed(cases, paging, lines, a_clock):
    case = opened(cases).id
    a_clock.advance(hours=5)

    paging.tell_escalated(cases.escalate_due())

    [(_, text)] = lines["room"].told
    assert case in text

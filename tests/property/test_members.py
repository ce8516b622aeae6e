"""Whatever administrators do in whatever order: somebody can undo it, no account watches itself, the log has it all."""

import json
import shutil
from itertools import count

from fakes import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smbot.core.clock import FrozenClock
from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Permission, Role
from smbot.members import duties
from smbot.members.acts import Members
from smbot.members.duties import Gap, active, conflicting, gaps
from smbot.members.ports import Membership
from smbot.storage.engine import open_engine
from smbot.storage.store import Store

FIRST = Member(
    id=MemberId("u-first"),
    name="First",
    roles=frozenset({Role.ADMINISTRATOR, Role.APPROVER, Role.COMPLIANCE}),
)
NAMES = ["First", "Bob", "Chloé", "bob", "chloe", "Dan"]
ROLES = st.frozensets(st.sampled_from(list(Role)), max_size=2)
NAME = st.sampled_from(NAMES)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), NAME, ROLES, ROLES),
        st.tuples(st.just("role"), st.none(), ROLES, ROLES),
        st.tuples(st.sampled_from(["disable", "enable", "reset", "reset factor"]), st.none(), ROLES, ROLES),
    ),
    min_size=6,
    max_size=20,
)
EXPECTED = {
    "add": "member.added",
    "role": "member.role-changed",
    "disable": "member.disabled",
    "enable": "member.enabled",
    "reset": "member.password-reset",
    "reset factor": "member.second-factor-reset",
}


def differences(before, after):
    """Return what differs between two states of the team, as the events that must tell of it."""
    old = {one.member.id: one for one in before}
    found = []
    for one in after:
        was = old.get(one.member.id)
        if was is None:
            found.append(("member.added", one.member.id))
            continue
        if was.member.roles != one.member.roles:
            found.append(("member.role-changed", one.member.id))
        if was.disabled != one.disabled:
            found.append(("member.disabled" if one.disabled else "member.enabled", one.member.id))
        if was.second_factor and not one.second_factor:
            found.append(("member.second-factor-reset", one.member.id))
    return found


def do(members, actor, act, name, give, take):
    if act == "add":
        return members.add(actor, name, give, "fr")
    if act == "role":
        return members.change_roles(actor, name, give=give, take=take)
    one = {
        "disable": members.disable,
        "enable": members.enable,
        "reset": members.reset_password,
        "reset factor": members.reset_second_factor,
    }[act]
    return one(actor, name)


def log_of(store):
    with store.read() as tx:
        return [json.loads(record.body) for record in tx.audit_records()]


def team_of(store):
    with store.read() as tx:
        return tuple(tx.memberships())


numbers = count()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS, st.data())
def test_any_sequence_of_acts_keeps_the_team_sound_and_the_log_in_step(tmp_path, migrated_database, acts, data):
    file = tmp_path / f"{next(numbers)}.db"
    shutil.copy2(migrated_database, file)
    engine = open_engine(f"sqlite:///{file}")
    store = Store(engine, FrozenClock(NOW))
    with store.write() as tx:
        tx.add_member(FIRST, "a hash")
        tx.keep_second_factor(FIRST.id, b"sealed", step=1, recovery=["d"])
    members = Members(store, lambda password: f"hash of {password}")

    for act, new_name, give, take in acts:
        before, logged = team_of(store), len(log_of(store))
        name = new_name or data.draw(st.sampled_from([one.member.name for one in before]))
        bosses = [one.member for one in before if one.holds(Role.ADMINISTRATOR)]
        actor = data.draw(st.sampled_from([*bosses, *bosses, *(one.member for one in before)]))
        entitled = any(one.active and one.member == actor for one in before) and actor.may(Permission.CONFIGURE)
        try:
            done = do(members, actor, act, name, give, take)
        except (NotAllowed, InputError):
            assert team_of(store) == before
            assert len(log_of(store)) == logged
            continue

        after, new = team_of(store), log_of(store)[logged:]
        assert entitled
        # Somebody can undo it.
        assert Gap.NO_ADMINISTRATOR not in gaps(after)
        # Nobody holds a forbidden pair while there is a second person.
        assert len(active(after)) < 2 or not conflicting(after)
        # Each change has exactly one event, by whom it was; nothing else has one.
        told = [(event["act"], event["subject"]) for event in new]
        expected = differences(before, after)
        if act == "reset":
            expected.append(("member.password-reset", done.member.id))
        assert sorted(told) == sorted(expected)
        assert (EXPECTED[act], done.member.id) in told
        assert {event["actor"] for event in new} == {actor.name}
        # No two names read alike, and a one-time password is in no event.
        assert len({one.member.name.casefold().replace("é", "e") for one in after}) == len(after)
        assert not done.one_time_password or done.one_time_password not in json.dumps(new)
    engine.dispose()


HELD = st.frozensets(st.sampled_from(list(Role)), min_size=1, max_size=3)
PEOPLE = st.lists(st.tuples(HELD, st.booleans()), min_size=1, max_size=5).map(
    lambda people: tuple(
        Membership(member=Member(id=MemberId(f"u{n}"), name=f"m{n}", roles=roles), disabled=disabled)
        for n, (roles, disabled) in enumerate(people)
    )
)


@given(PEOPLE, HELD)
def test_adding_to_any_team_even_one_from_before_the_rule_leaves_no_forbidden_pair(team, roles):
    new = Member(id=MemberId("u-new"), name="new", roles=roles)

    try:
        after = duties.add(team, new)
    except NotAllowed:
        assert duties.forbidden_pairs(roles)
        return

    assert len(active(after)) < 2 or not conflicting(after)
    assert [one.disabled for one in after] == [*(one.disabled for one in team), False]
    for was, one in zip(team, after, strict=False):
        assert one.member.roles <= was.member.roles
        assert was.member.roles - one.member.roles <= {Role.COMPLIANCE}

"""The acts of administrators: who may, what is refused and why, and one event for each change."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import ADAM, ALICE, NOW, RITA, VERA, stored_mention

from smbot.core.clock import FrozenClock
from smbot.core.errors import InputError, NotAllowed
from smbot.core.events import Act, Event
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.members import duties
from smbot.members.acts import Members
from smbot.members.own import OwnAccount
from smbot.members.second_factor import FactorBox
from smbot.review.ports import Change
from smbot.storage.members import StoredSession

CHLOE = Member(id=MemberId("u-chloe"), name="Chloé", roles=frozenset({Role.COMPLIANCE}))
GIVE_VIEWER = frozenset({Role.VIEWER})


@pytest.fixture
def members(a_store):
    with a_store.write() as tx:
        for member in (ADAM, ALICE, CHLOE, RITA):
            tx.add_member(member, "a hash")
    return Members(a_store, lambda password: f"hash of {password}")


@pytest.fixture
def own(a_store):
    return OwnAccount(a_store, FrozenClock(NOW), FactorBox(b"k" * 32), lambda password: f"hash of {password}")


def events(store):
    with store.read() as tx:
        return [json.loads(record.body) for record in tx.audit_records()]


def told(store):
    return [(e["act"], e["actor"], e["subject"]) for e in events(store)]


def of(store, member):
    with store.read() as tx:
        return tx.membership(member.id)


ACTS = {
    "list": lambda m, who: m.listing(who),
    "add": lambda m, who: m.add(who, "Zoe", GIVE_VIEWER, "fr"),
    "foresee add": lambda m, who: m.foresee_add(who, "Zoe", GIVE_VIEWER),
    "role": lambda m, who: m.change_roles(who, "Rita", give=GIVE_VIEWER, take=frozenset()),
    "foresee": lambda m, who: m.foresee(who, "Rita", duties.disable),
    "reset": lambda m, who: m.reset_password(who, "Rita"),
    "reset factor": lambda m, who: m.reset_second_factor(who, "Rita"),
    "office": lambda m, who: m.set_office(who, "Rita", office="north"),
    "disable": lambda m, who: m.disable(who, "Rita"),
    "enable": lambda m, who: m.enable(who, "Rita"),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    "who",
    [ALICE, CHLOE, RITA, VERA, replace(ADAM, id=MemberId("u-stranger")), replace(RITA, roles=ADAM.roles)],
    ids=["approver", "officer", "reviewer", "nobody here", "a name alone", "roles from before"],
)
def test_only_an_administrator_of_this_moment_may_act(members, a_store, who, act):
    with pytest.raises(NotAllowed, match="role does not permit"):
        ACTS[act](members, who)

    assert events(a_store) == []


def test_a_disabled_administrator_acts_no_more(members, a_store):
    with a_store.write() as tx:
        tx.set_disabled(ADAM.id, True)

    for act in ACTS.values():
        with pytest.raises(NotAllowed, match="role does not permit"):
            act(members, ADAM)


@pytest.mark.parametrize("act", ["role", "foresee", "reset", "reset factor", "disable", "enable"])
def test_somebody_who_is_not_there_is_told(members, a_store, act):
    with a_store.write() as tx:
        tx.session.connection().exec_driver_sql("DELETE FROM member WHERE name = 'Rita'")

    with pytest.raises(NotAllowed, match="no team member of this name"):
        ACTS[act](members, ADAM)


def test_a_new_member_has_a_one_time_password_that_is_nowhere_else(members, a_store):
    done = members.add(ADAM, "  Zoé  Roy ", frozenset({Role.APPROVER}), "fr")

    added = of(a_store, done.member)
    assert (added.member.name, added.member.roles, added.member.language) == ("Zoé Roy", {Role.APPROVER}, "fr")
    assert added.must_change
    with a_store.read() as tx:
        assert tx.credentials(done.member.id).password == f"hash of {done.one_time_password}"
    assert len(done.one_time_password) == 19
    assert done.one_time_password not in repr(done)
    assert done.one_time_password not in json.dumps(events(a_store))
    assert told(a_store) == [("member.added", "Adam", done.member.id)]


@pytest.mark.parametrize("name", ["rita", "RITA", "chloe"])
def test_a_name_that_reads_like_another_is_refused(members, a_store, name):
    with pytest.raises(NotAllowed, match="this name already"):
        members.add(ADAM, name, GIVE_VIEWER, "en")

    assert events(a_store) == []


def test_a_member_whose_roles_would_exclude_each_other_is_not_added(members):
    with pytest.raises(NotAllowed, match="cannot be both"):
        members.add(ADAM, "Zoe", frozenset({Role.COMPLIANCE, Role.APPROVER}), "en")
    with pytest.raises(InputError):
        members.add(ADAM, "Zoe\u200b", GIVE_VIEWER, "en")


def test_roles_are_given_and_taken_with_one_event(members, a_store):
    done = members.change_roles(ADAM, "rita", give=frozenset({Role.APPROVER}), take=frozenset({Role.REVIEWER}))

    assert done.member.roles == {Role.APPROVER} == of(a_store, RITA).member.roles
    [event] = events(a_store)
    assert (event["act"], event["subject"]) == ("member.role-changed", RITA.id)
    assert event["detail"] == {"name": "Rita", "given": ["approver"], "taken": ["reviewer"]}


def test_the_second_person_parts_the_first_ones_roles_in_the_same_act(a_store):
    everything = replace(ADAM, roles=frozenset({Role.ADMINISTRATOR, Role.APPROVER, Role.COMPLIANCE}))
    with a_store.write() as tx:
        tx.add_member(everything, "a hash")
    members = Members(a_store, lambda password: password)
    foreseen = members.foresee_add(everything, "Chloé", CHLOE.roles)

    done = members.add(everything, "Chloé", CHLOE.roles, "fr")

    assert done.consequences == foreseen
    assert of(a_store, ADAM).member.roles == {Role.ADMINISTRATOR, Role.APPROVER}
    added, parted = events(a_store)
    assert (added["act"], added["subject"]) == ("member.added", done.member.id)
    assert (parted["act"], parted["subject"]) == ("member.role-changed", ADAM.id)
    assert parted["detail"] == {"name": "Adam", "taken": ["compliance"], "why": "separation of duties"}


def session(member):
    return StoredSession(member=member.id, csrf="c", created_at=NOW, seen_at=NOW)


SESSIONS_END = {
    "reset": ("member.password-reset", lambda m: m.reset_password(ADAM, "Rita")),
    "reset factor": ("member.second-factor-reset", lambda m: m.reset_second_factor(ADAM, "Rita")),
    "disable": ("member.disabled", lambda m: m.disable(ADAM, "Rita")),
}


@pytest.mark.parametrize("case", SESSIONS_END)
def test_the_members_sessions_end_and_nobody_elses(members, a_store, case):
    name, act = SESSIONS_END[case]
    with a_store.write() as tx:
        tx.keep_second_factor(RITA.id, b"sealed", step=1, recovery=["d"])
        tx.keep_session("r1", session(RITA))
        tx.keep_session("r2", session(RITA))
        tx.keep_session("a1", session(ALICE))

    act(members)

    with a_store.read() as tx:
        assert [tx.session_of(key) is None for key in ("r1", "r2", "a1")] == [True, True, False]
    assert told(a_store) == [(name, "Adam", RITA.id)]


def test_a_reset_password_is_new_and_must_be_changed_and_the_second_factor_stays(members, a_store):
    with a_store.write() as tx:
        tx.keep_second_factor(RITA.id, b"sealed", step=1, recovery=["d"])

    done = members.reset_password(ADAM, "Rita")

    after = of(a_store, RITA)
    assert (after.must_change, after.second_factor, after.recovery_codes) == (True, True, 1)
    with a_store.read() as tx:
        assert tx.credentials(RITA.id).password == f"hash of {done.one_time_password}"


def test_a_reset_second_factor_is_gone_with_its_recovery_codes_and_the_password_stays(members, a_store):
    with a_store.write() as tx:
        tx.keep_second_factor(RITA.id, b"sealed", step=9, recovery=["d"])

    members.reset_second_factor(ADAM, "Rita")

    with a_store.read() as tx:
        stored = tx.credentials(RITA.id)
    assert (stored.password, stored.second_factor, stored.recovery) == ("a hash", None, frozenset())
    with pytest.raises(NotAllowed, match="no second factor"):
        members.reset_second_factor(ADAM, "Rita")


def test_what_a_disabled_member_held_falls_back(members, a_store):
    held, other = stored_mention(a_store), stored_mention(a_store)
    later = NOW + timedelta(hours=1)
    with a_store.write() as tx:
        for mention, name in ((held, "Rita"), (other, "Alice")):
            change = Change(state=MentionState.CLAIMED, claimed_by=name, claimed_until=later)
            assert tx.change_item(tx.item(mention), change)

    members.disable(ADAM, "Rita")

    with a_store.read() as tx:
        assert [item.id for item in tx.expired_claims(NOW)] == [held]
    assert events(a_store)[-1]["detail"] == {"name": "Rita", "claims": 1}


def test_who_is_enabled_again_has_what_they_had(members, a_store):
    before = of(a_store, RITA)
    members.disable(ADAM, "Rita")

    members.enable(ADAM, "Rita")

    assert of(a_store, RITA) == before
    assert [act for act, _, _ in told(a_store)] == ["member.disabled", "member.enabled"]


@pytest.mark.parametrize(
    "act",
    [
        lambda m: m.disable(ADAM, "Adam"),
        lambda m: m.change_roles(ADAM, "Adam", give=GIVE_VIEWER, take=frozenset({Role.ADMINISTRATOR})),
        lambda m: m.change_roles(ADAM, "Chloé", give=frozenset({Role.ADMINISTRATOR}), take=frozenset()),
        lambda m: m.enable(ADAM, "Rita"),
    ],
)
def test_what_is_refused_changes_nothing_and_leaves_no_event(members, a_store, act):
    with a_store.read() as tx:
        before = tx.memberships()

    with pytest.raises(NotAllowed):
        act(members)

    with a_store.read() as tx:
        assert tx.memberships() == before
    assert events(a_store) == []


def test_a_failing_audit_log_undoes_the_act(members, a_store):
    with a_store.write() as tx:
        tx.session.connection().exec_driver_sql("DROP TABLE audit_head")

    with pytest.raises(Exception, match="audit_head"):
        members.disable(ADAM, "Rita")

    assert of(a_store, RITA).active


def test_the_list_shows_everybody_with_the_last_sign_in(members, a_store):
    with a_store.write() as tx:
        tx.record(Event(act=Act.MEMBER_SIGNED_IN, actor="Rita", subject=RITA.id))
        tx.set_disabled(CHLOE.id, True)

    listed = {one.membership.member.name: one for one in members.listing(ADAM)}

    assert list(listed) == ["Adam", "Alice", "Chloé", "Rita"]
    assert (listed["Rita"].last_sign_in, listed["Adam"].last_sign_in) == (NOW, None)
    assert listed["Chloé"].membership.disabled


# --- one's own account -------------------------------------------------------------------------------


def test_a_member_changes_the_password_and_every_session_ends(own, members, a_store):
    with a_store.write() as tx:
        tx.keep_session("r1", session(RITA))
    members.reset_password(ADAM, "Rita")

    own.change_password(RITA, "a new password", before="the old one")

    with a_store.read() as tx:
        assert tx.credentials(RITA.id).password == "hash of a new password"
        assert tx.session_of("r1") is None
    assert not of(a_store, RITA).must_change
    assert told(a_store)[-1] == ("member.password-changed", "Rita", RITA.id)


@pytest.mark.parametrize("new", ["the old one", "RITA", " rita "])
def test_the_password_before_and_ones_own_name_are_no_new_password(own, members, a_store, new):
    with pytest.raises(InputError):
        own.change_password(RITA, new, before="the old one")

    assert events(a_store) == []


ISSUER = "https://login.example.ca"


@pytest.fixture
def at_desk(members, a_store):
    return Members(a_store, lambda password: f"hash of {password}", on_oneself=False)


@pytest.mark.parametrize(
    "act",
    [
        lambda m: m.change_roles(ADAM, "Adam", give=GIVE_VIEWER, take=frozenset()),
        lambda m: m.foresee(ADAM, "Adam", duties.disable),
        lambda m: m.set_office(ADAM, "Adam", languages=("fr",)),
        lambda m: m.disable(ADAM, "Adam"),
        lambda m: m.reset_password(ADAM, "Adam"),
        lambda m: m.reset_second_factor(ADAM, "Adam"),
        lambda m: m.end_sessions(ADAM, "Adam"),
        lambda m: m.bind(ADAM, "Adam", ISSUER, "s"),
        lambda m: m.unbind(ADAM, "Adam"),
    ],
)
def test_at_the_desk_nobody_acts_on_their_own_account(at_desk, a_store, act):
    before = told(a_store)

    with pytest.raises(NotAllowed, match="Nobody changes their own"):
        act(at_desk)

    assert told(a_store) == before


def test_all_sessions_of_a_member_end_at_once(members, a_store):
    with a_store.write() as tx:
        for digest, member in (("a", RITA), ("b", RITA), ("c", ALICE)):
            tx.keep_session(digest, StoredSession(member=member.id, csrf="x", created_at=NOW, seen_at=NOW))

    members.end_sessions(ADAM, "Rita")

    with a_store.read() as tx:
        assert [tx.session_of(digest) is None for digest in "abc"] == [True, True, False]
    assert told(a_store)[-1] == ("member.sessions-ended", "Adam", RITA.id)


def test_a_member_is_bound_to_one_account_and_its_one_time_password_stops_working(members, a_store):
    zoe = members.add(ADAM, "Zoe", GIVE_VIEWER, "fr").member

    members.bind(ADAM, "Zoe", ISSUER, " first ")
    members.bind(ADAM, "Zoe", ISSUER, "second")

    with a_store.read() as tx:
        assert tx.bound_to(ISSUER, "first") is None
        assert tx.bound_to(ISSUER, "second") == zoe.id
        assert tx.bound_to("https://other.example", "second") is None
    found = of(a_store, zoe)
    assert (found.has_password, found.must_change) == (False, False)


def test_whoever_is_bound_to_another_account_is_let_go_of_first_and_the_same_account_ends_nothing(members, a_store):
    members.bind(ADAM, "Rita", ISSUER, "first")
    with a_store.write() as tx:
        tx.keep_session("a", StoredSession(member=RITA.id, csrf="x", created_at=NOW, seen_at=NOW, by_service=True))

    members.bind(ADAM, "Rita", ISSUER, "first")
    with a_store.read() as tx:
        assert tx.session_of("a") is not None
    members.bind(ADAM, "Rita", ISSUER, "second")

    with a_store.read() as tx:
        assert tx.session_of("a") is None
    assert [act for act, _, _ in told(a_store)][-2:] == ["member.identity-removed", "member.identity-bound"]


def test_the_list_shows_accounts_of_the_present_service_alone(members, a_store):
    members.bind(ADAM, "Rita", ISSUER, "first")

    here, moved = (
        {one.membership.member.name: one.subject for one in Members(a_store, str, issuer=issuer).listing(ADAM)}
        for issuer in (ISSUER, "https://other.example")
    )

    assert (here["Rita"], moved["Rita"]) == ("first", "")


def test_two_members_are_not_bound_to_one_account(members, a_store):
    members.bind(ADAM, "Rita", ISSUER, "s")

    with pytest.raises(NotAllowed, match="Another member"):
        members.bind(ADAM, "Alice", ISSUER, "s")


@pytest.mark.parametrize("subject", ["", "  ", "x" * 256])
def test_an_identifier_that_is_none_is_refused(members, subject):
    with pytest.raises(InputError):
        members.bind(ADAM, "Rita", ISSUER, subject)


def test_a_binding_is_removed_once_and_sessions_end(members, a_store):
    members.bind(ADAM, "Rita", ISSUER, "s")
    with a_store.write() as tx:
        tx.keep_session("a", StoredSession(member=RITA.id, csrf="x", created_at=NOW, seen_at=NOW, by_service=True))

    members.unbind(ADAM, "Rita")

    with a_store.read() as tx:
        assert tx.session_of("a") is None
        assert tx.bound_to(ISSUER, "s") is None
    with pytest.raises(NotAllowed, match="bound to no account"):
        members.unbind(ADAM, "Rita")

"""Separation of duties: what one person may hold, when it is enforced, and what is told when it cannot be."""

import pytest

from smbot.core.errors import InputError, NotAllowed
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Permission, Role
from smbot.members import duties
from smbot.members.duties import Gap
from smbot.members.ports import Membership

A, C, P, R, V = Role.ADMINISTRATOR, Role.COMPLIANCE, Role.APPROVER, Role.REVIEWER, Role.VIEWER
EVERYTHING = {A, C, P}


def who(name, *roles, disabled=False):
    member = Member(id=MemberId(f"u-{name}"), name=name, roles=frozenset(roles))
    return Membership(member=member, disabled=disabled)


def roles(team):
    return {one.member.name: set(one.member.roles) for one in team}


@pytest.mark.parametrize(
    ("held", "count"),
    [({C, A}, 1), ({C, P}, 1), (EVERYTHING, 2), ({A, P}, 0), ({C, V}, 0), ({C, R}, 0), (set(), 0), ({A, P, R, V}, 0)],
)
def test_who_watches_neither_appoints_nor_sends(held, count):
    assert len(duties.forbidden_pairs(frozenset(held))) == count


def test_a_pair_is_forbidden_exactly_where_reading_the_log_meets_approving_or_configuring():
    for one in Role:
        for other in Role:
            both = Member(id=MemberId("u"), name="x", roles=frozenset({one, other}))
            watches = both.may(Permission.READ_AUDIT)
            acts = both.may(Permission.APPROVE) or both.may(Permission.CONFIGURE)
            assert bool(duties.forbidden_pairs(both.roles)) == (watches and acts)


def test_while_alone_one_person_may_hold_everything_and_it_is_reported():
    team = (who("alice", A),)

    after = duties.change_roles(team, MemberId("u-alice"), give=frozenset({C, P}), take=frozenset())

    assert roles(after) == {"alice": EVERYTHING}
    assert Gap.ALONE in duties.gaps(after)


@pytest.mark.parametrize("new", [{V}, {R}, {C}, {P}, {A}])
def test_the_second_person_parts_the_roles_of_the_first(new):
    team = (who("alice", *EVERYTHING),)

    after = duties.add(team, who("bob", *new).member)

    assert roles(after) == {"alice": {A, P}, "bob": new}


def test_what_the_first_person_loses_is_told():
    team = (who("alice", *EVERYTHING),)
    after = duties.add(team, who("bob", V).member)

    told = [str(one) for one in duties.consequences(team, after, of=MemberId("u-bob"))]

    assert told[0].startswith("alice will no longer be compliance officer")
    assert any("Nobody is compliance officer" in one for one in told)


@pytest.mark.parametrize("new", [{C, A}, {C, P}, EVERYTHING])
def test_nobody_is_added_with_roles_that_exclude_each_other(new):
    with pytest.raises(NotAllowed, match="cannot be both"):
        duties.add((who("alice", A),), who("bob", *new).member)


def test_a_disabled_colleague_is_not_somebody_who_could_hold_the_other_role():
    team = (who("alice", A), who("bob", V, disabled=True))

    after = duties.change_roles(team, MemberId("u-alice"), give=frozenset({C}), take=frozenset())

    assert roles(after)["alice"] == {A, C}


def test_enabling_a_second_person_parts_the_roles_of_the_first():
    team = (who("alice", *EVERYTHING), who("bob", C, disabled=True))

    after = duties.enable(team, MemberId("u-bob"))

    assert roles(after) == {"alice": {A, P}, "bob": {C}}
    assert all(one.active for one in after)


@pytest.mark.parametrize("role", [A, P])
def test_a_compliance_officer_gets_no_second_role_that_acts(role):
    team = (who("alice", A), who("chloe", C))

    with pytest.raises(NotAllowed, match="another person could hold one of the two"):
        duties.change_roles(team, MemberId("u-chloe"), give=frozenset({role}), take=frozenset())


def test_roles_can_be_swapped_in_one_act():
    team = (who("alice", A), who("chloe", C))

    after = duties.change_roles(team, MemberId("u-chloe"), give=frozenset({P}), take=frozenset({C}))

    assert roles(after)["chloe"] == {P}


LAST = [
    lambda team: duties.disable(team, MemberId("u-alice")),
    lambda team: duties.change_roles(team, MemberId("u-alice"), give=frozenset({V}), take=frozenset({A})),
]


@pytest.mark.parametrize("act", LAST)
def test_the_last_active_administrator_is_protected(act):
    team = (who("alice", A), who("adam", A, disabled=True), who("paul", P))

    with pytest.raises(NotAllowed, match="last active administrator") as refused:
        act(team)

    assert "--add administrator" in str(refused.value)


@pytest.mark.parametrize("act", LAST)
def test_one_of_two_administrators_may_go(act):
    assert act((who("alice", A), who("adam", A)))


@pytest.mark.parametrize(
    "act",
    [
        lambda team: duties.disable(team, MemberId("u-paul")),
        lambda team: duties.change_roles(team, MemberId("u-paul"), give=frozenset({R}), take=frozenset({P})),
    ],
)
def test_a_change_that_leaves_nobody_who_may_approve_is_made_with_a_warning(act):
    team = (who("alice", A), who("paul", P))

    told = duties.consequences(team, act(team), of=MemberId("u-paul"))

    assert [str(one) for one in told] == ["Nobody may approve replies."]


def test_what_was_lacking_before_is_not_told_again():
    team = (who("alice", A), who("vera", V))

    assert duties.consequences(team, duties.disable(team, MemberId("u-vera")), of=MemberId("u-vera")) == ()


SENSELESS = [
    (lambda t: duties.disable(t, MemberId("u-bob")), "disabled already"),
    (lambda t: duties.enable(t, MemberId("u-alice")), "not disabled"),
    (lambda t: duties.change_roles(t, MemberId("u-alice"), give=frozenset({A}), take=frozenset()), "Nothing changes"),
    (lambda t: duties.change_roles(t, MemberId("u-alice"), give=frozenset(), take=frozenset({C})), "Nothing changes"),
    (lambda t: duties.add(t, who("Álice", V).member), "this name already"),
    (lambda t: duties.add(t, who("BOB", V).member), "this name already"),
]


@pytest.mark.parametrize(("act", "words"), SENSELESS)
def test_an_act_that_changes_nothing_or_doubles_a_name_is_refused(act, words):
    with pytest.raises(NotAllowed, match=words):
        act((who("alice", A), who("bob", V, disabled=True)))


@pytest.mark.parametrize(
    "act",
    [
        lambda t: duties.change_roles(t, MemberId("u-alice"), give=frozenset({V}), take=frozenset({V})),
        lambda t: duties.change_roles(t, MemberId("u-bob"), give=frozenset(), take=frozenset({V})),
        lambda t: duties.add(t, who("carl").member),
    ],
)
def test_roles_that_make_no_sense_are_refused(act):
    with pytest.raises(InputError):
        act((who("alice", A), who("bob", V)))


GAPS = [
    ((), {Gap.NO_ADMINISTRATOR, Gap.NO_APPROVER, Gap.NO_OFFICER}),
    ((who("alice", *EVERYTHING),), {Gap.ONE_APPROVER, Gap.ALONE}),
    ((who("alice", A), who("p", P), who("q", P), who("c", C)), set()),
    ((who("alice", A), who("p", P), who("q", P, disabled=True), who("c", C)), {Gap.ONE_APPROVER}),
    ((who("alice", A), who("p", P), who("q", P), who("c", C, disabled=True)), {Gap.NO_OFFICER}),
    ((who("alice", A, disabled=True), who("p", P), who("q", P), who("c", C)), {Gap.NO_ADMINISTRATOR}),
]


@pytest.mark.parametrize(("team", "lacking"), GAPS)
def test_what_a_team_lacks_is_told(team, lacking):
    assert duties.gaps(team) == lacking
    assert set(duties.GAPS) == set(Gap)

"""What a member is: the languages they serve in, the roles that rank above others, and the one refusal."""

from itertools import product

import pytest

from smbot.core.errors import NotAllowed
from smbot.core.ids import MemberId
from smbot.core.roles import GRANTS, Member, Permission, Role, demand

LOWEST_FIRST = [Role.VIEWER, Role.REVIEWER, Role.APPROVER, Role.COMPLIANCE, Role.ADMINISTRATOR]


def a_member(*roles, **more):
    return Member(id=MemberId("u-ines"), name="Inès", roles=frozenset(roles), **more)


@pytest.mark.parametrize(("own", "asked"), [*product(LOWEST_FIRST, repeat=2)])
def test_a_member_holds_their_role_and_those_below_it(own, asked):
    assert a_member(own).holds(asked) is (LOWEST_FIRST.index(own) >= LOWEST_FIRST.index(asked))


def test_one_role_of_several_is_enough_and_nobody_without_a_role_holds_any():
    assert a_member(Role.VIEWER, Role.APPROVER).holds(Role.REVIEWER) is True
    assert a_member().holds(Role.VIEWER) is False


@pytest.mark.parametrize(("languages", "serves"), [((), ("fr",)), (("en",), ("en",)), (("fr", "en"), ("fr", "en"))])
def test_a_member_serves_in_the_languages_that_were_said_else_in_that_of_their_pages(languages, serves):
    assert a_member(Role.VIEWER, language="fr", languages=languages).serves == serves


@pytest.mark.parametrize(("role", "permission"), [*product(Role, Permission)])
def test_who_lacks_a_permission_is_refused(role, permission):
    member = a_member(role)

    assert member.may(permission) is (permission in GRANTS[role])
    if permission in GRANTS[role]:
        demand(member, permission)
    else:
        with pytest.raises(NotAllowed, match="Your role does not permit this"):
            demand(member, permission)

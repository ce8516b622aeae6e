"""Checks of the team: who is there, whose duties conflict, whose account is weakly kept."""

from collections.abc import Iterator, Sequence

from smbot.bootstrap import Application
from smbot.core.messages import msg
from smbot.core.roles import Permission
from smbot.core.states import Mode
from smbot.core.words import ROLES
from smbot.members.duties import GAPS, Gap, active, conflicting, forbidden_pairs, gaps
from smbot.members.ports import Membership
from smbot.platforms.ports import Finding

_GAP_FIXES = {
    Gap.NO_ADMINISTRATOR: msg("Run “smbot init --name NAME”."),
    Gap.NO_APPROVER: msg("smbot user role NAME --add approver"),
    Gap.ONE_APPROVER: msg("Add a second one: smbot user add NAME --role approver"),
    Gap.NO_OFFICER: msg("smbot user role NAME --add compliance"),
    Gap.ALONE: msg("Add somebody, and the roles are parted: smbot user add NAME --role ROLE"),
}


def members(application: Application) -> Iterator[Finding]:
    """Are the people there that the duties need?"""
    if not application.ready():
        return  # the check of the database tells
    with application.store.read() as tx:
        team = tx.memberships()
    yield from _team(team, live=application.settings.sending.mode == Mode.LIVE)


def _team(team: Sequence[Membership], *, live: bool) -> Iterator[Finding]:
    people, lacking = active(team), gaps(team)
    needed = {Gap.NO_ADMINISTRATOR} | ({Gap.NO_APPROVER} if live else set())
    for gap in (gap for gap in Gap if gap in lacking):
        yield Finding(check="members", what=GAPS[gap], fix=_GAP_FIXES[gap], advice=gap not in needed)
    for one in conflicting(team) if len(people) > 1 else ():
        first, second = forbidden_pairs(one.member.roles)[0]
        yield Finding(
            check="members",
            what=msg("{name} is both {one} and {other}.", name=one.member.name, one=ROLES[first], other=ROLES[second]),
            why=msg("Who watches must neither appoint nor send; another person could hold one of the two roles."),
            fix=msg("smbot user role “{name}” --remove {role}", name=one.member.name, role=first),
        )
    powerful = [one for one in people if one.member.may(Permission.APPROVE) or one.member.may(Permission.CONFIGURE)]
    bare_handed = [one.member.name for one in powerful if not one.second_factor]
    if bare_handed:
        yield Finding(
            check="members",
            what=msg("Without a second factor: {names}.", names=", ".join(bare_handed)),
            why=msg("A stolen password would be enough to send in your name, or to change the team."),
            fix=msg('They set it up on the page of their account; [web] second_factor = "required" asks everybody.'),
            advice=True,
        )
    unused = [one.member.name for one in people if one.must_change]
    if unused:
        yield Finding(
            check="members",
            what=msg("One-time passwords that were never changed: {names}.", names=", ".join(unused)),
            why=msg("Whoever finds the note with the password could sign in."),
            fix=msg("Ask them to sign in, or make a new one: smbot user reset NAME"),
            advice=True,
        )
    if not lacking and not (len(people) > 1 and conflicting(team)):
        yield Finding(
            check="members", what=msg("{count} members are active, and duties are separate.", count=len(people))
        )

"""A store with cases and a team, for tests of casework."""

from dataclasses import dataclass, field
from datetime import timedelta

from fakes import stored_mention

from smbot.cases.acts import Cases
from smbot.cases.asking import Survey
from smbot.cases.casework import CasePolicy
from smbot.cases.clock import Standard, standard_path
from smbot.cases.grouping import GroupingRules
from smbot.cases.hours import CalendarHours
from smbot.cases.intake import Start
from smbot.cases.links import links_of
from smbot.cases.model import Kind
from smbot.core.errors import SmbotError
from smbot.core.ids import MemberId
from smbot.core.messages import msg
from smbot.core.roles import Member, Role

ALICE = Member(id=MemberId("u-alice"), name="Alice", roles=frozenset({Role.APPROVER}))
BENOIT = Member(
    id=MemberId("u-benoit"), name="Benoît", roles=frozenset({Role.REVIEWER}), language="en", languages=("fr",)
)
RITA = Member(id=MemberId("u-rita"), name="Rita", roles=frozenset({Role.REVIEWER}))
VERA = Member(id=MemberId("u-vera"), name="Vera", roles=frozenset({Role.VIEWER}), language="fr")
TEAM = (ALICE, BENOIT, RITA, VERA)
LINKS = links_of(b"k" * 32)
HOURS = {Kind.FEEDBACK: 40, Kind.COMPLAINT: 16, Kind.INCIDENT: 8, Kind.PROBLEM: 24}
SECRET = "555-0187"


def masked(mentions, text):
    return text.replace(SECRET, "[PHONE_NUMBER 1]")


def policy(**changes):
    path = standard_path({Role.APPROVER: 4, Role.COMPLIANCE: 12})
    fields = {
        "standards": {
            kind: Standard(counting=CalendarHours(), allowance=timedelta(hours=hours), path=path)
            for kind, hours in HOURS.items()
        },
        "grouping": GroupingRules(within=timedelta(hours=48), threshold=0.6),
        "mask": masked,
    }
    return CasePolicy(**(fields | changes))


def add_team(store):
    with store.write() as tx:
        for member in TEAM:
            tx.add_member(member, "hash")


def made_cases(store, clock, **changes):
    add_team(store)
    return Cases(store, clock, policy(**changes))


def made_survey(store, clock):
    return Survey(store=store, clock=clock, links=LINKS, asked_for=timedelta(days=30))


def opened(cases, kind=Kind.COMPLAINT, *mentions, by=ALICE, **changes):
    return cases.open(by, Start(kind=kind, mentions=mentions, **changes))


def post(store, author="author-1", **changes):
    return stored_mention(store, pseudonym=author, **changes)


def events(store, subject):
    """Return the acts recorded about a subject, the oldest first."""
    import json

    with store.read() as tx:
        return [json.loads(body)["act"] for body in tx.audit_of(subject)]


@dataclass
class FakeLine:
    """Keeps what it was told; breaks while `broken`."""

    name: str = "line"
    languages: tuple[str, ...] = ("en",)
    broken: bool = False
    told: list[tuple[str, str]] = field(default_factory=list)

    def tell(self, subject, text):
        if self.broken:
            raise SmbotError(msg("broken"))
        self.told.append((subject, text))

"""A private zone on a fresh installation, with a cheap derivation and two members."""

from dataclasses import dataclass

import pytest

from smbot.bootstrap.private import persons_thread, private_desk, private_entry
from smbot.core.ids import new_member_id
from smbot.core.roles import Member, Role
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Channel, Said
from smbot.handoff.passphrase import Cost, Deriver

CHEAP = Cost(passes=1, kibibytes=8, lanes=1)
PASSPHRASE = "violet kettle marsh nine"
HOME = "203.0.113.7"
CASE = "c-1"


def member(name, *roles):
    return Member(id=new_member_id(), name=name, roles=frozenset(roles))


ALICE = member("alice", Role.REVIEWER)
BEN = member("ben", Role.REVIEWER)
PAUL = member("paul", Role.APPROVER)
ADAM = member("adam", Role.ADMINISTRATOR)


def said(text, contact="", when=""):
    return Said(text=PrivateText(text), contact=PrivateText(contact), when=PrivateText(when))


@dataclass
class Zone:
    """Everything in one hand."""

    application: object
    clock: object

    def __post_init__(self):
        self.deriver = Counting(CHEAP)
        self.desk = private_desk(self.application)
        self.entry = private_entry(self.application, self.deriver)
        self.thread = persons_thread(self.application)
        self.store = self.application.store

    def acts(self):
        with self.store.read() as tx:
            return [str(record.body, "utf-8") for record in tx.audit_records()]

    def claimed(self, case=CASE, passphrase=PASSPHRASE, address=HOME):
        """Make a code for a case of Alice's, set its passphrase, and return the code with the visitor."""
        self.desk.assign(case, PAUL, ALICE.name)
        code = self.desk.make_code(case, ALICE).code
        begun = self.entry.claim(code, PrivateText(passphrase), address)
        return code, self.entry.visiting(begun.secret)

    def write(self, visitor, text="Hello", contact="", channel=Channel.MESSAGE, language="en"):
        self.clock.advance(seconds=1)
        return self.thread.write(visitor, said(text, contact), channel, language)


class Counting(Deriver):
    """Counts derivations: every attempt must cost one, whatever its code."""

    def __init__(self, cost):
        super().__init__(cost)
        self.made = 0

    def derive(self, passphrase, salt):
        self.made += 1
        return super().derive(passphrase, salt)


@pytest.fixture
def zone(an_installation, a_clock):
    return Zone(an_installation, a_clock)

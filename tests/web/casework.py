"""What tests of the pages of cases share: a case with its people, and what a person writes on the secure page."""

from unit.handoff.conftest import CHEAP, PASSPHRASE

from smbot.bootstrap.cases import cases_of
from smbot.bootstrap.private import persons_thread, private_entry
from smbot.cases.intake import Start
from smbot.cases.model import Kind
from smbot.handoff.box import PrivateText
from smbot.handoff.model import Channel, Said
from smbot.handoff.passphrase import Deriver

WRITTEN = "The roof over my bed leaks, unit 12."


def open_case(desk, kind=Kind.COMPLAINT, who="ana", *, taken=True, mentions=None, **values):
    """Open a case by hand, of one post unless others are named; whoever opened it takes it."""
    cases, member = cases_of(desk.application), desk.members[who]
    posts = (desk.add_mention(),) if mentions is None else tuple(mentions)
    made = cases.open(member, Start(kind=kind, mentions=posts, **values))
    return cases.assign(member, made.id) if taken else made


def read_case(desk, case):
    with desk.application.store.read() as tx:
        return tx.case(case)


def version(desk, case):
    """Return what a form of the case's page carries."""
    return {"version": str(read_case(desk, case).version)}


def write_in_private(desk, code, text=WRITTEN, channel=Channel.MESSAGE, contact=""):
    """Set the passphrase of a code, and write as its person; return the visit."""
    entry = private_entry(desk.application, Deriver(CHEAP))
    visitor = entry.visiting(entry.claim(code, PrivateText(PASSPHRASE), "203.0.113.7").secret)
    said = Said(text=PrivateText(text), contact=PrivateText(contact), when=PrivateText(""))
    persons_thread(desk.application).write(visitor, said, channel, "en")
    return visitor


def acts_of(desk, subject):
    """Return the log's records about a subject, as text."""
    with desk.application.store.read() as tx:
        return [body.decode() for body in tx.audit_of(subject)]

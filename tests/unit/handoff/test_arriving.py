"""Private messages of platforms join a case's thread sealed; the queue keeps nothing of what they say."""

import secrets
import sqlite3

import pytest
from fakes import ALICE as APPROVER
from fakes import FakeCollector, raw_post

from smbot.bootstrap.cases import assignee_of, cases_of
from smbot.bootstrap.private import private_desk
from smbot.cases.model import Outcome, Priority
from smbot.collect.ports import Page
from smbot.collect.run import collect
from smbot.core.errors import NotAllowed
from smbot.core.ids import new_member_id
from smbot.core.parts import PartKind
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.handoff.arriving import MOST_CODES, codes_in
from smbot.handoff.codes import new_code, shown
from smbot.handoff.opening import open_private
from smbot.raw.box import RawText
from smbot.raw.post import RawPart
from smbot.review.ports import Filter
from tests.no_models import NoNames

COMPLAINT = "Three hours at your counter and nobody came. This is unacceptable."
SECRET = "It is about marmalade jars, call 604 555-0187 or ask Wombat"
AUTHOR = "7001"


class Stages:
    """An installation whose posts go through the stages, with a reviewer who has the case."""

    def __init__(self, application):
        self.application = application
        self.rita = Member(id=new_member_id(), name="Alice", roles=frozenset({Role.APPROVER}))
        self.number = 0

    def take(self, text, kind=PostKind.MESSAGE, author=AUTHOR, **changes):
        self.number += 1
        ids = {"author_id": author, "conversation_id": f"t_{author}" if kind == PostKind.MESSAGE else "55"}
        post = raw_post(self.number, text=RawText(text), kind=kind, **(ids | changes))
        collect(FakeCollector(Page(posts=(post,), cursor=str(self.number))), self.application.collecting())
        known = {item.id for item in self.items()}
        self.application.pipeline(NoNames()).run_dry()
        return next(item for item in self.items() if item.id not in known)

    def items(self):
        return self.application.desk().listing(APPROVER, Filter(), limit=50).items

    def case(self, text=COMPLAINT, **changes):
        """Return the case that a public complaint opens, given to Alice."""
        item = self.take(text, PostKind.COMMENT, **changes)
        with self.application.store.read() as tx:
            (case,) = tx.cases_of_mention(item.id)
        return cases_of(self.application).assign(self.rita, case.id)

    def thread(self, case):
        with self.application.store.read() as tx:
            return tx.private_messages(case.id)

    def opened(self, case):
        desk = private_desk(self.application, assignee_of(self.application))
        return [open_private(each.said.text) for each in desk.open_thread(case.id, self.rita) if each.said]

    def acts(self):
        with self.application.store.read() as tx:
            return [record.body.decode() for record in tx.audit_records()]


@pytest.fixture
def stages(an_installation):
    return Stages(an_installation)


def test_a_message_of_a_cases_author_is_sealed_onto_its_thread(stages):
    case = stages.case()

    item = stages.take(SECRET)

    (message,) = stages.thread(case)
    assert (item.state, item.text, item.draft, item.labels) == (MentionState.QUARANTINED, None, "", ())
    assert item.withheld == f"private:{case.id}"
    assert (message.mention, message.by_code, message.author) == (item.id, False, "")
    assert b"marmalade" not in message.sealed
    assert stages.opened(case) == [SECRET]
    with stages.application.store.read() as tx:
        assert [each.id for each in tx.cases_of_mention(item.id)] == [case.id]


def test_what_a_message_carries_is_sealed_with_it(stages):
    case = stages.case()
    part = RawPart(kind=PartKind.LINK_TITLE, value=RawText("wombat.pdf"))

    stages.take(SECRET, parts=(part,))

    assert stages.opened(case) == [f"{SECRET}\nwombat.pdf"]


def test_a_message_without_a_case_goes_on_as_before(stages):
    item = stages.take(COMPLAINT)

    assert item.text is not None
    assert item.state == MentionState.TRIAGED
    with stages.application.store.read() as tx:
        assert not tx.has_private_messages()


def test_a_public_post_of_a_cases_author_joins_no_thread(stages):
    case = stages.case()

    item = stages.take("Still nobody came. This is unacceptable.", PostKind.COMMENT)

    assert item.text is not None
    assert stages.thread(case) == []


def test_a_closed_case_takes_no_message(stages):
    case = stages.case()
    cases_of(stages.application).resolve(stages.rita, case.id, outcome=Outcome.SOLVED, reason="it was mended")

    item = stages.take(SECRET)

    assert item.text is not None
    assert stages.thread(case) == []


def test_a_code_leads_a_strangers_message_to_the_case_and_says_that_it_is_one(stages):
    case = stages.case()
    code = private_desk(stages.application).make_code(case.id, stages.rita)

    item = stages.take(f"my code is {shown(code.code).lower()}: {SECRET}", author="7999")

    (message,) = stages.thread(case)
    assert (message.mention, message.by_code) == (item.id, True)
    assert not cases_of(stages.application).file(stages.rita, case.id).case.knows(item.pseudonym)


@pytest.mark.parametrize("how", ["revoked", "unknown"])
def test_a_code_that_opens_nothing_leads_nowhere(stages, how):
    case = stages.case()
    desk = private_desk(stages.application)
    code = desk.make_code(case.id, stages.rita).code
    if how == "revoked":
        desk.revoke_code(code, stages.rita)
    else:
        code = new_code(secrets.randbelow)

    item = stages.take(f"{shown(code)} {SECRET}", author="7999")

    assert item.text is not None
    assert stages.thread(case) == []


def test_what_cannot_be_sealed_is_withheld_and_kept_nowhere(stages):
    case = stages.case()
    with sqlite3.connect(stages.application.configuration.key_database) as keys:
        keys.execute("DROP TABLE private_key")

    item = stages.take(SECRET)

    assert (item.state, item.text) == (MentionState.QUARANTINED, None)
    assert item.withheld.startswith("failed:")
    assert stages.thread(case) == []


def test_an_urgent_message_calls_people_though_nobody_sees_its_words(stages):
    case = stages.case()

    stages.take("I want to kill myself, I cannot go on")

    file = cases_of(stages.application).file(stages.rita, case.id)
    assert file.case.priority == Priority.URGENT
    assert len(file.pages) == 1


def test_a_possible_access_request_in_a_message_comes_onto_the_docket(stages):
    stages.case()

    item = stages.take("I request under the Access to Information Act a copy of all records about me.")

    with stages.application.store.read() as tx:
        assert [each.mention for entry in tx.docket_entries() for each in entry.mentions] == [item.id]


def test_a_message_taken_back_on_its_platform_is_deleted_from_the_thread(stages):
    case = stages.case()
    item = stages.take(SECRET)

    with stages.application.store.write() as tx:
        tx.purge(item.id)

    (message,) = stages.thread(case)
    assert message.sealed is None
    assert stages.opened(case) == []


def test_the_log_tells_the_arrival_and_nothing_said(stages):
    stages.case()

    item = stages.take(SECRET)

    (told,) = [each for each in stages.acts() if '"private.received"' in each]
    assert item.id in told
    assert not any("marmalade" in each or "0187" in each for each in stages.acts())


def test_messages_on_cases_count_as_no_failure(stages):
    stages.case()
    stages.take(SECRET)

    vitals = stages.application.vitals()

    assert (vitals.quarantined, vitals.quarantined_today) == (0, 0)


def test_only_the_assignee_opens_what_came_from_a_platform(stages):
    case = stages.case()
    stages.take(SECRET)
    other = Member(id=new_member_id(), name="Other", roles=frozenset({Role.APPROVER}))

    with pytest.raises(NotAllowed):
        private_desk(stages.application, assignee_of(stages.application)).open_thread(case.id, other)


def test_codes_are_found_in_a_text_however_they_are_written():
    code = new_code(secrets.randbelow)
    said = shown(code)
    ways = (said, said.lower(), code, said.replace("-", " "), f"({said}).", f"code:{said}", said.replace("-", "\u2013"))

    assert [codes_in([RawText(f"Hello {way} thanks")]) for way in ways] == [(code,)] * len(ways)


def test_no_code_is_found_within_other_words():
    code = new_code(secrets.randbelow)
    wrong = shown(code)[:-1] + ("0" if code[-1] != "0" else "2")

    assert codes_in([RawText(f"x{code} {code}y {wrong}")]) == ()


def test_a_list_of_codes_is_looked_up_no_further_than_a_few():
    many = [new_code(secrets.randbelow) for _ in range(MOST_CODES * 3)]

    assert codes_in([RawText(" ".join(many))]) == tuple(many[:MOST_CODES])

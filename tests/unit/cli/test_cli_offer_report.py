"""`smbot offer report`: for people, for programs, for spreadsheets; who may ask, and for which days."""

import csv
import io
import json
from datetime import timedelta

import pytest
from fakes import NOW

from smbot.core.clock import SystemClock
from smbot.core.events import Act, Event
from smbot.core.ids import new_member_id, new_reply_id
from smbot.core.roles import Member, Role
from smbot.storage.tables import ReplyRow


@pytest.fixture
def team(an_installation):
    roles = {"chloe": Role.COMPLIANCE, "rita": Role.REVIEWER}
    with an_installation.store.write() as tx:
        for name, role in roles.items():
            tx.add_member(Member(id=new_member_id(), name=name, roles=frozenset({role})), "hash")


@pytest.fixture
def at_now(monkeypatch):
    """The commands' clock stands an hour after the time of the tests' posts."""
    monkeypatch.setattr(SystemClock, "now", lambda _: NOW + timedelta(hours=1))


@pytest.fixture
def a_reply(an_installation, stored, config, team, at_now):
    """A reply that is out, with its offer in the log."""
    mention, reply = stored(posted_at=NOW - timedelta(minutes=90)), new_reply_id()
    with an_installation.store.write() as tx:
        tx.session.add(
            ReplyRow(
                id=reply, mention=mention, account="x:mentions", platform="x", text="Hello, bonjour!", language="en",
                mode="live", state="sent", approved_by="rita", approved_at=NOW, next_at=NOW, sent_at=NOW,
            )
        )  # fmt: skip
        detail = {"office": "", "order": ["en", "fr"], "languages": ["en", "fr"]}
        tx.record(Event(act=Act.OFFER_MADE, actor="rita", subject=reply, detail=detail))
    return reply


def test_an_officer_reads_the_proof_in_sentences_and_tables(smbot, a_reply):
    done = smbot("offer", "report", "--member", "chloe")

    assert done.code == 0
    assert "Replies: 1. Offer made as due: 1 (100%)." in done.out
    assert "rita\t1\t1\t100%" in done.out.splitlines()
    assert "Posts at the wrong office: 0." in done.out


def test_programs_read_it_as_json_and_spreadsheets_as_csv(smbot, a_reply):
    told = json.loads(smbot("offer", "report", "--member", "chloe", "--json").out)
    rows = list(csv.reader(io.StringIO(smbot("offer", "report", "--member", "chloe", "--csv").out)))

    assert [one["reply"] for one in told["replies"]] == [a_reply]
    assert told["times"] == [{"language": "en", "replies": 1, "median_seconds": 5400, "ninetieth_seconds": 5400}]
    assert told["wrong_office"]["share_deflected"] is None
    assert rows[1][1] == a_reply


def test_a_period_without_replies_says_so(smbot, a_reply):
    done = smbot("offer", "report", "--from", "2026-01-01", "--to", "2026-01-31", "--member", "chloe")

    assert done.code == 0
    assert "No reply went out in this time" in done.err


@pytest.mark.parametrize(
    ("words", "code"),
    [(("--from", "soon"), 2), (("--to", "2027-01-01"), 2), (("--json", "--csv"), 2)],
)
def test_what_cannot_be_is_refused(smbot, a_reply, words, code):
    assert smbot("offer", "report", *words, "--member", "chloe").code == code


def test_what_each_employee_offered_is_not_for_everybody(smbot, a_reply):
    refused = smbot("offer", "report", "--member", "rita")

    assert refused.code == 1
    assert "role does not permit" in refused.err

"""`smbot retention`: plans in words and for machines, disposal after a question, certificates that are checked."""

import json

import pytest
from fakes import NOW, stored_mention

from smbot.core.states import MentionState
from smbot.storage.tables import MentionRow, VaultRow


@pytest.fixture
def a_schedule(config):
    text = config.read_text("utf-8")
    text = text.replace('authority = ""\n# Sealed', 'authority = "DA 2019/007"\n# Sealed').replace(
        "original_days = 0", "original_days = 1"
    )
    config.write_text(text, "utf-8")


@pytest.fixture
def an_original(an_installation):
    mention = stored_mention(an_installation.store)
    with an_installation.store.write() as tx:
        row = tx.session.get_one(MentionRow, mention)
        row.state, row.collected_at = MentionState.NO_REPLY, NOW.replace(year=2020)
        tx.session.add(VaultRow(mention=mention, sealed=b"sealed"))
    an_installation.key_store.put({mention: b"key"})
    return mention


def test_a_plan_says_what_is_due_and_destroys_nothing(smbot, a_schedule, an_original, an_installation):
    done = smbot("retention", "plan")
    machine = json.loads(smbot("retention", "plan", "--json").out)

    assert done.code == 0, done.err
    assert "Sealed originals\t1 days\t1" in done.out
    assert "Nobody has verified this row" in done.err
    (original,) = [plan for plan in machine if plan["kind"] == "original"]
    assert (original["due"], original["authority"]) == (1, "DA 2019/007")
    assert an_installation.key_store.get(an_original) is not None


def test_a_run_asks_first_and_then_leaves_a_certificate_that_holds(smbot, a_schedule, an_original, an_installation):
    unasked = smbot("retention", "run")
    kept = an_installation.key_store.get(an_original)

    done = smbot("retention", "run", "--yes", "--json")
    listed = smbot("retention", "list", "--json")

    assert (unasked.code, kept) == (1, b"key")
    assert done.code == 0, done.err
    assert an_installation.key_store.get(an_original) is None
    (certificate,) = json.loads(listed.out)
    assert certificate["holds"] is True
    assert certificate["digest"] == json.loads(done.out)[0]["digest"]


def test_a_certificate_whose_records_were_changed_is_told(smbot, a_schedule, an_original, an_installation):
    from smbot.storage.retention_tables import DisposalRow

    smbot("retention", "run", "--yes")
    with an_installation.store.write() as tx:
        row = tx.session.get_one(DisposalRow, ("original", an_original))
        row.fingerprint = "another"

    done = smbot("retention", "list")

    assert done.code == 1
    assert "NO" in done.out


def test_whoever_is_no_officer_plans_and_disposes_of_nothing(smbot, a_schedule, an_original):
    smbot("user", "add", "ana", "--role", "reviewer", "--yes", "--member", "Alice")

    assert smbot("retention", "plan", "--member", "ana").code == 1
    assert smbot("retention", "run", "--yes", "--member", "ana").code == 1

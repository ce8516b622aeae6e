"""Retention: what is due, what is kept and why, disposal with certificates, and what a crash in it leaves."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest
from fakes import ALICE, stored_mention

from smbot.bootstrap import Application
from smbot.bootstrap.retention import retention_of
from smbot.core.errors import ConfigurationError, NotAllowed
from smbot.core.events import Act, Event
from smbot.core.failpoints import FailpointError
from smbot.core.holds import Hold, HoldKind
from smbot.core.ids import MemberId
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.handoff.model import Direction
from smbot.retention.model import Kept, RecordKind, certified
from smbot.retention.schedules import minimum_for, schedule_of
from smbot.settings import Configuration
from smbot.storage.handoff_tables import PrivateMarkRow, PrivateMessageRow
from smbot.storage.shredded import Shred
from smbot.storage.tables import MentionRow, VaultRow
from smbot.verification import verify_log

OFFICER = Member(id=MemberId("u-olga"), name="Olga", roles=frozenset({Role.COMPLIANCE}))
DAYS = {"original_days": 30, "mention_days": 1000, "private_days": 1000, "case_days": 1000, "docket_days": 1000}


@pytest.fixture
def a_site(an_installation):
    """An installation with a schedule and an authority."""

    def with_rules(**rules):
        table = an_installation.settings.retention.model_copy(update={"authority": "DA 2019/007"} | rules)
        chosen = an_installation.settings.model_copy(update={"retention": table})
        made = Application(Configuration(chosen, an_installation.configuration.file), an_installation.clock, {})
        opened.append(made)
        return made

    opened = []
    yield with_rules
    for application in opened:
        application.close()


def a_post(site, state=MentionState.NO_REPLY, **changes):
    """Store a settled mention with a sealed original and its key."""
    mention = stored_mention(site.store, **changes)
    with site.store.write() as tx:
        row = tx.session.get_one(MentionRow, mention)
        row.state = state
        row.collected_at = site.clock.now()
        tx.session.add(VaultRow(mention=mention, sealed=b"sealed original of " + mention.encode()))
    site.key_store.put({mention: b"key"})
    return mention


def what_is_left(site, mention):
    with site.store.read() as tx:
        row = tx.session.get_one(MentionRow, mention)
        sealed = tx.session.get(VaultRow, mention)
        return row.state, row.text is not None, sealed is not None, site.key_store.get(mention) is not None


def plans(site):
    return {plan.rule.kind: plan for plan in retention_of(site).plan()}


def hold(site, kind, subject):
    with site.store.write() as tx:
        return tx.add_hold(
            Hold(
                kind=kind,
                subject=subject,
                named=subject,
                matter="2026-17",
                reason="A complaint.",
                placed_at=site.clock.now(),
                placed_by="Olga",
            )
        )


def test_nothing_is_due_and_nothing_disposed_of_where_no_schedule_is_set(a_site):
    site = a_site()
    mention = a_post(site)
    site.clock.advance(days=10_000)

    made = retention_of(site).run(OFFICER, by="Olga")

    assert made == ()
    assert all(plan.due == 0 for plan in plans(site).values())
    assert what_is_left(site, mention) == (MentionState.NO_REPLY, True, True, True)


def test_a_plan_counts_what_is_due_and_when_more_will_be_and_changes_nothing(a_site):
    site = a_site(**DAYS)
    first = a_post(site)
    site.clock.advance(days=20)
    a_post(site)
    site.clock.advance(days=15)

    plan = plans(site)[RecordKind.ORIGINAL]

    assert (plan.due, plan.later, plan.kept) == (1, 0, {})
    assert what_is_left(site, first) == (MentionState.NO_REPLY, True, True, True)


def test_an_original_goes_with_its_key_and_the_masked_text_stays(a_site):
    site = a_site(**DAYS)
    mention = a_post(site)
    site.clock.advance(days=31)

    (certificate,) = retention_of(site).run(OFFICER, by="Olga")

    assert what_is_left(site, mention) == (MentionState.NO_REPLY, True, False, False)
    fingerprint = hashlib.sha256(b"sealed original of " + mention.encode()).hexdigest()
    line = f"original {mention} {fingerprint}\n".encode()
    assert (certificate.kind, certificate.count) == (RecordKind.ORIGINAL, 1)
    assert certificate.digest == hashlib.sha256(line).hexdigest()
    with site.store.read() as tx:
        assert certified(RecordKind.ORIGINAL, tx.disposals_of(certificate.digest)) == certificate
    assert site.key_store.shredded()[Shred.ORIGINAL] == (mention,)


def test_the_certificate_stands_in_the_audit_log_with_rule_authority_and_who(a_site):
    site = a_site(**DAYS)
    a_post(site)
    site.clock.advance(days=31)

    (certificate,) = retention_of(site).run(OFFICER, by="Olga")

    with site.store.read() as tx:
        (body,) = [each for each in tx.audit_newest(10) if Act.RECORDS_DISPOSED.value.encode() in each]
    for told in ("Olga", certificate.digest, "DA 2019/007", '"days":30', '"count":1'):
        assert told.encode() in body
    assert verify_log(site, actor="test").verified


def test_a_mention_goes_whole_after_its_last_use_and_is_never_read_again(a_site):
    site = a_site(**(DAYS | {"original_days": 0, "mention_days": 800}))
    mention = a_post(site)
    site.clock.advance(days=700)
    with site.store.write() as tx:
        tx.record(Event(act=Act.MENTION_OPENED, actor="Olga", subject=mention))
    site.clock.advance(days=700)
    before = plans(site)[RecordKind.MENTION]
    site.clock.advance(days=101)

    retention_of(site).run(OFFICER, by="Olga")

    assert (before.due, before.later) == (0, 1)
    assert what_is_left(site, mention) == (MentionState.DISPOSED, False, False, False)
    with site.store.read() as tx:
        row = tx.session.get_one(MentionRow, mention)
        assert (row.pseudonym, row.handle, row.draft, row.masks) == ("", b"", "", [])
        assert row.labels == ["complaint"]  # what statistics count stays
    assert site.key_store.shredded()[Shred.MENTION] == (mention,)


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (MentionState.DRAFTED, Kept.UNSETTLED),
        (MentionState.QUARANTINED, Kept.UNSETTLED),
        (MentionState.CLAIMED, Kept.UNSETTLED),
    ],
)
def test_what_is_not_settled_is_kept_however_old(a_site, state, why):
    site = a_site(**DAYS)
    mention = a_post(site, state)
    site.clock.advance(days=5000)

    retention_of(site).run(OFFICER, by="Olga")

    assert plans(site)[RecordKind.MENTION].kept == {why: 1}
    assert what_is_left(site, mention)[1]


@pytest.mark.parametrize("kind", [HoldKind.MENTION, HoldKind.AUTHOR])
def test_a_legal_hold_keeps_original_and_mention_until_it_is_lifted(a_site, kind):
    site = a_site(**DAYS)
    mention = a_post(site, pseudonym="digest-of-an-author")
    number = hold(site, kind, mention if kind == HoldKind.MENTION else "digest-of-an-author")
    site.clock.advance(days=5000)

    kept = retention_of(site).run(OFFICER, by="Olga")
    planned = plans(site)
    with site.store.write() as tx:
        tx.lift_hold(number, "Olga", "Closed.")
    retention_of(site).run(OFFICER, by="Olga")

    assert kept == ()
    assert planned[RecordKind.ORIGINAL].kept == planned[RecordKind.MENTION].kept == {Kept.HOLD: 1}
    assert what_is_left(site, mention) == (MentionState.DISPOSED, False, False, False)


def test_a_hold_that_is_placed_while_it_runs_is_obeyed(a_site):
    site = a_site(**DAYS)
    mention = a_post(site)
    site.clock.advance(days=31)
    retention = retention_of(site)
    examined = []

    class Store:
        def read(self):
            return site.store.read()

        def write(self):
            if not examined:
                hold(site, HoldKind.MENTION, mention)
                examined.append(mention)
            return site.store.write()

    made = replace(retention, store=Store()).run(OFFICER, by="Olga")

    assert made == ()
    assert what_is_left(site, mention) == (MentionState.NO_REPLY, True, True, True)


def test_an_original_into_which_an_officer_looked_is_kept_for_as_long_as_the_law_asks(a_site):
    site = a_site(**DAYS)
    mention = a_post(site)
    site.clock.advance(days=20)
    with site.store.write() as tx:
        tx.record(Event(act=Act.MASK_REVEALED, actor="Olga", subject=mention))
    site.clock.advance(days=729)
    early = plans(site)[RecordKind.ORIGINAL]
    site.clock.advance(days=2)

    late = plans(site)[RecordKind.ORIGINAL]

    assert (early.due, early.later) == (0, 1)
    assert late.due == 1


def test_a_private_thread_goes_with_its_keys_and_everything_that_hangs_on_it(a_site):
    site = a_site(**(DAYS | {"private_days": 800}))
    with site.store.write() as tx:
        now = site.clock.now()
        for number, direction in enumerate((Direction.IN, Direction.OUT)):
            tx.session.add(
                PrivateMessageRow(
                    id=f"p-{number}",
                    case="c-gone",
                    direction=direction.value,
                    at=now,
                    channel="message",
                    language="en",
                    sealed=b"sealed",
                )
            )
        tx.session.add(PrivateMarkRow(case="c-gone", digest="mark"))
    site.private_keys.put("p-0", {"team": b"key"})
    site.private_keys.put("p-1", {"team": b"key", "code": b"key"})
    site.clock.advance(days=801)

    (certificate,) = retention_of(site).run(OFFICER, by="Olga")

    assert (certificate.kind, certificate.count) == (RecordKind.PRIVATE, 1)
    with site.store.read() as tx:
        assert [one.sealed for one in tx.private_messages("c-gone")] == [None, None]
        assert tx.private_marks_known("c-gone", ["mark"]) == set()
    assert site.private_keys.get("team", ["p-0", "p-1"]) == {}
    assert site.key_store.shredded()[Shred.MESSAGE] == ("p-0", "p-1")


@pytest.mark.parametrize("place", ["retention.before-shredding", "retention.keys-shredded", "retention.committed"])
def test_a_failure_anywhere_leaves_nothing_half_disposed_that_the_next_run_does_not_finish(a_site, monkeypatch, place):
    site = a_site(**DAYS)
    mentions = [a_post(site) for _ in range(3)]
    site.clock.advance(days=31)

    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")
    with pytest.raises(FailpointError):
        retention_of(site).run(OFFICER, by="Olga")
    monkeypatch.delenv("SMBOT_FAILPOINT")
    retention_of(site).run(OFFICER, by="Olga")

    assert {what_is_left(site, mention) for mention in mentions} == {(MentionState.NO_REPLY, True, False, False)}
    assert site.key_store.shredded()[Shred.ORIGINAL] == tuple(sorted(mentions))
    with site.store.read() as tx:
        certificates = [each for each in tx.audit_newest(10) if Act.RECORDS_DISPOSED.value.encode() in each]
    assert len(certificates) == 1
    assert verify_log(site, actor="test").verified


def test_who_is_no_officer_disposes_of_nothing(a_site):
    site = a_site(**DAYS)

    with pytest.raises(NotAllowed):
        retention_of(site).run(ALICE, by="Alice")


def test_a_period_shorter_than_the_law_is_refused_with_its_source(a_site):
    site = a_site(**(DAYS | {"mention_days": 100}))

    with pytest.raises(ConfigurationError, match="at least 730 days") as refused:
        retention_of(site).run(OFFICER, by="Olga")

    assert refused.value.where == "retention.mention_days"
    assert "Privacy" in str(refused.value.mend.values["source"])


def test_without_an_authority_nothing_is_disposed_of(a_site):
    site = a_site(**(DAYS | {"authority": ""}))
    mention = a_post(site)
    site.clock.advance(days=31)

    with pytest.raises(ConfigurationError, match="Nobody is named"):
        retention_of(site).run(OFFICER, by="Olga")

    assert what_is_left(site, mention)[2:] == (True, True)


def test_a_place_without_a_row_has_no_minimum_and_says_so():
    assert minimum_for("YT", RecordKind.MENTION, date(2026, 1, 1)) is None
    assert schedule_of("YT", dict.fromkeys(RecordKind, 10), "x", date(2026, 1, 1)).rules[RecordKind.CASE].source == ""


def test_an_edit_after_an_original_went_seals_a_new_one_that_a_restore_keeps(a_site):
    site = a_site(**DAYS)
    mention = a_post(site)
    site.key_store.shred([mention], Shred.ORIGINAL)

    site.key_store.put({mention: b"a newer key"})

    assert site.key_store.shredded()[Shred.ORIGINAL] == ()

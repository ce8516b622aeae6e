"""Collecting: posts and cursor together, nothing twice, nothing lost, and no account read that should rest."""

from datetime import timedelta

import pytest
from fakes import NOW, FakeCollector, mention, raw_post
from nacl.public import PrivateKey

from smbot.collect.decide import after_failure, after_success, may_read, within_budget
from smbot.collect.ports import Page, RefusedItem
from smbot.collect.run import PAGES_AT_ONCE, Collecting, collect
from smbot.core.accounts import OVER_BUDGET, AccountHealth
from smbot.core.errors import AccountProblem, Throttled, Unavailable
from smbot.core.failpoints import FailpointError
from smbot.core.messages import msg
from smbot.core.states import Mode, ReplyState
from smbot.review.ports import Approved
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox
from smbot.vault.nacl import InboxOpener, PostSealer, unseal
from smbot.vault.sealing import CollectorSealing

OFFICERS, WORKERS = PrivateKey.generate(), PrivateKey.generate()
FAILPOINTS = [
    "collect.page-read",
    "collect.keys-kept",
    "collect.posts-kept",
    "collect.before-commit",
    "collect.committed",
]


@pytest.fixture
def work(a_store, a_key_store, a_clock):
    sealing = CollectorSealing(
        PostSealer(OFFICERS.public_key, WORKERS.public_key), Digester(b"d" * 32), CursorBox(b"c" * 32)
    )
    return Collecting(store=a_store, keys=a_key_store, sealing=sealing, clock=a_clock)


def page(cursor, *numbers, **changes):
    return Page(posts=tuple(raw_post(n) for n in numbers), cursor=cursor, **changes)


def waiting(store):
    with store.read() as tx:
        return tx.waiting(1000)


def health(store, account="x"):
    with store.read() as tx:
        return tx.health(account)


def acts(store):
    with store.read() as tx:
        return [r.act for r in tx.audit_records()]


def test_new_posts_are_sealed_into_inbox_and_vault(a_store, a_key_store, work):
    done = collect(FakeCollector(page("1", 1, 2)), work)

    assert (done.read, done.new, done.error) == (2, 2, None)
    for post in waiting(a_store):
        opened = InboxOpener(WORKERS).open(post.sealed, post.mention)
        with a_store.read() as tx:
            original = unseal(tx.sealed_original(post.mention), a_key_store.get(post.mention), post.mention, OFFICERS)
        assert opened.handle == original.handle
    assert len(waiting(a_store)) == 2


def test_nothing_of_a_post_stands_in_clear_in_the_database(a_store, a_key_store, work, tmp_path):
    collect(FakeCollector(page("since-9001", 1, 2)), work)

    for file in tmp_path.glob("*.db*"):
        content = file.read_bytes()
        for canary in (b"canary", b"Canary", b"555-0187", b"since-9001"):
            assert canary not in content, (file.name, canary)


def test_the_next_run_begins_after_what_was_kept(work):
    collector = FakeCollector(page("1", 1), page("2", 2))
    collect(collector, work)
    collect(collector, work)

    assert collector.cursors == [None, "2"]


def test_posts_that_come_again_are_dropped(a_store, work):
    collect(FakeCollector(page("1", 1, 2)), work)
    done = collect(FakeCollector(page("2", 2, 3)), work)

    assert (done.read, done.new, done.edited) == (2, 1, 0)
    assert len(waiting(a_store)) == 3


def test_a_post_twice_on_one_page_is_kept_once(a_store, work):
    done = collect(FakeCollector(page("1", 1, 1)), work)

    assert (done.read, done.new) == (2, 1)
    assert len(waiting(a_store)) == 1


def test_the_same_post_found_by_two_accounts_is_kept_once(a_store, work):
    collect(FakeCollector(page("1", 1)), work)
    done = collect(FakeCollector(page("1", 1), name="x:monitor:ferries"), work)

    assert done.new == 0
    assert len(waiting(a_store)) == 1


def test_an_edited_post_is_noticed_once_and_not_collected_anew(a_store, work):
    edited = Page(posts=(raw_post(1, post_id="999"),), cursor="2")
    collect(FakeCollector(page("1", 1)), work)

    first = collect(FakeCollector(edited), work)
    again = collect(FakeCollector(Page(posts=edited.posts, cursor="3")), work)

    assert (first.edited, first.new, again.edited) == (1, 0, 0)
    assert len(waiting(a_store)) == 1
    assert acts(a_store).count("mention.edited") == 1


def test_a_search_that_was_first_does_not_hide_that_the_author_addressed_us(a_store, work):
    unsummoned, summoned = raw_post(1, summoned=False), raw_post(1, summoned=True)

    collect(FakeCollector(Page(posts=(unsummoned,), cursor="1"), name="x:monitor:a"), work)
    collect(FakeCollector(Page(posts=(summoned,), cursor="1"), name="x"), work)
    with a_store.write() as tx:
        (waiting_post,) = tx.waiting(10)
        tx.take_out(waiting_post)
        tx.add_mention(mention(id=waiting_post.mention, summoned=False), handle=b"", withheld="", tokens=())

    with a_store.read() as tx:
        assert tx.item(waiting_post.mention).summoned


def test_a_reply_that_waits_does_not_leave_when_its_post_was_edited(a_store, work):
    collect(FakeCollector(page("1", 1)), work)
    with a_store.write() as tx:
        (post,) = tx.waiting(10)
        tx.take_out(post)
        tx.add_mention(mention(id=post.mention), handle=b"", withheld="", tokens=())
        tx.put_reply(approved(post.mention))

    collect(FakeCollector(Page(posts=(raw_post(1, post_id="999"),), cursor="2")), work)

    with a_store.read() as tx:
        reply = tx.item(post.mention).reply
        assert (reply.state, reply.code) == (ReplyState.REFUSED, "edited")
    assert acts(a_store).count("reply.stopped") == 1


def approved(mention_id):
    return Approved(
        mention=mention_id,
        platform="x",
        account="x",
        text="Thank you.",
        language="en",
        mode=Mode.LIVE,
        approved_by="Alice",
        leave_at=NOW,
    )


@pytest.mark.parametrize("place", FAILPOINTS)
def test_a_crash_anywhere_repeats_the_page_and_doubles_nothing(a_store, a_key_store, work, monkeypatch, place):
    collector = FakeCollector(page("1", 1, 2, cost_micros=10), page("2", 3, cost_micros=10))
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")

    with pytest.raises(FailpointError):
        collect(collector, work)
    monkeypatch.delenv("SMBOT_FAILPOINT")
    committed = len(waiting(a_store))
    done = collect(collector, work)

    assert committed == (2 if place == "collect.committed" else 0)
    assert committed + done.new == 3
    posts = waiting(a_store)
    assert len(posts) == 3
    assert all(a_key_store.get(p.mention) for p in posts)
    with a_store.read() as tx:
        assert tx.spent_since(NOW.date(), "x") == 20


@pytest.mark.parametrize("place", FAILPOINTS[:4])
def test_a_crash_before_the_commit_leaves_no_post_no_cursor_and_no_event(a_store, work, monkeypatch, place):
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")

    with pytest.raises(FailpointError):
        collect(FakeCollector(page("1", 1)), work)

    with a_store.read() as tx:
        assert tx.cursor("x") is None
    assert waiting(a_store) == []
    assert acts(a_store) == []


def test_keys_are_stored_before_the_originals(a_store, a_key_store, work, monkeypatch):
    class Watching:
        def put(self, keys):
            assert waiting(a_store) == []
            a_key_store.put(keys)

        def shred(self, mentions):
            a_key_store.shred(mentions)

    collect(FakeCollector(page("1", 1)), Collecting(**(vars(work) | {"keys": Watching()})))

    assert len(waiting(a_store)) == 1


def test_refused_items_are_reported_and_stop_nothing(a_store, work):
    refused = RefusedItem(where="line 3", why=msg("There is no text."))

    done = collect(FakeCollector(page("1", 1, refused=(refused,))), work)

    assert done.refused == [refused]
    assert done.new == 1
    with a_store.read() as tx:
        assert (
            b'"detail":{"new":1,"posts":1,"refused":1,"refused_at":["line 3"]}' in next(iter(tx.audit_records())).body
        )


def test_a_page_without_news_leaves_no_event(a_store, work):
    collect(FakeCollector(page("1")), work)

    assert acts(a_store) == []


def test_an_account_yields_after_its_pages(work):
    many = [page(f"{n:03}") for n in range(PAGES_AT_ONCE + 5)]
    collector = FakeCollector(*many)

    collect(collector, work)
    collect(collector, work)

    assert collector.cursors == [None, f"{PAGES_AT_ONCE - 1:03}"]


def test_an_import_reads_all_pages_and_reports_each(work):
    seen = []

    collect(FakeCollector(*[page(f"{n:03}") for n in range(25)]), work, page_limit=None, progress=seen.append)

    assert len(seen) == 25


# --- failures ----------------------------------------------------------------------------------------


def test_what_came_before_a_failure_is_kept(a_store, work):
    done = collect(FakeCollector(page("1", 1), Unavailable("503"), page("2", 2)), work)

    assert done.new == 1
    assert done.error.code == "503"
    assert len(waiting(a_store)) == 1


def test_a_throttled_account_rests_until_the_platform_says(a_store, a_clock, work):
    collector = FakeCollector(Throttled(retry_at=NOW + timedelta(minutes=15)))
    collect(collector, work)
    a_clock.advance(minutes=14, seconds=59)
    collect(collector, work)
    rested = len(collector.cursors)
    a_clock.advance(seconds=1)
    collect(collector, work)

    assert (rested, len(collector.cursors)) == (1, 2)


def test_an_unavailable_platform_is_asked_less_and_less(a_store, a_clock, work):
    collector = FakeCollector(Unavailable("503"))
    waits = []
    for _ in range(7):
        collect(collector, work)
        waits.append(health(a_store).retry_at - a_clock.now())
        a_clock.advance(seconds=waits[-1].total_seconds())

    assert waits == [timedelta(seconds=s) for s in (30, 60, 120, 240, 480, 900, 900)]


def test_a_good_reading_ends_the_back_off(a_store, a_clock, work):
    collect(FakeCollector(Unavailable("503")), work)
    a_clock.advance(minutes=1)

    collect(FakeCollector(page("1", 1)), work)

    assert health(a_store) == AccountHealth(account="x", collected_at=a_clock.now())


def test_an_account_problem_pauses_the_account_until_a_person_resumes_it(a_store, a_clock, work):
    collector = FakeCollector(AccountProblem("401"))
    collect(collector, work)
    a_clock.advance(days=40)
    collect(collector, work)
    paused = health(a_store).paused
    with a_store.write() as tx:
        tx.resume_account("x")
    collect(collector, work)

    assert paused == "401"
    assert len(collector.cursors) == 2
    assert acts(a_store) == ["account.paused", "account.paused"]


def test_one_account_in_trouble_does_not_stop_another(a_store, work):
    collect(FakeCollector(AccountProblem("401")), work)

    assert collect(FakeCollector(page("1", 1), name="y"), work).new == 1


# --- budget ------------------------------------------------------------------------------------------


def test_an_account_over_its_budget_pauses_within_the_run(a_store, work):
    collector = FakeCollector(*[page(str(n), n, cost_micros=600_000) for n in range(1, 6)])

    done = collect(collector, work, budget_usd=1)

    assert done.new == 2  # the page that goes over is kept, the next is not read
    assert health(a_store).paused == OVER_BUDGET
    assert acts(a_store)[-1] == "account.paused"


def test_a_budget_pause_is_lifted_by_the_next_month(a_store, a_clock, work):
    collector = FakeCollector(*[page(str(n), n, cost_micros=2_000_000) for n in range(1, 4)])
    collect(collector, work, budget_usd=1)
    a_clock.advance(days=27)
    still = collect(collector, work, budget_usd=1).read
    a_clock.advance(days=2)

    done = collect(collector, work, budget_usd=1)

    assert (still, done.read) == (0, 1)
    assert acts(a_store).count("account.resumed") == 1


def test_a_raised_budget_lifts_the_pause_at_once(work):
    collector = FakeCollector(*[page(str(n), n, cost_micros=2_000_000) for n in range(1, 4)])
    collect(collector, work, budget_usd=1)

    assert collect(collector, work, budget_usd=100).read == 2


def test_monitors_spend_from_their_platforms_budget(work):
    collect(FakeCollector(page("1", 1, cost_micros=2_000_000), name="x:monitor:a"), work, budget_usd=1)

    assert collect(FakeCollector(page("1", 2)), work, budget_usd=1).read == 0


def test_another_platform_whose_name_begins_alike_spends_its_own(work):
    collect(FakeCollector(page("1", 1, cost_micros=2_000_000), name="xing"), work, budget_usd=9)

    assert collect(FakeCollector(page("1", 2)), work, budget_usd=1).read == 1


def test_a_budget_does_not_lift_a_pause_of_another_kind(a_store, work):
    collect(FakeCollector(AccountProblem("401")), work, budget_usd=1)

    collect(FakeCollector(page("1", 1)), work, budget_usd=1)

    assert health(a_store).paused == "401"


def test_a_spent_budget_does_not_hide_why_a_person_must_act(a_store, work):
    collect(FakeCollector(page("1", 1, cost_micros=2_000_000)), work)
    collect(FakeCollector(AccountProblem("401")), work)

    collect(FakeCollector(page("2", 2)), work, budget_usd=1)

    assert health(a_store).paused == "401"


# --- deciding ----------------------------------------------------------------------------------------

MAY_READ = [
    (AccountHealth(account="x"), True),
    (AccountHealth(account="x", paused="401"), False),
    (AccountHealth(account="x", retry_at=NOW), True),
    (AccountHealth(account="x", retry_at=NOW + timedelta(seconds=1)), False),
    (AccountHealth(account="x", retry_at=NOW, paused="401"), False),
    (AccountHealth(account="x", failures=99), True),
]


@pytest.mark.parametrize(("state", "may"), MAY_READ)
def test_whether_an_account_may_be_read(state, may):
    assert may_read(state, NOW) is may


@pytest.mark.parametrize(
    ("spent", "budget", "within"),
    [(0, None, True), (10**12, None, True), (0, 0, False), (999_999, 1, True), (1_000_000, 1, False)],
)
def test_whether_spending_leaves_room(spent, budget, within):
    assert within_budget(spent, budget) is within


def test_success_and_failure_change_the_health():
    ill = AccountHealth(account="x", failures=3, retry_at=NOW)

    assert after_success(ill, NOW) == AccountHealth(account="x", collected_at=NOW)
    assert after_failure(ill, AccountProblem(), NOW).paused == "AccountProblem"
    assert after_failure(ill, Throttled(), NOW).retry_at == NOW + timedelta(minutes=4)

"""Orders about mentions: who may give which, when the platform lets us, and what is written down."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import ADAM, ALICE, BOB, NOW, RITA, VERA, FakeProblem

from smbot.core.errors import ConfigurationError, Conflict, NotAllowed
from smbot.core.messages import msg
from smbot.core.platform_rules import PlatformRules
from smbot.core.post_kinds import PostKind
from smbot.core.purposes import Purpose
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.at_platform import AtPlatform, Order, OrderPolicy
from smbot.review.ports import Approved, Change

RULES = PlatformRules(
    platform="x",
    title="X",
    limit=280,
    count=len,
    links=False,
    answers_unsummoned=True,
    purposes=frozenset(Purpose),
    hides=frozenset({PostKind.COMMENT}),
    private_windows={PostKind.COMMENT: timedelta(days=7), PostKind.MESSAGE: timedelta(hours=24)},
    private_limit=2000,
)
POLICY = OrderPolicy(
    mode=Mode.LIVE,
    undo=timedelta(seconds=10),
    rules=lambda platform: RULES,
    needs_two=lambda item: item.playbook == "two",
    approvers=frozenset,
)


@pytest.fixture
def make(a_store, a_clock):
    """The factory `make(problems=…, **policy)`; its mask hides the word "canary"."""

    def at_platform(*, problems=(), **policy):
        return AtPlatform(
            a_store,
            a_clock,
            guard=lambda item, text, purpose: list(problems),
            mask=lambda _item, text: text.replace("canary", "[CANARY 1]"),
            policy=replace(POLICY, **policy),
        )

    return at_platform


@pytest.fixture
def at_platform(make):
    return make()


@pytest.fixture
def a_comment(a_mention):
    def make_one(**changes):
        return a_mention(**({"kind": PostKind.COMMENT} | changes))

    return make_one


def answer(store, one, *, state=ReplyState.SENT, mode=Mode.LIVE):
    """Bring a mention's public reply into `state`."""
    with store.write() as tx:
        tx.put_reply(
            Approved(
                mention=one,
                platform="x",
                account="x",
                text="Thank you.",
                language="en",
                mode=mode,
                approved_by="Alice",
                leave_at=NOW,
            )
        )
        tx.change_item(tx.item(one), Change(state=MentionState.APPROVED))
        before = tx.due_reply("x", NOW)
        if before is not None:
            tx.keep_step(before, replace(before, state=state), None)
        tx.mark_answered(one)


def item(store, one):
    with store.read() as tx:
        return tx.item(one)


def events(store, one):
    with store.read() as tx:
        return [json.loads(body) for body in tx.audit_of(one)]


def possible(at_platform, member, found):
    return {order for order, why in at_platform.orders(member, found).items() if why is None}


@pytest.mark.parametrize(
    ("member", "orders"),
    [
        (ALICE, {Order.HIDE, Order.WRITE, Order.CORRECT, Order.REMOVE, Order.LOOK}),
        (RITA, {Order.HIDE, Order.LOOK}),
        (VERA, set()),
        (ADAM, set()),
    ],
)
def test_each_role_sees_what_it_may_order(at_platform, a_store, a_comment, member, orders):
    one = a_comment()
    answer(a_store, one)

    assert possible(at_platform, member, item(a_store, one)) == orders


@pytest.mark.parametrize(
    ("member", "order"), [(RITA, Order.WRITE), (RITA, Order.REMOVE), (VERA, Order.HIDE), (ADAM, Order.LOOK)]
)
def test_who_may_not_is_refused(at_platform, a_store, a_comment, member, order):
    one = a_comment()
    answer(a_store, one)

    with pytest.raises(NotAllowed, match="role"):
        at_platform.give(member, one, order, text="Hello.", reason="because")
    with pytest.raises(NotAllowed, match="role"):
        at_platform.take_back(member, one, order)


def test_hiding_leaves_at_once_with_its_reason_masked(at_platform, a_store, a_comment):
    one = a_comment()

    at_platform.give(RITA, one, Order.HIDE, reason="shows a canary")

    with a_store.read() as tx:
        due = tx.due_reply("x", NOW)
    assert (due.purpose, due.text) == (Purpose.VISIBILITY, "hidden")
    last = events(a_store, one)[-1]
    assert (last["act"], last["actor"]) == ("order.given", "Rita")
    assert last["detail"] == {"order": "hide", "mode": "live", "reason": "shows a [CANARY 1]"}


@pytest.mark.parametrize("order", [Order.HIDE, Order.REMOVE])
def test_what_citizens_can_see_is_touched_only_with_a_reason(at_platform, a_store, a_comment, order):
    one = a_comment()
    answer(a_store, one)

    with pytest.raises(NotAllowed, match="Say why"):
        at_platform.give(ALICE, one, order, reason="  ")


def test_a_private_message_waits_for_its_undo_window_and_can_be_taken_back(at_platform, a_store, a_comment):
    one = a_comment()
    at_platform.give(ALICE, one, Order.WRITE, text=" We can help. ")

    status = item(a_store, one).orders[Purpose.PRIVATE]
    at_platform.take_back(ALICE, one, Order.WRITE)

    assert (status.text, status.next_at) == ("We can help.", NOW + timedelta(seconds=10))
    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.RETRACTED
    assert events(a_store, one)[-1]["act"] == "order.taken-back"


def test_what_left_cannot_be_taken_back(at_platform, a_store, a_comment):
    one = a_comment()
    at_platform.give(RITA, one, Order.HIDE, reason="exposes somebody")
    with a_store.write() as tx:
        before = tx.due_reply("x", NOW)
        tx.keep_step(before, replace(before, state=ReplyState.SENDING), None)

    with pytest.raises(Conflict):
        at_platform.take_back(RITA, one, Order.HIDE)


def test_the_private_window_closes(at_platform, a_store, a_clock, a_comment):
    one = a_comment()
    a_clock.advance(days=7)

    assert "is over" in str(at_platform.orders(ALICE, item(a_store, one))[Order.WRITE])
    with pytest.raises(NotAllowed, match="is over"):
        at_platform.give(ALICE, one, Order.WRITE, text="We can help.")


def test_a_second_private_message_is_refused_whatever_became_of_the_first(at_platform, a_store, a_comment):
    one = a_comment()
    at_platform.give(ALICE, one, Order.WRITE, text="We can help.")
    with a_store.write() as tx:
        before = tx.due_reply("x", NOW + timedelta(seconds=10))
        tx.keep_step(before, replace(before, state=ReplyState.SENT), None)

    with pytest.raises(NotAllowed, match="already"):
        at_platform.give(ALICE, one, Order.WRITE, text="Once more.")


def test_the_guard_reads_what_is_written(make, a_store, a_comment):
    one = a_comment()
    answer(a_store, one)

    for order in (Order.WRITE, Order.CORRECT):
        with pytest.raises(NotAllowed, match="guard"):
            make(problems=[FakeProblem()]).give(ALICE, one, order, text="Call 604-555-0187")
        with pytest.raises(NotAllowed, match="no text"):
            make().give(ALICE, one, order, text="  ")


def test_the_answer_to_a_private_message_is_not_touched_as_an_order(at_platform, a_store, a_mention):
    one = a_mention(kind=PostKind.MESSAGE)

    with pytest.raises(NotAllowed):
        at_platform.take_back(ALICE, one, Order.WRITE)
    with pytest.raises(NotAllowed):
        at_platform.resolve(ALICE, one, ReplyState.SENT)


def test_where_two_must_approve_nobody_writes_in_private_before(at_platform, a_store, a_comment):
    one = a_comment(playbook="two")
    before = at_platform.orders(ALICE, item(a_store, one))[Order.WRITE]
    answer(a_store, one)

    assert "two persons" in str(before)
    assert at_platform.orders(ALICE, item(a_store, one))[Order.WRITE] is None


def test_a_private_message_is_answered_by_its_draft_and_not_by_an_order(at_platform, a_store, a_mention):
    one = a_mention(kind=PostKind.MESSAGE)

    assert Order.WRITE not in at_platform.orders(ALICE, item(a_store, one))


@pytest.mark.parametrize("state", [ReplyState.PENDING, ReplyState.REFUSED, ReplyState.UNKNOWN])
def test_only_a_reply_that_is_out_is_corrected_removed_or_looked_at(at_platform, a_store, a_comment, state):
    one = a_comment()
    answer(a_store, one, state=state)

    assert {Order.CORRECT, Order.REMOVE, Order.LOOK} & set(at_platform.orders(ALICE, item(a_store, one))) == set()
    with pytest.raises(NotAllowed):
        at_platform.give(ALICE, one, Order.CORRECT, text="Thanks.")


def test_a_platform_offers_what_its_rules_say(make, a_store, a_mention, a_comment):
    post, comment = a_mention(), a_comment()
    bare = replace(RULES, purposes=frozenset({Purpose.PUBLIC}))

    assert Order.HIDE not in make().orders(ALICE, item(a_store, post))
    assert make(rules=lambda platform: bare).orders(ALICE, item(a_store, comment)) == {}
    assert make(rules=lambda platform: None).orders(ALICE, item(a_store, comment)) == {}


def test_what_is_hidden_can_be_shown_and_the_other_way_round(at_platform, a_store, a_comment):
    one = a_comment()
    before = set(at_platform.orders(RITA, item(a_store, one)))
    with a_store.write() as tx:
        tx.mark_hidden(one, hidden=True)

    assert (before, set(at_platform.orders(RITA, item(a_store, one)))) == ({Order.HIDE}, {Order.SHOW})


def test_listening_gives_no_orders(make, a_store, a_comment):
    one = a_comment()
    answer(a_store, one)

    assert possible(make(mode=Mode.LISTEN), ALICE, item(a_store, one)) == set()


def test_a_post_that_is_gone_is_neither_hidden_nor_answered(at_platform, a_store, a_comment):
    one = a_comment()
    with a_store.write() as tx:
        tx.purge(one)

    assert possible(at_platform, ALICE, item(a_store, one)) == set()


def test_an_order_names_the_version_it_saw(at_platform, a_store, a_comment):
    one = a_comment()
    seen = item(a_store, one).version
    with a_store.write() as tx:
        tx.change_item(tx.item(one), Change(state=MentionState.CLAIMED, claimed_by="Bob"))

    with pytest.raises(Conflict):
        at_platform.give(RITA, one, Order.HIDE, reason="exposes somebody", seen_version=seen)


def test_own_words_wait_for_another_approver_where_there_is_one(make, a_store, a_comment):
    at_platform = make(approvers=lambda: frozenset({"Alice", "Bob"}))
    one = a_comment()

    at_platform.give(ALICE, one, Order.WRITE, text="My own words.")
    proposed = item(a_store, one).orders[Purpose.PRIVATE]
    at_platform.give(ALICE, one, Order.WRITE, text="My own words.")
    still = item(a_store, one).orders[Purpose.PRIVATE]
    at_platform.give(BOB, one, Order.WRITE, text="My own words.")

    assert proposed.proposed
    assert still.proposed
    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.PENDING
    assert [e["act"] for e in events(a_store, one)][-3:] == ["order.proposed", "order.proposed", "order.given"]


def test_a_proposal_that_the_other_changes_is_theirs_to_propose(make, a_store, a_comment):
    at_platform = make(approvers=lambda: frozenset({"Alice", "Bob"}))
    one = a_comment()
    at_platform.give(ALICE, one, Order.WRITE, text="My own words.")

    at_platform.give(BOB, one, Order.WRITE, text="Other words.")

    status = item(a_store, one).orders[Purpose.PRIVATE]
    assert (status.proposed, status.approved_by) == (True, "Bob")


def test_a_proposal_never_leaves_and_can_be_taken_back(make, a_store, a_clock, a_comment):
    at_platform = make(approvers=lambda: frozenset({"Alice", "Bob"}))
    one = a_comment()
    at_platform.give(ALICE, one, Order.WRITE, text="My own words.")
    a_clock.advance(hours=1)

    with a_store.read() as tx:
        assert tx.due_reply("x", a_clock.now()) is None
    at_platform.take_back(ALICE, one, Order.WRITE)
    assert not item(a_store, one).orders[Purpose.PRIVATE].proposed


def test_the_draft_of_a_playbook_needs_no_second_approver_in_private(make, a_store, a_comment):
    at_platform = make(approvers=lambda: frozenset({"Alice", "Bob"}))
    one = a_comment()

    at_platform.give(ALICE, one, Order.WRITE, text=item(a_store, one).draft)

    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.PENDING


def test_a_correction_is_proposed_and_ordered_by_two(make, a_store, a_comment):
    at_platform = make(approvers=lambda: frozenset({"Alice", "Bob"}))
    one = a_comment()
    answer(a_store, one)

    at_platform.give(ALICE, one, Order.CORRECT, text="Thanks.")
    at_platform.give(BOB, one, Order.CORRECT, text="Thanks.")

    assert item(a_store, one).orders[Purpose.CORRECTION].state == ReplyState.PENDING


def test_a_damaged_playbook_is_a_reason_and_no_crash(make, a_store, a_comment):
    def damaged(_item):
        raise ConfigurationError(msg("This playbook does not hold."))

    one = a_comment()

    assert "does not hold" in str(make(needs_two=damaged).orders(ALICE, item(a_store, one))[Order.WRITE])


def test_a_reply_that_is_gone_can_be_looked_for_and_nothing_else(at_platform, a_store, a_comment):
    one = a_comment()
    answer(a_store, one)
    with a_store.write() as tx:
        tx.keep_look(one, "gone", "")

    assert {Order.CORRECT, Order.REMOVE, Order.LOOK} & possible(at_platform, ALICE, item(a_store, one)) == {Order.LOOK}


def test_in_shadow_mode_nobody_looks(make, a_store, a_comment):
    one = a_comment()
    answer(a_store, one)

    assert Order.LOOK not in possible(make(mode=Mode.SHADOW), ALICE, item(a_store, one))


def test_a_private_message_in_doubt_is_resolved_by_an_approver(at_platform, a_store, a_comment):
    one = a_comment()
    at_platform.give(ALICE, one, Order.WRITE, text="We can help.")
    with a_store.write() as tx:
        before = tx.due_reply("x", NOW + timedelta(seconds=10))
        tx.keep_step(before, replace(before, state=ReplyState.NEEDS_PERSON), None)

    with pytest.raises(NotAllowed):
        at_platform.resolve(RITA, one, ReplyState.SENT)
    at_platform.resolve(ALICE, one, ReplyState.SENT)

    assert item(a_store, one).orders[Purpose.PRIVATE].state == ReplyState.SENT
    assert events(a_store, one)[-1]["act"] == "reply.resolved"
    with pytest.raises(NotAllowed, match="does not wait"):
        at_platform.resolve(ALICE, one, ReplyState.SENT)

"""Whatever people do in whatever order, the queue stays whole."""

from datetime import timedelta

from fakes import ALICE, BOB, RITA, FakeProblem, draft, mention, triage
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from smbot.audit.verify import verify
from smbot.core.errors import NotAllowed
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.review.transitions import Action, allowed, target

S = MentionState
TEXTS = st.sampled_from(["Thank you.", "Another answer.", ""])
STEPS = st.lists(
    st.tuples(
        st.sampled_from([ALICE, BOB, RITA]),
        st.sampled_from([a for a in Action if a != Action.OPEN]),
        TEXTS,
        st.sampled_from([0, 0, 0, 16]),
    ),
    min_size=1,
    max_size=12,
)


@given(st.sampled_from(MentionState), st.sampled_from(Action), st.booleans(), st.booleans())
def test_the_table_is_closed(state, action, has_text, has_draft):
    after = target(state, action, has_text=has_text, has_draft=has_draft)

    assert after is None or after in set(MentionState)
    assert after is None or action in allowed(state)
    if not has_text and state in {S.QUARANTINED, S.ESCALATED, S.NO_REPLY, S.ANSWERED}:
        # What was withheld is never drafted, claimed or approved, whatever way it goes.
        assert after in {None, S.QUARANTINED, S.ESCALATED, S.NO_REPLY, S.ANSWERED}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(STEPS)
def test_any_sequence_of_acts_keeps_queue_and_log_in_step(a_store, a_clock, steps):
    policy = DeskPolicy(
        answer_within=timedelta(hours=48),
        mode=Mode.LIVE,
        undo=timedelta(seconds=10),
        claim_for=timedelta(minutes=15),
        why_not_by_api=lambda item: None,
        needs_two=lambda item: False,
        approvers=lambda: frozenset(),
    )
    desk = Desk(
        a_store,
        a_clock,
        guard=lambda item, text, purpose: [FakeProblem()] if text == "Another answer." else [],
        mask=lambda _item, text: text,
        policy=policy,
    )
    new = mention()
    with a_store.write() as tx:
        tx.add_mention(new, handle=b"", withheld="", tokens=())
        tx.keep_triage(new.id, triage(), 3)
        tx.keep_choice(new.id, "complaint", "1", draft())

    for member, action, text, minutes in steps:
        a_clock.advance(minutes=minutes)
        before = desk.item(ALICE, new.id)
        with a_store.read() as tx:
            size = tx.audit_head()[0]
        possible = desk.actions(member, before).get(action, "refused") is None
        try:
            act(desk, member, new.id, action, text)
            done = True
        except NotAllowed:
            done = False
        after = desk.item(ALICE, new.id)
        with a_store.read() as tx:
            grown = tx.audit_head()[0] - size

        # One act, one event, one version; a refused act leaves no trace.
        assert (grown, after.version - before.version) == ((1, 1) if done else (0, 0))
        assert done <= possible
        assert (after.state == MentionState.CLAIMED) == bool(after.claimed_by)
        assert (after.state == MentionState.APPROVED) == (
            after.reply is not None and after.reply.state == ReplyState.PENDING
        )
        if after.reply and after.reply.state == ReplyState.PENDING:
            assert after.reply.text not in {"", "Another answer."}

    with a_store.read() as tx:
        size, root = tx.audit_head()
        assert verify(tx.audit_records(), head_size=size, head_root=root, checkpoints=[], public_key=b"").verified


def act(desk, member, mention_id, action, text):
    acts = {
        Action.CLAIM: lambda: desk.claim(member, mention_id),
        Action.RELEASE: lambda: desk.release(member, mention_id),
        Action.EDIT: lambda: desk.edit(member, mention_id, text),
        Action.APPROVE: lambda: desk.approve(member, mention_id),
        Action.UNDO: lambda: desk.undo(member, mention_id),
        Action.REJECT: lambda: desk.reject(member, mention_id, "unfit"),
        Action.NO_REPLY: lambda: desk.no_reply(member, mention_id),
        Action.ESCALATE: lambda: desk.escalate(member, mention_id, "approver", "too hard"),
        Action.ANSWERED: lambda: desk.answered_by_hand(member, mention_id),
        Action.REOPEN: lambda: desk.reopen(member, mention_id),
        Action.RECALL: lambda: desk.recall(member, mention_id),
        Action.CLOSE: lambda: desk.close(member, mention_id, "answered"),
    }
    return acts[action]()

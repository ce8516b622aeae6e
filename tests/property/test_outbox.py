"""Whatever a platform does, the outbox never posts twice by itself and never loses a reply."""

from datetime import timedelta

from fakes import NOW
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.errors import AccountProblem, DeliveryInDoubt, Refused, Throttled, Unavailable
from smbot.core.ids import MentionId, ReplyId
from smbot.core.states import ReplyState as R
from smbot.send import outbox
from smbot.send.outbox import OutboxReply, Policy

POLICY = Policy()
NOT_POSTED = [Throttled(), Throttled(retry_at=NOW), AccountProblem("401"), Unavailable("down"), Refused("404")]
FATES = st.lists(
    st.one_of(
        st.tuples(st.just("posted"), st.just(None)),
        st.tuples(st.just("posted"), st.just(DeliveryInDoubt("timeout"))),
        st.tuples(st.just("lost"), st.just(DeliveryInDoubt("timeout"))),
        st.tuples(st.just("lost"), st.sampled_from(NOT_POSTED)),
        st.tuples(st.just("crash-before"), st.none()),
        st.tuples(st.just("crash-after"), st.none()),
    ),
    max_size=8,
)
LOOKS = st.lists(st.sampled_from(["complete", "partial", "error"]), max_size=20)


def a_pending_reply():
    return OutboxReply(
        id=ReplyId("r"),
        mention=MentionId("m"),
        account="x",
        platform="x",
        text="Thank you.",
        state=R.PENDING,
        version=0,
        next_at=NOW,
    )


@given(FATES, LOOKS)
def test_nothing_is_posted_twice_where_the_platform_shows_its_posts_in_time(fates, looks):
    reply, posted, now = a_pending_reply(), 0, NOW

    for _ in range(60):
        now = max(now, reply.next_at)
        if reply.state == R.PENDING:
            reply = outbox.begin(reply, now, POLICY).reply
            fate, error = fates.pop(0) if fates else ("posted", None)
            posted += fate in {"posted", "crash-after"}
            if fate.startswith("crash"):
                now += POLICY.lease
                reply = outbox.in_doubt(reply, now, POLICY).reply
            elif error is None:
                reply = outbox.sent(reply).reply
            else:
                reply = outbox.failed(reply, error, now, POLICY).reply
        elif reply.state == R.UNKNOWN:
            assert now >= reply.attempt_at + POLICY.quiet
            look = looks.pop(0) if looks else "complete"
            if look == "error":
                reply = outbox.could_not_look(reply, Unavailable("down"), now, POLICY).reply
            else:
                seen = posted if look == "complete" else 0
                reply = outbox.looked(reply, found=seen, complete=look == "complete", now=now, policy=POLICY).reply
        else:
            break

    assert posted <= 1
    assert reply.resends <= POLICY.resends
    assert reply.state in {R.SENT, R.REFUSED, R.NEEDS_PERSON}
    if reply.state == R.SENT:
        assert posted == 1


@given(
    st.integers(0, 3),
    st.booleans(),
    st.integers(0, 3),
    st.integers(0, 3),
    st.sampled_from(["", "timeout", "incomplete"]),
)
def test_a_reading_leads_to_a_second_post_only_after_two_complete_ones(found, complete, misses, resends, code):
    reply = outbox.in_doubt(a_pending_reply(), NOW, POLICY).reply
    reply = type(reply)(**{**vars(reply), "misses": misses, "resends": resends, "code": code})

    step = outbox.looked(reply, found=found, complete=complete, now=NOW + timedelta(hours=1), policy=POLICY)

    if step.reply.state == R.PENDING:
        assert complete
        assert found == 0
        assert misses >= 1
        assert resends < POLICY.resends

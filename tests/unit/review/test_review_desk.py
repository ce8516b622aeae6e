"""The desk: who may do what when, with claims, two approvals, undo, and one event for each act."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import ADAM, ALICE, BOB, NOW, RITA, VERA, FakeProblem

from smbot.core.errors import Conflict, NotAllowed
from smbot.core.messages import msg
from smbot.core.states import MentionState, Mode, ReplyState
from smbot.review.desk import Desk
from smbot.review.hindrances import DeskPolicy
from smbot.review.ports import Filter
from smbot.review.transitions import Action

POLICY = DeskPolicy(
    mode=Mode.LIVE,
    undo=timedelta(seconds=10),
    claim_for=timedelta(minutes=15),
    answer_within=timedelta(hours=48),
    why_not_by_api=lambda item: None,
    needs_two=lambda item: item.playbook == "two",
    approvers=lambda: frozenset({"Alice"}),
)


@pytest.fixture
def a_desk(a_store, a_clock):
    """The factory `a_desk(problems=…, **policy)`; its mask hides the word "canary"."""

    def make(*, problems=(), **policy):
        return Desk(
            a_store,
            a_clock,
            guard=lambda item, text, purpose: list(problems),
            mask=lambda _item, text: text.replace("canary", "[CANARY 1]"),
            policy=replace(POLICY, **policy),
        )

    return make


@pytest.fixture
def desk(a_desk):
    return a_desk()


def events(store, mention):
    with store.read() as tx:
        return [json.loads(body) for body in tx.audit_of(mention)]


def last(store, mention):
    return events(store, mention)[-1]


def put_reply_in(store, mention, state):
    """Bring an approved mention's reply into `state`, as the dispatcher would."""
    with store.write() as tx:
        before = tx.due_reply("x", NOW + timedelta(days=1))
        tx.keep_step(before, replace(before, state=state), None)


# --- reading -----------------------------------------------------------------------------------------


def test_listing_shows_a_page_and_how_many_match(desk, a_mention):
    ids = {a_mention() for _ in range(3)}

    page = desk.listing(VERA, Filter(), limit=2)

    assert (len(page.items), page.total) == (2, 3)
    assert {i.id for i in page.items} < ids


@pytest.mark.parametrize("read", [lambda d, m: d.item(ADAM, m), lambda d, m: d.listing(ADAM, Filter())])
def test_an_administrator_sees_no_mention(desk, a_mention, read):
    with pytest.raises(NotAllowed, match="role"):
        read(desk, a_mention())


def test_a_mention_that_is_not_there_is_told_with_its_id(desk):
    with pytest.raises(NotAllowed, match="m-nowhere"):
        desk.item(VERA, "m-nowhere")


ACTS = {
    Action.CLAIM: lambda d, who, m: d.claim(who, m),
    Action.RELEASE: lambda d, who, m: d.release(who, m),
    Action.EDIT: lambda d, who, m: d.edit(who, m, "Other."),
    Action.APPROVE: lambda d, who, m: d.approve(who, m),
    Action.UNDO: lambda d, who, m: d.undo(who, m),
    Action.REJECT: lambda d, who, m: d.reject(who, m, "unfit"),
    Action.NO_REPLY: lambda d, who, m: d.no_reply(who, m),
    Action.ESCALATE: lambda d, who, m: d.escalate(who, m, "approver", "hard"),
    Action.ANSWERED: lambda d, who, m: d.answered_by_hand(who, m),
    Action.REOPEN: lambda d, who, m: d.reopen(who, m),
    Action.RECALL: lambda d, who, m: d.recall(who, m),
    Action.CLOSE: lambda d, who, m: d.close(who, m, "answered"),
    Action.OPEN: lambda d, who, m: d.opened(who, m),
}


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("who", [VERA, ADAM], ids=lambda m: m.name)
def test_who_may_not_work_the_queue_does_nothing(desk, a_store, a_mention, who, action):
    one = a_mention()

    with pytest.raises(NotAllowed, match="role"):
        ACTS[action](desk, who, one)

    assert events(a_store, one) == []


def test_a_reviewer_does_not_approve(desk, a_mention):
    with pytest.raises(NotAllowed, match="role"):
        desk.approve(RITA, a_mention())


def test_pages_offer_exactly_what_would_succeed(desk, a_mention):
    item = desk.item(ALICE, a_mention())

    assert {a for a, why in desk.actions(ALICE, item).items() if why is None} == {
        Action.CLAIM,
        Action.EDIT,
        Action.APPROVE,
        Action.REJECT,
        Action.NO_REPLY,
        Action.ESCALATE,
        Action.ANSWERED,
        Action.OPEN,
    }
    assert Action.APPROVE not in desk.actions(RITA, item)
    assert desk.actions(VERA, item) == {}


# --- claims ------------------------------------------------------------------------------------------


def test_claiming_holds_a_mention_for_a_while(desk, a_store, a_mention):
    item = desk.claim(RITA, a_mention())

    assert (item.state, item.claimed_by, item.claimed_until) == (MentionState.CLAIMED, "Rita", NOW + POLICY.claim_for)
    assert (last(a_store, item.id)["act"], last(a_store, item.id)["actor"]) == ("mention.claimed", "Rita")


@pytest.mark.parametrize(
    "action", [Action.CLAIM, Action.RELEASE, Action.EDIT, Action.APPROVE, Action.REJECT, Action.NO_REPLY]
)
def test_what_another_holds_is_left_alone(desk, a_mention, action):
    one = a_mention()
    desk.claim(RITA, one)

    with pytest.raises(NotAllowed, match="Rita holds this mention"):
        ACTS[action](desk, ALICE, one)

    assert str(desk.actions(ALICE, desk.item(ALICE, one))[action]) == "Rita holds this mention."


def test_a_post_can_be_looked_at_while_another_holds_it(desk, a_mention):
    one = a_mention()
    desk.claim(RITA, one)

    assert desk.opened(ALICE, one) == b"sealed"


def test_an_expired_claim_can_be_taken_over(desk, a_clock, a_mention):
    one = a_mention()
    desk.claim(RITA, one)
    a_clock.advance(minutes=15)

    assert desk.claim(ALICE, one).claimed_by == "Alice"


def test_claiming_again_holds_it_longer(desk, a_clock, a_mention):
    one = a_mention()
    desk.claim(RITA, one)
    a_clock.advance(minutes=10)

    assert desk.claim(RITA, one).claimed_until == NOW + timedelta(minutes=25)


def test_an_act_keeps_a_claim_alive(desk, a_clock, a_mention):
    one = a_mention()
    desk.claim(RITA, one)
    a_clock.advance(minutes=14)
    desk.edit(RITA, one, "Thanks.")
    a_clock.advance(minutes=14)

    assert desk.release_expired_claims() == 0


def test_expired_claims_fall_back_to_where_the_mention_rests(desk, a_store, a_clock, a_mention):
    drafted, bare = a_mention(), a_mention(drafted=False)
    desk.claim(RITA, drafted)
    desk.claim(RITA, bare)
    a_clock.advance(minutes=15)

    assert (desk.release_expired_claims(), desk.release_expired_claims()) == (2, 0)

    assert desk.item(RITA, drafted).state == MentionState.DRAFTED
    assert desk.item(RITA, bare).state == MentionState.TRIAGED
    assert desk.item(RITA, drafted).claimed_by == ""
    assert last(a_store, drafted)["actor"] == "system"
    assert last(a_store, drafted)["detail"] == {"why": "claim expired"}


def test_releasing_puts_a_mention_back(desk, a_mention):
    one = a_mention()
    desk.claim(RITA, one)

    item = desk.release(RITA, one)

    assert (item.state, item.claimed_by) == (MentionState.DRAFTED, "")


# --- drafts and approval -----------------------------------------------------------------------------


def test_editing_claims_and_keeps_the_new_text(desk, a_store, a_mention):
    item = desk.edit(RITA, a_mention(), "  Thanks a lot. ")

    assert (item.draft, item.drafted_by, item.claimed_by) == ("Thanks a lot.", "Rita", "Rita")
    assert last(a_store, item.id)["detail"] == {"length": 13}


def test_an_open_mention_is_due_when_the_hours_set_are_over_and_a_closed_one_is_not(desk, a_mention):
    open_one, closed_one = desk.item(RITA, a_mention()), a_mention()
    desk.no_reply(RITA, closed_one)

    assert desk.due_at(open_one) == open_one.posted_at + timedelta(hours=48)
    assert desk.due_at(desk.item(RITA, closed_one)) is None


@pytest.mark.parametrize("rule", ["echo", "personal", "unread"])
def test_a_draft_with_personal_information_is_never_kept(a_desk, a_store, a_mention, rule):
    one = a_mention()
    desk = a_desk(problems=[FakeProblem(rule=rule)])
    before = desk.item(RITA, one)

    with pytest.raises(NotAllowed, match="not kept"):
        desk.edit(RITA, one, "Call 604 555-0187")

    assert desk.item(RITA, one) == before
    assert events(a_store, one) == []


def test_a_draft_in_the_wrong_language_is_kept_to_be_mended(a_desk, a_mention):
    desk = a_desk(problems=[FakeProblem(rule="language")])

    assert desk.edit(RITA, a_mention(), "Merci.").draft == "Merci."


def test_an_edit_of_an_old_version_is_a_conflict(desk, a_mention):
    one = a_mention()
    seen = desk.item(RITA, one).version
    desk.edit(RITA, one, "First.", seen_version=seen)

    with pytest.raises(Conflict, match="changed this first"):
        desk.edit(RITA, one, "Second.", seen_version=seen)

    assert desk.item(RITA, one).draft == "First."


def test_an_approval_of_an_old_version_is_a_conflict(desk, a_mention):
    one = a_mention()
    seen = desk.item(ALICE, one).version
    desk.edit(ALICE, one, "Changed.")

    with pytest.raises(Conflict):
        desk.approve(ALICE, one, seen_version=seen)


def test_an_approved_reply_waits_for_the_undo_window(desk, a_store, a_mention):
    item = desk.approve(ALICE, a_mention())

    assert (item.state, item.claimed_by) == (MentionState.APPROVED, "")
    assert (item.reply.state, item.reply.mode, item.reply.approved_by) == (ReplyState.PENDING, Mode.LIVE, "Alice")
    assert item.reply.next_at == NOW + POLICY.undo
    assert item.reply.text == item.draft
    assert last(a_store, item.id)["detail"] == {"mode": "live", "playbook": "complaint", "playbook_version": "1"}


def test_a_reply_written_by_hand_has_the_posts_language(desk, a_mention):
    one = a_mention(drafted=False, language="fr")
    desk.claim(ALICE, one)
    desk.edit(ALICE, one, "Merci.")

    assert desk.approve(ALICE, one).reply.language == "fr"


def test_the_guard_refuses_a_reply_at_approval(a_desk, a_store, a_mention):
    one = a_mention()

    with pytest.raises(NotAllowed, match="repeats what the author exposed"):
        a_desk(problems=[FakeProblem(refuses=False), FakeProblem()]).approve(ALICE, one)

    assert events(a_store, one) == []


def test_a_mere_warning_of_the_guard_stops_nobody(a_desk, a_mention):
    assert a_desk(problems=[FakeProblem(refuses=False)]).approve(ALICE, a_mention()).reply


def test_findings_are_shown_refusals_first(a_desk, a_mention):
    mild = FakeProblem(refuses=False, message=msg("It is long."))
    desk = a_desk(problems=[mild, FakeProblem()])

    shown = [str(p.message) for p in desk.problems(desk.item(ALICE, a_mention()), "text")]

    assert shown == ["It repeats what the author exposed.", "It is long."]


HINDRANCES = [
    # policy, what is wrong, the sentence
    ({"mode": Mode.LISTEN}, {}, "only listens"),
    ({"why_not_by_api": lambda item: msg("X is not connected.")}, {}, "not connected"),
    ({}, {"drafted": False}, "not possible"),
    ({}, {"withheld": "language:iu"}, "not possible"),
]


@pytest.mark.parametrize(("policy", "kind", "sentence"), HINDRANCES)
def test_an_approval_that_cannot_be_is_refused_with_the_reason(a_desk, a_store, a_mention, policy, kind, sentence):
    one = a_mention(**kind)

    with pytest.raises(NotAllowed, match=sentence):
        a_desk(**policy).approve(ALICE, one)

    assert events(a_store, one) == []


def test_an_emptied_draft_is_not_approved(desk, a_mention):
    one = a_mention()
    desk.edit(ALICE, one, "   ")

    with pytest.raises(NotAllowed, match="no draft"):
        desk.approve(ALICE, one)


def test_a_withheld_text_is_told_where_it_hinders(desk, a_mention):
    one = a_mention(withheld="language:iu")
    desk.escalate(RITA, one, "approver", "language")

    with pytest.raises(NotAllowed, match="not possible"):
        desk.claim(RITA, one)
    assert "withheld" in str(desk.actions(RITA, desk.item(RITA, one))[Action.CLAIM])


def test_two_people_approve_where_the_playbook_says_so(desk, a_store, a_mention):
    one = a_mention(playbook="two")

    first = desk.approve(ALICE, one)
    with pytest.raises(NotAllowed, match="second person"):
        desk.approve(ALICE, one)
    second = desk.approve(BOB, one)

    assert (first.state, first.first_approver, first.reply) == (MentionState.DRAFTED, "Alice", None)
    assert (second.state, second.reply.approved_by) == (MentionState.APPROVED, "Bob")
    assert [e["act"] for e in events(a_store, one)] == ["reply.approved-first", "reply.approved"]


def test_a_first_approval_falls_with_an_edit(desk, a_mention):
    one = a_mention(playbook="two")
    desk.approve(ALICE, one)
    desk.edit(RITA, one, "Changed after approval.")
    desk.release(RITA, one)

    item = desk.approve(BOB, one)

    assert (item.first_approver, item.reply) == ("Bob", None)


def test_a_first_approval_falls_with_an_undo(desk, a_mention):
    one = a_mention(playbook="two")
    desk.approve(ALICE, one)
    desk.approve(BOB, one)

    assert desk.undo(BOB, one).first_approver == ""


# --- undo --------------------------------------------------------------------------------------------


def test_an_approved_reply_is_taken_back_into_ones_hands(desk, a_store, a_mention):
    one = a_mention()
    desk.approve(ALICE, one)

    item = desk.undo(ALICE, one)

    assert (item.state, item.claimed_by, item.reply.state) == (MentionState.CLAIMED, "Alice", ReplyState.RETRACTED)
    assert last(a_store, one)["act"] == "reply.retracted"


@pytest.mark.parametrize("state", [ReplyState.SENDING, ReplyState.UNKNOWN, ReplyState.NEEDS_PERSON, ReplyState.SENT])
def test_a_reply_that_may_have_left_cannot_be_undone(desk, a_store, a_mention, state):
    one = a_mention()
    desk.approve(ALICE, one)
    put_reply_in(a_store, one, state)

    with pytest.raises(Conflict, match="cannot be undone"):
        desk.undo(ALICE, one)

    assert desk.item(ALICE, one).state == MentionState.APPROVED


def test_a_refused_reply_is_taken_back_changed_and_approved_again(desk, a_store, a_mention):
    one = a_mention()
    desk.approve(ALICE, one)
    put_reply_in(a_store, one, ReplyState.REFUSED)

    desk.undo(ALICE, one)
    desk.edit(ALICE, one, "Shorter.")
    item = desk.approve(ALICE, one)

    assert (item.reply.state, item.reply.text, item.reply.attempts) == (ReplyState.PENDING, "Shorter.", 0)


# --- one's own draft ---------------------------------------------------------------------------------


def approvers(*members):
    return lambda: frozenset(member.name for member in members)


def test_who_wrote_the_draft_does_not_approve_it_where_another_may(a_desk, a_store, a_mention):
    desk, one = a_desk(approvers=approvers(ALICE, BOB)), a_mention()
    item = desk.edit(ALICE, one, "My own words.")

    with pytest.raises(NotAllowed, match="another approver must"):
        desk.approve(ALICE, one)

    assert desk.actions(ALICE, item)[Action.APPROVE] is not None
    desk.release(ALICE, one)
    assert "own_draft" not in last(a_store, desk.approve(BOB, one).id)["detail"]


def test_where_nobody_else_may_approve_the_author_may_and_the_log_tells(a_desk, a_store, a_mention):
    desk, one = a_desk(approvers=approvers(ALICE)), a_mention()
    desk.edit(ALICE, one, "My own words.")

    desk.approve(ALICE, one)

    assert last(a_store, one)["detail"]["own_draft"] is True


def test_saving_the_draft_unchanged_makes_nobody_its_author(a_desk, a_store, a_mention):
    desk, one = a_desk(approvers=approvers(ALICE, BOB)), a_mention()
    desk.edit(ALICE, one, desk.item(ALICE, one).draft + "  ")

    desk.approve(ALICE, one)

    assert "own_draft" not in last(a_store, one)["detail"]


def test_of_two_approvers_the_author_is_the_second_where_two_must_approve(a_desk, a_store, a_mention):
    desk, one = a_desk(approvers=approvers(ALICE, BOB)), a_mention(playbook="two")
    desk.edit(ALICE, one, "My own words.")
    desk.release(ALICE, one)
    with pytest.raises(NotAllowed, match="another approver must"):
        desk.approve(ALICE, one)
    desk.approve(BOB, one)

    item = desk.approve(ALICE, one)

    assert item.state == MentionState.APPROVED
    assert last(a_store, one)["detail"]["own_draft"] is True


def test_of_three_approvers_the_author_is_neither_where_two_must_approve(a_desk, a_mention):
    carl = replace(BOB, id="u-carl", name="Carl")
    desk, one = a_desk(approvers=approvers(ALICE, BOB, carl)), a_mention(playbook="two")
    desk.edit(ALICE, one, "My own words.")
    desk.release(ALICE, one)
    desk.approve(BOB, one)

    with pytest.raises(NotAllowed, match="another approver must"):
        desk.approve(ALICE, one)

    assert desk.approve(carl, one).state == MentionState.APPROVED


# --- the other endings -------------------------------------------------------------------------------


def test_rejecting_and_escalating_need_a_reason(desk, a_mention):
    one = a_mention()

    for act in (
        lambda: desk.reject(RITA, one, "  "),
        lambda: desk.escalate(RITA, one, "approver", ""),
    ):
        with pytest.raises(NotAllowed, match="Say why"):
            act()


@pytest.mark.parametrize("to", [" ", "nobody"])
def test_a_mention_is_escalated_to_a_role_that_exists(desk, a_mention, to):
    with pytest.raises(NotAllowed, match="not passed to such a role"):
        desk.escalate(RITA, a_mention(), to, "why")


def test_reasons_are_masked_in_the_log_and_in_the_table(desk, a_store, a_mention):
    one, other = a_mention(), a_mention()
    desk.reject(RITA, one, "The author says canary.")
    item = desk.escalate(RITA, other, "approver", "canary again")

    assert last(a_store, one)["detail"] == {"reason": "The author says [CANARY 1]."}
    assert last(a_store, other)["detail"] == {"to": "approver", "reason": "[CANARY 1] again"}
    assert item.escalated_to == "approver"


ENDINGS = [
    (lambda d, m: d.reject(RITA, m, "unfit"), MentionState.REJECTED, "mention.rejected"),
    (lambda d, m: d.no_reply(RITA, m), MentionState.NO_REPLY, "mention.no-reply"),
    (lambda d, m: d.escalate(RITA, m, "approver", "hard"), MentionState.ESCALATED, "mention.escalated"),
    (lambda d, m: d.answered_by_hand(RITA, m), MentionState.ANSWERED, "mention.answered-by-hand"),
]


@pytest.mark.parametrize(("end", "state", "act"), ENDINGS)
def test_a_mention_is_closed_released_and_logged(desk, a_store, a_mention, end, state, act):
    one = a_mention()
    desk.claim(RITA, one)

    item = end(desk, one)

    assert (item.state, item.claimed_by) == (state, "")
    assert (last(a_store, one)["act"], last(a_store, one)["actor"]) == (act, "Rita")


@pytest.mark.parametrize("end", [row[0] for row in ENDINGS[:3]])
def test_a_decision_is_undone_by_reopening(desk, a_store, a_mention, end):
    one = a_mention()
    end(desk, one)

    item = desk.reopen(ALICE, one)

    assert (item.state, item.escalated_to) == (MentionState.DRAFTED, "")
    assert last(a_store, one)["act"] == "mention.reopened"


def test_a_first_approval_falls_with_a_decision_that_is_undone(desk, a_mention):
    one = a_mention(playbook="two")
    desk.approve(ALICE, one)
    desk.no_reply(RITA, one)

    assert desk.reopen(RITA, one).first_approver == ""


def test_an_answer_by_hand_can_be_undone(desk, a_mention):
    one = a_mention()
    desk.answered_by_hand(RITA, one)

    assert desk.reopen(ALICE, one).state == MentionState.DRAFTED


def test_what_our_reply_answered_stays_answered_while_it_stands(desk, a_store, a_mention):
    one = a_mention()
    desk.approve(ALICE, one)
    put_reply_in(a_store, one, ReplyState.SENT)
    with a_store.write() as tx:
        tx.mark_answered(one)

    with pytest.raises(NotAllowed, match="remove it there first"):
        desk.reopen(ALICE, one)


def test_a_reply_that_was_found_gone_lets_its_mention_be_reopened(desk, a_store, a_mention):
    one = a_mention()
    desk.approve(ALICE, one)
    put_reply_in(a_store, one, ReplyState.SENT)
    with a_store.write() as tx:
        tx.mark_answered(one)
        tx.keep_look(one, "gone", "")

    reopened = desk.reopen(ALICE, one)

    assert (reopened.state, reopened.reply.state) == (MentionState.DRAFTED, ReplyState.RETRACTED)


def test_a_post_that_is_gone_is_not_reopened(desk, a_store, a_mention):
    one = a_mention()
    with a_store.write() as tx:
        tx.purge(one)

    with pytest.raises(NotAllowed, match="no longer on its platform"):
        desk.reopen(ALICE, one)


def test_opening_a_post_is_logged_and_changes_nothing(desk, a_store, a_mention):
    one = a_mention()
    before = desk.item(RITA, one)

    handle = desk.opened(RITA, one)

    assert handle == b"sealed"
    assert desk.item(RITA, one) == before
    assert last(a_store, one)["act"] == "mention.opened"


def test_a_post_whose_address_is_gone_cannot_be_opened(desk, a_store, a_mention):
    one = a_mention(handle=b"")

    with pytest.raises(NotAllowed, match="no longer kept"):
        desk.opened(RITA, one)

    assert events(a_store, one) == []


# --- replies in doubt --------------------------------------------------------------------------------

RESOLVED = [
    (ReplyState.SENT, MentionState.ANSWERED),
    (ReplyState.PENDING, MentionState.APPROVED),
    (ReplyState.RETRACTED, MentionState.APPROVED),
]


@pytest.mark.parametrize(("said", "state"), RESOLVED)
def test_a_person_says_what_became_of_a_reply(desk, a_store, a_mention, said, state):
    one = a_mention()
    desk.approve(ALICE, one)
    put_reply_in(a_store, one, ReplyState.NEEDS_PERSON)

    item = desk.resolve(ALICE, one, said)

    assert (item.reply.state, item.state) == (said, state)
    assert last(a_store, one)["detail"] == {"state": said.value}


@pytest.mark.parametrize("said", [s for s in ReplyState if s not in {row[0] for row in RESOLVED}])
def test_nobody_puts_a_reply_into_a_state_of_the_machine(desk, a_store, a_mention, said):
    one = a_mention()
    desk.approve(ALICE, one)
    put_reply_in(a_store, one, ReplyState.NEEDS_PERSON)

    with pytest.raises(NotAllowed):
        desk.resolve(ALICE, one, said)

    assert desk.item(ALICE, one).reply.state == ReplyState.NEEDS_PERSON


def test_a_reply_that_waits_for_nobody_is_not_resolved(desk, a_mention):
    one = a_mention()

    with pytest.raises(NotAllowed, match="does not wait"):
        desk.resolve(ALICE, one, ReplyState.SENT)
    desk.approve(ALICE, one)
    with pytest.raises(NotAllowed, match="does not wait"):
        desk.resolve(ALICE, one, ReplyState.SENT)


def test_only_an_approver_resolves(desk, a_mention):
    with pytest.raises(NotAllowed, match="role"):
        desk.resolve(RITA, a_mention(), ReplyState.SENT)


# --- the switch --------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [ALICE, ADAM], ids=lambda m: m.name)
def test_approvers_and_administrators_pause_and_resume_sending(desk, a_store, who):
    desk.pause(who, paused=True)
    desk.pause(who, paused=True)  # twice is once
    paused = desk.paused()
    desk.pause(who, paused=False)

    assert (paused, desk.paused()) == (True, False)
    assert [(e["act"], e["actor"]) for e in events(a_store, "")] == [
        ("sending.paused", who.name),
        ("sending.resumed", who.name),
    ]


@pytest.mark.parametrize("who", [RITA, VERA], ids=lambda m: m.name)
def test_others_do_not_pause(desk, who):
    with pytest.raises(NotAllowed, match="role"):
        desk.pause(who, paused=True)


# --- who asked us to stop ----------------------------------------------------------------------------


def test_a_wish_not_to_be_written_to_is_noted_with_its_masked_reason_and_counts_for_all_of_the_author(
    desk, a_store, a_mention
):
    one, another = a_mention(pseudonym="ann", conversation="a"), a_mention(pseudonym="ann", conversation="b")
    stranger = a_mention(pseudonym="bo", conversation="a")

    desk.opt_out(RITA, one, "wrote STOP, canary")

    with a_store.read() as tx:
        wishes = [tx.sending_history(m, "x", NOW.date()).opted_out for m in (one, another, stranger)]
    assert wishes == [True, True, False]
    assert last(a_store, one)["act"] == "author.opted-out"
    assert last(a_store, one)["detail"]["reason"] == "wrote STOP, [CANARY 1]"


def test_a_wish_is_noted_once_and_can_be_lifted(desk, a_store, a_mention):
    one = a_mention()
    desk.opt_out(RITA, one, "wrote STOP")

    with pytest.raises(Conflict):
        desk.opt_out(ALICE, one, "again")
    desk.opt_out(ALICE, one, "wrote to us again", lifted=True)

    with a_store.read() as tx:
        assert not tx.sending_history(one, "x", NOW.date()).opted_out
    assert last(a_store, one)["act"] == "author.opted-in"
    with pytest.raises(Conflict):
        desk.opt_out(ALICE, one, "again", lifted=True)


def test_of_an_author_without_a_name_the_wish_counts_for_the_conversation(desk, a_store, a_mention):
    one = a_mention(pseudonym="?1", conversation="a")
    near, far = a_mention(pseudonym="?2", conversation="a"), a_mention(pseudonym="?3", conversation="b")

    desk.opt_out(RITA, one, "wrote STOP")

    with a_store.read() as tx:
        assert [tx.sending_history(m, "x", NOW.date()).opted_out for m in (near, far)] == [True, False]


@pytest.mark.parametrize("who", [VERA, ADAM], ids=lambda m: m.name)
def test_who_may_not_work_the_queue_notes_no_wish(desk, a_mention, who):
    with pytest.raises(NotAllowed, match="role"):
        desk.opt_out(who, a_mention(), "wrote STOP")


def test_a_wish_is_noted_with_a_reason(desk, a_mention):
    with pytest.raises(NotAllowed, match="why"):
        desk.opt_out(RITA, a_mention(), "  ")

"""What people say of labels: who may, what changes, what training may learn from, and what is drawn to look at."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from fakes import ALICE, NOW, RITA, VERA, draft, triage
from fakes import mention as a_new_mention
from hypothesis import given
from hypothesis import strategies as st

from smbot.classify.labels import load_labels
from smbot.core.clock import FrozenClock
from smbot.core.errors import Conflict, NotAllowed
from smbot.core.events import SYSTEM
from smbot.core.ids import MemberId, MentionId
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Member, Role
from smbot.core.states import MentionState
from smbot.review.label_ports import Standing
from smbot.review.labels import LabelCorrections
from smbot.review.ports import Change, Filter
from smbot.review.samples import Samples, choose, last_week
from smbot.storage.tables import LabelCorrectionRow, MentionRow, SampledRow

CHLOE = Member(id=MemberId("u-chloe"), name="Chloe", roles=frozenset({Role.COMPLIANCE}))
OMAR = Member(id=MemberId("u-omar"), name="Omar", roles=frozenset({Role.COMPLIANCE}))
TORONTO = ZoneInfo("America/Toronto")


@pytest.fixture
def acts(a_store, a_clock):
    """Corrections where Chloe and Omar are officers."""
    return made(a_store, a_clock, CHLOE, OMAR)


def made(store, clock, *officers):
    names = frozenset(officer.name for officer in officers)
    return LabelCorrections(store=store, clock=clock, names=load_labels().names, officers=lambda: names)


def item_of(store, mention):
    with store.read() as tx:
        return tx.item(mention)


def kept(store, *standings):
    with store.read() as tx:
        return tx.label_corrections(*standings)


def to_learn(store):
    with store.read() as tx:
        return [each.mention for each in tx.corrections_to_learn()]


def events(store, mention):
    with store.read() as tx:
        return [body for body in tx.audit_of(mention) if b'"labels.' in body or b'"sample.' in body]


def test_a_correction_changes_labels_rank_and_top_label_at_once_and_keeps_who_when_and_which_model(
    acts, a_store, a_mention
):
    mention = a_mention()

    acts.correct(RITA, mention, ["question", "urgent"])

    item = item_of(a_store, mention)
    assert item.labels == ("urgent", "question")
    [correction] = kept(a_store)
    assert (correction.by, correction.at, correction.classifier) == ("Rita", NOW, "rules@1")
    assert (correction.before, correction.after) == (("complaint",), ("urgent", "question"))
    assert correction.standing == Standing.WAITING
    with a_store.read() as tx:
        assert tx.items(Filter(label="urgent"), limit=9, offset=0)


def test_the_event_names_labels_and_versions_and_holds_no_word_of_the_post(acts, a_store, a_mention):
    mention = a_mention()

    acts.correct(RITA, mention, ["question"])

    [event] = events(a_store, mention)
    assert b'"labels.corrected"' in event
    assert b'"before":["complaint"]' in event
    assert b'"after":["question"]' in event
    assert b'"classifier":"rules@1"' in event
    assert b"waited" not in event


def test_what_nobody_holds_gets_a_playbook_anew_and_what_a_person_holds_keeps_its_draft(acts, a_store, a_mention):
    free, held = a_mention(), a_mention()
    with a_store.write() as tx:
        row = tx.item(held)
        tx.change_item(row, Change(state=MentionState.CLAIMED, claimed_by="Alice"))

    acts.correct(RITA, free, ["question"])
    acts.correct(RITA, held, ["question"])

    assert (item_of(a_store, free).state, item_of(a_store, free).draft) == (MentionState.TRIAGED, "")
    assert item_of(a_store, held).state == MentionState.CLAIMED
    assert item_of(a_store, held).draft == draft().text
    assert item_of(a_store, held).drafted_by == SYSTEM
    with a_store.read() as tx:
        assert [each.id for each in tx.in_state(MentionState.TRIAGED, 9)] == [free]


def test_undoing_sets_the_labels_and_their_evidence_back(acts, a_store, a_mention):
    mention = a_mention()
    before = item_of(a_store, mention)
    acts.correct(RITA, mention, ["question"])
    hidden = item_of(a_store, mention).evidence

    acts.undo(ALICE, mention)

    after = item_of(a_store, mention)
    assert hidden == ()
    assert (after.labels, after.evidence) == (before.labels, before.evidence)
    assert [each.standing for each in kept(a_store)] == [Standing.UNDONE]
    with pytest.raises(NotAllowed, match="Nobody has changed these labels"):
        acts.undo(ALICE, mention)


@pytest.mark.parametrize(
    ("labels", "why"),
    [
        (["complaint"], "its labels already"),
        ([], "or “none” alone"),
        (["none", "praise"], "or “none” alone"),
        (["nonsense"], "no label of this name"),
    ],
)
def test_labels_that_cannot_be_are_refused_and_nothing_changes(acts, a_store, a_mention, labels, why):
    mention = a_mention()

    with pytest.raises(NotAllowed, match=why):
        acts.correct(RITA, mention, labels)

    assert item_of(a_store, mention).labels == ("complaint",)
    assert kept(a_store) == []


def test_who_only_reads_corrects_nothing(acts, a_mention):
    with pytest.raises(NotAllowed, match="role"):
        acts.correct(VERA, a_mention(), ["question"])


def test_a_version_that_is_not_the_newest_is_a_conflict(acts, a_store, a_mention):
    mention = a_mention()
    seen = item_of(a_store, mention).version
    acts.correct(RITA, mention, ["question"])

    with pytest.raises(Conflict):
        acts.correct(ALICE, mention, ["praise"], seen_version=seen)


def test_a_post_without_text_is_not_judged(acts, a_mention):
    with pytest.raises(NotAllowed, match="no text"):
        acts.correct(RITA, a_mention(withheld="failed:X"), ["question"])


def test_training_learns_only_from_what_another_officer_approved(acts, a_store, a_mention):
    mention = a_mention()
    acts.correct(CHLOE, mention, ["question"])
    [waiting] = kept(a_store, Standing.WAITING)
    before = to_learn(a_store)

    with pytest.raises(NotAllowed, match="your own"):
        acts.approve(CHLOE, waiting.number)
    with pytest.raises(NotAllowed, match="role"):
        acts.approve(ALICE, waiting.number)
    acts.approve(OMAR, waiting.number)

    assert before == []
    assert to_learn(a_store) == [mention]
    assert [(each.settled_by, each.standing) for each in kept(a_store)] == [("Omar", Standing.APPROVED)]
    assert b'"labels.approved"' in events(a_store, mention)[-1]


def test_a_lone_officers_correction_needs_nobody_else(a_store, a_clock, a_mention):
    alone, mention = made(a_store, a_clock, CHLOE), a_mention()

    alone.correct(CHLOE, mention, ["question"])

    assert to_learn(a_store) == [mention]


def test_what_is_declined_is_not_learnt_and_can_be_settled_once(acts, a_store, a_mention):
    mention = a_mention()
    acts.correct(RITA, mention, ["question"])
    [waiting] = kept(a_store, Standing.WAITING)

    acts.decline(CHLOE, waiting.number)

    assert to_learn(a_store) == []
    assert item_of(a_store, mention).labels == ("question",)
    assert acts.waiting(OMAR) == []
    with pytest.raises(NotAllowed, match="waits"):
        acts.approve(OMAR, waiting.number)


def test_an_approved_correction_that_somebody_contradicts_is_learnt_no_more(acts, a_store, a_mention):
    mention = a_mention()
    acts.correct(RITA, mention, ["question"])
    acts.approve(CHLOE, kept(a_store)[0].number)

    acts.correct(ALICE, mention, ["praise"])

    assert to_learn(a_store) == []


def test_what_was_said_of_words_that_are_gone_is_learnt_no_more(acts, a_store, a_mention):
    edited, purged = a_mention(), a_mention()
    for mention in (edited, purged):
        acts.correct(RITA, mention, ["question"])
    for correction in kept(a_store):
        acts.approve(CHLOE, correction.number)

    with a_store.write() as tx:
        tx.purge(purged)
        tx.add_mention(a_new_mention(id=edited), handle=b"", withheld="", tokens=())

    assert to_learn(a_store) == []
    assert {each.standing for each in kept(a_store)} == {Standing.LAPSED}


def test_the_table_of_corrections_holds_no_text(acts, a_store, a_mention):
    acts.correct(RITA, a_mention(), ["question"])

    assert set(LabelCorrectionRow.__table__.columns.keys()) == {
        "id", "mention", "at", "by", "before", "after", "classifier", "standing", "settled_by", "settled_at",
    }  # fmt: skip


def sampling(store, clock, size=3):
    return Samples(store=store, clock=clock, zone=TORONTO, size=size)


def stored_last_week(store, *labels, days=7):
    """Store a mention that was collected last week (the clock stands at a Monday)."""
    mention = a_new_mention()
    with store.write() as tx:
        tx.add_mention(mention, handle=b"", withheld="", tokens=())
        tx.keep_triage(mention.id, triage(*labels), 3)
        tx.session.get_one(MentionRow, mention.id).collected_at = NOW - timedelta(days=days)
    return mention.id


def test_a_weeks_sample_holds_posts_without_the_label_and_each_at_most_once(acts, a_store, a_clock):
    unflagged = {stored_last_week(a_store, "complaint") for _ in range(5)}
    stored_last_week(a_store, "access_request", "complaint")
    stored_last_week(a_store, "complaint", days=14)
    stored_last_week(a_store, "complaint", days=0)
    samples = sampling(a_store, a_clock)

    first, again = samples.draw(), samples.draw()

    drawn = {draw.mention for draw, _ in samples.to_answer(CHLOE)}
    assert (first, again, len(drawn)) == (3, 0, 3)
    assert drawn < unflagged
    with a_store.read() as tx:
        assert len(tx.unflagged(NOW - timedelta(days=8), NOW - timedelta(days=6))) == 2
        [event] = [body for body in tx.audit_of("") if b"sample.drawn" in body]
    assert b'"unflagged":5' in event


def test_without_a_size_nothing_is_drawn(a_store, a_clock):
    stored_last_week(a_store, "complaint")

    assert sampling(a_store, a_clock, size=0).draw() == 0


def test_yes_is_a_correction_and_no_is_only_an_answer(acts, a_store, a_clock):
    missed, right = stored_last_week(a_store, "complaint"), stored_last_week(a_store, "none")
    samples = sampling(a_store, a_clock)
    samples.draw()

    acts.answer(CHLOE, missed, is_request=True)
    acts.answer(CHLOE, right, is_request=False)

    assert item_of(a_store, missed).labels == ("access_request", "complaint")
    assert item_of(a_store, right).labels == ("none",)
    assert [each.mention for each in kept(a_store)] == [missed]
    assert samples.to_answer(OMAR) == []
    with pytest.raises(NotAllowed, match="waits for no answer"):
        acts.answer(OMAR, right, is_request=True)


def drawn(store, clock, *labels):
    """Return a post that was drawn, and the sample."""
    mention, samples = stored_last_week(store, *labels), sampling(store, clock)
    samples.draw()
    return mention, samples


def answer_of(store, mention):
    with store.read() as tx:
        row = tx.session.get_one(SampledRow, mention)
        return row.answer, row.by


def test_the_draw_is_of_what_the_machine_said_whatever_people_said_since(acts, a_store, a_clock):
    missed = stored_last_week(a_store, "complaint")
    flagged = stored_last_week(a_store, "access_request")
    acts.correct(RITA, missed, ["access_request"])
    acts.correct(RITA, flagged, ["none"])
    samples = sampling(a_store, a_clock)

    samples.draw()

    assert [draw.mention for draw, _ in samples.to_answer(CHLOE)] == [missed]


def test_private_messages_are_not_drawn(a_store, a_clock):
    message = a_new_mention(kind=PostKind.MESSAGE)
    with a_store.write() as tx:
        tx.add_mention(message, handle=b"", withheld="", tokens=())
        tx.keep_triage(message.id, triage("complaint"), 3)
        tx.session.get_one(MentionRow, message.id).collected_at = NOW - timedelta(days=7)

    assert sampling(a_store, a_clock).draw() == 0


def test_a_correction_answers_for_no_drawn_post_and_undoing_a_yes_asks_again(acts, a_store, a_clock):
    missed, samples = drawn(a_store, a_clock, "none")

    acts.correct(RITA, missed, ["access_request"])
    asked = [draw.mention for draw, _ in samples.to_answer(CHLOE)]
    acts.undo(RITA, missed)
    acts.answer(CHLOE, missed, is_request=True)
    answered = samples.to_answer(CHLOE)
    acts.undo(RITA, missed)

    assert asked == [missed]
    assert answered == []
    assert [draw.mention for draw, _ in samples.to_answer(CHLOE)] == [missed]


def test_an_officers_no_stays_whatever_a_reviewer_corrects_and_undoes(acts, a_store, a_clock):
    post, _ = drawn(a_store, a_clock, "none")
    acts.answer(CHLOE, post, is_request=False)

    acts.correct(RITA, post, ["access_request"])
    meanwhile = answer_of(a_store, post)
    acts.undo(RITA, post)

    assert meanwhile == answer_of(a_store, post) == (False, "Chloe")


def test_an_answer_follows_what_an_officer_approves_or_corrects_later(acts, a_store, a_clock):
    post, _ = drawn(a_store, a_clock, "none")
    acts.answer(CHLOE, post, is_request=False)

    acts.correct(RITA, post, ["access_request"])
    acts.approve(OMAR, kept(a_store)[-1].number)
    approved = answer_of(a_store, post)
    acts.correct(CHLOE, post, ["question"])

    assert approved == (True, "Omar")
    assert answer_of(a_store, post) == (False, "Chloe")
    assert sum(b'"sample.answered"' in body for body in events(a_store, post)) == 3


def test_approving_what_somebody_contradicted_since_answers_for_nothing(acts, a_store, a_clock):
    post, _ = drawn(a_store, a_clock, "none")
    acts.answer(CHLOE, post, is_request=False)
    acts.correct(RITA, post, ["access_request"])
    acts.correct(ALICE, post, ["question"])

    acts.approve(OMAR, kept(a_store)[0].number)

    assert answer_of(a_store, post) == (False, "Chloe")


def test_nobody_answers_for_words_that_changed_since_they_were_read(acts, a_store, a_clock):
    post, _ = drawn(a_store, a_clock, "none")
    seen = item_of(a_store, post).version
    with a_store.write() as tx:
        tx.add_mention(a_new_mention(id=post), handle=b"", withheld="", tokens=())

    with pytest.raises(Conflict):
        acts.answer(CHLOE, post, is_request=False, seen_version=seen)

    assert answer_of(a_store, post) == (None, "")


def test_a_drawn_post_that_the_machine_flags_once_it_is_edited_is_no_miss_and_not_asked_for(acts, a_store, a_clock):
    post, samples = drawn(a_store, a_clock, "none")

    with a_store.write() as tx:
        tx.add_mention(a_new_mention(id=post), handle=b"", withheld="", tokens=())
        tx.keep_triage(post, triage("access_request"), 3)

    assert samples.to_answer(CHLOE) == []
    with pytest.raises(NotAllowed, match="waits for no answer"):
        acts.answer(CHLOE, post, is_request=True)


def test_a_drawn_post_that_is_purged_waits_for_nobody(a_store, a_clock):
    gone = stored_last_week(a_store, "none")
    samples = sampling(a_store, a_clock)
    samples.draw()

    with a_store.write() as tx:
        tx.purge(gone)

    assert samples.to_answer(CHLOE) == []


def test_only_officers_see_the_sample(a_store, a_clock):
    with pytest.raises(NotAllowed):
        sampling(a_store, a_clock).to_answer(ALICE)


@given(st.lists(st.integers(0, 999), unique=True), st.integers(0, 50), st.randoms())
def test_a_draw_is_a_subset_of_the_size_whatever_the_order(numbers, size, random):
    mentions = [MentionId(f"m-{number}") for number in numbers]
    shuffled = mentions[:]
    random.shuffle(shuffled)

    drawn = choose(mentions, "2026-W09", size)

    assert drawn == choose(shuffled, "2026-W09", size)
    assert len(set(drawn)) == len(drawn) == min(size, len(mentions))
    assert set(drawn) <= set(mentions)


def test_every_post_is_drawn_about_as_often_as_any_other():
    mentions = [MentionId(f"m-{number}") for number in range(10)]

    drawn = Counter(chosen for week in range(2000) for chosen in choose(mentions, f"week {week}", 3))

    assert all(500 < drawn[mention] < 700 for mention in mentions)


@pytest.mark.parametrize(
    ("now", "week", "since"),
    [
        (datetime(2026, 11, 2, 4, 30, tzinfo=UTC), "2026-W43", datetime(2026, 10, 19, 4, tzinfo=UTC)),  # Sunday there
        (datetime(2026, 11, 2, 5, 30, tzinfo=UTC), "2026-W44", datetime(2026, 10, 26, 4, tzinfo=UTC)),
        (datetime(2027, 1, 6, 12, tzinfo=UTC), "2026-W53", datetime(2026, 12, 28, 5, tzinfo=UTC)),
    ],
)
def test_a_week_is_one_of_the_organisations_time_zone(now, week, since):
    name, first, after = last_week(FrozenClock(now).now(), TORONTO)

    assert (name, first.astimezone(UTC)) == (week, since)
    assert after.astimezone(TORONTO).weekday() == 0

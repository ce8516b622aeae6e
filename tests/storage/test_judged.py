"""What the reports read of triage: the machine's labels whatever people said since, and what samples found."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import NOW, mention, triage

from smbot.classify.access import level_mark
from smbot.classify.labels import load_labels
from smbot.core.ids import MemberId
from smbot.core.post_kinds import PostKind
from smbot.core.roles import Member, Role
from smbot.reports.ports import SampledWeek
from smbot.review.labels import LabelCorrections

CHLOE = Member(id=MemberId("u-chloe"), name="Chloe", roles=frozenset({Role.COMPLIANCE}))
SOON = NOW + timedelta(hours=1)


@pytest.fixture
def acts(a_store, a_clock):
    return LabelCorrections(
        store=a_store, clock=a_clock, names=load_labels().names, officers=lambda: frozenset({"Chloe"})
    )


def stored(store, *labels, **changes):
    new = mention(**changes)
    with store.write() as tx:
        tx.add_mention(new, handle=b"", withheld="", tokens=())
        if labels:
            tx.keep_triage(new.id, triage(*labels), 3)
    return new.id


def judged(store):
    with store.read() as tx:
        return tx.judged(NOW, SOON)


def test_labelled_public_posts_of_the_time_are_read_and_no_others(a_store):
    stored(a_store, "complaint", "question")
    stored(a_store)
    stored(a_store, "praise", kind=PostKind.MESSAGE)
    stored(a_store, "praise", posted_at=SOON)

    [post] = judged(a_store)

    assert (post.labels, post.language, post.confidence, post.level) == (("complaint", "question"), "en", 0.9, "")
    assert (post.corrected, post.classifier) == (False, "rules@1")


@pytest.mark.parametrize("level", ["review", "assert"])
def test_how_sure_triage_was_of_a_request_is_read_as_it_was_kept_also_where_a_person_took_the_label_away(
    a_store, acts, level
):
    marked = replace(triage("access_request"), evidence=(level_mark("words", asserted=level == "assert"),))
    new = mention()
    with a_store.write() as tx:
        tx.add_mention(new, handle=b"", withheld="", tokens=())
        tx.keep_triage(new.id, marked, 3)
    acts.correct(CHLOE, new.id, ["question"])

    [post] = judged(a_store)

    assert (post.level, post.corrected) == (level, True)


def test_what_triage_failed_at_what_is_withheld_and_what_waits_anew_is_not_counted(a_store):
    failed, withheld, edited, fine = (
        stored(a_store, *labels) for labels in ((), ("praise",), ("praise",), ("praise",))
    )
    with a_store.write() as tx:
        tx.keep_triage(failed, triage("none", classifier="failed:KeyError"), 0)
        tx.add_mention(mention(id=withheld), handle=b"", withheld="language:de", tokens=())
        tx.add_mention(mention(id=edited), handle=b"", withheld="", tokens=())

    assert len(judged(a_store)) == 1
    with a_store.read() as tx:
        assert tx.unflagged(NOW - timedelta(days=1), SOON) == [fine]


def test_of_a_corrected_post_the_machines_labels_are_read_until_it_is_set_back(a_store, acts):
    post = stored(a_store, "complaint")
    acts.correct(CHLOE, post, ["question"])
    acts.correct(CHLOE, post, ["praise"])
    [corrected] = judged(a_store)

    acts.correct(CHLOE, post, ["complaint"])
    [agreed] = judged(a_store)

    assert (corrected.labels, corrected.corrected) == (("complaint",), True)
    assert (agreed.labels, agreed.corrected) == (("complaint",), False)


def test_undone_corrections_count_for_nothing(a_store, acts):
    post = stored(a_store, "complaint")
    acts.correct(CHLOE, post, ["question"])
    acts.undo(CHLOE, post)

    [found] = judged(a_store)

    assert (found.labels, found.corrected) == (("complaint",), False)


def test_sampled_weeks_count_answers_and_misses_the_newest_first(a_store):
    posts = [stored(a_store, "none") for _ in range(4)]
    with a_store.write() as tx:
        tx.keep_drawn("2026-W42", posts[:1], 9)
        tx.keep_drawn("2026-W43", posts[1:], 70)
        tx.keep_drawn("2026-W44", [], 0)
        tx.answer_drawn(posts[1], "Chloe", answer=True)
        tx.answer_drawn(posts[2], "Chloe", answer=False)

    with a_store.read() as tx:
        everything, until, newest = (
            tx.sampled_weeks("2026-W44", 9),
            tx.sampled_weeks("2026-W43", 9),
            tx.sampled_weeks("2026-W44", 2),
        )

    assert everything == [
        SampledWeek(week="2026-W44", unflagged=0, answered=0, missed=0),
        SampledWeek(week="2026-W43", unflagged=70, answered=2, missed=1),
        SampledWeek(week="2026-W42", unflagged=9, answered=0, missed=0),
    ]
    assert until == everything[1:]
    assert newest == everything[:2]

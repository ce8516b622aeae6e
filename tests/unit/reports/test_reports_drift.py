"""How triage fares: shares that moved by more than chance, the gap between languages, and what samples say."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from speaking import MONDAY

from smbot.core.messages import say
from smbot.core.shares import Share
from smbot.reports.drift import BAND, LEAST_EXPECTED, Missed, chance_of, make_health
from smbot.reports.drift_words import health_findings
from smbot.reports.model import SPOKEN
from smbot.reports.period import week_of
from smbot.reports.ports import Judged, SampledWeek

WEEK = week_of((MONDAY + timedelta(days=6)).date(), MONDAY + timedelta(days=30), MONDAY.tzinfo)
BEFORE = MONDAY - timedelta(days=10)


def judged(*labels, at=MONDAY, **changes):
    fields = {
        "posted_at": at,
        "language": "en",
        "labels": labels or ("none",),
        "confidence": 0.8,
        "level": "",
        "corrected": False,
        "classifier": "rules@1",
    }
    return Judged(**(fields | changes))


def posts(complaints, others, **changes):
    return [judged("complaint", **changes)] * complaints + [judged(**changes)] * others


def health(found, sampled=()):
    return make_health(found, sampled, WEEK)


def sampled(week, unflagged, answered, missed):
    return SampledWeek(week=week, unflagged=unflagged, answered=answered, missed=missed)


def told(found):
    return [say(sentence, "en") for sentence in health_findings(found)]


def test_a_share_that_moved_by_more_than_chance_is_told_with_its_counts_and_the_test():
    found = health([*posts(40, 60), *posts(60, 340, at=BEFORE)])

    complaint = next(move for move in found.labels if move.key == "complaint")
    assert (complaint.now.value, complaint.before.value) == (0.4, 0.15)
    assert {move.key for move in found.moved} == {"complaint", "none"}
    [sentence] = [line for line in told(found) if line.startswith("complaint")]
    assert "complaint: 40 of 100 posts, in the four weeks before 60 of 400." in sentence
    assert "two-proportion z-test" in sentence


def test_a_share_that_moved_as_chance_moves_it_is_not_told():
    found = health([*posts(18, 82), *posts(60, 340, at=BEFORE)])

    assert found.moved == ()


def test_few_posts_prove_nothing():
    found = health([*posts(4, 0), *posts(0, 10, at=BEFORE)])

    assert found.moved == ()
    assert all(move.chance is None for move in found.labels)


def test_the_test_gives_what_the_literature_gives():
    # By hand: pooled 42/400 = 0.105, spread sqrt(0.105 * 0.895 * 2/200) = 0.03066, z = 0.09/0.03066 = 2.936.
    assert chance_of(Share(hits=30, of=200), Share(hits=12, of=200)) == pytest.approx(0.00333, abs=1e-4)
    assert chance_of(Share(hits=50, of=100), Share(hits=50, of=100)) == 1.0


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_chance_is_a_probability_whichever_time_comes_first_and_unknown_for_few(first, second, one, other):
    a, b = Share(hits=min(first, second), of=max(first, second)), Share(hits=min(one, other), of=max(one, other))

    chance = chance_of(a, b)

    assert chance == chance_of(b, a)
    if chance is not None:
        assert 0 <= chance <= 1
        assert a.hits + b.hits >= LEAST_EXPECTED


def test_a_post_counts_under_each_of_its_labels_and_only_in_its_time():
    found = health([
        judged("complaint", "question"),
        judged("question", at=WEEK.end),
        judged("question", at=WEEK.baseline_start - timedelta(seconds=1)),
        judged("praise", at=BEFORE),
    ])  # fmt: skip

    counts = {move.key: (move.now.hits, move.before.hits) for move in found.labels if move.now.hits or move.before.hits}
    assert counts == {"complaint": (1, 0), "question": (1, 0), "praise": (0, 1)}
    assert (found.posts, found.posts_before) == (1, 1)


def test_the_review_band_holds_requests_that_triage_did_not_assert_and_no_post_of_which_that_is_gone():
    found = health([
        judged("access_request", level="review"),
        judged("access_request", level="assert"),
        judged("access_request", level=""),
        judged(),
    ])  # fmt: skip

    assert found.band.key == BAND
    assert (found.band.now.hits, found.band.now.of) == (1, 3)


def test_the_gap_is_english_less_french_in_shares_and_confidence():
    found = health([
        *posts(3, 1, confidence=0.9),
        *posts(1, 3, language="fr", confidence=0.6),
        judged("complaint", language="mixed", confidence=None),
    ])  # fmt: skip

    gap = next(gap for gap in found.gaps if gap.key == "complaint")
    assert gap.value == 0.5
    assert found.confidence_gap == pytest.approx(0.3)
    assert found.confidence["all"].now == pytest.approx(0.75)


def test_a_language_without_posts_has_no_gap():
    found = health(posts(3, 1))

    assert {gap.value for gap in found.gaps} == {None}
    assert found.confidence_gap is None
    assert set(found.confidence) == {"all", *SPOKEN}


def test_disagreement_is_told():
    found = health([judged(corrected=True), judged()])

    assert found.corrected.now.value == 0.5
    assert "People gave other labels to 1 of 2 posts." in told(found)


@pytest.mark.parametrize("at", [MONDAY, BEFORE])
def test_a_change_of_versions_is_told_within_the_week_and_between_it_and_the_weeks_before(at):
    found = health([judged(), judged(classifier="rules@2", at=at)])

    assert told(found)[0].startswith("Rules or model changed")
    assert not any(line.startswith("Rules or model changed") for line in told(health([judged(), judged(at=BEFORE)])))


def test_a_share_that_moved_under_a_new_version_is_laid_to_the_version_and_not_to_people():
    found = health([*posts(40, 60, classifier="rules@2"), *posts(60, 340, at=BEFORE)])

    [sentence] = [line for line in told(found) if line.startswith("complaint")]
    assert sentence.endswith("look whether the new rules or model are why.")
    assert "people write" not in sentence


def test_the_review_band_the_confidence_and_the_widest_gap_between_the_languages_are_told():
    found = health([
        judged("access_request", level="review", confidence=0.5),
        *posts(3, 0, confidence=0.9),
        *posts(0, 4, language="fr", confidence=0.6),
        judged(at=BEFORE),
    ])  # fmt: skip

    sentences = told(found)
    assert any(line.startswith("Possible access requests to look at") and "1 of 8 posts" in line for line in sentences)
    assert (
        "Mean confidence in the first label, of 100: 70, in the four weeks before 80; in English 80, in French 60."
        in sentences
    )
    assert (
        "Widest gap between the languages: nothing in particular, 0 of 4 posts in English, 4 of 4 in French."
        in sentences
    )


def test_what_is_missed_is_estimated_with_its_interval_from_answered_samples():
    weeks = [sampled("2026-W44", 500, 20, 1), sampled("2026-W43", 500, 20, 0), sampled("2026-W42", 900, 0, 0)]

    missed = health([judged()], weeks).missed

    assert (len(missed.weeks), missed.unflagged, missed.found) == (2, 1000, Share(hits=1, of=40))
    # Wilson for 1 of 20: 0.0089 to 0.2361, for 0 of 20: 0 to 0.1611; sqrt((500*0.0411)² + 0²) = 20.6 below 25,
    # sqrt((500*0.1861)² + (500*0.1611)²) = 123.1 above.
    assert missed.estimated == (25, 4, 149)
    assert missed.share == (0.025, 0.004, 0.149)


def test_a_week_counts_by_the_posts_that_it_was_drawn_from_and_not_by_those_drawn():
    busy, quiet = sampled("2026-W44", 10_000, 20, 2), sampled("2026-W43", 100, 20, 0)

    about, low, high = Missed(weeks=(busy, quiet)).estimated

    assert about == 1000  # a share of 2 in 40 pooled would say 505
    assert low < 1000 < high


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 30), st.integers(0, 30)), min_size=1, max_size=6))
def test_an_estimate_lies_within_its_bounds_and_these_among_what_can_be(drawn):
    weeks = tuple(
        sampled(f"w{at}", answered + others, answered, min(missed, answered))
        for at, (others, answered, missed) in enumerate(drawn)
    )

    missed = Missed(weeks=weeks)

    about, low, high = missed.estimated
    assert missed.found.hits <= low <= about <= high <= missed.unflagged - (missed.found.of - missed.found.hits)


def test_of_one_week_the_bounds_are_wilsons():
    about, low, high = Missed(weeks=(sampled("w", 100_000, 50, 5),)).estimated

    least, most = Share(hits=5, of=50).interval
    assert (about, low, high) == (10_000, pytest.approx(1e5 * least, abs=1), pytest.approx(1e5 * most, abs=1))


def test_no_answers_are_told_as_not_knowing_and_none_missed_still_has_an_upper_bound():
    unknown, none = health([judged()]), Missed(weeks=(sampled("w", 100, 20, 0),))

    assert any("is not known" in line for line in told(unknown))
    assert none.estimated == (0, 0, 17)

"""The exposure clock: how long posts showed somebody's personal information, and how many still do."""

from dataclasses import replace
from datetime import timedelta

from fakes import NOW, redacted, stored_mention

from smbot.core.post_kinds import PostKind
from smbot.core.states import MentionState
from smbot.reports.digest import exposure_told
from smbot.reports.exposure import Exposed, Exposure, exposure


def after(minutes):
    return Exposed(posted_at=NOW, hidden_at=None if minutes is None else NOW + timedelta(minutes=minutes))


def test_the_clock_tells_median_ninetieth_percentile_and_what_is_still_seen():
    found = exposure((after(minutes) for minutes in [10, 1, 2, 3, 4, 5, 6, 7, 8, 9, None]), NOW)

    assert (found.hidden, found.still) == (10, 1)
    assert (found.median, found.ninetieth) == (timedelta(minutes=5.5), timedelta(minutes=9))


def test_without_hidden_posts_there_is_no_time():
    assert exposure([], NOW) == Exposure(hidden=0, still=0)
    found = exposure([after(None)], NOW)

    assert (found.hidden, found.still, found.median, found.ninetieth) == (0, 1, None, None)


def test_the_clock_of_what_others_still_see_runs_on():
    posted = [replace(after(None), posted_at=NOW - timedelta(hours=hours)) for hours in (1, 2, 30)]

    found = exposure([*posted, after(4)], NOW)

    assert (found.still, found.still_median, found.still_longest) == (3, timedelta(hours=2), timedelta(hours=30))


def test_a_clock_of_the_platform_that_is_ahead_of_ours_makes_no_negative_time():
    assert exposure([after(-3)], NOW).median == timedelta(0)


def test_the_report_says_it_in_sentences():
    told = [str(sentence) for sentence in exposure_told(exposure([after(4), after(None)], NOW + timedelta(hours=3)))]

    assert told == [
        "Hidden: 1. Half of them within 4 minutes, nine of ten within 4 minutes of being posted.",
        "Still seen by others: 1. Half of them for 3\u00a0h or longer since they were posted, one for 3\u00a0h.",
    ]


def test_public_posts_with_more_than_names_count_from_post_to_hidden(a_store, a_clock):
    hidden = stored_mention(a_store, kind=PostKind.COMMENT)
    stored_mention(a_store, kind=PostKind.COMMENT)
    stored_mention(a_store, kind=PostKind.MESSAGE)
    stored_mention(a_store, text=redacted("nothing personal"))
    a_clock.advance(minutes=12)
    with a_store.write() as tx:
        assert tx.mark_hidden(hidden, hidden=True)

    with a_store.read() as tx:
        found = exposure(tx.exposed(NOW, NOW + timedelta(days=1)), NOW)

    assert (found.hidden, found.still, found.median) == (1, 1, timedelta(minutes=12))


def test_a_post_that_is_shown_again_exposes_again(a_store, a_clock):
    one = stored_mention(a_store, kind=PostKind.COMMENT)
    with a_store.write() as tx:
        tx.mark_hidden(one, hidden=True)
        tx.mark_hidden(one, hidden=False)

    with a_store.read() as tx:
        found = exposure(tx.exposed(NOW, NOW + timedelta(days=1)), NOW)

    assert (found.hidden, found.still) == (0, 1)


def test_what_exposes_somebody_waits_until_it_is_hidden_gone_or_closed(a_store):
    seen, hidden, gone, closed = (stored_mention(a_store, kind=PostKind.COMMENT) for _ in range(4))
    with a_store.write() as tx:
        from smbot.storage.tables import MentionRow

        tx.mark_hidden(hidden, hidden=True)
        tx.purge(gone)
        tx.session.get(MentionRow, closed).state = MentionState.NO_REPLY

    with a_store.read() as tx:
        assert [each.mention for each in tx.unhidden()] == [seen]

"""Sweeps: one question about many posts, and what is gone is purged here too."""

from datetime import timedelta

import pytest
from fakes import redacted, stored_mention
from nacl.public import PrivateKey

from smbot.core.errors import Refused, Unavailable
from smbot.core.handle import PlatformHandle
from smbot.core.parts import PartKind, RedactedPart
from smbot.core.states import MentionState
from smbot.send import sweep as sweeping
from smbot.send.sweep import Sweeping, sweep
from smbot.vault.digest import Digester
from smbot.vault.handles import HandleOpener, Handles, HandleSealer

KEY = PrivateKey.generate()
HANDLES = Handles(HandleOpener(KEY), HandleSealer(KEY.public_key), Digester(b"d" * 32))


class FakeCompliance:
    """Answers each job at its second question."""

    def __init__(self, *gone, errors=()):
        self.gone_ids = frozenset(gone)
        self.errors = list(errors)
        self.asked = []
        self.ready = False

    def ask(self, posts):
        self.asked.append({post.post_id for post in posts})
        self.ready = False
        return f"job-{len(self.asked)}"

    def gone(self, job):
        if self.errors:
            raise self.errors.pop(0)
        if not self.ready:
            self.ready = True
            return None
        return self.gone_ids


@pytest.fixture
def work(a_store, a_key_store, a_clock):
    return Sweeping(store=a_store, keys=a_key_store, handles=HANDLES, clock=a_clock)


def a_part(text, post):
    return RedactedPart(kind=PartKind.QUOTED, text=redacted(text), post=post)


def a_post(store, number, quoted_id="", **changes):
    one = stored_mention(store, handle=b"", **changes)
    handle = PlatformHandle(post_id=f"p{number}", first_id=f"f{number}", author_id="", quoted_id=quoted_id)
    sealed = HANDLES.seal(handle, one)
    from smbot.storage.tables import MentionRow

    with store.write() as tx:
        tx.session.get(MentionRow, one).handle = sealed
    return one


def text_of(store, one):
    with store.read() as tx:
        return tx.item(one).text


def test_posts_that_are_gone_are_purged_and_the_others_stay(a_store, a_key_store, work):
    here, gone, edited = (a_post(a_store, number) for number in (1, 2, 3))
    a_key_store.put({gone: b"key", here: b"key"})
    platform = FakeCompliance("p2", "f3")

    purged = [sweep("x", platform, work) for _ in range(4)]

    assert (purged, platform.asked) == ([0, 0, 2, 0], [{"p1", "p2", "p3"}])
    assert text_of(a_store, here) is not None
    assert text_of(a_store, gone) is text_of(a_store, edited) is None
    assert (a_key_store.get(gone), a_key_store.get(here)) == (None, b"key")
    with a_store.read() as tx:
        assert tx.item(gone).state == MentionState.NO_REPLY
        assert [r.subject for r in tx.audit_records() if r.act == "mention.deleted"].count(gone) == 1


def test_the_next_sweep_comes_after_its_time_and_asks_for_what_is_left(a_store, a_clock, work):
    a_post(a_store, 1)
    a_post(a_store, 2)
    platform = FakeCompliance("p2")
    for _ in range(5):
        sweep("x", platform, work)
    a_clock.advance(seconds=sweeping.EVERY.total_seconds())

    sweep("x", platform, work)

    assert platform.asked == [{"p1", "p2"}, {"p1"}]


def test_many_posts_are_asked_about_in_several_jobs(a_store, work, monkeypatch):
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    for number in range(5):
        a_post(a_store, number)
    platform = FakeCompliance("p0", "p1", "p2", "p3", "p4")

    purged = sum(sweep("x", platform, work) for _ in range(12))

    assert purged == 5
    assert set.union(*platform.asked) == {f"p{number}" for number in range(5)}
    assert all(len(asked) <= 2 for asked in platform.asked)


def test_a_job_that_the_platform_forgot_is_asked_anew(a_store, work):
    a_post(a_store, 1)
    platform = FakeCompliance("p1", errors=[Refused("404")])

    purged = [sweep("x", platform, work) for _ in range(5)]

    assert (len(platform.asked), sum(purged)) == (2, 1)


def test_a_failure_changes_nothing_and_is_tried_again(a_store, work):
    a_post(a_store, 1)
    platform = FakeCompliance("p1", errors=[Unavailable("down"), Unavailable("down")])

    purged = [sweep("x", platform, work) for _ in range(5)]

    assert (len(platform.asked), sum(purged)) == (1, 1)


def test_a_damaged_handle_is_passed_over(a_store, work):
    a_post(a_store, 1)
    stored_mention(a_store, handle=b"damaged")
    platform = FakeCompliance()

    sweep("x", platform, work)

    assert platform.asked == [{"p1"}]


def test_other_platforms_posts_are_not_asked_about(a_store, work):
    a_post(a_store, 1, platform="facebook")
    platform = FakeCompliance()

    sweep("x", platform, work)

    assert platform.asked == []


def test_nothing_held_asks_nothing_and_rests(a_store, a_clock, work):
    platform = FakeCompliance()

    sweep("x", platform, work)
    a_post(a_store, 1)
    a_clock.advance(seconds=timedelta(hours=1).total_seconds())
    sweep("x", platform, work)

    assert platform.asked == []


def test_a_quoted_post_is_asked_about_and_its_words_go_when_it_is_gone(a_store, work):
    theirs, kept = (HANDLES.name("x", PlatformHandle(post_id=q, first_id=q, author_id="")) for q in ("q1", "q2"))
    one = a_post(a_store, 1, quoted_id="q1", parts=(a_part("theirs", theirs), a_part("ours", "")))
    other = a_post(a_store, 2, quoted_id="q2", parts=(a_part("theirs too", kept),))
    platform = FakeCompliance("q1")

    for _ in range(4):
        sweep("x", platform, work)

    assert platform.asked == [{"p1", "p2", "q1", "q2"}]
    with a_store.read() as tx:
        assert [part.text.text for part in tx.item(one).parts] == ["ours"]
        assert [part.text.text for part in tx.item(other).parts] == ["theirs too"]
        assert [r.subject for r in tx.audit_records() if r.act == "mention.quote-deleted"] == [one]


def test_a_mention_that_is_gone_takes_its_words_out_of_those_that_quote_it(a_store, work):
    gone = a_post(a_store, 1)
    digest = HANDLES.name("x", PlatformHandle(post_id="p1", first_id="f1", author_id=""))
    quoting = a_post(a_store, 2, parts=(a_part("theirs", digest),))

    platform = FakeCompliance("p1")
    for _ in range(4):
        sweep("x", platform, work)

    assert text_of(a_store, gone) is None
    with a_store.read() as tx:
        assert tx.item(quoting).parts == ()

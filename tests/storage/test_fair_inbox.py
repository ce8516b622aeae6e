"""What waits goes in turns: no author's flood delays another's post by more than one of its own for each of theirs."""

import pytest
from fakes import NOW

from smbot.core.accounts import SealedPost
from smbot.core.ids import new_mention_id


def write(store, author, *, account="x", attempts=0):
    one = new_mention_id()
    post = SealedPost(
        mention=one, account=account, digest=f"d-{one}", version="v", as_of=NOW, inbox=b"i", vault=b"v", author=author
    )
    with store.write() as tx:
        tx.add_waiting(post)
        for _ in range(attempts):
            tx.note_attempt([one])
    return one


def take(store, limit=1):
    with store.write() as tx:
        posts = tx.waiting(limit)
        for post in posts:
            tx.take_out(post)
    return [post.mention for post in posts]


def test_who_writes_once_waits_for_one_post_of_who_floods(a_store, a_clock):
    flood = [write(a_store, "loud") for _ in range(40)]
    a_clock.advance(minutes=1)
    quiet = [write(a_store, f"quiet-{number}") for number in range(3)]

    first = take(a_store, limit=4)

    assert first[0] in flood
    assert set(first[1:]) == set(quiet)


@pytest.mark.parametrize("others", [1, 5])
def test_a_flood_at_most_doubles_how_long_others_wait(a_store, others):
    for _ in range(60):
        write(a_store, "loud")
    theirs = [write(a_store, f"quiet-{number % others}") for number in range(10)]

    order = [one for _ in range(30) for one in take(a_store)]

    places = sorted(order.index(one) + 1 for one in theirs)
    assert all(place <= 2 * alone for alone, place in enumerate(places, start=1))


def test_who_comes_back_later_is_not_charged_for_what_was_done(a_store):
    for _ in range(5):
        write(a_store, "early")
        take(a_store)
    write(a_store, "loud")
    write(a_store, "loud")

    back = write(a_store, "early")

    assert back in take(a_store, limit=2)


def test_of_posts_that_were_tried_one_at_most_goes_along_and_as_the_last(a_store):
    tried = [write(a_store, f"t-{number}", attempts=1) for number in range(3)]
    fresh = [write(a_store, f"f-{number}") for number in range(10)]

    with a_store.read() as tx:
        found = [post.mention for post in tx.waiting(5)]

    assert len(found) == 5
    assert set(found[:4]) <= set(fresh)
    assert found[4] in tried

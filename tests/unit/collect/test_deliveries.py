"""Deliveries of webhooks: sealed until they are read, read once, and never in the way of each other."""

import pytest
from fakes import raw_post
from nacl.public import PrivateKey

from smbot.collect.deliveries import work_off
from smbot.collect.keep import Collecting
from smbot.collect.ports import Page
from smbot.core.accounts import MOST_ATTEMPTS
from smbot.core.errors import SealError, Unavailable
from smbot.core.failpoints import FailpointError
from smbot.vault.digest import Digester
from smbot.vault.handles import CursorBox
from smbot.vault.nacl import DeliveryOpener, DeliverySealer, PostSealer
from smbot.vault.sealing import CollectorSealing

OFFICERS, WORKERS = PrivateKey.generate(), PrivateKey.generate()
DIGESTER = Digester(b"d" * 32)
OPENER = DeliveryOpener(WORKERS)


class FakeReader:
    """Reads a number as a post; raises for what is none."""

    def read(self, body):
        if not body.isdigit():
            raise Unavailable("shape")
        return Page(posts=(raw_post(int(body)),), cursor="")


@pytest.fixture
def work(a_store, a_key_store, a_clock):
    sealing = CollectorSealing(PostSealer(OFFICERS.public_key, WORKERS.public_key), DIGESTER, CursorBox(b"c" * 32))
    return Collecting(store=a_store, keys=a_key_store, sealing=sealing, clock=a_clock)


def deliver(store, body, platform="x"):
    digest = DIGESTER.delivery(platform, body)
    with store.write() as tx:
        return tx.add_delivery(digest, platform, DeliverySealer(WORKERS.public_key).seal(body, digest))


def counts(store):
    with store.read() as tx:
        return len(tx.waiting(99)), tx.count_deliveries(set_aside=False), tx.count_deliveries(set_aside=True)


def test_a_delivery_becomes_posts_in_the_inbox_and_is_let_go(a_store, work):
    deliver(a_store, b"1")
    deliver(a_store, b"2")

    done = work_off({"x": FakeReader()}, OPENER, work, a_store)

    assert (done.new, counts(a_store)) == (2, (2, 0, 0))


def test_the_same_bytes_again_are_known_even_when_the_first_were_read(a_store, work):
    first = deliver(a_store, b"1")
    work_off({"x": FakeReader()}, OPENER, work, a_store)

    assert (first, deliver(a_store, b"1"), deliver(a_store, b"1", platform="y")) == (True, False, True)


def test_one_that_cannot_be_read_is_set_aside_sealed_and_told_once(a_store, work):
    deliver(a_store, b"canary")
    deliver(a_store, b"2")

    for _ in range(MOST_ATTEMPTS + 2):
        work_off({"x": FakeReader()}, OPENER, work, a_store)

    assert counts(a_store) == (1, 0, 1)
    with a_store.read() as tx:
        told = [r.body for r in tx.audit_records() if r.act == "delivery.refused"]
    assert len(told) == 1
    assert b"Unavailable" in told[0]
    assert b"canary" not in told[0]


def test_one_of_a_platform_that_is_switched_off_waits(a_store, work):
    deliver(a_store, b"1", platform="y")

    work_off({"x": FakeReader()}, OPENER, work, a_store)

    assert counts(a_store) == (0, 1, 0)


@pytest.mark.parametrize("place", ["collect.keys-kept", "collect.posts-kept", "collect.before-commit"])
def test_a_crash_in_the_middle_repeats_the_delivery_and_loses_nothing(a_store, work, monkeypatch, place):
    deliver(a_store, b"1")
    monkeypatch.setenv("SMBOT_FAILPOINT", f"{place}=raise")
    with pytest.raises(FailpointError):
        work_off({"x": FakeReader()}, OPENER, work, a_store)
    monkeypatch.delenv("SMBOT_FAILPOINT")

    work_off({"x": FakeReader()}, OPENER, work, a_store)

    assert counts(a_store) == (1, 0, 0)


def test_a_delivery_opens_in_its_own_row_alone():
    sealed = DeliverySealer(WORKERS.public_key).seal(b"body", "d1")

    assert OPENER.open(sealed, "d1") == b"body"
    for other in (lambda: OPENER.open(sealed, "d2"), lambda: DeliveryOpener(OFFICERS).open(sealed, "d1")):
        with pytest.raises(SealError):
            other()


def test_digests_of_deliveries_are_forgotten_after_a_while(a_store, a_clock, work):
    deliver(a_store, b"1")
    deliver(a_store, b"canary")
    work_off({"x": FakeReader()}, OPENER, work, a_store)
    a_clock.advance(days=100)

    with a_store.write() as tx:
        assert tx.forget_deliveries(a_clock.now()) == 1
    assert counts(a_store)[1:] == (1, 0)  # what waits to be tried again stays


def test_who_waits_beside_one_that_kills_its_worker_is_not_blamed_for_it(a_store, a_clock, work, monkeypatch):
    deliver(a_store, b"1")
    a_clock.advance(seconds=1)
    deliver(a_store, b"2")
    monkeypatch.setenv("SMBOT_FAILPOINT", "delivery.read=raise")
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(FailpointError):
            work_off({"x": FakeReader()}, OPENER, work, a_store)
    monkeypatch.delenv("SMBOT_FAILPOINT")

    done = work_off({"x": FakeReader()}, OPENER, work, a_store)

    assert (done.new, counts(a_store)) == (1, (1, 0, 1))

"""Threat 5: the same delivery, however often and however many at once, is one delivery and one post."""

from concurrent.futures import ThreadPoolExecutor

from fakes import raw_post
from nacl.public import PrivateKey

from smbot.collect.deliveries import work_off
from smbot.collect.ports import Page
from smbot.vault.nacl import DeliveryOpener, DeliverySealer

TIMES = 200
AT_ONCE = 4


class FakeReader:
    def read(self, body):
        return Page(posts=(raw_post(int(body)),), cursor="")


def test_a_delivery_repeated_by_many_at_once_is_kept_once(an_installation):
    keys = PrivateKey.generate()
    digest = an_installation.digester.delivery("x", b"7")
    sealer = DeliverySealer(keys.public_key)

    def deliver(_number):
        with an_installation.store.write() as tx:
            return tx.add_delivery(digest, "x", sealer.seal(b"7", digest))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        new = list(threads.map(deliver, range(TIMES)))
    done = work_off({"x": FakeReader()}, DeliveryOpener(keys), an_installation.collecting(), an_installation.store)
    again = deliver(0)

    with an_installation.store.read() as tx:
        waiting = tx.count_waiting()
    assert (sum(map(bool, new)), bool(again)) == (1, False)
    assert (done.new, waiting) == (1, 1)


def test_a_post_that_comes_by_delivery_and_by_reading_is_one(an_installation):
    keys = PrivateKey.generate()
    for body in (b"7", b"07", b"007"):  # three deliveries that tell of one post
        digest = an_installation.digester.delivery("x", body)
        with an_installation.store.write() as tx:
            tx.add_delivery(digest, "x", DeliverySealer(keys.public_key).seal(body, digest))

    work_off({"x": FakeReader()}, DeliveryOpener(keys), an_installation.collecting(), an_installation.store)

    with an_installation.store.read() as tx:
        assert tx.count_waiting() == 1

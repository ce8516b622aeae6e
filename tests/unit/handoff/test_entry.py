"""The door: one answer to every failure, one derivation an attempt, and limits that spare the honest."""

import random
from datetime import timedelta

import pytest
from unit.handoff.conftest import ALICE, CASE, HOME, PASSPHRASE, PAUL, Zone

from smbot.handoff.box import PrivateText
from smbot.handoff.codes import new_code
from smbot.handoff.entry import Begun, Refusal

WRONG = PrivateText("another one entirely")
RIGHT = PrivateText(PASSPHRASE)
AWAY = "198.51.100.9"


def unknown_code(seed=5):
    return new_code(random.Random(seed).randrange)  # noqa: S311 - the same each time


def test_the_first_visitor_sets_the_passphrase_and_comes_back_with_it(zone):
    code = zone.desk.make_code(CASE, ALICE).code

    begun = zone.entry.claim(code, RIGHT, HOME)
    again = zone.entry.enter(code.lower(), RIGHT, AWAY)

    assert isinstance(begun, Begun)
    assert zone.entry.visiting(begun.secret).case == CASE
    assert zone.entry.visiting(again.secret).code == code
    assert sum("code.claimed" in act for act in zone.acts()) == 1


def test_unknown_claimed_run_out_and_wrong_have_one_answer_and_cost_one_derivation_each(zone):
    claimed, _ = zone.claimed()
    fresh = zone.desk.make_code(CASE, ALICE).code
    revoked = zone.desk.make_code(CASE, ALICE).code
    zone.desk.revoke_code(revoked, ALICE)
    run_out = zone.desk.make_code(CASE, ALICE, days=1).code
    zone.clock.advance(days=2)
    before = zone.deriver.made

    attempts = [
        zone.entry.enter(unknown_code(), WRONG, "198.51.100.1"),
        zone.entry.enter(claimed, WRONG, "198.51.100.2"),
        zone.entry.enter(fresh, WRONG, "198.51.100.3"),
        zone.entry.enter(revoked, WRONG, "198.51.100.4"),
        zone.entry.claim(unknown_code(), WRONG, "198.51.100.5"),
        zone.entry.claim(claimed, WRONG, "198.51.100.6"),
        zone.entry.claim(revoked, WRONG, "198.51.100.7"),
        zone.entry.claim(run_out, WRONG, "198.51.100.8"),
    ]

    assert set(attempts) == {Refusal.NOT_RIGHT}
    assert zone.deriver.made - before == len(attempts)


def test_only_who_knows_the_passphrase_learns_that_the_code_is_over(zone):
    code, _ = zone.claimed()
    zone.clock.advance(days=61)

    assert zone.entry.enter(code, WRONG, HOME) == Refusal.NOT_RIGHT
    assert zone.entry.enter(code, RIGHT, HOME) == Refusal.OVER
    zone.desk.renew_code(code, ALICE)
    assert isinstance(zone.entry.enter(code, RIGHT, HOME), Begun)


def test_a_mistyped_code_costs_nothing(zone):
    assert zone.entry.enter("YM3-80X-46Y", WRONG, HOME) == Refusal.NOT_RIGHT
    assert zone.deriver.made == 0


def test_guessing_one_code_ends_and_who_was_there_before_still_enters(zone):
    code, _ = zone.claimed()
    for number in range(40):
        zone.entry.enter(code, WRONG, f"198.51.100.{number}")
    tried = zone.deriver.made

    assert tried < 15
    assert zone.entry.enter(code, RIGHT, "192.0.2.77") == Refusal.NOT_RIGHT, "a stranger's network waits"
    assert isinstance(zone.entry.enter(code, RIGHT, HOME), Begun)


def test_an_address_is_limited_whatever_codes_it_tries_and_recovers(zone):
    for seed in range(30):
        zone.entry.enter(unknown_code(seed), WRONG, "2001:db8:1:2::" + format(seed, "x"))
    tried = zone.deriver.made
    zone.clock.advance(hours=1)
    zone.entry.enter(unknown_code(99), WRONG, "2001:db8:1:2::1")

    assert tried == 10
    assert zone.deriver.made == 11


def test_counts_outlive_the_process(zone, an_installation, a_clock):
    for seed in range(30):
        zone.entry.enter(unknown_code(seed), WRONG, AWAY)
    fresh = Zone(an_installation, a_clock)

    fresh.entry.enter(unknown_code(77), WRONG, AWAY)

    assert fresh.deriver.made == 0


def test_buckets_are_forgotten_once_they_are_full_again(zone):
    zone.entry.enter(unknown_code(), WRONG, AWAY)
    zone.clock.advance(days=1)
    zone.entry.enter(unknown_code(6), WRONG, HOME)

    with zone.store.read() as tx:
        kept = tx.session.connection().exec_driver_sql("SELECT count(*) FROM entry_bucket").scalar()
    assert kept == 3


@pytest.mark.parametrize(("wait", "lives"), [({"minutes": 29}, True), ({"minutes": 31}, False)])
def test_a_visit_ends_after_a_rest(zone, wait, lives):
    code, _ = zone.claimed()
    begun = zone.entry.enter(code, RIGHT, HOME)

    zone.clock.advance(**wait)

    assert (zone.entry.visiting(begun.secret) is not None) == lives


def test_a_visit_ends_in_any_case_and_when_its_code_is_revoked_or_it_is_left(zone):
    code, _ = zone.claimed()
    kept, left, revoked = (zone.entry.enter(code, RIGHT, HOME) for _ in range(3))
    zone.entry.leave(left.secret)
    for _ in range(6):
        zone.clock.advance(minutes=25)
        alive = zone.entry.visiting(kept.secret)
    assert alive is None
    assert zone.entry.visiting(left.secret) is None
    zone.desk.revoke_code(code, PAUL)
    assert zone.entry.visiting(revoked.secret) is None
    assert zone.entry.visiting(None) is None
    assert zone.entry.visiting("made up") is None


def test_the_table_of_visits_holds_no_secret_and_no_key(zone):
    code, visitor = zone.claimed()
    begun = zone.entry.enter(code, RIGHT, HOME)

    with zone.store.read() as tx:
        rows = tx.session.connection().exec_driver_sql("SELECT * FROM private_visit").all()
    told = repr([tuple(row) for row in rows])
    assert begun.secret not in told
    assert repr(bytes(visitor.key))[2:-1] not in told


def test_a_code_in_use_is_not_claimed_twice(zone):
    code = zone.desk.make_code(CASE, ALICE).code

    first = zone.entry.claim(code, RIGHT, HOME)
    second = zone.entry.claim(code, WRONG, AWAY)

    assert isinstance(first, Begun)
    assert second == Refusal.NOT_RIGHT
    assert isinstance(zone.entry.enter(code, RIGHT, "192.0.2.8"), Begun)


def test_a_renewed_code_holds_from_the_day_of_renewal(zone):
    code, _ = zone.claimed()
    zone.clock.advance(days=59)

    renewed = zone.desk.renew_code(code, ALICE, days=10)

    assert renewed.expires_at == zone.clock.now() + timedelta(days=10)

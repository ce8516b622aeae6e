"""Limits of guessing: a million guesses in virtual time find nothing, and honest visitors are served meanwhile."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.handoff.codes import new_code
from smbot.handoff.limits import RULES, Bucket, Lane, Rule, give_back, lanes, level, take

START = datetime(2026, 3, 4, 15, 30, tzinfo=UTC)
LIVE_CODES = 500
FRESH_CODES = 100


@given(st.lists(st.tuples(st.sampled_from(Lane), st.integers(0, 10_000)), max_size=60))
def test_no_bucket_gives_more_than_it_holds_and_regains(steps):
    buckets, taken, now = {}, dict.fromkeys(Lane, 0), START
    for lane, seconds in steps:
        now += timedelta(seconds=seconds)
        found = take({lane: buckets.get(lane)}, now)
        buckets |= found.buckets
        taken[lane] += found.admitted

    for lane, count in taken.items():
        rule = RULES[lane]
        assert count <= rule.capacity + (now - START) / rule.refill


def test_where_a_bucket_is_short_the_address_alone_pays():
    empty, full = Bucket(level=0.5, at=START), Bucket(level=5, at=START)

    refused = take({Lane.CODE: empty, Lane.ADDRESS: full, Lane.ALL: full}, START)
    admitted = take({Lane.CODE: full, Lane.ADDRESS: full}, START)
    spent = take({Lane.CODE: full, Lane.ADDRESS: empty}, START)

    assert (refused.admitted, refused.buckets) == (False, {Lane.ADDRESS: Bucket(level=4, at=START)})
    assert admitted.admitted
    assert admitted.buckets[Lane.CODE] == Bucket(level=4, at=START)
    assert (spent.admitted, spent.buckets) == (False, {})


def test_a_clock_that_goes_back_gives_nothing():
    rule = Rule(capacity=10, refill=timedelta(seconds=1))

    assert level(Bucket(level=3, at=START), rule, START - timedelta(hours=1)) == 3
    assert level(Bucket(level=3, at=START), rule, START + timedelta(seconds=2)) == 5
    assert level(Bucket(level=3, at=START), rule, START + timedelta(hours=1)) == 10


def test_who_enters_gets_the_token_back():
    bucket = give_back(Bucket(level=9.5, at=START), Lane.ADDRESS, START)

    assert bucket.level == 10


class Door:
    """The door without storage: buckets in a dictionary, one derivation counted for each attempt let through."""

    def __init__(self, codes, fresh):
        self.buckets, self.entered = {}, set()
        self.codes, self.fresh = codes, fresh
        self.derived = 0
        self.found = 0

    def try_(self, code, address, now, *, right=False):
        keys = {
            Lane.RETURNING: (code, address),
            Lane.ADDRESS: address,
            Lane.CODE: ("code", code),
            Lane.ALL_FRESH: Lane.ALL_FRESH,
            Lane.ALL: Lane.ALL,
        }
        wanted = lanes(self.buckets.get(address), now, returning=(code, address) in self.entered)
        taken = take({lane: self.buckets.get(keys[lane]) for lane in wanted}, now)
        self.buckets |= {keys[lane]: bucket for lane, bucket in taken.buckets.items()}
        if not taken.admitted:
            return False
        self.derived += 1
        if right:
            self.entered.add((code, address))
            for lane in (Lane.ADDRESS, Lane.CODE):
                self.buckets[keys[lane]] = give_back(self.buckets.get(keys[lane]), lane, now)
        elif code in self.fresh:
            self.found += 1  # a guess of a code that waits for its first visitor would take it
        return True


def scattered(rng, _codes):
    """Every guess at another code."""
    return new_code(rng.randrange)


def aimed(rng, codes):
    """Guesses at the passphrase of ten codes that stand in public replies."""
    return codes[rng.randrange(10)]


@pytest.mark.parametrize("addresses", [1, 2_000], ids=["one address", "2,000 addresses"])
@pytest.mark.parametrize("guess", [scattered, aimed])
def test_a_million_guesses_find_nothing_and_slow_nobody_else(guess, addresses):
    rng = random.Random(2026)  # noqa: S311 - the same each time
    codes = [new_code(rng.randrange) for _ in range(LIVE_CODES)]
    fresh = [new_code(rng.randrange) for _ in range(FRESH_CODES)]
    door = Door(codes, frozenset(fresh))
    pool = codes + [new_code(rng.randrange) for _ in range(5_000)] if guess is scattered else codes
    now, at_once, waiting, late, visits = START, 0, [], 0, 0
    step = timedelta(seconds=0.02)  # fifty guesses a second, for five hours and a half
    made = [guess(rng, pool) for _ in range(50_000)]

    for number in range(1_000_000):
        now += step
        # The same list of guesses twenty times over: making codes would be most of the work.
        door.try_(made[number % len(made)], f"a{number % addresses}", now)
        if number % 5_000 == 0:
            visits += 2
            code = codes[10 + (number // 5_000) % (LIVE_CODES - 10)]
            for address in (f"new-{number}", f"home-{code}"):
                if door.try_(code, address, now, right=True):
                    at_once += 1
                else:
                    waiting.append((code, address, now))
        if waiting and now - waiting[0][2] >= timedelta(minutes=1):
            code, address, _ = waiting.pop(0)  # the page says: wait a few minutes, and try again
            if door.try_(code, address, now, right=True):
                late += 1
            else:
                waiting.append((code, address, now))

    assert door.found == 0
    assert visits == 400
    assert at_once >= 0.98 * visits
    assert at_once + late == visits
    assert door.derived < 45_000, "what a small server can derive in that time"


def test_under_a_flood_of_ever_new_addresses_who_was_there_before_is_served():
    rng = random.Random(7)  # noqa: S311 - the same each time
    codes = [new_code(rng.randrange) for _ in range(20)]
    door = Door(codes, frozenset())
    for code in codes:
        assert door.try_(code, f"home-{code}", START, right=True)
    now, served, refused = START, 0, 0

    for number in range(100_000):
        now += timedelta(seconds=0.01)
        refused += not door.try_(codes[0], f"a{number}", now)
        if number % 1_000 == 0:
            code = codes[number // 1_000 % len(codes)]
            served += door.try_(code, f"home-{code}", now, right=True)

    assert served == 100
    assert refused > 99_000

"""How often somebody may try to enter: token buckets by code, by address and in all. Pure: time is handed in.

Whoever entered a code before from the same network has a lane of their own, which no stranger's guesses fill.
Everybody else shares one lane while their address has hardly been used, and a slower one after that: an attacker who
tries much crowds out other attackers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A bucket: how many tokens it holds, and how long one takes to come back."""

    capacity: float
    refill: timedelta


@dataclass(frozen=True, kw_only=True)
class Bucket:
    """How full a bucket was, and when."""

    level: float
    at: datetime


class Lane(StrEnum):
    """Which bucket."""

    RETURNING = "returning"
    ADDRESS = "address"
    CODE = "code"
    ALL_FRESH = "all-fresh"
    ALL = "all"


RULES: Mapping[Lane, Rule] = {
    Lane.RETURNING: Rule(capacity=10, refill=timedelta(minutes=1)),
    Lane.ADDRESS: Rule(capacity=10, refill=timedelta(minutes=20)),
    Lane.CODE: Rule(capacity=10, refill=timedelta(minutes=10)),
    # Two attempts a second are what a small server can derive keys for.
    Lane.ALL_FRESH: Rule(capacity=120, refill=timedelta(seconds=0.5)),
    Lane.ALL: Rule(capacity=30, refill=timedelta(seconds=5)),
}
FREE_BY_ADDRESS = 4
"""Attempts after which an address counts as used: people mistype."""
FORGOTTEN_AFTER = max(rule.refill * rule.capacity for rule in RULES.values())
"""After so long every bucket is full again: its row says nothing."""


def level(bucket: Bucket | None, rule: Rule, now: datetime) -> float:
    """Return how many tokens there are now; a bucket that nobody has used yet is full."""
    if bucket is None:
        return rule.capacity
    return min(rule.capacity, bucket.level + max(timedelta(0), now - bucket.at) / rule.refill)


def lanes(address: Bucket | None, now: datetime, *, returning: bool) -> tuple[Lane, ...]:
    """Return which buckets an attempt takes from."""
    if returning:
        return (Lane.RETURNING,)
    rule = RULES[Lane.ADDRESS]
    fresh = level(address, rule, now) > rule.capacity - FREE_BY_ADDRESS
    return (Lane.ADDRESS, Lane.CODE, Lane.ALL_FRESH if fresh else Lane.ALL)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Whether an attempt is let through, and the buckets that it changes."""

    admitted: bool
    buckets: Mapping[Lane, Bucket]


def take(buckets: Mapping[Lane, Bucket | None], now: datetime) -> Taken:
    """Take one token of each bucket. Where one has none nobody is let through, and the address alone pays.

    So whoever floods the door from many addresses uses up all of them at once, and leaves the lane of hardly used
    addresses to others.
    """
    levels = {lane: level(bucket, RULES[lane], now) for lane, bucket in buckets.items()}
    admitted = all(there >= 1 for there in levels.values())
    paying = levels if admitted else {lane: at for lane, at in levels.items() if lane == Lane.ADDRESS and at >= 1}
    return Taken(admitted=admitted, buckets={lane: Bucket(level=at - 1, at=now) for lane, at in paying.items()})


def give_back(bucket: Bucket | None, lane: Lane, now: datetime) -> Bucket:
    """Return a bucket with one token more: who entered did not guess."""
    rule = RULES[lane]
    return Bucket(level=min(rule.capacity, level(bucket, rule, now) + 1), at=now)

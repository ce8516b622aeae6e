"""Percentiles, their intervals and differences, for any values: order, coverage, symmetry."""

import math
from itertools import combinations
from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smbot.core.shares import Share
from smbot.reports.quantiles import Estimate, difference, estimate_of, place_of, quantile, slope

WAITS = st.lists(st.integers(0, 10**7), min_size=1, max_size=300).map(sorted)
PERCENTS = st.integers(1, 99)


@given(WAITS, PERCENTS)
def test_a_percentile_is_a_value_that_was_there_with_enough_at_or_below_it_and_not_one_less(ordered, percent):
    value = quantile(ordered, percent).value

    assert value in ordered
    assert 100 * sum(each <= value for each in ordered) >= percent * len(ordered)
    assert 100 * sum(each < value for each in ordered) < percent * len(ordered)


@given(WAITS)
def test_the_median_is_the_lower_of_two_middles(ordered):
    assert quantile(ordered, 50).value == median_low(ordered)


@given(WAITS, PERCENTS)
def test_an_interval_holds_its_value(ordered, percent):
    found = quantile(ordered, percent)

    assert found.low is None or found.low <= found.value
    assert found.high is None or found.value <= found.high


@pytest.mark.parametrize("percent", [50, 90])
@pytest.mark.parametrize("count", [20, 30, 50, 100, 200, 400])
def test_an_interval_covers_the_true_percentile_nineteen_times_in_twenty(count, percent):
    found, share = quantile(range(1, count + 1), percent), percent / 100
    low = 0 if found.low is None else int(found.low)
    high = count + 1 if found.high is None else int(found.high)

    # The true percentile lies between two ranks as often as so many of the values fall below it.
    covered = sum(math.comb(count, n) * share**n * (1 - share) ** (count - n) for n in range(low, high))

    assert covered >= 0.945


def test_too_few_values_have_no_bounds():
    assert quantile([7], 50) == Estimate(value=7)
    assert quantile([1, 2, 3], 90) == Estimate(value=3, low=1)
    assert quantile([], 50) is None


@given(WAITS, WAITS, PERCENTS)
def test_a_difference_turned_around_has_the_other_sign(one, other, percent):
    first, second = quantile(one, percent), quantile(other, percent)

    there, back = difference(first, second), difference(second, first)

    assert back.value == -there.value
    assert (back.low, back.high) == (
        None if there.high is None else -there.high,
        None if there.low is None else -there.low,
    )
    assert there.tells == back.tells


@given(WAITS, PERCENTS)
def test_a_group_does_not_differ_from_itself(ordered, percent):
    found = quantile(ordered, percent)

    assert not difference(found, found).tells


def test_the_difference_of_two_shares_is_newcombes():
    # R. G. Newcombe 1998, table II, method 10: 56/70 and 48/80 differ by 0.2 (0.0524 to 0.3339).
    found = difference(estimate_of(Share(hits=56, of=70)), estimate_of(Share(hits=48, of=80)))

    assert (round(found.value, 4), round(found.low, 4), round(found.high, 4)) == (0.2, 0.0524, 0.3339)
    assert found.tells


@given(st.integers(-1000, 1000), st.integers(-50, 50), st.integers(2, 400))
def test_a_straight_line_rises_by_its_step(begin, step, count):
    assert slope([begin + step * n for n in range(count)]) == step


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=60))
def test_a_slope_is_that_of_a_pair(values):
    assert slope(values) in {(v - u) / (j - i) for (i, u), (j, v) in combinations(list(enumerate(values)), 2)}


def test_a_day_gone_astray_does_not_bend_the_line():
    assert slope([10, 11, 12, 900, 14, 15, 16]) == 1
    assert slope([5]) == slope([]) == 0.0


@given(st.integers(1, 99), st.integers(1, 10**6))
def test_a_place_is_within_its_values(percent, count):
    assert 0 <= place_of(percent, count) < count

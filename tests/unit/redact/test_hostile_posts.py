"""Posts that nobody would write: none crashes, none takes long, and masks say what they hide."""

import pytest

from tests.benchmarks.redaction_fuzz import LIMIT_S, Fuzzer, Outcome, campaign

SMOKE = 120
CAMPAIGN = 100_000
REFUSED = {"TooLong"}
"""A post that folding makes longer than any that is redacted is held, not shown."""


def test_hostile_posts_are_redacted_or_refused_and_none_fails() -> None:
    outcome = Fuzzer().run(range(SMOKE))

    assert set(outcome.failed) <= REFUSED
    assert outcome.broken == []


@pytest.mark.campaign
def test_a_hundred_thousand_hostile_posts_neither_crash_nor_take_a_second() -> None:
    outcome = Outcome()
    for part in campaign(CAMPAIGN, 0, 2):
        outcome.add(part)

    assert set(outcome.failed) <= REFUSED
    assert outcome.broken == []
    assert outcome.slowest[0][0] <= LIMIT_S

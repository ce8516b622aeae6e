"""Contract suites: inherit one in a test module, fill in its hooks, and an adapter is held to its port."""

import pytest

pytest.register_assert_rewrite(
    "smbot.testing.contracts.capability_suites",
    "smbot.testing.contracts.collector_suite",
    "smbot.testing.contracts.sender_suite",
)

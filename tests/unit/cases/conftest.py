"""Casework on an empty store with a team."""

import pytest

from tests.unit.cases.casing import made_cases


@pytest.fixture
def cases(a_store, a_clock):
    return made_cases(a_store, a_clock)

"""The small directory as a fixture."""

import pytest
from written_offices import directory

from smbot.offices.model import Directory


@pytest.fixture
def a_directory() -> Directory:
    """An office in Toronto, one in Québec, the city's own line, and passports."""
    return directory()

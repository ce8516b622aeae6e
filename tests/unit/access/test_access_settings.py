"""Where the coordinator is reached: what the settings refuse."""

import pytest
from pydantic import ValidationError

from smbot.settings.matters import AccessTable


@pytest.mark.parametrize(
    "address",
    [
        "http://hooks.example.ca/docket",
        "ftp://hooks.example.ca",
        "https://",
        "hooks.example.ca",
        "https://name:word@hooks.example.ca/docket",
    ],
)
def test_a_webhook_that_is_not_safe_is_refused(address):
    with pytest.raises(ValidationError):
        AccessTable(coordinator_webhook=address)


@pytest.mark.parametrize("address", ["", "https://hooks.example.ca/docket", "http://127.0.0.1:8080/docket"])
def test_a_webhook_by_https_or_on_this_machine_is_taken(address):
    assert AccessTable(coordinator_webhook=address).coordinator_webhook == address


@pytest.mark.parametrize("setting", [{"jurisdiction": "XX"}, {"kind": "other"}, {"alarm_days": [-1]}])
def test_what_is_none_of_its_words_is_refused(setting):
    with pytest.raises(ValidationError):
        AccessTable(**setting)

"""Masking without an installation: nobody has published anything, so nothing is spared."""

from smbot.bootstrap import bare
from smbot.settings import load
from smbot.shipped import example_configuration


def test_what_the_example_organisation_publishes_is_spared_in_no_other_text():
    address = next(v for v in load(example_configuration()).settings.organisation.published if ".ca" in v)

    assert bare().scanner.mask(f"write to {address}") == "write to [EMAIL_ADDRESS 1]"

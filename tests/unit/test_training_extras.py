"""Training triage needs two extras: what is missing is named before anything is read."""

import pytest

from smbot.cli.triage_training import encoder_to_train_with
from smbot.core.errors import ConfigurationError


@pytest.mark.parametrize("missing", ["sklearn", "scipy"])
def test_a_missing_extra_is_named(missing):
    with pytest.raises(ConfigurationError) as refused:
        encoder_to_train_with(lambda name: None if name == missing else object())

    assert missing in str(refused.value)
    assert "“train”" in str(refused.value)

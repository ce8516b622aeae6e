"""What reads names: `smbot doctor` says whether it is there, and what its lack costs."""

import pytest

from smbot.bootstrap import Application, bare
from smbot.doctor.machine import models
from smbot.settings import Configuration


@pytest.fixture
def with_network():
    application = bare()
    privacy = application.settings.privacy.model_copy(update={"names": "network"})
    settings = application.settings.model_copy(update={"privacy": privacy})
    return Application(Configuration(settings, application.configuration.file))


def test_the_network_that_ships_is_named_by_its_version(with_network):
    (told,) = models(with_network)

    assert "network that reads names is version encoder-" in str(told.what)
    assert not told.why


def test_where_the_network_is_missing_it_is_said_what_that_costs(with_network, tmp_path):
    (told,) = models(with_network, tmp_path)

    assert "missing" in str(told.what)
    assert "miss more" in str(told.why)
    assert told.advice


def test_where_spacy_is_chosen_its_models_are_looked_for(tmp_path):
    told = [str(each.what) for each in models(bare(), tmp_path)]

    assert len(told) == 2
    assert all("is installed" in each for each in told)

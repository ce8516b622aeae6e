"""What the doctor says of the model of triage and of the network beside it."""

from smbot.core.messages import say
from smbot.doctor.learning import triage


def test_a_model_with_its_network_is_fine(an_installation):
    network = an_installation.model_versions.load_current().card.encoder

    (finding,) = triage(an_installation, lambda: network)

    assert finding.fix is None
    assert "shipped" in say(finding.what, "en")


def test_a_missing_network_is_told_with_the_command_that_brings_it(an_installation):
    (finding,) = triage(an_installation, lambda: "")

    assert finding.advice
    assert "not installed" in say(finding.what, "en")
    assert "pip install" in say(finding.fix, "en")


def test_another_network_is_told(an_installation):
    (finding,) = triage(an_installation, lambda: "encoder-00000000")

    assert finding.advice
    assert "another encoder" in say(finding.what, "en")

"""Loads what finds names: the tagger, with the network that comes with smbot or with spaCy's models beside it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

import structlog

from smbot.core.spans import Span
from smbot.network.files import can_run
from smbot.network.onnx import SHIPPED
from smbot.redact.ports import Tagger
from smbot.redact.tagger.crf import CrfTagger

log = structlog.get_logger()

Names = Literal["network", "spacy"]
NETWORK: Final[Names] = "network"
SPACY: Final[Names] = "spacy"


def load_tagger(names: Names = SPACY, *, public: bool = False, network: Path = SHIPPED) -> Tagger:
    """Load the tagger with the models of `names`; without the network's file, or what runs it, the tagger alone.

    With `public`, names that the network takes for those of people known to the public are masked like others'.

    Raises:
        ConfigurationError: A model of spaCy's is not installed, or a file is missing or damaged.
    """
    # Imported late: each loads a library that the other does without.
    if names == SPACY:
        from smbot.redact.tagger.hinted import HintedTagger  # noqa: PLC0415
        from smbot.redact.tagger.spacy_hints import SpacyHints  # noqa: PLC0415

        return HintedTagger(SpacyHints(), CrfTagger())
    if not can_run(network):
        log.warning("names.alone", where=network.name)
        return AloneTagger(CrfTagger())
    from smbot.network.onnx import OnnxNetwork  # noqa: PLC0415
    from smbot.redact.tagger.network import ASKED_FROM, NetworkOpinion, WeighingTagger  # noqa: PLC0415

    # The tagger is taught to leave names that everybody knows, and is sure: for those the network reads every post.
    asked_from = 0.0 if public else ASKED_FROM
    return WeighingTagger(NetworkOpinion(OnnxNetwork(network), public=public), CrfTagger(), asked_from=asked_from)


class AloneTagger:
    """The tagger without a second opinion."""

    def __init__(self, tagger: CrfTagger) -> None:
        self._tagger = tagger

    def find(self, texts: Sequence[str], language: str) -> list[tuple[Span, ...]]:
        """Return what is found in each text, in order."""
        return [self._tagger.read(text).spans for text in texts]

"""What decides which labels a masked text gets, and what reads its sense for it."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from smbot.classify.access import Level
from smbot.classify.earlier import NOTHING
from smbot.core.mention import Triage


class Classifier(Protocol):
    """Gives labels, scores and evidence to masked text. Implementations are pure: same input, same answer."""

    @property
    def version(self) -> str:
        """Rules, model and encoder with content hashes, kept with every decision so that it can be explained later."""
        ...

    def triage(self, text: str, language: str, earlier: Mapping[str, Level] = NOTHING) -> Triage:
        """Return the labels of `text`, which is masked already; `language` is ``en``, ``fr`` or ``mixed``.

        `earlier` are labels that the same author's earlier posts of the conversation hand on. Evidence is in code
        points of `text`. A post in both languages is read in both, whatever `language` says.
        """
        ...


class Encoder(Protocol):
    """Reads the sense of texts, whatever their words or language, and scores labels by it."""

    @property
    def version(self) -> str:
        """Name and digest; a model that was fitted to one encoder does not fit another."""
        ...

    @property
    def labels(self) -> Sequence[str]:
        """What its scores are for, in their order."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of scores for each text: log odds, not calibrated."""
        ...

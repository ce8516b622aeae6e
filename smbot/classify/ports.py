"""What decides which labels a masked text gets, and what turns a text into numbers for it."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from smbot.core.mention import Triage


class Classifier(Protocol):
    """Gives labels, scores and evidence to masked text. Implementations are pure: same input, same answer."""

    version: str
    """Rules, model and encoder with content hashes, kept with every decision so that it can be explained later."""

    def triage(self, text: str, language: str, earlier: Sequence[str] = ()) -> Triage:
        """Return the labels of `text`, which is masked already; `language` is ``en``, ``fr`` or ``mixed``.

        `earlier` are labels that the same author's earlier posts of the conversation have. Evidence is in code points
        of `text`. A post in both languages is read in both, whatever `language` says.
        """
        ...


class Encoder(Protocol):
    """Turns texts into vectors in which those that mean alike are near, whatever their words or language."""

    version: str
    """Name and version; weights that were fitted to one encoder do not fit another."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text."""
        ...

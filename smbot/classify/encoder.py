"""Our own encoder: a small bilingual network in eight-bit numbers, run by onnxruntime (extra ``semantic``).

It comes from multilingual E5-small, cut to English and French and taught on the corpus (`smbot train encoder`).
"""

from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from smbot.network import files
from smbot.network.onnx import OnnxNetwork
from smbot.network.windows import windows

SHIPPED: Final = Path(str(resources.files("smbot.classify") / "encoder_model"))


class OnnxEncoder:
    """See `Encoder`; the weights are read once, when it is made."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Load the network.

        Raises:
            ConfigurationError: A file is missing or damaged.
        """
        self._network = OnnxNetwork(folder)
        self.labels = self._network.card.labels
        self.version = self._network.card.version

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`. A long text is read window by window; each label has the highest score of them."""
        return np.array([self._scores(text) for text in texts], dtype=np.float32)

    def _scores(self, text: str) -> NDArray[np.float32]:
        found = [self._network.scores(each) for each in windows(self._network.pieces(text).numbers)]
        return np.asarray(np.max(found, axis=0), dtype=np.float32)


def installed_version(folder: Path = SHIPPED) -> str:
    """Return the version of the encoder that would be loaded; empty where none can be.

    Raises:
        ConfigurationError: Its card cannot be read.
    """
    return files.installed_version(folder)

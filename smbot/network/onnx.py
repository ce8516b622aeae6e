"""Loads a network and asks it: a text's pieces in, scores of the whole text and of each piece out."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from smbot.network.files import NETWORK, PIECES, Card, digest, read_card, unreadable
from smbot.network.windows import BEGINS, ENDS

Array = NDArray[np.float32]
SHIPPED: Final = Path(str(resources.files("smbot.network") / "model"))
NO_TELEMETRY: Final = "ORT_DISABLE_TELEMETRY"
"""What onnxruntime reads when it is loaded: since 1.31 it tells Microsoft of its use by https unless this is set."""


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """A text's pieces: their numbers in the vocabulary, and where they stand."""

    numbers: Sequence[int]
    places: Sequence[tuple[int, int]]


class OnnxNetwork:
    """A network; its weights are read once, when it is made. Several threads may ask it at once."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Load it.

        Raises:
            ConfigurationError: A file is missing or damaged.
        """
        os.environ[NO_TELEMETRY] = "1"
        # They come with an extra: without it the rest of smbot works.
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        self.card: Card = read_card(folder)
        try:
            network, pieces = (folder / NETWORK).read_bytes(), (folder / PIECES).read_bytes()
            if self.card.digest != digest(network, pieces):
                raise ValueError("digest")
            options = SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session = InferenceSession(network, options, providers=["CPUExecutionProvider"])
            self._tokens: Tokenizer = Tokenizer.from_buffer(pieces)
        except (OSError, ValueError) as error:
            raise unreadable(folder, error) from None

    def pieces(self, text: str) -> Pieces:
        """Return a text's pieces."""
        found = self._tokens.encode(text)
        return Pieces(numbers=found.ids, places=found.offsets)

    def scores(self, window: Sequence[int]) -> Array:
        """Return the scores of a window by label: log odds, not calibrated."""
        return np.asarray(self._ask("scores", window)[0])

    def tags(self, window: Sequence[int]) -> Array:
        """Return how probable each tag is for each piece of a window."""
        odds = self._ask("tags", window)[0, 1:-1]
        powers = np.exp(odds - odds.max(axis=1, keepdims=True))
        return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)

    def _ask(self, output: str, window: Sequence[int]) -> Array:
        (found,) = self._session.run([output], {"pieces": [[BEGINS, *window, ENDS]]})
        return np.asarray(found, dtype=np.float32)

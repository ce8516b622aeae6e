"""Our own encoder: a small bilingual network in eight-bit numbers, run by onnxruntime (extra ``semantic``).

It comes from multilingual E5-small, cut to English and French and taught on the corpus (`smbot train encoder`).
"""

import hashlib
import os
from collections.abc import Sequence
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHIPPED: Final = Path(str(resources.files("smbot.classify") / "encoder_model"))
RUN_BY: Final = ("onnxruntime", "tokenizers")
"""Packages of the extra ``semantic``."""
NO_TELEMETRY: Final = "ORT_DISABLE_TELEMETRY"
"""What onnxruntime reads when it is loaded: since 1.31 it tells Microsoft of its use by https unless this is set."""
NETWORK, PIECES, CARD = "network.onnx", "pieces.json", "card.json"
BEGINS, ENDS = 0, 2
"""Numbers of the pieces around a text."""
LONGEST: Final = 160
"""Pieces that the network reads at once, some 600 characters: what it was taught on, and the time grows with them."""
OVERLAP: Final = 32
"""Pieces that two windows share: what is said across their bound stands whole in one."""
MOST_WINDOWS: Final = 4
"""Windows that are read of one text, some 2,000 characters; of a longer one its head and its tail."""


class _Card(BaseModel):
    """What the card of an encoder must tell; the rest of it is for people."""

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)

    labels: tuple[str, ...]
    digest: str

    @property
    def version(self) -> str:
        """See `Encoder.version`."""
        return f"encoder-{self.digest[:8]}"


class OnnxEncoder:
    """See `Encoder`; the weights are read once, when it is made."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        """Load the network.

        Raises:
            ConfigurationError: A file is missing or damaged.
        """
        os.environ[NO_TELEMETRY] = "1"
        # They come with an extra: without it the rest of smbot works.
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        card = _card(folder)
        try:
            network, pieces = (folder / NETWORK).read_bytes(), (folder / PIECES).read_bytes()
            if card.digest != digest(network, pieces):
                raise ValueError("digest")
            options = SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session = InferenceSession(network, options, providers=["CPUExecutionProvider"])
            self._tokens = Tokenizer.from_buffer(pieces)
        except (OSError, ValueError) as error:
            raise _unreadable(folder, error) from None
        self.labels = card.labels
        self.version = card.version

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode`. A long text is read window by window; each label has the highest score of them."""
        return np.array([self._scores(text) for text in texts], dtype=np.float32)

    def _scores(self, text: str) -> NDArray[np.float32]:
        pieces = self._tokens.encode(text).ids
        rows = [self._session.run(None, {"pieces": [[BEGINS, *each, ENDS]]})[0][0] for each in windows(pieces)]
        return np.asarray(np.max(rows, axis=0), dtype=np.float32)


def installed_version(folder: Path = SHIPPED) -> str:
    """Return the version of the encoder that would be loaded; empty without the extra that runs it.

    Raises:
        ConfigurationError: Its card cannot be read.
    """
    if any(find_spec(name) is None for name in RUN_BY):
        return ""
    return _card(folder).version


def numbers_of(tokens: "Tokenizer", text: str) -> list[int]:
    """Return the first window of a text as numbers of pieces: what the network is taught on."""
    return [BEGINS, *windows(tokens.encode(text).ids)[0], ENDS]


def windows(pieces: Sequence[int]) -> list[Sequence[int]]:
    """Return the windows of a text's pieces: all of it, or where these are too many its head and its last window."""
    size = LONGEST - 2
    last = max(0, len(pieces) - size)
    starts = range(0, last, size - OVERLAP)[: MOST_WINDOWS - 1]
    return [pieces[start : start + size] for start in (*starts, last)]


def digest(network: bytes, pieces: bytes) -> str:
    """Return the digest of the files of an encoder."""
    return hashlib.sha256(hashlib.sha256(network).digest() + hashlib.sha256(pieces).digest()).hexdigest()


def _card(folder: Path) -> _Card:
    try:
        return _Card.model_validate_json((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise _unreadable(folder, error) from None


def _unreadable(folder: Path, error: Exception) -> ConfigurationError:
    return ConfigurationError(
        msg("The encoder cannot be read: {reason}.", reason=type(error).__name__),
        where=folder.name,
        mend=msg("Install smbot again."),
    )

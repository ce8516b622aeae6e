"""The files of a network, and what tells that they are whole. None of them runs code when it is read."""

import hashlib
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, ValidationError

from smbot.core.errors import ConfigurationError
from smbot.core.messages import msg

RUN_BY: Final = ("onnxruntime", "tokenizers")
"""Packages of the extra ``semantic``."""
NETWORK, PIECES, CARD = "network.onnx", "pieces.json", "card.json"


class Card(BaseModel):
    """What the card of a network must tell; the rest of it is for people.

    `tags` are what it says of pieces; a network that reads whole posts alone has none.
    """

    model_config = ConfigDict(hide_input_in_errors=True, frozen=True)

    labels: tuple[str, ...]
    tags: tuple[str, ...] = ()
    digest: str

    @property
    def version(self) -> str:
        """See `Encoder.version`."""
        return f"encoder-{self.digest[:8]}"


def installed_version(folder: Path) -> str:
    """Return the version of the network that would be loaded from `folder`; empty where none can be.

    Raises:
        ConfigurationError: Its card cannot be read.
    """
    return read_card(folder).version if can_run(folder) else ""


def can_run(folder: Path) -> bool:
    """Say whether `folder` holds a network, and the packages that run it are installed."""
    return (folder / NETWORK).is_file() and all(find_spec(name) is not None for name in RUN_BY)


def digest(network: bytes, pieces: bytes) -> str:
    """Return the digest of the files of a network."""
    return hashlib.sha256(hashlib.sha256(network).digest() + hashlib.sha256(pieces).digest()).hexdigest()


def read_card(folder: Path) -> Card:
    """Read the card.

    Raises:
        ConfigurationError: It is missing or damaged.
    """
    try:
        return Card.model_validate_json((folder / CARD).read_text(encoding="utf-8"))
    except (OSError, ValidationError) as error:
        raise unreadable(folder, error) from None


def unreadable(folder: Path, error: Exception) -> ConfigurationError:
    """Return the error that tells that a network cannot be read."""
    return ConfigurationError(
        msg("The encoder cannot be read: {reason}.", reason=type(error).__name__),
        where=folder.name,
        mend=msg("Install smbot again."),
    )

